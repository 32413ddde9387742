//! Points simulated in parallel and kept in order, so that work that was interrupted goes on where it stopped.

use std::sync::atomic::AtomicBool;

use super::{Forward, Simulated};
use crate::study::{Runner, StudyError};

/// Numbers of luck that one stage may take: more points than any calibration asks for.
const LUCK_OF_A_STAGE: u32 = 100_000_000;

/// The number of luck of a point of a stage.
pub(super) fn luck_of(stage: u32, number: u32, apart: u32) -> u32 {
    stage * LUCK_OF_A_STAGE + number * apart
}

/// Simulated points that outlive an interruption, by stage and number.
pub trait Kept: Send {
    /// What was simulated before.
    fn find(&self, stage: u32, number: u32) -> Option<Simulated>;

    /// Keeps new points.
    ///
    /// # Errors
    /// A sentence, where they cannot be written.
    fn keep(&mut self, stage: u32, points: &[(u32, Simulated)]) -> Result<(), String>;
}

/// Simulates the points of a calibration.
pub struct Bench<'a, F> {
    pub forward: &'a F,
    pub runner: &'a Runner<'a>,
    pub stop: &'a AtomicBool,
    pub kept: &'a mut dyn Kept,
    /// Points that were simulated, not found.
    pub simulated: u64,
}

impl<F: Forward> Bench<'_, F> {
    /// Simulates numbered points of a stage; a point whose simulation failed gives `None`.
    ///
    /// # Errors
    /// Interrupted, or the kept points cannot be written.
    pub fn simulate(
        &mut self,
        stage: u32,
        points: &[(u32, Vec<f64>)],
    ) -> Result<Vec<Option<Simulated>>, StudyError> {
        let known: Vec<Option<Simulated>> =
            points.iter().map(|(number, _)| self.kept.find(stage, *number)).collect();
        let (forward, stop, runner) = (self.forward, self.stop, self.runner);
        let one = |(point, known): (&(u32, Vec<f64>), &Option<Simulated>)| {
            let (number, unit) = point;
            let luck = luck_of(stage, *number, forward.luck_apart());
            let simulated = || known.clone().map_or_else(|| forward.simulate(unit, luck, stop), Ok);
            runner.attempt(simulated).ok()
        };
        let all = runner.map(points.iter().zip(&known).collect(), one);
        let fresh: Vec<(u32, Simulated)> = (points.iter().zip(&known).zip(&all))
            .filter(|((_, known), _)| known.is_none())
            .filter_map(|(((number, _), _), found)| Some((*number, found.clone()?)))
            .collect();
        self.simulated += fresh.len() as u64;
        if !fresh.is_empty() {
            let kept = self.kept.keep(stage, &fresh);
            kept.map_err(|reason| StudyError::NotKept { reason })?;
        }
        if runner.is_stopped() {
            return Err(StudyError::Interrupted);
        }
        Ok(all)
    }
}
