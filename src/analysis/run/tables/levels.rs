//! Levels: yearly quantiles, summaries over the horizon, and the noise of a year's figure.

use crate::analysis::run::rows::{NoiseRow, SummaryRow, YearRow};
use crate::results::table::cell;
use crate::statistics::{Summary, finite, mean, quantile, sample_sd, sorted};
use crate::study::{ArmId, Results};

/// Quantiles of each year over the replications; years without a value are left out.
pub(super) fn yearly(results: &Results) -> Vec<YearRow> {
    let mut rows = Vec::new();
    for (a, arm) in results.each_arm() {
        for (u, unit) in results.each_unit() {
            for indicator in &results.indicators {
                for (y, year) in results.each_year() {
                    let kept = finite(&results.yearly_values(a, u, y, indicator));
                    let rising = sorted(&kept);
                    if rising.is_empty() {
                        continue;
                    }
                    let q = |p| cell(quantile(&rising, p));
                    rows.push(YearRow {
                        arm: arm.to_owned(),
                        unit: unit.id.clone(),
                        indicator: indicator.id.to_owned(),
                        year: year.to_owned(),
                        n: rising.len(),
                        mean: cell(mean(&kept)),
                        q05: q(0.05),
                        q10: q(0.1),
                        q25: q(0.25),
                        q50: q(0.5),
                        q75: q(0.75),
                        q90: q(0.9),
                        q95: q(0.95),
                    });
                }
            }
        }
    }
    rows
}

/// Levels over the horizon; indicators without a value are left out.
pub(super) fn summary(results: &Results) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    for (a, arm) in results.each_arm() {
        for (u, unit) in results.each_unit() {
            for indicator in &results.indicators {
                let all = results.values(a, u, indicator);
                let rising = sorted(&all);
                if rising.is_empty() {
                    continue;
                }
                let found = Summary::of(&all);
                let q = |p| cell(quantile(&rising, p));
                rows.push(SummaryRow {
                    arm: arm.to_owned(),
                    unit: unit.id.clone(),
                    indicator: indicator.id.to_owned(),
                    n: found.n,
                    mean: cell(found.mean),
                    sd: cell(found.sd),
                    ci_low: cell(found.low),
                    ci_high: cell(found.high),
                    q05: q(0.05),
                    q10: q(0.1),
                    q25: q(0.25),
                    q50: q(0.5),
                    q75: q(0.75),
                    q90: q(0.9),
                    q95: q(0.95),
                });
            }
        }
    }
    rows
}

/// How much one year's figure moves by chance in the first arm.
///
/// Within a replication the parameters stay the same, so the change from one year to the next, less the
/// mean change of all replications between those years, is noise of the cohort's size; its standard
/// deviation is divided by the root of 2 to give that of a single year.
pub(super) fn noise(results: &Results) -> Vec<NoiseRow> {
    let mut rows = Vec::new();
    if results.arms.is_empty() {
        return rows;
    }
    for (u, unit) in results.each_unit() {
        for indicator in &results.indicators {
            let mut squares = 0.0;
            let mut freedom = 0_usize;
            let mut before: Vec<f64> = Vec::new();
            for (year, _) in results.each_year() {
                let now = results.yearly_values(ArmId(0), u, year, indicator);
                let steps = now.iter().zip(&before).map(|(now, before)| now - before);
                let steps: Vec<f64> = steps.filter(|step| step.is_finite()).collect();
                before = now;
                if steps.len() < 2 {
                    continue;
                }
                let centre = mean(&steps);
                squares += steps.iter().map(|s| (s - centre) * (s - centre)).sum::<f64>();
                freedom += steps.len() - 1;
            }
            if freedom == 0 {
                continue;
            }
            let horizon = finite(&results.values(ArmId(0), u, indicator));
            rows.push(NoiseRow {
                unit: unit.id.clone(),
                indicator: indicator.id.to_owned(),
                n: freedom,
                level: cell(mean(&horizon)),
                year_sd: cell((squares / freedom as f64 / 2.0).sqrt()),
                horizon_sd: cell(sample_sd(&horizon)),
            });
        }
    }
    rows
}
