//! Points simulated in parallel and kept in order, so that work that was interrupted goes on where it stopped.

use super::{Forward, Simulated};
use crate::study::{Checkpoint, Runner, StudyError};

/// Numbers of luck that one stage may take: more points than any calibration asks for.
const LUCK_OF_A_STAGE: u32 = 100_000_000;

/// The number of luck of a point of a stage.
pub(super) fn luck_of(stage: u32, number: u32, apart: u32) -> u32 {
    stage * LUCK_OF_A_STAGE + number * apart
}

/// Simulates the points of a calibration.
pub struct Bench<'a, F> {
    pub forward: &'a F,
    pub runner: &'a Runner<'a>,
    pub checkpoint: &'a mut dyn Checkpoint,
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
        let find = |number: u32| Some(Simulated::of_values(self.checkpoint.find(stage, number)?));
        let known: Vec<Option<Simulated>> = points.iter().map(|(number, _)| find(*number)).collect();
        let (forward, runner) = (self.forward, self.runner);
        let one = |(point, known): (&(u32, Vec<f64>), &Option<Simulated>)| {
            let (number, unit) = point;
            let luck = luck_of(stage, *number, forward.luck_apart());
            let simulated = || known.clone().map_or_else(|| forward.simulate(unit, luck, runner.stop()), Ok);
            runner.attempt(simulated).ok()
        };
        let all = runner.map(points.iter().zip(&known).collect(), one);
        let fresh: Vec<(u32, Vec<f64>)> = (points.iter().zip(&known).zip(&all))
            .filter(|((_, known), _)| known.is_none())
            .filter_map(|(((number, _), _), found)| Some((*number, found.as_ref()?.values())))
            .collect();
        if !fresh.is_empty() {
            let added = self.checkpoint.add(stage, &fresh);
            added.map_err(|reason| StudyError::NotKept { reason })?;
        }
        if runner.is_stopped() {
            return Err(StudyError::Interrupted);
        }
        Ok(all)
    }
}
