//! Files written whole or reported, and read with the line of any fault.

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::OutputError;
use super::manifest::FileEntry;
use super::meta::RunLog;

/// Writes a file and closes it only when every byte has left this program.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let fault = OutputError::cannot_write;
    let mut file = std::fs::File::create(path).map_err(fault(path))?;
    file.write_all(bytes).map_err(fault(path))?;
    // A full disk may show only when the blocks are allocated.
    file.sync_all().map_err(fault(path))
}

/// Writes a file that can be drawn again: without waiting for the disk, since a report has some eighty.
pub(super) fn write_drawn(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    std::fs::write(path, bytes).map_err(OutputError::cannot_write(path))
}

/// Writes the facts of the run that no comparison may see.
pub(super) fn write_run_log(directory: &Path, log: &RunLog) -> Result<(), OutputError> {
    let mut text =
        serde_json::to_string_pretty(log).expect("a run log holds plain numbers and text");
    text.push('\n');
    write(&directory.join("run-log.json"), text.as_bytes())
}

/// Writes a table of rows and returns its entry for the manifest. `header` is written even when there
/// are no rows.
pub(super) fn write_table<R: Serialize>(
    directory: &Path,
    name: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<FileEntry, OutputError> {
    let path = directory.join(name);
    let as_io = |fault: csv::Error| OutputError::CannotWrite {
        path: path.clone(),
        reason: std::io::Error::other(fault),
    };
    let mut table = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    table.write_record(header).map_err(as_io)?;
    for row in rows {
        table.serialize(row).map_err(as_io)?;
    }
    let bytes = table
        .into_inner()
        .map_err(|fault| OutputError::CannotWrite {
            path: path.clone(),
            reason: fault.into_error(),
        })?;
    write(&path, &bytes)?;
    Ok(FileEntry {
        name: name.to_owned(),
        bytes: bytes.len() as u64,
        blake3: blake3::hash(&bytes).to_hex().to_string(),
    })
}

/// Reads a table whose checksum the manifest holds.
pub(super) fn read_table<R: DeserializeOwned>(
    directory: &Path,
    name: &str,
    files: &[FileEntry],
) -> Result<Vec<R>, OutputError> {
    let mut rows = Vec::new();
    read_rows(directory, name, files, |row| rows.push(row))?;
    Ok(rows)
}

/// Hands the rows of a table over one by one, so that a large table need not be held whole.
pub(super) fn read_rows<R: DeserializeOwned>(
    directory: &Path,
    name: &str,
    files: &[FileEntry],
    mut take: impl FnMut(R),
) -> Result<(), OutputError> {
    let path = directory.join(name);
    let bytes = std::fs::read(&path).map_err(OutputError::cannot_read(&path))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    for row in reader.deserialize() {
        take(row.map_err(|fault: csv::Error| OutputError::Damaged {
            path: path.clone(),
            line: fault.position().map_or(1, csv::Position::line),
            message: plain(&fault),
        })?);
    }
    let hash = blake3::hash(&bytes).to_hex().to_string();
    // A fault with a line is the better message, so the checksum comes after the reading.
    match files.iter().find(|entry| entry.name == name) {
        Some(entry) if entry.blake3 == hash => Ok(()),
        _ => Err(OutputError::Altered { path }),
    }
}

/// The reason of a fault without the position, which the error states itself.
fn plain(fault: &csv::Error) -> String {
    match fault.kind() {
        csv::ErrorKind::Deserialize { err, .. } => match err.field() {
            Some(column) => format!("column {}: {}", column + 1, err.kind()),
            None => err.kind().to_string(),
        },
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("the row has {len} columns where the table has {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => "the text is not UTF-8".to_owned(),
        _ => fault.to_string(),
    }
}
