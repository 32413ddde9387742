//! The tables of a study, each made from the results alone.

mod authorities;
mod contracts;
mod dictionary;
mod differences;
mod influence;
mod levels;
mod names;
mod positions;

use std::path::Path;

use crate::indicator::INDICATORS;
use crate::results::Assumption;
use crate::results::OutputError;
use crate::results::file::write_table;
use crate::results::manifest::FileEntry;
use crate::results::rows::{
    AssumptionRow, AuthorityRow, ContractLine, DictionaryRow, DifferenceRow, HypothesisRow, IndicatorRow,
    InfluenceRow, NoiseRow, ParameterRow, PositionRow, RunRow, SummaryRow, UnitRow, YearRow,
};
use crate::results::{Job, Making};
use crate::study::Results;

#[cfg(feature = "parquet")]
pub(crate) use dictionary::columns_of;
pub(crate) use dictionary::sweep_dictionary;
pub(crate) use influence::TOGETHER;
pub(crate) use names::{indicator_rows, unit_rows};

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
                INDICATORS.iter().zip(values).filter(|(_, value)| value.is_finite()).map(
                    move |(definition, value)| {
                        let value = value + 0.0;
                        (arm.as_str(), number, unit.id.as_str(), definition.id, value)
                    },
                )
            })
        })
    })
}

/// Writes every table and returns the entries for the manifest, in order of name.
pub(crate) fn write_all(
    directory: &Path,
    results: &Results,
    assumptions: &[Assumption],
    making: Making,
) -> Result<Vec<FileEntry>, OutputError> {
    macro_rules! jobs {
        ($($name:literal: $row:ty = $rows:expr,)*) => {
            vec![$(Box::new(|| write_table(directory, $name, <$row>::COLUMNS, $rows)) as Job<'_, _>,)*]
        };
    }
    // In order of the time that they take.
    let jobs = jobs![
        "runs.csv": RunRow = runs(results),
        "yearly.csv": YearRow = levels::yearly(results),
        "influence.csv": InfluenceRow = influence::rows(results, assumptions),
        "differences.csv": DifferenceRow = differences::rows(results),
        "parameters.csv": ParameterRow = names::parameters(results),
        "summary.csv": SummaryRow = levels::summary(results),
        "positions.csv": PositionRow = positions::rows(results),
        "noise.csv": NoiseRow = levels::noise(results),
        "authorities.csv": AuthorityRow = authorities::rows(results),
        "contracts.csv": ContractLine = contracts::rows(results),
        "hypotheses.csv": HypothesisRow = names::hypotheses(results),
        "assumptions.csv": AssumptionRow = names::assumptions(results, assumptions),
        "units.csv": UnitRow = unit_rows(&results.units),
        "indicators.csv": IndicatorRow = indicator_rows(),
        "dictionary.csv": DictionaryRow = dictionary::study_dictionary(),
    ];
    let files = making.side_by_side(jobs).into_iter();
    let mut files = files.collect::<Result<Vec<FileEntry>, OutputError>>()?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}
