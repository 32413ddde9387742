//! A chain beside a study, at a price that is known: each history opens the channels in one order drawn at random and in its
//! reverse, and what a channel adds is the mean of what it adds in the two. Over all orders that mean is Shapley's value, of which
//! [`super::game`] takes every set: an estimate without bias whose price grows with the channels and not with their sets (J. Castro,
//! D. Gómez and J. Tejada 2009, Polynomial calculation of the Shapley value based on sampling; in pairs of an order and its
//! reverse, R. Mitchell and others 2022, Sampling permutations for Shapley value estimation).
//!
//! The whole difference is known of every history of the study, so that the links are helped by it and add up to it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::channels::Channel;
use super::rows::WhyRow;
use super::tables::{REMAINDER, WHOLE, grades_of};
use crate::draws::{Draws, Name, Purpose};
use crate::indicator::Indicator;
use crate::results::table::cell;
use crate::scenario::{Arm, Scenario};
use crate::statistics::{Helped, Summary, helped};
use crate::study::{Experiment, Runner, Simulation, StudyError, UnitId, in_order};

/// Histories in which every channel is opened and closed; those that moved nothing in them stay open afterwards.
const FIRST: u32 = 4;
/// Histories below which no chain is told.
const LEAST: u32 = 8;
/// Number of the draws of the order of a history, which no design takes.
const ORDER: usize = 900_001;

/// Two arms of a study, and what of them is asked.
pub(crate) struct Asked<'a> {
    pub(crate) scenario: &'a Scenario,
    /// The arm against which, and the arm that is looked at.
    pub(crate) pair: [&'a Arm; 2],
    pub(crate) unit: &'a str,
    pub(crate) outcomes: Vec<&'static Indicator>,
    /// The difference of the pair in the study, by outcome and then by history.
    pub(crate) known: Vec<Vec<f64>>,
    /// Number of the first history of the study.
    pub(crate) first: u32,
    pub(crate) channels: &'static [Channel],
    /// Key of the chain.
    pub(crate) links: &'static str,
    /// Pairs that may be lived.
    pub(crate) budget: u64,
}

/// Channels that are closed, a bit for each.
type Closed = u32;

/// No channel is closed.
const NOTHING: Closed = 0;

/// What was lived of one history, by set of closed channels: the difference by outcome.
type Lived = BTreeMap<Closed, Vec<f64>>;

/// The channels in the order in which a history opens them.
fn order(seed: u64, history: u32, channels: &[usize]) -> Vec<usize> {
    use rand::{RngExt, distr::Open01};
    let generator = Draws::new(seed, history).generator(Purpose::Design, Name::numbered(ORDER), 0);
    let u: Vec<f64> = generator.sample_iter(Open01).take(channels.len()).collect();
    let mut places: Vec<usize> = (0..channels.len()).collect();
    places.sort_by(|a, b| u[*a].total_cmp(&u[*b]));
    places.into_iter().map(|place| channels[place]).collect()
}

/// The sets of closed channels on the way from all to none, that at the end left out.
fn way(order: &[usize]) -> Vec<Closed> {
    let mut closed: Closed = order.iter().map(|channel| 1 << channel).sum();
    order
        .iter()
        .map(|channel| {
            let now = closed;
            closed &= !(1 << channel);
            now
        })
        .collect()
}

