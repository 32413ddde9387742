//! Faults of writing and of reading a results directory.

use std::path::{Path, PathBuf};

/// Why results could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The file system refused.
    #[error("Cannot write {}: {reason}. Free space, or choose another folder.", path.display())]
    CannotWrite {
        /// File or folder.
        path: PathBuf,
        /// What the operating system said.
        reason: std::io::Error,
    },
    /// A format that this build of the program does not have.
    #[error(
        "this build of swplab writes no {format}. Build it with: cargo build --release --features {feature}"
    )]
    NotBuilt {
        /// The format.
        format: &'static str,
        /// The feature that adds it.
        feature: &'static str,
    },
    /// A file is missing or cannot be opened.
    #[error("Cannot read {}: {reason}. A results directory must be complete; run the scenario again.", path.display())]
    CannotRead {
        /// File.
        path: PathBuf,
        /// What the operating system said.
        reason: std::io::Error,
    },
    /// A file does not hold what it should.
    #[error("{}, line {line}: {message}. Restore the file or run the scenario again.", path.display())]
    Damaged {
        /// File.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        message: String,
    },
    /// The report stopped while it was made, which costs no table.
    #[error("The report of {} could not be made: {reason}. The tables are whole.", directory.display())]
    NotDrawn {
        /// Results directory.
        directory: PathBuf,
        /// What the program said.
        reason: String,
    },
    /// A table is not the one that the manifest describes.
    #[error("{} is not the file that was written with this manifest (its checksum differs). Restore it or run the scenario again.", path.display())]
    Altered {
        /// File.
        path: PathBuf,
    },
    /// Results of another version of the tables.
    #[error("{} has schema version {found}; this program reads version {expected}. Use the version of swplab that wrote it ({written_by}).", path.display())]
    OtherSchema {
        /// Manifest.
        path: PathBuf,
        /// Version found.
        found: u32,
        /// Version that this program reads.
        expected: u32,
        /// Version of the program that wrote it.
        written_by: String,
    },
}

impl OutputError {
    /// Whether the fault lies in writing rather than in what was read.
    pub fn is_writing(&self) -> bool {
        matches!(self, Self::CannotWrite { .. })
    }

    pub(crate) fn cannot_write(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        |reason| Self::CannotWrite { path, reason }
    }

    pub(crate) fn cannot_read(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        |reason| Self::CannotRead { path, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::OutputError;

    #[test]
    fn the_error_can_cross_threads() {
        fn crosses<T: Send + Sync + std::error::Error + 'static>() {}
        crosses::<OutputError>();
    }
}
