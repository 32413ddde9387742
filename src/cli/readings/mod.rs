//! `swplab readings`: what was seen in a scenario, as the end of a run tells it, kept in the head of its file.

mod another_seed;
mod block;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, value_parser};

use super::exit::Exit;
use super::files::{self, Readers};
use super::progress::Shown;
use super::say::{self, note};
use super::{analyse, ending, interrupt};
use crate::analysis::Input;
use crate::analysis::run::ending::of_run;
use crate::scenario::Scenario;
use crate::study::{self, Runner, Simulation};
use block::Block;

/// Where a repository keeps its scenarios.
const FOLDER: &str = "scenarios";

/// Lines that differ, shown of one file.
const SHOWN: usize = 10;

/// Histories below which a head is set beside as many of another seed, and not beside half of them.
const FEWEST: u32 = 40;

/// What is asked.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// Scenario files or their names; those in scenarios/ if none is given
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<PathBuf>,
    /// Write what was seen into the head of each file, between its two marker lines
    #[arg(long, conflicts_with = "check")]
    write: bool,
    /// Compare the head of each file with what a run gives, and say which lines differ
    #[arg(long)]
    check: bool,
    /// Run under this seed instead, of many histories half as many, and say which figures of the head lie farther from these than
    /// chance would set them
    #[arg(long, value_name = "SEED", requires = "check")]
    another_seed: Option<u64>,
    /// Threads to use; as many as there are cores if not given. No result depends on it
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// Show no progress
    #[arg(long, short)]
    quiet: bool,
}

/// A scenario with the text of its file.
struct Read {
    path: PathBuf,
    text: String,
    scenario: Scenario,
}

/// Tells, writes or compares what was seen in each scenario.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn run(asked: &Asked) -> Result<Exit, Exit> {
    let paths = if asked.scenarios.is_empty() { all()? } else { asked.scenarios.clone() };
    // Every fault of every file before the first of them is simulated.
    let mut read = Vec::new();
    let mut is_faulty = false;
    for path in paths.into_iter().map(in_folder) {
        match self::read(&path, asked.write || asked.check) {
            Ok(file) => read.push(file),
            Err(_) => is_faulty = true,
        }
    }
    if is_faulty {
        return Err(Exit::BadInput);
    }
    interrupt::listen();
    let mut exit = Exit::Well;
    for file in &read {
        if carry_out(file, asked)? != Exit::Well {
            exit = Exit::SomeFailed;
        }
    }
    Ok(exit)
}

/// The scenarios of the folder in which a repository keeps them, in order of name.
fn all() -> Result<Vec<PathBuf>, Exit> {
    let folder = Path::new(FOLDER);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    if paths.is_empty() {
        note(&format!("error: there is no scenario in `{FOLDER}/` here: give the files"));
        return Err(Exit::BadInput);
    }
    Ok(paths)
}

/// The file in the folder of the repository, where a bare name is given.
fn in_folder(typed: PathBuf) -> PathBuf {
    let own = Path::new(FOLDER).join(&typed).with_extension("toml");
    if !typed.exists() && typed.components().count() == 1 && own.is_file() { own } else { typed }
}

/// Reads and checks a file; with its markers, if what was seen has a place in it.
fn read(path: &Path, is_placed: bool) -> Result<Read, Exit> {
    // What is carried cannot be written.
    let mut input =
        if is_placed { Input::file(path.to_owned()) } else { Input::typed(path).map_err(analyse::refuse)? };
    let loaded = input.scenario(&[]).map_err(analyse::refuse)?;
    let scenario = loaded.scenario;
    let text = scenario.text.clone();
    if is_placed && let Err(sentence) = Block::of(&text) {
        note(&format!("error: {} {sentence}", path.display()));
        return Err(Exit::BadInput);
    }
    Ok(Read { path: path.to_owned(), text, scenario })
}

