//! Numbered work side by side: a stop flag, progress, failures as sentences, and what comes out folded in the order of
//! the numbers. Floats are never added up in parallel: eighty such sums gave nine different results.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::error::StudyError;
use super::quietly::quietly;
use super::threads::Threads;

/// How far the work has come, counted in runs: one arm of one replication, or one point of a calibration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Runs finished, failed ones included.
    pub done: u64,
    /// Runs in all, as far as is known.
    pub total: u64,
    /// Runs that failed.
    pub failed: u64,
}

/// Who is told of progress, and the flag that ends the work.
pub(crate) type Signals<'a> = (&'a (dyn Fn(Progress) + Sync), &'a AtomicBool);

/// Runs the work of one analysis.
pub(crate) struct Runner<'a> {
    threads: Threads,
    signals: Signals<'a>,
    total: u64,
    done: AtomicU64,
    failed: AtomicU64,
}

impl<'a> Runner<'a> {
    /// A runner on so many threads (0: one for each core) for `total` runs.
    ///
    /// # Errors
    /// When the operating system gives no threads.
    pub(crate) fn new(threads: usize, total: u64, signals: Signals<'a>) -> Result<Runner<'a>, StudyError> {
        let threads = Threads::new(threads)?;
        Ok(Runner { threads, signals, total, done: AtomicU64::new(0), failed: AtomicU64::new(0) })
    }

    /// Whether the work is to end.
    pub(crate) fn is_stopped(&self) -> bool {
        self.signals.1.load(Ordering::Relaxed)
    }

    /// Does one run and tells of it; a sentence where it failed, panics included.
    pub(crate) fn attempt<T>(&self, run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
        if self.is_stopped() {
            return Err(String::new());
        }
        let result = quietly(run);
        self.tell(result.is_err());
        result
    }

    /// Counts a run and tells of progress.
    pub(crate) fn tell(&self, has_failed: bool) {
        let failed = self.failed.fetch_add(u64::from(has_failed), Ordering::Relaxed) + u64::from(has_failed);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.is_stopped() {
            (self.signals.0)(Progress { done: done.min(self.total), total: self.total, failed });
        }
    }

    /// Counts so many runs as done or spared.
    pub(crate) fn reach(&self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
    }

    /// Applies `each` to every item, side by side. What comes out stands in the order of the items.
    pub(crate) fn map<T: Send, R: Send>(&self, items: Vec<T>, each: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        self.threads.map(items, each)
    }

    /// Works on every item, `at_once` of them at a time, and folds what comes out in their order.
    ///
    /// # Errors
    /// When the work is stopped before its end.
    pub(crate) fn in_order<T: Clone + Send + Sync, R: Send>(
        &self,
        items: &[T],
        at_once: usize,
        work: impl Fn(T) -> R + Sync + Send,
        mut fold: impl FnMut(R),
    ) -> Result<(), StudyError> {
        for chunk in items.chunks(at_once.max(1)) {
            let finished = self.map(chunk.to_vec(), &work);
            if self.is_stopped() {
                return Err(StudyError::Interrupted);
            }
            finished.into_iter().for_each(&mut fold);
        }
        Ok(())
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
