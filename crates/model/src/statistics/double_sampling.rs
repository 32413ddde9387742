//! A mean that is dear, helped by a companion that is cheap: few values of both are known, and many of the companion alone
//! (regression estimator of double sampling; W. G. Cochran, Sampling Techniques, third edition 1977, sections 12.6 and 12.7).
//!
//! ```text
//! mean  = ȳ + b (x̄' - x̄)
//! error² = s²(y.x) (1/n + (x̄' - x̄)² ÷ Σ(x - x̄)²) + (s²(y) - s²(y.x)) ÷ n'
//! ```
//!
//! b is the slope of y on x among the n of both, s²(y.x) the variance about that line, x̄' the mean of all n'. Slopes add up
//! where parts do: of parts whose sum is x the helped means add up to x̄' exactly.

use super::moments::{mean, sample_sd};
use super::student::student_quantile;

/// A helped mean with its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Helped {
    /// Values of both.
    pub n: usize,
    /// The mean.
    pub mean: f64,
    /// Lower end of the 95% interval.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
}

/// The mean of `y`, known beside the first values of `x`; all are finite. Without help where the companion does not vary, and not a
/// number where fewer than three of both are known.
pub fn helped(y: &[f64], x: &[f64]) -> Helped {
    let n = y.len();
    if n < 3 || x.len() < n {
        return Helped { n, mean: f64::NAN, low: f64::NAN, high: f64::NAN };
    }
    let (few, own) = (mean(&x[..n]), mean(y));
    let squares: f64 = x[..n].iter().map(|v| (v - few) * (v - few)).sum();
    let products: f64 = x[..n].iter().zip(y).map(|(v, w)| (v - few) * (w - own)).sum();
    let slope = if squares > 0.0 { products / squares } else { 0.0 };
    let beyond = mean(x) - few;
    let about = |(v, w): (&f64, &f64)| {
        let left = w - own - slope * (v - few);
        left * left
    };
    let residual = x[..n].iter().zip(y).map(about).sum::<f64>() / (n - 2) as f64;
    let variance = sample_sd(y).powi(2);
    let far = if squares > 0.0 { beyond * beyond / squares } else { 0.0 };
    let error = residual * (1.0 / n as f64 + far) + (variance - residual).max(0.0) / x.len() as f64;
    let half = student_quantile(0.975, (n - 2) as f64) * error.sqrt();
    let mean = own + slope * beyond;
    Helped { n, mean, low: mean - half, high: mean + half }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look drawn, about nought.
    fn drawn(seed: u32) -> impl Iterator<Item = f64> {
        let mut at = seed;
        std::iter::repeat_with(move || {
            at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(at >> 8) / f64::from(1_u32 << 24) - 0.5
        })
    }

    #[test]
    fn a_mean_with_help_follows_its_formula() {
        // b = 2, x̄ = 2, x̄' = 3, ȳ = 5: 5 + 2 = 7, without any error but that of the slope, which is none.
        let found = helped(&[3.0, 5.0, 7.0], &[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert!((found.mean - 7.0).abs() < 1e-12, "{found:?}");
        // s²(y) = 4, s²(y.x) = 0, n' = 5; t(1, 0.975) = 12.7062
        assert!((found.high - 7.0 - 12.706_204_736 * (4.0_f64 / 5.0).sqrt()).abs() < 1e-6, "{found:?}");
        let alone = helped(&[3.0, 5.0, 7.0, 6.0], &[1.0; 9]);
        assert!((alone.mean - 5.25).abs() < 1e-12);
        assert!(helped(&[1.0, 2.0], &[1.0, 2.0]).mean.is_nan());
    }

    #[test]
    fn parts_that_add_up_to_the_companion_add_up_to_its_mean() {
        let x: Vec<f64> = drawn(1).take(200).collect();
        let one: Vec<f64> = drawn(2).take(30).zip(&x).map(|(noise, x)| 0.7 * x + 0.1 * noise).collect();
        let rest: Vec<f64> = one.iter().zip(&x).map(|(one, x)| x - one).collect();
        let sum = helped(&one, &x).mean + helped(&rest, &x).mean;
        assert!((sum - mean(&x)).abs() < 1e-12);
    }

    #[test]
    fn intervals_hold_as_often_as_they_say_and_are_narrower_than_without_help() {
        let (mut inside, mut width, mut alone) = (0, 0.0, 0.0);
        for round in 0..1000 {
            let x: Vec<f64> = drawn(3 + round).take(200).map(|u| 1.0 + u).collect();
            let noise = drawn(90_000 + 7 * round).take(20);
            let y: Vec<f64> = noise.zip(&x).map(|(noise, x)| 0.8 * x + 0.2 * noise).collect();
            let found = helped(&y, &x);
            inside += usize::from(found.low <= 0.8 && 0.8 <= found.high);
            width += found.high - found.low;
            alone += super::super::moments::Summary::of(&y).half_width() * 2.0;
        }
        assert!((930..=975).contains(&inside), "{inside}");
        assert!(width < 0.6 * alone, "{width} of {alone}");
    }
}
