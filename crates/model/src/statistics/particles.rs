//! Weighted samples: weights, effective size, moments, even resampling, and how far ranks or values
//! stand from uniform.

use super::matrix::Cholesky;
use super::quantile::{quantile, sorted};

/// Weights that sum to 1. Zeros if none is positive.
pub fn normalised(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 { weights.iter().map(|weight| weight / sum).collect() } else { vec![0.0; weights.len()] }
}

/// Effective sample size (Σw)² / Σw².
pub fn effective_size(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// Mean of each column under weights that sum to 1.
pub fn weighted_mean(rows: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let columns = rows.first().map_or(0, Vec::len);
    (0..columns).map(|k| rows.iter().zip(weights).map(|(row, w)| w * row[k]).sum()).collect()
}

/// Covariance matrix under weights that sum to 1, row by row, unbiased: divided by 1 − Σw².
pub fn weighted_covariance(rows: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let mean = weighted_mean(rows, weights);
    let columns = mean.len();
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    let mut covariance = vec![0.0; columns * columns];
    for (row, weight) in rows.iter().zip(weights) {
        for i in 0..columns {
            for j in 0..columns {
                covariance[i * columns + j] += weight * (row[i] - mean[i]) * (row[j] - mean[j]);
            }
        }
    }
    let scale = 1.0 / (1.0 - squares).max(1e-12);
    covariance.iter().map(|value| value * scale).collect()
}

/// Value that a share `p` of the weight lies at or under.
pub fn weighted_quantile(values: &[f64], weights: &[f64], p: f64) -> f64 {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let target = p * weights.iter().sum::<f64>();
    let mut sum = 0.0;
    for i in &order {
        sum += weights[*i];
        if sum >= target {
            return values[*i];
        }
    }
    order.last().map_or(f64::NAN, |last| values[*last])
}

/// Positions of `count` rows, each as often as its weight says to within one: even resampling from one
/// uniform (Kitagawa 1996).
pub fn resample(weights: &[f64], count: usize, uniform: f64) -> Vec<usize> {
    let total: f64 = weights.iter().sum();
    let mut chosen = Vec::with_capacity(count);
    let (mut sum, mut at) = (0.0, 0);
    for k in 0..count {
        let target = total * (k as f64 + uniform) / count as f64;
        while at + 1 < weights.len() && sum + weights[at] < target {
            sum += weights[at];
            at += 1;
        }
        chosen.push(at);
    }
    chosen
}

/// Multivariate normal kernel about centres: the logarithm of its density but for the constant, which is
/// the same for all.
#[derive(Clone, Debug)]
pub struct NormalKernel(Cholesky);

impl NormalKernel {
    /// A kernel of a covariance matrix; a direction without spread is given a trace of one.
    pub fn new(covariance: &[f64]) -> Option<NormalKernel> {
        let n = (covariance.len() as f64).sqrt() as usize;
        let mut matrix = covariance.to_vec();
        for k in 0..n {
            matrix[k * n + k] += 1e-9;
        }
        Cholesky::new(n, &matrix).map(NormalKernel)
    }

    /// A step with this covariance from standard normal numbers.
    pub fn step(&self, normal: &[f64]) -> Vec<f64> {
        self.0.scale(normal)
    }

    /// exp(−½ dᵀ C⁻¹ d) for a difference d.
    pub fn density(&self, off: &[f64]) -> f64 {
        let white = self.0.forward(off);
        libm::exp(-0.5 * white.iter().map(|z| z * z).sum::<f64>())
    }
}

/// Median absolute distance from the median, times 1.4826 so that it is the standard deviation of a normal.
pub fn median_deviation(values: &[f64]) -> f64 {
    let middle = quantile(&sorted(values), 0.5);
    let off: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    1.482_602_218_505_602 * quantile(&sorted(&off), 0.5)
}

/// Largest distance between the distribution of weighted values in [0, 1] and the uniform one.
pub fn distance_from_uniform(values: &[f64], weights: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let total: f64 = weights.iter().sum();
    let (mut below, mut largest) = (0.0, 0.0_f64);
    for i in order {
        let u = values[i].clamp(0.0, 1.0);
        largest = largest.max((below - u).abs());
        below += weights[i] / total;
        largest = largest.max((below - u).abs());
    }
    largest
}

/// The distance that `n` uniform values exceed one time in 20: 1.358 / (√n + 0.12 + 0.11/√n) (Stephens 1974).
pub fn distance_by_chance(n: f64) -> f64 {
    let root = n.sqrt();
    1.358 / (root + 0.12 + 0.11 / root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_count_for_all_and_one_weight_for_one() {
        assert_eq!(effective_size(&[0.25; 4]), 4.0);
        assert_eq!(effective_size(&[0.0, 3.0, 0.0]), 1.0);
        assert_eq!(normalised(&[1.0, 3.0]), [0.25, 0.75]);
        assert_eq!(normalised(&[0.0, 0.0]), [0.0, 0.0]);
    }

    #[test]
    fn equal_weights_give_the_usual_moments() {
        let rows = [[1.0, 2.0], [2.0, 4.0], [3.0, 9.0]].map(|row| row.to_vec());
        let weights = [1.0 / 3.0; 3];
        let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(close(&weighted_mean(&rows, &weights), &[2.0, 5.0]));
        // Sample variances 1 and 13, covariance 3.5.
        assert!(close(&weighted_covariance(&rows, &weights), &[1.0, 3.5, 3.5, 13.0]));
    }

    #[test]
    fn resampling_is_even() {
        let chosen = resample(&[0.5, 0.0, 0.25, 0.25], 8, 0.5);
        assert_eq!(chosen, [0, 0, 0, 0, 2, 2, 3, 3]);
        assert_eq!(weighted_quantile(&[5.0, 1.0, 3.0], &[0.2, 0.5, 0.3], 0.5), 1.0);
        assert_eq!(weighted_quantile(&[5.0, 1.0, 3.0], &[0.2, 0.5, 0.3], 0.81), 5.0);
    }

    #[test]
    fn the_kernel_is_the_normal_density_about_its_centre() {
        let kernel = NormalKernel::new(&[4.0, 0.0, 0.0, 1.0]).unwrap();
        let expected = libm::exp(-0.5 * (1.0 + 4.0));
        assert!((kernel.density(&[2.0, 2.0]) - expected).abs() < 1e-8);
        let step = kernel.step(&[1.0, 1.0]);
        assert!((step[0] - 2.0).abs() < 1e-8 && (step[1] - 1.0).abs() < 1e-8);
    }

    #[test]
    fn even_values_stand_half_a_step_from_uniform() {
        let values: Vec<f64> = (0..10).map(|k| (f64::from(k) + 0.5) / 10.0).collect();
        assert!((distance_from_uniform(&values, &[1.0; 10]) - 0.05).abs() < 1e-12);
        assert!((distance_from_uniform(&[0.0; 10], &[1.0; 10]) - 1.0).abs() < 1e-12);
        // Tables give .2941 for 20 values at the 5% level.
        assert!((distance_by_chance(20.0) - 0.294).abs() < 0.001);
        assert!((median_deviation(&[1.0, 2.0, 3.0, 4.0, 9.0]) - 1.482_602_218_505_602).abs() < 1e-12);
    }
}
