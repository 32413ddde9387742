//! Runs replications in parallel and hands them on in order. Floats are never added up in
//! parallel: eighty such sums gave nine different results.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::error::StudyError;
use super::experiment::{Beginning, Experiment, History, Shape};
use super::plan::{Plan, WorkUnit};
use super::quietly::quietly;
use super::run::{Options, Progress};
use super::threads::Threads;
use crate::indicator::{HEADLINES, INDICATORS};

/// One replication with everything that its arms did.
pub(crate) struct Replication {
    pub number: u32,
    pub parameters: Vec<f64>,
    pub positions: Vec<String>,
    pub children: Vec<f64>,
    /// By arm; a sentence where the arm failed.
    pub histories: Vec<Result<History, String>>,
}

/// What the threads of one study share.
struct Batch<'a, E> {
    experiment: &'a E,
    threads: &'a Threads,
    keep_years: bool,
    total: u64,
    done: AtomicU64,
    failed: AtomicU64,
    progress: &'a (dyn Fn(Progress) + Sync),
    stop: &'a AtomicBool,
}

/// Runs the units of a plan, `units_at_once` at a time, and folds the replications in order.
pub(crate) fn in_order<E: Experiment>(
    experiment: &E,
    plan: &Plan,
    options: &Options,
    keep_years: bool,
    units_at_once: usize,
    (progress, stop): (&(dyn Fn(Progress) + Sync), &AtomicBool),
    mut fold: impl FnMut(Replication) + Send,
) -> Result<(), StudyError> {
    let threads = Threads::new(options.threads)?;
    let arms = experiment.shape().arms.len() as u64;
    let batch = Batch {
        experiment,
        threads: &threads,
        keep_years,
        total: u64::from(plan.replications()) * arms,
        done: AtomicU64::new(0),
        failed: AtomicU64::new(0),
        progress,
        stop,
    };
    let units: Vec<WorkUnit> = plan.units().collect();
    for chunk in units.chunks(units_at_once) {
        let numbers: Vec<u32> =
            chunk.iter().flat_map(|unit| unit.first..unit.first + unit.replications).collect();
        let finished = threads.map(numbers, |number| batch.replicate(number));
        if stop.load(Ordering::Relaxed) {
            return Err(StudyError::Interrupted);
        }
        finished.into_iter().for_each(&mut fold);
    }
    Ok(())
}

impl<E: Experiment> Batch<'_, E> {
    fn replicate(&self, number: u32) -> Replication {
        let shape = self.experiment.shape();
        let begun =
            if self.is_stopped() { Err(String::new()) } else { quietly(|| self.experiment.begin(number)) };
        match begun {
            Ok(beginning) => {
                // Arms in parallel too: a sweep has many cells and perhaps one replication.
                let arms = (0..shape.arms.len()).collect();
                let histories = self.threads.map(arms, |arm| self.live(&beginning, number, arm));
                let Beginning { parameters, positions, children, world: _ } = beginning;
                Replication { number, parameters, positions, children, histories }
            }
            Err(sentence) => {
                shape.arms.iter().for_each(|_| self.tell(true));
                Replication {
                    number,
                    parameters: vec![f64::NAN; shape.quantities.len()],
                    positions: vec![String::new(); shape.hypotheses.len()],
                    children: vec![f64::NAN; shape.units.len()],
                    histories: shape.arms.iter().map(|_| Err(sentence.clone())).collect(),
                }
            }
        }
    }

    fn live(&self, beginning: &Beginning<E::World>, number: u32, arm: usize) -> Result<History, String> {
        if self.is_stopped() {
            return Err(String::new());
        }
        let mut history = quietly(|| {
            let history = self.experiment.live(beginning, number, arm, self.stop)?;
            self.experiment.shape().expect_of(&history);
            Ok(history)
        });
        self.tell(history.is_err());
        if let Ok(history) = &mut history {
            for contract in &mut history.contracts {
                contract.arm = arm;
                contract.replication = number;
            }
            if !self.keep_years {
                history.yearly = Vec::new();
            }
        }
        history
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn tell(&self, has_failed: bool) {
        let failed = self.failed.fetch_add(u64::from(has_failed), Ordering::Relaxed);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let failed = failed + u64::from(has_failed);
        if !self.is_stopped() {
            (self.progress)(Progress { done, total: self.total, failed });
        }
    }
}

impl Shape {
    fn expect_of(&self, history: &History) {
        let values = self.units.len() * INDICATORS.len();
        assert_eq!(history.horizon.len(), values, "an arm must measure every unit and indicator");
        assert_eq!(
            history.authorities.len(),
            self.authorities.len() * HEADLINES.len(),
            "an arm must measure every authority and headline"
        );
        assert!(
            history.yearly.is_empty() || history.yearly.len() == values * self.years.len(),
            "an arm must measure every year or none"
        );
    }
}
