//! The tables of a study, each made from the results alone.

mod authorities;
mod contracts;
mod differences;
mod influence;
mod levels;
mod names;
mod positions;

use std::path::Path;

use crate::analysis::run::assumptions::Assumption;
use crate::analysis::run::rows::RunRow;
use crate::indicator::INDICATORS;
use crate::results::manifest::FileEntry;
use crate::results::table::Tables;
use crate::results::{OutputError, OutputOptions};
use crate::study::Results;

pub(crate) use influence::TOGETHER;
pub(crate) use names::{indicator_rows, unit_rows};

/// The horizon values of one arm, unit and indicator, by replication.
fn values(results: &Results, arm: usize, unit: usize, indicator: usize) -> Vec<f64> {
    (0..results.replications)
        .map(|replication| results.horizon_of(arm, replication, unit)[indicator])
        .collect()
}

/// Rows of `runs.csv`, without values that are not defined.
fn runs(results: &Results) -> impl Iterator<Item = RunRow<'_>> {
    results.arms.iter().enumerate().flat_map(move |(a, arm)| {
        (0..results.replications).flat_map(move |replication| {
            results.units.iter().enumerate().flat_map(move |(u, unit)| {
                let number = results.first_replication + replication as u32;
                let values = INDICATORS.iter().zip(results.horizon_of(a, replication, u));
                let defined = values.filter(|(_, value)| value.is_finite());
                defined.map(move |(definition, value)| RunRow {
                    arm,
                    replication: number,
                    unit: &unit.id,
                    indicator: definition.id,
                    value: value + 0.0,
                })
            })
        })
    })
}

/// Writes every table and returns the entries for the manifest, in order of name.
pub(super) fn write_all(
    directory: &Path,
    results: &Results,
    assumptions: &[Assumption],
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    Tables::of(directory)
        // In order of the time that they take.
        .with(|| runs(results))
        .with(|| levels::yearly(results))
        .with(|| influence::rows(results, assumptions))
        .with(|| differences::rows(results))
        .with(|| names::parameters(results))
        .with(|| levels::summary(results))
        .with(|| positions::rows(results))
        .with(|| levels::noise(results))
        .with(|| authorities::rows(results))
        .with(|| contracts::rows(results))
        .with(|| names::hypotheses(results))
        .with(|| names::assumptions(results, assumptions))
        .with(|| unit_rows(&results.units))
        .with(indicator_rows)
        .write(options)
}
