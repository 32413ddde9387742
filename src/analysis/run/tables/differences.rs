//! Paired differences of every later arm against the first.

use crate::analysis::run::matters::{Chances, Matters};
use crate::analysis::run::rows::DifferenceRow;
use crate::indicator::HEADLINES;
use crate::results::table::cell;
use crate::statistics::{Paired, holm, joint_interval};
use crate::study::{ArmId, Results};

/// Differences by arm, paired unit and indicator; those without a pair are left out.
///
/// The p-values of the headline indicators are adjusted together over arms, within a unit.
pub(crate) fn rows(results: &Results, matters: &Matters) -> Vec<DifferenceRow> {
    let mut rows = Vec::new();
    for (u, unit) in results.each_unit() {
        if !unit.is_paired() {
            continue;
        }
        let mut found = Vec::new();
        for (a, arm) in results.each_arm().skip(1) {
            for indicator in &results.indicators {
                let first = results.values(ArmId(0), u, indicator);
                let paired = Paired::of(&first, &results.values(a, u, indicator));
                if paired.summary.n > 0 {
                    found.push((arm, indicator, paired));
                }
            }
        }
        let p_values: Vec<f64> = found
            .iter()
            .map(
                |(_, indicator, paired)| {
                    if HEADLINES.contains(indicator) { paired.summary.p_value() } else { f64::NAN }
                },
            )
            .collect();
        let read = p_values.iter().filter(|p| !p.is_nan()).count();
        for ((arm, indicator, paired), p_adjusted) in found.iter().zip(holm(&p_values)) {
            let n = paired.summary.n as f64;
            let Chances { better, no_matter, worse } = matters.chances(indicator, paired);
            let (joint_low, joint_high) = match HEADLINES.contains(indicator) {
                true => joint_interval(&paired.summary, read),
                false => (f64::NAN, f64::NAN),
            };
            let q = |p| cell(paired.quantile(p));
            rows.push(DifferenceRow {
                arm: (*arm).to_owned(),
                unit: unit.id.clone(),
                indicator: indicator.id.to_owned(),
                n: paired.summary.n,
                mean: cell(paired.summary.mean),
                sd: cell(paired.summary.sd),
                ci_low: cell(paired.summary.low),
                ci_high: cell(paired.summary.high),
                half_width: cell(paired.summary.half_width()),
                joint_low: cell(joint_low),
                joint_high: cell(joint_high),
                p_adjusted: cell(p_adjusted),
                q05: q(0.05),
                q25: q(0.25),
                q50: q(0.5),
                q75: q(0.75),
                q95: q(0.95),
                share_higher: cell(paired.higher as f64 / n),
                share_lower: cell(paired.lower as f64 / n),
                share_equal: cell(paired.equal as f64 / n),
                matters: matters.least(indicator),
                chance_better: better,
                chance_no_matter: no_matter,
                chance_worse: worse,
                correlation: cell(paired.correlation),
                variance_ratio: cell(paired.variance_ratio),
            });
        }
    }
    rows
}
