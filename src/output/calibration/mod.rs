//! Tables, posterior and report of a calibration.

mod page;
mod page_tables;
mod posterior;
mod rows;
mod tables;

use std::path::Path;

use super::error::OutputError;
use super::file;
use super::manifest::{self, FileEntry, Manifest};
use super::meta::Meta;
use crate::study::calibration::Calibration;

pub(super) use page::report;
#[cfg(feature = "parquet")]
pub(super) use rows::columns_of;

/// What the manifest calls a calibration.
pub const KIND: &str = "calibration";

/// File name of the posterior.
pub const POSTERIOR: &str = "posterior.csv";

/// A free parameter in words.
#[derive(Clone, Debug)]
pub struct FreeMeta {
    /// As written: a quantity's id, or `id.band`.
    pub id: String,
    /// What it is.
    pub label: String,
    /// Lowest value of the prior.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Most likely value of a triangular prior.
    pub centre: Option<f64>,
    /// Why it has a prior of its own.
    pub why: String,
}

/// A target in words, in the order of the outputs.
#[derive(Clone, Debug)]
pub struct TargetMeta {
    /// Id.
    pub id: String,
    /// Id of the summary.
    pub summary: String,
    /// Title of the summary.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Published figure.
    pub observed: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Discrepancy of the model.
    pub discrepancy: f64,
    /// Whether it is fitted.
    pub is_fitted: bool,
    /// Where it comes from.
    pub source: String,
    /// Why this discrepancy.
    pub why: String,
}

/// What the numbers cannot know.
pub struct Words<'a> {
    /// Free parameters.
    pub free: Vec<FreeMeta>,
    /// Targets.
    pub targets: Vec<TargetMeta>,
    /// Value of a free parameter at a number in [0, 1].
    pub value: &'a dyn Fn(usize, f64) -> f64,
    /// The command without its options, for the head of the posterior.
    pub command: String,
    /// Replications of a point.
    pub replications: u32,
}

/// Writes tables, posterior, manifest and run log of a calibration into a directory.
///
/// # Errors
/// When a file cannot be written whole.
pub fn write(
    directory: &Path,
    meta: &Meta,
    words: &Words<'_>,
    found: &Calibration,
) -> Result<(), OutputError> {
    let mut files: Vec<FileEntry> = tables::write_all(directory, words, found)?;
    if !found.is_inadequate() {
        let text = posterior::text(meta, words, found);
        file::write(&directory.join(POSTERIOR), text.as_bytes())?;
        files.push(FileEntry {
            name: POSTERIOR.to_owned(),
            bytes: text.len() as u64,
            blake3: blake3::hash(text.as_bytes()).to_hex().to_string(),
        });
    }
    let manifest = Manifest {
        kind: KIND.to_owned(),
        replications: words.replications as usize,
        ..Manifest::of_meta(meta, files)
    };
    manifest::write(directory, &manifest)?;
    file::write_run_log(directory, &meta.run_log)
}
