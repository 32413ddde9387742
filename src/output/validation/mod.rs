//! Tables and report of a validation: the score card, every forecast, totals and the areas that missed.

mod built;
mod lines;
mod page;
mod rows;
mod tables;

use std::path::Path;

use super::error::OutputError;
use super::file;
use super::manifest::{self, FactorEntry, Manifest, failures};
use super::meta::Meta;
use crate::study::validation::{BackCast, Card};

pub(super) use page::report;
#[cfg(feature = "parquet")]
pub(super) use rows::columns_of;

/// What the manifest calls a validation.
pub const KIND: &str = "validation";

/// What is written: the card, the back-cast behind it, and the long look.
#[derive(Clone, Copy, Debug)]
pub struct Validated<'a> {
    /// Score card.
    pub card: &'a Card,
    /// Back-cast.
    pub found: &'a BackCast,
    /// Long look, if one was taken.
    pub long: Option<&'a BackCast>,
}

/// Writes tables, manifest and run log into an existing, empty directory.
///
/// # Errors
/// When a file cannot be written whole.
pub fn write(
    directory: &Path,
    meta: &Meta,
    asked: &[(String, Vec<String>)],
    validated: Validated<'_>,
) -> Result<(), OutputError> {
    let files = tables::write_all(directory, validated)?;
    let factors =
        asked.iter().map(|(path, levels)| FactorEntry { path: path.clone(), levels: levels.clone() });
    let manifest = Manifest {
        kind: KIND.to_owned(),
        factors: factors.collect(),
        replications: validated.found.asked,
        failures: failures(&validated.found.failures, |_| "back-cast".to_owned()),
        ..Manifest::of_meta(meta, files)
    };
    manifest::write(directory, &manifest)?;
    file::write_run_log(directory, &meta.run_log)
}
