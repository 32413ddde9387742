//! What a run prints at its end.

use std::fmt::Write;

use crate::indicator::HEADLINES;
use crate::report::words::{counted, difference_decimals, plain, signed};
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
        let level = plain(mean(&finite(&reference)), indicator.decimals);
        line(&mut text, &format!("{} ({}): {level} with {first}", indicator.title, indicator.unit));
        let others = results.each_arm().skip(1);
        let differences: Vec<_> =
            others.map(|(arm, name)| (name, Paired::of(&reference, &values(arm)).summary)).collect();
        let widest = differences.iter().filter(|(_, d)| d.n > 1).map(|(_, d)| (d.high - d.low) / 2.0);
        let decimals = difference_decimals(indicator.decimals, widest.reduce(f64::max));
        for (name, difference) in &differences {
            line(&mut text, &format!("  {name}: {}", difference_in_words(difference, decimals)));
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

fn difference_in_words(difference: &Summary, decimals: usize) -> String {
    if difference.n == 0 {
        return "not defined".to_owned();
    }
    let mean = signed(difference.mean, decimals);
    if difference.n < 2 {
        return mean;
    }
    format!("{mean} ({} to {})", signed(difference.low, decimals), signed(difference.high, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_apart_from_nothing_is_not_printed_as_nothing() {
        let said = |difference: Summary| {
            let half_width = (difference.high - difference.low) / 2.0;
            difference_in_words(&difference, difference_decimals(1, Some(half_width)))
        };
        assert_eq!(said(Summary::from_moments(200, -0.009, 0.03)), "-0.009 (-0.013 to -0.005)");
        assert_eq!(said(Summary::from_moments(200, 2.0, 10.0)), "+2.0 (+0.6 to +3.4)");
        assert_eq!(said(Summary::from_moments(200, 0.0, 0.0)), "0.0 (0.0 to 0.0)");
        assert_eq!(said(Summary::from_moments(1, 1234.5, 0.0)), "+1,234.5");
        assert_eq!(said(Summary::from_moments(0, 0.0, 0.0)), "not defined");
    }
}
