//! Which inputs come first by their mean effect. In each history every input in question is put by lot to one end of its
//! range and, in a second life of the same history, to the other; all else is as the history draws it.
//!
//! ```text
//! effect of an input     mean over histories of ± (difference in the first life - difference in the second), + where the
//!                        input goes upwards from the second to the first
//! ```
//!
//! What the other inputs add to the change averages out, since their lots are their own; so a history tells of every input
//! what it would else tell of one. Of one input alone it is the change of one thing at a time, to the last bit.

use std::ops::Range;

use super::{Found, Outcome, Sensitivity};
use crate::analysis::design::inputs::{Of, as_they_are, put};
use crate::draws::{Draws, Name, Purpose};
use crate::evidence::Hypotheses;
use crate::statistics::{Size, Standing, Summary, standing};
use crate::study::{FutureRow, Runner, StudyError};

/// Places that are asked for.
pub(crate) const PLACES: usize = 3;
/// Looks at those that were taken on, each after twice as many histories.
const LOOKS: u32 = 4;
/// Histories in memory at once.
pub(super) const AT_ONCE: u32 = 8192;

/// An input and two ends between which it goes; a question of several positions goes between each two of them.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    pub(crate) input: usize,
    /// Coordinates.
    pub(crate) ends: [f64; 2],
    /// Going from the first end to the second while all inputs move.
    pub(crate) at_first: Option<Summary>,
    /// The same while those move that were taken on.
    pub(crate) taken_on: Option<Summary>,
}

/// What the race found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Race {
    pub(crate) moves: Vec<Move>,
    /// Inputs that were taken on.
    pub(crate) leaders: Vec<usize>,
    /// How these stand, by position among them.
    pub(crate) standing: Standing,
    /// Histories in which all inputs move, and in which those taken on do.
    pub(crate) histories: [u32; 2],
    /// Intervals of those taken on that are read together, over all looks.
    pub(crate) read: usize,
}

impl Race {
    /// Inputs that raced: those taken on by falling size, then the others.
    pub(crate) fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = self.standing.order.iter().map(|at| self.leaders[*at]).collect();
        order.extend(self.by_first().into_iter().filter(|input| !self.leaders.contains(input)));
        order
    }

    /// Inputs by what is left of their effect at the near end of its interval, since some are moved less often than others.
    fn by_first(&self) -> Vec<usize> {
        let left = |one: &Move| {
            let left = one.at_first.map_or(0.0, |found| found.mean.abs() - found.half_width());
            // Of what had its turn once or never nothing is known.
            if left.is_nan() { f64::NEG_INFINITY } else { left }
        };
        let mut all: Vec<(usize, f64)> = self.moves.iter().map(|one| (one.input, left(one))).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut order: Vec<usize> = Vec::new();
        for (input, _) in all {
            if !order.contains(&input) {
                order.push(input);
            }
        }
        order
    }
}

impl Sensitivity {
    /// Moves of all inputs that are asked about.
    fn moves(&self) -> Vec<Move> {
        let is_asked = |name: &String| self.request.among.is_empty() || self.request.among.contains(name);
        let mut moves = Vec::new();
        for (input, unknown) in self.inputs.iter().enumerate().filter(|(_, one)| is_asked(&one.name)) {
            let levels = match &unknown.of {
                Of::Quantity(_) => 2,
                Of::Hypothesis(at) => Hypotheses::embedded().all()[*at].positions.len(),
                Of::Field(factor) if crate::scenario::Range::of(factor).is_none() => factor.levels.len(),
                Of::Field(_) => 2,
                // A row of a posterior has no ends, and luck none that are told.
                Of::Posterior | Of::Luck => continue,
            };
            let at = |level: usize| level as f64 / (levels - 1).max(1) as f64;
            for first in 0..levels {
                let ends = (first + 1..levels).map(|second| [at(first), at(second)]);
                moves.extend(ends.map(|ends| Move { input, ends, at_first: None, taken_on: None }));
            }
        }
        moves
    }

