//! The analyses, one folder each: what is asked, what is simulated, its tables, its page, its ending.

pub mod calibrate;
pub mod observe;
pub mod run;
pub mod sweep;
pub mod validate;

use std::path::Path;

use crate::results::{Making, OutputError, read_manifest, write_parquet_copies};

/// Draws charts and report of a results directory, study or sweep, from its tables alone, and makes the
/// Parquet copies of the tables if they are asked for.
///
/// # Errors
/// When a table is missing, damaged or altered, a chart cannot be written, or this build lacks a format
/// that is asked for.
pub fn report(directory: &Path, making: Making) -> Result<(), OutputError> {
    making.check()?;
    let manifest = read_manifest(directory)?;
    if making.parquet {
        write_parquet_copies(directory, &manifest, making)?;
    }
    match manifest.kind.as_str() {
        sweep::KIND => sweep::report(directory, making),
        calibrate::KIND => calibrate::report(directory, making),
        observe::KIND => observe::report(directory, making),
        observe::POWER => observe::report_power(directory, making),
        validate::KIND => validate::report(directory, making),
        _ => run::report(directory, making),
    }
}