impl Asked<'_> {
    /// Pairs that one history takes of so many channels: the sets on both ways, of which the first is the same, and the whole.
    fn price(&self, channels: usize) -> u64 {
        2 * channels as u64
    }

    /// How many histories the budget reaches to, and how many of them open every channel.
    fn histories(&self, moving: usize) -> u32 {
        let left = self.budget.saturating_sub(self.price(self.channels.len()) * u64::from(FIRST));
        let more = left / self.price(moving).max(1);
        let all = self.known.first().map_or(0, Vec::len) as u64;
        (u64::from(FIRST) + more).min(all) as u32
    }

    /// The links of every outcome; nothing where the budget does not reach far enough, or nothing moves.
    ///
    /// # Errors
    /// When the work is stopped.
    pub(crate) fn chain(&self, runner: &Runner<'_>) -> Result<Vec<WhyRow>, StudyError> {
        let all: Vec<usize> = (0..self.channels.len()).collect();
        if self.histories(all.len()) < LEAST {
            return Ok(Vec::new());
        }
        let staged = runner.counting("runs", 2 * self.budget);
        let lived = self.live(0..FIRST, (&all, true), &staged)?;
        // The pair alone is what it is in the study, unless the study's remit is that of a third arm.
        let is_same = (0..).zip(&lived).all(|(history, lived): (usize, _)| {
            let same =
                |(outcome, value): (usize, &f64)| self.known[outcome][history].to_bits() == value.to_bits();
            lived[&NOTHING].iter().enumerate().all(same)
        });
        let mut parts = self.parts(0, &lived, &all);
        let moves =
            |channel: &usize| parts.iter().any(|history| history.iter().any(|of| of.own[*channel] != 0.0));
        let moving: Vec<usize> = all.iter().copied().filter(moves).collect();
        let more = FIRST..self.histories(moving.len());
        let lived = self.live(more, (&moving, !is_same), &staged)?;
        staged.reach(2 * self.budget);
        parts.extend(self.parts(FIRST, &lived, &moving));
        let outcomes = 0..self.outcomes.len();
        Ok(outcomes.flat_map(|outcome| self.rows(outcome, (&parts, is_same), &moving)).collect())
    }

    /// Lives the sets that some histories need, side by side.
    fn live(
        &self,
        histories: Range<u32>,
        (channels, with_whole): (&[usize], bool),
        runner: &Runner<'_>,
    ) -> Result<Vec<Lived>, StudyError> {
        let mut jobs: Vec<(u32, Closed)> = Vec::new();
        for history in histories.clone() {
            let one = order(self.scenario.seed, self.first + history, channels);
            let mut sets = way(&one);
            sets.extend(way(&one.into_iter().rev().collect::<Vec<_>>()));
            sets.extend(with_whole.then_some(NOTHING));
            sets.sort_unstable();
            sets.dedup();
            jobs.extend(sets.into_iter().map(|set| (history, set)));
        }
        let found = runner.map(jobs.clone(), |(history, set)| self.lived(history, set, runner));
        if runner.is_stopped() {
            return Err(StudyError::Interrupted);
        }
        let mut by_history: Vec<Lived> = histories.clone().map(|_| Lived::new()).collect();
        for ((history, set), found) in jobs.into_iter().zip(found) {
            by_history[(history - histories.start) as usize].insert(set, found?);
        }
        Ok(by_history)
    }

    /// The difference of the pair by outcome, in one history with some channels closed.
    fn lived(&self, history: u32, closed: Closed, runner: &Runner<'_>) -> Result<Vec<f64>, StudyError> {
        let pair = self.pair.map(|arm| {
            let mut arm = arm.clone();
            let is_closed = |(at, _): &(usize, &Channel)| closed & 1 << at != 0;
            let own = self.channels.iter().enumerate().filter(is_closed);
            own.for_each(|(_, channel)| channel.close(&mut arm.alternative));
            arm
        });
        let simulation = Simulation::of_cells(self.scenario, &pair);
        let shape = simulation.shape();
        let unit = UnitId(shape.units.iter().position(|known| known.id == self.unit).unwrap_or(0));
        let columns = self.outcomes.iter().map(|outcome| {
            let column = shape.indicators.iter().position(|known| known == *outcome).unwrap_or(0);
            unit.0 * shape.indicators.len() + column
        });
        let columns: Vec<usize> = columns.collect();
        let mut values = vec![f64::NAN; columns.len()];
        let number = self.first + history;
        in_order(&simulation, number..number + 1, false, runner, |one| {
            if let [Ok(against), Ok(arm)] = &one.histories[..] {
                let difference = |at: &usize| arm.horizon[*at] - against.horizon[*at];
                values = columns.iter().map(difference).collect();
            }
        })?;
        Ok(values)
    }

    /// What each channel adds, by history and then by outcome.
    fn parts(&self, from: u32, lived: &[Lived], channels: &[usize]) -> Vec<Vec<Parts>> {
        let of_history = |(history, lived): (u32, &Lived)| {
            let one = order(self.scenario.seed, self.first + history, channels);
            let reverse: Vec<usize> = one.iter().rev().copied().collect();
            let of_outcome = |outcome: usize| {
                let known = self.known[outcome][history as usize];
                let whole = lived.get(&NOTHING).map_or(known, |values| values[outcome]);
                let mut own = vec![0.0; self.channels.len()];
                for order in [&one, &reverse] {
                    let mut worth: Vec<f64> = way(order).iter().map(|set| lived[set][outcome]).collect();
                    worth.push(whole);
                    for (channel, pair) in order.iter().zip(worth.windows(2)) {
                        own[*channel] += 0.5 * (pair[1] - pair[0]);
                    }
                }
                let none = way(&one).first().map_or(whole, |set| lived[set][outcome]);
                Parts { whole, none, own }
            };
            (0..self.outcomes.len()).map(of_outcome).collect()
        };
        (from..).zip(lived).map(of_history).collect()
    }

    /// The whole, the channels by falling size, what no channel carries.
    fn rows(&self, outcome: usize, (parts, is_same): (&[Vec<Parts>], bool), moving: &[usize]) -> Vec<WhyRow> {
        let is_whole = |of: &&Parts| {
            of.whole.is_finite() && of.none.is_finite() && of.own.iter().all(|own| own.is_finite())
        };
        let others = self.known[outcome].iter().skip(parts.len()).copied().filter(|_| is_same);
        let parts: Vec<&Parts> = parts.iter().map(|history| &history[outcome]).filter(is_whole).collect();
        // Those of which the parts are known come first.
        let mut all: Vec<f64> = parts.iter().map(|of| of.whole).collect();
        let few = all.len();
        all.extend(others.filter(|value| value.is_finite()));
        let known = Summary::of(&all);
        let is_told = known.p_value() < 0.05 && known.mean != 0.0 && few >= LEAST as usize;
        let row = |channel: Option<&Channel>, (key, title): (&str, &str), found: Helped| WhyRow {
            links: self.links.to_owned(),
            arm: self.pair[1].name.clone(),
            unit: self.unit.to_owned(),
            indicator: self.outcomes[outcome].id.to_owned(),
            channel: key.to_owned(),
            title: title.to_owned(),
            moves: true,
            n: found.n,
            mean: cell(found.mean),
            ci_low: cell(found.low),
            ci_high: cell(found.high),
            share: is_told.then(|| cell(found.mean / known.mean)).flatten(),
            closed: channel.map_or_else(String::new, |channel| channel.closed.to_owned()),
            grades: channel.map_or_else(String::new, grades_of),
        };
        let mut links: Vec<WhyRow> = self
            .channels
            .iter()
            .enumerate()
            .map(|(at, channel)| {
                let own: Vec<f64> = parts.iter().map(|of| of.own[at]).collect();
                let is_moving = moving.contains(&at);
                WhyRow {
                    moves: is_moving,
                    ..row(Some(channel), (channel.key, channel.title), helped(&own, &all))
                }
            })
            .collect();
        let size = |link: &WhyRow| link.mean.unwrap_or(0.0).abs();
        links.sort_by(|a, b| b.moves.cmp(&a.moves).then(size(b).total_cmp(&size(a))));
        let whole = Helped { n: known.n, mean: known.mean, low: known.low, high: known.high };
        links.insert(0, row(None, (WHOLE, "the whole difference"), whole));
        let none: Vec<f64> = parts.iter().map(|of| of.none).collect();
        links.push(row(None, (REMAINDER, "what no channel carries"), helped(&none, &all)));
        links
    }
}

/// The difference of one outcome in one history, taken apart: `none` and `own` add up to `whole`.
struct Parts {
    whole: f64,
    none: f64,
    /// By channel.
    own: Vec<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_has_every_channel_once_and_is_that_of_its_history() {
        let channels = [0, 2, 3, 5, 7];
        let of = |history| order(11, history, &channels);
        let mut sorted = of(3);
        sorted.sort_unstable();
        assert_eq!(sorted, channels);
        assert_eq!(of(3), of(3));
        assert!((0..20).any(|history| of(history) != of(3)));
        // Each channel is first about as often as any other.
        let first = |channel| (0..1000).filter(|history| of(*history)[0] == channel).count();
        assert!(channels.iter().all(|channel| (150..=250).contains(&first(*channel))));
    }

    #[test]
    fn a_way_opens_one_channel_after_another() {
        assert_eq!(way(&[1, 0, 3]), [0b1011, 0b1001, 0b1000]);
        assert!(way(&[]).is_empty());
    }
}
