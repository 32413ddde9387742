//! What a room would see: one authority in time, which has no other world beside it, and whose years differ by themselves.
//!
//! ```text
//! seen in a year   where the mean difference from the first arm is more than a year of the first arm differs from the one
//!                  before: the root mean square, over years and histories, of changes from year to year less their mean
//! ```

use std::fmt::Write;

use crate::indicator::Indicator;
use crate::report::words::{difference_decimals, listed, plain, signed};
use crate::statistics::{Paired, mean};
use crate::study::{ArmId, Results, UnitId, YearId};

/// Years after the start of which a room is told.
const YEARS: [usize; 4] = [1, 2, 4, 8];

/// The years of a study of which a room is told, from 1: those of [`YEARS`] that it has, and its last.
fn told(horizon: usize) -> Vec<usize> {
    let last = horizon.min(YEARS[YEARS.len() - 1]);
    YEARS.into_iter().filter(|year| *year < last).chain([last]).collect()
}

/// What a room would see of some indicators, each of the first of `units` that has it, and what it would not.
pub(super) fn of_the_room(text: &mut String, results: &Results, units: &[UnitId], indicators: &[&Indicator]) {
    let years = told(results.years.len());
    let mut own = String::new();
    let mut unseen = Vec::new();
    for indicator in indicators {
        let Some(unit) = units.iter().copied().find(|unit| is_there(results, *unit, indicator)) else {
            continue;
        };
        let by_itself = by_itself(results, unit, indicator);
        let arms: Vec<(&str, Vec<Option<f64>>)> = (results.each_arm().skip(1))
            .map(|(arm, name)| {
                (name, years.iter().map(|year| difference(results, unit, indicator, arm, *year)).collect())
            })
            .collect();
        let is_seen =
            |difference: &Option<f64>| difference.is_some_and(|difference| difference.abs() > by_itself);
        if !arms.iter().flat_map(|(_, years)| years).any(is_seen) {
            unseen.push(indicator.title.to_lowercase());
        }
        let decimals = difference_decimals(indicator.decimals, Some(by_itself).filter(|size| *size > 0.0));
        let of = &results.units[unit.0].title;
        line(
            &mut own,
            &format!(
                "  {} ({}; {}), of which one year differs from the next by {}",
                indicator.title,
                indicator.unit,
                of.to_lowercase(),
                plain(by_itself, decimals)
            ),
        );
        for (name, years) in &arms {
            let said = years.iter().map(|difference| match difference {
                Some(size) if size.abs() > by_itself => signed(*size, decimals),
                Some(size) => format!("({})", signed(*size, decimals)),
                None => "-".to_owned(),
            });
            line(&mut own, &format!("    {name}: {}", said.collect::<Vec<_>>().join(", ")));
        }
    }
    if own.is_empty() {
        return;
    }
    let years: Vec<String> = years.iter().map(usize::to_string).collect();
    let first = &results.arms[0];
    line(
        text,
        &format!(
            "What a room would see of one place, in year {}, against {first}; in brackets what is less than its years differ by themselves",
            listed(&years)
        ),
    );
    *text += &own;
    if !unseen.is_empty() {
        line(text, &format!("  What it would not see in any of these years: {}", listed(&unseen)));
    }
    text.push('\n');
}

/// Whether an indicator has a value of a unit in every arm, in one year at least.
fn is_there(results: &Results, unit: UnitId, indicator: &Indicator) -> bool {
    let has = |arm| {
        let mut years = results.each_year();
        years.any(|(year, _)| results.yearly_values(arm, unit, year, indicator).iter().any(|v| v.is_finite()))
    };
    results.each_arm().filter(|(arm, _)| has(*arm)).count() > 1 && has(ArmId(0))
}

/// Mean difference of an arm from the first in a year, from 1.
fn difference(
    results: &Results,
    unit: UnitId,
    indicator: &Indicator,
    arm: ArmId,
    year: usize,
) -> Option<f64> {
    let values = |arm| results.yearly_values(arm, unit, YearId(year - 1), indicator);
    let paired = Paired::of(&values(ArmId(0)), &values(arm));
    (paired.summary.n > 0).then_some(paired.summary.mean)
}

/// By how much one year of the first arm differs from the year before, by itself.
fn by_itself(results: &Results, unit: UnitId, indicator: &Indicator) -> f64 {
    let years: Vec<Vec<f64>> =
        results.each_year().map(|(year, _)| results.yearly_values(ArmId(0), unit, year, indicator)).collect();
    let squares: Vec<f64> = years
        .windows(2)
        .flat_map(|pair| {
            let changes: Vec<f64> = (pair[0].iter().zip(&pair[1]))
                .map(|(before, after)| after - before)
                .filter(|change| change.is_finite())
                .collect();
            let usual = if changes.is_empty() { 0.0 } else { mean(&changes) };
            changes.into_iter().map(move |change| (change - usual) * (change - usual))
        })
        .collect();
    if squares.is_empty() { 0.0 } else { mean(&squares).sqrt() }
}

fn line(text: &mut String, said: &str) {
    writeln!(text, "{said}").expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_those_of_the_study() {
        assert_eq!(told(8), [1, 2, 4, 8]);
        assert_eq!(told(12), [1, 2, 4, 8]);
        assert_eq!(told(5), [1, 2, 4, 5]);
        assert_eq!(told(1), [1]);
    }
}
