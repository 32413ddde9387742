//! The command line: one file per command, and one driver for all analyses. It may use every room; no room uses it.

mod analyse;
mod ask;
mod authorities;
mod baseline;
mod bundle;
mod check;
mod checkpoint;
mod compare;
mod directory;
mod drawn;
mod ending;
mod exit;
mod explain;
mod explain_fields;
mod explain_labels;
mod explain_results;
mod explain_words;
mod export;
mod files;
mod formats;
mod import;
mod import_dfe;
mod import_ssda903;
mod interrupt;
mod jobs;
mod lab;
mod machine;
mod manual;
mod mechanisms;
mod new;
mod pieces;
mod progress;
mod readings;
mod report;
mod say;
mod scenarios;
mod schema;
mod shards;
mod sizes;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{FromArgMatches, Subcommand};

use crate::analysis::REGISTRY;
use exit::{Exit, exit_codes};
use formats::Formats;

const EXAMPLES: &str = "\
Examples:
  swplab ask kent-2025 contract
  swplab run scenarios/contract-length.toml
  swplab run scenarios/contract-length.toml --replications 50 --out results/quick
  swplab sweep scenarios/contract-length.toml --vary contract.term_years=2,3,5,7,10
  swplab observe scenarios/first-wave.toml
  swplab power scenarios/first-wave.toml --effect 0.1,0.2,0.4 --sites 5
  swplab calibrate evidence/targets/england-2011.toml
  swplab explain in-house.caseload
  swplab explain worker_changes
  swplab journey scenarios/contract-length.toml --child most-helped
  swplab compare results/contract-length results/contract-length-2
  swplab verify results/contract-length
  swplab report results/contract-length --bundle
";