/// Simulates a scenario, then tells, writes or compares.
fn carry_out(Read { path, text, scenario }: &Read, asked: &Asked) -> Result<Exit, Exit> {
    let shown_path = path.display();
    let seed = asked.another_seed.unwrap_or(scenario.seed);
    // Their intervals are of as many as they are; half of many see almost as much and take half the time.
    let replications = match asked.another_seed {
        Some(_) if scenario.replications >= 2 * FEWEST => scenario.replications / 2,
        _ => scenario.replications,
    };
    let scenario = &Scenario { seed, replications, ..scenario.clone() };
    if !asked.quiet {
        note(&format!("{shown_path}:"));
    }
    let shown = Shown::new(asked.quiet);
    let step = |progress| shown.step(progress);
    let threads = asked.threads.map_or(0, |threads| threads as usize);
    let runner = Runner::new(threads, &step, interrupt::flag()).map_err(ending::of_study)?;
    let lived = study::run(&Simulation::of_arms(scenario), 0..scenario.replications, &runner);
    shown.end();
    let results = lived.map_err(ending::of_study)?;
    for failure in &results.failures {
        let arm = &results.arms[failure.arm];
        note(&format!("failed: replication {} of \"{arm}\": {}", failure.replication, failure.message));
    }
    let exit = if results.failures.is_empty() { Exit::Well } else { Exit::SomeFailed };
    let seen = of_run(&results, scenario);
    let lines = block::remarks(&seen);
    if !asked.write && !asked.check {
        return Ok(say::answer(&(lines.join("\n") + "\n"), exit));
    }
    let block = Block::of(text).expect("the markers were looked for when the file was read");
    if asked.another_seed.is_some() {
        return Ok(beside_another_seed(path, &block, &lines, seed));
    }
    let drifted = block.drifted(&lines);
    let count = drifted.len();
    let of_lines = crate::report::words::counted(count, "line");
    if asked.write {
        if drifted.is_empty() {
            return Ok(say::answer(&format!("{shown_path} is as a run gives it.\n"), exit));
        }
        files::write_all(&[(path.clone(), block.with(&lines))], Readers::All, true)?;
        return Ok(say::answer(&format!("{shown_path}: {of_lines} written anew.\n"), exit));
    }
    if drifted.is_empty() {
        return Ok(say::answer(&format!("{shown_path} is as a run gives it.\n"), exit));
    }
    let mut said = format!(
        "{shown_path}: {of_lines} not as a run gives them; `swplab readings --write {shown_path}` mends it.\n"
    );
    for (number, found, written) in drifted.iter().take(SHOWN) {
        let line = |line: &Option<&str>| line.map_or("no line".to_owned(), |line| format!("`{line}`"));
        said += &format!(
            "{shown_path}:{number}: found   {}\n{shown_path}:{number}: a run gives {}\n",
            line(found),
            line(written)
        );
    }
    if count > SHOWN {
        said += &format!("and {} more.\n", count - SHOWN);
    }
    Ok(say::answer(&said, Exit::SomeFailed))
}

/// Says whether the figures of a head hold under another seed, of which `lines` tell.
fn beside_another_seed(path: &Path, block: &Block, lines: &[String], seed: u64) -> Exit {
    let shown_path = path.display();
    let head = another_seed::figures(block.lines().iter().copied());
    let other = another_seed::figures(lines.iter().map(String::as_str));
    let (read, apart) = another_seed::apart(&head, &other);
    let figures = crate::report::words::counted(read, "figure");
    if read == 0 {
        let said =
            format!("{shown_path}: no figure of the head has an interval to set beside seed {seed}.\n");
        return say::answer(&said, Exit::SomeFailed);
    }
    if apart.is_empty() {
        return say::answer(&format!("{shown_path}: {figures} hold under seed {seed}.\n"), Exit::Well);
    }
    let mut said = format!(
        "{shown_path}: {} of {figures} farther from a run under seed {seed} than chance would set them:\n",
        apart.len()
    );
    for (one, other) in apart {
        said += &format!("    {}: {} here, {} there\n", one.place, one.said, other.said);
    }
    say::answer(&said, Exit::SomeFailed)
}
