//! The command line: one file per command. It may use every room; no room uses it.

pub mod authorities;
mod calibrate;
pub mod check;
mod directory;
mod ending;
mod exit;
pub mod explain;
mod export;
mod gather;
mod import;
mod import_dfe;
mod import_ssda903;
mod interrupt;
mod kept;
mod load;
mod looks;
pub mod mechanisms;
pub mod new;
mod observe;
mod progress;
mod report;
mod run;
mod say;
pub mod schema;
mod sweep;
mod validate;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::results::Making;
use exit::{Exit, exit_codes};

const EXAMPLES: &str = "\
Examples:
  swplab run scenarios/contract-length.toml
  swplab run scenarios/contract-length.toml --replications 50 --out results/quick
  swplab sweep scenarios/contract-length.toml --vary contract.term_years=2,3,5,7,10
  swplab observe scenarios/first-wave.toml
  swplab power scenarios/first-wave.toml --effect 0.1,0.2,0.4 --sites 5
  swplab calibrate evidence/targets/england-2011.toml
  swplab explain in-house.caseload
  swplab verify results/contract-length
";

/// A simulation laboratory for how children's social work is organised.
#[derive(Debug, Parser)]
#[command(name = "swplab", version, arg_required_else_help = true, subcommand_required = true)]
#[command(after_help = format!("{EXAMPLES}\n{}", exit_codes()))]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a scenario and write its tables, charts and report
    Run {
        /// Scenario file
        scenario: PathBuf,
        /// Repeat this replication alone
        #[arg(long, value_name = "K", conflicts_with = "replications")]
        replication: Option<u32>,
        #[command(flatten)]
        options: Simulating,
    },
    /// Run every combination of some values on the same children with the same luck
    Sweep {
        /// Scenario file
        scenario: PathBuf,
        /// What to vary and its values; repeat for more factors. Replaces the [sweep] table
        #[arg(long, value_name = "PATH=A,B,C")]
        vary: Vec<String>,
        #[command(flatten)]
        options: Simulating,
    },
    /// Evaluate the practices of a scenario as an evaluation would: samples, noise, non-response
    Observe {
        /// Scenario file
        scenario: PathBuf,
        #[command(flatten)]
        design: Evaluating,
        #[command(flatten)]
        options: Simulating,
    },
    /// Show which effects the design of an evaluation can see, and how often it errs
    Power {
        /// Scenario file
        scenario: PathBuf,
        /// Effects to look for, in standard deviations
        #[arg(long, value_name = "A,B,C", value_delimiter = ',', default_values_t = [0.1, 0.2, 0.4],
              value_parser = observe::effect)]
        effect: Vec<f64>,
        #[command(flatten)]
        design: Evaluating,
        #[command(flatten)]
        options: Simulating,
    },
    /// Fit free parameters to published figures and save a posterior that scenarios can run over
    Calibrate {
        /// Targets file
        targets: PathBuf,
        #[command(flatten)]
        options: Calibrating,
    },
    /// Write a simulated authority in the form of a return
    Export {
        #[command(subcommand)]
        form: Exported,
    },
    /// Score what the model says of years that it was not fitted to against what was published
    Validate {
        /// Scenario that begins in published figures; the one that the program carries if not given
        scenario: Option<PathBuf>,
        /// Targets to which the parameters were fitted; refused where they are held out here
        #[arg(long, value_name = "TARGETS")]
        fit: Option<PathBuf>,
        /// Leave out the long look from 2011 to 2021
        #[arg(long)]
        no_long_look: bool,
        /// Leave out the facts of the pilots
        #[arg(long)]
        no_pilots: bool,
        /// Leave out the targets to which the baselines of England were calibrated, and what was held out of them
        #[arg(long)]
        no_calibration: bool,
        #[command(flatten)]
        options: Simulating,
    },
    /// Check a scenario file and show all its faults; write nothing
    Check {
        /// Scenario file
        scenario: PathBuf,
    },
    /// Show a quantity, hypothesis or mechanism: value, range, source, and what a scenario changed
    Explain {
        /// Id of the quantity, hypothesis or mechanism
        id: String,
        /// Scenario whose changes to show
        scenario: Option<PathBuf>,
    },
    /// List the claims about causes: in the model or left out, where and why
    Mechanisms {
        /// Id of one mechanism, such as M46
        id: Option<String>,
    },
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
    /// Print a JSON Schema of scenario files for an editor
    Schema,
    /// Draw the charts and the report again from the tables, without simulating
    Report {
        /// Results directory
        results: PathBuf,
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
    /// Write a starter scenario with comments
    New {
        /// File to write; must not exist
        path: PathBuf,
    },
}

/// Forms in which a simulated authority is written.
#[derive(Debug, Subcommand)]
enum Exported {
    /// The looked-after-children return (SSDA903) of one replication: synthetic, no real child
    Ssda903 {
        /// Scenario file
        scenario: PathBuf,
        #[command(flatten)]
        wanted: export::Wanted,
    },
}

