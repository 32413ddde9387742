//! Ctrl-C. The first asks the study to stop and removes what is unfinished; the second, or a
//! second's patience, ends the program at once.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use super::exit::Exit;
use super::say::note;

static STOP: AtomicBool = AtomicBool::new(false);
/// What is said at an interruption of work that is kept.
static KEPT: Mutex<Option<String>> = Mutex::new(None);
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// A long replication or the drawing of a report may not look at the flag for a while.
const PATIENCE: Duration = Duration::from_millis(700);

/// Listens for Ctrl-C and for a request to terminate, which set the flag; a command may ask for it at each of its parts.
pub fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(begin_to_listen);
}

fn begin_to_listen() {
    let listening = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            end_now();
        }
        std::thread::spawn(|| {
            std::thread::sleep(PATIENCE);
            end_now();
        });
    });
    if let Err(error) = listening {
        note(&format!("note: Ctrl-C will not clean up: {error}"));
    }
}

/// The flag that ends the work.
pub fn flag() -> &'static AtomicBool {
    &STOP
}

/// Whether the user asked to stop.
pub fn is_asked_for() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// The directory that must not survive an interruption. Whoever holds the guard keeps the end of
/// the program waiting, so that finishing a directory and removing it cannot overlap.
pub fn unfinished() -> MutexGuard<'static, Option<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From here on an interruption keeps what is done and says this sentence.
pub fn keeps(sentence: String) {
    *kept() = Some(sentence);
}

/// Removes what is unfinished unless it is kept, says so in one line, once, and gives the exit.
pub fn give_up() -> Exit {
    give_up_holding(&mut unfinished());
    Exit::Interrupted
}

fn kept() -> MutexGuard<'static, Option<String>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

fn give_up_holding(unfinished: &mut Option<PathBuf>) {
    static SAID: AtomicBool = AtomicBool::new(false);
    if let Some(directory) = unfinished.take() {
        super::directory::remove(&directory);
    }
    if !SAID.swap(true, Ordering::SeqCst) {
        note(kept().as_deref().unwrap_or("Interrupted: nothing was kept."));
    }
}

fn end_now() -> ! {
    let mut unfinished = unfinished();
    if unfinished.is_some() || kept().is_some() {
        give_up_holding(&mut unfinished);
    }
    std::process::exit(i32::from(Exit::Interrupted.code()))
}
