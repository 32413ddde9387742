//! Satisfaction: what children and families make of the month.
//!
//! ```text
//! satisfaction = satisfaction.level
//!                + satisfaction.relationship × (mean relationship - relationship.reference)
//!                + term of the month (`conditions`: the experience of `experience`), within 0 to 1
//!                - satisfaction.late × months by which decisions of the month are later than in an ordinary authority,
//!                  for each child-month
//! ```
//!
//! The relationship is that of child and case holder; what families make of it follows through the terms of the
//! month, for parents are not persons of the model. A cohort's satisfaction is that of its providers, by months
//! served, but for the decisions that its own children waited for; so is its reachability, how soon the case holder is spoken to (`experience`). Index; grade D.

use super::conditions;
use crate::draws::Draws;
use crate::model::settings::Settings;
use crate::model::world::{COHORT_GROUPS, LOCAL_PROVIDERS, World};
use crate::terms::DAYS_PER_MONTH;

/// What children and families of each provider make of the month, counted for every group.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    world.add_up();
    let numbers = &settings.experience;
    for (provider, tally) in world.providers.iter().zip(&mut world.tallies) {
        let months = tally.child_months;
        if months <= 0.0 {
            continue;
        }
        let felt = numbers.relationship * (tally.relationship / months - settings.casework.reference);
        let satisfaction = conditions::satisfaction(provider, numbers.level + felt).clamp(0.0, 1.0);
        tally.satisfaction = months * satisfaction;
        tally.reachability = months * provider.access.reachability;
    }
    of_cohorts(world, settings);
    let casework = &settings.casework;
    for tally in &mut world.tallies {
        let late = (tally.decision_days - tally.decisions * casework.ordinary_days) / DAYS_PER_MONTH;
        let months = tally.child_months;
        tally.satisfaction = (tally.satisfaction - numbers.late * late).clamp(0.0, months.max(0.0));
    }
}

/// What the providers of the cohorts' children give them, by months served.
fn of_cohorts(world: &mut World, settings: &Settings) {
    let Some(cohorts) = &settings.cohorts else {
        return;
    };
    let providers = world.providers.len();
    for group in providers..providers + COHORT_GROUPS {
        for index in 0..providers {
            let provider = &world.providers[index];
            let local = provider.local as usize % LOCAL_PROVIDERS;
            let months = world.tallies[group].by_provider[local];
            let theirs = &world.tallies[index];
            if provider.authority != cohorts.authority || theirs.child_months <= 0.0 {
                continue;
            }
            let share = months / theirs.child_months;
            let (satisfaction, reachability) = (theirs.satisfaction, theirs.reachability);
            world.tallies[group].satisfaction += share * satisfaction;
            world.tallies[group].reachability += share * reachability;
        }
    }
}