/// What the program does beside the analyses.
#[derive(Debug, Subcommand)]
enum Command {
    /// Write a simulated authority in the form of a return
    Export {
        #[command(subcommand)]
        form: Exported,
    },
    /// Check a scenario file and show all its faults; write nothing
    Check {
        /// Scenario file, or the name of one that the program carries
        scenario: PathBuf,
        /// Simulate the first year without a practice too, and show it beside the published figures
        #[arg(long)]
        baseline: bool,
        /// Replications of the baseline
        #[arg(long, value_name = "N", requires = "baseline", default_value_t = 100,
            value_parser = clap::value_parser!(u32).range(1..=100_000))]
        replications: u32,
    },
    /// Show what a name stands for: a quantity, hypothesis or mechanism, an indicator, a field, a table, a column, a head
    Explain {
        /// Id of a quantity, hypothesis, mechanism or indicator, path of a field, a table or a column of results, or words at a head or on a chart
        id: String,
        /// Scenario whose changes to show
        scenario: Option<PathBuf>,
    },
    /// List the claims about causes: in the model or left out, where and why
    Mechanisms(sizes::Asked),
    /// List the authority profiles that the program carries, with their looked-after children
    Authorities {
        /// Only names that hold this text
        #[arg(long, value_name = "TEXT")]
        like: Option<String>,
    },
    /// Make authority profiles of a return or of published files
    Import {
        #[command(subcommand)]
        from: import::Import,
    },
    /// Write the laboratory: one page in which two arms of a scenario are lived side by side
    Lab(lab::Asked),
    /// Print a JSON Schema of scenario files for an editor
    Schema,
    /// Tell what was seen in a scenario, and keep it in the head of its file
    Readings(readings::Asked),
    /// Set two results directories of runs side by side: what moved, by how much, and what differs
    Compare(compare::Asked),
    /// Draw the charts and the report again from the tables, without simulating; with --bundle, pack all that goes with them
    Report {
        /// Results directory
        results: PathBuf,
        /// Write a bundle too: assumptions and quality-assurance logs, the model as it is in force, workbook, metadata and
        /// citation beside the results, in RESULTS-bundle or PATH, which must not exist; one file where PATH ends in .zip
        #[arg(long, value_name = "PATH", num_args = 0..=1, require_equals = true)]
        bundle: Option<Option<PathBuf>>,
        #[command(flatten)]
        formats: Formats,
    },
    /// Run again from the manifest and compare every table byte for byte
    Verify {
        /// Results directory
        results: PathBuf,
        /// Threads to use; as many as there are cores if not given
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
        threads: Option<u32>,
        /// Show no progress
        #[arg(long, short)]
        quiet: bool,
    },
    /// Print a ready file that lives a study in shards on a cluster and merges them
    Jobs(jobs::Asked),
    /// Say of how many pieces a command is made, and how many each of some shards would live; live nothing
    Plan {
        /// How many shards
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
        shards: Option<u32>,
        /// The command without the program's name, after `--`: `-- sweep scenario.toml --vary contract.term_years=3,5`
        #[arg(last = true, required = true, value_name = "COMMAND")]
        command: Vec<String>,
    },
    /// Make the results of the shards in a directory: their command again, with --merge
    Merge {
        /// Directory of the shards
        directory: PathBuf,
        /// Results directory; a new one under results/ if not given
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Name of the plan, or its first letters, where the directory holds shards of several
        #[arg(long, value_name = "PLAN")]
        plan: Option<String>,
        /// Threads to use; as many as there are cores if not given
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
        threads: Option<u32>,
        /// Show no progress and no summary
        #[arg(long, short)]
        quiet: bool,
    },
    /// Say which shards of a study are lived: those that --shard kept in a directory
    Status {
        /// Directory of the shards
        directory: PathBuf,
    },
    /// Write a scenario: a starter with a remark on every field, or a short one of a place and a question
    New {
        /// File to write; must not exist
        path: PathBuf,
        /// An authority, such as Kent or kent-2025, or a profile file of your own
        #[arg(long, value_name = "PLACE", requires = "about")]
        place: Option<String>,
        /// What is asked of it
        #[arg(long, value_name = "TOPIC", requires = "place")]
        about: Option<ask::Topic>,
    },
    /// From a place to an answer: write a scenario, check its baseline, run it until it is precise, and say where the page is
    Ask(ask::Asked),
    /// List the scenarios that the program carries; show or copy one
    #[command(args_conflicts_with_subcommands = true)]
    Scenarios {
        #[command(subcommand)]
        asked: Option<scenarios::Asked>,
    },
    /// Print the completions of commands and options for a shell
    Completions {
        /// Shell that is to complete
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program or of a command, for `man -l -`
    Man {
        /// Command whose page to print
        command: Option<String>,
    },
}

/// Forms in which a simulated authority is written.
#[derive(Debug, Subcommand)]
enum Exported {
    /// The looked-after-children return (SSDA903) of one replication: synthetic, no real child
    Ssda903 {
        /// Scenario file, or the name of one that the program carries
        scenario: PathBuf,
        #[command(flatten)]
        asked: export::Asked,
    },
}

/// The program with all its commands: those of the analyses, then the others.
fn program() -> clap::Command {
    let program = clap::Command::new("swplab")
        .version(env!("CARGO_PKG_VERSION"))
        .arg_required_else_help(true)
        .subcommand_required(true)
        .after_help(format!("{EXAMPLES}\n{}", exit_codes()));
    let program = REGISTRY.iter().fold(program, |program, entry| program.subcommand(analyse::command(entry)));
    // Last: what is added takes over the words of its type.
    Command::augment_subcommands(program)
        .about("A simulation laboratory for how children's social work is organised")
}

/// Parses the command line, runs the command and returns its exit code.
pub fn main() -> ExitCode {
    let exit = match program().try_get_matches() {
        Ok(matches) => dispatch(&matches).unwrap_or_else(|exit| exit),
        Err(refusal) => {
            let is_answer = !refusal.use_stderr();
            // A closed pipe is the reader's choice.
            let _ = refusal.print();
            if is_answer { Exit::Well } else { Exit::BadInput }
        }
    };
    ExitCode::from(exit.code())
}

