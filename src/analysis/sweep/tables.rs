//! The tables of a sweep.

use std::path::Path;

use super::SweepResults;
use super::rows::CellRow;
use crate::analysis::run::tables::{indicator_rows, unit_rows};
use crate::results::table::{Tables, cell};
use crate::results::{FileEntry, OutputError, OutputOptions};
use crate::study::UnitId;

fn levels(found: &SweepResults, at: usize) -> String {
    let pairs = found.factors.iter().zip(&found.cells[at]);
    let parts: Vec<String> =
        pairs.map(|(factor, level)| format!("{}={}", factor.path, factor.levels[*level])).collect();
    parts.join(";")
}

fn rows(found: &SweepResults) -> Vec<CellRow> {
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
                });
            }
        }
    }
    rows
}

/// Writes every table.
pub(super) fn write_all(
    directory: &Path,
    found: &SweepResults,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    Tables::of(directory)
        .with(|| rows(found))
        .with(|| indicator_rows(&found.indicators))
        .with(|| unit_rows(&found.units))
        .write(options)
}
