//! How the model with a posterior that was made before stands to the targets, with the histories that the
//! calibration itself took for its checks.

use super::batch::luck_of;
use super::findings::{self, Predicted};
use super::run::LAST_STAGE;
use super::{Forward, ModelForward};
use crate::evidence::Posterior;
use crate::scenario::Targets;
use crate::study::{Failure, Runner, StudyError};

/// What the checks found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// One for each target.
    pub predicted: Vec<Predicted>,
    /// Rows of the posterior that were lived.
    pub rows: usize,
    /// Rows that failed, by their number.
    pub failures: Vec<Failure>,
}

/// Lives rows of a posterior, evenly spaced; all of them give the checks of the calibration again.
///
/// # Errors
/// When the work is stopped before its end.
pub fn checked(
    targets: &Targets,
    posterior: &Posterior,
    most: u32,
    runner: &Runner<'_>,
) -> Result<Checked, StudyError> {
    let (forward, problem) = ModelForward::new(targets);
    let all = posterior.rows().len();
    let taken = all.min(most as usize);
    let mut simulated = Vec::with_capacity(taken);
    let failures = runner.replications(
        0..taken as u32,
        |number| {
            let row = number as usize * all / taken;
            let values = posterior.rows()[row].iter().copied();
            let given: Vec<_> = posterior.keys().iter().copied().zip(values).collect();
            let luck = luck_of(LAST_STAGE, row as u32, forward.luck_apart());
            forward.simulate_given(&given, luck, runner.stop())
        },
        |_, one| simulated.push(Some(one)),
    )?;
    Ok(Checked { predicted: findings::predicted(&problem, &simulated), rows: simulated.len(), failures })
}
