//! Elementary effects of every input. Each trajectory has a luck of its own, which is an input too; what moves no figure at
//! all in the first trajectories is spared in the others, and what comes out largest is walked through further ones: single
//! histories differ by much that happens by chance.

use super::{Found, Sensitivity};
use crate::analysis::design::picks;
use crate::draws::{Draws, Name, Purpose};
use crate::statistics::{Elementary, Trajectory, elementary, trajectory};
use crate::study::{Runner, StudyError};

/// Trajectories after which inputs that moved nothing are spared.
const FIRST: usize = 2;
/// Further trajectories for each of the first, and how many inputs they walk for each that is asked for.
const FURTHER: usize = 4;
const CANDIDATES: usize = 5;
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
    /// Inputs by falling size of their effects, luck and those that move nothing left out.
    pub(crate) fn order(&self) -> Vec<usize> {
        let luck = self.effects.len().saturating_sub(1);
        let mut order: Vec<usize> =
            (0..luck).filter(|input| self.moves[*input] && self.effects[*input].size > 0.0).collect();
        order.sort_by(|a, b| self.effects[*b].size.total_cmp(&self.effects[*a].size));
        order
    }
}

impl Sensitivity {
    pub(super) fn screen(&self, runner: &Runner<'_>, found: &mut Found) -> Result<(), StudyError> {
        let all: Vec<usize> = (0..self.inputs.len()).collect();
        let asked = self.asked(self.request.trajectories);
        let mut moves = vec![false; self.inputs.len()];
        moves[self.luck()] = true;
        let mut effects = self.walk(0..asked.min(FIRST), &all, runner, found, &mut moves)?;
        let acting: Vec<usize> = all.into_iter().filter(|input| moves[*input]).collect();
        effects.extend(self.walk(asked.min(FIRST)..asked, &acting, runner, found, &mut moves)?);
        let first = self.asked(self.request.top);
        let sum =
            |effects: &[Vec<f64>]| elementary(effects, first, RESAMPLES, picks(self.loaded.scenario.seed, 0));
        let so_far = Screened { effects: sum(&effects), moves };
        let mut candidates = so_far.order();
        candidates.truncate(CANDIDATES * first);
        candidates.push(self.luck());
        let Screened { mut moves, .. } = so_far;
        let further = self.walk(asked..asked * (1 + FURTHER), &candidates, runner, found, &mut moves)?;
        effects.extend(further.into_iter().map(|mut own| {
            let is_left = |input: &usize| moves[*input] && !candidates.contains(input);
            (0..own.len()).filter(is_left).for_each(|input| own[input] = f64::NAN);
            own
        }));
        found.screened = Screened { effects: sum(&effects), moves };
        Ok(())
    }

    /// Trajectories in all, and runs that they take at the most.
    pub(super) fn walks(&self) -> (usize, usize) {
        let asked = self.asked(self.request.trajectories);
        let further = (CANDIDATES * self.asked(self.request.top) + 2).min(self.inputs.len() + 1);
        (asked * (1 + FURTHER), asked * (self.inputs.len() + 1) + FURTHER * asked * further)
    }

    /// Walks trajectories through some of the inputs; the others stay where the trajectory began. Effects by trajectory and
    /// input, nothing for those that are not walked.
    fn walk(
        &self,
        numbers: std::ops::Range<usize>,
        walked: &[usize],
        runner: &Runner<'_>,
        found: &mut Found,
        moves: &mut [bool],
    ) -> Result<Vec<Vec<f64>>, StudyError> {
        let draws = Draws::new(self.loaded.scenario.seed, 1);
        let levels = self.asked(self.request.levels) as u32;
        let walks: Vec<Trajectory> = (numbers.clone())
            .map(|number| {
                let generator = draws.generator(Purpose::Design, Name::numbered(number), 0);
                trajectory(walked.len(), levels, generator)
            })
            .collect();
        let mut design = Vec::new();
        for (number, walk) in numbers.zip(&walks) {
            for point in &walk.points {
                let mut whole = vec![0.5; self.inputs.len()];
                walked.iter().zip(point).for_each(|(input, at)| whole[*input] = *at);
                let other = u32::from(whole[self.luck()] > 0.5);
                design.push((whole, LUCKS * number as u32 + other));
            }
        }
        let outcomes = self.live("screening", design, runner, found)?;
        let mut all = Vec::new();
        for (walk, outcomes) in walks.iter().zip(outcomes.chunks(walked.len() + 1)) {
            let mut effects = vec![0.0; self.inputs.len()];
            let values: Vec<f64> = outcomes.iter().map(|outcome| outcome.value).collect();
            for (input, effect) in walked.iter().zip(walk.effects(&values)) {
                effects[*input] = effect;
            }
            for (pair, (moved, _)) in outcomes.windows(2).zip(&walk.moves) {
                moves[walked[*moved]] |= pair[0].stamp != pair[1].stamp;
            }
            all.push(effects);
        }
        Ok(all)
    }
}
