//! An evaluation of a simulated programme: practices, hosts and comparison authorities are watched
//! through a window, staff answer a survey, children are interviewed, and the answers are compared as
//! an evaluation compares them.
//!
//! Nothing here changes what happens in a simulated world: it is watched, and whom it asks is drawn under
//! purposes of its own. H4 (the reading of no difference) and H17 (the window) act here and nowhere else.

pub mod ending;
mod estimate;
mod evaluation;
mod measures;
mod page;
mod page_tables;
mod power;
mod power_page;
mod rows;
mod scene;
mod study;
mod summary;
mod tables;
#[cfg(test)]
mod tests;
mod words;
mod work;

pub use estimate::{Estimate, Sums, by_site, mixed};
pub use measures::{Answer, Asked, MEASURE_COUNT, MEASURES, Measure};
pub use power::{PowerResults, PowerRow, TESTS, power};
pub use scene::{GROUPS, Group, WINDOWS};
pub use study::{FoundRow, ObserveResults, SiteRow, observe};
pub use summary::{
    FoundSummary, PositionFound, READINGS, Reading, ReadingRow, WindowRow, found, plausibility, readings,
    windows,
};
pub use work::Programme;

pub(crate) use work::over_replications;

use std::path::Path;

use crate::results::Meta;
use crate::results::OutputError;
use crate::results::file;
use crate::results::manifest::{self, FactorEntry, Manifest, failures};
use crate::study::Failure;

pub(super) use page::report;
pub(super) use power_page::report as report_power;

/// What the manifest calls a simulated evaluation.
pub const KIND: &str = "observation";
/// What the manifest calls a study of power.
pub const POWER: &str = "power";

/// What the command line asked beside the scenario: settings by path, arm, effects. Kept in the
/// manifest so that the study can be repeated.
pub type AskedFor = Vec<(String, Vec<String>)>;

/// Writes tables, manifest and run log of a simulated evaluation into an existing, empty directory.
///
/// # Errors
/// When a file cannot be written whole.
pub fn write(
    directory: &Path,
    meta: &Meta,
    asked: &AskedFor,
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
    asked: &AskedFor,
    results: &PowerResults,
) -> Result<(), OutputError> {
    let files = tables::of_power(directory, results)?;
    let counts = (results.first_replication, results.replications);
    finish(directory, (POWER, meta, asked), counts, &results.failures, files)
}

fn finish(
    directory: &Path,
    (kind, meta, asked): (&str, &Meta, &AskedFor),
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
