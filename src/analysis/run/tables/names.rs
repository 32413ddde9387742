//! Plain tables: what was drawn, what stands behind it, units and indicators.

use crate::analysis::run::assumptions::Assumption;
use crate::analysis::run::rows::{AssumptionRow, HypothesisRow, ParameterRow};
use crate::indicator::{HEADLINES, Indicator};
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::results::table::cell;
use crate::study::{Results, Unit, UnitKind};

/// Values of the drawn quantities.
pub(super) fn parameters(results: &Results) -> Vec<ParameterRow> {
    let width = results.quantities.len();
    results
        .parameters
        .iter()
        .enumerate()
        .map(|(at, value)| ParameterRow {
            replication: results.first_replication + (at / width) as u32,
            quantity: results.quantities[at % width].clone(),
            value: cell(*value),
        })
        .collect()
}

/// Positions taken.
pub(super) fn hypotheses(results: &Results) -> Vec<HypothesisRow> {
    let width = results.hypotheses.len();
    results
        .positions
        .iter()
        .enumerate()
        .map(|(at, position)| HypothesisRow {
            replication: results.first_replication + (at / width) as u32,
            hypothesis: results.hypotheses[at % width].clone(),
            position: position.clone(),
        })
        .collect()
}

/// Whether a quantity takes more than one value over the replications.
fn varies(results: &Results, id: &str) -> bool {
    let Some(at) = results.quantities.iter().position(|q| q == id) else {
        return false;
    };
    let width = results.quantities.len();
    let values = || results.parameters.iter().skip(at).step_by(width);
    values().any(|v| Some(v) != values().next())
}

/// Quantities with their provenance.
pub(crate) fn assumptions(results: &Results, assumptions: &[Assumption]) -> Vec<AssumptionRow> {
    assumptions
        .iter()
        .map(|a| AssumptionRow {
            id: a.id.clone(),
            label: a.label.clone(),
            value: cell(a.value),
            low: cell(a.low),
            high: cell(a.high),
            unit: a.unit.clone(),
            grade: a.grade.clone(),
            source: a.source.clone(),
            overridden: a.overridden.clone().unwrap_or_default(),
            used_by: a.used_by.join("; "),
            headlines: a.headlines.join("; "),
            drawn: varies(results, &a.id),
        })
        .collect()
}

/// Units of results.
pub(crate) fn unit_rows(units: &[Unit]) -> Vec<UnitRow> {
    units
        .iter()
        .map(|unit| UnitRow {
            unit: unit.id.clone(),
            title: unit.title.clone(),
            kind: match unit.kind {
                UnitKind::Whole => "whole",
                UnitKind::Cohort => "cohort",
                UnitKind::Provider => "provider",
            }
            .to_owned(),
            children: cell(unit.children),
            paired: unit.is_paired(),
        })
        .collect()
}

/// Every indicator, with its place among the headlines from 1, or 0.
pub(crate) fn indicator_rows(indicators: &[Indicator]) -> Vec<IndicatorRow> {
    indicators
        .iter()
        .map(|d| IndicatorRow {
            indicator: d.id.to_owned(),
            title: d.title.to_owned(),
            unit: d.unit.to_string(),
            subject: d.subject,
            better: d.better,
            decimals: d.decimals,
            headline: HEADLINES.iter().position(|headline| headline == d).map_or(0, |at| at + 1),
            definition: d.definition.to_owned(),
            official: d.official.to_owned(),
        })
        .collect()
}
