//! Tables and report of a simulated evaluation (`observe`) and of what its design can see (`power`).

mod page;
mod page_tables;
mod power_page;
mod rows;
mod tables;
mod words;

use std::path::Path;

use super::error::OutputError;
use super::file;
use super::manifest::{self, FactorEntry, Manifest, failures};
use super::meta::Meta;
use crate::study::Failure;
use crate::study::observation::{ObserveResults, PowerResults};

pub(super) use page::report;
pub(super) use power_page::report as report_power;
#[cfg(feature = "parquet")]
pub(super) use rows::columns_of;

/// What the manifest calls a simulated evaluation.
pub const KIND: &str = "observation";
/// What the manifest calls a study of power.
pub const POWER: &str = "power";

/// What the command line asked beside the scenario: settings by path, arm, effects. Kept in the
/// manifest so that the study can be repeated.
pub type Asked = Vec<(String, Vec<String>)>;

/// Writes tables, manifest and run log of a simulated evaluation into an existing, empty directory.
///
/// # Errors
/// When a file cannot be written whole.
pub fn write(
    directory: &Path,
    meta: &Meta,
    asked: &Asked,
    results: &ObserveResults,
) -> Result<(), OutputError> {
    let files = tables::of_observation(directory, results)?;
    let counts = (results.first_replication, results.replications);
    finish(directory, (KIND, meta, asked), counts, &results.failures, files)
}

/// Writes tables, manifest and run log of a study of power into an existing, empty directory.
///
/// # Errors
/// When a file cannot be written whole.
pub fn write_power(
    directory: &Path,
    meta: &Meta,
    asked: &Asked,
    results: &PowerResults,
) -> Result<(), OutputError> {
    let files = tables::of_power(directory, results)?;
    let counts = (results.first_replication, results.replications);
    finish(directory, (POWER, meta, asked), counts, &results.failures, files)
}

fn finish(
    directory: &Path,
    (kind, meta, asked): (&str, &Meta, &Asked),
    (first_replication, replications): (u32, usize),
    failed: &[Failure],
    files: Vec<manifest::FileEntry>,
) -> Result<(), OutputError> {
    let manifest = Manifest {
        kind: kind.to_owned(),
        factors: asked
            .iter()
            .map(|(path, levels)| FactorEntry { path: path.clone(), levels: levels.clone() })
            .collect(),
        first_replication,
        replications,
        failures: failures(failed, |_| String::new()),
        ..Manifest::of_meta(meta, files)
    };
    manifest::write(directory, &manifest)?;
    file::write_run_log(directory, &meta.run_log)
}
