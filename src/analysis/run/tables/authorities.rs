//! Headlines of each authority, where a study has several that do not touch.

use crate::analysis::run::rows::AuthorityRow;
use crate::indicator::HEADLINES;
use crate::results::table::cell;
use crate::statistics::{Paired, Summary};
use crate::study::{ArmId, Results};

/// Rows by arm, authority and headline; those without a value are left out.
pub(super) fn rows(results: &Results) -> Vec<AuthorityRow> {
    let mut rows = Vec::new();
    for (a, arm) in results.each_arm() {
        for (k, authority) in results.authorities.iter().enumerate() {
            for indicator in &HEADLINES {
                let values = results.authority_values(a, k, indicator);
                let found = Summary::of(&values);
                if found.n == 0 {
                    continue;
                }
                // The first arm has no difference from itself.
                let paired = (a > ArmId(0))
                    .then(|| Paired::of(&results.authority_values(ArmId(0), k, indicator), &values));
                let paired = paired.map(|paired| paired.summary);
                rows.push(AuthorityRow {
                    arm: arm.to_owned(),
                    authority: authority.clone(),
                    indicator: indicator.id.to_owned(),
                    n: found.n,
                    mean: cell(found.mean),
                    ci_low: cell(found.low),
                    ci_high: cell(found.high),
                    difference_n: paired.as_ref().map_or(0, |paired| paired.n),
                    difference_mean: paired.as_ref().and_then(|paired| cell(paired.mean)),
                    difference_low: paired.as_ref().and_then(|paired| cell(paired.low)),
                    difference_high: paired.as_ref().and_then(|paired| cell(paired.high)),
                });
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::indicator::HEADLINES;
    use crate::results::testing::study;
    use crate::study::{ArmId, History, Results, Shape};

    #[test]
    fn a_difference_is_that_of_pairs_and_the_first_arm_has_none() {
        let named = |names: [&str; 2]| names.map(str::to_owned).to_vec();
        let shape = Shape {
            arms: named(["with", "without"]),
            units: Vec::new(),
            authorities: named(["A", "B"]),
            kept_by_authority: (0, 0),
            places: Vec::new(),
            years: Vec::new(),
            indicators: Vec::new(),
            quantities: Vec::new(),
            hypotheses: Vec::new(),
        };
        let mut results = Results::of(&shape, 0, 4);
        let row = 2 * HEADLINES.len();
        for (arm, replication) in (0..2).flat_map(|arm| (0..4).map(move |replication| (arm, replication))) {
            // Arm and replication in one number, so that pairs differ by the arm alone.
            let authorities = vec![(10 * arm + replication) as f64; row];
            results.keep(ArmId(arm), replication, History { authorities, ..History::default() });
        }
        let rows = rows(&results);
        assert_eq!(rows.len(), results.arms.len() * row);
        assert_eq!((rows[0].mean, rows[0].difference_mean), (Some(1.5), None));
        let second = &rows[row];
        assert_eq!((second.arm.as_str(), second.authority.as_str()), (results.arms[1].as_str(), "A"));
        assert_eq!((second.mean, second.difference_mean), (Some(11.5), Some(10.0)));
        assert_eq!((second.difference_low, second.difference_n), (Some(10.0), 4));
    }

    #[test]
    fn a_study_of_one_authority_has_no_rows() {
        assert!(rows(&study(3)).is_empty());
    }
}
