//! Paired differences of every later arm against the first.

use super::values;
use crate::analysis::run::rows::DifferenceRow;
use crate::indicator::{Better, Definition, HEADLINES, INDICATORS};
use crate::results::table::cell;
use crate::statistics::{Paired, holm};
use crate::study::Results;

/// Shares of the differences that are better and worse; none where no direction is good.
pub(super) fn chances(definition: &Definition, paired: &Paired) -> (Option<f64>, Option<f64>) {
    let share = |count: usize| cell(count as f64 / paired.summary.n as f64);
    match definition.better {
        Better::Higher => (share(paired.higher), share(paired.lower)),
        Better::Lower => (share(paired.lower), share(paired.higher)),
        Better::Neither => (None, None),
    }
}

/// Differences by arm, paired unit and indicator; those without a pair are left out.
///
/// The p-values of the headline indicators are adjusted together over arms, within a unit.
pub(super) fn rows(results: &Results) -> Vec<DifferenceRow> {
    let mut rows = Vec::new();
    for (u, unit) in results.units.iter().enumerate() {
        if !unit.is_paired() {
            continue;
        }
        let mut found = Vec::new();
        for a in 1..results.arms.len() {
            for (i, definition) in INDICATORS.iter().enumerate() {
                let paired = Paired::of(&values(results, 0, u, i), &values(results, a, u, i));
                if paired.summary.n > 0 {
                    found.push((a, definition, paired));
                }
            }
        }
        let p_values: Vec<f64> = found
            .iter()
            .map(
                |(_, definition, paired)| {
                    if HEADLINES.contains(&definition.id) { paired.summary.p_value() } else { f64::NAN }
                },
            )
            .collect();
        for ((a, definition, paired), p_adjusted) in found.iter().zip(holm(&p_values)) {
            let n = paired.summary.n as f64;
            let (chance_better, chance_worse) = chances(definition, paired);
            let q = |p| cell(paired.quantile(p));
            rows.push(DifferenceRow {
                arm: results.arms[*a].clone(),
                unit: unit.id.clone(),
                indicator: definition.id.to_owned(),
                n: paired.summary.n,
                mean: cell(paired.summary.mean),
                sd: cell(paired.summary.sd),
                ci_low: cell(paired.summary.low),
                ci_high: cell(paired.summary.high),
                half_width: cell(paired.summary.half_width()),
                p_adjusted: cell(p_adjusted),
                q05: q(0.05),
                q25: q(0.25),
                q50: q(0.5),
                q75: q(0.75),
                q95: q(0.95),
                share_higher: cell(paired.higher as f64 / n),
                share_lower: cell(paired.lower as f64 / n),
                share_equal: cell(paired.equal as f64 / n),
                chance_better,
                chance_worse,
                correlation: cell(paired.correlation),
                variance_ratio: cell(paired.variance_ratio),
            });
        }
    }
    rows
}
