//! What a run prints at its end.

use std::fmt::Write;

use crate::indicator::{Definition, HEADLINES, INDICATORS, index_of};
use crate::report::words::counted;
use crate::statistics::{Paired, Summary, finite, mean};
use crate::study::Results;

/// What a run found, in a few lines.
pub(super) fn of_run(results: &Results) -> String {
    let mut text = String::new();
    let first = &results.arms[0];
    let unit = &results.units[0].title;
    for id in HEADLINES {
        let indicator = index_of(id);
        let definition = &INDICATORS[indicator];
        let values = |arm| -> Vec<f64> {
            (0..results.replications)
                .map(|replication| results.horizon_of(arm, replication, 0)[indicator])
                .collect()
        };
        let reference = values(0);
        if finite(&reference).is_empty() {
            continue;
        }
        let level = number(definition, mean(&finite(&reference)));
        line(&mut text, &format!("{} ({}): {level} with {first}", definition.title, definition.unit));
        for (arm, name) in results.arms.iter().enumerate().skip(1) {
            let difference = Paired::of(&reference, &values(arm)).summary;
            line(&mut text, &format!("  {name}: {}", difference_in_words(definition, &difference)));
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

fn difference_in_words(definition: &Definition, difference: &Summary) -> String {
    if difference.n == 0 {
        return "not defined".to_owned();
    }
    let signed = |value: f64| {
        let said = number(definition, value);
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
fn number(definition: &Definition, value: f64) -> String {
    let plain = format!("{value:.*}", definition.decimals);
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
    use super::{INDICATORS, index_of, number};

    #[test]
    fn numbers_have_their_decimals_and_commas_and_no_minus_before_nothing() {
        let cost = &INDICATORS[index_of("cost_per_child_year")];
        assert_eq!(number(cost, 52_300.4), "52,300");
        assert_eq!(number(cost, -1_234_567.0), "-1,234,567");
        assert_eq!(number(cost, -0.3), "0");
        let changes = &INDICATORS[index_of("worker_changes")];
        assert_eq!(number(changes, -0.034), "-0.03");
        assert_eq!(number(changes, 123.0), "123.00");
    }
}
