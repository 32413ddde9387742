//! Paired differences year by year, by the calendar and by time since the planned opening; and how long each unit is there
//! before, within and after an arm's first term.

use crate::analysis::run::rows::{ExposureRow, YearDifferenceRow};
use crate::indicator::{HEADLINES, Indicator, contract};
use crate::results::table::cell;
use crate::statistics::{Paired, finite, mean};
use crate::study::{ArmId, FOLLOWED, Results, Unit, UnitId};

/// Units of which an answer can be: of these the first year and the last are told of every measure.
const ANSWERS: [&str; 2] = ["remit", "authority"];
/// The clock of rows that are a measure's first year and its last.
pub(crate) const ENDS: &str = "ends";

/// Child-years by arm and unit; none where no arm has a service.
pub(in crate::analysis::run) fn exposure(results: &Results) -> Vec<ExposureRow> {
    let has_service = results.unit("remit").is_some_and(|unit| results.units[unit.0].children > 0.0);
    let mut rows = Vec::new();
    for (a, arm) in results.each_arm().filter(|_| has_service) {
        for (u, unit) in results.each_unit() {
            let [before, within, after] = results.exposure(a, u);
            let all = before + within + after;
            let held = mean(&finite(&results.values(a, u, &contract::HELD_BY_PRACTICE))) / 100.0;
            rows.push(ExposureRow {
                arm: arm.to_owned(),
                unit: unit.id.clone(),
                child_years: cell(all),
                before: cell(before),
                within: cell(within),
                after: cell(after),
                held: cell((held * all / (within + after)).min(1.0)),
            });
        }
    }
    rows
}

/// Differences of the headlines by financial year, then of what is followed by year since the planned opening.
pub(in crate::analysis::run) fn rows(results: &Results) -> Vec<YearDifferenceRow> {
    let mut rows = Vec::new();
    for (u, unit) in results.each_unit().filter(|(_, unit)| unit.is_paired()) {
        for (a, arm) in results.each_arm().skip(1) {
            for indicator in &HEADLINES {
                for (year, label) in results.each_year() {
                    let values = |arm| results.yearly_values(arm, u, year, indicator);
                    let pair = (values(ArmId(0)), values(a));
                    rows.extend(row((arm, unit, indicator), ("calendar", label), &pair));
                }
            }
            rows.extend(since_opening(results, (a, arm), (u, unit)));
            if ANSWERS.contains(&unit.id.as_str()) {
                rows.extend(ends(results, (a, arm), (u, unit)));
            }
        }
    }
    rows
}

/// The first year and the last in which they are defined of all that is no headline: whether a measure turns.
fn ends(results: &Results, (a, arm): (ArmId, &str), (u, unit): (UnitId, &Unit)) -> Vec<YearDifferenceRow> {
    let mut rows = Vec::new();
    for indicator in results.indicators.iter().filter(|one| !HEADLINES.contains(one)) {
        let of = |(year, label)| {
            let values = |arm| results.yearly_values(arm, u, year, indicator);
            row((arm, unit, indicator), (ENDS, label), &(values(ArmId(0)), values(a)))
        };
        let mut years = results.each_year();
        let first = years.find_map(of);
        let last = results.each_year().rev().find_map(of);
        if let (Some(first), Some(last)) = (first, last) {
            rows.extend([first, last]);
        }
    }
    rows
}

fn since_opening(
    results: &Results,
    (a, arm): (ArmId, &str),
    (u, unit): (UnitId, &Unit),
) -> Vec<YearDifferenceRow> {
    let mut rows = Vec::new();
    for (at, indicator) in FOLLOWED.iter().enumerate() {
        for (number, (year, _)) in results.each_year().enumerate() {
            let values = |arm| results.since_opening(arm, u, year, at).unwrap_or_default();
            let label = (number + 1).to_string();
            let pair = (values(ArmId(0)), values(a));
            rows.extend(row((arm, unit, indicator), ("opening", &label), &pair));
        }
    }
    rows
}

/// The pair of a year; none where it is defined in no replication.
pub(crate) fn row(
    (arm, unit, indicator): (&str, &Unit, &Indicator),
    (clock, year): (&str, &str),
    (first, other): &(Vec<f64>, Vec<f64>),
) -> Option<YearDifferenceRow> {
    let paired = Paired::of(first, other);
    let n = paired.summary.n;
    (n > 0).then(|| YearDifferenceRow {
        arm: arm.to_owned(),
        unit: unit.id.clone(),
        indicator: indicator.id.to_owned(),
        clock: clock.to_owned(),
        year: year.to_owned(),
        n,
        mean: cell(paired.summary.mean),
        ci_low: cell(paired.summary.low),
        ci_high: cell(paired.summary.high),
        q05: cell(paired.quantile(0.05)),
        q50: cell(paired.quantile(0.5)),
        q95: cell(paired.quantile(0.95)),
        share_higher: cell(paired.higher as f64 / n as f64),
        share_lower: cell(paired.lower as f64 / n as f64),
    })
}
