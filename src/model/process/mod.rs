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
use crate::model::world::{ELIGIBLE, SERVED, Tally, World};

/// A unit-exponential threshold at an address.
#[inline]
fn threshold(draws: &Draws, purpose: Purpose, name: Name, ordinal: u32) -> f64 {
    exponential(draws.uniform(purpose, name, ordinal))
}

/// When the first of several thresholds is crossed at constant rates, or `until`. Divides only if
/// one is crossed before: mostly none is, and a product decides.
#[inline]
fn earliest<const N: usize>(left: &[f64; N], rate: &[f64; N], now: f64, until: f64) -> f64 {
    let span = until - now;
    let mut next = until;
    for risk in 0..N {
        if rate[risk] > 0.0 && rate[risk] * span >= left[risk] {
            let at = now
                + if left[risk] > 0.0 {
                    left[risk] / rate[risk]
                } else {
                    0.0
                };
            if at < next {
                next = at;
            }
        }
    }
    next
}

/// Which threshold is crossed after `passed` months at constant rates: the one furthest past.
#[inline]
fn which_crossed<const N: usize>(left: &[f64; N], rate: &[f64; N], passed: f64) -> Option<usize> {
    let mut found = None;
    let mut least = f64::INFINITY;
    for risk in 0..N {
        if rate[risk] > 0.0 {
            let time = left[risk] / rate[risk];
            if time <= passed + 1e-9 && time < least {
                least = time;
                found = Some(risk);
            }
        }
    }
    found
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
