//! Summaries that take one replication after another and never keep them.

/// Count, mean and spread of values added one after another (Welford's recurrence). The order of
/// adding decides the last bits, so values are added in the order of their replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    count: u32,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Nothing added yet.
    pub const EMPTY: Moments = Moments {
        count: 0,
        mean: 0.0,
        squares: 0.0,
    };

    /// Adds a value; one that is not defined is left out.
    pub fn add(&mut self, value: f64) {
        if value.is_nan() {
            return;
        }
        self.count += 1;
        let step = value - self.mean;
        self.mean += step / f64::from(self.count);
        self.squares += step * (value - self.mean);
    }

    /// Values added.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Mean; `NaN` without values.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { f64::NAN } else { self.mean }
    }

    /// Standard deviation (n − 1); `NaN` with fewer than two values.
    pub fn standard_deviation(&self) -> f64 {
        if self.count < 2 {
            f64::NAN
        } else {
            (self.squares.max(0.0) / f64::from(self.count - 1)).sqrt()
        }
    }
}

/// One indicator of one unit in one cell of a sweep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The values themselves.
    pub value: Moments,
    /// Smallest value; infinite without values.
    pub smallest: f64,
    /// Largest value; infinite without values.
    pub largest: f64,
    /// Difference from the first cell, replication by replication.
    pub difference: Moments,
}

impl Summary {
    /// Nothing added yet.
    pub const EMPTY: Summary = Summary {
        value: Moments::EMPTY,
        smallest: f64::INFINITY,
        largest: f64::NEG_INFINITY,
        difference: Moments::EMPTY,
    };

    /// Adds the value of a replication and that of the first cell in the same replication.
    pub fn add(&mut self, value: f64, reference: f64) {
        self.value.add(value);
        self.smallest = self.smallest.min(value);
        self.largest = self.largest.max(value);
        self.difference.add(value - reference);
    }
}

#[cfg(test)]
mod tests {
    use super::{Moments, Summary};

    #[test]
    fn moments_match_the_formulas() {
        let mut moments = Moments::EMPTY;
        for value in [2.0, 4.0, f64::NAN, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0] {
            moments.add(value);
        }
        assert_eq!(moments.count(), 8);
        assert!((moments.mean() - 5.0).abs() < 1e-12);
        assert!((moments.standard_deviation() - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn nothing_added_has_no_mean_and_one_value_no_spread() {
        assert!(Moments::EMPTY.mean().is_nan());
        let mut one = Moments::EMPTY;
        one.add(3.0);
        assert!(one.standard_deviation().is_nan());
    }

    #[test]
    fn a_cell_equal_to_the_first_differs_by_exactly_nothing() {
        let mut summary = Summary::EMPTY;
        for value in [0.1, 0.2, 0.7] {
            summary.add(value, value);
        }
        assert_eq!(summary.difference.mean(), 0.0);
        assert_eq!(summary.difference.standard_deviation(), 0.0);
        assert_eq!((summary.smallest, summary.largest), (0.1, 0.7));
    }
}
