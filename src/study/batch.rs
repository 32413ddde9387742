//! The replications of a study of arms: each begun once and lived by every arm.

use super::error::StudyError;
use super::experiment::{Beginning, Experiment, History, Shape};
use super::plan::Plan;
use super::quietly::quietly;
use super::run::Options;
use super::runner::{Runner, Signals};
use crate::indicator::HEADLINES;

/// One replication with everything that its arms did.
pub(crate) struct Replication {
    pub number: u32,
    pub parameters: Vec<f64>,
    pub positions: Vec<String>,
    pub children: Vec<f64>,
    /// By arm; a sentence where the arm failed.
    pub histories: Vec<Result<History, String>>,
}

/// What the runs of one study share.
struct Batch<'a, E> {
    experiment: &'a E,
    runner: Runner<'a>,
    keep_years: bool,
    signals: Signals<'a>,
}

/// Runs the units of a plan, `units_at_once` at a time, and folds the replications in order.
pub(crate) fn in_order<E: Experiment>(
    experiment: &E,
    plan: &Plan,
    options: &Options,
    keep_years: bool,
    units_at_once: usize,
    signals: Signals<'_>,
    fold: impl FnMut(Replication),
) -> Result<(), StudyError> {
    let arms = experiment.shape().arms.len() as u64;
    let runner = Runner::new(options.threads, u64::from(plan.replications()) * arms, signals)?;
    let batch = Batch { experiment, runner, keep_years, signals };
    let numbers: Vec<u32> =
        plan.units().flat_map(|unit| unit.first..unit.first + unit.replications).collect();
    let at_once = units_at_once * plan.units().next().map_or(1, |unit| unit.replications as usize);
    batch.runner.in_order(&numbers, at_once, |number| batch.replicate(number), fold)
}

impl<E: Experiment> Batch<'_, E> {
    fn replicate(&self, number: u32) -> Replication {
        let shape = self.experiment.shape();
        let begun = if self.runner.is_stopped() {
            Err(String::new())
        } else {
            quietly(|| self.experiment.begin(number))
        };
        match begun {
            Ok(beginning) => {
                // Arms in parallel too: a sweep has many cells and perhaps one replication.
                let arms = (0..shape.arms.len()).collect();
                let histories = self.runner.map(arms, |arm| self.live(&beginning, number, arm));
                let Beginning { parameters, positions, children, world: _ } = beginning;
                Replication { number, parameters, positions, children, histories }
            }
            Err(sentence) => {
                shape.arms.iter().for_each(|_| self.runner.tell(true));
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
        let stop = self.signals.1;
        let mut history = self.runner.attempt(|| {
            let history = self.experiment.live(beginning, number, arm, stop)?;
            self.experiment.shape().expect_of(&history);
            Ok(history)
        });
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
}

impl Shape {
    fn expect_of(&self, history: &History) {
        let values = self.units.len() * self.indicators.len();
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
