//! What a run prints at its end.

use std::fmt::Write;

use crate::indicator::{HEADLINES, Indicator};
use crate::report::words::counted;
use crate::statistics::{Paired, Summary, finite, mean};
use crate::study::{ArmId, Results, UnitId};

/// What a run found, in a few lines.
pub(super) fn of_run(results: &Results) -> String {
    let mut text = String::new();
    let first = &results.arms[0];
    let unit = &results.units[0].title;
    for indicator in &HEADLINES {
        let values = |arm| results.values(arm, UnitId(0), indicator);
        let reference = values(ArmId(0));
        if finite(&reference).is_empty() {
            continue;
        }
        let level = number(indicator, mean(&finite(&reference)));
        line(&mut text, &format!("{} ({}): {level} with {first}", indicator.title, indicator.unit));
        for (arm, name) in results.each_arm().skip(1) {
            let difference = Paired::of(&reference, &values(arm)).summary;
            line(&mut text, &format!("  {name}: {}", difference_in_words(indicator, &difference)));
        }
    }
    if !text.is_empty() {
        let replications = counted(results.replications, "replication");
        let heading = format!("{unit}, mean of {replications}; differences with 95% intervals.\n\n");
        text.insert_str(0, &heading);
        text.push('\n');
    }
    text
}

fn line(text: &mut String, said: &str) {
    writeln!(text, "{said}").expect("writing to a string cannot fail");
}

fn difference_in_words(indicator: &Indicator, difference: &Summary) -> String {
    if difference.n == 0 {
        return "not defined".to_owned();
    }
    let signed = |value: f64| {
        let said = number(indicator, value);
        let is_above = value > 0.0 && said.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        if is_above { format!("+{said}") } else { said }
    };
    let mean = signed(difference.mean);
    if difference.n < 2 {
        return mean;
    }
    format!("{mean} ({} to {})", signed(difference.low), signed(difference.high))
}

/// A number with the decimals of its indicator and commas between thousands.
fn number(indicator: &Indicator, value: f64) -> String {
    let plain = format!("{value:.*}", indicator.decimals);
    let is_nothing = plain.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    let digits = plain.trim_start_matches('-');
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if plain.starts_with('-') && !is_nothing { "-" } else { "" };
    format!("{sign}{grouped}{rest}")
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::indicator::{money, relationship};

    #[test]
    fn numbers_have_their_decimals_and_commas_and_no_minus_before_nothing() {
        let cost = &money::COST_PER_CHILD_YEAR;
        assert_eq!(number(cost, 52_300.4), "52,300");
        assert_eq!(number(cost, -1_234_567.0), "-1,234,567");
        assert_eq!(number(cost, -0.3), "0");
        let changes = &relationship::WORKER_CHANGES;
        assert_eq!(number(changes, -0.034), "-0.03");
        assert_eq!(number(changes, 123.0), "123.00");
    }
}
