//! Readings: what the evaluations of all replications come to, against the measured nulls and by H4 and H17.
//!
//! The national evaluation found no difference in paperwork time, burnout and job control (V05, P60). For
//! each position on a hypothesis that acts: the true effect, the chance of each measure being called
//! different, and the chance that none is. A position with a chance of `observation.implausible` or more is
//! called implausible; nothing is left out because of it. The weight of a position is its chance of none ÷
//! the sum over the positions of its question.
//!
//! Among evaluations that call nothing different (H4): `equal-good` is right if the true difference is not
//! worse by `observation.margin` standard deviations or more; `no-added-value` if it is not better by as
//! much; `underpowered` if it is as large as that, either way. All three are always shown.

use std::collections::BTreeSet;

use super::measures::{MEASURE_COUNT, MEASURES};
use super::scene::WINDOWS;
use super::study::{FoundRow, ObserveResults};
use crate::evidence::Hypotheses;
use crate::scenario::Comparator;
use crate::statistics::Summary;

/// One measure against one comparator in one window, over all replications.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundSummary {
    /// Position in [`WINDOWS`].
    pub window: usize,
    /// With whom practices are compared.
    pub comparator: Comparator,
    /// Position in [`MEASURES`].
    pub measure: usize,
    /// True difference.
    pub true_difference: Summary,
    /// True difference in standard deviations of the comparator's answers.
    pub true_effect: Summary,
    /// Observed difference of the first evaluations.
    pub observed: Summary,
    /// Mean standard error.
    pub error: f64,
    /// Chance that the evaluation calls it different, with site effects.
    pub chance: Summary,
    /// The same by the t test over sites.
    pub chance_by_site: Summary,
    /// Of evaluations that call it different, the share with the sign of no true difference.
    pub wrong_sign: f64,
}

/// All measures, comparators and windows.
pub fn found(results: &ObserveResults) -> Vec<FoundSummary> {
    each(results)
        .map(|(window, comparator, measure)| {
            let rows: Vec<&FoundRow> = results
                .found
                .iter()
                .filter(|row| (row.window, row.comparator, row.measure) == (window, comparator, measure))
                .collect();
            summarised((window, comparator, measure), &rows)
        })
        .filter(|summary| summary.true_difference.n > 0)
        .collect()
}

fn each(results: &ObserveResults) -> impl Iterator<Item = (usize, Comparator, usize)> + use<> {
    let known: Vec<Comparator> = Comparator::ALL
        .into_iter()
        .filter(|one| results.found.iter().any(|row| row.comparator == *one))
        .collect();
    (0..WINDOWS.len()).flat_map(move |window| {
        known
            .clone()
            .into_iter()
            .flat_map(move |one| (0..MEASURE_COUNT).map(move |measure| (window, one, measure)))
    })
}

fn summarised((window, comparator, measure): (usize, Comparator, usize), rows: &[&FoundRow]) -> FoundSummary {
    let of = |value: &dyn Fn(&FoundRow) -> f64| {
        let values: Vec<f64> = rows.iter().map(|row| value(row)).collect();
        Summary::of(&values)
    };
    let different: u32 = rows.iter().map(|row| row.different).sum();
    let wrong: u32 = rows.iter().map(|row| row.wrong_sign).sum();
    FoundSummary {
        window,
        comparator,
        measure,
        true_difference: of(&|row| row.true_difference),
        true_effect: of(&|row| row.true_difference / row.sd),
        observed: of(&|row| row.observed.0),
        error: of(&|row| row.observed.1).mean,
        chance: of(&|row| share(row.different, row.evaluations)),
        chance_by_site: of(&|row| {
            if row.sites < 2 { f64::NAN } else { share(row.different_by_site, row.evaluations) }
        }),
        wrong_sign: share(wrong, different),
    }
}

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole)
}

/// One position of one hypothesis against the measured nulls, in the window that the scenario looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionFound {
    /// Id of the hypothesis.
    pub hypothesis: String,
    /// Name of the position.
    pub position: String,
    /// With whom practices are compared.
    pub comparator: Comparator,
    /// For each measure of the measured nulls, in order: position in [`MEASURES`] and its summary where
    /// the position holds.
    pub measures: Vec<FoundSummary>,
    /// Chance that none of them is called different.
    pub none: Summary,
    /// Weight of the position among those of its hypothesis, if all were equally likely before and
    /// nothing but the nulls were known.
    pub weight: f64,
    /// Chance of being seen from which a null contradicts the position: `observation.implausible`.
    pub threshold: f64,
}

/// Every position of every hypothesis that acts in the model, against each comparator.
pub fn plausibility(results: &ObserveResults) -> Vec<PositionFound> {
    let threshold = results.implausible;
    let mut all = Vec::new();
    for comparator in Comparator::ALL {
        for hypothesis in Hypotheses::embedded().acting() {
            let Some(at) = results.hypotheses.iter().position(|id| *id == hypothesis.id) else {
                continue;
            };
            let from = all.len();
            for position in hypothesis.position_names() {
                let holds: Vec<u32> = results
                    .positions
                    .iter()
                    .filter(|(_, names)| names[at] == position)
                    .map(|(replication, _)| *replication)
                    .collect();
                let one = position_found(results, comparator, &holds, threshold);
                all.extend(one.map(|one| PositionFound {
                    hypothesis: hypothesis.id.clone(),
                    position: position.to_owned(),
                    ..one
                }));
            }
            let total: f64 = all[from..].iter().map(|one| one.none.mean).sum();
            for one in &mut all[from..] {
                one.weight = one.none.mean / total;
            }
        }
    }
    all
}

