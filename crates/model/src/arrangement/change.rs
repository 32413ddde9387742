//! When a scenario changes during a run.

use crate::section;
use crate::terms::Watched;

/// The most changes of one arm: what holds where any of them have come is an arrangement of its own.
pub const MOST_CHANGES: usize = 4;

section! {
    /// When fields change during a run: from a month, or from the month in which a condition is first met.
    Change in "change":
    from: Option<f64> = "from" Month, "", Open("the first month in which the condition is met"), "\"2014-04\"",
        "Month in which the change comes; with a condition, the month from which the condition is looked at.";
    until: Option<f64> = "until" Month, "", Open("it stays"), "\"2017-04\"",
        "Month in which things are again as they would be without it.";
    when: Option<Watched> = "when" Choice(Watched::KEYS), "", Open("it comes on its date"), "\"vacancy\"",
        "What the condition is about, on the first day of a month, in the authorities' own teams: posts without a permanent case holder, or with an agency case holder, as a share of posts; cases for each case holder at work; children looked after. Once met, the change stays.";
    above: Option<f64> =
        "above" Number(0.0, 100_000.0), "in the unit of what is looked at", Open("below is written"), "0.2",
        "The condition is met above this.";
    below: Option<f64> =
        "below" Number(0.0, 100_000.0), "in the unit of what is looked at", Open("above is written"), "0.1",
        "The condition is met below this.";
    authority: Option<usize> =
        "authority" Authority, "", Open("the authorities of the scenario together"), "\"staffordshire-2011\"",
        "Profile of the authority whose own teams the condition is about.";
}

impl Change {
    /// Whether a value meets the condition.
    pub fn is_met_by(&self, value: f64) -> bool {
        self.above.is_none_or(|above| value > above) && self.below.is_none_or(|below| value < below)
    }
}
