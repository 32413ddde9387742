//! Changes during the run, and in how many histories each came.

use crate::analysis::run::rows::ChangeRow;
use crate::arrangement::Change;
use crate::report::words::{percent, shortest};
use crate::results::table::cell;
use crate::scenario::Arm;
use crate::statistics::{finite, quantile, sorted};
use crate::study::Results;
use crate::terms::Watched;

/// Rows by arm and change.
pub(in crate::analysis::run) fn rows(results: &Results, arms: &[Arm]) -> Vec<ChangeRow> {
    let mut rows = Vec::new();
    for ((id, name), arm) in results.each_arm().zip(arms) {
        for (number, later) in arm.alternative.later.iter().enumerate() {
            let lived = results.came(id, number).into_iter().filter(|month| !month.is_nan());
            let lived: Vec<f64> = lived.collect();
            let came = sorted(&finite(&lived));
            rows.push(ChangeRow {
                arm: name.to_owned(),
                change: number + 1,
                condition: condition(&later.change),
                n: lived.len(),
                came: came.len(),
                middle: cell(quantile(&came, 0.5)),
            });
        }
    }
    rows
}

/// `the share of posts without a permanent case holder is above 20%`; nothing of a change that waits for its month alone.
fn condition(change: &Change) -> String {
    let Some(watched) = change.when else { return String::new() };
    let limit = |limit: f64| match watched {
        Watched::Vacancy | Watched::Agency => percent(Some(limit)),
        Watched::Caseload | Watched::Children => shortest(limit),
    };
    let limits = [("above", change.above), ("below", change.below)];
    let verb = match watched {
        Watched::Vacancy | Watched::Agency => "is",
        Watched::Caseload | Watched::Children => "are",
    };
    let limits = limits.into_iter().filter_map(|(side, at)| Some(format!("{side} {}", limit(at?))));
    format!("{} {verb} {}", watched.words(), limits.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing;

    #[test]
    fn a_condition_is_told_with_its_limit_and_a_date_alone_with_nothing() {
        let change = |when, above, below| Change { when, above, below, ..Change::usual() };
        let vacancy = change(Some(Watched::Vacancy), Some(0.2), None);
        assert_eq!(condition(&vacancy), "the share of posts without a permanent case holder is above 20%");
        let children = change(Some(Watched::Children), None, Some(450.0));
        assert_eq!(condition(&children), "children looked after are below 450");
        assert_eq!(condition(&change(None, None, None)), "");
    }

    #[test]
    fn arms_that_change_nothing_have_no_row() {
        assert!(rows(&testing::study(4), &[]).is_empty());
    }
}
