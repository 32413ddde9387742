//! Sequential Monte Carlo ABC on what history matching has left (Toni and others 2009; Beaumont and others
//! 2009): populations of parameter points whose simulations lie ever nearer to the targets.
//!
//! The threshold of a population is the median distance of the one before, down to the distance that
//! figures within one tolerance each have; steps are normal with twice the weighted covariance; a point
//! weighs 1 ÷ Σ wⱼ K(θ − θⱼ), for the prior is even in the unit cube.

use super::batch::Bench;
use super::matching::{Matching, generator, uniforms};
use super::{Forward, Problem, Simulated};
use crate::draws::{Draws, Purpose};
use crate::statistics::{
    NormalKernel, effective_size, normal_quantile, normalised, quantile, sorted, weighted_covariance,
};
use crate::study::StudyError;

/// Stage of the first population; waves have the numbers below it.
pub const FIRST_STAGE: u32 = 20;

/// Points proposed together: a number of its own, so that no result depends on threads.
const TOGETHER: u32 = 64;

/// Below this share of accepted points it is no longer worth while.
const LEAST_ACCEPTANCE: f64 = 0.01;

/// Proposals of one number that may fall outside what is left before the number is given up.
const MOST_TRIES: u32 = 400;

/// Particles with their weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// Points of the unit cube.
    pub points: Vec<Vec<f64>>,
    /// What was simulated at each.
    pub simulated: Vec<Simulated>,
    /// Distance of each from the targets.
    pub distances: Vec<f64>,
    /// Weights, which sum to 1.
    pub weights: Vec<f64>,
    /// Distance that all are at or under.
    pub threshold: f64,
    /// Points simulated for it.
    pub simulations: u32,
    /// Share of these that were taken.
    pub acceptance: f64,
    /// (Σw)² / Σw².
    pub effective_size: f64,
}

/// Why no further population was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// The last threshold is the distance of figures within one tolerance each.
    NearEnough,
    /// Fewer than one point in a hundred was near enough.
    Acceptance,
    /// As many populations as were asked for.
    Asked,
}

impl StopReason {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            StopReason::NearEnough => {
                "the last threshold is the distance at which every figure is missed by one tolerance and the noise of the simulation; nearer would be to follow noise"
            }
            StopReason::Acceptance => "fewer than one proposed point in a hundred came nearer",
            StopReason::Asked => "as many populations were made as the file asks for",
        }
    }
}

/// The populations, the first of which is what history matching left.
///
/// # Errors
/// Interrupted, or simulated points cannot be kept.
pub fn populations<F: Forward>(
    problem: &Problem,
    matching: &Matching,
    bench: &mut Bench<'_, F>,
) -> Result<(Vec<Population>, StopReason), StudyError> {
    let first = first(problem, matching, bench)?;
    let near_enough = problem.near_enough(&first.simulated);
    let mut all = vec![first];
    for number in 1..problem.effort.populations {
        let last = &all[all.len() - 1];
        if last.threshold <= near_enough {
            return Ok((all, StopReason::NearEnough));
        }
        // Too few points have no covariance.
        if last.points.len() < problem.inputs + 2 {
            return Ok((all, StopReason::Acceptance));
        }
        let median = quantile(&sorted(&last.distances), 0.5);
        let threshold = median.max(near_enough);
        match next(problem, matching, bench, last, threshold, number)? {
            Some(population) => all.push(population),
            None => return Ok((all, StopReason::Acceptance)),
        }
    }
    let reason = match all.last() {
        Some(last) if last.threshold <= near_enough => StopReason::NearEnough,
        _ => StopReason::Asked,
    };
    Ok((all, reason))
}

fn first<F: Forward>(
    problem: &Problem,
    matching: &Matching,
    bench: &mut Bench<'_, F>,
) -> Result<Population, StudyError> {
    let wanted = problem.effort.particles as usize;
    let numbered: Vec<(u32, Vec<f64>)> = (0..).zip(matching.left.iter().take(wanted).cloned()).collect();
    let simulated = bench.simulate(FIRST_STAGE, &numbered)?;
    let mut taken = Taken::default();
    for ((_, point), simulated) in numbered.iter().zip(simulated) {
        taken.take(problem, point, simulated, f64::INFINITY);
    }
    let weights = vec![1.0; taken.points.len()];
    Ok(taken.population(f64::INFINITY, numbered.len() as u32, &weights))
}

