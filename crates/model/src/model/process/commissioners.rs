//! Commissioners: what those who buy a service learn by doing it. X12, X13.
//!
//! ```text
//! learnt  += commissioners.learn × max(0, 1 - skill)        while a contract is prepared or runs        X13
//!          - commissioners.forget × learnt                  where none does
//!          + commissioners.network × max(0, best skill of the network - skill)                          X12
//! skill    = commissioning skill of the scenario + learnt, in a network of other authorities too
//! ```
//!
//! Only where `in_house.commissioners_learn` says so; elsewhere nothing is learnt and the skill stays as it is written. What
//! skill does: `trust` (M80). It grows in people who move on, so what is not used is lost. Shares of full skill, months; nothing was measured: grade D.

use crate::draws::Draws;
use crate::model::settings::Settings;
use crate::model::world::{Stage, World};

/// A month of every authority's commissioners.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    if settings.authorities.iter().all(|local| !local.in_house.commissioners_learn) {
        return;
    }
    let numbers = &settings.learning;
    let skills: Vec<f64> = (world.authorities.iter().zip(&settings.authorities))
        .map(|(state, local)| local.service_model.commissioning_skill + state.commissioning)
        .collect();
    for (authority, local) in settings.authorities.iter().enumerate() {
        if !local.in_house.commissioners_learn {
            continue;
        }
        let buys = (world.contracts.iter())
            .any(|contract| contract.authority == authority && contract.stage != Stage::Ended);
        let skill = skills[authority];
        let network = local.in_house.network.as_ref();
        let shared = |other: &usize| {
            network.is_some() && settings.authorities[*other].in_house.network.as_ref() == network
        };
        let best = (0..skills.len()).filter(shared).map(|other| skills[other]).fold(skill, f64::max);
        let learnt = &mut world.authorities[authority].commissioning;
        if buys {
            *learnt += numbers.commissioners_learn * (1.0 - skill).max(0.0);
        } else {
            *learnt -= numbers.commissioners_forget * *learnt;
        }
        *learnt += numbers.commissioners_network * (best - skill);
    }
    for provider in world.providers.iter_mut().filter(|provider| provider.practice.is_some()) {
        provider.buyer_learnt = world.authorities[provider.authority].commissioning;
    }
}
