//! The analyses, one folder each: what is asked, what is simulated, its tables, its page, its ending on the terminal.
//!
//! A new analysis is a folder with an [`Analysis`] and a line in [`REGISTRY`]. One driver carries out any of them: the
//! program when it is asked for, `verify` with the request that stands in a manifest, a page in a browser.

mod answers;
pub mod calibrate;
pub mod compare;
pub mod decide;
pub mod design;
mod entry;
pub mod forecast;
mod input;
pub mod journey;
pub mod machine;
mod names;
mod need;
pub mod observe;
pub mod run;
pub mod sensitivity;
pub mod sizes;
pub mod sweep;
pub mod validate;
pub mod why;

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use entry::{Entry, Fault, Outcome, Prepared};
pub use input::{File, Input, Loaded, Refusal};
pub use need::{Need, Wanted, bytes};

use crate::results::{self, FileEntry, Manifest, OutputError, OutputOptions, write_parquet_copies};
use crate::study::{Checkpoint, Runner, StudyError, quietly};

/// Every analysis, in the order in which the program lists them.
pub static REGISTRY: [Entry; 11] = [
    Entry::of::<run::Run>(),
    Entry::of::<sweep::Sweep>(),
    Entry::of::<observe::Observe>(),
    Entry::of::<observe::Power>(),
    Entry::of::<calibrate::Calibrate>(),
    Entry::of::<validate::Validate>(),
    Entry::of::<forecast::Forecast>(),
    Entry::of::<sensitivity::Sensitivity>(),
    Entry::of::<decide::Decide>(),
    Entry::of::<why::Why>(),
    Entry::of::<journey::Journey>(),
];

/// An analysis that is read and checked, ready to be simulated.
pub trait Analysis: Sized + 'static {
    /// What the manifest calls it.
    const KIND: &'static str;
    /// The command that asks for it.
    const COMMAND: &'static str;
    /// What the command does, in one sentence.
    const ABOUT: &'static str;
    /// The file that it reads.
    const FILE: File = File::Scenario;

    /// What is asked beside the file, in plain data that the manifest keeps.
    #[cfg(not(feature = "cli"))]
    type Request: Default + Serialize + DeserializeOwned;
    /// What is asked beside the file: arguments of the command, and plain data that the manifest keeps.
    #[cfg(feature = "cli")]
    type Request: Default + Serialize + DeserializeOwned + clap::Args;

    /// What was simulated.
    type Found;

    /// Reads and checks what is asked, all of it, before anything is simulated or written.
    ///
    /// # Errors
    /// Every fault of the file and of the request, in words.
    fn prepare(input: &mut Input, request: Self::Request) -> Result<Self, Refusal>;

    /// What was asked, with what was left open filled in, so that it can be repeated from the manifest alone.
    fn request(&self) -> &Self::Request;

    /// Name of a results directory.
    fn name(&self) -> String;

    /// Names the work if its points outlive an interruption: those of other work are not taken for its own.
    fn resumable(&self) -> Option<String> {
        None
    }

    /// What it needs of a machine, rather too much than too little.
    fn need(&self) -> Need;

    /// How many runs it takes and how long, said before it starts; nothing where its progress says enough.
    fn announcement(&self, _threads: usize) -> Option<String> {
        None
    }

    /// What of the work shards do not share out, said by each of them; nothing where they share out what takes the time.
    fn not_shared(&self) -> Option<String> {
        None
    }

    /// Simulates.
    ///
    /// # Errors
    /// When the work is stopped, or cannot be begun.
    fn simulate(
        &self,
        runner: &Runner<'_>,
        checkpoint: &mut dyn Checkpoint,
    ) -> Result<Self::Found, StudyError>;

    /// Writes the tables into a directory.
    ///
    /// # Errors
    /// When a file cannot be written whole.
    fn tables(
        &self,
        found: &Self::Found,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError>;

    /// What the manifest says beside kind, request and files.
    fn manifest(&self, found: &Self::Found) -> Manifest;

    /// Whether the study came to what it was for, failures of single runs apart.
    fn is_adequate(&self, _found: &Self::Found) -> bool {
        true
    }

    /// What is said on the terminal at the end.
    fn ending(&self, found: &Self::Found) -> String;

    /// Draws charts and page from the tables of a directory alone.
    ///
    /// # Errors
    /// When a table is missing, damaged or altered, or a file cannot be written.
    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError>;

    /// The request of a manifest of schema version 1, which kept it among its factors.
    fn request_of_version_1(_manifest: &mut Manifest) -> Self::Request {
        Self::Request::default()
    }
}

/// Reads the manifest of a results directory, of this version or of an earlier one.
///
/// # Errors
/// When it is missing, damaged, or of a schema version that this program does not read.
pub fn read_manifest(directory: &Path) -> Result<Manifest, OutputError> {
    let mut manifest = results::read_manifest(directory)?;
    if manifest.schema_version == 1 {
        entry_of(&manifest, directory)?.modernise(&mut manifest);
    }
    Ok(manifest)
}

/// The analysis of a manifest.
///
/// # Errors
/// When this program has no such analysis.
pub fn entry_of(manifest: &Manifest, directory: &Path) -> Result<&'static Entry, OutputError> {
    let entry = REGISTRY.iter().find(|entry| entry.kind == manifest.kind);
    entry.ok_or_else(|| OutputError::Damaged {
        path: directory.join(results::MANIFEST),
        line: 1,
        message: format!("this version of swplab knows no `{}`", manifest.kind),
    })
}

/// Draws charts and report of a results directory from its tables alone, and makes the Parquet copies of the tables if
/// they are asked for.
///
/// # Errors
/// When a table is missing, damaged or altered, a chart cannot be written, the report cannot be made, or this build
/// lacks a format that is asked for.
pub fn report(directory: &Path, options: OutputOptions) -> Result<(), OutputError> {
    options.check()?;
    let manifest = read_manifest(directory)?;
    if options.parquet {
        write_parquet_copies(directory, &manifest, options)?;
    }
    let page = entry_of(&manifest, directory)?.page;
    let made = quietly(|| Ok(page(directory, manifest, options)));
    made.unwrap_or_else(|reason| Err(OutputError::NotDrawn { directory: directory.to_owned(), reason }))
}
