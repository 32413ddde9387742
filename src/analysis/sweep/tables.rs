//! The tables of a sweep.

use std::path::Path;

use super::SweepResults;
use super::rows::CellRow;
use crate::analysis::run::tables::{indicator_rows, unit_rows};
use crate::results::table::{Kind, Tables, WideColumn, cell};
use crate::results::{FileEntry, OutputError, OutputOptions};
use crate::scenario::Factor;
use crate::study::UnitId;

fn levels(found: &SweepResults, at: usize) -> String {
    let pairs = found.factors.iter().zip(&found.cells[at]);
    let parts: Vec<String> =
        pairs.map(|(factor, level)| format!("{}={}", factor.path, factor.levels[*level])).collect();
    parts.join(";")
}

pub(super) fn rows(found: &SweepResults) -> Vec<CellRow> {
    let mut rows = Vec::new();
    for at in 0..found.cells.len() {
        for (number, unit) in found.units.iter().enumerate() {
            for indicator in &found.indicators {
                let summary = found.summary_of(at, UnitId(number), indicator);
                let level = summary.value.summary();
                if level.n == 0 {
                    continue;
                }
                let quantile = |p| cell(summary.value.quantile(p));
                let difference = unit.is_paired().then(|| summary.difference.summary());
                let of_difference = |p| {
                    let quantile = difference.map(|_| summary.difference.quantile(p));
                    quantile.and_then(cell)
                };
                let beyond = summary.interaction.summary();
                let of_beyond = |value: f64| cell(value).filter(|_| beyond.n > 0);
                rows.push(CellRow {
                    cell: at,
                    levels: levels(found, at),
                    unit: unit.id.clone(),
                    indicator: indicator.id.to_owned(),
                    n: level.n,
                    mean: cell(level.mean),
                    sd: cell(level.sd),
                    ci_low: cell(level.low),
                    ci_high: cell(level.high),
                    q05: quantile(0.05),
                    q25: quantile(0.25),
                    q50: quantile(0.5),
                    q75: quantile(0.75),
                    q95: quantile(0.95),
                    difference_n: difference.map_or(0, |d| d.n),
                    difference_mean: difference.and_then(|d| cell(d.mean)),
                    difference_sd: difference.and_then(|d| cell(d.sd)),
                    difference_low: difference.and_then(|d| cell(d.low)),
                    difference_high: difference.and_then(|d| cell(d.high)),
                    difference_q05: of_difference(0.05),
                    difference_q50: of_difference(0.5),
                    difference_q95: of_difference(0.95),
                    interaction_n: beyond.n,
                    interaction_mean: of_beyond(beyond.mean),
                    interaction_sd: of_beyond(beyond.sd),
                    interaction_low: of_beyond(beyond.low),
                    interaction_high: of_beyond(beyond.high),
                });
            }
        }
    }
    rows
}

/// A column for the number of a row and one for each factor.
pub(in crate::analysis) fn design_columns(
    number: &str,
    meaning: &str,
    factors: &[Factor],
) -> Vec<WideColumn> {
    let first = WideColumn {
        name: number.to_owned(),
        kind: Kind::Whole,
        unit: String::new(),
        meaning: meaning.to_owned(),
    };
    let factor = |factor: &Factor| {
        let is_number = factor.levels.iter().all(|level| level.parse::<f64>().is_ok());
        WideColumn {
            name: factor.path.clone(),
            kind: if is_number { Kind::NumberOrEmpty } else { Kind::Text },
            unit: String::new(),
            meaning: format!("Value of {}; empty where it is left as the base arm has it", factor.path),
        }
    };
    std::iter::once(first).chain(factors.iter().map(factor)).collect()
}

fn design_rows(found: &SweepResults) -> Vec<Vec<String>> {
    let row = |(cell, levels): (usize, &Vec<usize>)| {
        let level = |at: usize| levels.get(at).map_or("", |level| found.factors[at].levels[*level].as_str());
        let values = (0..found.factors.len()).map(|at| level(at).trim_matches('"').to_owned());
        std::iter::once(cell.to_string()).chain(values).collect()
    };
    found.cells.iter().enumerate().map(row).collect()
}

/// Writes every table.
pub(super) fn write_all(
    directory: &Path,
    found: &SweepResults,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    let columns = design_columns("cell", "Number of the cell, from 0", &found.factors);
    Tables::of(directory)
        .with_wide("design.csv", columns, || design_rows(found))
        .with(|| rows(found))
        .with(|| indicator_rows(&found.indicators))
        .with(|| unit_rows(&found.units))
        .write(options)
}
