//! Insourcing: a service goes back in house, and the team is taken over as far as its workers come. M09.
//!
//! ```text
//! a worker comes  where her draw < transfer.workers-move share of a return                     (`renewal`)
//! establishment of the authority: + round(cases taken back ÷ caseload)                   (`establishment`)
//! ```
//!
//! Who comes keeps her cases. Who does not come leaves, for her employer is gone; her cases go to a cover or
//! to colleagues, and the authority recruits. Children under 16 pass along the pathway again from their 16th
//! birthday. Reviewing officers, who hold no cases, stay a team apart at the authority.

use super::{establishment, transfer, vacancy};
use crate::draws::{Draws, Name};
use crate::model::settings::Settings;
use crate::model::world::{HandOver, PathwayStage, SIXTEEN, Transfer, World};

/// The service goes back in house: the team is taken over as far as its workers come.
pub fn bring_in_house(world: &mut World, settings: &Settings, draws: &Draws, order: &Transfer) {
    let k = world.providers[order.provider].practice.unwrap_or(0);
    let authority = settings.practices[k].practice.authority;
    let in_house = world.authorities[authority].in_house;
    let posts = transfer::posts_of(world, order.provider);
    if settings.practices[k].practice.reviews_only() {
        return bring_reviewers_in_house(world, settings, draws, order, posts);
    }
    let cases: u32 = posts.iter().map(|&post| world.posts[post as usize].cases()).sum();
    let team = take_team(world, in_house, order.provider);
    world.establishment[in_house] += libm::round(f64::from(cases) / settings.authorities[authority].caseload);
    world.establishment[order.provider] = 0.0;
    let mut gone = Vec::new();
    for post in posts {
        let filled = world.posts[post as usize].is_filled();
        let comes = filled && transfer::moves(world, draws, post, order);
        transfer::move_post(world, post, order, team);
        if filled && !comes {
            // Her employer is gone: she leaves, and the authority has a vacancy like any other.
            world.worker_exits[order.provider] += 1.0;
            gone.push(post);
        }
    }
    // None of the posts taken over is above the establishment.
    let mut open = vec![0.0; world.providers.len()];
    for &post in &gone {
        let cause = HandOver::Transfer;
        vacancy::vacate(world, settings, draws, post as usize, order.at, cause, &mut open);
    }
    super::casework::step(world, settings, draws);
    for post in gone {
        if world.posts[post as usize].successor_takes_over {
            transfer::new_worker_for_all(world, settings, post, order.at);
        } else {
            transfer::colleagues_for_all(world, settings, draws, post, in_house, order.at);
        }
    }
    establishment::provide(world, settings, draws, in_house, order);
    resume_pathway(world, settings, in_house, order.at);
}

/// The practice's team becomes one of the authority's, with its manager and its ways.
fn take_team(world: &mut World, in_house: usize, provider: usize) -> u32 {
    let last = world.provider_teams[provider].last().map(|&team| world.teams[team as usize].clone());
    let name = last.as_ref().map_or(Name::practice(in_house, provider, 0), |old| old.name);
    let team = world.add_team(in_house, Some(PathwayStage::LookedAfter), name);
    let new = &mut world.teams[team as usize];
    new.was_practice = true;
    if let Some(old) = last {
        (new.manager, new.managers, new.manager_left) = (old.manager, old.managers, old.manager_left);
        new.climate = old.climate;
    }
    team
}

/// Reviewing officers hold no cases: they stay a team apart, now employed by the authority, and those
/// who do not come are replaced.
fn bring_reviewers_in_house(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    order: &Transfer,
    posts: Vec<u32>,
) {
    let mut open = vec![0.0; world.providers.len()];
    for post in posts {
        if world.posts[post as usize].is_filled() && !transfer::moves(world, draws, post, order) {
            world.worker_exits[order.provider] += 1.0;
            let (index, cause) = (post as usize, HandOver::Transfer);
            vacancy::vacate(world, settings, draws, index, order.at, cause, &mut open);
        }
    }
}

/// Children taken back into a pathway authority change team again at 16.
fn resume_pathway(world: &mut World, settings: &Settings, in_house: usize, at: f64) {
    for i in 0..world.children.who.len() {
        let post = world.children.state[i].post;
        if world.posts.get(post as usize).is_none_or(|p| p.provider as usize != in_house) {
            continue;
        }
        let person = &world.children.people[world.children.who[i] as usize];
        let sixteen = person.born + SIXTEEN;
        let pathway_teams = settings.authorities[usize::from(person.authority)].in_house.pathway_teams;
        if pathway_teams && world.children.care[i].pathway.is_infinite() && sixteen > at {
            world.children.care[i].pathway = sixteen;
            super::journey::settle_next(world, settings, i, libm::floor(at));
        }
    }
}
