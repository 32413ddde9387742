//! The pieces of an analysis of a scenario: kept while it works, so that it goes on after an interruption; lived by shards;
//! merged.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Ended, Unfinished, Writing, carry_out};
use crate::analysis::machine::Asks;
use crate::analysis::{Entry, Fault, File, Input, Prepared};
use crate::cli::ending;
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::cli::pieces::{ENDING, Head, PiecesFile};
use crate::cli::say::{self, note};
use crate::cli::shards::{self, Shard};
use crate::report::words::counted;
use crate::results::OutputOptions;
use crate::study::{InMemory, Role, StudyError, Work};

/// What the pieces of a command are kept under; none where it is not made of pieces.
pub fn head(entry: &Entry, input: &Input, request: &Value) -> Option<Head> {
    if !matches!(entry.file, File::Scenario | File::ScenarioOr(..)) {
        return None;
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (request, numbers) = (request.to_string(), format!("{:?} {:?}", input.seed, input.replications));
    let told = [entry.command.as_bytes(), request.as_bytes(), numbers.as_bytes(), &input.bytes()];
    Some(Head::of(words, &told))
}

/// Pieces that are kept while a command works.
pub struct Kept {
    pieces: PiecesFile,
}

/// Opens the pieces of a command beside the place of its results, with those of shards where it merges them.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn open(head: Option<Head>, unfinished: &Unfinished, writing: &Writing) -> Result<Option<Kept>, Exit> {
    let Some(head) = head else {
        return writing.merge.as_ref().map_or(Ok(None), |_| Err(refuse("--merge")));
    };
    let path = beside(unfinished.target(), &head);
    let said = format!(
        "Interrupted: what was lived is kept in `{}`; the same command goes on from there.",
        path.display()
    );
    let pieces = PiecesFile::open(path.clone(), head.clone(), Some(said)).map_err(ending::of_writing)?;
    if pieces.count() > 0 && !writing.quiet {
        let known = counted(pieces.count(), "piece");
        note(&format!(
            "note: going on from {known} that {} lived before, in `{}`",
            were(pieces.count()),
            path.display()
        ));
    }
    if let Some(directory) = &writing.merge {
        let shards = shards::gather(directory, &head, &pieces).map_err(|sentence| {
            note(&format!("error: {sentence}"));
            Exit::BadInput
        })?;
        if !writing.quiet {
            let (shards, known) = (counted(shards, "shard"), counted(pieces.count(), "piece"));
            note(&format!("note: merging {shards} with {known}"));
        }
    }
    Ok(Some(Kept { pieces }))
}

fn were(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

/// `results/NAME.PLAN.pieces`, beside `results/NAME`: another plan has another file.
fn beside(target: &Path, head: &Head) -> PathBuf {
    crate::cli::directory::beside(target, &format!(".{}.{ENDING}", &head.plan[..8]))
}

fn refuse(option: &str) -> Exit {
    note(&format!("error: {option} is for commands that live a scenario: this one is not made of pieces"));
    Exit::BadInput
}

impl Kept {
    /// The work of a command that lives all, or merges what shards have lived.
    pub fn work(&self, writing: &Writing) -> Work<'_> {
        Work::new(&self.pieces, if writing.merge.is_some() { Role::Merge } else { Role::Whole })
    }

    /// The results stand: what they were made of goes.
    ///
    /// # Errors
    /// A sentence.
    pub fn remove(self) -> Result<(), String> {
        self.pieces.remove()
    }
}

/// The exit of work that did not come to its end; what waits is kept.
pub fn ended(ended: Ended, kept: Option<&Kept>, writing: &Writing) -> Exit {
    if let Some(kept) = kept {
        kept.pieces.write_begun();
    }
    match (ended, &writing.merge) {
        (Ended::By(Fault::Study(error @ StudyError::Missing { .. })), Some(directory)) => {
            shards::refuse_merge(&error.to_string(), directory)
        }
        (ended, _) => ended.exit(),
    }
}

