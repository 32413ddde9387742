//! What a design can see of an effect: power, the risk of the wrong sign and exaggeration, for an
//! estimate that is normal about the true effect with a known standard error.

use super::normal::{normal_cdf, normal_quantile};

/// What becomes of estimates of one true effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DesignAnalysis {
    /// Chance that the estimate is called different from none.
    pub power: f64,
    /// Of estimates so called, the share with the wrong sign (type S error).
    pub wrong_sign: f64,
    /// Of estimates so called, the mean size as a multiple of the true effect (type M error).
    pub exaggeration: f64,
}

/// The closed form for a two-sided test at level `alpha`.
///
/// With z the critical value, λ = |effect| ÷ standard error: power = Φ(λ - z) + Φ(-λ - z); wrong sign =
/// Φ(-λ - z) ÷ power; exaggeration = mean of |estimate| beyond the critical value ÷ |effect|. Gelman
/// and Carlin, Perspectives on Psychological Science 9 (2014), 641-651; the mean is Lu, Qiu and Deng
/// (2019). `NaN` for an effect of zero but for the power, which is then `alpha`.
pub fn design_analysis(effect: f64, standard_error: f64, alpha: f64) -> DesignAnalysis {
    let z = normal_quantile(1.0 - 0.5 * alpha);
    let lambda = effect.abs() / standard_error;
    let right = normal_cdf(lambda - z);
    let wrong = normal_cdf(-lambda - z);
    let power = right + wrong;
    let density = |x: f64| libm::exp(-0.5 * x * x) / (2.0 * core::f64::consts::PI).sqrt();
    // E|Z + λ| over |Z + λ| > z, before division by the chance of it.
    let size = density(z - lambda) + density(z + lambda) + lambda * (right - wrong);
    DesignAnalysis {
        power,
        wrong_sign: if lambda > 0.0 { wrong / power } else { f64::NAN },
        exaggeration: if lambda > 0.0 { size / power / lambda } else { f64::NAN },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_examples_come_out() {
        // Gelman and Carlin 2014, sex ratio (effects 0.1 and 0.3, error 3.28) and votes (effect 2, error
        // 8.1): power, wrong sign, exaggeration as printed there; the last they simulated.
        for (effect, error, power, wrong, times) in
            [(0.1, 3.28, 0.05, 0.46, 77.0), (0.3, 3.28, 0.05, 0.40, 25.0), (2.0, 8.1, 0.06, 0.24, 9.7)]
        {
            let found = design_analysis(effect, error, 0.05);
            assert!((found.power - power).abs() < 0.005, "{found:?}");
            assert!((found.wrong_sign - wrong).abs() < 0.006, "{found:?}");
            assert!((found.exaggeration / times - 1.0).abs() < 0.03, "{found:?}");
        }
    }

    #[test]
    fn no_effect_is_called_different_at_the_level_of_the_test() {
        let none = design_analysis(0.0, 1.0, 0.05);
        assert!((none.power - 0.05).abs() < 1e-12 && none.wrong_sign.is_nan());
        // A standard error of 1 / 2.8 effects gives the usual 80%.
        assert!((design_analysis(2.8, 1.0, 0.05).power - 0.80).abs() < 0.001);
    }
}
