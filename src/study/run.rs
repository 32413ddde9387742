//! A study of arms: every replication with all its arms, kept as per-replication scalars.

use std::ops::Range;

use super::batch::{Replication, in_order};
use super::error::StudyError;
use super::experiment::{Experiment, Shape};
use super::results::{ArmId, Failure, Results};
use super::runner::Runner;

/// Runs all arms of some replications. The results do not depend on the number of threads, and those of a replication
/// do not depend on which others are run.
///
/// # Errors
/// When the work is stopped before its end.
pub fn run<E: Experiment>(
    experiment: &E,
    replications: Range<u32>,
    runner: &Runner<'_>,
) -> Result<Results, StudyError> {
    let mut collected = Collected::new(experiment.shape(), &replications, runner);
    in_order(experiment, replications, true, runner, |one| collected.add(one))?;
    Ok(collected.finish())
}

/// What a look at results so far says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Replications in all after which to look again.
    pub next: u32,
    /// Replications in all that are planned.
    pub planned: u32,
}

/// Runs a pilot, then more replications until a look at what is there says that it is enough. The results are those of
/// [`run`] with as many replications.
///
/// # Errors
/// When the work is stopped before its end.
pub fn run_until<E: Experiment>(
    experiment: &E,
    pilot: u32,
    runner: &Runner<'_>,
    look: &mut dyn FnMut(&Results) -> Option<Look>,
) -> Result<Results, StudyError> {
    let mut collected = Collected::new(experiment.shape(), &(0..pilot), runner);
    let arms = experiment.shape().arms.len() as u64;
    let mut lived = 0;
    let mut next = Some(Look { next: pilot, planned: pilot });
    while let Some(Look { next: until, planned }) = next {
        collected.results = collected.results.grown(until as usize);
        // Progress is that of the plan, so that the time left is too.
        let staged = runner.counting("runs", u64::from(planned.max(until) - lived) * arms);
        in_order(experiment, lived..until, true, &staged, |one| collected.add(one))?;
        lived = until;
        next = look(&collected.results).filter(|look| look.next > lived);
    }
    Ok(collected.finish())
}

/// A study lived a replication at a time, with other work between them. The results are those of [`run`].
pub struct InPieces {
    collected: Collected,
    lived: u32,
    planned: u32,
}

impl InPieces {
    /// A study of so many replications, none of them lived.
    pub fn of<E: Experiment>(experiment: &E, planned: u32) -> InPieces {
        let collected = Collected::in_memory(experiment.shape(), &(0..planned));
        InPieces { collected, lived: 0, planned }
    }

    /// Lives the next replication; whether one is left after it.
    ///
    /// # Errors
    /// When the work is stopped.
    pub fn live_next<E: Experiment>(
        &mut self,
        experiment: &E,
        runner: &Runner<'_>,
    ) -> Result<bool, StudyError> {
        if self.lived < self.planned {
            let next = self.lived..self.lived + 1;
            in_order(experiment, next, true, runner, |one| self.collected.add(one))?;
            self.lived += 1;
        }
        Ok(self.lived < self.planned)
    }

    /// The results, when all are lived.
    pub fn finish(self) -> Results {
        self.collected.finish()
    }
}

struct Collected {
    results: Results,
    children: Vec<(f64, u32)>,
}

impl Collected {
    #[cfg_attr(not(feature = "cli"), expect(unused_variables, reason = "there is no disk"))]
    fn new(shape: &Shape, numbers: &Range<u32>, runner: &Runner<'_>) -> Collected {
        let collected = Collected::in_memory(shape, numbers);
        #[cfg(feature = "cli")]
        let collected =
            Collected { results: collected.results.spilling(runner.spill().cloned()), ..collected };
        collected
    }

    fn in_memory(shape: &Shape, numbers: &Range<u32>) -> Collected {
        let results = Results::of(shape, numbers.start, numbers.len());
        Collected { results, children: vec![(0.0, 0); shape.units.len()] }
    }

    fn add(&mut self, one: Replication) {
        let results = &mut self.results;
        for ((sum, count), children) in self.children.iter_mut().zip(one.children) {
            if !children.is_nan() {
                *sum += children;
                *count += 1;
            }
        }
        let position = (one.number - results.first_replication) as usize;
        results.keep_drawn(position, &one.parameters, &one.positions);
        for (arm, history) in one.histories.into_iter().enumerate() {
            match history {
                Ok(history) => results.keep(ArmId(arm), position, history),
                Err(message) => {
                    results.failures.push(Failure { arm, replication: one.number, message });
                }
            }
        }
        #[cfg(feature = "cli")]
        results.put_away(position + 1);
    }

    fn finish(self) -> Results {
        let mut results = self.results;
        #[cfg(feature = "cli")]
        results.put_rest_away();
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
