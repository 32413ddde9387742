//! Plain tables: what was drawn, what stands behind it, units and indicators.

use crate::analysis::run::assumptions::Assumption;
use crate::analysis::run::rows::{AssumptionRow, HypothesisRow, ParameterRow};
use crate::indicator::{HEADLINES, Indicator};
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::results::table::cell;
use crate::study::{Results, Unit, UnitKind};

/// Values of the drawn quantities in so many histories.
pub(super) fn parameters(results: &Results, first: usize) -> impl Iterator<Item = ParameterRow> + '_ {
    results.each_drawn().take(first).flat_map(move |(replication, values, _)| {
        let row = move |(id, value): (&String, f64)| ParameterRow {
            replication: results.first_replication + replication as u32,
            quantity: id.clone(),
            value: cell(value),
        };
        results.quantities.iter().zip(values).map(row)
    })
}

/// Positions taken in so many histories.
pub(super) fn hypotheses(results: &Results, first: usize) -> impl Iterator<Item = HypothesisRow> + '_ {
    results.each_drawn().take(first).flat_map(move |(replication, _, positions)| {
        let row = move |(id, position): (&String, &str)| HypothesisRow {
            replication: results.first_replication + replication as u32,
            hypothesis: id.clone(),
            position: position.to_owned(),
        };
        results.hypotheses.iter().zip(positions).map(row)
    })
}

/// Whether a quantity takes more than one value over the replications.
fn varies(results: &Results, id: &str) -> bool {
    results.quantities.iter().position(|q| q == id).is_some_and(|at| results.varies(at))
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
