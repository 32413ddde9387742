//! Points of unfinished work on disk, so that work that was interrupted goes on from them.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::returns::plain;
use crate::study::{Checkpoint, InMemory};

/// File name inside the unfinished directory.
pub const FILE: &str = "simulated.csv";

/// Points in memory and appended to a file.
#[derive(Debug)]
pub struct CheckpointFile {
    known: InMemory,
    file: File,
    path: PathBuf,
}

impl CheckpointFile {
    /// Opens the points in a directory, or begins them. `head` names the work; other work is refused.
    ///
    /// # Errors
    /// A sentence: the file cannot be read or written, or holds other work.
    pub fn open(directory: &Path, head: &str) -> Result<CheckpointFile, String> {
        let path = directory.join(FILE);
        let fault = |error: std::io::Error| format!("could not keep `{}`: {error}", path.display());
        let mut known = InMemory::default();
        let text =
            if path.exists() { plain::read_text(&path, plain::TABLE).map_err(fault)? } else { String::new() };
        let mut lines = text.split_inclusive('\n');
        // A head that a crash cut off, or none at all, has no points behind it.
        let mut whole = match lines.next() {
            Some(first) if first.strip_suffix('\n') == Some(head) => first.len(),
            Some(first) if first.ends_with('\n') || !head.starts_with(first) => {
                return Err(format!(
                    "`{}` holds unfinished work of other targets or of another version: add --restart to begin anew",
                    directory.display()
                ));
            }
            _ => 0,
        };
        if whole > 0 {
            // A line that a crash cut off has no end, or cannot be read: it and what follows is done again.
            for line in lines {
                let Some((key, values)) = line.strip_suffix('\n').and_then(read) else {
                    break;
                };
                whole += line.len();
                known.0.insert(key, values);
            }
        }
        // The only copy of hours of work: a torn end is cut off, and nothing else of it is written again.
        let mut file = OpenOptions::new().append(true).create(true).open(&path).map_err(fault)?;
        file.set_len(whole as u64).map_err(fault)?;
        if whole == 0 {
            file.write_all(format!("{head}\n").as_bytes()).map_err(fault)?;
        }
        file.sync_all().map_err(fault)?;
        Ok(CheckpointFile { known, file, path })
    }

    /// Points that were there.
    pub fn count(&self) -> usize {
        self.known.0.len()
    }

    /// Takes the file away from the directory in which finished work stands.
    ///
    /// # Errors
    /// A sentence that names it.
    pub fn remove_from(self, directory: &Path) -> Result<(), String> {
        let path = directory.join(FILE);
        std::fs::remove_file(&path).map_err(|error| format!("could not remove `{}`: {error}", path.display()))
    }
}

impl Checkpoint for CheckpointFile {
    fn find(&self, stage: u32, number: u32) -> Option<Vec<f64>> {
        self.known.find(stage, number)
    }

    fn add(&mut self, stage: u32, points: &[(u32, Vec<f64>)]) -> Result<(), String> {
        let mut text = String::new();
        for (number, values) in points {
            write!(text, "{stage},{number}").map_err(|error| error.to_string())?;
            for value in values {
                write!(text, ",{value:?}").map_err(|error| error.to_string())?;
            }
            text.push('\n');
        }
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| format!("{}: {error}", self.path.display()))?;
        self.known.add(stage, points)
    }
}

fn read(line: &str) -> Option<((u32, u32), Vec<f64>)> {
    let mut cells = line.split(',');
    let key = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let values: Option<Vec<f64>> = cells.map(|cell| cell.parse().ok()).collect();
    Some((key, values?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_to_the_bit_and_a_torn_line_is_done_again() {
        let temporary = tempfile::tempdir().unwrap();
        let directory = temporary.path();
        let mut kept = CheckpointFile::open(directory, "head").unwrap();
        kept.add(3, &[(7, vec![0.1 + 0.2, f64::NAN]), (8, vec![1.0])]).unwrap();
        drop(kept);
        let path = directory.join(FILE);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, &text[..text.len() - 4]).unwrap();
        let length = |path: &Path| std::fs::metadata(path).unwrap().len();
        let kept = CheckpointFile::open(directory, "head").unwrap();
        assert_eq!(kept.count(), 1);
        assert_eq!(length(&path), text.find("3,8,").unwrap() as u64);
        let found = kept.find(3, 7).unwrap();
        assert_eq!(found[0].to_bits(), (0.1_f64 + 0.2).to_bits());
        assert!(found[1].is_nan() && kept.find(3, 8).is_none());
        assert!(CheckpointFile::open(directory, "other").unwrap_err().contains("--restart"));
        kept.remove_from(directory).unwrap();
        // An empty file, as a full disk leaves it, and a head that was cut off are no work of others.
        for left in ["", "he"] {
            std::fs::write(&path, left).unwrap();
            assert_eq!(CheckpointFile::open(directory, "head").unwrap().count(), 0);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), "head\n");
        }
    }
}
