//! Coverage on the score card: whether the middle of what was simulated holds what was published in as many authorities
//! as it says.

use super::card::{Line, Part};
use crate::statistics::Interval;

/// How many authorities lie inside their interval.
pub(super) struct Coverage {
    /// Start year of the line; empty where the section has but one.
    pub row: String,
    /// What is looked at.
    pub title: String,
    /// From when to when.
    pub window: String,
    /// What the interval should hold, and what passes, %.
    pub nominal: (f64, (f64, f64)),
    /// What it holds, %.
    pub share: f64,
    /// The interval of that share by chance.
    pub chance: Interval,
    /// Mean error, % of the level.
    pub bias: f64,
    /// Beside the line.
    pub note: String,
}

impl Coverage {
    /// The line of a section.
    pub(super) fn line(self, section: &'static str) -> Line {
        let (observed, allowed) = self.nominal;
        let passes = (allowed.0..=allowed.1).contains(&self.share);
        Line {
            row: self.row,
            title: self.title,
            window: self.window,
            observed,
            simulated: self.share,
            interval: (100.0 * self.chance.low, 100.0 * self.chance.high),
            half_width: 50.0 * (self.chance.high - self.chance.low),
            allowed,
            unit: "% of authorities".to_owned(),
            passes,
            reason: match (passes, self.share > allowed.1) {
                (true, _) => String::new(),
                (false, true) => "intervals are too wide: authorities moved less".to_owned(),
                (false, false) => format!(
                    "intervals are too narrow, or lie beside the figures: mean error {:+.1}% of the level",
                    self.bias
                ),
            },
            note: self.note,
            ..Line::plain(Part::HeldOut, section)
        }
    }
}
