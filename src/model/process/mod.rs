//! What happens in a month, one file per process.

pub mod allocation;
pub mod arrivals;
mod award;
pub mod care_leavers;
pub mod casework;
pub mod commissioning;
#[cfg(test)]
mod contract_tests;
pub mod decisions;
mod establishment;
pub mod finance;
pub mod insecurity;
pub mod investment;
pub mod journey;
pub mod leaving_care;
pub mod placement;
pub mod politics;
pub mod renewal;
pub mod transfer;
pub mod trust;
pub mod workforce;

use crate::draws::{Draws, Name, Purpose, exponential};
use crate::model::hazard::bands::Curve;
use crate::model::world::{ELIGIBLE, SERVED, Tally, World};

/// A unit-exponential threshold at an address.
#[inline]
fn threshold(draws: &Draws, purpose: Purpose, name: Name, ordinal: u32) -> f64 {
    exponential(draws.uniform(purpose, name, ordinal))
}

/// When a threshold is crossed by `factor` × the cumulative hazard of a curve that began at
/// `started`, if that is before `until`. A product decides; only a crossing costs a quotient.
#[inline]
fn crossing<const N: usize>(
    curve: &Curve<N>,
    factor: f64,
    left: f64,
    started: f64,
    now: f64,
    until: f64,
) -> Option<f64> {
    let reached = curve.cumulative(now - started);
    if factor * (curve.cumulative(until - started) - reached) < left {
        return None;
    }
    let at = started + curve.reaches(reached + left / factor);
    // Rounding must not carry a crossing into the past.
    Some(if at > now { at } else { now })
}

/// Counts an event of child `i` in every group she belongs to.
#[inline]
fn count(world: &mut World, i: usize, cohorts: u8, add: impl Fn(&mut Tally)) {
    let post = world.children.pulse[i].post as usize;
    let authority = || {
        let who = world.children.who[i] as usize;
        world.authorities[usize::from(world.children.people[who].authority)].in_house
    };
    let provider = world
        .posts
        .get(post)
        .map_or_else(authority, |post| post.provider as usize);
    add(&mut world.tallies[provider]);
    if cohorts & SERVED != 0 {
        let group = world.served_group();
        add(&mut world.tallies[group]);
    }
    if cohorts & ELIGIBLE != 0 {
        let group = world.eligible_group();
        add(&mut world.tallies[group]);
    }
}
