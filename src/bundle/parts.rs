//! The files of a bundle, each with its kind and its words.

use std::path::Path;

use super::NotBundled;
use super::study::Study;
use crate::results::{MANIFEST, OutputError, file, parquet_copy_of};
use crate::returns::plain;

/// A file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Path inside the bundle, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What it is, in one sentence without a full stop.
    pub about: String,
}

/// Endings of names, with the media type and the words for it.
const KINDS: [(&str, &str, &str); 11] = [
    ("csv", "text/csv", "CSV"),
    ("parquet", "application/vnd.apache.parquet", "Parquet"),
    ("json", "application/json", "JSON"),
    ("html", "text/html", "HTML"),
    ("svg", "image/svg+xml", "SVG"),
    ("png", "image/png", "PNG"),
    ("toml", "application/toml", "TOML"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument workbook"),
    ("md", "text/markdown", "Markdown"),
    ("cff", "application/yaml", "Citation File Format"),
    ("xml", "application/xml", "XML"),
];

impl Part {
    /// A file that is made here.
    pub(super) fn new(path: &str, bytes: Vec<u8>, about: &str) -> Part {
        Part { path: path.to_owned(), bytes, about: about.to_owned() }
    }

    /// A file as it stands in a folder.
    pub(super) fn read(folder: &Path, path: &str, about: &str) -> Result<Part, OutputError> {
        let file = folder.join(path);
        let bytes = plain::read(&file, plain::TABLE).map_err(OutputError::cannot_read(&file))?;
        Ok(Part::new(path, bytes, about))
    }

    /// Ending of the name, media type and the words for it.
    ///
    /// # Panics
    /// Where a file of a kind is put in that the list of kinds lacks: a bug.
    pub fn kind(&self) -> (&'static str, &'static str, &'static str) {
        let ending = self.path.rsplit('.').next().unwrap_or_default();
        let known = KINDS.iter().find(|(known, _, _)| *known == ending);
        *known.unwrap_or_else(|| panic!("the kind of {} is not listed", self.path))
    }
}

/// The results directory as it stands: what its manifest lists, copies of tables, charts, the page, the run's facts.
///
/// # Errors
/// When a file is missing, or a table is not the one that the manifest describes.
pub(super) fn of_results(study: &Study) -> Result<Vec<Part>, NotBundled> {
    let directory = &study.directory;
    let mut parts = Vec::new();
    let mut add = |name: &str, about: &str| -> Result<(), OutputError> {
        let mut part = Part::read(directory, name, about)?;
        part.path = format!("results/{name}");
        parts.push(part);
        Ok(())
    };
    add(
        MANIFEST,
        "Manifest: scenario as written and as resolved, version, seed, counts, sources and the checksum of each table",
    )?;
    if study.log.is_some() {
        add(
            "run-log.json",
            "When the run ended, how long it took, on how many threads, by which commit of the program",
        )?;
    }
    add("report.html", "The report as one page that opens offline: the answer first, then what it rests on")?;
    for entry in &study.manifest.files {
        let copy = parquet_copy_of(&entry.name);
        if directory.join(&copy).exists() {
            add(
                &copy,
                &format!("The same as {} with typed columns: {}", entry.name, study.about(&entry.name)),
            )?;
        }
    }
    for (name, title) in study.charts() {
        add(&format!("charts/{name}"), &title)?;
    }
    for entry in &study.manifest.files {
        let bytes = file::read_whole(directory, &entry.name, &study.manifest.files)?;
        let about = format!("Table: {}", study.about(&entry.name));
        parts.push(Part::new(&format!("results/{}", entry.name), bytes, &about));
    }
    Ok(parts)
}
