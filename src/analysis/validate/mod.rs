//! Validation: how well the model predicts what it was not fitted to.

mod backcast;
mod baselines;
mod built;
mod card;
pub mod ending;
mod known;
mod lines;
mod lives;
mod page;
mod page_built;
mod patterns;
pub mod pilots;
mod rows;
mod simple;
mod tables;
mod targets;
mod totals;
mod units;
mod workforce;

pub use backcast::{BackCast, Forecast, INTERVAL, NationYear, back_cast};
pub use baselines::{Baseline, Stand, baselines};
pub use card::{Besides, Card, Line, Part, card};
pub use lives::Anchors;
pub use patterns::{Pattern, patterns};
pub use simple::Simple;
pub use targets::{Kind, TARGETS, Target, target};
pub use totals::{COVERAGE, Ruled, Total, WITHIN, reason, totals};

use std::path::Path;

use crate::results::Meta;
use crate::results::OutputError;
use crate::results::file;
use crate::results::manifest::{self, FactorEntry, Manifest, failures};

pub(super) use page::report;

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
