//! What paired differences say, the number that is read together allowed for: the findings of the first page, of any unit and measure.

use super::load::Tables;
use crate::analysis::run::answer::rows::effect;
use crate::analysis::run::answer::{Effect, Facts, Finding};
use crate::analysis::run::rows::DifferenceRow;
use crate::results::rows::IndicatorRow;

/// Histories below which no quantile of them is told.
pub(crate) const QUANTILES: usize = 20;

/// How many differences are read together with one: the headlines of a unit where it is one of them, else the outcomes that lead, with
/// every arm.
fn read(tables: &Tables, row: &DifferenceRow) -> usize {
    if row.p_adjusted.is_some() {
        let of_unit = tables.differences.iter().filter(|one| one.unit == row.unit);
        return of_unit.filter(|one| one.p_adjusted.is_some()).count();
    }
    tables.outcomes().len().max(1) * tables.arms().saturating_sub(1).max(1)
}

/// The effects of every later arm on one measure of a unit.
pub(super) fn effects(tables: &Tables, unit: &str, indicator: &IndicatorRow) -> Vec<Effect> {
    let level = tables.level(0, unit, &indicator.indicator).and_then(|row| row.mean);
    let rows = (1..tables.arms()).filter_map(|arm| tables.difference(arm, unit, &indicator.indicator));
    rows.map(|row| effect(indicator, row, level, read(tables, row))).collect()
}

/// What the difference of an arm says; [`Finding::Undefined`] where there is none.
pub(super) fn finding(tables: &Tables, arm: usize, unit: &str, id: &str) -> Finding {
    let indicator = tables.indicators.iter().find(|one| one.indicator == id);
    let of_arm = indicator.map(|indicator| effects(tables, unit, indicator)).unwrap_or_default();
    of_arm.iter().find(|one| one.arm == tables.arm(arm)).map_or(Finding::Undefined, Effect::finding)
}

/// The finding on one measure of a unit in the words of the first page: of the arm that is told apart, if any is.
pub(super) fn title(tables: &Tables, unit: &str, indicator: &IndicatorRow) -> String {
    let effects = effects(tables, unit, indicator);
    if effects.is_empty() {
        return format!("{}: not defined here", indicator.title);
    }
    let first = tables.arm(0).to_owned();
    Facts { first, histories: tables.manifest.replications, effects, ..Facts::default() }.chart_title()
}
