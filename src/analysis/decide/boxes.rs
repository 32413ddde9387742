//! Where an option fails: a box of few inputs, judged on futures that it was not made from, and kept to inputs that are
//! found again in other halves of the futures.

use super::{Decide, Found};
use crate::analysis::design::inputs::Unknown;
use crate::analysis::design::picks;
use crate::chart::number;
use crate::statistics::{Column, Found as Peeled, Limit, chosen, is_inside, judged, peeled, wilson};

/// Halves of the futures in which a box is looked for again.
const HALVES: usize = 20;
/// Share of them in which an input must be found again.
const AGAIN: f64 = 0.5;
/// Level of the interval of a box's density on the other half.
const LEVEL: f64 = 0.95;
/// Fewest futures of either kind for a box.
const FEWEST: usize = 10;

/// A box of an option.
#[derive(Clone, Debug)]
pub(super) struct OptionBox {
    pub(super) option: usize,
    /// Share of the futures in which it fails.
    pub(super) base: f64,
    /// The box on the futures that it was made from, with inputs that are found again.
    pub(super) made: Peeled,
    /// The same on those held out.
    pub(super) held_out: Peeled,
    /// Inputs that it limits: which, limit in words, and share of the halves in which they are found again.
    pub(super) limits: Vec<(usize, String, f64)>,
    /// The path from all futures to the smallest box.
    pub(super) path: Vec<Peeled>,
}

/// The boxes of the options that sometimes fail and sometimes do not.
pub(super) fn boxes(asked: &Decide, found: &Found) -> Vec<OptionBox> {
    let inputs = &asked.inputs[..asked.inputs.len() - 1];
    let columns: Vec<Column> = (inputs.iter().enumerate())
        .map(|(at, input)| input.column(&found.points.iter().map(|point| point[at]).collect::<Vec<_>>()))
        .collect();
    let seed = asked.loaded.scenario.seed;
    (0..asked.options.len())
        .filter_map(|option| {
            let fails: Vec<bool> = found.judged.keeps[option].iter().map(|keeps| !keeps).collect();
            box_of(option, &fails, (&columns, inputs), seed)
        })
        .collect()
}

fn box_of(
    option: usize,
    fails: &[bool],
    (columns, inputs): (&[Column], &[Unknown]),
    seed: u64,
) -> Option<OptionBox> {
    let failing = fails.iter().filter(|fails| **fails).count();
    if failing < FEWEST || fails.len() - failing < FEWEST {
        return None;
    }
    // The futures are in no order, so every second one is as good a half as any.
    let (made_from, held): (Vec<usize>, Vec<usize>) = (0..fails.len()).partition(|future| future % 2 == 0);
    let path = peeled(columns, fails, &made_from);
    let first = chosen(&path)?;
    let mut again = vec![0_usize; columns.len()];
    for half in 0..HALVES {
        let mut pick = picks(seed, 1000 + HALVES * option + half);
        let mut order: Vec<usize> = (0..fails.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, pick(at + 1));
        }
        order.truncate(fails.len() / 2);
        let other = peeled(columns, fails, &order);
        for (count, limit) in again.iter_mut().zip(chosen(&other).map_or(&[][..], |found| &found.limits)) {
            *count += usize::from(*limit != Limit::None);
        }
    }
    let share = |input: usize| again[input] as f64 / HALVES as f64;
    let mut kept: Vec<Limit> = (first.limits.iter().enumerate())
        .map(|(input, limit)| if share(input) >= AGAIN { limit.clone() } else { Limit::None })
        .collect();
    if !is_denser(&kept, columns, fails, &held) {
        kept.fill(Limit::None);
    }
    let limits = kept.iter().enumerate().filter(|(_, limit)| **limit != Limit::None);
    let limits = limits.map(|(input, limit)| (input, words(&inputs[input], limit), share(input))).collect();
    Some(OptionBox {
        option,
        base: failing as f64 / fails.len() as f64,
        made: judged(kept.clone(), columns, fails, &made_from),
        held_out: judged(kept, columns, fails, &held),
        limits,
        path,
    })
}

/// Whether a box is denser on futures that it was not made from than these are, by more than chance would make it: the two
/// halves differ, so that the share of all futures is no measure of either.
fn is_denser(limits: &[Limit], columns: &[Column], fails: &[bool], held: &[usize]) -> bool {
    let count = |of: &[usize]| of.iter().filter(|future| fails[**future]).count();
    let inside: Vec<usize> = held.iter().copied().filter(|one| is_inside(limits, columns, *one)).collect();
    let base = count(held) as f64 / held.len() as f64;
    !inside.is_empty() && wilson(count(&inside), inside.len(), LEVEL).low > base
}

/// A limit in words that follow the name of the input.
fn words(input: &Unknown, limit: &Limit) -> String {
    let print = |value: f64| {
        let digits = 2 - libm::floor(libm::log10(value.abs().max(1e-9))) as i32;
        number(value, digits.clamp(0, 6) as usize)
    };
    match limit {
        Limit::None => String::new(),
        Limit::Between(low, high) if low.is_infinite() => format!("below {}", print(*high)),
        Limit::Between(low, high) if high.is_infinite() => format!("above {}", print(*low)),
        Limit::Between(low, high) => format!("between {} and {}", print(*low), print(*high)),
        Limit::Without(kinds) => {
            let names: Vec<String> = kinds.iter().map(|kind| input.kind_in_words(*kind)).collect();
            format!("is not {}", names.join(" or "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::design::inputs::Of;

    fn inputs(count: usize) -> Vec<Unknown> {
        let one = |at: usize| Unknown {
            name: format!("x{at}"),
            title: format!("x{at}"),
            of: Of::Posterior,
            grade: None,
            range: String::new(),
        };
        (0..count).map(one).collect()
    }

    fn uniforms(seed: u64, count: usize) -> Vec<f64> {
        let mut pick = picks(seed, 7);
        (0..count).map(|_| pick(1_000_000) as f64 / 1e6).collect()
    }

    /// How many of twenty worlds have a box, of futures that fail by the rule given.
    fn boxes_told(futures: usize, fails: impl Fn(f64, f64) -> bool) -> usize {
        let of_seed = |seed: u64| {
            let columns: Vec<Column> =
                (0..8).map(|at| Column::Numbers(uniforms(100 * seed + at, futures))).collect();
            let luck = uniforms(100 * seed + 50, futures);
            let Column::Numbers(first) = &columns[0] else { unreachable!("all are numbers") };
            let fails: Vec<bool> = first.iter().zip(&luck).map(|(x, luck)| fails(*x, *luck)).collect();
            box_of(0, &fails, (&columns, &inputs(8)), seed)
        };
        (0..20).filter_map(of_seed).filter(|one| !one.limits.is_empty()).count()
    }

    #[test]
    fn of_failures_by_chance_alone_no_box_is_told() {
        for futures in [30, 100] {
            let told = boxes_told(futures, |_, luck| luck < 0.45);
            assert!(told <= 2, "{told} of 20 with {futures} futures");
        }
    }

    #[test]
    fn a_box_that_is_there_is_told() {
        let told = boxes_told(200, |x, luck| luck < if x > 0.6 { 0.95 } else { 0.1 });
        assert!(told >= 16, "{told} of 20");
    }
}
