//! Transfers of children between providers when a contract begins or ends. M03, M06 to M09, X10; H10.
//!
//! Each worker of the children concerned moves with them with the share that commissioning sets
//! (H10). Who moves keeps her cases: no child of hers changes worker. Who does not move stays with
//! her employer, or leaves if the employer is gone; the new employer hires for the post, and the
//! children get a new worker. A post keeps its name through every transfer.

use super::{allocation, establishment, need, workforce};
use crate::draws::{Draws, Name, Purpose};
use crate::model::settings::Settings;
use crate::model::world::{
    HandOver, NO_POST, PlacementType, Post, SERVED, Seat, Transfer, TransferTo, What, World,
};

/// Numbers of a practice's own posts, above those that its authority provides at the same transfer.
const NEW_POSTS: usize = 1 << 15;

/// Carries out the transfers ordered for this month.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let orders = std::mem::take(&mut world.transfers);
    for order in orders {
        let Some(practice) = world.providers[order.provider].practice else {
            continue;
        };
        match order.to {
            TransferTo::Practice => open_practice(world, settings, draws, &order, practice),
            TransferTo::Successor => succeed(world, settings, draws, &order),
            TransferTo::InHouse => bring_in_house(world, settings, draws, &order),
        }
        super::casework::gather(world, settings, draws);
    }
}

/// Whether the worker of a post moves: an addressed draw, so that a larger share adds movers only.
fn moves(world: &World, draws: &Draws, post: u32, order: &Transfer) -> bool {
    let name = world.posts[post as usize].name;
    draws.uniform(Purpose::TransferOfWorker, name, order.ordinal) < order.workers_move
}

fn open_practice(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    order: &Transfer,
    practice: usize,
) {
    let terms = &settings.practices[practice];
    let in_house = world.authorities[terms.authority].in_house;
    let (children, leavers) = chosen(world, settings, draws, order, practice);
    // The posts that hold most of the children concerned are the ones whose workers may move.
    let mut concerned = vec![0u32; world.posts.len()];
    for &i in &children {
        if let Some(count) = concerned.get_mut(world.children.pulse[i].post as usize) {
            *count += 1;
        }
    }
    for &i in &leavers {
        if let Some(count) = concerned.get_mut(world.children.leavers[i].post as usize) {
            *count += 1;
        }
    }
    let mut candidates: Vec<u32> = (0..world.posts.len() as u32)
        .filter(|&post| {
            let p = &world.posts[post as usize];
            p.provider as usize == in_house
                && p.seat == Seat::Permanent
                && concerned[post as usize] > 0
        })
        .collect();
    candidates.sort_by_key(|&post| (u32::MAX - concerned[post as usize], post));
    candidates.truncate(terms.posts as usize);
    let team = world.add_team(order.provider, None);
    let mut moved = 0;
    for post in candidates {
        if moves(world, draws, post, order) {
            move_post(world, post, order, team);
            moved += 1;
        }
    }
    let authority = terms.authority;
    for k in moved..terms.posts {
        let number = establishment::first_number(practice, order.ordinal) + NEW_POSTS + k as usize;
        let post = add_post(world, Name::post(authority, number), order.provider, team);
        let holder = world.new_holder();
        workforce::fill(world, settings, draws, post as usize, order.at, holder);
    }
    let cases = (children.len() + leavers.len()) as f64;
    let given_up = libm::round(cases / settings.authorities[authority].caseload);
    world.establishment[in_house] -= given_up;
    world.establishment[order.provider] = f64::from(terms.posts);
    establishment::provide(world, settings, draws, in_house, order);
    super::casework::gather(world, settings, draws);
    hand_children(world, settings, draws, order, &children, &leavers);
    return_others(
        world,
        settings,
        draws,
        order,
        in_house,
        (&children, &leavers),
    );
}

