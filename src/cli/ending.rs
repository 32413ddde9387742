//! How commands that cannot go on end: one line on standard error and an exit.

use std::path::Path;
use std::time::Duration;

use super::directory::recover;
use super::exit::Exit;
use super::interrupt;
use super::say::note;
use crate::analysis::Fault;
use crate::report::words::counted;
use crate::results::{FailureEntry, OutputError};
use crate::study::StudyError;

/// Failed runs that are listed one by one; the tables hold all.
const LISTED: usize = 5;

/// An analysis that did not come to its end.
pub fn of_fault(fault: Fault) -> Exit {
    match fault {
        Fault::Study(error) => of_study(error),
        Fault::Output(error) => of_output(error),
    }
}

/// A study that did not finish.
pub fn of_study(error: StudyError) -> Exit {
    match error {
        StudyError::Interrupted => interrupt::give_up(),
        StudyError::NotKept { .. } | StudyError::NoRoom { .. } => of_writing(error.to_string()),
        other => {
            note(&format!("error: {other}"));
            Exit::BadInput
        }
    }
}

/// Results that could not be written or read.
pub fn of_output(error: OutputError) -> Exit {
    of_writing(error.to_string())
}

/// A directory that could not be opened, written or finished.
pub fn of_writing(sentence: String) -> Exit {
    // Whoever finds a directory gone because the user stopped the command has met no error of the disk.
    if interrupt::is_asked_for() {
        return interrupt::give_up();
    }
    note(&format!("error: {sentence}"));
    Exit::CouldNotWrite
}

/// A results directory that a command was told to read: put right where a command died while it replaced it, and
/// refused as a bad command line where there is none.
pub fn found_or_recovered(directory: &Path) -> Result<(), Exit> {
    recover(directory).map_err(of_writing)?;
    if directory.exists() {
        return Ok(());
    }
    note(&format!("error: `{}` is not there: give a directory with results", directory.display()));
    Err(Exit::BadInput)
}

/// Says which runs failed.
pub fn tell_failures(failures: &[FailureEntry]) {
    for FailureEntry { arm, replication, message } in failures.iter().take(LISTED) {
        note(&format!("failed: replication {replication} of \"{arm}\": {message}"));
    }
    if failures.len() > LISTED {
        note(&format!("failed: {} more, listed in the manifest", failures.len() - LISTED));
    }
}

/// Warnings, failures, time and place: the last lines of every analysis.
pub fn closing(directory: &Path, warnings: usize, failures: usize, took: Duration) -> String {
    let mut text = String::new();
    if warnings > 0 {
        text += &format!(
            "{} about the scenario, told above; `swplab check` tells {} again.\n",
            counted(warnings, "warning"),
            if warnings == 1 { "it" } else { "them" }
        );
    }
    if failures > 0 {
        text += &format!("{} failed.\n", counted(failures, "run"));
    }
    let report = directory.join("report.html");
    text + &format!("Done in {:.1} seconds. The report is {}\n", took.as_secs_f64(), report.display())
}
