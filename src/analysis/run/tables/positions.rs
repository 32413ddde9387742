//! The answer under each position of each hypothesis, and pooled.

use crate::analysis::run::matters::{Chances, Matters};
use crate::analysis::run::rows::PositionRow;
use crate::indicator::HEADLINES;
use crate::results::table::cell;
use crate::statistics::Paired;
use crate::study::{ArmId, Results};

/// Name of the rows over all positions.
pub(super) const POOLED: &str = "pooled";

/// Which position of a hypothesis each replication holds.
pub(in crate::analysis::run) struct Held<'a> {
    /// Names of the positions that are held, with their numbers, in order of name.
    pub(in crate::analysis::run) names: Vec<(&'a str, u8)>,
    /// The number of the position that each replication holds.
    numbers: Vec<u8>,
}

impl<'a> Held<'a> {
    /// The positions on a hypothesis, which is given by its place.
    pub(in crate::analysis::run) fn of(results: &'a Results, hypothesis: usize) -> Held<'a> {
        let (names, numbers) = results.positions(hypothesis);
        let mut names: Vec<(&str, u8)> = names.iter().map(String::as_str).zip(0..).collect();
        names.sort_unstable();
        // A hypothesis has a few positions.
        Held { names, numbers: numbers.into_iter().map(|number| number.min(255) as u8).collect() }
    }

    /// The values of the replications that hold a position, which is given by its number.
    pub(in crate::analysis::run) fn values(&self, position: u8, all: &[f64]) -> Vec<f64> {
        let held = self.numbers.iter().zip(all).filter(|(number, _)| **number == position);
        held.map(|(_, value)| *value).collect()
    }
}

/// Rows for the headline indicators on the whole authority and the remit.
pub(super) fn rows(results: &Results, matters: &Matters) -> Vec<PositionRow> {
    let held: Vec<Held<'_>> = (0..results.hypotheses.len()).map(|h| Held::of(results, h)).collect();
    let mut groups = vec![(POOLED, POOLED, None)];
    for (hypothesis, held) in results.hypotheses.iter().zip(&held) {
        groups.extend(held.names.iter().map(|(name, at)| (hypothesis.as_str(), *name, Some((held, *at)))));
    }
    let mut rows = Vec::new();
    for (u, unit) in results.each_unit() {
        if !unit.is_answered() {
            continue;
        }
        for indicator in &HEADLINES {
            let first = results.values(ArmId(0), u, indicator);
            for (a, arm) in results.each_arm().skip(1) {
                let other = results.values(a, u, indicator);
                for (hypothesis, position, held) in &groups {
                    let take = |all: &[f64]| -> Vec<f64> {
                        held.map_or_else(|| all.to_vec(), |(held, at)| held.values(at, all))
                    };
                    let paired = Paired::of(&take(&first), &take(&other));
                    let Chances { better, no_matter, worse } = matters.chances(indicator, &paired);
                    rows.push(PositionRow {
                        hypothesis: (*hypothesis).to_owned(),
                        position: (*position).to_owned(),
                        arm: arm.to_owned(),
                        unit: unit.id.clone(),
                        indicator: indicator.id.to_owned(),
                        n: paired.summary.n,
                        mean: cell(paired.summary.mean),
                        ci_low: cell(paired.summary.low),
                        ci_high: cell(paired.summary.high),
                        chance_better: better,
                        chance_no_matter: no_matter,
                        chance_worse: worse,
                    });
                }
            }
        }
    }
    rows
}
