//! PLACEHOLDER, deleted when `output::sweep` is there.

use std::path::Path;

use crate::output::{Assumption, Meta, OutputError};
use crate::study::SweepResults;

pub fn sweep(
    _directory: &Path,
    _meta: &Meta,
    _results: &SweepResults,
    _assumptions: &[Assumption],
) -> Result<(), OutputError> {
    Ok(())
}
