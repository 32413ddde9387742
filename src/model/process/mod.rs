//! What happens in a month, one file per process.

pub mod allocation;
pub mod arrivals;
mod award;
pub mod budgets;
pub mod care_leavers;
pub mod casework;
pub mod commissioning;
#[cfg(test)]
mod contract_tests;
pub mod culture;
pub mod decisions;
mod establishment;
pub mod finance;
pub mod incentives;
pub mod insecurity;
pub mod inspection;
pub mod investment;
pub mod journey;
pub mod leaving_care;
pub mod need;
pub mod placement;
pub mod politics;
pub mod recruitment;
pub mod renewal;
pub mod settlement;
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

/// The first of several thresholds that `factor` × the cumulative hazard of its curve, begun at
/// `started`, crosses before `until`: when, and which. Products decide; only a crossing costs a
/// quotient. The curves have the same bands.
#[inline]
fn first_crossing<'a, const N: usize, const RISKS: usize>(
    curve: impl Fn(usize) -> &'a Curve<N>,
    factor: &[f64; RISKS],
    left: &[f64; RISKS],
    started: f64,
    now: f64,
    until: f64,
) -> (f64, Option<u8>) {
    let here = curve(0).place(now - started);
    let there = curve(0).place(until - started);
    let crosses = |risk: usize, place| {
        let curve = curve(risk);
        factor[risk] > 0.0 && factor[risk] * (curve.at(place) - curve.at(here)) >= left[risk]
    };
    // Mostly none crosses: one jump for all of them.
    let mut any = false;
    for risk in 0..RISKS {
        any |= crosses(risk, there);
    }
    if !any {
        return (until, None);
    }
    let (mut next, mut first) = (until, None);
    for risk in 0..RISKS {
        if !crosses(risk, curve(risk).place(next - started)) {
            continue;
        }
        let curve = curve(risk);
        let at = started + curve.reaches(curve.at(here) + left[risk] / factor[risk]);
        // Rounding must not carry a crossing into the past.
        let at = if at > now { at } else { now };
        if first.is_none() || at < next {
            next = at;
            first = Some(risk as u8);
        }
    }
    (next, first)
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
