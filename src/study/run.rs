//! A study of arms: every replication with all its arms, kept as per-replication scalars.

use std::sync::atomic::AtomicBool;

use super::batch::{Replication, in_order};
use super::error::StudyError;
use super::experiment::{Experiment, Shape};
use super::plan::Plan;
use super::results::{ArmId, Failure, Results};
use super::runner::Progress;

/// How a study is run; none of it changes a number of a replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Threads; 0 means one for each core that the process may use.
    pub threads: usize,
    /// First replication.
    pub first_replication: u32,
    /// Number of replications.
    pub replications: u32,
}

/// Replications held in memory before they are folded: enough to keep many threads busy.
const REPLICATIONS_AT_ONCE: usize = 256;

/// Runs all arms of all replications. The results do not depend on the number of threads, and
/// those of a replication do not depend on which others are run.
///
/// # Errors
/// When `stop` is set before the end, or when no threads can be had.
pub fn run<E: Experiment>(
    experiment: &E,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
    stop: &AtomicBool,
) -> Result<Results, StudyError> {
    let plan = Plan::of_arms(options.first_replication, options.replications);
    let mut collected = Collected::new(experiment.shape(), &plan, options.first_replication);
    in_order(experiment, &plan, options, true, REPLICATIONS_AT_ONCE, (progress, stop), |one| {
        collected.add(one);
    })?;
    Ok(collected.finish())
}

struct Collected {
    results: Results,
    children: Vec<(f64, u32)>,
}

impl Collected {
    fn new(shape: &Shape, plan: &Plan, first_replication: u32) -> Collected {
        let results = Results::of(shape, first_replication, plan.replications() as usize);
        Collected { results, children: vec![(0.0, 0); shape.units.len()] }
    }

    fn add(&mut self, one: Replication) {
        let results = &mut self.results;
        results.parameters.extend(one.parameters);
        results.positions.extend(one.positions);
        for ((sum, count), children) in self.children.iter_mut().zip(one.children) {
            if !children.is_nan() {
                *sum += children;
                *count += 1;
            }
        }
        let position = (one.number - results.first_replication) as usize;
        for (arm, history) in one.histories.into_iter().enumerate() {
            match history {
                Ok(history) => results.keep(ArmId(arm), position, history),
                Err(message) => {
                    results.failures.push(Failure { arm, replication: one.number, message });
                }
            }
        }
    }

    fn finish(self) -> Results {
        let mut results = self.results;
        for (unit, (sum, count)) in results.units.iter_mut().zip(self.children) {
            unit.children = if count == 0 { f64::NAN } else { sum / f64::from(count) };
        }
        results.contracts.sort_by(|one, other| {
            (one.arm, one.replication, &one.practice, one.cycle).cmp(&(
                other.arm,
                other.replication,
                &other.practice,
                other.cycle,
            ))
        });
        results.failures.sort_by_key(|failure| (failure.arm, failure.replication));
        results
    }
}
