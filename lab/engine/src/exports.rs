//! What the page calls. It fills the room with text, calls a function, and reads words, values and marks where they
//! lie in the engine's memory: they stand until the next call. Every function gives a status apart from what it says:
//! 0, and the answer lies there; 1, and the words say why not.
//!
//! A trap leaves the instance unfit for another call; its words say what the model said last.

#![expect(unsafe_code, reason = "an export must keep its name; no unsafe block stands here")]

use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use serde::de::DeserializeOwned;
use swplab::laboratory::{Laboratory, OverTime, Sent, Trace, Wanted, compose, profiles};

use crate::answer;

struct Desk {
    text: Vec<u8>,
    words: String,
    values: Vec<f64>,
    marks: Vec<u32>,
}

/// What a call gives.
#[derive(Default)]
struct Given {
    words: String,
    values: Vec<f64>,
    marks: Vec<u32>,
}

static DESK: Mutex<Desk> =
    Mutex::new(Desk { text: Vec::new(), words: String::new(), values: Vec::new(), marks: Vec::new() });
static BENCH: Mutex<Option<Laboratory>> = Mutex::new(None);

fn desk() -> MutexGuard<'static, Desk> {
    DESK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does one piece of work with the text in the room and puts what it gives on the desk.
fn at_desk(work: impl FnOnce(&str) -> Result<Given, String>) -> u32 {
    static HOOK: Once = Once::new();
    // In a browser nothing can catch a panic and there is no terminal: its sentence waits among the words.
    HOOK.call_once(|| std::panic::set_hook(Box::new(|panic| desk().words = panic.to_string())));
    let text = std::mem::take(&mut desk().text);
    // Whoever stops without a word must not be taken to have said what was said before.
    desk().words.clear();
    let given = match std::str::from_utf8(&text) {
        Ok(text) => work(text),
        Err(fault) => Err(fault.to_string()),
    };
    let status = u32::from(given.is_err());
    let given = given.unwrap_or_else(|sentence| Given { words: sentence, ..Given::default() });
    let mut desk = desk();
    (desk.words, desk.values, desk.marks) = (given.words, given.values, given.marks);
    status
}

/// The same with the scenario on the bench.
fn at_bench(work: impl FnOnce(&mut Laboratory) -> Result<Given, String>) -> u32 {
    at_desk(|_| {
        let mut bench = BENCH.lock().unwrap_or_else(PoisonError::into_inner);
        work(bench.as_mut().ok_or("No scenario is on the bench.")?)
    })
}

fn words(words: String) -> Given {
    Given { words, ..Given::default() }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|fault| fault.to_string())
}

/// Makes room for a text of so many bytes and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    let mut desk = desk();
    desk.text = vec![0; bytes];
    desk.text.as_mut_ptr()
}

/// Runs the scenario in the room. The words are its names, the values those of [`answer`].
#[unsafe(no_mangle)]
pub extern "C" fn run(replications: u32) -> u32 {
    at_desk(|text| {
        let answer = answer(text, replications)?;
        Ok(Given { words: answer.names, values: answer.values, marks: Vec::new() })
    })
}

/// Puts the scenario that the room holds as JSON ([`Sent`]) on the bench. The words are its opening.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> u32 {
    at_desk(|text| {
        let mut bench = BENCH.lock().unwrap_or_else(PoisonError::into_inner);
        // A scenario that is refused must not be answered for by the one before.
        let before = bench.take();
        let sent = read::<Sent>(text)?;
        let laboratory = bench.insert(match before {
            Some(before) => before.change(sent)?,
            None => Laboratory::open(sent)?,
        });
        Ok(words(laboratory.opening()))
    })
}

/// The scenario file that the room asks for as JSON ([`Wanted`]).
#[unsafe(no_mangle)]
pub extern "C" fn composed() -> u32 {
    at_desk(|text| Ok(words(compose(&read::<Wanted>(text)?))))
}

/// Names of the profiles that the engine carries, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn carried() -> u32 {
    at_desk(|_| Ok(words(profiles())))
}

/// One history of every arm. The values are those of [`Laboratory::history`].
#[unsafe(no_mangle)]
pub extern "C" fn history(replication: u32) -> u32 {
    at_bench(|bench| Ok(Given { values: bench.history(replication)?, ..Given::default() }))
}

