//! Numbered work side by side: a stop flag, progress, failures as sentences, and what comes out folded in the order of
//! the numbers. Floats are never added up in parallel: eighty such sums gave nine different results.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::error::StudyError;
use super::pieces::Work;
use super::quietly::quietly;
use super::results::Failure;
#[cfg(feature = "cli")]
use super::spilled::Spill;
use super::threads::Threads;

/// Replications in memory before they are folded: enough to keep many threads busy.
const AT_ONCE: usize = 256;

static NEVER: AtomicBool = AtomicBool::new(false);

/// How far a stage of the work has come. A stage begins with nothing done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is counted, such as `runs`: one arm of one replication, or one point of a calibration.
    pub unit: &'static str,
    /// Finished, failed ones included.
    pub done: u64,
    /// In all, as far as is known.
    pub total: u64,
    /// Failed.
    pub failed: u64,
}

/// Runs the work of an analysis: on some threads, telling of progress, until it is done or stopped. No number depends
/// on any of it.
#[derive(Clone)]
pub struct Runner<'a> {
    threads: Arc<Threads>,
    progress: &'a (dyn Fn(Progress) + Sync),
    stop: &'a AtomicBool,
    counts: Option<Arc<Counts>>,
    work: Option<Work<'a>>,
    #[cfg(feature = "cli")]
    spill: Option<Arc<Spill>>,
}

struct Counts {
    unit: &'static str,
    total: u64,
    done: AtomicU64,
    failed: AtomicU64,
}

impl<'a> Runner<'a> {
    /// A runner on so many threads (0: one for each core) that tells `progress` and ends when `stop` is set.
    ///
    /// # Errors
    /// When the operating system gives no threads.
    pub fn new(
        threads: usize,
        progress: &'a (dyn Fn(Progress) + Sync),
        stop: &'a AtomicBool,
    ) -> Result<Runner<'a>, StudyError> {
        Ok(Runner {
            threads: Arc::new(Threads::new(threads)?),
            progress,
            stop,
            counts: None,
            work: None,
            #[cfg(feature = "cli")]
            spill: None,
        })
    }

    /// A runner that tells nobody and is never stopped.
    ///
    /// # Errors
    /// When the operating system gives no threads.
    pub fn silent(threads: usize) -> Result<Runner<'static>, StudyError> {
        Runner::new(threads, &|_| {}, &NEVER)
    }

    /// The same runner with a stage begun of so much work. Work that is part of a stage already counts there.
    pub fn counting(&self, unit: &'static str, total: u64) -> Runner<'a> {
        if self.counts.is_some() {
            return self.clone();
        }
        (self.progress)(Progress { unit, done: 0, total, failed: 0 });
        let counts = Counts { unit, total, done: AtomicU64::new(0), failed: AtomicU64::new(0) };
        Runner { counts: Some(Arc::new(counts)), ..self.clone() }
    }

    /// The same runner, whose studies are made of pieces that are kept.
    #[must_use]
    pub fn with_pieces(self, work: Work<'a>) -> Runner<'a> {
        Runner { work: Some(work), ..self }
    }

    /// The same runner, whose studies put away what memory should not hold.
    #[cfg(feature = "cli")]
    #[must_use]
    pub fn spilling(self, spill: Spill) -> Runner<'a> {
        Runner { spill: Some(Arc::new(spill)), ..self }
    }

    /// Where studies put away what memory should not hold.
    #[cfg(feature = "cli")]
    pub(super) fn spill(&self) -> Option<&Arc<Spill>> {
        self.spill.as_ref()
    }

    /// The pieces of the work, where they are kept.
    pub(super) fn work(&self) -> Option<&Work<'a>> {
        self.work.as_ref()
    }

    /// The flag that ends the work.
    pub fn stop(&self) -> &'a AtomicBool {
        self.stop
    }

    /// Whether the work is to end.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Does one piece of work and counts it; a sentence where it failed, panics included.
    pub(crate) fn attempt<T>(&self, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
        if self.is_stopped() {
            return Err(String::new());
        }
        let result = quietly(work);
        self.count(result.is_err());
        result
    }

    /// Counts a piece of work and tells of progress.
    pub(super) fn count(&self, has_failed: bool) {
        let Some(counts) = &self.counts else { return };
        let new = u64::from(has_failed);
        let failed = counts.failed.fetch_add(new, Ordering::Relaxed) + new;
        let done = counts.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.is_stopped() {
            let (unit, total) = (counts.unit, counts.total);
            (self.progress)(Progress { unit, done: done.min(total), total, failed });
        }
    }

    /// Takes so much as done or spared.
    pub(crate) fn reach(&self, done: u64) {
        if let Some(counts) = &self.counts {
            counts.done.store(done, Ordering::Relaxed);
        }
    }

    /// Applies `each` to every item, side by side. What comes out stands in the order of the items.
    pub(crate) fn map<T: Send, R: Send>(&self, items: Vec<T>, each: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        self.threads.map(items, each)
    }

    /// Works on numbers, `at_once` of them at a time, and folds what comes out in their order.
    ///
    /// # Errors
    /// When the work is stopped before its end, or what is folded can no longer be put away.
    pub(super) fn in_order<R: Send>(
        &self,
        numbers: Range<u32>,
        at_once: usize,
        work: impl Fn(u32) -> R + Sync + Send,
        mut fold: impl FnMut(R),
    ) -> Result<(), StudyError> {
        for first in numbers.clone().step_by(at_once.max(1)) {
            let last = first.saturating_add(at_once as u32).min(numbers.end);
            let finished = self.map((first..last).collect(), &work);
            if self.is_stopped() {
                return Err(StudyError::Interrupted);
            }
            finished.into_iter().for_each(&mut fold);
            #[cfg(feature = "cli")]
            if let Some(reason) = self.spill.as_ref().and_then(|spill| spill.fault()) {
                return Err(StudyError::NoRoom { reason: reason.to_owned() });
            }
        }
        Ok(())
    }

    /// Works on replications and folds what came out in the order of their numbers. Returns those that failed.
    ///
    /// # Errors
    /// When the work is stopped before its end.
    pub(crate) fn replications<R: Send>(
        &self,
        numbers: Range<u32>,
        work: impl Fn(u32) -> Result<R, String> + Sync,
        mut fold: impl FnMut(u32, R),
    ) -> Result<Vec<Failure>, StudyError> {
        let counting = self.counting("runs", numbers.len() as u64);
        let mut failures = Vec::new();
        let attempt = |number: u32| (number, counting.attempt(|| work(number)));
        self.in_order(numbers, AT_ONCE, attempt, |(replication, result)| match result {
            Ok(value) => fold(replication, value),
            Err(message) => failures.push(Failure { arm: 0, replication, message }),
        })?;
        Ok(failures)
    }
}

/// Does jobs side by side and gives what they return, in the order of the jobs. Where there are no threads to be had
/// they are done one after the other: no byte of what they write depends on it.
pub(crate) fn side_by_side<'a, T: Send>(threads: usize, jobs: Vec<Job<'a, T>>) -> Vec<T> {
    match Threads::new(threads) {
        Ok(threads) => threads.map(jobs, |job| job()),
        Err(_) => jobs.into_iter().map(|job| job()).collect(),
    }
}

/// Work that gives a result.
pub(crate) type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;
