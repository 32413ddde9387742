//! `swplab report`: charts and report again from the tables, without simulating.

use std::path::Path;

use super::ending::found_or_recovered;
use super::exit::Exit;
use super::formats::Formats;
use super::{ending, say};
use crate::analysis;

/// Draws the charts and the report of a results directory again.
pub fn run(directory: &Path, formats: Formats) -> Result<Exit, Exit> {
    let options = formats.options(0)?;
    found_or_recovered(directory)?;
    analysis::report(directory, options).map_err(ending::of_output)?;
    let report = directory.join("report.html");
    Ok(say::answer(&format!("The report is {}\n", report.display()), Exit::Well))
}
