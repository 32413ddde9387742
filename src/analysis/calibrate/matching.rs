//! History matching: waves of simulated points, an emulator for each fitted output, and the share of the
//! prior that is not ruled out (Vernon, Goldstein and Bower 2010). It rules out and never fits.

use rand::distr::Open01;
use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;

use super::batch::Bench;
use super::{Forward, Problem, Simulated};
use crate::draws::{Draws, Name, Purpose};
use crate::statistics::{Doubts, GaussianProcess, implausibility, latin_hypercube, second_largest};
use crate::study::Runner;
use crate::study::StudyError;

/// A point is ruled out where the second largest implausibility reaches this.
pub const CUT: f64 = 3.0;

/// An emulator that foretells less of its own design rules nothing out.
pub const LEAST_Q2: f64 = 0.8;

/// A wave that leaves more than this share of what the one before left is the last.
const STILL_SHRINKING: f64 = 0.8;

/// Candidates looked at together, and at the most for one wave.
const CHUNK: u32 = 4096;
const MOST_CANDIDATES: u32 = 80 * CHUNK;

/// Latin hypercubes of which the best is taken.
const TRIES: usize = 100;

/// How well one emulator foretells its own design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EmulatorCheck {
    /// Output, by position in the problem.
    pub output: usize,
    /// Leave-one-out Q²; `NaN` where there is no emulator.
    pub q2: f64,
    /// Share of standardised errors inside ±2.
    pub inside_two: f64,
    /// Whether it rules points out.
    pub is_used: bool,
}

/// One wave.
#[derive(Clone, Debug)]
pub struct Wave {
    /// Its points.
    pub points: Vec<Vec<f64>>,
    /// What was simulated; `None` where the simulation failed.
    pub simulated: Vec<Option<Simulated>>,
    /// One for each fitted output.
    pub checks: Vec<EmulatorCheck>,
    /// Share of the prior that no wave up to this one rules out.
    pub share_left: f64,
    /// Candidates looked at for that share.
    pub candidates: u32,
    pub(super) emulators: Vec<(usize, GaussianProcess)>,
}

/// The waves so far: what they do not rule out.
#[derive(Clone, Debug, Default)]
pub struct Matching {
    pub waves: Vec<Wave>,
    /// Points that are not ruled out, in the order in which they were found.
    pub left: Vec<Vec<f64>>,
}

impl Matching {
    /// Whether no wave rules a point out.
    pub fn is_left(&self, problem: &Problem, unit: &[f64]) -> bool {
        // The last wave knows most where it matters, so it is asked first.
        self.waves.iter().rev().all(|wave| wave.is_left(problem, unit))
    }
}

impl Wave {
    fn is_left(&self, problem: &Problem, unit: &[f64]) -> bool {
        let mut over = 0;
        let enough = self.emulators.len().min(2);
        for (output, emulator) in &self.emulators {
            if self.implausible(problem, *output, emulator, unit) >= CUT {
                over += 1;
                if over >= enough {
                    return false;
                }
            }
        }
        true
    }

    fn implausible(&self, problem: &Problem, output: usize, emulator: &GaussianProcess, unit: &[f64]) -> f64 {
        let aim = &problem.aims[output];
        let mut doubts = Doubts {
            emulator: 0.0,
            observation: aim.sd * aim.sd,
            discrepancy: aim.discrepancy * aim.discrepancy,
            ensemble: emulator.mean_noise(),
        };
        // Most points are plausible even if the emulator were sure, and the variance takes most of the time.
        let mean = emulator.mean(unit);
        if implausibility(aim.observed, mean, &doubts) < CUT {
            return 0.0;
        }
        doubts.emulator = emulator.predict(unit).1;
        implausibility(aim.observed, mean, &doubts)
    }

    /// Implausibility of every emulated output at a point, and the second largest.
    pub fn implausibilities(&self, problem: &Problem, unit: &[f64]) -> (Vec<(usize, f64)>, f64) {
        let of = |(output, emulator): &(usize, GaussianProcess)| {
            let aim = &problem.aims[*output];
            let (mean, variance) = emulator.predict(unit);
            let doubts = Doubts {
                emulator: variance,
                observation: aim.sd * aim.sd,
                discrepancy: aim.discrepancy * aim.discrepancy,
                ensemble: emulator.mean_noise(),
            };
            (*output, implausibility(aim.observed, mean, &doubts))
        };
        let all: Vec<(usize, f64)> = self.emulators.iter().map(of).collect();
        let alone: Vec<f64> = all.iter().map(|(_, i)| *i).collect();
        (all, second_largest(&alone))
    }
}

