//! The driver: any analysis, behind one face, from what is asked to its tables and manifest.

use std::path::Path;

use serde_json::Value;

use super::{Analysis, File, Input, Need, Refusal};
use crate::results::{Manifest, OutputError, OutputOptions, manifest};
use crate::study::{Checkpoint, Runner, StudyError};

/// An analysis as the registry lists it.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What the manifest calls it.
    pub kind: &'static str,
    /// The command that asks for it.
    pub command: &'static str,
    /// What the command does, in one sentence.
    pub about: &'static str,
    /// The file that it reads.
    pub file: File,
    pub(super) page: fn(&Path, Manifest, OutputOptions) -> Result<(), OutputError>,
    prepare: Prepare,
    request_of_version_1: fn(&mut Manifest) -> Value,
    #[cfg(feature = "cli")]
    arguments: fn(clap::Command) -> clap::Command,
    #[cfg(feature = "cli")]
    request: fn(&clap::ArgMatches) -> Result<Value, clap::Error>,
}

type Prepare = fn(&mut Input, Value) -> Result<Box<dyn Prepared>, Refusal>;

impl Entry {
    pub(super) const fn of<A: Analysis>() -> Entry {
        Entry {
            kind: A::KIND,
            command: A::COMMAND,
            about: A::ABOUT,
            file: A::FILE,
            page: A::page,
            prepare: prepare::<A>,
            request_of_version_1: |manifest| written(&A::request_of_version_1(manifest)),
            #[cfg(feature = "cli")]
            arguments: <A::Request as clap::Args>::augment_args,
            #[cfg(feature = "cli")]
            request: |matches| {
                <A::Request as clap::FromArgMatches>::from_arg_matches(matches)
                    .map(|request| written(&request))
            },
        }
    }

    /// Reads and checks a file and a request.
    ///
    /// # Errors
    /// Every fault of both, in words.
    pub fn prepare(&self, input: &mut Input, request: Value) -> Result<Box<dyn Prepared>, Refusal> {
        (self.prepare)(input, request)
    }

    /// Adds what can be asked to a command.
    #[cfg(feature = "cli")]
    pub fn arguments(&self, command: clap::Command) -> clap::Command {
        (self.arguments)(command)
    }

    /// The request that arguments state.
    ///
    /// # Errors
    /// When they state none: a bug in the command, since its arguments were parsed.
    #[cfg(feature = "cli")]
    pub fn request(&self, matches: &clap::ArgMatches) -> Result<Value, clap::Error> {
        (self.request)(matches)
    }

    /// Gives a manifest of schema version 1 the form of this version.
    pub(super) fn modernise(&self, manifest: &mut Manifest) {
        manifest.request = (self.request_of_version_1)(manifest);
        manifest.schema_version = crate::results::SCHEMA_VERSION;
        if manifest.kind != super::sweep::Sweep::KIND {
            manifest.factors.clear();
        }
    }
}

fn written(request: &impl serde::Serialize) -> Value {
    serde_json::to_value(request).expect("a request is plain data")
}

fn prepare<A: Analysis>(input: &mut Input, request: Value) -> Result<Box<dyn Prepared>, Refusal> {
    let request = serde_json::from_value(request)
        .map_err(|fault| Refusal::error(&format!("the request cannot be read: {fault}")))?;
    Ok(Box::new(A::prepare(input, request)?))
}

/// An analysis that waits to be carried out.
pub trait Prepared {
    /// Name of a results directory.
    fn name(&self) -> String;

    /// Names the work if its points outlive an interruption.
    fn resumable(&self) -> Option<String>;

    /// What it needs of a machine, rather too much than too little.
    fn need(&self) -> Need;

    /// How many runs it takes and how long, where that is to be said before it starts.
    fn announcement(&self, threads: usize) -> Option<String>;

    /// What of the work shards do not share out, where that is to be said.
    fn not_shared(&self) -> Option<String>;

    /// Simulates, and writes tables and manifest into an existing, empty directory. The caller makes the directory
    /// beside its final place and renames it when all is written.
    ///
    /// # Errors
    /// When the work is stopped or a file cannot be written whole.
    fn carry_out(
        &self,
        directory: &Path,
        options: OutputOptions,
        runner: &Runner<'_>,
        checkpoint: &mut dyn Checkpoint,
    ) -> Result<Outcome, Fault>;
}

/// What an analysis came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The manifest as written.
    pub manifest: Manifest,
    /// What is said on the terminal.
    pub ending: String,
    /// Whether it came to what it was for and no run failed.
    pub is_well: bool,
}

/// Why an analysis did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It was stopped, or could not be begun.
    #[error(transparent)]
    Study(#[from] StudyError),
    /// Its results could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl<A: Analysis> Prepared for A {
    fn name(&self) -> String {
        Analysis::name(self)
    }

    fn resumable(&self) -> Option<String> {
        Analysis::resumable(self)
    }

    fn need(&self) -> Need {
        Analysis::need(self)
    }

    fn announcement(&self, threads: usize) -> Option<String> {
        Analysis::announcement(self, threads)
    }

    fn not_shared(&self) -> Option<String> {
        Analysis::not_shared(self)
    }

    fn carry_out(
        &self,
        directory: &Path,
        options: OutputOptions,
        runner: &Runner<'_>,
        checkpoint: &mut dyn Checkpoint,
    ) -> Result<Outcome, Fault> {
        let found = self.simulate(runner, checkpoint)?;
        let manifest = Manifest {
            kind: A::KIND.to_owned(),
            request: written(self.request()),
            files: self.tables(&found, directory, options)?,
            ..self.manifest(&found)
        };
        manifest::write(directory, &manifest)?;
        let is_well = manifest.failures.is_empty() && self.is_adequate(&found);
        Ok(Outcome { ending: self.ending(&found), is_well, manifest })
    }
}
