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
