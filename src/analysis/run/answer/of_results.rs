//! What the answer of a run is made of, before any table is written.

use super::rows::Rows;
use super::{Facts, Finding};
use crate::analysis::run::assumptions::assumptions;
use crate::analysis::run::contested::Contested as Contests;
use crate::analysis::run::matters::Matters;
use crate::analysis::run::outcomes;
use crate::analysis::run::tables::{
    TOLD, assumption_rows, changes, difference_rows, exposure, gains, indicator_rows, unit_rows, year_rows,
};
use crate::indicator::indicator;
use crate::results::ArmMeta;
use crate::results::rows::IndicatorRow;
use crate::results::table::cell;
use crate::scenario::Scenario;
use crate::statistics::{finite, mean};
use crate::study::{ArmId, Results, YearId};

/// What the answer of a run is made of, before any table is written.
pub(crate) fn of_results(results: &Results, scenario: &Scenario, contested: &Contests) -> Facts {
    with_rows(results, scenario, contested, |rows| rows.facts())
}

/// The difference that carries how sure the answer of a run is: position of the arm, ids of unit and indicator, and its mean; nothing
/// where it does not differ or one history was lived.
pub(crate) fn told_first(results: &Results, scenario: &Scenario) -> Option<(usize, String, String, f64)> {
    with_rows(results, scenario, &Contests::default(), |rows| {
        let facts = rows.facts();
        let told =
            facts.carried().filter(|told| matches!(told.finding(), Finding::Apart | Finding::NotApart))?;
        let arm = rows.arms.iter().position(|arm| arm.name == told.arm)?;
        Some((arm, rows.unit()?.unit.clone(), told.measure.id.clone(), told.mean?))
    })
}

/// Unit, arm and indicator of every difference whose interval leaves out none and that is not told apart all the same.
pub(crate) fn only_alone(results: &Results, scenario: &Scenario) -> Vec<[String; 3]> {
    with_rows(results, scenario, &Contests::default(), |rows| {
        let units = rows.units.iter().filter(|unit| unit.paired);
        let effects = units.flat_map(|unit| {
            let of = |id: &IndicatorRow| rows.effects(&unit.unit, &id.indicator);
            rows.indicators.iter().flat_map(of).map(|effect| (unit.unit.clone(), effect)).collect::<Vec<_>>()
        });
        let alone = effects.filter(|(_, effect)| effect.is_apart_only_alone());
        alone.map(|(unit, effect)| [unit, effect.arm, effect.measure.id]).collect()
    })
}

fn with_rows<T>(
    results: &Results,
    scenario: &Scenario,
    contested: &Contests,
    read: impl FnOnce(&Rows<'_>) -> T,
) -> T {
    let arms: Vec<ArmMeta> = scenario
        .arms
        .iter()
        .map(|arm| ArmMeta { name: arm.name.clone(), changes: arm.changes.clone() })
        .collect();
    let outcomes: Vec<String> = outcomes::leading(scenario).iter().map(|one| one.id.to_owned()).collect();
    let level = |unit: &str, id: &str| {
        let values = results.values(ArmId(0), results.unit(unit)?, indicator(id)?);
        cell(mean(&finite(&values)))
    };
    let values = |arm: usize, unit: &str, id: &str| -> Vec<f64> {
        let found = results.unit(unit).zip(indicator(id));
        let mut values =
            found.map_or_else(Vec::new, |(unit, indicator)| results.values(ArmId(arm), unit, indicator));
        // As many as the page reads.
        values.truncate(TOLD);
        values
    };
    let yearly = |arm: usize, unit: &str, id: &str| -> Vec<(String, f64)> {
        let Some((unit, indicator)) = results.unit(unit).zip(indicator(id)) else { return Vec::new() };
        let of = |(year, label): (YearId, &str)| {
            let level = mean(&finite(&results.yearly_values(ArmId(arm), unit, year, indicator)));
            level.is_finite().then(|| (label.to_owned(), level))
        };
        results.each_year().filter_map(of).collect()
    };
    read(&Rows {
        arms: &arms,
        histories: results.replications,
        outcomes: &outcomes,
        indicators: &indicator_rows(&results.indicators),
        units: &unit_rows(&results.units),
        differences: &difference_rows(results, &Matters::of(&scenario.arms)),
        gains: &gains::rows(results),
        changes: &changes::rows(results, &scenario.arms),
        assumptions: &assumption_rows(results, &assumptions(&scenario.arms)),
        contested: &contested.rows,
        hypotheses: &crate::results::manifest::hypotheses(),
        years: results.years.len(),
        exposure: &exposure(results),
        by_year: &year_rows(results),
        level: &level,
        yearly: &yearly,
        values: &values,
    })
}
