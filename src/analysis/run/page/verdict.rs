//! What a paired difference says, once the number of questions asked is allowed for.

use crate::analysis::run::rows::DifferenceRow;

/// What a paired difference says, once the number of questions asked is allowed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Every replication is the same in both arms.
    Same,
    /// The mean difference is told apart from none.
    Apart,
    /// It is not.
    NotApart,
}

/// The verdict on a difference.
pub(super) fn verdict(row: &DifferenceRow) -> Verdict {
    if row.share_equal == Some(1.0) {
        Verdict::Same
    } else if row.p_adjusted.is_some_and(|p| p < 0.05) {
        Verdict::Apart
    } else {
        Verdict::NotApart
    }
}

/// Whether the whole interval of an average lies within the smallest difference that matters.
pub(super) fn is_too_small(row: &DifferenceRow) -> bool {
    verdict(row) != Verdict::Same && lies_within([row.ci_low, row.ci_high], row.matters)
}

fn lies_within(ends: [Option<f64>; 2], least: Option<f64>) -> bool {
    ends.iter().all(|end| end.zip(least).is_some_and(|(end, least)| end.abs() < least))
}

#[cfg(test)]
mod tests {
    use super::lies_within;

    #[test]
    fn an_average_is_too_small_where_its_whole_interval_is() {
        assert!(lies_within([Some(-0.04), Some(-0.02)], Some(0.05)));
        assert!(!lies_within([Some(-0.06), Some(-0.02)], Some(0.05)));
        assert!(!lies_within([Some(-0.04), Some(0.06)], Some(0.05)));
        assert!(!lies_within([Some(-0.04), Some(-0.02)], None));
        assert!(!lies_within([None, Some(-0.02)], Some(0.05)));
    }
}
