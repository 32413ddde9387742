//! How commands that cannot go on end: one line on standard error and an exit.

use super::exit::Exit;
use super::interrupt;
use super::say::note;
use crate::results::OutputError;
use crate::study::{Failure, StudyError};

/// Failed runs that are listed one by one; the tables hold all.
const LISTED: usize = 5;

/// A study that did not finish.
pub fn of_study(error: StudyError) -> Exit {
    match error {
        StudyError::Interrupted => interrupt::give_up(),
        other => {
            note(&format!("error: {other}"));
            Exit::BadInput
        }
    }
}

/// Results that could not be written or read.
pub fn of_output(error: OutputError) -> Exit {
    // A report that finds its directory gone because the user stopped it is no error of the disk.
    if interrupt::is_asked_for() {
        return interrupt::give_up();
    }
    of_writing(error.to_string())
}

/// A directory that could not be opened or finished.
pub fn of_writing(sentence: String) -> Exit {
    note(&format!("error: {sentence}"));
    Exit::CouldNotWrite
}

/// Says which runs failed.
pub fn tell_failures(failures: &[Failure], name: impl Fn(usize) -> String) {
    for failure in failures.iter().take(LISTED) {
        let Failure { arm, replication, message } = failure;
        note(&format!("failed: replication {replication} of \"{}\": {message}", name(*arm)));
    }
    if failures.len() > LISTED {
        note(&format!("failed: {} more, listed in the manifest", failures.len() - LISTED));
    }
}

/// The exit of a study that ran to its end.
pub fn exit_of(failures: &[Failure]) -> Exit {
    if failures.is_empty() { Exit::Well } else { Exit::SomeFailed }
}

#[cfg(test)]
mod tests {
    use super::{Exit, Failure, exit_of};

    #[test]
    fn a_study_with_a_failed_run_ends_with_its_own_exit() {
        let failure = Failure { arm: 0, replication: 7, message: "posts do not add up".to_owned() };
        assert_eq!(exit_of(&[]), Exit::Well);
        assert_eq!(exit_of(&[failure]), Exit::SomeFailed);
    }
}