/// The design of an evaluation, instead of the scenario's [observation] table.
#[derive(Args, Clone, Debug)]
struct Evaluating {
    /// Arm to evaluate, by name; the first if not given
    #[arg(long, value_name = "NAME")]
    arm: Option<String>,
    /// Practices evaluated
    #[arg(long, value_name = "N")]
    sites: Option<u32>,
    /// Length of the window of observation
    #[arg(long, value_name = "N")]
    months: Option<u32>,
    /// Answers to the staff survey, all groups together
    #[arg(long, visible_alias = "sample", value_name = "N")]
    staff: Option<u32>,
    /// Children interviewed, all groups together
    #[arg(long, value_name = "N")]
    children: Option<u32>,
    /// With whom practices are compared: host, comparison or both
    #[arg(long, value_name = "WHO")]
    comparator: Option<String>,
    /// Evaluations sampled from each simulated world
    #[arg(long, value_name = "N")]
    evaluations: Option<u32>,
}

/// What every command that simulates understands.
#[derive(Args, Clone, Debug)]
struct Simulating {
    /// Threads to use; as many as there are cores if not given. No result depends on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// Replications, instead of the scenario's own number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replications: Option<u32>,
    /// Results directory; a new one under results/ if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Seed, instead of the scenario's own
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=i64::MAX as u64))]
    seed: Option<u64>,
    /// Show no progress and no summary
    #[arg(long, short)]
    quiet: bool,
    /// Replace the results in --out
    #[arg(long, requires = "out")]
    replace: bool,
    #[command(flatten)]
    formats: Formats,
}

/// What a calibration understands.
#[derive(Args, Clone, Debug)]
struct Calibrating {
    /// Threads to use; as many as there are cores if not given. No result depends on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// Results directory; a new one under results/ if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Begin anew where an interrupted calibration has left points behind
    #[arg(long)]
    restart: bool,
    /// Show no progress and no summary
    #[arg(long, short)]
    quiet: bool,
    /// Replace the results in --out
    #[arg(long, requires = "out")]
    replace: bool,
    #[command(flatten)]
    formats: Formats,
}

/// Formats beside CSV and SVG, which a build of the program may lack.
#[derive(Args, Clone, Copy, Debug)]
struct Formats {
    /// Write each table as Parquet too, with typed columns (needs a build with --features parquet)
    #[arg(long)]
    parquet: bool,
    /// Write each chart as PNG too (needs a build with --features png)
    #[arg(long)]
    png: bool,
}

impl Formats {
    /// How results are made.
    ///
    /// # Errors
    /// Bad input, said in a line, when this build lacks a format.
    fn making(self, threads: usize) -> Result<Making, Exit> {
        let making = Making { threads, parquet: self.parquet, png: self.png };
        making.check().map_err(|fault| {
            say::note(&format!("error: {fault}"));
            Exit::BadInput
        })?;
        Ok(making)
    }
}

impl Simulating {
    fn threads(&self) -> usize {
        self.threads.map_or(0, |threads| threads as usize)
    }

    fn making(&self) -> Result<Making, Exit> {
        self.formats.making(self.threads())
    }
}

/// Parses the command line, runs the command and returns its exit code.
pub fn main() -> ExitCode {
    let exit = match Program::try_parse() {
        Ok(program) => dispatch(program.command),
        Err(refusal) => {
            let is_answer = !refusal.use_stderr();
            // A closed pipe is the reader's choice.
            let _ = refusal.print();
            if is_answer { Exit::Well } else { Exit::BadInput }
        }
    };
    ExitCode::from(exit.code())
}

fn dispatch(command: Command) -> Exit {
    let ended = match command {
        Command::Run { scenario, replication, options } => run::run(&scenario, replication, &options),
        Command::Sweep { scenario, vary, options } => sweep::run(&scenario, &vary, &options),
        Command::Observe { scenario, design, options } => observe::run(&scenario, &design, &options),
        Command::Power { scenario, effect, design, options } => {
            observe::run_power(&scenario, &effect, &design, &options)
        }
        Command::Calibrate { targets, options } => calibrate::run(&targets, &options),
        Command::Export { form: Exported::Ssda903 { scenario, wanted } } => {
            export::ssda903(&scenario, &wanted)
        }
        Command::Report { results, formats } => report::run(&results, formats),
        Command::Verify { results, threads, quiet } => {
            verify::run(&results, threads.map_or(0, |threads| threads as usize), quiet)
        }
        Command::Validate { scenario, fit, no_long_look, no_pilots, no_calibration, options } => {
            let asked = validate::Asked {
                scenario: scenario.as_deref(),
                fit: fit.as_deref(),
                without: validate::Without {
                    long_look: no_long_look,
                    pilots: no_pilots,
                    calibration: no_calibration,
                },
            };
            validate::run(asked, &options)
        }
        Command::Check { scenario } => say::told(|out| check::run(&scenario, out)),
        Command::Explain { id, scenario } => say::told(|out| explain::run(&id, scenario.as_deref(), out)),
        Command::Mechanisms { id } => say::told(|out| mechanisms::run(id.as_deref(), out)),
        Command::Authorities { like } => {
            say::told(|out| authorities::run(like.as_deref().unwrap_or(""), out))
        }
        Command::Import { from } => import::run(&from),
        Command::Schema => say::told(|out| schema::run(out)),
        Command::New { path } => say::told(|out| new::run(&path, out)),
    };
    ended.unwrap_or_else(|exit| exit)
}
