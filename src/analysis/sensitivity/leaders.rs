//! Which inputs come first by their mean effect: how far the difference moves as an input goes from one end of its range to
//! the other, all else being as each history draws it.
//!
//! ```text
//! all at once      in each history every input stands at one end by lot and, in a second life of the same history, at the
//!                  other; the change between the two, with the sign of an input's lot, is a value of its effect, since what
//!                  the others add averages out over lots of their own
//! one at a time    those with the largest effects are moved alone, in other histories, all in the same ones
//! ```
//!
//! The first needs one pair of lives for all inputs together and finds whom to take on; but there the others stand at their
//! ends, where they may let an input do more or less. What is told rests on the second alone.

use super::{Found, Outcome, Sensitivity};
use crate::analysis::design::inputs::{Of, as_they_are, put};
use crate::draws::{Draws, Name, Purpose};
use crate::evidence::Hypotheses;
use crate::statistics::{Size, Standing, Summary, standing};
use crate::study::{FutureRow, Runner, StudyError};

/// Places that are asked for.
pub(crate) const PLACES: usize = 3;
/// Looks at those that were taken on, each after as many more runs.
const LOOKS: usize = 4;
/// Pairs of lives in memory at once.
pub(super) const AT_ONCE: usize = 8192;

/// A history that is lived twice: which moves are made between the two lives, and whether the first stands at their second end.
type Turn = (u32, Vec<(usize, bool)>);

/// An input and two ends between which it goes; a question of several positions goes between each two of them.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    pub(crate) input: usize,
    /// Coordinates.
    pub(crate) ends: [f64; 2],
    /// Going from the first end to the second while all inputs move.
    pub(crate) at_first: Option<Summary>,
    /// The same while it moves alone.
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
    /// Histories in which all inputs move, and in which one at a time does.
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
        let pairs = self.asked(self.request.leaders) / 2;
        let mut race = Race { moves: self.moves(), ..Race::default() };
        race.leaders = race.by_first();
        let is_long = race.leaders.len() > self.asked(self.request.top);
        let alone = if is_long { pairs.div_ceil(2) } else { pairs };
        if is_long {
            let histories = alone as u32..pairs as u32;
            let turns = histories.map(|history| (history, self.lots(history, &race.moves))).collect();
            let values = self.changes(&race.moves, turns, runner, found)?;
            for (one, values) in race.moves.iter_mut().zip(&values) {
                one.at_first = Some(Summary::of(values));
            }
            race.histories[0] = (pairs - alone) as u32;
            race.leaders = race.by_first();
            race.leaders.truncate(self.asked(self.request.top));
        }
        let mut racing: Vec<usize> =
            (0..race.moves.len()).filter(|at| race.leaders.contains(&race.moves[*at].input)).collect();
        race.read = racing.len() * LOOKS;
        let mut values = vec![Vec::new(); race.moves.len()];
        for _ in 0..LOOKS {
            let first = race.histories[1];
            race.histories[1] += (alone / LOOKS / racing.len().max(1)).max(1) as u32;
            let each = |history| racing.iter().map(move |at| (history, vec![(*at, true)]));
            let turns = (first..race.histories[1]).flat_map(each).collect();
            let more = self.changes(&race.moves, turns, runner, found)?;
            values.iter_mut().zip(more).for_each(|(values, more)| values.extend(more));
            for at in &racing {
                race.moves[*at].taken_on = Some(Summary::of(&values[*at]));
            }
            race.standing = standing(&race.sizes(), PLACES);
            let is_over = race.standing.contenders.len() <= PLACES;
            if is_over && race.leaders.len() > PLACES {
                break;
            }
            // The runs of what can no longer come first are left to the others.
            let contends = |input| race.standing.contenders.iter().any(|at| race.leaders[*at] == input);
            racing.retain(|at| contends(race.moves[*at].input));
        }
        found.race = Some(race);
        Ok(())
    }

    /// Lives histories twice; by move what it did in each of its turns, from its first end to its second.
    fn changes(
        &self,
        moves: &[Move],
        turns: Vec<Turn>,
        runner: &Runner<'_>,
        found: &mut Found,
    ) -> Result<Vec<Vec<f64>>, StudyError> {
        let mut values = vec![Vec::new(); moves.len()];
        for turns in turns.chunks(AT_ONCE) {
            let mut rows = Vec::with_capacity(2 * turns.len());
            for (history, turn) in turns {
                for life in [0, 1] {
                    let ends = turn.iter().map(|(at, up)| {
                        let one = &moves[*at];
                        (&self.inputs[one.input], one.ends[usize::from(*up) ^ life])
                    });
                    let known = self.simulation.uniforms(*history);
                    let row = put(&self.loaded, &as_they_are(&self.places), known, ends);
                    let row = row.map_err(|refusal| StudyError::NotSet { reason: refusal.0.join("; ") })?;
                    rows.push(FutureRow { luck: *history, ..row });
                }
            }
            let outcomes: Vec<Outcome> = self.live_rows(rows, false, runner, found)?;
            for ((_, turn), lives) in turns.iter().zip(outcomes.chunks(2)) {
                let change = lives[0].value - lives[1].value;
                turn.iter().for_each(|(at, up)| values[*at].push(if *up { change } else { -change }));
            }
        }
        Ok(values)
    }

    /// The turn of a history in which all inputs move: one of the moves of each, by lot.
    fn lots(&self, history: u32, moves: &[Move]) -> Vec<(usize, bool)> {
        use rand::{RngExt, distr::Open01};
        let draws = Draws::new(self.loaded.scenario.seed, 3);
        let generator = draws.generator(Purpose::Design, Name::numbered(history as usize), 0);
        let lots: Vec<f64> = generator.sample_iter(Open01).take(2 * self.inputs.len()).collect();
        let (mut turn, mut at) = (Vec::new(), 0);
        for own in moves.chunk_by(|a, b| a.input == b.input) {
            let input = own[0].input;
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
