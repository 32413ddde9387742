//! Origins: where case holders come from and go, how new they are to the work, and whom a practice takes from its
//! host. M86, M87; P56, H14.
//!
//! ```text
//! comes from   the authority that buys with probability workers.from-host, in a practice outside it and under H14
//!              `shared-pool` only; else newly qualified, another authority, agency or back to the work in the
//!              shares workers.from                                                              M86
//! who of it    one of its permanent case holders, by `aptitude`: her post falls vacant
//! region       authorities with the same region (`in_house.region`), and practices there: who comes from another
//!              authority comes from the own teams of one of these with probability workers.region, one of their
//!              permanent case holders with a chance in proportion to exp(workers.region-morale × (morale.level - morale)),
//!              of a practice by `aptitude` too; the leaving of each × 1 - workers.region × the share that goes to
//!              another authority, for these leave by being taken    M86
//! goes to      another authority, agency or out of the profession in the shares workers.to; a practice where one
//!              takes her
//! qualified    now, or before that an exponential time with mean workers.experience-months
//! newness      = max(0, 1 - months since she qualified ÷ workers.settled-months)
//! direct work  × 1 - workers.newness.hours × (newness - workers.usual-newness)
//! re-allocation × 1 + workers.newness.hand-overs × (newness - workers.usual-newness)
//! ```
//!
//! Other employers are a reservoir: who comes from there leaves nobody's post in the study, and published rates of
//! leaving and filling hold. An agency worker counts as usual. A worker whom a practice takes keeps her experience, her habits and her
//! morale, and begins anew as to tenure. Shares; grade D but for who comes from another authority (a fifth to a
//! quarter, counted).

use super::{aptitude, conditions, vacancy};
use crate::draws::{Draws, Purpose, exponential};
use crate::evidence::Level;
use crate::model::settings::Settings;
use crate::model::settings::workforce::WorkforceSettings;
use crate::model::world::{Destination, HandOver, Origin, Post, Seat, What, World};

/// Where a newcomer comes from, by one uniform.
pub fn origin(u: f64, from_host: f64, s: &WorkforceSettings) -> Origin {
    if u < from_host {
        return Origin::Host;
    }
    let u = (u - from_host) / (1.0 - from_host);
    Origin::ALL[share_of(u, &s.from)]
}

/// Where a leaver goes, by one uniform.
pub fn destination(u: f64, s: &WorkforceSettings) -> Destination {
    Destination::ALL[share_of(u, &s.to)]
}

/// The share in which a uniform falls, where shares need not add up to 1.
fn share_of(u: f64, shares: &[f64]) -> usize {
    let mut left = u * shares.iter().sum::<f64>();
    for (at, share) in shares.iter().enumerate() {
        if left < *share {
            return at;
        }
        left -= share;
    }
    shares.len() - 1
}

/// Months since qualification of a newcomer on the day on which she comes.
pub fn experience(origin: Origin, u: f64, s: &WorkforceSettings) -> f64 {
    if origin == Origin::Qualifying { 0.0 } else { s.experience * exponential(u) }
}

/// How much newer to the work than usual who sits in a post is.
pub fn newer(post: &Post, now: f64, s: &WorkforceSettings) -> f64 {
    if post.seat != Seat::Permanent {
        return 0.0;
    }
    let newness = 1.0 - (now - post.qualified) / s.settled;
    (if newness > 0.0 { newness } else { 0.0 }) - s.usual_newness
}

/// Share of a provider's newcomers who come from the authority that buys.
pub(super) fn from_host(world: &World, settings: &Settings, provider: usize) -> f64 {
    let provider = &world.providers[provider];
    if super::is_outside(provider, settings) { settings.workforce.from_host } else { 0.0 }
}

/// Factor on leaving of an authority's own teams: who goes to a neighbour of its region is counted where she is taken.
pub(super) fn leaving(authority: usize, settings: &Settings) -> f64 {
    if settings.authorities[authority].neighbours.is_empty() {
        return 1.0;
    }
    let s = &settings.workforce;
    let all: f64 = s.to.iter().sum();
    1.0 - s.region * s.to[Destination::Elsewhere as usize] / all
}

