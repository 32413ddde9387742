//! An emulator: a Gaussian process with a linear mean, a Matérn-5/2 kernel with one length for each
//! input, and a noise of its own at each point (stochastic kriging, Ankenman, Nelson and Staum 2010).
//!
//! ŷ(x) = f(x)ᵀβ̂ + k(x)ᵀ K⁻¹ (y − Fβ̂) with K the kernel at the points plus diag(sᵢ²/nᵢ), and β̂ by
//! generalised least squares; its variance carries the uncertainty of β̂.

use super::matrix::{Cholesky, dot};

/// What shapes a process: variance and lengths, all on the scale of inputs in [0, 1].
#[derive(Clone, Debug, PartialEq)]
pub struct Hyper {
    /// Variance of the process about its linear mean.
    pub variance: f64,
    /// Length of each input.
    pub lengths: Vec<f64>,
}

/// A process that has seen its points.
#[derive(Clone, Debug)]
pub struct GaussianProcess {
    hyper: Hyper,
    points: Vec<Vec<f64>>,
    values: Vec<f64>,
    noise: Vec<f64>,
    factor: Cholesky,
    /// K⁻¹ (y − Fβ̂).
    weights: Vec<f64>,
    beta: Vec<f64>,
    /// L⁻¹F, column by column, and the factor of FᵀK⁻¹F.
    basis: Vec<Vec<f64>>,
    gram: Cholesky,
    log_likelihood: f64,
}

/// What an emulator says at a point of a design that it was not shown.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaveOneOut {
    /// 1 − Σ(yᵢ − ŷ₋ᵢ)² / Σ(yᵢ − ȳ)².
    pub q2: f64,
    /// Share of errors within two of their own standard deviations.
    pub inside_two: f64,
    /// Errors ÷ their standard deviations, in the order of the points.
    pub standardised: Vec<f64>,
}

