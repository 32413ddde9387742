//! An ensemble smoother (Emerick and Reynolds 2013) that leads the first population to where the targets are: tight
//! targets leave so little of a prior of twenty parameters that no draw from it falls there.
//!
//! With zᵢ = Φ⁻¹(uᵢ), normal by the prior, each of K steps simulates the ensemble and moves it by
//! zᵢ ← zᵢ + C_zs (C_ss + K Γ)⁻¹ (y + √K eᵢ − sᵢ), eᵢ ~ N(0, Γ): Γ are the squared tolerances, C the covariances of the
//! ensemble, noise of the simulation included. For a linear model the ensemble is then the posterior. For any other
//! it is near it, and populations that follow weigh it anew by the prior.

use super::batch::Bench;
use super::matching::{Matching, generator, uniforms};
use super::{Forward, Problem, Simulated};
use crate::draws::{Draws, Purpose};
use crate::statistics::{Cholesky, normal_cdf, normal_quantile};
use crate::study::StudyError;

/// Stage of all steps, beyond those of waves, populations and the posterior.
const STAGE: u32 = 41;

/// Numbers of points that one step may take.
const OF_A_STEP: u32 = 10_000;

/// How near to the ends of its range a parameter may come.
const INSIDE: f64 = 1e-6;

/// The ensemble after all steps, in the unit cube: as many points as a wave has, or a population where there is no wave.
///
/// # Errors
/// Interrupted, or simulated points cannot be kept.
pub(super) fn smoothed<F: Forward>(
    problem: &Problem,
    matching: &Matching,
    bench: &mut Bench<'_, F>,
) -> Result<Vec<Vec<f64>>, StudyError> {
    let steps = problem.effort.smoothing;
    let first = matching.waves.first();
    let mut points: Vec<Vec<f64>> = match first {
        Some(wave) => wave.points.clone(),
        None => matching.left.iter().take(problem.effort.particles as usize).cloned().collect(),
    };
    for step in 0..steps {
        let simulated = match first.filter(|_| step == 0) {
            Some(wave) => wave.simulated.clone(),
            None => {
                let numbered = (step * OF_A_STEP..).zip(points.iter().cloned());
                bench.simulate(STAGE, &numbered.collect::<Vec<_>>())?
            }
        };
        let Some(moved) = moved(problem, step, &points, &simulated) else {
            break;
        };
        points = moved;
    }
    Ok(points)
}

/// One step; `None` where too few points could be simulated to have covariances.
fn moved(
    problem: &Problem,
    step: u32,
    points: &[Vec<f64>],
    simulated: &[Option<Simulated>],
) -> Option<Vec<Vec<f64>>> {
    let fitted = problem.fitted();
    let is_whole = |one: &Simulated| fitted.iter().all(|j| one.means[*j].is_finite());
    let (mut z, mut s): (Vec<Vec<f64>>, Vec<Vec<f64>>) = (Vec::new(), Vec::new());
    for (point, simulated) in points.iter().zip(simulated) {
        if let Some(simulated) = simulated.as_ref().filter(|one| is_whole(one)) {
            z.push(point.iter().map(|u| normal_quantile(u.clamp(INSIDE, 1.0 - INSIDE))).collect());
            s.push(fitted.iter().map(|j| simulated.means[*j]).collect());
        }
    }
    if z.len() < problem.inputs + 2 {
        return None;
    }
    let (from_mean_z, from_mean_s) = (from_mean(&z), from_mean(&s));
    let outputs = fitted.len();
    let inflation = f64::from(problem.effort.smoothing);
    let tolerances: Vec<f64> = fitted.iter().map(|j| problem.aims[*j].tolerance()).collect();
    let mut of_outputs = covariance(&from_mean_s, &from_mean_s);
    for (j, tolerance) in tolerances.iter().enumerate() {
        of_outputs[j * outputs + j] += inflation * tolerance * tolerance;
    }
    let crossed = covariance(&from_mean_z, &from_mean_s);
    let solver = Cholesky::new(outputs, &of_outputs)?;
    let draws = Draws::new(problem.seed, step);
    let one = |(number, (z, s)): (usize, (&Vec<f64>, &Vec<f64>))| -> Vec<f64> {
        let noise = uniforms(generator(&draws, Purpose::CalibrationSmoothing, number, 0), outputs);
        let missing: Vec<f64> = (0..outputs)
            .map(|j| {
                let observed = problem.aims[fitted[j]].observed;
                observed + inflation.sqrt() * tolerances[j] * normal_quantile(noise[j]) - s[j]
            })
            .collect();
        let weighted = solver.solve(&missing);
        let steps =
            crossed.chunks(outputs).map(|row| row.iter().zip(&weighted).map(|(c, w)| c * w).sum::<f64>());
        z.iter().zip(steps).map(|(z, step)| normal_cdf(z + step).clamp(INSIDE, 1.0 - INSIDE)).collect()
    };
    Some(z.iter().zip(&s).enumerate().map(one).collect())
}

