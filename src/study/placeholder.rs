//! PLACEHOLDER, deleted when `model::run` is there: numbers without a model, so that the program
//! around it can be tried.

use std::sync::atomic::{AtomicBool, Ordering};

use super::experiment::{History, Shape};
use super::results::ContractRow;
use crate::draws::{Draws, Name, Purpose, normal};
use crate::indicator::INDICATORS;
use crate::scenario::Alternative;

pub(super) fn history(
    shape: &Shape,
    draws: &Draws,
    arm: &Alternative,
    stop: &AtomicBool,
) -> History {
    let term = arm
        .practices
        .first()
        .map_or(0.0, |practice| practice.contract.term_months);
    let value = |at: usize| {
        let luck = normal(draws.uniform(Purpose::StartingChild, Name::numbered(at), 0));
        10.0 + luck - 0.005 * term
    };
    let values = shape.units.len() * INDICATORS.len();
    let mut history = History {
        horizon: (0..values).map(value).collect(),
        yearly: (0..values * shape.years.len()).map(value).collect(),
        contracts: Vec::new(),
        child_months: 90_000,
    };
    if stop.load(Ordering::Relaxed) {
        history.horizon.clear();
    }
    for practice in &arm.practices {
        history.contracts.push(ContractRow {
            arm: 0,
            replication: 0,
            practice: practice.name.clone(),
            cycle: 0,
            awarded: 0.0,
            opened: 6.0,
            ended: 6.0 + term,
            term_months: term,
            fate: "not_renewed".to_owned(),
            cause: "term".to_owned(),
            months_from_renewal: 0.0,
        });
    }
    history
}