fn next<F: Forward>(
    problem: &Problem,
    matching: &Matching,
    bench: &mut Bench<'_, F>,
    last: &Population,
    threshold: f64,
    number: u32,
) -> Result<Option<Population>, StudyError> {
    let covariance = weighted_covariance(&last.points, &last.weights);
    let twice: Vec<f64> = covariance.iter().map(|c| 2.0 * c).collect();
    let Some(kernel) = NormalKernel::new(&twice) else {
        return Ok(None);
    };
    let wanted = problem.effort.particles as usize;
    let draws = Draws::new(problem.seed, number);
    let (mut taken, mut simulations) = (Taken::default(), 0);
    let mut from = 0;
    while taken.points.len() < wanted {
        let enough = f64::from(simulations) * LEAST_ACCEPTANCE;
        if simulations >= 10 * TOGETHER && (taken.points.len() as f64) < enough {
            return Ok(None);
        }
        let numbered: Vec<(u32, Vec<f64>)> = (from..from + TOGETHER)
            .filter_map(|k| Some((k, proposal(problem, matching, last, &kernel, &draws, k)?)))
            .collect();
        if numbered.is_empty() {
            return Ok(None);
        }
        from += TOGETHER;
        let simulated = bench.simulate(FIRST_STAGE + number, &numbered)?;
        for ((_, point), simulated) in numbered.iter().zip(simulated) {
            if taken.points.len() < wanted {
                simulations += 1;
                taken.take(problem, point, simulated, threshold);
            }
        }
    }
    let weight = |point: &Vec<f64>| {
        let mut sum = 0.0;
        for (other, weight) in last.points.iter().zip(&last.weights) {
            let off: Vec<f64> = point.iter().zip(other).map(|(a, b)| a - b).collect();
            sum += weight * kernel.density(&off);
        }
        1.0 / sum
    };
    let weights: Vec<f64> = taken.points.iter().map(weight).collect();
    Ok(Some(taken.population(threshold, simulations, &weights)))
}

/// A point near one of the last population that is inside the prior and not ruled out. Whoever falls
/// outside is drawn anew with another origin, so the weights need no correction.
fn proposal(
    problem: &Problem,
    matching: &Matching,
    last: &Population,
    kernel: &NormalKernel,
    draws: &Draws,
    number: u32,
) -> Option<Vec<f64>> {
    let count = problem.inputs + 1;
    let blocks = count.div_ceil(8) as u32;
    for one in 0..MOST_TRIES {
        let purpose = Purpose::CalibrationProposal;
        let u = uniforms(generator(draws, purpose, number as usize, one * blocks), count);
        let mut sum = 0.0;
        let origin = last.weights.iter().position(|weight| {
            sum += weight;
            u[0] < sum
        });
        let origin = &last.points[origin.unwrap_or(last.points.len() - 1)];
        let normal: Vec<f64> = u[1..].iter().map(|u| normal_quantile(*u)).collect();
        let step = kernel.step(&normal);
        let point: Vec<f64> = origin.iter().zip(step).map(|(a, b)| a + b).collect();
        let is_inside = point.iter().all(|x| (0.0..1.0).contains(x));
        if is_inside && matching.is_left(problem, &point) {
            return Some(point);
        }
    }
    None
}

#[derive(Default)]
struct Taken {
    points: Vec<Vec<f64>>,
    simulated: Vec<Simulated>,
    distances: Vec<f64>,
}

impl Taken {
    fn take(&mut self, problem: &Problem, point: &[f64], simulated: Option<Simulated>, threshold: f64) {
        let Some(simulated) = simulated else { return };
        let distance = problem.distance(&simulated.means);
        if distance.is_finite() && distance <= threshold {
            self.points.push(point.to_vec());
            self.simulated.push(simulated);
            self.distances.push(distance);
        }
    }

    fn population(self, threshold: f64, simulations: u32, weights: &[f64]) -> Population {
        Population {
            weights: normalised(weights),
            effective_size: effective_size(weights),
            acceptance: self.points.len() as f64 / f64::from(simulations.max(1)),
            points: self.points,
            simulated: self.simulated,
            distances: self.distances,
            threshold,
            simulations,
        }
    }
}
