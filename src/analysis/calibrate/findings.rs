//! What a calibration has found: what the data inform and what not, and how the model with the posterior
//! stands to every target.

use super::matching::{Matching, generator, uniforms};
use super::populations::Population;
use super::{Problem, Simulated};
use crate::draws::{Draws, Purpose};
use crate::statistics::{
    distance_by_chance, distance_from_uniform, mean, quantile, sample_sd, sorted, weighted_covariance,
    weighted_mean, weighted_quantile,
};
use crate::study::Runner;

/// Points of a parameter's range at which its main effect is looked at, and points of the rest over which
/// it is averaged.
const LEVELS: usize = 9;
const REST: usize = 96;

/// What the data say of one free parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Identified {
    /// Posterior standard deviation ÷ that of the prior, on the scale of the prior's distribution.
    pub shrinkage: f64,
    /// Largest distance between the posterior's and the prior's distribution.
    pub distance: f64,
    /// The distance that chance alone exceeds one time in 20.
    pub by_chance: f64,
    /// Posterior 5, 25, 50, 75 and 95% points on that scale, each in [0, 1].
    pub quantiles: [f64; 5],
    /// Mean on that scale.
    pub mean: f64,
    /// The parameter with which it goes together most, and the correlation; `None` with one parameter.
    pub partner: Option<(usize, f64)>,
}

impl Identified {
    /// In words.
    pub fn verdict(&self) -> &'static str {
        if self.distance <= self.by_chance && self.shrinkage > 0.9 {
            "not informed: the data leave the prior as it was"
        } else if self.shrinkage <= 0.6 {
            "informed"
        } else {
            "informed a little"
        }
    }
}

/// Share of an output's variance over the prior that goes with one parameter alone, from the first wave's
/// emulator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Free parameter.
    pub input: usize,
    /// Output.
    pub output: usize,
    /// Share, from 0 to 1.
    pub share: f64,
    /// Output at the high end of the range less that at the low end.
    pub rise: f64,
}

/// How the model with the posterior stands to one target, simulated with luck that no fit has seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Predicted {
    /// Mean over the rows of the posterior.
    pub mean: f64,
    /// Standard deviation over the rows, noise of a row's mean included.
    pub sd: f64,
    /// 5, 50 and 95% points.
    pub quantiles: [f64; 3],
    /// Part of the variance that is noise of the rows' means.
    pub noise: f64,
}

/// How far one output is from its target where all together come nearest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conflict {
    /// Output.
    pub output: usize,
    /// Simulated at the nearest point.
    pub simulated: f64,
    /// Difference from the target in tolerances.
    pub tolerances: f64,
}

/// All findings.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// One for each free parameter.
    pub identified: Vec<Identified>,
    /// Main effects.
    pub effects: Vec<Effect>,
    /// One for each output.
    pub predicted: Vec<Predicted>,
}

pub(super) fn identified(problem: &Problem, last: &Population) -> Vec<Identified> {
    let center = weighted_mean(&last.points, &last.weights);
    let covariance = weighted_covariance(&last.points, &last.weights);
    let n = problem.inputs;
    let correlation =
        |i: usize, j: usize| covariance[i * n + j] / (covariance[i * n + i] * covariance[j * n + j]).sqrt();
    (0..n)
        .map(|input| {
            let values: Vec<f64> = last.points.iter().map(|point| point[input]).collect();
            let others = (0..n).filter(|other| *other != input);
            let partner = others
                .map(|other| (other, correlation(input, other)))
                .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
            Identified {
                // A uniform prior has the variance 1/12.
                shrinkage: (12.0 * covariance[input * n + input]).sqrt(),
                distance: distance_from_uniform(&values, &last.weights),
                by_chance: distance_by_chance(last.effective_size),
                quantiles: [0.05, 0.25, 0.5, 0.75, 0.95]
                    .map(|p| weighted_quantile(&values, &last.weights, p)),
                mean: center[input],
                partner,
            }
        })
        .collect()
}

/// Main effects from the emulators of the first wave, which cover the whole prior.
pub(super) fn effects(problem: &Problem, matching: &Matching, runner: &Runner<'_>) -> Vec<Effect> {
    let Some(wave) = matching.waves.first() else {
        return Vec::new();
    };
    let draws = Draws::new(problem.seed, 0);
    let rest: Vec<Vec<f64>> = (0..REST)
        .map(|k| uniforms(generator(&draws, Purpose::CalibrationEffects, k, 0), problem.inputs))
        .collect();
    let pairs: Vec<(usize, usize)> =
        (0..wave.emulators.len()).flat_map(|e| (0..problem.inputs).map(move |input| (e, input))).collect();
    runner.map(pairs, |(e, input)| {
        let (output, emulator) = &wave.emulators[e];
        let at = |level: f64| {
            let of = |point: &Vec<f64>| {
                let mut point = point.clone();
                point[input] = level;
                emulator.mean(&point)
            };
            mean(&rest.iter().map(of).collect::<Vec<f64>>())
        };
        let levels: Vec<f64> = (0..LEVELS).map(|k| at((k as f64 + 0.5) / LEVELS as f64)).collect();
        let whole: Vec<f64> = rest.iter().map(|point| emulator.mean(point)).collect();
        let (own, all) = (sample_sd(&levels), sample_sd(&whole));
        // A sample of even levels has a variance larger by n/(n-1).
        let own = own * own * (LEVELS as f64 - 1.0) / LEVELS as f64;
        Effect {
            input,
            output: *output,
            share: (own / (all * all)).clamp(0.0, 1.0),
            rise: levels[LEVELS - 1] - levels[0],
        }
    })
}

pub(super) fn predicted(problem: &Problem, simulated: &[Option<Simulated>]) -> Vec<Predicted> {
    let whole: Vec<&Simulated> = simulated.iter().flatten().collect();
    (0..problem.aims.len())
        .map(|output| {
            let finite = |s: &&&Simulated| s.means[output].is_finite();
            let rows: Vec<f64> = (whole.iter().filter(finite)).map(|s| s.means[output]).collect();
            let noise: Vec<f64> = (whole.iter().filter(finite)).map(|s| s.variances[output]).collect();
            let rising = sorted(&rows);
            let sd = sample_sd(&rows);
            Predicted {
                mean: mean(&rows),
                sd,
                quantiles: [0.05, 0.5, 0.95].map(|p| quantile(&rising, p)),
                noise: (mean(&noise) / (sd * sd)).min(1.0),
            }
        })
        .collect()
}

/// The simulated point that comes nearest to all fitted targets, and how far each is from its own there.
pub(super) fn conflicts(problem: &Problem, matching: &Matching) -> Vec<Conflict> {
    let simulated = matching.waves.iter().flat_map(|wave| &wave.simulated);
    let nearest =
        simulated.flatten().min_by(|a, b| problem.distance(&a.means).total_cmp(&problem.distance(&b.means)));
    let Some(nearest) = nearest else {
        return Vec::new();
    };
    let of = |output: usize| {
        let aim = &problem.aims[output];
        Conflict {
            output,
            simulated: nearest.means[output],
            tolerances: (nearest.means[output] - aim.observed) / aim.tolerance(),
        }
    };
    problem.fitted().into_iter().map(of).collect()
}
