//! One row per contract.

use crate::analysis::run::rows::ContractLine;
use crate::results::table::cell;
use crate::study::Results;

/// Contracts in the order of the results.
pub(super) fn rows(results: &Results) -> Vec<ContractLine> {
    results
        .contracts
        .iter()
        .map(|contract| ContractLine {
            arm: results.arms[contract.arm].clone(),
            replication: contract.replication,
            practice: contract.practice.clone(),
            cycle: contract.cycle,
            awarded: cell(contract.awarded),
            opened: cell(contract.opened),
            ended: cell(contract.ended),
            term_months: cell(contract.term_months),
            fate: contract.fate.clone(),
            cause: contract.cause.clone(),
            months_from_renewal: cell(contract.months_from_renewal),
        })
        .collect()
}
