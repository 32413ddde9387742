//! The driver of every analysis: read and check, open the output, simulate, write, draw, put in place, say what came out.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Arg, ArgMatches, Args, FromArgMatches, value_parser};
use serde_json::Value;

use super::checkpoint::CheckpointFile;
use super::directory::{Unfinished, beside};
use super::exit::Exit;
use super::formats::Formats;
use super::machine;
use super::progress::Shown;
use super::say::{self, note};
use super::{checkpoint, ending, files, interrupt};
use crate::analysis::machine::{Asks, threads};
use crate::analysis::{self, Entry, Fault, File, Input, Outcome, Prepared, Refusal};
use crate::results::{OutputError, OutputOptions, RunLog};
use crate::study::{Checkpoint, InMemory, Runner, Spill, StudyError, Work};

mod kept;

/// What every analysis understands.
#[derive(Args, Clone, Debug)]
pub struct Writing {
    /// Threads to use; as many as there are cores if not given. No result depends on it
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// Results directory; a new one under results/ if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Show no progress and no summary
    #[arg(long, short)]
    quiet: bool,
    /// Replace the results in --out
    #[arg(long, requires = "out")]
    replace: bool,
    /// Live shard I of N alone and keep it in the directory --out, for --merge; auto or auto/N in a job array
    #[arg(long, value_name = "I/N", requires = "out", conflicts_with_all = ["replace", "merge"])]
    shard: Option<String>,
    /// Make the results of the shards in this directory, which the same command lived with --shard
    #[arg(long, value_name = "DIR")]
    merge: Option<PathBuf>,
    #[command(flatten)]
    formats: Formats,
}

/// What every analysis of a scenario understands.
#[derive(Args, Clone, Debug)]
struct Numbers {
    /// Replications, instead of the scenario's own number
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=1_000_000))]
    replications: Option<u32>,
    /// Seed, instead of the scenario's own
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(0..=i64::MAX as u64))]
    seed: Option<u64>,
}

/// What work that goes on after an interruption understands.
#[derive(Args, Clone, Debug)]
struct Resuming {
    /// Begin anew where an interrupted calibration has left points behind
    #[arg(long)]
    restart: bool,
}

const FILE: &str = "file";

/// The command of an analysis.
pub fn command(entry: &Entry) -> clap::Command {
    let file = Arg::new(FILE).value_parser(value_parser!(PathBuf));
    let file = match entry.file {
        File::Scenario => file
            .value_name("SCENARIO")
            .help("Scenario file, or the name of one that the program carries")
            .required(true),
        File::ScenarioOr(..) => file
            .value_name("SCENARIO")
            .help("Scenario that begins in published figures; the one that the program carries if not given"),
        File::Targets => file.value_name("TARGETS").help("Targets file").required(true),
        File::Place => file
            .value_name("PLACE")
            .help("An authority, such as Kent or kent-2021, or a profile file of your own")
            .required(true),
    };
    let command = clap::Command::new(entry.command).arg(file);
    let command = entry.arguments(command);
    let command = match entry.file {
        File::Targets => Resuming::augment_args(command),
        _ => Numbers::augment_args(command),
    };
    // Last: what is added takes over the words of its type.
    Writing::augment_args(command).about(entry.about)
}

const PARSED: &str = "the arguments were parsed by this very command";

/// Carries out what arguments ask for.
pub fn run(entry: &Entry, matches: &ArgMatches) -> Result<Exit, Exit> {
    let writing = Writing::from_arg_matches(matches).expect(PARSED);
    let (mut input, request, restart) = asked(entry, matches)?;
    study(entry, &mut input, request, &writing, restart)
}

/// Says of what pieces the command is made that arguments ask for; `told` is the command in words, and how many shards it would have.
pub fn plan(entry: &Entry, matches: &ArgMatches, told: (&str, Option<u32>)) -> Result<Exit, Exit> {
    let (mut input, request, _) = asked(entry, matches)?;
    let head = kept::head(entry, &input, &request);
    let prepared = prepare(entry, &mut input, request)?;
    kept::plan(&*prepared, head, told)
}

/// The file, the request and whether to begin anew, of arguments.
fn asked(entry: &Entry, matches: &ArgMatches) -> Result<(Input, Value, bool), Exit> {
    let mut input = match (matches.get_one::<PathBuf>(FILE), entry.file) {
        (Some(path), File::Scenario | File::ScenarioOr(..)) => Input::typed(path).map_err(refuse)?,
        (Some(path), _) => Input::file(path.clone()),
        (None, File::ScenarioOr(name, text)) => Input::text(name, text),
        (None, _) => unreachable!("a file is required"),
    };
    let mut restart = false;
    if entry.file == File::Targets {
        restart = Resuming::from_arg_matches(matches).expect(PARSED).restart;
    } else {
        let numbers = Numbers::from_arg_matches(matches).expect(PARSED);
        (input.seed, input.replications) = (numbers.seed, numbers.replications);
    }
    Ok((input, entry.request(matches).expect(PARSED), restart))
}

