//! Differences between two arms on the same children with the same luck.

use super::moments::{Summary, mean, sample_sd};
use super::quantile::quantile;

/// The paired difference of an arm against the first, over replications.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    /// Number, mean, spread and interval of the differences.
    pub summary: Summary,
    /// Differences in rising order.
    pub rising: Vec<f64>,
    /// Differences above zero.
    pub higher: usize,
    /// Differences below zero.
    pub lower: usize,
    /// Differences of exactly zero.
    pub equal: usize,
    /// Correlation of the pairs; `NaN` where one side does not vary.
    pub correlation: f64,
    /// Variance of the difference were the arms independent ÷ as paired; infinite where the difference
    /// never varies, `NaN` where nothing varies.
    pub variance_ratio: f64,
}

impl Paired {
    /// Difference `arm − first` over the replications in which both are finite.
    pub fn of(first: &[f64], arm: &[f64]) -> Self {
        let pairs = first.iter().zip(arm).filter(|(a, b)| a.is_finite() && b.is_finite());
        let (zero, one): (Vec<f64>, Vec<f64>) = pairs.unzip();
        // Of a million pairs each further copy takes eight megabytes.
        let mut differences: Vec<f64> = zero.iter().zip(&one).map(|(a, b)| b - a).collect();
        let (sd_zero, sd_one) = (sample_sd(&zero), sample_sd(&one));
        let (mean_zero, mean_one) = (mean(&zero), mean(&one));
        let products: f64 = zero.iter().zip(&one).map(|(a, b)| (a - mean_zero) * (b - mean_one)).sum();
        let covariance = products / (zero.len().max(2) - 1) as f64;
        drop((zero, one));
        let count = |is_of: fn(f64) -> bool| differences.iter().filter(|one| is_of(**one)).count();
        let [higher, lower, equal] =
            [count(|one| one > 0.0), count(|one| one < 0.0), count(|one| one == 0.0)];
        differences.retain(|difference| difference.is_finite());
        let summary = Summary::from_moments(differences.len(), mean(&differences), sample_sd(&differences));
        differences.sort_unstable_by(f64::total_cmp);
        Self {
            summary,
            higher,
            lower,
            equal,
            correlation: covariance / (sd_zero * sd_one),
            variance_ratio: (sd_zero * sd_zero + sd_one * sd_one) / (summary.sd * summary.sd),
            rising: differences,
        }
    }

    /// The quantile `p` of the differences.
    pub fn quantile(&self, p: f64) -> f64 {
        quantile(&self.rising, p)
    }
}

/// Holm's adjustment of p-values for asking several questions at once; `NaN` stays and is not counted.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).filter(|i| !p_values[*i].is_nan()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = vec![f64::NAN; p_values.len()];
    let mut running: f64 = 0.0;
    for (rank, i) in order.iter().enumerate() {
        running = running.max(p_values[*i] * (order.len() - rank) as f64);
        adjusted[*i] = running.min(1.0);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variance_ratio_compares_independent_with_paired() {
        let first = [1.0, 2.0, 3.0, 4.0];
        let arm = [1.5, 2.0, 3.5, 4.0];
        let p = Paired::of(&first, &arm);
        // var0 = 5/3, var1 = 17/12 (values 1.5, 2, 3.5, 4 about 2.75), var(diff) = 1/12.
        assert!((p.variance_ratio - (5.0 / 3.0 + 17.0 / 12.0) * 12.0).abs() < 1e-9);
        assert_eq!((p.higher, p.lower, p.equal), (2, 0, 2));
        assert!((p.summary.mean - 0.25).abs() < 1e-15);
        assert!(p.correlation > 0.97);
    }

    #[test]
    fn an_arm_equal_to_the_first_differs_by_exactly_nothing() {
        let p = Paired::of(&[1.0, 5.0, f64::NAN], &[1.0, 5.0, 2.0]);
        assert_eq!((p.summary.n, p.equal, p.summary.mean), (2, 2, 0.0));
        assert_eq!(p.summary.p_value(), 1.0);
    }

    #[test]
    fn holm_multiplies_the_smallest_by_all_and_never_falls() {
        let adjusted = holm(&[0.01, 0.04, 0.03, f64::NAN]);
        assert!((adjusted[0] - 0.03).abs() < 1e-15);
        assert!((adjusted[2] - 0.06).abs() < 1e-15);
        assert!((adjusted[1] - 0.06).abs() < 1e-15);
        assert!(adjusted[3].is_nan());
    }
}
