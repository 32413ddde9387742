//! The plan by which positions are compared on the same luck: a few replications of everything, some 20 of what moves, as many
//! of each question as of any other, then as many of what acts as the wished precision takes, some of each in turn, strongest
//! first, until the budget is used up.

use crate::statistics::{Summary, values_needed};
use crate::study::StudyError;

/// Replications after which what moves nothing is dropped.
pub(super) const FIRST: u32 = 4;
/// Replications of the screening.
pub(in crate::analysis::run) const SCREENED: u32 = 20;
/// Replications of what acts at the least.
const TAKEN: u32 = 60;
/// Replications by which the screening goes on, one question after the other.
const ROUND: u32 = 4;
/// Lives that a position takes at the most: two arms, their beginning and the life in which the remit is found.
const LIVES: f64 = 4.0;
/// A contrast of fewer standard errors after the screening is not taken further.
const ACTS: f64 = 2.0;
/// What sums of the same numbers in another order differ by at the most.
const ROUNDED: f64 = 1e-9;
/// Share of the headline effect within which a contrast is to be known.
const FINE: f64 = 0.2;

/// What lives pairs: a question by number, and replications; the differences by position, and how many lives they took.
pub(super) type Live<'a> =
    dyn FnMut(usize, std::ops::Range<u32>) -> Result<(Vec<Vec<f64>>, f64), StudyError> + 'a;

/// One open question: the headline difference by position and replication.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    /// By position, then by replication; as many of each.
    pub(super) differences: Vec<Vec<f64>>,
    /// Whether any difference moves with it.
    pub(super) moves: bool,
    /// Whether it acted in the screening and was taken further.
    pub(super) acts: bool,
}

impl Asked {
    /// The contrast of two positions: the other less the one, on the same luck.
    pub(super) fn contrast(&self, one: usize, other: usize) -> Vec<f64> {
        self.differences[other].iter().zip(&self.differences[one]).map(|(a, b)| a - b).collect()
    }

