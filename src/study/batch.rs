//! The replications of a study of arms: each begun once and lived by every arm.

use std::ops::Range;

use super::error::StudyError;
use super::experiment::{Beginning, Experiment, History, Shape};
use super::persons;
use super::quietly::quietly;
use super::runner::Runner;
use super::standing::CELLS;
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
}

/// Histories in memory before they are folded.
const HISTORIES_AT_ONCE: usize = 8192;

/// Runs all arms of some replications and folds the replications in order. Memory does not grow with their number but
/// for what `fold` keeps.
///
/// # Errors
/// When the work is stopped before its end.
pub(crate) fn in_order<E: Experiment>(
    experiment: &E,
    replications: Range<u32>,
    keep_years: bool,
    runner: &Runner<'_>,
    fold: impl FnMut(Replication),
) -> Result<(), StudyError> {
    let arms = experiment.shape().arms.len();
    let runner = runner.counting("runs", replications.len() as u64 * arms as u64);
    let batch = Batch { experiment, runner, keep_years };
    let at_once = (HISTORIES_AT_ONCE / arms.max(1)).clamp(1, 256);
    batch.runner.in_order(replications, at_once, |number| batch.replicate(number), fold)
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
                let mut histories = self.runner.map(arms, |arm| self.live(&beginning, number, arm));
                persons::compare(&mut histories, self.experiment.least());
                let Beginning { parameters, positions, children, world: _ } = beginning;
                Replication { number, parameters, positions, children, histories }
            }
            Err(sentence) => {
                shape.arms.iter().for_each(|_| self.runner.count(true));
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
        let mut history = self.runner.attempt(|| {
            let history = self.experiment.live(beginning, number, arm, self.runner.stop())?;
            self.experiment.shape().expect_of(&history);
            Ok(history)
        });
        if let Ok(history) = &mut history {
            for contract in &mut history.contracts {
                contract.arm = arm;
                contract.replication = number;
            }
            for bid in &mut history.bids {
                bid.arm = arm;
                bid.replication = number;
            }
            if !self.keep_years {
                history.yearly = Vec::new();
                history.persons = Vec::new();
            }
        }
        history
    }
}

impl Shape {
    /// Values that are kept of all authorities in one life.
    pub(super) fn values_by_authority(&self) -> usize {
        let (units, years) = self.kept_by_authority;
        self.authorities.len() * units * years * self.indicators.len()
    }

    /// Counts of children that are kept in one life.
    pub(super) fn children_counted(&self) -> usize {
        self.places.len() * (self.years.len() + 1) * CELLS
    }

    fn expect_of(&self, history: &History) {
        let values = self.units.len() * self.indicators.len();
        assert_eq!(history.horizon.len(), values, "an arm must measure every unit and indicator");
        assert_eq!(
            history.authorities.len(),
            self.authorities.len() * HEADLINES.len(),
            "an arm must measure every authority and headline"
        );
        assert_eq!(
            history.authority_years.len(),
            self.values_by_authority(),
            "an arm must measure the years of each authority that are kept"
        );
        assert_eq!(history.standing.len(), self.children_counted(), "an arm must count its children");
        assert!(
            history.yearly.is_empty() || history.yearly.len() == values * self.years.len(),
            "an arm must measure every year or none"
        );
    }
}
