//! What the page calls. It fills the room with the text of a scenario, runs it, and reads the words and the values
//! where they lie in the engine's memory: they stand until the next run.

#![expect(unsafe_code, reason = "an export must keep its name; no unsafe block stands here")]

use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crate::answer;

struct Desk {
    scenario: Vec<u8>,
    words: String,
    values: Vec<f64>,
}

static DESK: Mutex<Desk> =
    Mutex::new(Desk { scenario: Vec::new(), words: String::new(), values: Vec::new() });

fn desk() -> MutexGuard<'static, Desk> {
    DESK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes room for the text of a scenario of so many bytes and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    let mut desk = desk();
    desk.scenario = vec![0; bytes];
    desk.scenario.as_mut_ptr()
}

/// Runs the scenario in the room. 0: names are the words, and there are values. 1: the words say why not.
///
/// A trap leaves the instance unfit for another run; its words say what the model said last.
#[unsafe(no_mangle)]
pub extern "C" fn run(replications: u32) -> u32 {
    static HOOK: Once = Once::new();
    // In a browser nothing can catch a panic and there is no terminal: its sentence waits among the words.
    HOOK.call_once(|| std::panic::set_hook(Box::new(|panic| desk().words = panic.to_string())));
    let scenario = std::mem::take(&mut desk().scenario);
    let answered = match String::from_utf8(scenario) {
        Ok(text) => answer(&text, replications),
        Err(fault) => Err(fault.to_string()),
    };
    let mut desk = desk();
    let status = u32::from(answered.is_err());
    (desk.words, desk.values) = match answered {
        Ok(answer) => (answer.names, answer.values),
        Err(sentence) => (sentence, Vec::new()),
    };
    status
}

/// Where the words begin, UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn words() -> *const u8 {
    desk().words.as_ptr()
}

/// Length of the words, bytes.
#[unsafe(no_mangle)]
pub extern "C" fn words_length() -> usize {
    desk().words.len()
}

/// Where the values begin.
#[unsafe(no_mangle)]
pub extern "C" fn values() -> *const f64 {
    desk().values.as_ptr()
}

/// Number of values.
#[unsafe(no_mangle)]
pub extern "C" fn values_length() -> usize {
    desk().values.len()
}
