//! Where case holders come from and where they go.

use super::declared::terms;

terms! {
    /// Where a permanent case holder came from.
    Origin:
    /// Newly qualified.
    Qualifying "newly-qualified" "newly qualified",
    /// Another authority, or another employer of case holders outside the study.
    Elsewhere "another-employer" "another authority",
    /// Agency work.
    Agency "agency" "agency work",
    /// Back to the work after years outside it, or from other work.
    Back "back-to-work" "back to the work",
    /// The authority that buys from her practice.
    Host "host" "the authority that buys",
}

terms! {
    /// Where a permanent case holder who leaves her employer goes.
    Destination:
    /// Another authority, or another employer of case holders outside the study.
    Elsewhere "another-employer" "another authority",
    /// Agency work.
    Agency "agency" "agency work",
    /// Out of the profession, or retired.
    Out "out" "out of the profession",
    /// A practice that serves the authority's children.
    Practice "practice" "a practice of the authority",
}
