//! One row per tender and organisation.

use crate::analysis::run::rows::BidLine;
use crate::model::world::OWN_TEAM;
use crate::study::Results;

/// Bids in the order of the results.
pub(super) fn rows(results: &Results) -> impl Iterator<Item = BidLine> + '_ {
    results.bids.iter().map(|row| {
        let bid = &row.bid;
        let organisation = match bid.organisation {
            0 => row.practice.clone(),
            OWN_TEAM => bid.form.id().to_owned(),
            number => format!("{}-{number}", bid.form.id()),
        };
        BidLine {
            arm: results.arms[row.arm].clone(),
            replication: row.replication,
            practice: row.practice.clone(),
            cycle: bid.cycle,
            at: bid.at,
            organisation,
            form: bid.form.id().to_owned(),
            in_place: bid.is_in_place,
            chance: bid.chance,
            bid: bid.has_bid,
            price: bid.price,
            odds: bid.odds,
            won: bid.has_won,
        }
    })
}