fn position_found(
    results: &ObserveResults,
    comparator: Comparator,
    holds: &[u32],
    threshold: f64,
) -> Option<PositionFound> {
    // Where no practice was there to be evaluated nothing was seen, and nothing was missed.
    let evaluated: BTreeSet<u32> = (results.found.iter())
        .filter(|row| (row.window, row.comparator) == (results.window, comparator) && row.evaluations > 0)
        .filter(|row| MEASURES[row.measure].is_null)
        .map(|row| row.replication)
        .collect();
    let is_in =
        |replication: u32| holds.binary_search(&replication).is_ok() && evaluated.contains(&replication);
    let none: Vec<f64> = results
        .nulls
        .iter()
        .filter(|(replication, window, one, _)| {
            is_in(*replication) && *window == results.window && *one == comparator
        })
        .map(|null| null.3)
        .collect();
    if none.is_empty() {
        return None;
    }
    let measures: Vec<FoundSummary> = (0..MEASURE_COUNT)
        .filter(|measure| MEASURES[*measure].is_null)
        .map(|measure| {
            let rows: Vec<&FoundRow> = results
                .found
                .iter()
                .filter(|row| {
                    (row.window, row.comparator, row.measure) == (results.window, comparator, measure)
                        && is_in(row.replication)
                })
                .collect();
            summarised((results.window, comparator, measure), &rows)
        })
        .collect();
    Some(PositionFound {
        hypothesis: String::new(),
        position: String::new(),
        comparator,
        threshold,
        measures,
        none: Summary::of(&none),
        weight: f64::NAN,
    })
}

/// A reading of no difference (H4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Name of the position on H4.
    pub name: &'static str,
    /// What it concludes.
    pub concludes: &'static str,
    /// When it is right of a simulated truth.
    pub right_if: &'static str,
}

/// The readings, in the order of H4's positions.
pub const READINGS: [Reading; 3] = [
    Reading {
        name: "equal-good",
        concludes: "Practices are at least as good.",
        right_if: "the true difference is not worse by more than the smallest that matters",
    },
    Reading {
        name: "no-added-value",
        concludes: "Practices add nothing.",
        right_if: "the true difference is not better by more than the smallest that matters",
    },
    Reading {
        name: "underpowered",
        concludes: "A difference that matters was missed.",
        right_if: "the true difference is larger than the smallest that matters, either way",
    },
];

/// How often each reading is right where no difference was found.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingRow {
    /// Position in [`WINDOWS`].
    pub window: usize,
    /// With whom practices are compared.
    pub comparator: Comparator,
    /// Position in [`MEASURES`].
    pub measure: usize,
    /// Share of evaluations that found no difference.
    pub no_difference: f64,
    /// Of these, the share in which each reading is right, in the order of [`READINGS`]; `NaN` if none.
    pub right: [f64; 3],
}

/// The readings of no difference, by measure, comparator and window.
pub fn readings(results: &ObserveResults) -> Vec<ReadingRow> {
    each(results)
        .map(|(window, comparator, measure)| {
            let rows = results
                .found
                .iter()
                .filter(|row| (row.window, row.comparator, row.measure) == (window, comparator, measure));
            let (mut evaluations, mut nulls, mut right) = (0, 0, [0; 3]);
            for row in rows {
                evaluations += row.evaluations;
                nulls += row.evaluations - row.different;
                for (sum, count) in right.iter_mut().zip(row.readings_right) {
                    *sum += count;
                }
            }
            ReadingRow {
                window,
                comparator,
                measure,
                no_difference: share(nulls, evaluations),
                right: right.map(|count| share(count, nulls)),
            }
        })
        .filter(|row| !row.no_difference.is_nan())
        .collect()
}

/// How a true difference changes from the first window to the settled one (H17).
#[derive(Clone, Debug, PartialEq)]
pub struct WindowRow {
    /// With whom practices are compared.
    pub comparator: Comparator,
    /// Position in [`MEASURES`].
    pub measure: usize,
    /// True difference in each window, replications in which both are defined.
    pub true_difference: [Summary; 2],
    /// Share of replications in which its sign changes.
    pub sign_changes: f64,
}

/// The windows side by side.
pub fn windows(results: &ObserveResults) -> Vec<WindowRow> {
    let mut rows = Vec::new();
    for (window, comparator, measure) in each(results) {
        if window > 0 {
            continue;
        }
        let of = |window: usize| {
            results
                .found
                .iter()
                .filter(move |row| (row.window, row.comparator, row.measure) == (window, comparator, measure))
        };
        // Both windows of a replication stand in the same order.
        let pairs: Vec<(f64, f64)> = of(0)
            .zip(of(1))
            .map(|(early, late)| (early.true_difference, late.true_difference))
            .filter(|(early, late)| !early.is_nan() && !late.is_nan())
            .collect();
        if pairs.is_empty() {
            continue;
        }
        let early: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
        let late: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
        let changes = pairs.iter().filter(|pair| pair.0 * pair.1 < 0.0).count();
        rows.push(WindowRow {
            comparator,
            measure,
            true_difference: [Summary::of(&early), Summary::of(&late)],
            sign_changes: changes as f64 / pairs.len() as f64,
        });
    }
    rows
}
