//! The plan by which positions are compared on the same luck: a few replications of everything, some 20 of what moves, then as
//! many of what acts as the wished precision takes, strongest first, until the budget is used up.

use crate::statistics::{Summary, values_needed};
use crate::study::StudyError;

/// Replications after which what moves nothing is dropped.
pub(super) const FIRST: u32 = 4;
/// Replications of the screening.
pub(super) const SCREENED: u32 = 20;
/// A contrast of fewer standard errors after the screening is not taken further.
const ACTS: f64 = 2.0;
/// Share of the headline effect within which a contrast is to be known.
const FINE: f64 = 0.2;

/// What lives pairs: a question and a position by number, and replications; the differences in their order, and how many
/// pairs had to be lived for them.
pub(super) type Live<'a> =
    dyn FnMut(usize, usize, std::ops::Range<u32>) -> Result<(Vec<f64>, u64), StudyError> + 'a;

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

/// Asks every question, of which the positions are counted, of replications `0..most` at the most and with so many pairs lived;
/// nothing where the budget does not reach to the first few. `effect` is the size of the headline difference.
///
/// # Errors
/// What `live` gives.
pub(super) fn ask(
    positions: &[usize],
    (most, budget): (u32, u64),
    effect: f64,
    live: &mut Live<'_>,
) -> Result<Option<Vec<Asked>>, StudyError> {
    let mut left = budget;
    let pairs = positions.iter().sum::<usize>() as u64;
    if most < FIRST || left < pairs * u64::from(FIRST) {
        return Ok(None);
    }
    let mut asked: Vec<Asked> = positions
        .iter()
        .map(|count| Asked { differences: vec![Vec::new(); *count], ..Asked::default() })
        .collect();
    let mut go_on = |asked: &mut [Asked], at: usize, to: u32, left: &mut u64| -> Result<(), StudyError> {
        let from = asked[at].lived();
        let count = asked[at].differences.len() as u64;
        // Not beyond the budget, if each position had to be lived.
        let to = to.min(most).min(from + u32::try_from(*left / count).unwrap_or(u32::MAX));
        if to > from {
            for position in 0..asked[at].differences.len() {
                let (values, lived) = live(at, position, from..to)?;
                asked[at].differences[position].extend(values);
                *left = left.saturating_sub(lived);
            }
        }
        Ok(())
    };
    for at in 0..asked.len() {
        go_on(&mut asked, at, FIRST, &mut left)?;
        let first = &asked[at].differences[0];
        let same = |other: &Vec<f64>| other.iter().zip(first).all(|(a, b)| a.to_bits() == b.to_bits());
        asked[at].moves = !asked[at].differences.iter().all(same);
    }
    for at in 0..asked.len() {
        if asked[at].moves {
            go_on(&mut asked, at, SCREENED, &mut left)?;
        }
    }
    let mut order: Vec<(usize, f64, (usize, usize))> = asked
        .iter()
        .enumerate()
        .filter(|(_, one)| one.moves)
        .filter_map(|(at, one)| one.strongest().map(|(pair, strength)| (at, strength, pair)))
        .filter(|(_, strength, _)| *strength >= ACTS)
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (at, _, (one, other)) in order {
        asked[at].acts = true;
        let wished = FINE * effect.abs();
        let mut before = 0;
        // The spread that more replications show may ask for more again.
        while wished > 0.0 && asked[at].lived() > before {
            before = asked[at].lived();
            let needed = values_needed(&asked[at].contrast(one, other), wished);
            go_on(&mut asked, at, u32::try_from(needed).unwrap_or(u32::MAX), &mut left)?;
        }
    }
    Ok(Some(asked))
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
        let mut live = |question: usize, position: usize, range: std::ops::Range<u32>| {
            let value = |r: u32| {
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
            let lived = u64::from(range.end - range.start);
            Ok((range.map(value).collect(), lived))
        };
        ask(&[2; 10], (400, 2000), -0.05, &mut live).unwrap().unwrap()
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
        for budget in [0, 30, 80, 200, 1000] {
            let mut lived = 0;
            let mut live = |question: usize, position: usize, range: std::ops::Range<u32>| {
                lived += u64::from(range.end - range.start);
                let values = range.map(|r| normal(3, [r.into(), (7 * question + position) as u64]));
                let values: Vec<f64> = values.collect();
                let count = values.len() as u64;
                Ok((values, count))
            };
            let asked = ask(&[2, 3, 2], (200, budget), 0.01, &mut live).unwrap();
            assert!(lived <= budget, "{lived} of {budget}");
            assert_eq!(asked.is_some(), budget >= 28);
        }
    }
}