impl GaussianProcess {
    /// Conditions a process on values at points; `noise` is the variance of each value. `None` where the
    /// matrix cannot be factored.
    pub fn new(hyper: Hyper, points: &[Vec<f64>], values: &[f64], noise: &[f64]) -> Option<GaussianProcess> {
        let n = points.len();
        let mut matrix = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..i {
                matrix[i * n + j] = kernel(&hyper, &points[i], &points[j]);
            }
            // A trace of the variance keeps two points that nearly coincide apart.
            matrix[i * n + i] = hyper.variance * (1.0 + 1e-10) + noise[i];
        }
        let factor = Cholesky::new(n, &matrix)?;
        let inputs = hyper.lengths.len();
        let basis: Vec<Vec<f64>> = (0..=inputs)
            .map(|column| {
                let of = |point: &Vec<f64>| if column == 0 { 1.0 } else { point[column - 1] };
                factor.forward(&points.iter().map(of).collect::<Vec<f64>>())
            })
            .collect();
        let whitened = factor.forward(values);
        let size = inputs + 1;
        let mut gram = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                gram[i * size + j] = dot(&basis[i], &basis[j]);
            }
        }
        let gram = Cholesky::new(size, &gram)?;
        let right: Vec<f64> = basis.iter().map(|column| dot(column, &whitened)).collect();
        let beta = gram.solve(&right);
        let residual: Vec<f64> =
            (points.iter().zip(values)).map(|(point, value)| value - linear(&beta, point)).collect();
        let white = factor.forward(&residual);
        let log_likelihood = -0.5
            * (dot(&white, &white)
                + factor.log_determinant()
                + n as f64 * libm::log(2.0 * core::f64::consts::PI));
        Some(GaussianProcess {
            weights: factor.solve(&residual),
            hyper,
            points: points.to_vec(),
            values: values.to_vec(),
            noise: noise.to_vec(),
            factor,
            beta,
            basis,
            gram,
            log_likelihood,
        })
    }

    /// The process of the likeliest hyper-parameters that a pattern search from several starts finds.
    /// `None` for too few points or values that do not vary.
    pub fn fit(points: &[Vec<f64>], values: &[f64], noise: &[f64]) -> Option<GaussianProcess> {
        let inputs = points.first()?.len();
        if points.len() < inputs + 3 {
            return None;
        }
        let spread = super::sample_sd(values);
        if spread.is_nan() || spread <= 0.0 {
            return None;
        }
        let (points, noise) = (points, noise);
        let at = |search: &[f64]| {
            let hyper = Hyper {
                variance: libm::exp(search[0]) * spread * spread,
                lengths: search[1..].iter().map(|length| libm::exp(*length)).collect(),
            };
            GaussianProcess::new(hyper, points, values, noise)
        };
        let mut best: Option<GaussianProcess> = None;
        for (variance, length) in STARTS {
            let mut start = vec![libm::log(variance)];
            start.extend((0..inputs).map(|_| libm::log(length)));
            let found = pattern_search(start, &at);
            let is_better = match (&best, &found) {
                (Some(best), Some(found)) => found.log_likelihood > best.log_likelihood,
                (None, _) => true,
                _ => false,
            };
            if is_better {
                best = found;
            }
        }
        best
    }

    /// Mean and variance of the process at a point, the noise of a value there left out.
    pub fn predict(&self, point: &[f64]) -> (f64, f64) {
        let covariance: Vec<f64> = self.covariances(point);
        let mean = linear(&self.beta, point) + dot(&covariance, &self.weights);
        let white = self.factor.forward(&covariance);
        let mut variance = self.hyper.variance - dot(&white, &white);
        // What the uncertainty of the linear mean adds.
        let rest: Vec<f64> = (self.basis.iter().enumerate())
            .map(|(column, basis)| {
                let of = if column == 0 { 1.0 } else { point[column - 1] };
                of - dot(basis, &white)
            })
            .collect();
        let rest = self.gram.forward(&rest);
        variance += dot(&rest, &rest);
        (mean, variance.max(0.0))
    }

    /// The mean alone, which takes a small part of the time.
    pub fn mean(&self, point: &[f64]) -> f64 {
        linear(&self.beta, point) + dot(&self.covariances(point), &self.weights)
    }

    /// Hyper-parameters.
    pub fn hyper(&self) -> &Hyper {
        &self.hyper
    }

    /// Logarithm of the likelihood of the values.
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// How well each point is foretold by the others, in closed form: with P = K⁻¹ − K⁻¹F(FᵀK⁻¹F)⁻¹FᵀK⁻¹
    /// the error is (Py)ᵢ/Pᵢᵢ and its variance, noise included, 1/Pᵢᵢ (Dubrule 1983).
    pub fn leave_one_out(&self) -> LeaveOneOut {
        let n = self.points.len();
        let inverse = self.factor.inverse();
        let mut squares = 0.0;
        let mut standardised = Vec::with_capacity(n);
        let mut unit = vec![0.0; n];
        for i in 0..n {
            unit[i] = 1.0;
            let white = self.factor.forward(&unit);
            unit[i] = 0.0;
            let onto: Vec<f64> = self.basis.iter().map(|column| dot(column, &white)).collect();
            let onto = self.gram.forward(&onto);
            let precision = inverse[i * n + i] - dot(&onto, &onto);
            let error = self.weights[i] / precision;
            squares += error * error;
            standardised.push(error * precision.sqrt());
        }
        let mean = super::mean(&self.values);
        let total: f64 = self.values.iter().map(|y| (y - mean) * (y - mean)).sum();
        let inside = standardised.iter().filter(|z| z.abs() <= 2.0).count();
        LeaveOneOut { q2: 1.0 - squares / total, inside_two: inside as f64 / n as f64, standardised }
    }

    /// Mean noise of a value.
    pub fn mean_noise(&self) -> f64 {
        super::mean(&self.noise)
    }

    fn covariances(&self, point: &[f64]) -> Vec<f64> {
        let points = self.points.iter();
        points.map(|known| kernel(&self.hyper, known, point)).collect()
    }
}

/// Starts of the search: variance as a share of that of the values, and length.
const STARTS: [(f64, f64); 2] = [(0.5, 1.5), (0.1, 4.0)];

/// Limits of the search: logarithms of the variance as a share and of a length.
const LIMITS: [(f64, f64); 2] = [(-9.0, 2.5), (-2.5, 3.5)];

/// Steps along one logarithm at a time, halved when none helps.
fn pattern_search(
    mut at: Vec<f64>,
    process: &impl Fn(&[f64]) -> Option<GaussianProcess>,
) -> Option<GaussianProcess> {
    let mut best = process(&at)?;
    let mut step = 1.2;
    while step > 0.25 {
        let mut has_moved = false;
        for k in 0..at.len() {
            let (least, most) = LIMITS[usize::from(k > 0)];
            for direction in [step, -step] {
                let mut tried = at.clone();
                tried[k] = (tried[k] + direction).clamp(least, most);
                if tried[k] == at[k] {
                    continue;
                }
                if let Some(found) = process(&tried)
                    && found.log_likelihood > best.log_likelihood + 1e-3
                {
                    best = found;
                    at = tried;
                    has_moved = true;
                    break;
                }
            }
        }
        if !has_moved {
            step *= 0.5;
        }
    }
    Some(best)
}

