//! A study of arms: every replication with all its arms, kept as per-replication scalars.

use std::ops::Range;

use super::batch::{Replication, in_order};
use super::error::StudyError;
use super::experiment::{Experiment, Shape};
use super::results::{Failure, Results};
use super::runner::Runner;
use crate::indicator::{HEADLINES, INDICATORS};

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
    let mut collected = Collected::new(experiment.shape(), &replications);
    in_order(experiment, replications, true, runner, |one| collected.add(one))?;
    Ok(collected.finish())
}

struct Collected {
    results: Results,
    children: Vec<(f64, u32)>,
}

impl Collected {
    fn new(shape: &Shape, numbers: &Range<u32>) -> Collected {
        let replications = numbers.len();
        let rows = shape.arms.len() * replications * shape.units.len();
        let results = Results {
            arms: shape.arms.clone(),
            first_replication: numbers.start,
            replications,
            units: shape.units.clone(),
            years: shape.years.clone(),
            horizon: vec![f64::NAN; rows * INDICATORS.len()],
            yearly: vec![f64::NAN; rows * shape.years.len() * INDICATORS.len()],
            authorities: shape.authorities.clone(),
            by_authority: vec![
                f64::NAN;
                shape.arms.len() * replications * shape.authorities.len() * HEADLINES.len()
            ],
            contracts: Vec::new(),
            parameters: Vec::with_capacity(replications * shape.quantities.len()),
            quantities: shape.quantities.clone(),
            positions: Vec::with_capacity(replications * shape.hypotheses.len()),
            hypotheses: shape.hypotheses.clone(),
            failures: Vec::new(),
            child_months: 0,
        };
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
                Ok(history) => {
                    let row = arm * results.replications + position;
                    place(&mut results.horizon, row, &history.horizon);
                    place(&mut results.yearly, row, &history.yearly);
                    place(&mut results.by_authority, row, &history.authorities);
                    results.contracts.extend(history.contracts);
                    results.child_months += history.child_months;
                }
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

fn place(table: &mut [f64], row: usize, values: &[f64]) {
    table[row * values.len()..(row + 1) * values.len()].copy_from_slice(values);
}
