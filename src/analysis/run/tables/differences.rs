//! Paired differences of every later arm against the first.

use crate::analysis::run::rows::DifferenceRow;
use crate::indicator::{Better, HEADLINES, Indicator};
use crate::results::table::cell;
use crate::statistics::{Paired, holm};
use crate::study::{ArmId, Results};

/// Shares of the differences that are better and worse; none where no direction is good.
pub(super) fn chances(indicator: &Indicator, paired: &Paired) -> (Option<f64>, Option<f64>) {
    let share = |count: usize| cell(count as f64 / paired.summary.n as f64);
    match indicator.better {
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
        for ((arm, indicator, paired), p_adjusted) in found.iter().zip(holm(&p_values)) {
            let n = paired.summary.n as f64;
            let (chance_better, chance_worse) = chances(indicator, paired);
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
