//! Elementary effects of every input: what moves at all, and by how much in single histories. Each trajectory has a luck of
//! its own, which is an input too. What moves nothing here may move something in other histories, so that nothing is left
//! out for it.

use super::{Found, Sensitivity};
use crate::analysis::design::picks;
use crate::draws::{Draws, Name, Purpose};
use crate::statistics::{Elementary, Trajectory, elementary, trajectory};
use crate::study::{Runner, StudyError};

/// Trajectories drawn again for the intervals.
const RESAMPLES: usize = 500;
/// Numbers of luck that one trajectory may take.
const LUCKS: u32 = 2;

/// What the screening found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Screened {
    /// By input, luck last: whether any figure moved with it.
    pub(crate) moves: Vec<bool>,
    /// By input, luck last.
    pub(crate) effects: Vec<Elementary>,
}

impl Screened {
    /// Inputs by falling size of their effects, luck left out.
    pub(crate) fn order(&self) -> Vec<usize> {
        let luck = self.effects.len().saturating_sub(1);
        let mut order: Vec<usize> = (0..luck).collect();
        order.sort_by(|a, b| self.effects[*b].size.total_cmp(&self.effects[*a].size));
        order
    }
}

impl Sensitivity {
    pub(super) fn screen(&self, runner: &Runner<'_>, found: &mut Found) -> Result<(), StudyError> {
        let draws = Draws::new(self.loaded.scenario.seed, 1);
        let levels = self.asked(self.request.levels) as u32;
        let inputs = self.inputs.len();
        let walks: Vec<Trajectory> = (0..self.asked(self.request.trajectories))
            .map(|number| {
                trajectory(inputs, levels, draws.generator(Purpose::Design, Name::numbered(number), 0))
            })
            .collect();
        let mut design = Vec::new();
        for (number, walk) in walks.iter().enumerate() {
            for point in &walk.points {
                let other = u32::from(point[self.luck()] > 0.5);
                design.push((point.clone(), LUCKS * number as u32 + other));
            }
        }
        let outcomes = self.live("screening", design, runner, found)?;
        let mut moves = vec![false; inputs];
        moves[self.luck()] = true;
        let mut effects = Vec::new();
        for (walk, outcomes) in walks.iter().zip(outcomes.chunks(inputs + 1)) {
            let values: Vec<f64> = outcomes.iter().map(|outcome| outcome.value).collect();
            effects.push(walk.effects(&values));
            for (pair, (moved, _)) in outcomes.windows(2).zip(&walk.moves) {
                moves[*moved] |= pair[0].stamp != pair[1].stamp;
            }
        }
        let first = self.asked(self.request.top);
        let effects = elementary(&effects, first, RESAMPLES, picks(self.loaded.scenario.seed, 0));
        found.screened = Screened { effects, moves };
        Ok(())
    }
}
