//! Placements of the first day: of the histories that each child may have had, one; as many end in each type of
//! placement as are published.
//!
//! ```text
//! P(i, k)    ~ n(i, k) × w(age of i, k),    n(i, k) histories of child i that end in type k
//! w(age, k) <- w(age, k) × published(age, k) ÷ sum over children of that age of P(i, k), 40 times
//! ```
//!
//! Each child keeps the frailty that she has, so that a type which the process reaches seldom is not filled by
//! those alone who move most. A type in which no history ends is given to any, with an unmoved history.

use super::lived::{Child, Lived};
use crate::draws::{Draws, Purpose};
use crate::model::world::{PlacementType, TYPES};

const ROUNDS: usize = 40;
/// Beside a history that ends in a type, none that does counts so much.
const NONE: f64 = 1e-6;

/// One of each child's histories; `published` are shares of the types at the children's age.
pub(super) fn chosen(
    draws: &Draws,
    children: &[(Child, Vec<Lived>)],
    published: &[f64; TYPES],
) -> Vec<Lived> {
    let ends = |histories: &[Lived]| {
        let mut ends = [NONE; TYPES];
        histories.iter().for_each(|lived| ends[lived.placement as usize] += 1.0);
        ends
    };
    let ends: Vec<[f64; TYPES]> = children.iter().map(|(_, histories)| ends(histories)).collect();
    let all: f64 = published.iter().sum();
    let wanted = published.map(|share| share / all * children.len() as f64);
    let mut weights = wanted.map(|children| f64::from(u8::from(children > 0.0)));
    for _ in 0..ROUNDS {
        let mut have = [0.0; TYPES];
        for ends in &ends {
            let sum: f64 = ends.iter().zip(&weights).map(|(ends, weight)| ends * weight).sum();
            for k in 0..TYPES {
                have[k] += ends[k] * weights[k] / sum;
            }
        }
        for k in 0..TYPES {
            if wanted[k] > 0.0 {
                weights[k] *= wanted[k] / have[k];
            }
        }
    }
    let choose = |((child, histories), ends): (&(Child, Vec<Lived>), &[f64; TYPES])| {
        let options = ends.iter().zip(&weights).map(|(ends, weight)| ends * weight);
        let chosen = draws.choose(Purpose::StartingHistory, child.name, 0, options);
        let placement = PlacementType::ALL[chosen.unwrap_or(PlacementType::Foster as usize)];
        let lived = histories.iter().find(|lived| lived.placement == placement);
        lived.copied().unwrap_or_else(|| child.unmoved(placement))
    };
    children.iter().zip(&ends).map(choose).collect()
}
