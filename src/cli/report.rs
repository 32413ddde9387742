//! `swplab report`: charts and report again from the tables, without simulating.

use std::path::Path;

use super::exit::Exit;
use super::{ending, say};
use crate::output;

/// Draws the charts and the report of a results directory again.
pub fn run(directory: &Path) -> Result<Exit, Exit> {
    output::report(directory).map_err(ending::of_output)?;
    let report = directory.join("report.html");
    Ok(say::answer(
        &format!("The report is {}\n", report.display()),
        Exit::Well,
    ))
}
