//! A calibration from beginning to end.

use super::batch::Bench;
use super::findings::{self, Conflict, Findings};
use super::matching::{Wave, matched};
use super::populations::{FIRST_STAGE, Population, StopReason, populations};
use super::smoothing::smoothed;
use super::{Forward, Problem};
use crate::draws::{Draws, Name, Purpose};
use crate::statistics::resample;
use crate::study::{Checkpoint, Runner, StudyError};

/// Stage of the simulations with the posterior.
pub(super) const LAST_STAGE: u32 = 40;

/// Points proposed for one that is taken, for the time left.
const EXPECTED_PROPOSALS: u64 = 4;

/// What a calibration came to.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// Waves of history matching.
    pub waves: Vec<Wave>,
    /// Populations; empty where nothing was left.
    pub populations: Vec<Population>,
    /// Why the last population is the last.
    pub stop: StopReason,
    /// Rows of the posterior in the unit cube, each as good as any other; empty where nothing was left.
    pub rows: Vec<Vec<f64>>,
    /// What was found; `None` where nothing was left.
    pub findings: Option<Findings>,
    /// Where all targets together come nearest.
    pub conflicts: Vec<Conflict>,
    /// Points simulated, those kept from before an interruption included.
    pub points: u64,
}

impl Calibration {
    /// Whether no setting reproduces the targets together: the model is then inadequate, within the
    /// priors and tolerances that were stated.
    pub fn is_inadequate(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Calibrates. Points that the checkpoint has are not simulated again, and others are added to it.
///
/// # Errors
/// Interrupted, or points cannot be added to the checkpoint.
pub fn calibrate<F: Forward>(
    problem: &Problem,
    forward: &F,
    runner: &Runner<'_>,
    checkpoint: &mut dyn Checkpoint,
) -> Result<Calibration, StudyError> {
    let effort = problem.effort;
    let later = u64::from(effort.populations.saturating_sub(1)) * EXPECTED_PROPOSALS;
    let total = u64::from(effort.waves + effort.smoothing) * u64::from(effort.points)
        + u64::from(effort.particles) * (1 + later)
        + u64::from(effort.rows);
    let runner = runner.counting("runs", total);
    let mut bench = Bench { forward, runner: &runner, checkpoint };
    let mut matching = matched(problem, &mut bench)?;
    if effort.smoothing > 0 {
        let points = smoothed(problem, &matching, &mut bench)?;
        matching.left = points.into_iter().filter(|point| matching.is_left(problem, point)).collect();
    }
    let conflicts = findings::conflicts(problem, &matching);
    let (mut all, mut stop) = (Vec::new(), StopReason::Acceptance);
    if !matching.left.is_empty() {
        (all, stop) = populations(problem, &matching, &mut bench)?;
    }
    let (mut rows, mut found) = (Vec::new(), None);
    // A first population that nothing could be simulated of is no population.
    all.retain(|population: &Population| population.points.len() > problem.inputs);
    if let Some(last) = all.last() {
        let draws = Draws::new(problem.seed, 0);
        let u = draws.uniform(Purpose::CalibrationResample, Name::STUDY, 0);
        rows = resample(&last.weights, effort.rows as usize, u)
            .into_iter()
            .map(|row| last.points[row].clone())
            .collect();
        runner.reach(total - u64::from(effort.rows));
        let numbered: Vec<(u32, Vec<f64>)> = (0..).zip(rows.iter().cloned()).collect();
        let again = bench.simulate(LAST_STAGE, &numbered)?;
        found = Some(Findings {
            identified: findings::identified(problem, last),
            effects: findings::effects(problem, &matching, &runner),
            predicted: findings::predicted(problem, &again),
        });
    }
    let waves: u64 = matching.waves.iter().map(|wave| wave.points.len() as u64).sum();
    let sampled: u64 = all.iter().map(|one| u64::from(one.simulations)).sum();
    Ok(Calibration {
        points: waves + sampled + rows.len() as u64,
        waves: matching.waves,
        populations: all,
        stop,
        rows,
        findings: found,
        conflicts,
    })
}

/// Stages never share a number.
const _: () = assert!(FIRST_STAGE + 20 <= LAST_STAGE);