/// Makes what the arms of a history share, so that what is asked of it then takes less time.
#[unsafe(no_mangle)]
pub extern "C" fn begin(replication: u32) -> u32 {
    at_bench(|bench| {
        bench.begin(replication);
        Ok(Given::default())
    })
}

/// One history of one arm. The values are those of [`Laboratory::life`].
#[unsafe(no_mangle)]
pub extern "C" fn life(replication: u32, arm: u32) -> u32 {
    at_bench(|bench| Ok(Given { values: bench.life(replication, arm as usize)?, ..Given::default() }))
}

/// One history of one arm, month by month: words, values and marks as [`swplab::laboratory::Trace`] says.
#[unsafe(no_mangle)]
pub extern "C" fn trace(replication: u32, arm: u32) -> u32 {
    at_bench(|bench| {
        let Trace { words, values, marks } = bench.trace(replication, arm as usize)?.clone();
        Ok(Given { words, values, marks })
    })
}

/// What happened to one child, named by both halves of her bits.
#[unsafe(no_mangle)]
pub extern "C" fn journey(replication: u32, arm: u32, high: u32, low: u32) -> u32 {
    let child = u64::from(high) << 32 | u64::from(low);
    at_bench(|bench| Ok(words(bench.journey(replication, arm as usize, child)?)))
}

/// Begins the study from which the sentences of a report are made.
#[unsafe(no_mangle)]
pub extern "C" fn begin_study(replications: u32) -> u32 {
    at_bench(|bench| {
        bench.begin_study(replications);
        Ok(Given::default())
    })
}

/// Lives one replication of it. There is one value: 1 where one is left, else 0.
#[unsafe(no_mangle)]
pub extern "C" fn live_next() -> u32 {
    at_bench(|bench| {
        let left = f64::from(u8::from(bench.live_next()?));
        Ok(Given { values: vec![left], ..Given::default() })
    })
}

/// What a run with these replications tells, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn told() -> u32 {
    at_bench(|bench| Ok(words(bench.told()?)))
}

/// The difference of the second arm from the first year by year, drawn: the room asks as JSON ([`OverTime`]).
#[unsafe(no_mangle)]
pub extern "C" fn over_time() -> u32 {
    at_desk(|text| {
        let bench = BENCH.lock().unwrap_or_else(PoisonError::into_inner);
        let bench = bench.as_ref().ok_or("No scenario is on the bench.")?;
        Ok(words(bench.over_time(&read::<OverTime>(text)?)?))
    })
}

/// What an outcome turns on: the room holds the measure, then in a line of its own the outcome in each replication from the
/// first, `NaN` where it is not defined. Words and values are those of [`swplab::laboratory::Turns`].
#[unsafe(no_mangle)]
pub extern "C" fn turns() -> u32 {
    at_desk(|text| {
        let mut lines = text.lines();
        let measure = lines.next().unwrap_or_default();
        let outcome = lines
            .map(|line| line.parse().map_err(|fault: std::num::ParseFloatError| format!("{line}: {fault}")));
        let outcome: Vec<f64> = outcome.collect::<Result<_, String>>()?;
        let bench = BENCH.lock().unwrap_or_else(PoisonError::into_inner);
        let found = bench.as_ref().ok_or("No scenario is on the bench.")?.turns(measure, &outcome);
        Ok(Given { words: found.words, values: found.values, ..Given::default() })
    })
}

/// Where the words begin, UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn words_at() -> *const u8 {
    desk().words.as_ptr()
}

/// Length of the words, bytes.
#[unsafe(no_mangle)]
pub extern "C" fn words_length() -> usize {
    desk().words.len()
}

/// Where the values begin.
#[unsafe(no_mangle)]
pub extern "C" fn values_at() -> *const f64 {
    desk().values.as_ptr()
}

/// Number of values.
#[unsafe(no_mangle)]
pub extern "C" fn values_length() -> usize {
    desk().values.len()
}

/// Where the marks begin.
#[unsafe(no_mangle)]
pub extern "C" fn marks_at() -> *const u32 {
    desk().marks.as_ptr()
}

/// Number of marks.
#[unsafe(no_mangle)]
pub extern "C" fn marks_length() -> usize {
    desk().marks.len()
}