/// The analysis that arguments ask for, with its own arguments.
fn analysis(matches: &clap::ArgMatches) -> Option<(&'static crate::analysis::Entry, &clap::ArgMatches)> {
    let (name, own) = matches.subcommand()?;
    Some((REGISTRY.iter().find(|entry| entry.command == name)?, own))
}

/// Words of a command read as if they had been typed.
fn again(words: Vec<String>) -> Result<clap::ArgMatches, Exit> {
    program().try_get_matches_from(std::iter::once("swplab".to_owned()).chain(words)).map_err(|refusal| {
        let _ = refusal.print();
        Exit::BadInput
    })
}

/// A command that is no analysis.
fn not_shared(command: &[String]) -> Exit {
    let first = command.first().map_or("", String::as_str);
    say::note(&format!(
        "error: `{first}` cannot be shared out: give a command that lives a scenario, such as `-- sweep scenario.toml`"
    ));
    Exit::BadInput
}

fn dispatch(matches: &clap::ArgMatches) -> Result<Exit, Exit> {
    if let Some((entry, own)) = analysis(matches) {
        return analyse::run(entry, own);
    }
    match Command::from_arg_matches(matches).expect("what was parsed is one of the commands") {
        Command::Export { form: Exported::Ssda903 { scenario, asked } } => export::ssda903(scenario, &asked),
        Command::Lab(asked) => lab::run(&asked),
        Command::Readings(asked) => readings::run(&asked),
        Command::Compare(asked) => compare::run(&asked),
        Command::Report { results, bundle: Some(into), formats } => bundle::run(&results, into, formats),
        Command::Report { results, bundle: None, formats } => report::run(&results, formats),
        Command::Verify { results, threads, quiet } => {
            verify::run(&results, threads.map_or(0, |threads| threads as usize), quiet)
        }
        Command::Check { scenario, baseline: false, .. } => say::told(|out| check::run(&scenario, out)),
        Command::Check { scenario, replications, .. } => baseline::run(scenario, replications),
        Command::Explain { id, scenario } => say::told(|out| explain::run(&id, scenario.as_deref(), out)),
        Command::Mechanisms(asked) if asked.measure => sizes::run(&asked),
        Command::Mechanisms(asked) => say::told(|out| mechanisms::run(asked.id.as_deref(), out)),
        Command::Authorities { like } => {
            say::told(|out| authorities::run(like.as_deref().unwrap_or(""), out))
        }
        Command::Import { from } => import::run(&from),
        Command::Schema => say::told(|out| schema::run(out)),
        Command::New { path, place: Some(place), about: Some(about) } => {
            let text = ask::scenario(&place, about)?;
            say::told(|out| new::write_new(&path, &text, out))
        }
        Command::New { path, .. } => say::told(|out| new::run(&path, out)),
        Command::Jobs(asked) => say::told(|out| jobs::run(&asked, out)),
        Command::Plan { shards, command } => {
            let matches = again(command.clone())?;
            match analysis(&matches) {
                Some((entry, own)) => analyse::plan(entry, own, (&command.join(" "), shards)),
                None => Err(not_shared(&command)),
            }
        }
        Command::Merge { directory, out, plan, threads, quiet } => {
            let mut words = shards::command_in(&directory, plan.as_deref())?;
            let mut add = |option: &str, value: std::ffi::OsString| {
                words.extend([option.to_owned(), value.to_string_lossy().into_owned()]);
            };
            add("--merge", directory.into_os_string());
            out.into_iter().for_each(|out| add("--out", out.into_os_string()));
            threads.into_iter().for_each(|threads| add("--threads", threads.to_string().into()));
            words.extend(quiet.then(|| "--quiet".to_owned()));
            dispatch(&again(words)?)
        }
        Command::Status { directory } => shards::status(&directory),
        Command::Ask(asked) => ask::run(&asked),
        Command::Scenarios { asked } => say::told(|out| scenarios::run(asked, out)),
        Command::Completions { shell } => say::told(|out| manual::completions(program(), shell, out)),
        Command::Man { command } => say::told(|out| manual::man(program(), command.as_deref(), out)),
    }
}
