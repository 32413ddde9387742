//! Orders: the department answers a finding by ordering a body into being, or leaves the service where it is. X7.
//!
//! ```text
//! ordered   with probability L(order.base; order.again × (findings before this one, at most 1)
//!                                          - order.run × how well the services are run)         (`inspection`)
//! on the day of the finding + order.months
//! ```
//!
//! Asked once for each finding, of an authority for which the scenario has a body that comes into being by intervention
//! and that has not been ordered yet. What is ordered is awarded on the day of the order (`award`). The department sees
//! what the inspection saw: persistent failure and how the services are run. Logits; months; sizes grade D.

use crate::draws::{Draws, Name, Purpose};
use crate::model::hazard::contracts::chance;
use crate::model::settings::Settings;
use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{AuthorityState, World};

/// Lets the department answer the findings of the month.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let (month, start) = (world.month, world.month_start());
    for terms in &settings.practices {
        let index = terms.practice.authority;
        let authority = &mut world.authorities[index];
        let found = authority.found_inadequate;
        let is_new = found >= start && found < start + 1.0;
        if !terms.practice.contract.by_intervention || !is_new || authority.ordered.is_finite() {
            continue;
        }
        let drawn = draws.uniform(Purpose::Order, Name::authority(index, month), 0);
        if drawn < orders(authority, &settings.commissioning) {
            authority.ordered = found + settings.commissioning.order_months;
        }
    }
}

/// Chance that a finding is answered by an order.
pub fn orders(authority: &AuthorityState, s: &CommissioningSettings) -> f64 {
    let again = f64::from(u8::from(authority.findings > 1));
    chance(s.order_base, s.order_again * again - s.order_run * authority.run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};
    use std::collections::BTreeMap;

    #[test]
    fn failure_that_lasts_and_services_that_are_run_badly_bring_orders() {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let settings =
            CommissioningSettings::new(&parameters, &Positions::drawn(&BTreeMap::new(), |_| 0.0), 2011);
        let mut authority = AuthorityState::at_start(0);
        authority.findings = 1;
        let first = orders(&authority, &settings);
        assert!((first - settings.order_base).abs() < 1e-12);
        authority.findings = 2;
        let again = orders(&authority, &settings);
        authority.run = -0.2;
        assert!(again > first && orders(&authority, &settings) > again);
    }
}
