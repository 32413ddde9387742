//! Paired differences of every later arm against the first.

use crate::analysis::run::matters::{Chances, Matters};
use crate::analysis::run::rows::DifferenceRow;
use crate::indicator::{HEADLINES, Indicator};
use crate::results::table::cell;
use crate::statistics::{Paired, holm, joint_interval};
use crate::study::{ArmId, Results, Unit};

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
                drop(first);
                if paired.summary.n > 0 {
                    // The row alone is kept: the differences of all replications would be held of every indicator.
                    let row = row((arm, unit, indicator), &paired, matters);
                    found.push((row, paired.summary, HEADLINES.contains(indicator)));
                }
            }
        }
        let p_values: Vec<f64> = found
            .iter()
            .map(|(_, summary, is_headline)| if *is_headline { summary.p_value() } else { f64::NAN })
            .collect();
        let read = p_values.iter().filter(|p| !p.is_nan()).count();
        for ((row, summary, is_headline), p_adjusted) in found.into_iter().zip(holm(&p_values)) {
            let (joint_low, joint_high) =
                if is_headline { joint_interval(&summary, read) } else { (f64::NAN, f64::NAN) };
            rows.push(DifferenceRow {
                joint_low: cell(joint_low),
                joint_high: cell(joint_high),
                p_adjusted: cell(p_adjusted),
                ..row
            });
        }
    }
    rows
}

/// A row without what is said of all headlines together.
fn row(
    (arm, unit, indicator): (&str, &Unit, &Indicator),
    paired: &Paired,
    matters: &Matters,
) -> DifferenceRow {
    let n = paired.summary.n as f64;
    let Chances { better, no_matter, worse } = matters.chances(indicator, paired);
    let q = |p| cell(paired.quantile(p));
    DifferenceRow {
        arm: arm.to_owned(),
        unit: unit.id.clone(),
        indicator: indicator.id.to_owned(),
        n: paired.summary.n,
        mean: cell(paired.summary.mean),
        sd: cell(paired.summary.sd),
        ci_low: cell(paired.summary.low),
        ci_high: cell(paired.summary.high),
        half_width: cell(paired.summary.half_width()),
        joint_low: None,
        joint_high: None,
        p_adjusted: None,
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
    }
}