    pub(super) fn race(&self, runner: &Runner<'_>, found: &mut Found) -> Result<(), StudyError> {
        let histories = self.asked(self.request.leaders) as u32 / 2;
        let mut race = Race { moves: self.moves(), ..Race::default() };
        let all: Vec<usize> = (0..race.moves.len()).collect();
        race.leaders = race.by_first();
        let is_long = race.leaders.len() > self.asked(self.request.top);
        let most = if is_long { histories.div_ceil(2) } else { histories };
        if is_long {
            let values = self.mirrored(&race.moves, &all, most..histories, runner, found)?;
            for (one, values) in race.moves.iter_mut().zip(&values) {
                one.at_first = Some(Summary::of(values));
            }
            race.histories[0] = histories - most;
            race.leaders = race.by_first();
            race.leaders.truncate(self.asked(self.request.top));
        }
        let mut racing: Vec<usize> =
            all.into_iter().filter(|at| race.leaders.contains(&race.moves[*at].input)).collect();
        race.read = racing.len() * LOOKS as usize;
        let mut values = vec![Vec::new(); race.moves.len()];
        for look in (0..LOOKS).rev().map(|halvings| most >> halvings) {
            let more = self.mirrored(&race.moves, &racing, race.histories[1]..look, runner, found)?;
            racing.iter().zip(more).for_each(|(at, more)| values[*at].extend(more));
            race.histories[1] = look;
            for at in &racing {
                race.moves[*at].taken_on = Some(Summary::of(&values[*at]));
            }
            race.standing = standing(&race.sizes(), PLACES);
            let is_over = race.standing.contenders.len() <= PLACES;
            if is_over && race.leaders.len() > PLACES {
                break;
            }
            // What can no longer come first is as the history draws it.
            let contends = |input| race.standing.contenders.iter().any(|at| race.leaders[*at] == input);
            racing.retain(|at| contends(race.moves[*at].input));
        }
        found.race = Some(race);
        Ok(())
    }

    /// What each move did in each of some histories, nothing where it was not its turn.
    fn mirrored(
        &self,
        moves: &[Move],
        racing: &[usize],
        histories: Range<u32>,
        runner: &Runner<'_>,
        found: &mut Found,
    ) -> Result<Vec<Vec<f64>>, StudyError> {
        let mut values = vec![Vec::new(); racing.len()];
        for first in histories.clone().step_by(AT_ONCE as usize) {
            let some = first..(first + AT_ONCE).min(histories.end);
            let more = self.lived_twice(moves, racing, some, runner, found)?;
            values.iter_mut().zip(more).for_each(|(values, more)| values.extend(more));
        }
        Ok(values)
    }

    fn lived_twice(
        &self,
        moves: &[Move],
        racing: &[usize],
        histories: Range<u32>,
        runner: &Runner<'_>,
        found: &mut Found,
    ) -> Result<Vec<Vec<f64>>, StudyError> {
        let (mut rows, mut turns) = (Vec::new(), Vec::new());
        for history in histories {
            let turn = self.lots(history, moves, racing);
            for life in [0, 1] {
                let ends = turn.iter().map(|(at, up)| {
                    let one = &moves[racing[*at]];
                    (&self.inputs[one.input], one.ends[usize::from(*up) ^ life])
                });
                let known = self.simulation.uniforms(history);
                let row = put(&self.loaded, &as_they_are(&self.places), known, ends);
                let row = row.map_err(|refusal| StudyError::NotSet { reason: refusal.0.join("; ") })?;
                rows.push(FutureRow { luck: history, ..row });
            }
            turns.push(turn);
        }
        let outcomes: Vec<Outcome> = self.live_rows(rows, false, runner, found)?;
        let mut values = vec![vec![f64::NAN; turns.len()]; racing.len()];
        for (number, (turn, lives)) in turns.iter().zip(outcomes.chunks(2)).enumerate() {
            for (at, up) in turn {
                let change = lives[0].value - lives[1].value;
                values[*at][number] = if *up { change } else { -change };
            }
        }
        Ok(values)
    }

    /// Which moves have their turn in a history, by position among those that race, and whether the first life stands at
    /// their second end. The lot of an input does not depend on what else races.
    fn lots(&self, history: u32, moves: &[Move], racing: &[usize]) -> Vec<(usize, bool)> {
        use rand::{RngExt, distr::Open01};
        let draws = Draws::new(self.loaded.scenario.seed, 3);
        let generator = draws.generator(Purpose::Design, Name::numbered(history as usize), 0);
        let lots: Vec<f64> = generator.sample_iter(Open01).take(2 * self.inputs.len()).collect();
        let mut turn = Vec::new();
        let mut at = 0;
        for own in racing.chunk_by(|a, b| moves[*a].input == moves[*b].input) {
            let input = moves[own[0]].input;
            let one = ((lots[2 * input] * own.len() as f64) as usize).min(own.len() - 1);
            turn.push((at + one, lots[2 * input + 1] < 0.5));
            at += own.len();
        }
        turn
    }
}

impl Race {
    /// Sizes of those that were taken on; of a question that of its largest move.
    fn sizes(&self) -> Vec<Size> {
        let of = |input: &usize| {
            let own = self.moves.iter().filter(|one| one.input == *input);
            let sizes = own.filter_map(|one| Some(Size::of(&one.taken_on?, self.read)));
            sizes.reduce(Size::or).unwrap_or_else(|| Size::within(0.0, f64::NAN, f64::NAN))
        };
        self.leaders.iter().map(of).collect()
    }
}
