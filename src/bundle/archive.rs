//! ZIP archives of the same bytes for the same files: fixed order, fixed date, no names of owners.

use std::io::{Cursor, Seek, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::parts::Part;
use crate::results::OutputError;

/// A file for an archive: its name, its bytes, and whether it is packed as it is.
pub(super) type Entry<'a> = (&'a str, &'a [u8], CompressionMethod);

/// Packs files in the order in which they come.
///
/// # Errors
/// When what is written to takes no more.
pub(super) fn write<'a, W: Write + Seek>(
    to: W,
    files: impl IntoIterator<Item = Entry<'a>>,
) -> std::io::Result<W> {
    let mut archive = ZipWriter::new(to);
    for (name, bytes, method) in files {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            // The first day that the format knows: the bytes rest on no clock.
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?)
}

/// Packs files in memory.
pub(super) fn bytes<'a>(files: impl IntoIterator<Item = Entry<'a>>) -> std::io::Result<Vec<u8>> {
    write(Cursor::new(Vec::new()), files).map(Cursor::into_inner)
}

/// Packs a bundle into one file; everything in it stands under `folder`.
///
/// # Errors
/// When the file cannot be written whole.
pub fn pack(parts: &[Part], folder: &str, into: &Path) -> Result<(), OutputError> {
    let fault = OutputError::cannot_write;
    let names: Vec<String> = parts.iter().map(|part| format!("{folder}/{}", part.path)).collect();
    let entries = names.iter().zip(parts).map(|(name, part)| {
        let is_packed = [".png", ".parquet", ".ods"].iter().any(|ending| name.ends_with(ending));
        let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        (name.as_str(), part.bytes.as_slice(), method)
    });
    let file = std::fs::File::create(into).map_err(fault(into))?;
    let file = write(file, entries).map_err(fault(into))?;
    file.sync_all().map_err(fault(into))
}