/// Runs the waves.
///
/// # Errors
/// Interrupted, or simulated points cannot be kept.
pub fn matched<F: Forward>(problem: &Problem, bench: &mut Bench<'_, F>) -> Result<Matching, StudyError> {
    let mut matching = Matching::default();
    let mut points = first_design(problem);
    let mut share = 1.0;
    for number in 0..problem.effort.waves {
        let numbered: Vec<(u32, Vec<f64>)> = (0..).zip(points.iter().cloned()).collect();
        let simulated = bench.simulate(number, &numbered)?;
        let (emulators, checks) = emulators(problem, bench.runner, &points, &simulated);
        matching.waves.push(Wave {
            points,
            simulated,
            checks,
            share_left: f64::NAN,
            candidates: 0,
            emulators,
        });
        let (left, tried) = look_for(problem, bench, &matching, number)?;
        let now = left.len() as f64 / f64::from(tried);
        if let Some(wave) = matching.waves.last_mut() {
            (wave.share_left, wave.candidates) = (now, tried);
        }
        let wanted = problem.effort.points as usize;
        points = left.iter().take(wanted).cloned().collect();
        matching.left = left;
        bench.runner.reach(u64::from(number + 1) * wanted as u64);
        // An emulator of a next wave needs a few points more than parameters.
        let is_over = points.len() < wanted.min(problem.inputs + 8);
        if is_over || now > STILL_SHRINKING * share {
            break;
        }
        share = now;
    }
    if matching.waves.is_empty() {
        matching.left = (0..CHUNK).map(|k| candidate(problem, 0, k)).collect();
    }
    bench.runner.reach(u64::from(problem.effort.waves) * u64::from(problem.effort.points));
    Ok(matching)
}

fn first_design(problem: &Problem) -> Vec<Vec<f64>> {
    let draws = Draws::new(problem.seed, 0);
    let points = problem.effort.points as usize;
    latin_hypercube(points, problem.inputs, TRIES, |one, input| {
        generator(&draws, Purpose::CalibrationDesign, one * 1000 + input, 0)
    })
}

/// The emulators that are good enough, and how good all are.
fn emulators(
    problem: &Problem,
    runner: &Runner<'_>,
    points: &[Vec<f64>],
    simulated: &[Option<Simulated>],
) -> (Vec<(usize, GaussianProcess)>, Vec<EmulatorCheck>) {
    let one = |output: usize| {
        let whole = |s: &&Simulated| s.means[output].is_finite() && s.variances[output].is_finite();
        let (mut x, mut y, mut noise) = (Vec::new(), Vec::new(), Vec::new());
        for (point, simulated) in points.iter().zip(simulated) {
            if let Some(simulated) = simulated.as_ref().filter(whole) {
                x.push(point.clone());
                y.push(simulated.means[output]);
                noise.push(simulated.variances[output]);
            }
        }
        let process = GaussianProcess::fit(&x, &y, &noise);
        let found = process.as_ref().map(GaussianProcess::leave_one_out);
        let q2 = found.as_ref().map_or(f64::NAN, |found| found.q2);
        let check = EmulatorCheck {
            output,
            q2,
            inside_two: found.map_or(f64::NAN, |found| found.inside_two),
            is_used: q2 >= LEAST_Q2,
        };
        (check, process.filter(|_| check.is_used))
    };
    let all = runner.map(problem.fitted(), one);
    let checks = all.iter().map(|(check, _)| *check).collect();
    let good = all.into_iter().filter_map(|(check, process)| Some((check.output, process?))).collect();
    (good, checks)
}

/// Candidates that are left, until there are enough for a wave and a first population, or too many were
/// looked at; and how many were.
fn look_for<F: Forward>(
    problem: &Problem,
    bench: &Bench<'_, F>,
    matching: &Matching,
    wave: u32,
) -> Result<(Vec<Vec<f64>>, u32), StudyError> {
    let wanted = problem.effort.points.max(problem.effort.particles) as usize;
    let (mut left, mut tried) = (Vec::new(), 0);
    // Where the smoother leads on, points left are not wanted, only their share.
    let most = if problem.effort.smoothing > 0 { CHUNK } else { MOST_CANDIDATES };
    while tried < most && (left.len() < wanted || tried < CHUNK) {
        let looked = bench.runner.map((tried..tried + CHUNK).collect(), |k| {
            let unit = candidate(problem, wave, k);
            matching.is_left(problem, &unit).then_some(unit)
        });
        if bench.runner.is_stopped() {
            return Err(StudyError::Interrupted);
        }
        left.extend(looked.into_iter().flatten());
        tried += CHUNK;
    }
    Ok((left, tried))
}

/// A point of the prior.
fn candidate(problem: &Problem, wave: u32, number: u32) -> Vec<f64> {
    let draws = Draws::new(problem.seed, wave);
    uniforms(generator(&draws, Purpose::CalibrationCandidate, number as usize, 0), problem.inputs)
}

/// The generator of a numbered thing, from a block onwards.
pub(super) fn generator(draws: &Draws, purpose: Purpose, number: usize, from: u32) -> ChaCha8Rng {
    draws.generator(purpose, Name::numbered(number), from)
}

/// The next `count` uniforms.
pub(super) fn uniforms(generator: impl Rng, count: usize) -> Vec<f64> {
    generator.sample_iter(Open01).take(count).collect()
}