/// Whom a newcomer was taken from, and why there: weights of posts; `None` where she comes from outside the study.
fn taken_from(world: &World, settings: &Settings, draws: &Draws, index: usize) -> Option<Vec<f64>> {
    let post = &world.posts[index];
    let provider = &world.providers[post.provider as usize];
    let there = |other: &Post| other.seat == Seat::Permanent && other.changed_at.is_infinite();
    let weights = |weigh: &dyn Fn(&Post) -> f64| {
        world.posts.iter().map(|other| if there(other) { weigh(other) } else { 0.0 }).collect()
    };
    let s = &settings.workforce;
    let is_outside = super::is_outside(provider, settings);
    let made_for_it = |other: &Post| if is_outside { aptitude::joins(other.aptitude, s) } else { 1.0 };
    if post.origin == Origin::Host {
        let host = world.authorities[provider.authority].in_house;
        return Some(weights(&|other| {
            f64::from(u8::from(other.provider as usize == host)) * made_for_it(other)
        }));
    }
    let neighbours = &settings.authorities[provider.authority].neighbours;
    if post.origin != Origin::Elsewhere || neighbours.is_empty() {
        return None;
    }
    let is_near = draws.uniform(Purpose::Neighbour, post.name, post.holders) < s.region;
    is_near.then(|| {
        weights(&|other| {
            let of = &world.providers[other.provider as usize];
            let is_neighbour = of.practice.is_none() && neighbours.contains(&of.authority);
            f64::from(u8::from(is_neighbour))
                * libm::exp(s.region_morale * (s.morale - other.morale))
                * made_for_it(other)
        })
    })
}

/// Whether who took up a post may have been taken from another employer of the study.
pub(super) fn may_be_taken(world: &World, settings: &Settings, index: usize) -> bool {
    let post = &world.posts[index];
    let provider = &world.providers[post.provider as usize];
    match post.origin {
        Origin::Host => true,
        Origin::Elsewhere => !settings.authorities[provider.authority].neighbours.is_empty(),
        _ => false,
    }
}

/// Who took up a post came from the authority that buys, or from a neighbour of the region: one of its case holders, whose
/// post falls vacant. Returns that post, if there is one.
pub(super) fn take(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    index: usize,
    at: f64,
    open: &mut [f64],
) -> Option<usize> {
    let weights = taken_from(world, settings, draws, index)?;
    let post = &world.posts[index];
    let is_practice = world.providers[post.provider as usize].practice.is_some();
    let to = if is_practice { Destination::Practice } else { Destination::Elsewhere };
    let taken = draws.choose(Purpose::Recruit, post.name, post.holders, weights);
    let Some(taken) = taken else {
        world.posts[index].origin = Origin::Elsewhere;
        return None;
    };
    let other = world.posts[taken].clone();
    let (name, from) = (other.name, other.provider as usize);
    let post = &mut world.posts[index];
    (post.qualified, post.morale, post.aptitude) = (other.qualified, other.morale, other.aptitude);
    post.habits = other.habits;
    post.practised = other.practised;
    world.worker_exits[from] += 1.0;
    world.flows[from].went[to as usize] += 1.0;
    world.log.note(at, name, What::WorkerLeaves);
    vacancy::vacate(world, settings, draws, taken, at, HandOver::Leaver, open);
    Some(taken)
}

/// Whether a practice has found somebody for a post while it prepared for so many months; if not, the post opens
/// vacant, that much of its recruitment being done.
pub(super) fn is_found(
    world: &World,
    settings: &Settings,
    draws: &Draws,
    index: usize,
    months: f64,
) -> Result<(), f64> {
    let post = &world.posts[index];
    let provider = &world.providers[post.provider as usize];
    let level = settings.authorities[provider.authority].level(Level::Vacancy);
    let mean = conditions::recruitment_months(provider, settings.workforce.recruitment_months, level);
    let [_, _, recruitment, ..] = draws.block(Purpose::Vacancy, post.name, post.vacancies);
    if exponential(recruitment) * mean <= months { Ok(()) } else { Err(months / mean) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};
    use std::collections::BTreeMap;

    #[test]
    fn a_larger_share_from_the_host_moves_nobody_else() {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let s = WorkforceSettings::new(&parameters, &Positions::drawn(&BTreeMap::new(), |_| 0.0));
        assert_eq!(origin(0.2, 0.3, &s), Origin::Host);
        assert_eq!(origin(1e-9, 0.0, &s), Origin::Qualifying);
        assert_eq!(origin(1.0 - 1e-9, 0.3, &s), Origin::Back);
        assert_eq!(destination(1.0 - 1e-9, &s), Destination::Out);
        assert_eq!(experience(Origin::Qualifying, 0.5, &s), 0.0);
    }
}
