//! What happens in a month, one file per process.

pub mod allocation;
pub mod aptitude;
pub mod arrivals;
pub mod austerity;
mod award;
pub mod before_care;
pub mod budgets;
pub mod care_leavers;
pub mod casework;
pub mod charges;
pub mod climate;
pub mod commissioners;
pub mod commissioning;
pub mod conditions;
pub mod culture;
pub mod dated_events;
pub mod decisions;
pub mod establishment;
pub mod experience;
pub mod finance;
pub mod first_day;
pub mod grades;
pub mod habits;
pub mod incentives;
pub mod incidents;
pub mod innovation;
pub mod insecurity;
mod insourcing;
pub mod inspection;
pub mod integration;
mod interruption;
pub mod investment;
pub mod joining;
pub mod journey;
pub mod last_day;
pub mod learning;
pub mod leaving_care;
pub mod levers;
pub mod managers;
pub mod market;
pub mod need;
pub mod orders;
pub mod origins;
pub mod pathway;
pub mod placement;
pub mod planning;
pub mod politics;
pub mod recruitment;
pub mod renewal;
pub mod requests;
pub mod reviews;
pub mod satisfaction;
pub mod selection;
pub mod settlement;
pub mod track_record;
pub mod transfer;
pub mod trust;
pub mod unaccompanied;
pub mod units;
pub mod vacancy;
pub mod ways;
pub mod workforce;

use crate::draws::{Draws, Name, Purpose, exponential};
use crate::model::settings::Settings;
use crate::model::world::{Provider, Tally, World};

/// A unit-exponential threshold at an address.
#[inline]
fn threshold(draws: &Draws, purpose: Purpose, name: Name, ordinal: u32) -> f64 {
    exponential(draws.uniform(purpose, name, ordinal))
}

/// Whether a provider is a practice outside the authority.
fn is_outside(provider: &Provider, settings: &Settings) -> bool {
    provider.practice.is_some_and(|practice| !settings.practices[practice].practice.is_in_house_unit())
}

/// Counts an event of child `i` where she is.
#[inline]
fn count(world: &mut World, i: usize, cohorts: u8, add: impl Fn(&mut Tally)) {
    let post = world.children.state[i].post as usize;
    let authority = || {
        let who = world.children.who[i] as usize;
        world.authorities[usize::from(world.children.people[who].authority)].in_house
    };
    let provider = world.posts.get(post).map_or_else(authority, |post| post.provider as usize);
    add(&mut world.cells[World::cell(provider, cohorts)]);
}
