//! What is drawn of results, compared with what is drawn of the same tables again.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::verify::tell;
use crate::analysis;
use crate::analysis::why::FOLDER;
use crate::report::words::counted;
use crate::results::{OutputError, OutputOptions};
use crate::returns::plain;

const REPORT: &str = "report.html";

/// Draws report and charts of the results that were simulated again and compares those that the directory holds; says
/// how many are the same. PNG pictures are compared by builds that can draw them.
///
/// # Errors
/// When the report of the results that were simulated again cannot be made.
pub fn compare(
    directory: &Path,
    again: &Path,
    options: OutputOptions,
    found: &mut String,
) -> Result<String, OutputError> {
    if !directory.join(REPORT).exists() {
        return Ok("Not compared: the directory holds no report; `swplab report` draws it.\n".to_owned());
    }
    let old = charts(directory);
    let pictures = old.iter().filter(|name| name.ends_with(".png")).count();
    let png = pictures > 0 && cfg!(feature = "png");
    lay_beside(directory, again)?;
    analysis::report(again, OutputOptions { png, ..options })?;
    let skipped = |name: &&String| !png && name.ends_with(".png");
    let all: BTreeSet<String> = old.union(&charts(again)).filter(|name| !skipped(name)).cloned().collect();
    for name in all.iter().map(String::as_str).chain([REPORT]) {
        let read = |directory: &Path| plain::read(&directory.join(name), plain::TABLE).ok();
        match (read(directory), read(again)) {
            (old, new) if old == new && old.is_some() => {}
            (Some(_), Some(_)) => tell(found, &format!("{name} is not what is drawn of its tables")),
            (Some(_), None) => tell(found, &format!("{name} is not drawn by this version")),
            (None, _) => tell(found, &format!("{name} is missing or cannot be read")),
        }
    }
    let mut said = format!("The same: report and {}.\n", counted(all.len(), "chart"));
    if pictures > 0 && !png {
        said +=
            &format!("Not compared: {}, which this build does not draw.\n", counted(pictures, "PNG picture"));
    }
    Ok(said)
}

/// Lays beside the tables that were simulated again what the page takes up from beside the others: a chain that was lived for itself.
fn lay_beside(directory: &Path, again: &Path) -> Result<(), OutputError> {
    let (from, to) = (directory.join(FOLDER), again.join(FOLDER));
    let files = fs::read_dir(&from).into_iter().flatten().flatten().filter(|entry| entry.path().is_file());
    for (at, entry) in files.enumerate() {
        let cannot = OutputError::cannot_write(&to);
        if at == 0 {
            fs::create_dir_all(&to).map_err(OutputError::cannot_write(&to))?;
        }
        fs::copy(entry.path(), to.join(entry.file_name())).map_err(cannot)?;
    }
    Ok(())
}

/// Names of the charts of a directory, from inside it.
fn charts(directory: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(directory.join("charts")).into_iter().flatten().flatten();
    entries.map(|entry| format!("charts/{}", entry.file_name().to_string_lossy())).collect()
}
