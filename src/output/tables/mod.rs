//! The tables of a study, each made from the results alone.

mod contracts;
mod dictionary;
mod differences;
mod influence;
mod levels;
mod names;
mod positions;

use std::path::Path;

use super::error::OutputError;
use super::file::write_table;
use super::manifest::FileEntry;
use super::meta::Assumption;
use super::rows::{
    AssumptionRow, ContractLine, DictionaryRow, DifferenceRow, HypothesisRow, IndicatorRow,
    InfluenceRow, NoiseRow, ParameterRow, PositionRow, RunRow, SummaryRow, UnitRow, YearRow,
};
use crate::indicator::INDICATORS;
use crate::study::Results;

pub(super) use dictionary::sweep_dictionary;
pub(super) use names::{indicator_rows, unit_rows};

/// The horizon values of one arm, unit and indicator, by replication.
fn values(results: &Results, arm: usize, unit: usize, indicator: usize) -> Vec<f64> {
    (0..results.replications)
        .map(|replication| results.horizon_of(arm, replication, unit)[indicator])
        .collect()
}

/// Rows of `runs.csv`, without values that are not defined.
fn runs(results: &Results) -> impl Iterator<Item = (&str, u32, &str, &str, f64)> {
    results.arms.iter().enumerate().flat_map(move |(a, arm)| {
        (0..results.replications).flat_map(move |replication| {
            results.units.iter().enumerate().flat_map(move |(u, unit)| {
                let number = results.first_replication + replication as u32;
                let values = results.horizon_of(a, replication, u);
                INDICATORS
                    .iter()
                    .zip(values)
                    .filter(|(_, value)| value.is_finite())
                    .map(move |(definition, value)| {
                        let value = value + 0.0;
                        (arm.as_str(), number, unit.id.as_str(), definition.id, value)
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
) -> Result<Vec<FileEntry>, OutputError> {
    let differences = differences::rows(results);
    let mut files = vec![
        write_table(directory, "runs.csv", RunRow::COLUMNS, runs(results))?,
        write_table(
            directory,
            "yearly.csv",
            YearRow::COLUMNS,
            levels::yearly(results),
        )?,
        write_table(
            directory,
            "summary.csv",
            SummaryRow::COLUMNS,
            levels::summary(results),
        )?,
        write_table(
            directory,
            "noise.csv",
            NoiseRow::COLUMNS,
            levels::noise(results),
        )?,
        write_table(
            directory,
            "differences.csv",
            DifferenceRow::COLUMNS,
            differences,
        )?,
        write_table(
            directory,
            "positions.csv",
            PositionRow::COLUMNS,
            positions::rows(results),
        )?,
        write_table(
            directory,
            "contracts.csv",
            ContractLine::COLUMNS,
            contracts::rows(results),
        )?,
        write_table(
            directory,
            "parameters.csv",
            ParameterRow::COLUMNS,
            names::parameters(results),
        )?,
        write_table(
            directory,
            "hypotheses.csv",
            HypothesisRow::COLUMNS,
            names::hypotheses(results),
        )?,
        write_table(
            directory,
            "influence.csv",
            InfluenceRow::COLUMNS,
            influence::rows(results, assumptions),
        )?,
        write_table(
            directory,
            "assumptions.csv",
            AssumptionRow::COLUMNS,
            names::assumptions(results, assumptions),
        )?,
        write_table(
            directory,
            "units.csv",
            UnitRow::COLUMNS,
            unit_rows(&results.units),
        )?,
        write_table(
            directory,
            "indicators.csv",
            IndicatorRow::COLUMNS,
            indicator_rows(),
        )?,
        write_table(
            directory,
            "dictionary.csv",
            DictionaryRow::COLUMNS,
            dictionary::study_dictionary(),
        )?,
    ];
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}
