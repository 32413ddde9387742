//! The answer under each position of each hypothesis, and pooled.

use crate::analysis::run::matters::{Chances, Matters};
use crate::analysis::run::rows::PositionRow;
use crate::indicator::HEADLINES;
use crate::results::table::cell;
use crate::statistics::Paired;
use crate::study::{ArmId, Results};

/// Name of the rows over all positions.
pub(super) const POOLED: &str = "pooled";

/// The replications that hold each position of a hypothesis, positions in order of name.
pub(in crate::analysis::run) fn by_position(
    results: &Results,
    hypothesis: usize,
) -> Vec<(String, Vec<usize>)> {
    let mut groups = std::collections::BTreeMap::<String, Vec<usize>>::new();
    for replication in 0..results.replications {
        let at = replication * results.hypotheses.len() + hypothesis;
        groups.entry(results.positions[at].clone()).or_default().push(replication);
    }
    groups.into_iter().collect()
}

/// Rows for the headline indicators on the whole authority and the remit.
pub(super) fn rows(results: &Results, matters: &Matters) -> Vec<PositionRow> {
    let everything = (0..results.replications).collect::<Vec<_>>();
    let mut groups = vec![(POOLED.to_owned(), POOLED.to_owned(), everything)];
    for (h, hypothesis) in results.hypotheses.iter().enumerate() {
        for (position, replications) in by_position(results, h) {
            groups.push((hypothesis.clone(), position, replications));
        }
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
                for (hypothesis, position, replications) in &groups {
                    let take = |all: &[f64]| -> Vec<f64> { replications.iter().map(|r| all[*r]).collect() };
                    let paired = Paired::of(&take(&first), &take(&other));
                    let Chances { better, no_matter, worse } = matters.chances(indicator, &paired);
                    rows.push(PositionRow {
                        hypothesis: hypothesis.clone(),
                        position: position.clone(),
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
