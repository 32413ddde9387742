//! Charges: the month's money is booked to each provider, and to each cohort fixed at the start.
//!
//! ```text
//! a provider = its costs by head, as the month's account has them (`finance`)
//! a cohort   = placements: months by type × price of a month × mean factor on it, by months with a provider
//!              each other head: months with a provider × that provider's cost of a case
//! ```
//!
//! A cohort's money is that of its placements as looked-after children and of the field work of whoever
//! served it; support to its care leavers is left out. The whole authority's money includes that support.
//! Pounds.

use super::conditions;
use crate::draws::Draws;
use crate::model::settings::Settings;
use crate::model::world::{COHORT_GROUPS, COST_HEADS, CostHead, World};

/// Books the month's money: to each provider what it cost, to each cohort its placements and its
/// share of the field work of whoever served it.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let providers = world.providers.len();
    for provider in 0..providers {
        world.tallies[provider].money = world.providers[provider].pounds;
    }
    let authority = settings.cohorts.as_ref().map_or(0, |cohorts| cohorts.authority);
    for group in providers..providers + COHORT_GROUPS {
        let tally = &mut world.tallies[group];
        let mut money = [0.0; COST_HEADS];
        for (months, price) in tally.by_type.iter().zip(&settings.money.placement_month) {
            money[CostHead::Placements as usize] += months * price;
        }
        let mut priced = 0.0;
        for (local, months) in tally.by_provider.iter().enumerate() {
            if *months <= 0.0 {
                continue;
            }
            let found = world
                .providers
                .iter()
                .find(|provider| provider.authority == authority && provider.local as usize == local);
            let Some(provider) = found else { continue };
            for (sum, cost) in money.iter_mut().zip(&provider.case_cost) {
                *sum += months * cost;
            }
            priced += conditions::placements(provider, *months);
        }
        let all: f64 = tally.by_provider.iter().sum();
        if all > 0.0 {
            money[CostHead::Placements as usize] *= priced / all;
        }
        tally.money = money;
    }
}
