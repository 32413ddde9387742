//! The replications of a study of arms: each begun once and lived by every arm.

use std::ops::Range;

use super::error::StudyError;
use super::experiment::{Beginning, Experiment, History, Shape};
use super::persons;
use super::pieces::{Lived, Pieces, Role, Stage};
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

/// What was drawn for a replication: values of the quantities, positions, children by unit.
type Opening = (Vec<f64>, Vec<String>, Vec<f64>);

/// An arm that need not be lived, and whether it counts as done by this process.
struct Life(Result<History, String>, bool);

/// What the runs of one study share.
struct Batch<'a, E> {
    experiment: &'a E,
    runner: Runner<'a>,
    keep_years: bool,
    /// Where pieces are kept.
    kept: Option<(&'a dyn Pieces, Stage)>,
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
    let kept = kept(experiment, &replications, keep_years, runner);
    let is_shard = kept.as_ref().is_some_and(|(_, stage)| matches!(stage.role, Role::Shard { .. }));
    let mine = kept.as_ref().map_or(replications.len() as u64 * arms as u64, |(_, stage)| stage.mine());
    match &kept {
        Some((pieces, stage @ Stage { role: Role::Merge, .. })) => stage.must_be_whole(*pieces)?,
        Some((_, Stage { role: Role::Plan, replications, arms, .. })) => {
            return Err(StudyError::Counted { replications: *replications, arms: *arms });
        }
        _ => {}
    }
    let runner = runner.counting("runs", mine);
    let batch = Batch { experiment, runner, keep_years, kept };
    let at_once = (HISTORIES_AT_ONCE / arms.max(1)).clamp(1, 256);
    if is_shard {
        batch.runner.in_order(replications, at_once, |number| drop(batch.replicate(number)), |()| {})?;
        return Err(StudyError::ShardLived { pieces: mine });
    }
    batch.runner.in_order(replications, at_once, |number| batch.replicate(number), fold)
}

/// The pieces of a stage, where they are kept.
fn kept<'a, E: Experiment>(
    experiment: &E,
    replications: &Range<u32>,
    keep_years: bool,
    runner: &Runner<'a>,
) -> Option<(&'a dyn Pieces, Stage)> {
    let work = runner.work()?;
    let mut identity = experiment.identity()?;
    // Where years are not kept a piece holds less.
    identity[0] ^= u8::from(keep_years);
    let stage = Stage {
        experiment: identity,
        role: work.begin_stage(),
        first: replications.start,
        replications: replications.len() as u32,
        arms: experiment.shape().arms.len() as u32,
    };
    Some((work.pieces, stage))
}

impl<E: Experiment> Batch<'_, E> {
    fn replicate(&self, number: u32) -> Replication {
        let shape = self.experiment.shape();
        let known: Vec<Option<Life>> = (0..shape.arms.len()).map(|arm| self.known(number, arm)).collect();
        if known.iter().all(Option::is_some)
            && let Some(opening) = self.known_opening(number)
        {
            known.iter().flatten().for_each(|life| self.count_known(life));
            return self.compared(number, opening, known.into_iter().flatten().map(|life| life.0).collect());
        }
        let begun = if self.runner.is_stopped() {
            Err(String::new())
        } else {
            quietly(|| self.experiment.begin(number))
        };
        match begun {
            Ok(beginning) => {
                self.keep_opening(number, &beginning);
                // Arms in parallel too: a sweep has many cells and perhaps one replication.
                let arms = known.into_iter().enumerate().collect();
                let histories = self.runner.map(arms, |(arm, known)| match known {
                    Some(life) => {
                        self.count_known(&life);
                        life.0
                    }
                    None => self.live(&beginning, number, arm),
                });
                let Beginning { parameters, positions, children, world: _ } = beginning;
                self.compared(number, (parameters, positions, children), histories)
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

    /// A replication whose arms are compared with the first, child by child.
    fn compared(
        &self,
        number: u32,
        (parameters, positions, children): Opening,
        mut histories: Vec<Result<History, String>>,
    ) -> Replication {
        persons::compare(&mut histories, self.experiment.least());
        Replication { number, parameters, positions, children, histories }
    }

    /// An arm that need not be lived: it is kept, or another shard's.
    fn known(&self, number: u32, arm: usize) -> Option<Life> {
        let (pieces, stage) = self.kept?;
        if !stage.is_mine(number, arm) {
            return Some(Life(Err(String::new()), false));
        }
        // A shard hands nothing over: what it has kept it need not read.
        if matches!(stage.role, Role::Shard { .. }) {
            return pieces.has(&stage.arm(number, arm)).then_some(Life(Err(String::new()), true));
        }
        match pieces.find(&stage.arm(number, arm))? {
            Lived::Arm(history) => Some(Life(Ok(*history), true)),
            Lived::Failed(sentence) => Some(Life(Err(sentence), true)),
            Lived::Opening { .. } => None,
        }
    }

    fn known_opening(&self, number: u32) -> Option<Opening> {
        let (pieces, stage) = self.kept?;
        match stage.role {
            Role::Shard { .. } => Some(Opening::default()),
            _ => match pieces.find(&stage.opening(number))? {
                Lived::Opening { parameters, positions, children } => Some((parameters, positions, children)),
                Lived::Arm(_) | Lived::Failed(_) => None,
            },
        }
    }

    fn count_known(&self, life: &Life) {
        if life.1 {
            self.runner.count(life.0.as_ref().is_err_and(|sentence| !sentence.is_empty()));
        }
    }

    fn keep_opening(&self, number: u32, beginning: &Beginning<E::World>) {
        let Some((pieces, stage)) = self.kept else { return };
        let piece = stage.opening(number);
        if !self.runner.is_stopped() && !pieces.has(&piece) {
            let Beginning { parameters, positions, children, world: _ } = beginning;
            let (parameters, positions) = (parameters.clone(), positions.clone());
            pieces.keep(&piece, &Lived::Opening { parameters, positions, children: children.clone() });
        }
    }

    fn keep(&self, number: u32, arm: usize, history: Result<History, String>) -> Result<History, String> {
        let Some((pieces, stage)) = self.kept else { return history };
        let lived = match history {
            // What a flag ended is no failure.
            Err(_) if self.runner.is_stopped() => return history,
            Err(sentence) => Lived::Failed(sentence),
            Ok(history) => Lived::Arm(Box::new(history)),
        };
        pieces.keep(&stage.arm(number, arm), &lived);
        match lived {
            Lived::Arm(history) => Ok(*history),
            Lived::Failed(sentence) => Err(sentence),
            Lived::Opening { .. } => unreachable!("an arm was kept"),
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
        self.keep(number, arm, history)
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
