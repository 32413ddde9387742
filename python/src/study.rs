//! A study on a thread of its own, while the interpreter goes on, hears Ctrl-C and is told of progress.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError};
use pyo3::prelude::*;
use swplab::analysis::machine::{Asks, shortage};
use swplab::analysis::{self, Entry, Fault, File, Input, REGISTRY, Refusal};
use swplab::results::{OutputOptions, RunLog};
use swplab::scenario::carried::CARRIED;
use swplab::study::{InMemory, Progress, Runner, StudyError};

use crate::{InputError, OutputError};

/// How soon Ctrl-C is heard and progress told.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
/// How long a study that was stopped is waited for.
const PATIENCE: Duration = Duration::from_millis(700);
/// Stack of the thread of a study, bytes: that of the main thread of a program.
const STACK: usize = 8 << 20;

/// What a study came to: what is said at its end, whether no run failed, and warnings about what was asked.
type Told = (String, bool, Vec<String>);

/// What is asked of an analysis beside what it reads.
struct Asked {
    entry: &'static Entry,
    input: Input,
    request: serde_json::Value,
    threads: usize,
    directory: PathBuf,
}

/// Why a study did not come to its end.
enum Ended {
    Refused(Refusal),
    By(Fault),
}

impl From<Fault> for Ended {
    fn from(fault: Fault) -> Ended {
        Ended::By(fault)
    }
}

impl From<Ended> for PyErr {
    fn from(ended: Ended) -> PyErr {
        match ended {
            Ended::Refused(refusal) => refused(&refusal),
            Ended::By(Fault::Study(StudyError::Interrupted)) => PyKeyboardInterrupt::new_err(()),
            Ended::By(Fault::Study(fault)) => InputError::new_err(fault.to_string()),
            Ended::By(Fault::Output(fault)) => OutputError::new_err(fault.to_string()),
        }
    }
}

/// Sentences as the program says them, without the word that stands before what is no fault of a file.
fn refused(Refusal(sentences): &Refusal) -> PyErr {
    let plain = sentences.iter().map(|said| said.strip_prefix("error: ").unwrap_or(said));
    InputError::new_err(plain.collect::<Vec<_>>().join("\n"))
}

/// What an analysis reads: what was typed, or a text, whose files are beside the folder in which Python works.
fn input(file: File, typed: PathBuf, text: Option<String>) -> Result<Input, Refusal> {
    match (text, file) {
        (Some(text), _) => Ok(Input::written(&typed.to_string_lossy(), text, PathBuf::new())),
        (None, File::Scenario | File::ScenarioOr(..)) => Input::typed(&typed),
        (None, File::Targets | File::Place) => Ok(Input::file(typed)),
    }
}

/// Carries out an analysis into an existing, empty directory: its tables, manifest and run log.
#[pyfunction]
#[pyo3(signature = (command, typed, text, request, numbers, threads, directory, progress))]
#[expect(clippy::too_many_arguments, reason = "one call of the package around it, which names them all")]
pub fn carry_out(
    py: Python<'_>,
    command: &str,
    typed: PathBuf,
    text: Option<String>,
    request: &str,
    numbers: (Option<u64>, Option<u32>),
    threads: usize,
    directory: PathBuf,
    progress: Option<Py<PyAny>>,
) -> PyResult<Told> {
    let entry = REGISTRY.iter().find(|entry| entry.command == command);
    let entry = entry.ok_or_else(|| InputError::new_err(format!("there is no analysis `{command}`")))?;
    let request = serde_json::from_str(request).map_err(|fault| InputError::new_err(fault.to_string()))?;
    let mut input = input(entry.file, typed, text).map_err(|refusal| refused(&refusal))?;
    (input.seed, input.replications) = numbers;
    let asked = Asked { entry, input, request, threads, directory };
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, steps) = channel();
    let steps = Mutex::new(steps);
    let study = thread::Builder::new().name("study".to_owned()).stack_size(STACK);
    let study = study.spawn({
        let stop = Arc::clone(&stop);
        move || live(asked, &stop, sender)
    })?;
    if let Err(raised) = listen(py, &steps, progress.as_ref()) {
        // A callback that fails and Ctrl-C end the study; what they raised is what is to be seen.
        stop.store(true, Ordering::SeqCst);
        py.detach(|| wait_a_while(&study));
        return Err(raised);
    }
    let ended = py.detach(|| study.join());
    let ended =
        ended.map_err(|_| PyRuntimeError::new_err("the study ended in a fault of the program itself"))?;
    Ok(ended?)
}