/// Rows less their mean.
fn from_mean(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let n = rows.len() as f64;
    let mean: Vec<f64> = (0..rows[0].len()).map(|k| rows.iter().map(|row| row[k]).sum::<f64>() / n).collect();
    rows.iter().map(|row| row.iter().zip(&mean).map(|(value, mean)| value - mean).collect()).collect()
}

/// Covariances of the columns of one with those of another, row by row.
fn covariance(one: &[Vec<f64>], other: &[Vec<f64>]) -> Vec<f64> {
    let n = one.len() as f64 - 1.0;
    let pair = |a: usize, b: usize| one.iter().zip(other).map(|(x, y)| x[a] * y[b]).sum::<f64>() / n;
    (0..one[0].len())
        .flat_map(|a| (0..other[0].len()).map(move |b| (a, b)))
        .map(|(a, b)| pair(a, b))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::analysis::calibrate::Aim;
    use crate::scenario::Effort;
    use crate::study::{InMemory, Runner};

    /// Outputs that are linear in the normal numbers of the point, without noise.
    struct Linear;

    /// Of each output the weights of both parameters.
    const WEIGHTS: [[f64; 2]; 2] = [[1.0, 1.0], [1.0, -0.5]];
    const OBSERVED: [f64; 2] = [1.5, 0.2];
    const TOLERANCES: [f64; 2] = [0.5, 0.8];

    impl Forward for Linear {
        fn simulate(&self, unit: &[f64], _: u32, _: &AtomicBool) -> Result<Simulated, String> {
            let z: Vec<f64> = unit.iter().map(|u| normal_quantile(*u)).collect();
            let means = WEIGHTS.map(|[a, b]| a * z[0] + b * z[1]);
            Ok(Simulated { means: means.to_vec(), variances: vec![0.0; 2] })
        }

        fn luck_apart(&self) -> u32 {
            1
        }
    }

    /// Mean and covariances of the posterior of two standard normal parameters, in closed form: the inverse of
    /// I + AᵀΓ⁻¹A, and that times AᵀΓ⁻¹y.
    fn posterior() -> ([f64; 2], [[f64; 2]; 2]) {
        let mut precision = [[1.0, 0.0], [0.0, 1.0]];
        let mut pull = [0.0; 2];
        for j in 0..2 {
            let worth = 1.0 / (TOLERANCES[j] * TOLERANCES[j]);
            for a in 0..2 {
                pull[a] += WEIGHTS[j][a] * worth * OBSERVED[j];
                for b in 0..2 {
                    precision[a][b] += WEIGHTS[j][a] * worth * WEIGHTS[j][b];
                }
            }
        }
        let [[a, b], [c, d]] = precision;
        let by = a * d - b * c;
        let spread = [[d / by, -b / by], [-c / by, a / by]];
        (spread.map(|row| row[0] * pull[0] + row[1] * pull[1]), spread)
    }

    #[test]
    fn a_linear_model_is_led_to_its_posterior_in_closed_form() {
        const POINTS: u32 = 4_000;
        let draws = Draws::new(12, 0);
        let left = (0..POINTS as usize).map(|n| uniforms(generator(&draws, Purpose::Candidate, n, 0), 2));
        let matching = Matching { waves: Vec::new(), left: left.collect() };
        let aim =
            |j: usize| Aim { observed: OBSERVED[j], sd: TOLERANCES[j], discrepancy: 0.0, is_fitted: true };
        let problem = Problem {
            inputs: 2,
            aims: vec![aim(0), aim(1)],
            effort: Effort { waves: 0, points: 0, particles: POINTS, populations: 1, rows: 1, smoothing: 4 },
            seed: 12,
            has_ensemble_noise: false,
        };
        let (runner, mut kept) = (Runner::silent(1).unwrap(), InMemory::default());
        let mut bench = Bench { forward: &Linear, runner: &runner, checkpoint: &mut kept };
        let points = smoothed(&problem, &matching, &mut bench).unwrap();
        let normal = |point: &Vec<f64>| point.iter().map(|u| normal_quantile(*u)).collect();
        let z: Vec<Vec<f64>> = points.iter().map(normal).collect();
        let (mean, spread) = posterior();
        let found = covariance(&from_mean(&z), &from_mean(&z));
        let n = f64::from(POINTS);
        for a in 0..2 {
            let own = z.iter().map(|point| point[a]).sum::<f64>() / n;
            // Four standard errors: the ensemble's covariances are those of as many draws from a prior of spread 1.
            assert!((own - mean[a]).abs() < 4.0 / n.sqrt(), "{own} {}", mean[a]);
            for b in 0..2 {
                let most = 4.0 * (2.0 / n).sqrt() * (spread[a][a] * spread[b][b]).sqrt();
                assert!((found[2 * a + b] - spread[a][b]).abs() < most, "{found:?} {spread:?}");
            }
        }
    }
}
