//! What a study repeats. The study knows no model: it asks an experiment for the beginning of a
//! replication and for the history of each arm from there.

use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::books::Book;
use super::fates::{BidRow, ContractRow};
use super::persons::{COUNTED, Personal};
use super::results::Unit;
use crate::indicator::Indicator;

/// What every replication of an experiment looks like.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Arm names in order; the first is the reference. For a sweep, its cells.
    pub arms: Vec<String>,
    /// Units of results; `children` is filled in from the replications.
    pub units: Vec<Unit>,
    /// Authorities that are lived each by itself, by name; empty where there is one or where they touch.
    pub authorities: Vec<String>,
    /// Of these, how many units and years are kept of each, both from the first.
    pub kept_by_authority: (usize, usize),
    /// Every authority, by name.
    pub places: Vec<String>,
    /// Label of each year.
    pub years: Vec<String>,
    /// What is measured, in the order of the tables.
    pub indicators: Vec<Indicator>,
    /// Ids of the quantities drawn for each replication.
    pub quantities: Vec<String>,
    /// Ids of the hypotheses.
    pub hypotheses: Vec<String>,
}

/// What the arms of one replication share.
#[derive(Clone, Debug)]
pub struct Beginning<W> {
    /// The starting population and whatever else is made once, from which every arm starts.
    pub world: W,
    /// Value of each quantity, in the order of [`Shape::quantities`].
    pub parameters: Vec<f64>,
    /// Position on each hypothesis, in the order of [`Shape::hypotheses`].
    pub positions: Vec<String>,
    /// Looked-after children on the first day, by unit.
    pub children: Vec<f64>,
}

/// What happened in one arm of one replication. Values are `NaN` where not defined.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// By `[unit][indicator]`, flattened.
    pub horizon: Vec<f64>,
    /// By `[unit][year][indicator]`, flattened; empty if not kept.
    pub yearly: Vec<f64>,
    /// Over the horizon by `[authority][headline]`, in the order of [`Shape::authorities`] and
    /// [`HEADLINES`](crate::indicator::HEADLINES), flattened.
    pub authorities: Vec<f64>,
    /// By `[authority][unit][year][indicator]`, flattened, as far as [`Shape::kept_by_authority`] says.
    pub authority_years: Vec<f64>,
    /// Child-years by `[unit][phase]`, flattened: before the opening, within the arm's first term, after it; empty if not
    /// followed.
    pub exposure: Vec<f64>,
    /// By `[paired unit][year since the planned opening]` and [`FOLLOWED`](super::FOLLOWED), flattened; empty if not
    /// followed.
    pub since_opening: Vec<f64>,
    /// Children of each of [`Shape::places`] on the first day and at each year's end, by
    /// `[place][day][cell]`, flattened.
    pub standing: Vec<u32>,
    /// Contracts; the study fills in arm and replication.
    pub contracts: Vec<ContractRow>,
    /// Bids; the study fills in arm and replication.
    pub bids: Vec<BidRow>,
    /// Years of each provider.
    pub books: Vec<Book>,
    /// Those who are compared child by child; the study compares them with the first arm's and keeps [`Self::gains`] alone.
    pub persons: Vec<Personal>,
    /// By [`WAYS`](super::WAYS) of telling kinds of children apart: `[kind][counted][value]`, flattened; empty if not followed.
    pub gains: Vec<f64>,
    /// Months from the first day in which each change during the run came, infinite of one that never did; empty if not
    /// followed.
    pub came: Vec<f64>,
    /// Looked-after child-months of the arm.
    pub child_months: u64,
    /// Of these, those that were lived for it alone: what arms share is lived once, for the first of them.
    pub lived_child_months: u64,
}

/// Something that can be repeated: the beginning of a replication, then each arm from there.
///
/// Both functions depend on their arguments only. A panic inside either is a failed replication.
pub trait Experiment: Sync {
    /// What the arms share.
    type World: Send + Sync;

    /// What every replication looks like.
    fn shape(&self) -> &Shape;

    /// Draws the parameter set and positions of a replication and makes its starting population.
    ///
    /// # Errors
    /// A sentence on why this replication cannot begin; all its arms are then failed rows.
    fn begin(&self, replication: u32) -> Result<Beginning<Self::World>, String>;

    /// A hash of all that the lives are told, so that a piece that was kept is known again; none where that cannot be told.
    fn identity(&self) -> Option<[u8; 16]> {
        None
    }

    /// How many more events a year matter, of each thing that is counted child by child.
    fn least(&self) -> [f64; COUNTED.len()] {
        [0.0; COUNTED.len()]
    }

    /// Lives one arm from the beginning to the horizon. May return early with any error once
    /// `stop` is set: nothing of an interrupted study is kept.
    ///
    /// # Errors
    /// A sentence on why this arm failed; it is then one failed row.
    fn live(
        &self,
        beginning: &Beginning<Self::World>,
        replication: u32,
        arm: usize,
        stop: &AtomicBool,
    ) -> Result<History, String>;
}