/// The study, without the interpreter.
fn live(asked: Asked, stop: &AtomicBool, steps: Sender<Progress>) -> Result<Told, Ended> {
    let Asked { entry, mut input, request, threads, directory } = asked;
    let began = Instant::now();
    let prepared = entry.prepare(&mut input, request).map_err(Ended::Refused)?;
    if let Some(sentence) = shortage(&prepared.need(), threads, None, Asks::Study) {
        return Err(Ended::Refused(Refusal(vec![sentence])));
    }
    // Nobody who listens is no reason to stop.
    let step = move |progress| {
        let _ = steps.send(progress);
    };
    let outcome = {
        let runner = Runner::new(threads, &step, stop).map_err(Fault::Study)?;
        prepared.carry_out(&directory, OutputOptions::plain(threads), &runner, &mut InMemory::default())?
    };
    RunLog::of(began.elapsed(), threads).write(&directory).map_err(Fault::Output)?;
    Ok((outcome.ending, outcome.is_well, input.warnings))
}

/// Waits for the end of a study that was told to stop. One that does not look at the flag for a while is left to itself: it
/// writes where nothing is looked for any more.
fn wait_a_while<T>(study: &JoinHandle<T>) {
    let until = Instant::now() + PATIENCE;
    while !study.is_finished() && Instant::now() < until {
        thread::sleep(BETWEEN_LOOKS / 10);
    }
}

/// Waits for the end of the study. Meanwhile Python works on other threads, signals are heard, and progress is told now and
/// then: the last step of those that came.
fn listen(py: Python<'_>, steps: &Mutex<Receiver<Progress>>, progress: Option<&Py<PyAny>>) -> PyResult<()> {
    loop {
        let (last, is_over) = py.detach(|| steps_until(steps, Instant::now() + BETWEEN_LOOKS));
        py.check_signals()?;
        if let (Some(callback), Some(Progress { unit, done, total, failed })) = (progress, last) {
            callback.call1(py, (unit, done, total, failed))?;
        }
        if is_over {
            return Ok(());
        }
    }
}

/// The last step before a moment, and whether the study is over.
fn steps_until(steps: &Mutex<Receiver<Progress>>, until: Instant) -> (Option<Progress>, bool) {
    let steps = steps.lock().unwrap_or_else(PoisonError::into_inner);
    let mut last = None;
    loop {
        match steps.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(step) => last = Some(step),
            Err(RecvTimeoutError::Timeout) => return (last, false),
            Err(RecvTimeoutError::Disconnected) => return (last, true),
        }
    }
}

/// The scenario as resolved, and warnings about it.
#[pyfunction]
#[pyo3(signature = (typed, text))]
pub fn resolved(py: Python<'_>, typed: PathBuf, text: Option<String>) -> PyResult<(String, Vec<String>)> {
    let read = py.detach(|| {
        let mut input = input(File::Scenario, typed, text)?;
        let loaded = input.scenario(&[])?;
        Ok((loaded.scenario.resolved(), input.warnings))
    });
    read.map_err(|refusal| refused(&refusal))
}

/// Name, title, question and text of every scenario that the program carries.
#[pyfunction]
pub fn carried() -> PyResult<Vec<(&'static str, String, String, &'static str)>> {
    let each = CARRIED.iter().map(|one| {
        let read = one.document().and_then(|document| document.scenario());
        let (scenario, _) = read.map_err(|faults| InputError::new_err(faults.to_string()))?;
        Ok((one.name, scenario.title, scenario.question, one.text))
    });
    each.collect()
}

/// The manifest of a results directory as JSON, of this version or of an earlier one.
#[pyfunction]
pub fn manifest(directory: PathBuf) -> PyResult<String> {
    Ok(serde_json::to_string(&read_manifest(&directory)?).expect("a manifest is plain data"))
}

/// The manifest of a results directory.
pub fn read_manifest(directory: &Path) -> PyResult<swplab::results::Manifest> {
    analysis::read_manifest(directory).map_err(|fault| OutputError::new_err(fault.to_string()))
}

/// Draws charts and report of a results directory.
#[pyfunction]
pub fn report(py: Python<'_>, directory: PathBuf, threads: usize) -> PyResult<()> {
    let drawn = py.detach(|| analysis::report(&directory, OutputOptions::plain(threads)));
    drawn.map_err(|fault| OutputError::new_err(fault.to_string()))
}