/// Rows of the children and care leavers to be transferred: the cohort fixed at the start first,
/// then other eligible ones by their own draw, up to the size of the contract.
fn chosen(
    world: &World,
    settings: &Settings,
    draws: &Draws,
    order: &Transfer,
    practice: usize,
) -> (Vec<usize>, Vec<usize>) {
    let terms = &settings.practices[practice];
    let key = |who: u32, placement: Option<PlacementType>| {
        let person = &world.children.people[who as usize];
        let first = f64::from(u8::from(person.cohorts & SERVED == 0));
        let u = draws.uniform(Purpose::ServedAtStart, person.name, 0);
        first + need::key(u, terms.need, need::needy(person, placement))
    };
    let here = |post: u32| {
        world
            .posts
            .get(post as usize)
            .is_some_and(|post| world.providers[post.provider as usize].practice.is_none())
    };
    let mut found: Vec<(f64, bool, usize)> = Vec::new();
    for (i, &who) in world.children.who.iter().enumerate() {
        let person = &world.children.people[who as usize];
        let fits = usize::from(person.authority) == terms.authority
            && order.at - person.born >= terms.min_age
            && here(world.children.pulse[i].post);
        if fits {
            let placement = world.children.pulse[i].placement;
            found.push((key(who, Some(placement)), false, i));
        }
    }
    for (i, leaver) in world.children.leavers.iter().enumerate() {
        let person = &world.children.people[leaver.who as usize];
        // Care leavers come only from the cohort: others are settled with their advisers.
        if person.cohorts & SERVED != 0
            && usize::from(person.authority) == terms.authority
            && here(leaver.post)
        {
            found.push((key(leaver.who, None), true, i));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    found.truncate(terms.starts_with as usize);
    let children = found.iter().filter(|f| !f.1).map(|f| f.2).collect();
    let leavers = found.iter().filter(|f| f.1).map(|f| f.2).collect();
    (children, leavers)
}

/// A post that did not exist before.
pub fn add_post(world: &mut World, name: Name, provider: usize, team: u32) -> u32 {
    let post = world.posts.len() as u32;
    world.posts.push(Post {
        name,
        provider: provider as u32,
        team,
        seat: Seat::Vacant,
        holder: 0,
        holders: 0,
        covers: 0,
        vacancies: 0,
        sicknesses: 0,
        took_up: 0.0,
        leave_left: 1.0,
        sick_left: 1.0,
        back_at: 0.0,
        recruit_left: 1.0,
        held_until: 0.0,
        seeks_cover: false,
        cover_at: f64::INFINITY,
        cover_until: 0.0,
        morale: 0.0,
        children: 0,
        leavers: 0,
        changed_at: f64::INFINITY,
        changed_by: HandOver::Leaver,
        successor_takes_over: false,
    });
    world.teams[team as usize].posts.push(post);
    post
}

fn move_post(world: &mut World, post: u32, order: &Transfer, team: u32) {
    let old = world.posts[post as usize].team as usize;
    world.teams[old].posts.retain(|&p| p != post);
    world.teams[team as usize].posts.push(post);
    let moved = &mut world.posts[post as usize];
    moved.team = team;
    moved.provider = world.teams[team as usize].provider;
    let name = moved.name;
    world.log.note(order.at, name, What::PostTransferred);
}

/// Gives each transferred child whose worker did not come a new one at the provider.
fn hand_children(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    order: &Transfer,
    children: &[usize],
    leavers: &[usize],
) {
    for &i in children {
        let post = world.children.pulse[i].post;
        if world
            .posts
            .get(post as usize)
            .is_none_or(|p| p.provider as usize != order.provider)
        {
            give_child(world, settings, draws, i, order.provider, order.at);
        }
        // A practice keeps its children all the way: no further stage of the pathway.
        world.children.care[i].pathway = f64::INFINITY;
    }
    for &i in leavers {
        let post = world.children.leavers[i].post;
        if world
            .posts
            .get(post as usize)
            .is_none_or(|p| p.provider as usize != order.provider)
        {
            give_leaver(world, settings, draws, i, order.provider);
        }
        let who = world.children.leavers[i].who as usize;
        let k = world.providers[order.provider].practice.unwrap_or(0);
        let until = world.children.people[who].born + settings.practices[k].serve_to_age * 12.0;
        let leaver = &mut world.children.leavers[i];
        leaver.served_until = leaver.served_until.max(until);
    }
}

fn give_child(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    i: usize,
    provider: usize,
    at: f64,
) {
    let who = world.children.who[i] as usize;
    let person = &mut world.children.people[who];
    let (name, ordinal) = (person.name, person.hand_overs);
    person.hand_overs += 1;
    let stage = Some(world.children.care[i].stage);
    let post = allocation::choose_post(world, draws, name, ordinal, provider, stage, NO_POST);
    if post != NO_POST {
        allocation::take_over(world, settings, i, post, HandOver::Transfer, at);
        world.log.note(at, name, What::ChildrenTransferred);
    }
}

fn give_leaver(world: &mut World, settings: &Settings, draws: &Draws, i: usize, provider: usize) {
    let leaver = world.children.leavers[i];
    let person = &mut world.children.people[leaver.who as usize];
    let (name, ordinal) = (person.name, person.hand_overs);
    person.hand_overs += 1;
    let stage = Some(crate::model::world::PathwayStage::LeavingCare);
    let post = allocation::choose_post(world, draws, name, ordinal, provider, stage, NO_POST);
    if post == NO_POST {
        return;
    }
    if let Some(old) = world.posts.get_mut(leaver.post as usize) {
        old.leavers -= 1;
    }
    world.posts[post as usize].leavers += 1;
    world.children.leavers[i].post = post;
    world.children.leavers[i].relationship *= settings.casework.kept;
}

/// Cases of a moved worker that were not transferred go to colleagues who stayed.
fn return_others(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    order: &Transfer,
    in_house: usize,
    (children, leavers): (&[usize], &[usize]),
) {
    let at_practice = |world: &World, post: u32| {
        world
            .posts
            .get(post as usize)
            .is_some_and(|p| p.provider as usize == order.provider)
    };
    let mut transferred = vec![false; world.children.count()];
    for &i in children {
        transferred[i] = true;
    }
    for (i, transferred) in transferred.into_iter().enumerate() {
        if !transferred && at_practice(world, world.children.pulse[i].post) {
            give_child(world, settings, draws, i, in_house, order.at);
        }
    }
    let mut transferred = vec![false; world.children.leavers.len()];
    for &i in leavers {
        transferred[i] = true;
    }
    for (i, transferred) in transferred.into_iter().enumerate() {
        if !transferred && at_practice(world, world.children.leavers[i].post) {
            give_leaver(world, settings, draws, i, in_house);
        }
    }
}

/// Another practice has won the tender and takes the place of the incumbent.
fn succeed(world: &mut World, settings: &Settings, draws: &Draws, order: &Transfer) {
    let posts: Vec<u32> = posts_of(world, order.provider);
    for post in posts {
        let p = &world.posts[post as usize];
        if !p.is_filled() || moves(world, draws, post, order) {
            continue;
        }
        let was_sick = p.seat == Seat::Sick;
        world.worker_exits[order.provider] += 1.0;
        let holder = world.new_holder();
        workforce::fill(world, settings, draws, post as usize, order.at, holder);
        if !was_sick {
            new_worker_for_all(world, settings, post, order.at);
        }
    }
}

/// The successor in a post takes over its cases.
fn new_worker_for_all(world: &mut World, settings: &Settings, post: u32, at: f64) {
    for i in 0..world.children.who.len() {
        if world.children.pulse[i].post == post {
            allocation::take_over(world, settings, i, post, HandOver::Transfer, at);
        }
    }
    for leaver in &mut world.children.leavers {
        if leaver.post == post {
            leaver.relationship *= settings.casework.kept;
        }
    }
}

/// Nobody sits in a post: its cases go to colleagues at the provider.
fn colleagues_for_all(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    post: u32,
    provider: usize,
    at: f64,
) {
    for i in 0..world.children.who.len() {
        if world.children.pulse[i].post == post {
            give_child(world, settings, draws, i, provider, at);
        }
    }
    for i in 0..world.children.leavers.len() {
        if world.children.leavers[i].post == post {
            give_leaver(world, settings, draws, i, provider);
        }
    }
}

fn posts_of(world: &World, provider: usize) -> Vec<u32> {
    (0..world.posts.len() as u32)
        .filter(|&post| {
            let p = &world.posts[post as usize];
            p.provider as usize == provider && p.seat != Seat::Closed
        })
        .collect()
}

/// The service goes back in house: the team is taken over as far as its workers come.
fn bring_in_house(world: &mut World, settings: &Settings, draws: &Draws, order: &Transfer) {
    let k = world.providers[order.provider].practice.unwrap_or(0);
    let authority = settings.practices[k].authority;
    let in_house = world.authorities[authority].in_house;
    let posts = posts_of(world, order.provider);
    let cases: u32 = posts
        .iter()
        .map(|&post| world.posts[post as usize].cases())
        .sum();
    let team = world.add_team(
        in_house,
        Some(crate::model::world::PathwayStage::LookedAfter),
    );
    world.establishment[in_house] +=
        libm::round(f64::from(cases) / settings.authorities[authority].caseload);
    world.establishment[order.provider] = 0.0;
    let mut gone = Vec::new();
    for post in posts {
        let filled = world.posts[post as usize].is_filled();
        let comes = filled && moves(world, draws, post, order);
        move_post(world, post, order, team);
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
        workforce::vacate(
            world,
            settings,
            draws,
            post as usize,
            order.at,
            cause,
            &mut open,
        );
    }
    super::casework::gather(world, settings, draws);
    for post in gone {
        if world.posts[post as usize].successor_takes_over {
            new_worker_for_all(world, settings, post, order.at);
        } else {
            colleagues_for_all(world, settings, draws, post, in_house, order.at);
        }
    }
    establishment::provide(world, settings, draws, in_house, order);
    resume_pathway(world, settings, in_house, order.at);
}

/// Children taken back into a pathway authority change team again at 16.
fn resume_pathway(world: &mut World, settings: &Settings, in_house: usize, at: f64) {
    for i in 0..world.children.who.len() {
        let post = world.children.pulse[i].post;
        if world
            .posts
            .get(post as usize)
            .is_none_or(|p| p.provider as usize != in_house)
        {
            continue;
        }
        let person = &world.children.people[world.children.who[i] as usize];
        let sixteen = person.born + 192.0;
        let pathway_teams = settings.authorities[usize::from(person.authority)].pathway_teams;
        if pathway_teams && world.children.care[i].pathway.is_infinite() && sixteen > at {
            world.children.care[i].pathway = sixteen;
            super::journey::settle_next(world, settings, i, libm::floor(at));
        }
    }
}
