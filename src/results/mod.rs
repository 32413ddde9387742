//! What a study leaves behind: tidy tables whose columns are declared once, a manifest, and the directory that
//! is complete or absent.
//!
//! Tables come first. Charts and pages are made from the files of a results directory alone, so that they can be
//! drawn again without simulating. Nothing here depends on time, threads or host, but for `run-log.json`, which
//! stands outside every comparison.

mod error;
pub(crate) mod file;
pub(crate) mod manifest;
mod meta;
mod options;
#[cfg(feature = "parquet")]
mod parquet_copy;
pub(crate) mod rows;
pub(crate) mod table;
#[cfg(test)]
pub(crate) mod testing;
pub mod typed;

use std::path::Path;

pub use error::OutputError;
pub use manifest::{
    FailureEntry, FileEntry, MANIFEST, Manifest, SCHEMA_VERSION, parse_manifest, read_manifest,
};
pub use meta::{ArmMeta, COMMIT, HypothesisMeta, PositionMeta, PosteriorMeta, ProfileText, RunLog};
pub(crate) use options::Job;
pub use options::OutputOptions;
pub use table::Kind;

/// Writes a Parquet copy of every table of a manifest, from the tables as CSV.
///
/// # Errors
/// When a table is missing, damaged or altered, a copy cannot be written, or this build has no Parquet.
pub fn write_parquet_copies(
    directory: &Path,
    manifest: &Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let options = OutputOptions { parquet: true, ..options };
    options.check()?;
    #[cfg(feature = "parquet")]
    parquet_copy::write_all(directory, manifest, options)?;
    #[cfg(not(feature = "parquet"))]
    let _ = (directory, manifest);
    Ok(())
}

/// Name of the Parquet copy of a table.
pub fn parquet_copy_of(table: &str) -> String {
    format!("{}.parquet", table.trim_end_matches(".csv"))
}
