//! Care leavers of an authority by age, as returns count them.

use serde::{Deserialize, Serialize};

/// The youngest age of those who have left care and are served.
const FIRST: u32 = 16;

/// Care leavers who are served on the day, by age in years.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // each is the number of its age
pub struct LeftCare {
    pub aged_16: f64,
    pub aged_17: f64,
    pub aged_18: f64,
    pub aged_19: f64,
    pub aged_20: f64,
    pub aged_21: f64,
    pub aged_22: f64,
    pub aged_23: f64,
    pub aged_24: f64,
}

impl LeftCare {
    /// Numbers of 16, 17 and so on to 24 years.
    pub fn of(counts: [f64; 9]) -> LeftCare {
        let [aged_16, aged_17, aged_18, aged_19, aged_20, aged_21, aged_22, aged_23, aged_24] = counts;
        LeftCare { aged_16, aged_17, aged_18, aged_19, aged_20, aged_21, aged_22, aged_23, aged_24 }
    }

    /// The numbers, from 16 years on.
    pub fn counts(&self) -> [f64; 9] {
        let LeftCare { aged_16, aged_17, aged_18, aged_19, aged_20, aged_21, aged_22, aged_23, aged_24 } =
            *self;
        [aged_16, aged_17, aged_18, aged_19, aged_20, aged_21, aged_22, aged_23, aged_24]
    }

    /// Each age below an end with its number.
    pub fn below(&self, end: f64) -> impl Iterator<Item = (u32, f64)> {
        (FIRST..).zip(self.counts()).take_while(move |(years, _)| f64::from(*years) < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_those_of_their_names() {
        let counted = LeftCare { aged_17: 1.0, aged_20: 18.0, aged_24: 17.0, ..LeftCare::default() };
        let found: Vec<(u32, f64)> = counted.below(21.0).collect();
        assert_eq!(found, [(16, 0.0), (17, 1.0), (18, 0.0), (19, 0.0), (20, 18.0)]);
        assert_eq!(counted.below(25.0).last(), Some((24, 17.0)));
        assert_eq!(LeftCare::of(counted.counts()), counted);
    }
}
