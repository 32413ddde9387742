//! What a study hands over: per-replication scalars, in replication order, and nothing that
//! depends on threads or clocks.

mod asked;
mod kept;

use kept::KEPT;

use super::columns::Columns;
use super::fates::{BidRow, ContractRow};
use crate::indicator::Indicator;

/// What a result is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// The whole authority: identical membership in all arms, so it enters paired differences.
    Whole,
    /// A cohort fixed at the start and identical in all arms; enters paired differences.
    Cohort,
    /// Whoever the in-house teams or a practice serve: differs between arms, no paired difference.
    Provider,
}

/// One unit of results.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Stable id: `authority`, `cohort_served`, `cohort_eligible`, `in_house`, `practice`, ...
    pub id: String,
    /// Title in words.
    pub title: String,
    /// What it is.
    pub kind: UnitKind,
    /// Mean number of looked-after children on the first day (for the noise of a cohort that size).
    pub children: f64,
}

impl Unit {
    /// Whether an answer is given of it first: everybody, and the remit where there is a service.
    pub fn is_answered(&self) -> bool {
        self.kind == UnitKind::Whole || (self.id == "remit" && self.children > 0.0)
    }

    /// Whether arms may be compared on this unit child by child.
    pub fn is_paired(&self) -> bool {
        self.kind != UnitKind::Provider
    }
}

/// A replication that failed: a row, not an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Arm.
    pub arm: usize,
    /// Replication.
    pub replication: u32,
    /// What the model said.
    pub message: String,
}

/// Position of an arm; the first is the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArmId(pub usize);

/// Position of a unit of results; the first is the whole authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitId(pub usize);

/// Position of a financial year, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearId(pub usize);

/// All that a study found. Values are asked for by arm, replication, unit, indicator and year; they are `NaN` where an
/// indicator is not defined. A replication is asked for by its position, 0 for the first of this study.
#[derive(Clone, Debug)]
pub struct Results {
    /// Arm names in order; the first is the reference.
    pub arms: Vec<String>,
    /// First replication (0 unless one replication is repeated alone).
    pub first_replication: u32,
    /// Number of replications.
    pub replications: usize,
    /// Units of results.
    pub units: Vec<Unit>,
    /// Label of each year, such as `2011 to 2012`.
    pub years: Vec<String>,
    /// What is measured, in the order of the tables: the declared indicators, then those of the caller.
    pub indicators: Vec<Indicator>,
    /// Authorities that are lived each by itself, by name; empty where there is one or where they touch.
    pub authorities: Vec<String>,
    /// Every authority, by name.
    pub places: Vec<String>,
    /// Contracts, sorted by arm, replication, practice, cycle.
    pub contracts: Vec<ContractRow>,
    /// Bids of every tender, and who did not bid, sorted by arm, replication and month.
    pub bids: Vec<BidRow>,
    /// Ids of the quantities drawn.
    pub quantities: Vec<String>,
    /// Ids of the hypotheses.
    pub hypotheses: Vec<String>,
    /// Replications that failed; their values are `NaN`.
    pub failures: Vec<Failure>,
    /// Looked-after child-months of all arms.
    pub child_months: u64,
    /// Of these, those that were lived: what arms share before they differ is lived once.
    pub lived_child_months: u64,
    /// Units and years that are kept of each authority that is lived by itself.
    kept_by_authority: (usize, usize),
    /// How much of a life each kind of its numbers takes.
    widths: [usize; KEPT],
    /// Providers of each arm, as its first life has them.
    providers: Vec<Vec<String>>,
    /// What was lived, by arm: of each life the numbers that `Kept` names, one kind after the other.
    lives: Vec<Columns>,
    /// What was drawn for each replication: the quantities' values, then the number of each hypothesis' position.
    drawn: Columns,
    /// Names of the positions of each hypothesis that were taken, in the order in which they came.
    taken: Vec<Vec<String>>,
    /// Value of each quantity in the first replication, and whether it had another since.
    first_drawn: Vec<(f64, bool)>,
    /// Where lives are put away that memory should not hold.
    #[cfg(feature = "cli")]
    spill: Option<std::sync::Arc<crate::study::spilled::Spill>>,
}

impl Results {
    /// The arm of a name.
    pub fn arm(&self, name: &str) -> Option<ArmId> {
        self.arms.iter().position(|arm| arm == name).map(ArmId)
    }

    /// The unit of an id, such as `authority` or `cohort_served`.
    pub fn unit(&self, id: &str) -> Option<UnitId> {
        self.units.iter().position(|unit| unit.id == id).map(UnitId)
    }

    /// Every arm with its name.
    pub fn each_arm(&self) -> impl Iterator<Item = (ArmId, &str)> {
        self.arms.iter().enumerate().map(|(at, name)| (ArmId(at), name.as_str()))
    }

    /// Every unit.
    pub fn each_unit(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        self.units.iter().enumerate().map(|(at, unit)| (UnitId(at), unit))
    }

    /// Every year with its label.
    pub fn each_year(&self) -> impl DoubleEndedIterator<Item = (YearId, &str)> {
        self.years.iter().enumerate().map(|(at, label)| (YearId(at), label.as_str()))
    }
}
