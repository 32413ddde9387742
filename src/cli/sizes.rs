//! `swplab mechanisms --measure`: what each mechanism does in the scenario in which it shows, beside what was expected of it.

use std::path::{Path, PathBuf};

use clap::{Args, value_parser};

use super::exit::Exit;
use super::files::{self, Readers};
use super::progress::Shown;
use super::say::{self, note};
use super::{ending, interrupt, mechanisms};
use crate::analysis::sizes::{Measured, Unmeasured, Verdict, measure};
use crate::evidence::{Mechanism, Size};
use crate::scenario::Document;
use crate::study::Runner;

/// Where a repository keeps its scenarios.
const FOLDER: &str = "scenarios";

/// What is asked.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// Id of one mechanism, such as M46
    pub id: Option<String>,
    /// Live each mechanism's scenario with it and without it on the same children with the same luck, and set the difference beside
    /// the size that was expected before it was measured; reads scenarios/
    #[arg(long)]
    pub measure: bool,
    /// Replications of each measurement
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = value_parser!(u32).range(2..=100_000), requires = "measure")]
    replications: u32,
    /// Write the sizes as a table too
    #[arg(long, value_name = "FILE", requires = "measure")]
    write: Option<PathBuf>,
    /// Threads to use; as many as there are cores if not given. No result depends on it
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=1024), requires = "measure")]
    threads: Option<u32>,
    /// Show no progress
    #[arg(long, short, requires = "measure")]
    quiet: bool,
}

/// Measures what is asked, and tells it.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn run(asked: &Asked) -> Result<Exit, Exit> {
    let chosen: Vec<&'static Mechanism> = match &asked.id {
        None => Mechanism::all().iter().filter(|mechanism| mechanism.is_implemented()).collect(),
        Some(id) => match mechanisms::find(id).filter(|mechanism| mechanism.is_implemented()) {
            Some(mechanism) => vec![mechanism],
            None => {
                note(&format!("\"{id}\" is no mechanism that the model carries."));
                return Err(Exit::BadInput);
            }
        },
    };
    if let Some(path) = &asked.write {
        files::must_be_free(path, true)?;
    }
    interrupt::listen();
    let threads = asked.threads.map_or(0, |threads| threads as usize);
    let mut rows = Vec::new();
    for mechanism in chosen {
        let (Some(of), Some(size)) = (&mechanism.shown, Size::of(&mechanism.id)) else {
            continue;
        };
        if !asked.quiet {
            note(&format!("{}: {}", mechanism.id, mechanism.claim));
        }
        let path = Path::new(FOLDER).join(format!("{}.toml", of.scenario));
        let document = Document::read(&path).map_err(|faults| {
            note(&format!("error: {}: {faults}", path.display()));
            Exit::BadInput
        })?;
        let shown = Shown::new(asked.quiet);
        let step = |progress| shown.step(progress);
        let runner = Runner::new(threads, &step, interrupt::flag()).map_err(ending::of_study)?;
        let measured = measure(&document, mechanism, (of, size), asked.replications, &runner);
        shown.end();
        rows.push((mechanism, size, measured.map_err(refuse)?));
    }
    if let Some(path) = &asked.write {
        files::write_all(&[(path.clone(), table(&rows))], Readers::All, true)?;
    }
    say::told(|out| {
        for (mechanism, size, measured) in &rows {
            writeln!(out, "{}", line(mechanism, size, measured))?;
        }
        writeln!(out, "\n{}", summary(&rows.iter().map(|row| row.2.verdict).collect::<Vec<Verdict>>()))?;
        Ok(0)
    })
}

/// Says why a size could not be measured.
fn refuse(fault: Unmeasured) -> Exit {
    match fault {
        Unmeasured::Faults(faults) => {
            for fault in faults {
                note(&format!("error: {fault}"));
            }
            Exit::BadInput
        }
        Unmeasured::Study(fault) => ending::of_study(fault),
        Unmeasured::Missing(what) => {
            note(&format!("error: {what}"));
            Exit::SomeFailed
        }
    }
}

type Row = (&'static Mechanism, &'static Size, Measured);

/// One mechanism in a line.
fn line(mechanism: &Mechanism, size: &Size, measured: &Measured) -> String {
    let scenario = mechanism.shown.as_ref().map_or("", |shown| &shown.scenario);
    let (low, high) = measured.interval;
    format!(
        "{:<5} {scenario}, {} of {}: {:+.4} ({low:+.4} to {high:+.4}), expected {:+} to {:+}: {}",
        mechanism.id,
        measured.indicator.id,
        size.unit,
        measured.mean,
        size.low,
        size.high,
        measured.verdict.words()
    )
}

/// How many there are of each verdict.
pub fn summary(verdicts: &[Verdict]) -> String {
    let count = |verdict| verdicts.iter().filter(|one| **one == verdict).count();
    let seen = verdicts.len() - count(Verdict::NoneSeen);
    let seen = match (seen, verdicts.len()) {
        (1, 1) => "The mechanism is seen to act".to_owned(),
        (0, 1) => "The mechanism is not seen to act".to_owned(),
        (1, all) => format!("1 of {all} mechanisms is seen to act"),
        (seen, all) => format!("{seen} of {all} mechanisms are seen to act"),
    };
    format!(
        "{seen}: {} as expected, {} smaller, {} larger, {} against their sign; of {} nothing is seen.",
        count(Verdict::Agrees),
        count(Verdict::Smaller),
        count(Verdict::Larger),
        count(Verdict::Opposite),
        count(Verdict::NoneSeen)
    )
}

/// The table of sizes, as CSV.
fn table(rows: &[Row]) -> String {
    let mut text =
        "mechanism,scenario,indicator,unit,expected_low,expected_high,mean,low,high,replications,verdict\n"
            .to_owned();
    for (mechanism, size, measured) in rows {
        let scenario = mechanism.shown.as_ref().map_or("", |shown| &shown.scenario);
        let (low, high) = measured.interval;
        text.push_str(&format!(
            "{},{scenario},{},{},{},{},{},{low},{high},{},{}\n",
            mechanism.id,
            measured.indicator.id,
            size.unit,
            size.low,
            size.high,
            measured.mean,
            measured.replications,
            measured.verdict.words()
        ));
    }
    text
}
