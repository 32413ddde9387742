//! What became of contracts, and what was bid for them: rows of one replication of one arm.

use serde::{Deserialize, Serialize};

use crate::model::world::{Bid, World};
use crate::scenario::Alternative;

/// One contract of one replication, from award to end or to the horizon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContractRow {
    /// Arm, as a position in [`super::Results::arms`].
    pub arm: usize,
    /// Replication.
    pub replication: u32,
    /// Practice, by name.
    pub practice: String,
    /// Which contract of this practice's service it is, from 0.
    pub cycle: u32,
    /// Month of the award, from the start of the study.
    pub awarded: f64,
    /// Month in which children were transferred; `NaN` if it never opened.
    pub opened: f64,
    /// Month of the end; `NaN` while still running at the horizon.
    pub ended: f64,
    /// Term that was agreed, months, extensions included.
    pub term_months: f64,
    /// What happened: `running`, `renewed`, `lost_tender`, `not_renewed`, `terminated`, `never_opened`.
    pub fate: String,
    /// Why: `term`, `politics`, `trust`, `money`, `failure`, `restructure`, `inspection`, ...; empty while running.
    pub cause: String,
    /// Months from the nearest renewal or break point at the end; `NaN` while running.
    pub months_from_renewal: f64,
}

/// What one organisation did in one tender of one replication.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BidRow {
    /// Arm, as a position in [`super::Results::arms`].
    pub arm: usize,
    /// Replication.
    pub replication: u32,
    /// Practice whose service was tendered, by name.
    pub practice: String,
    /// The bid, or the decision not to make one.
    pub bid: Bid,
}

/// The bids of a world, with practices of an arm by name.
pub(super) fn bid_rows(world: &World, arm: &Alternative) -> Vec<BidRow> {
    let practice = |provider: usize| world.providers[provider].practice.unwrap_or(0);
    let row = |bid: &Bid| BidRow {
        arm: 0,
        replication: 0,
        practice: arm.practices[practice(bid.provider)].name.clone(),
        bid: *bid,
    };
    world.bids.iter().map(row).collect()
}

/// The contracts of a world, by practice and then in their order.
pub(super) fn contract_rows(world: &World, arm: &Alternative) -> Vec<ContractRow> {
    let mut rows: Vec<ContractRow> = world
        .contracts
        .iter()
        .map(|contract| ContractRow {
            arm: 0,
            replication: 0,
            practice: arm.practices[contract.practice].name.clone(),
            cycle: contract.cycle,
            awarded: contract.awarded,
            opened: if contract.has_opened { contract.opens } else { f64::NAN },
            ended: contract.ended,
            term_months: contract.ends - contract.opens,
            fate: contract.fate.id().to_owned(),
            cause: contract.cause.id().to_owned(),
            months_from_renewal: contract.months_from_renewal,
        })
        .collect();
    rows.sort_by(|a, b| a.practice.cmp(&b.practice).then(a.cycle.cmp(&b.cycle)));
    rows
}
