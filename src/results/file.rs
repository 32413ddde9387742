//! Files written whole or reported, and read with the line of any fault.

use std::fs::File;
use std::io::{Read, Write};
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
    let mut file = File::create(path).map_err(fault(path))?;
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
    let mut head = Some(R::COLUMNS.iter().map(|column| column.name));
    write_filled(directory, R::NAME, &mut |table| match head.take() {
        Some(head) => table.write_record(head).map(|()| true),
        None => rows.next().map_or(Ok(false), |row| table.serialize(row).map(|()| true)),
    })
}

/// Rows that are held before they go to the file.
const ROWS_HELD: usize = 256;

/// A table that is being written: its rows go to the file some at a time, so that none is held whole.
struct Written {
    file: File,
    hash: blake3::Hasher,
    bytes: u64,
    /// Whole rows, and what is there of the last.
    held: Vec<u8>,
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Comes between two rows alone.
    fn flush(&mut self) -> std::io::Result<()> {
        let rows = harmless(std::mem::take(&mut self.held));
        self.hash.update(&rows);
        self.bytes += rows.len() as u64;
        self.file.write_all(&rows)
    }
}

/// Writes a table of a head and rows, of which `row` writes the next and tells whether there was one, and returns its entry
/// for the manifest.
fn write_filled(
    directory: &Path,
    name: &str,
    row: &mut dyn FnMut(&mut csv::Writer<Written>) -> Result<bool, csv::Error>,
) -> Result<FileEntry, OutputError> {
    let path = directory.join(name);
    let fault = |reason: csv::Error| {
        let reason = match reason.into_kind() {
            csv::ErrorKind::Io(reason) => reason,
            other => std::io::Error::other(format!("{other:?}")),
        };
        OutputError::CannotWrite { path: path.clone(), reason }
    };
    let file = File::create(&path).map_err(OutputError::cannot_write(&path))?;
    let written = Written { file, hash: blake3::Hasher::new(), bytes: 0, held: Vec::new() };
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(written);
    let mut rows = 0;
    while row(&mut table).map_err(fault)? {
        rows += 1;
        if rows % ROWS_HELD == 0 {
            table.flush().map_err(OutputError::cannot_write(&path))?;
        }
    }
    table.flush().map_err(OutputError::cannot_write(&path))?;
    let written = table.get_ref();
    // A full disk may show only when the blocks are allocated.
    written.file.sync_all().map_err(OutputError::cannot_write(&path))?;
    let blake3 = written.hash.finalize().to_hex().to_string();
    Ok(FileEntry { name: name.to_owned(), bytes: written.bytes, blake3 })
}

/// Writes a table whose columns follow from what was asked, and returns its entry for the manifest.
pub(crate) fn write_records(
    directory: &Path,
    name: &str,
    header: &[String],
    rows: Vec<Vec<String>>,
) -> Result<FileEntry, OutputError> {
    let mut rows = rows.iter();
    let mut head = Some(header);
    write_filled(directory, name, &mut |table| match head.take() {
        Some(head) => table.write_record(head).map(|()| true),
        None => rows.next().map_or(Ok(false), |row| table.write_record(row).map(|()| true)),
    })
}

/// Rows in which no spreadsheet finds a formula in what was meant as text.
fn harmless(table: Vec<u8>) -> Vec<u8> {
    // A formula begins a cell, so that all but a few rows are left as they are at a glance.
    let is_sign = |byte: &u8| b"=+-@'\t\r\xef".contains(byte);
    let begins = |pair: &[u8]| b",\n\"".contains(&pair[0]) && is_sign(&pair[1]);
    if !table.first().is_some_and(is_sign) && !table.windows(2).any(begins) {
        return table;
    }
    let mut cells = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_slice());
    let mut copy = csv::WriterBuilder::new().flexible(true).from_writer(Vec::with_capacity(table.len() + 64));
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
    check(&path, name, blake3::hash(&bytes), files)?;
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

/// A file that is read to its end, and the digest of what was read.
struct Hashed {
    file: File,
    hash: blake3::Hasher,
}

impl Read for Hashed {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(into)?;
        self.hash.update(&into[..count]);
        Ok(count)
    }
}

/// Hands the records of a table over one by one, so that no table is held whole.
pub(crate) fn read_records(
    directory: &Path,
    name: &str,
    files: &[FileEntry],
    take: &mut dyn FnMut(&csv::StringRecord) -> Result<(), csv::Error>,
) -> Result<(), OutputError> {
    let path = directory.join(name);
    let (file, _) = plain::open(&path).map_err(OutputError::cannot_read(&path))?;
    let mut reader = csv::ReaderBuilder::new()
        .buffer_capacity(1 << 16)
        .from_reader(Hashed { file, hash: blake3::Hasher::new() });
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
    check(&path, name, reader.get_ref().hash.finalize(), files)
}

/// Whether the digest is that which the manifest describes.
fn check(path: &Path, name: &str, hash: blake3::Hash, files: &[FileEntry]) -> Result<(), OutputError> {
    let hash = hash.to_hex();
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