/// Says of what pieces the first stage of a command is made, and how many of them each of some shards would live; nothing is lived.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn plan(
    prepared: &dyn Prepared,
    head: Option<Head>,
    (command, shards): (&str, Option<u32>),
) -> Result<Exit, Exit> {
    let Some(head) = head else { return Err(refuse("plan")) };
    let folder = std::env::temp_dir();
    let nowhere = folder.join(format!("{}.{ENDING}", head.plan));
    let plan = head.plan.clone();
    let pieces = PiecesFile::open(nowhere, head, None).map_err(ending::of_writing)?;
    let work = Work::new(&pieces, Role::Plan);
    let mut memory = InMemory::default();
    let outcome =
        carry_out(prepared, &folder, OutputOptions::default(), (true, Asks::Study), &mut memory, Some(work));
    let (replications, arms) = match outcome {
        Err(Ended::By(Fault::Study(StudyError::Counted { replications, arms }))) => (replications, arms),
        Err(other) => return Err(other.exit()),
        Ok(_) => return Err(refuse("plan")),
    };
    let all = u64::from(replications) * u64::from(arms);
    let mut told = format!(
        "{plan}  {command}\n  {}: {} of {}, numbered from 0\n",
        counted(all as usize, "piece"),
        counted(arms as usize, "arm"),
        counted(replications as usize, "replication")
    );
    if let Some(of) = shards {
        let upto = |shard: u32| (u128::from(all) * u128::from(shard)).div_ceil(u128::from(of)) as u64;
        let own = |shard: u32| upto(shard) - upto(shard - 1);
        let (least, most) = (1..=of).map(own).fold((u64::MAX, 0), |(a, b), n| (a.min(n), b.max(n)));
        let each = if least == most { least.to_string() } else { format!("{least} or {most}") };
        told += &format!("  {}: {each} pieces each\n", counted(of as usize, "shard"));
    }
    if let Some(more) = prepared.not_shared() {
        told += &format!("  {more}\n");
    }
    Ok(say::answer(&told, Exit::Well))
}

/// Lives one shard and keeps it.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn shard(
    prepared: &dyn Prepared,
    (text, head): (&str, Option<Head>),
    writing: &Writing,
    options: OutputOptions,
) -> Result<Exit, Exit> {
    let Some(head) = head else { return Err(refuse("--shard")) };
    let shard = Shard::read(text, |name| std::env::var(name).ok()).map_err(|sentence| {
        note(&format!("error: {sentence}"));
        Exit::BadInput
    })?;
    let directory = writing.out.as_deref().expect("--shard requires --out");
    let fault = |error| ending::of_writing(format!("could not write to `{}`: {error}", directory.display()));
    std::fs::create_dir_all(directory).map_err(fault)?;
    let (unfinished, finished) = shard.paths(directory, &head);
    if finished.exists() {
        // Whoever submits a job array again lives what is missing alone.
        note(&format!("note: {} is lived already, in `{}`", shard.words(), finished.display()));
        return Ok(Exit::Well);
    }
    if let Some(told) = prepared.not_shared().filter(|_| !writing.quiet) {
        note(&format!("note: {told}"));
    }
    let pieces = PiecesFile::open(unfinished, head, None).map_err(ending::of_writing)?;
    let work = Work::new(&pieces, shard.role());
    let mut memory = InMemory::default();
    let outcome =
        carry_out(prepared, directory, options, (writing.quiet, Asks::Study), &mut memory, Some(work));
    match outcome {
        Err(Ended::By(Fault::Study(StudyError::ShardLived { pieces: lived }))) => {
            pieces.finish_as(&finished).map_err(ending::of_writing)?;
            let told = format!(
                "{} is lived: {} in `{}`\n",
                capital(&shard.words()),
                counted(lived as usize, "piece"),
                finished.display()
            );
            Ok(if writing.quiet { Exit::Well } else { say::answer(&told, Exit::Well) })
        }
        Err(Ended::By(Fault::Study(StudyError::Interrupted))) => {
            pieces.write_out().map_err(ending::of_writing)?;
            interrupt::keeps(format!("Interrupted: {} goes on with the same command.", shard.words()));
            interrupt::give_up();
            Err(Exit::TryAgain)
        }
        Err(other) => Err(other.exit()),
        Ok(_) => {
            note("error: this command has no stage that can be shared out");
            Err(Exit::BadInput)
        }
    }
}

fn capital(words: &str) -> String {
    words.replacen('s', "S", 1)
}