    /// Pairs of positions, the first declared first.
    pub(super) fn pairs(&self) -> Vec<(usize, usize)> {
        let count = self.differences.len();
        (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other))).collect()
    }

    /// Replications.
    fn lived(&self) -> u32 {
        self.differences.first().map_or(0, |values| values.len() as u32)
    }

    /// The pair of positions whose contrast has most standard errors, and how many.
    pub(super) fn strongest(&self) -> Option<((usize, usize), f64)> {
        let strength = |(one, other)| {
            let found = Summary::of(&self.contrast(one, other));
            let error = found.sd / (found.n as f64).sqrt();
            let strength = if error > 0.0 { found.mean.abs() / error } else { 0.0 };
            // The same in every replication and not nought.
            let strength = if error == 0.0 && found.mean != 0.0 { f64::INFINITY } else { strength };
            ((one, other), strength)
        };
        let pairs = self.pairs().into_iter().map(strength).filter(|(_, strength)| !strength.is_nan());
        pairs.max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Asks every question, of which the positions are counted, of replications `0..most` at the most and with so many lives, half of
/// them for the screening; nothing where the budget does not reach to the first few. `effect` is the size of the headline difference.
///
/// # Errors
/// What `live` gives.
pub(super) fn ask(
    positions: &[usize],
    (most, budget): (u32, f64),
    effect: f64,
    live: &mut Live<'_>,
) -> Result<Option<Vec<Asked>>, StudyError> {
    let mut left = budget;
    // Most questions take no more than half of what they could.
    let first = positions.iter().sum::<usize>() as f64 * f64::from(FIRST) * LIVES;
    if most < FIRST || left < first / 2.0 {
        return Ok(None);
    }
    let mut asked: Vec<Asked> = positions
        .iter()
        .map(|count| Asked { differences: vec![Vec::new(); *count], ..Asked::default() })
        .collect();
    let mut go_on = |one: &mut Asked, at: usize, to: u32, left: &mut f64| -> Result<(), StudyError> {
        let from = one.lived();
        // Not beyond the budget, if nothing of it were known.
        let affordable = (*left / (LIVES * one.differences.len() as f64)).max(0.0) as u32;
        let to = to.min(most).min(from.saturating_add(affordable));
        if to > from {
            let (values, lives) = live(at, from..to)?;
            for (known, new) in one.differences.iter_mut().zip(values) {
                known.extend(new);
            }
            *left -= lives;
        }
        Ok(())
    };
    for (at, one) in asked.iter_mut().enumerate() {
        go_on(one, at, FIRST, &mut left)?;
        if one.lived() < FIRST {
            return Ok(None);
        }
        let first = &one.differences[0];
        let alike = |(a, b): (&f64, &f64)| a.to_bits() == b.to_bits() || (a - b).abs() <= ROUNDED;
        one.moves = !one.differences.iter().all(|other| other.iter().zip(first).all(alike));
    }
    // Half of all goes to the screening at the most.
    let mut of_screening = (left - budget / 2.0).max(0.0);
    left -= of_screening;
    for to in (FIRST + ROUND..=SCREENED).step_by(ROUND as usize) {
        for (at, one) in asked.iter_mut().enumerate().filter(|(_, one)| one.moves) {
            go_on(one, at, to, &mut of_screening)?;
        }
        // No question is looked at more closely than another.
        if asked.iter().any(|one| one.moves && one.lived() < to.min(most)) {
            break;
        }
    }
    left += of_screening;
    let mut order: Vec<(usize, f64)> = asked
        .iter()
        .enumerate()
        .filter(|(_, one)| one.moves)
        .filter_map(|(at, one)| one.strongest().map(|(_, strength)| (at, strength)))
        .filter(|(_, strength)| *strength >= ACTS)
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (at, _) in &order {
        asked[*at].acts = true;
    }
    let wished = FINE * effect.abs();
    let mut goes_on = wished > 0.0;
    // Some of each in turn; the spread that more replications show may ask for more again.
    while std::mem::take(&mut goes_on) {
        for &(at, _) in &order {
            let before = asked[at].lived();
            let to = wanted(&asked[at], wished).min(before.saturating_add(SCREENED));
            go_on(&mut asked[at], at, to, &mut left)?;
            goes_on |= asked[at].lived() > before;
        }
    }
    Ok(Some(asked))
}

/// Replications after which every contrast of a question that acts is known as well as is wished, and that few histories do
/// not tell by their luck.
fn wanted(one: &Asked, wished: f64) -> u32 {
    let of = |(a, b)| u32::try_from(values_needed(&one.contrast(a, b), wished)).unwrap_or(u32::MAX);
    one.pairs().into_iter().map(of).max().unwrap_or(0).max(TAKEN)
}

#[cfg(test)]
mod tests {
    use rand::distr::Open01;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::super::told;
    use super::*;
    use crate::statistics::normal_quantile;

    /// A normal number that depends on its address alone.
    fn normal(seed: u64, address: [u64; 2]) -> f64 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed * 1_000_003 + address[0] * 1009 + address[1]);
        normal_quantile(rng.sample::<f64, _>(Open01))
    }

    /// Ten questions of two positions on one luck: the first moves the difference by `planted`, others by noise alone, and from
    /// the seventh on nothing moves.
    fn asked(seed: u64, planted: f64) -> Vec<Asked> {
        let mut live = |question: usize, range: std::ops::Range<u32>| {
            let value = |position: usize, r: u32| {
                let luck = -0.05 + 0.1 * normal(seed, [r.into(), 0]);
                let side = if position == 0 { 0.0 } else { 1.0 };
                // In half of the histories a position changes nothing at all.
                let own = normal(seed, [r.into(), 2 * question as u64 + 1]);
                let noise = if question < 7 && own > 0.0 {
                    0.03 * normal(seed, [r.into(), 500 + question as u64])
                } else {
                    0.0
                };
                let effect = if question == 0 { planted } else { 0.0 };
                luck + side * (effect + noise)
            };
            let of = |position: usize| range.clone().map(|r| value(position, r)).collect();
            Ok(((0..2).map(of).collect(), 4.0 * range.len() as f64))
        };
        ask(&[2; 10], (400, 8000.0), -0.05, &mut live).unwrap().unwrap()
    }

    #[test]
    fn a_planted_position_effect_is_found_and_a_planted_null_is_not_in_95_of_100_seeds() {
        let (mut found, mut false_ones, mut fine) = (0, 0, 0);
        for seed in 0..100 {
            let asked = asked(seed, 0.03);
            assert!(asked[7..].iter().all(|one| !one.moves && one.differences[0].len() as u32 == FIRST));
            let told = told(&asked);
            found += usize::from(told.contains(&0));
            false_ones += usize::from(told.iter().any(|at| *at != 0));
            let half = Summary::of(&asked[0].contrast(0, 1)).half_width();
            fine += usize::from(half < 0.2 * 0.05);
        }
        assert!(found >= 95, "found in {found}");
        assert!(false_ones <= 5, "a null was told in {false_ones}");
        assert!(fine >= 90, "fine in {fine}");
    }

    #[test]
    fn the_budget_is_never_exceeded_and_too_small_a_one_asks_nothing() {
        for budget in [0.0, 60.0, 80.0, 400.0, 1600.0, 8000.0] {
            let mut lives = 0.0;
            let mut live = |question: usize, range: std::ops::Range<u32>| {
                let positions = [2, 3, 2][question];
                let of = |position: usize| {
                    range.clone().map(|r| normal(3, [r.into(), (7 * question + position) as u64])).collect()
                };
                let took = 2.0 * f64::from(positions as u32) * range.len() as f64;
                lives += took;
                Ok(((0..positions).map(of).collect(), took))
            };
            let asked = ask(&[2, 3, 2], (200, budget), 0.01, &mut live).unwrap();
            assert!(lives <= budget, "{lives} of {budget}");
            assert_eq!(asked.is_some(), budget >= 80.0);
            // The screening goes as far with every question.
            let lived = |one: &Asked| one.lived().min(SCREENED);
            let all = asked.iter().flatten().filter(|one| !one.acts).map(lived);
            assert!(all.clone().max().unwrap_or(0) - all.min().unwrap_or(0) <= ROUND);
        }
    }
}
