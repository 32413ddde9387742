//! Means, standard deviations and the interval of a mean.

use super::student::student_quantile;

/// The finite values, in order.
pub fn finite(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|v| v.is_finite()).collect()
}

/// Mean of finite values, `NaN` for none; summed in the order given.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Sample standard deviation (n − 1), `NaN` below two values.
pub fn sample_sd(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return f64::NAN;
    }
    let centre = mean(values);
    let squares: f64 = values.iter().map(|v| (v - centre) * (v - centre)).sum();
    (squares / (values.len() - 1) as f64).sqrt()
}

/// Number, mean, standard deviation and the 95% t-interval of the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Finite values.
    pub n: usize,
    /// Mean.
    pub mean: f64,
    /// Sample standard deviation.
    pub sd: f64,
    /// Lower end of the 95% interval of the mean.
    pub low: f64,
    /// Upper end of the 95% interval of the mean.
    pub high: f64,
}

impl Summary {
    /// Summary of the finite values.
    pub fn of(values: &[f64]) -> Self {
        let kept = finite(values);
        Self::from_moments(kept.len(), mean(&kept), sample_sd(&kept))
    }

    /// Summary from a number, a mean and a standard deviation.
    pub fn from_moments(n: usize, mean: f64, sd: f64) -> Self {
        let half =
            if n < 2 { f64::NAN } else { student_quantile(0.975, (n - 1) as f64) * sd / (n as f64).sqrt() };
        Self { n, mean, sd, low: mean - half, high: mean + half }
    }

    /// Half the width of the interval: the smallest difference from zero that would show.
    pub fn half_width(&self) -> f64 {
        0.5 * (self.high - self.low)
    }

    /// Two-sided p-value of a mean of zero; 1 where every value is zero.
    pub fn p_value(&self) -> f64 {
        if self.n < 2 {
            return f64::NAN;
        }
        if self.sd == 0.0 {
            return if self.mean == 0.0 { 1.0 } else { 0.0 };
        }
        let t = self.mean / (self.sd / (self.n as f64).sqrt());
        2.0 * super::student::student_cdf(-t.abs(), (self.n - 1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_mean_follows_its_formula() {
        let s = Summary::of(&[2.0, 4.0, f64::NAN, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(s.n, 8);
        assert!((s.mean - 5.0).abs() < 1e-15);
        assert!((s.sd - (32.0_f64 / 7.0).sqrt()).abs() < 1e-14);
        // t(7, 0.975) = 2.364624
        assert!((s.half_width() - 2.364_624_252 * s.sd / 8.0_f64.sqrt()).abs() < 1e-8);
    }

    #[test]
    fn one_value_has_no_interval_and_none_has_no_mean() {
        assert!(Summary::of(&[1.0]).low.is_nan());
        assert!(Summary::of(&[]).mean.is_nan());
    }
}
