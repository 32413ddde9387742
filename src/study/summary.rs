//! Summaries that take one replication after another and never keep them.

use crate::statistics::Summary;

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

#[cfg(test)]
mod tests {
    use super::Moments;

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
}
