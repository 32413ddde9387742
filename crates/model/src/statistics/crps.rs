//! How good a forecast distribution was: the continuous ranked probability score and interval coverage.
//!
//! CRPS(F, y) = ∫ (F(x) − 1{x ≥ y})² dx = E|X − y| − ½ E|X − X′|: the mean absolute error of a point
//! forecast, and less where a spread is honest. In the unit of the value; smaller is better.

use super::normal::normal_cdf;
use super::quantile::sorted;

/// Fair CRPS of an ensemble of `m` members: (1/m) Σ|xᵢ − y| − 1/(2 m (m − 1)) ΣΣ|xᵢ − xⱼ|.
///
/// The divisor m (m − 1) and not m² makes its mean that of the distribution that the members are drawn
/// from, however few they are (Ferro 2014). Values that are not finite are left out; `NaN` for none, the
/// absolute error for one.
pub fn crps_ensemble(members: &[f64], observed: f64) -> f64 {
    let rising = sorted(members);
    let count = rising.len();
    if count == 0 || !observed.is_finite() {
        return f64::NAN;
    }
    let m = count as f64;
    let error = rising.iter().map(|x| (x - observed).abs()).sum::<f64>() / m;
    if count == 1 {
        return error;
    }
    // Of rising values ΣΣ|xᵢ − xⱼ| = 2 Σ (2 i − m + 1) xᵢ, i from 0.
    let apart: f64 =
        rising.iter().enumerate().map(|(i, x)| (2.0 * i as f64 - m + 1.0) * x).sum::<f64>() * 2.0;
    error - apart / (2.0 * m * (m - 1.0))
}

/// CRPS of a normal forecast: σ [z (2 Φ(z) − 1) + 2 φ(z) − 1/√π], z = (y − μ) / σ (Gneiting and Raftery
/// 2007); the absolute error where σ is 0.
pub fn crps_normal(mean: f64, sd: f64, observed: f64) -> f64 {
    if sd <= 0.0 {
        return (observed - mean).abs();
    }
    let z = (observed - mean) / sd;
    let density = libm::exp(-0.5 * z * z) / (2.0 * core::f64::consts::PI).sqrt();
    let root_pi = core::f64::consts::PI.sqrt();
    sd * (z * (2.0 * normal_cdf(z) - 1.0) + 2.0 * density - 1.0 / root_pi)
}

#[cfg(test)]
mod tests {
    use super::super::normal::normal_quantile;
    use super::*;

    #[test]
    fn the_normal_score_has_its_known_values() {
        // At the mean σ (√2 − 1)/√π; Gneiting and Raftery's formula by hand at z = 1.
        let at_mean = 3.0 * (2.0_f64.sqrt() - 1.0) / core::f64::consts::PI.sqrt();
        assert!((crps_normal(5.0, 3.0, 5.0) - at_mean).abs() < 1e-12);
        assert!((crps_normal(0.0, 1.0, 1.0) - 0.602_441_357_6).abs() < 1e-9);
        assert_eq!(crps_normal(2.0, 0.0, 5.0), 3.0);
    }

    #[test]
    fn an_ensemble_of_a_normal_scores_as_the_normal() {
        let n = 4_000;
        let members: Vec<f64> =
            (0..n).map(|i| 10.0 + 2.0 * normal_quantile((f64::from(i) + 0.5) / f64::from(n))).collect();
        for observed in [4.0, 9.0, 10.0, 13.5] {
            let (found, expected) = (crps_ensemble(&members, observed), crps_normal(10.0, 2.0, observed));
            assert!((found - expected).abs() < 2e-3, "{observed}: {found} {expected}");
        }
    }

    #[test]
    fn the_ensemble_score_is_its_definition_and_fair_in_small_ensembles() {
        let members = [3.0, 1.0, 7.0, f64::NAN];
        let pairs = 2.0 * (2.0 + 4.0 + 6.0);
        let expected = (1.0 + 1.0 + 5.0) / 3.0 - pairs / (2.0 * 3.0 * 2.0);
        assert!((crps_ensemble(&members, 2.0) - expected).abs() < 1e-12);
        assert_eq!(crps_ensemble(&[4.0], 6.0), 2.0);
        assert!(crps_ensemble(&[], 6.0).is_nan());
        // The mean over all pairs of two members from {0, 1} of observed 0 is that of the distribution:
        // E|X| − ½ E|X − X′| = ½ − ¼.
        let pairs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
        let mean = pairs.iter().map(|pair| crps_ensemble(pair, 0.0)).sum::<f64>() / 4.0;
        assert!((mean - 0.25).abs() < 1e-12);
    }
}