/// Carries out a request: simulates, writes and draws, and says what came out.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn study(
    entry: &Entry,
    input: &mut Input,
    request: Value,
    writing: &Writing,
    restart: bool,
) -> Result<Exit, Exit> {
    let options = writing.formats.options(writing.threads.map_or(0, |threads| threads as usize))?;
    let head = kept::head(entry, input, &request);
    let prepared = prepare(entry, input, request)?;
    interrupt::listen();
    if let Some(shard) = &writing.shard {
        return kept::shard(&*prepared, (shard, head), writing, options);
    }
    let (unfinished, mut points) = open(&*prepared, writing, restart)?;
    let began = Instant::now();
    let mut memory = InMemory::default();
    let checkpoint = points.as_mut().map_or(&mut memory as &mut dyn Checkpoint, |points| points);
    let directory = unfinished.path();
    let kept = kept::open(head, &unfinished, writing)?;
    let work = kept.as_ref().map(|kept| kept.work(writing));
    let carried = carry_out(&*prepared, directory, options, (writing.quiet, Asks::Study), checkpoint, work);
    let outcome = carried.map_err(|fault| kept::ended(fault, kept.as_ref(), writing))?;
    RunLog::of(began.elapsed(), options.threads).write(directory).map_err(ending::of_output)?;
    let is_drawn = match analysis::report(directory, options) {
        // Hours of simulation are not thrown away for a page that can be made again.
        Err(fault @ OutputError::NotDrawn { .. }) => {
            note(&format!("error: {fault}"));
            false
        }
        other => other.map(|()| true).map_err(ending::of_output)?,
    };
    let finished = finish(unfinished, points)?;
    if let Some(kept) = kept {
        kept.remove().map_err(ending::of_writing)?;
    }
    ending::tell_failures(&outcome.manifest.failures);
    let exit = if outcome.is_well && is_drawn { Exit::Well } else { Exit::SomeFailed };
    if writing.quiet {
        return Ok(exit);
    }
    let failures = outcome.manifest.failures.len();
    let closing = ending::closing(&finished, input.warnings.len(), failures, began.elapsed());
    Ok(say::answer(&(outcome.ending + &closing), exit))
}

/// Reads and checks a file and a request, and shows what is to be said of them.
///
/// # Errors
/// Bad input.
pub fn prepare(entry: &Entry, input: &mut Input, request: Value) -> Result<Box<dyn Prepared>, Exit> {
    let prepared = entry.prepare(input, request);
    input.warnings.iter().for_each(|warning| note(warning));
    prepared.map_err(refuse)
}

/// Shows why what is asked cannot be done.
pub fn refuse(Refusal(sentences): Refusal) -> Exit {
    sentences.iter().for_each(|sentence| note(sentence));
    Exit::BadInput
}

/// Simulates into a directory, with progress and with an ear for signals; pieces of the work are kept where it has some.
///
/// # Errors
/// The exit of a command that could not go on, or what ended the work.
pub fn carry_out(
    prepared: &dyn Prepared,
    directory: &Path,
    options: OutputOptions,
    (quiet, asks): (bool, Asks),
    checkpoint: &mut dyn Checkpoint,
    work: Option<Work<'_>>,
) -> Result<Outcome, Ended> {
    let mut need = prepared.need();
    need.disk += if work.is_some() { need.lived } else { 0.0 };
    machine::must_hold(&need, options.threads, directory, quiet, asks).map_err(Ended::Before)?;
    if let Some(told) = prepared.announcement(threads(options.threads)).filter(|_| !quiet) {
        note(&told);
    }
    let shown = Shown::new(quiet);
    let step = |progress| shown.step(progress);
    let runner = Runner::new(options.threads, &step, interrupt::flag())
        .map_err(|error| Ended::By(Fault::Study(error)))?;
    let runner = runner.spilling(Spill::by(files::without_name, directory));
    let runner = match work {
        Some(work) => runner.with_pieces(work),
        None => runner,
    };
    let carried = prepared.carry_out(directory, options, &runner, checkpoint);
    shown.end();
    carried.map_err(Ended::By)
}

/// How work ended that did not come to its end.
pub enum Ended {
    /// Before it began.
    Before(Exit),
    /// By a fault.
    By(Fault),
}

impl Ended {
    /// The exit of a command that has nothing to add.
    pub fn exit(self) -> Exit {
        match self {
            Ended::Before(exit) => exit,
            Ended::By(fault) => ending::of_fault(fault),
        }
    }
}

/// Opens the directory that is asked for, or a new one, and the points of work that goes on after an interruption.
fn open(
    prepared: &dyn Prepared,
    writing: &Writing,
    restart: bool,
) -> Result<(Unfinished, Option<CheckpointFile>), Exit> {
    let Some(work) = prepared.resumable() else {
        let unfinished = match &writing.out {
            Some(out) => Unfinished::open(out, writing.replace),
            None => Unfinished::open_new(&prepared.name()),
        };
        return Ok((unfinished.map_err(ending::of_writing)?, None));
    };
    let target = writing.out.clone().unwrap_or_else(|| Unfinished::free_name(&prepared.name()));
    // What another command left there is no such work.
    let restart = restart || !beside(&target, ".partial").join(checkpoint::FILE).is_file();
    let unfinished = Unfinished::open_again(&target, writing.replace, restart).map_err(ending::of_writing)?;
    let points = CheckpointFile::open(unfinished.path(), &work).map_err(ending::of_writing)?;
    if points.count() > 0 {
        note(&format!("note: going on from {} points that were simulated before", points.count()));
    }
    interrupt::keeps(format!(
        "Interrupted: simulated points are kept in `{}`; the same command goes on from there.",
        unfinished.path().display()
    ));
    Ok((unfinished, Some(points)))
}

/// Puts a finished directory in its place, unless the user has asked to stop meanwhile.
pub fn finish(unfinished: Unfinished, points: Option<CheckpointFile>) -> Result<PathBuf, Exit> {
    if interrupt::is_asked_for() {
        return Err(ending::of_study(StudyError::Interrupted));
    }
    let finished = unfinished.finish().map_err(ending::of_writing)?;
    // Not before: results without their name would be begun anew if nothing said how far they are.
    if let Some(points) = points {
        points.remove_from(&finished).map_err(ending::of_writing)?;
    }
    Ok(finished)
}
