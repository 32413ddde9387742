//! Summaries that take one replication after another and never keep them.

use crate::statistics::{Stream, Summary};

/// Count, mean and spread of values added one after another (Welford's recurrence). The order of
/// adding decides the last bits, so values are added in the order of their replications.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u32,
    mean: f64,
    squares: f64,
}

impl Moments {
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

    /// Number, mean, standard deviation and the interval of the mean.
    pub fn summary(&self) -> Summary {
        let mean = if self.count == 0 { f64::NAN } else { self.mean };
        let variance = self.squares.max(0.0) / f64::from(self.count.saturating_sub(1));
        let deviation = if self.count < 2 { f64::NAN } else { variance.sqrt() };
        Summary::from_moments(self.count as usize, mean, deviation)
    }
}

/// One indicator of one unit in one cell of a sweep.
#[derive(Clone, Debug, Default)]
pub struct CellSummary {
    /// The values themselves: moments and quantiles.
    pub value: Stream,
    /// Difference from the first cell, replication by replication; empty where cells are not compared.
    pub difference: Stream,
}

impl CellSummary {
    /// Adds the value of a replication and, where cells are compared, that of the first cell in it.
    pub fn add(&mut self, value: f64, reference: Option<f64>) {
        self.value.push(value);
        if let Some(reference) = reference {
            self.difference.push(value - reference);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CellSummary, Moments};

    #[test]
    fn moments_match_the_formulas() {
        let mut moments = Moments::default();
        for value in [2.0, 4.0, f64::NAN, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0] {
            moments.add(value);
        }
        let summary = moments.summary();
        assert_eq!(summary.n, 8);
        assert!((summary.mean - 5.0).abs() < 1e-12);
        assert!((summary.sd - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn nothing_added_has_no_mean_and_one_value_no_spread() {
        assert!(Moments::default().summary().mean.is_nan());
        let mut one = Moments::default();
        one.add(3.0);
        assert!(one.summary().sd.is_nan());
    }

    #[test]
    fn a_cell_equal_to_the_first_differs_by_exactly_nothing() {
        let mut summary = CellSummary::default();
        for value in [0.1, 0.2, 0.7] {
            summary.add(value, Some(value));
        }
        let difference = summary.difference.summary();
        assert_eq!((difference.n, difference.mean, difference.sd), (3, 0.0, 0.0));
        assert_eq!(summary.difference.quantile(0.95), 0.0);
    }

    #[test]
    fn a_summary_takes_no_more_memory_for_more_replications_than_a_sketch_needs() {
        let mut summary = CellSummary::default();
        for at in 0..200_000_u32 {
            summary.add(f64::from(at), Some(0.0));
        }
        assert!(summary.value.held() < 6_000, "{}", summary.value.held());
        let middle = summary.difference.quantile(0.5);
        assert!((middle - 100_000.0).abs() < 2_000.0, "{middle}");
    }
}
