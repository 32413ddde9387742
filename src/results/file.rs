//! Files written whole or reported, and read with the line of any fault.

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::OutputError;
use super::manifest::FileEntry;
use super::table::Table;
use crate::returns::plain;
use crate::text::{as_cell, of_cell};

/// Writes a file and closes it only when every byte has left this program.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let fault = OutputError::cannot_write;
    let mut file = std::fs::File::create(path).map_err(fault(path))?;
    file.write_all(bytes).map_err(fault(path))?;
    // A full disk may show only when the blocks are allocated.
    file.sync_all().map_err(fault(path))
}

/// Writes a file that can be drawn again: without waiting for the disk, since a report has some eighty.
pub(crate) fn write_drawn(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    std::fs::write(path, bytes).map_err(OutputError::cannot_write(path))
}

/// Writes a table of rows and returns its entry for the manifest. The header is written even when
/// there are no rows.
pub(crate) fn write_table<R: Table + Serialize>(
    directory: &Path,
    rows: impl IntoIterator<Item = R>,
) -> Result<FileEntry, OutputError> {
    let mut rows = rows.into_iter();
    write_filled(directory, R::NAME, &mut |table| {
        table.write_record(R::COLUMNS.iter().map(|column| column.name))?;
        rows.try_for_each(|row| table.serialize(row))
    })
}

/// A table that is being written.
type InMemory = csv::Writer<Vec<u8>>;

/// Writes a table into which `fill` puts head and rows, and returns its entry for the manifest.
fn write_filled(
    directory: &Path,
    name: &str,
    fill: &mut dyn FnMut(&mut InMemory) -> Result<(), csv::Error>,
) -> Result<FileEntry, OutputError> {
    let fault = |reason: std::io::Error| OutputError::CannotWrite { path: directory.join(name), reason };
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    fill(&mut table).map_err(|reason| fault(std::io::Error::other(reason)))?;
    let bytes = table.into_inner().map_err(|reason| fault(reason.into_error()))?;
    write_listed(directory, name, &harmless(bytes))
}

/// Writes a table whose columns follow from what was asked, and returns its entry for the manifest.
pub(crate) fn write_records(
    directory: &Path,
    name: &str,
    header: &[String],
    rows: Vec<Vec<String>>,
) -> Result<FileEntry, OutputError> {
    write_filled(directory, name, &mut |table| {
        table.write_record(header)?;
        rows.iter().try_for_each(|row| table.write_record(row))
    })
}

/// A table in which no spreadsheet finds a formula in what was meant as text.
fn harmless(table: Vec<u8>) -> Vec<u8> {
    // A formula begins a cell, so that all but a few tables are left as they are at a glance.
    let begins = |pair: &[u8]| b",\n\"".contains(&pair[0]) && b"=+-@'\t\r\xef".contains(&pair[1]);
    if !table.windows(2).any(begins) {
        return table;
    }
    let mut cells = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_slice());
    let mut copy = csv::Writer::from_writer(Vec::with_capacity(table.len() + 64));
    let whole = cells
        .records()
        .try_for_each(|record| copy.write_record(record?.iter().map(|c| as_cell(c).into_owned())));
    match (whole, copy.into_inner()) {
        (Ok(()), Ok(copy)) => copy,
        _ => unreachable!("the table was written in memory a moment ago"),
    }
}

/// Writes a file and returns its entry for the manifest.
pub(crate) fn write_listed(directory: &Path, name: &str, bytes: &[u8]) -> Result<FileEntry, OutputError> {
    write(&directory.join(name), bytes)?;
    Ok(FileEntry {
        name: name.to_owned(),
        bytes: bytes.len() as u64,
        blake3: blake3::hash(bytes).to_hex().to_string(),
    })
}

/// The bytes of a table, which must be those that the manifest describes.
pub(crate) fn read_whole(directory: &Path, name: &str, files: &[FileEntry]) -> Result<Vec<u8>, OutputError> {
    let path = directory.join(name);
    let bytes = plain::read(&path, plain::TABLE).map_err(OutputError::cannot_read(&path))?;
    check(&path, name, &bytes, files)?;
    Ok(bytes)
}

/// Reads a table whose checksum the manifest holds.
pub(crate) fn read_table<R: Table + DeserializeOwned>(
    directory: &Path,
    files: &[FileEntry],
) -> Result<Vec<R>, OutputError> {
    let mut rows = Vec::new();
    read_records(directory, R::NAME, files, &mut |record| {
        // By position: the checksum answers for the header.
        rows.push(record.deserialize(None)?);
        Ok(())
    })?;
    Ok(rows)
}

/// Hands the records of a table over one by one, so that a large table need not be held whole.
pub(crate) fn read_records(
    directory: &Path,
    name: &str,
    files: &[FileEntry],
    take: &mut dyn FnMut(&csv::StringRecord) -> Result<(), csv::Error>,
) -> Result<(), OutputError> {
    let path = directory.join(name);
    let bytes = plain::read(&path, plain::TABLE).map_err(OutputError::cannot_read(&path))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let mut record = csv::StringRecord::new();
    loop {
        let taken = reader.read_record(&mut record).and_then(|more| {
            if more {
                if record.iter().any(|cell| of_cell(cell) != cell) {
                    record = record.iter().map(of_cell).collect();
                }
                take(&record)?;
            }
            Ok(more)
        });
        match taken {
            Ok(true) => {}
            Ok(false) => break,
            Err(fault) => {
                return Err(OutputError::Damaged {
                    path,
                    line: fault.position().map_or(1, csv::Position::line),
                    message: plain(&fault),
                });
            }
        }
    }
    // A fault with a line is the better message, so the checksum comes after the reading.
    check(&path, name, &bytes, files)
}

/// Whether the bytes are those that the manifest describes.
fn check(path: &Path, name: &str, bytes: &[u8], files: &[FileEntry]) -> Result<(), OutputError> {
    let hash = blake3::hash(bytes).to_hex();
    match files.iter().find(|entry| entry.name == name) {
        Some(entry) if entry.blake3 == hash.as_str() => Ok(()),
        _ => Err(OutputError::Altered { path: path.to_owned() }),
    }
}

/// The reason of a fault without the position, which the error states itself.
fn plain(fault: &csv::Error) -> String {
    match fault.kind() {
        csv::ErrorKind::Deserialize { err, .. } => match err.field() {
            Some(column) => format!("column {}: {}", column + 1, err.kind()),
            None => err.kind().to_string(),
        },
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} columns where the table has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "the text is not UTF-8".to_owned(),
        _ => fault.to_string(),
    }
}