/// Matérn with smoothness 5/2: v (1 + √5 d + 5d²/3) exp(−√5 d), d² = Σ((xₖ − x′ₖ)/lₖ)².
fn kernel(hyper: &Hyper, a: &[f64], b: &[f64]) -> f64 {
    let mut square = 0.0;
    for ((a, b), length) in a.iter().zip(b).zip(&hyper.lengths) {
        let off = (a - b) / length;
        square += off * off;
    }
    let scaled = (5.0 * square).sqrt();
    hyper.variance * (1.0 + scaled + 5.0 * square / 3.0) * libm::exp(-scaled)
}

fn linear(beta: &[f64], point: &[f64]) -> f64 {
    beta[0] + dot(&beta[1..], point)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINTS: [[f64; 2]; 6] =
        [[0.1, 0.9], [0.3, 0.2], [0.55, 0.6], [0.8, 0.15], [0.95, 0.75], [0.4, 0.5]];
    const VALUES: [f64; 6] = [1.2, 0.4, 0.9, 1.8, 2.6, 0.55];
    const NOISE: [f64; 6] = [0.01, 0.02, 0.005, 0.01, 0.03, 0.0];

    fn small() -> GaussianProcess {
        let hyper = Hyper { variance: 0.7, lengths: vec![0.6, 1.4] };
        GaussianProcess::new(hyper, &POINTS.map(|p| p.to_vec()), &VALUES, &NOISE).unwrap()
    }

    #[test]
    fn fixed_hyper_parameters_give_the_values_of_other_programs() {
        // Means and likelihood by scikit-learn 1.9.1 (Matern, nu 2.5, alpha as here, on the residuals of the
        // linear mean); variances with that mean's uncertainty by NumPy from the formula.
        let process = small();
        for (point, mean, variance) in [
            ([0.5, 0.4], 0.667_660_264_618_068, 0.006_375_140_015_127_493),
            ([0.05, 0.05], 0.389_593_420_032_734_56, 0.181_550_926_666_994_6),
            ([0.3, 0.2], 0.374_660_163_177_947_6, 0.014_958_900_223_937_928),
        ] {
            let found = process.predict(&point);
            assert!((found.0 - mean).abs() < 1e-8 && (found.1 - variance).abs() < 1e-8, "{found:?}");
            assert!((process.mean(&point) - mean).abs() < 1e-8);
        }
        assert!((process.log_likelihood() + 3.068_706_955_525_311).abs() < 1e-8);
    }

    #[test]
    fn leaving_one_out_in_closed_form_is_leaving_each_out_in_turn() {
        // Each point left out and foretold from the other five, by NumPy.
        let found = small().leave_one_out();
        assert!((found.q2 - 0.326_331_040_370_407_6).abs() < 1e-8);
        let expected = [
            2.069_084_552_785_3,
            0.356_895_575_708_032,
            -0.239_496_729_895_042_1,
            1.124_367_862_804_690_8,
            0.342_018_421_003_202_07,
            -0.704_105_879_262_334_8,
        ];
        for (found, expected) in found.standardised.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-7);
        }
        assert!((found.inside_two - 5.0 / 6.0).abs() < 1e-12);
    }

    #[test]
    fn a_fitted_process_follows_a_curve_through_its_noise() {
        let golden = |i: usize, stride: f64| (i as f64 * stride).fract();
        let points: Vec<Vec<f64>> = (1..=60)
            .map(|i| vec![golden(i, 0.754_877_666_246_693), golden(i, 0.569_840_290_998_053)])
            .collect();
        let curve = |p: &[f64]| libm::sin(4.0 * p[0]) + 0.5 * p[1];
        let noise = vec![0.0004; 60];
        let values: Vec<f64> = (points.iter().enumerate())
            .map(|(i, p)| {
                let u = golden(i + 1, 0.618_033_988_749_895);
                curve(p) + 0.02 * crate::statistics::normal_quantile(u.clamp(1e-6, 1.0 - 1e-6))
            })
            .collect();
        let process = GaussianProcess::fit(&points, &values, &noise).unwrap();
        let checked = process.leave_one_out();
        assert!(checked.q2 > 0.98, "{checked:?}");
        assert!(checked.inside_two >= 0.9, "{checked:?}");
        let (mean, variance) = process.predict(&[0.37, 0.52]);
        assert!((mean - curve(&[0.37, 0.52])).abs() < 3.0 * variance.sqrt() + 1e-3);
        // The second input is linear, so the first alone needs a short length.
        let lengths = &process.hyper().lengths;
        assert!(lengths[0] < lengths[1], "{lengths:?}");
    }

    #[test]
    fn values_that_do_not_vary_have_no_emulator() {
        let points: Vec<Vec<f64>> = (0..9).map(|i| vec![f64::from(i) / 8.0]).collect();
        assert!(GaussianProcess::fit(&points, &[1.0; 9], &[0.1; 9]).is_none());
        assert!(GaussianProcess::fit(&points[..3], &[1.0, 2.0, 3.0], &[0.1; 3]).is_none());
    }
}
