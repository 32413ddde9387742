//! Transfer: children go from one provider to another when a contract begins or ends. M03, M04, M07, M09; H10.
//!
//! ```text
//! children    on an opening: the cohort fixed at the start first, then others of the age served, up to the
//!             size of the contract                                                             (`selection`)
//! workers     the permanent holders of most of them, as many as the practice has posts, are asked; each
//!             moves where her draw < the share that move with their children      (`renewal`) M03, M09
//! posts       left over have been filled while the practice prepared, as far as its months went; the others open vacant
//!             and are recruited to                                                     (`origins`, `vacancy`)
//! establishment of the authority: - round(cases given up ÷ caseload)                       (`establishment`)
//! each relationship × 1 - unsettled; satisfaction falls by a resentment        M04, M07, H10 (`experience`)
//! ```
//!
//! Who moves keeps her cases: no child of hers changes worker. Who does not move stays with her employer, or
//! leaves if the employer is gone; the new employer hires for the post, and the children get a new worker.
//! Cases of a worker who moved that were not transferred go to colleagues who stayed. When a successor takes
//! over each worker in post moves with the same draw; the rest leave and are replaced on the day. When the
//! service comes back: `insourcing`. A post keeps its name, and so its draws, through every transfer. Shares;
//! grade D.

use super::{allocation, establishment, experience, insourcing, origins, selection, vacancy};
use crate::draws::{Draws, Name, Purpose};
use crate::model::settings::{PracticeTerms, Settings};
use crate::model::world::{HandOver, NO_POST, Origin, Post, Seat, Transfer, TransferTo, What, World};

/// Numbers of a practice's own posts, above those that its authority provides at the same transfer.
const NEW_POSTS: usize = 1 << 15;

/// Carries out the transfers ordered for this month.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let orders = std::mem::take(&mut world.transfers);
    for order in orders {
        let Some(practice) = world.providers[order.provider].practice else {
            continue;
        };
        let mut concerned = experience::served_by(world, order.provider);
        match order.to {
            TransferTo::Practice => open_practice(world, settings, draws, &order, practice),
            TransferTo::Successor => succeed(world, settings, draws, &order),
            TransferTo::InHouse => insourcing::bring_in_house(world, settings, draws, &order),
        }
        if order.to == TransferTo::Practice {
            concerned = experience::served_by(world, order.provider);
        }
        experience::unsettle(world, settings, &order, practice, &concerned);
        super::casework::step(world, settings, draws);
    }
}

/// Whether the worker of a post moves: an addressed draw, so that a larger share adds movers only.
pub(super) fn moves(world: &World, draws: &Draws, post: u32, order: &Transfer) -> bool {
    let name = world.posts[post as usize].name;
    draws.uniform(Purpose::TransferOfWorker, name, order.ordinal) < order.workers_move
}

fn open_practice(world: &mut World, settings: &Settings, draws: &Draws, order: &Transfer, practice: usize) {
    let terms = &settings.practices[practice];
    let in_house = world.authorities[terms.practice.authority].in_house;
    let (children, leavers) = selection::chosen(world, settings, draws, order, practice);
    // The posts that hold most of the children concerned are the ones whose workers may move.
    let mut concerned = vec![0u32; world.posts.len()];
    for &i in &children {
        if let Some(count) = concerned.get_mut(world.children.state[i].post as usize) {
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
            p.provider as usize == in_house && p.seat == Seat::Permanent && concerned[post as usize] > 0
        })
        .collect();
    candidates.sort_by_key(|&post| (u32::MAX - concerned[post as usize], post));
    let posts = posts_of_contract(world, order.provider, terms);
    candidates.truncate(posts as usize);
    let name = Name::practice(terms.practice.authority, practice, order.ordinal);
    let team = world.add_team(order.provider, None, name);
    let mut moved = 0;
    for post in candidates {
        if moves(world, draws, post, order) {
            move_post(world, post, order, team);
            moved += 1;
        }
    }
    let authority = terms.practice.authority;
    let contract = world.contracts.iter().rev().find(|contract| contract.provider == order.provider);
    let prepared = order.at - contract.map_or(0.0, |contract| contract.awarded);
    // None of the posts is above the establishment.
    let (mut taken, mut open) = (Vec::new(), vec![0.0; world.providers.len()]);
    for k in moved..posts {
        let number = establishment::first_number(practice, order.ordinal) + NEW_POSTS + k as usize;
        let post = add_post(world, Name::post(authority, number), order.provider, team) as usize;
        match origins::is_found(world, settings, draws, post, prepared) {
            Ok(()) => {
                let holder = world.new_holder();
                vacancy::fill(world, settings, draws, post, order.at, holder);
                taken.extend(origins::take(world, settings, draws, post, order.at, &mut open));
            }
            Err(done) => {
                vacancy::vacate(world, settings, draws, post, order.at, HandOver::Transfer, &mut open);
                world.posts[post].recruit_left -= done;
            }
        }
    }
    let cases = (children.len() + leavers.len()) as f64;
    let given_up = libm::round(cases / settings.authorities[authority].caseload);
    world.establishment[in_house] -= given_up;
    world.establishment[order.provider] = f64::from(posts);
    establishment::provide(world, settings, draws, in_house, order);
    super::casework::step(world, settings, draws);
    hand_children(world, settings, draws, order, &children, &leavers);
    return_others(world, settings, draws, order, in_house, (&children, &leavers));
    for post in taken {
        if world.posts[post].successor_takes_over {
            new_worker_for_all(world, settings, post as u32, order.at);
        } else {
            colleagues_for_all(world, settings, draws, post as u32, in_house, order.at);
        }
    }
}

/// Posts with which a practice opens: those of its contract, if it has one.
fn posts_of_contract(world: &World, provider: usize, terms: &PracticeTerms) -> u32 {
    let contract = world.contracts.iter().rev().find(|contract| contract.provider == provider);
    let again = contract.filter(|contract| contract.cycle > 0 && !terms.practice.reviews_only());
    again.map_or(terms.practice.posts(), |contract| contract.posts as u32)
}

/// A post that did not exist before.
pub fn add_post(world: &mut World, name: Name, provider: usize, team: u32) -> u32 {
    let post = world.posts.len() as u32;
    world.posts.push(Post {
        name,
        provider: provider as u32,
        team,
        seat: Seat::Vacant,
        is_beyond: false,
        holder: 0,
        holders: 0,
        covers: 0,
        vacancies: 0,
        sicknesses: 0,
        took_up: 0.0,
        qualified: 0.0,
        aptitude: 0.0,
        habits: 0.0,
        practised: Vec::new(),
        came: 0.0,
        origin: Origin::Elsewhere,
        leave_left: 1.0,
        sick_left: 1.0,
        inside_moves: 0,
        move_left: 1.0,
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

/// A post joins a team, and its provider, with whoever sits in it.
pub(super) fn move_post(world: &mut World, post: u32, order: &Transfer, team: u32) {
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
        let post = world.children.state[i].post;
        if world.posts.get(post as usize).is_none_or(|p| p.provider as usize != order.provider) {
            give_child(world, settings, draws, i, order.provider, order.at);
        }
        // A practice keeps its children all the way: no further stage of the pathway.
        world.children.care[i].pathway = f64::INFINITY;
    }
    for &i in leavers {
        let post = world.children.leavers[i].post;
        if world.posts.get(post as usize).is_none_or(|p| p.provider as usize != order.provider) {
            give_leaver(world, settings, draws, i, order.provider);
        }
        let who = world.children.leavers[i].who as usize;
        let k = world.providers[order.provider].practice.unwrap_or(0);
        let until = world.children.people[who].born + settings.practices[k].practice.serve_to_age * 12.0;
        let leaver = &mut world.children.leavers[i];
        leaver.served_until = leaver.served_until.max(until);
    }
}

fn give_child(world: &mut World, settings: &Settings, draws: &Draws, i: usize, provider: usize, at: f64) {
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
    let kept = experience::share_kept(&world.providers[provider], &settings.experience);
    world.children.leavers[i].relationship *= kept;
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
        world.posts.get(post as usize).is_some_and(|p| p.provider as usize == order.provider)
    };
    let mut transferred = vec![false; world.children.count()];
    for &i in children {
        transferred[i] = true;
    }
    for (i, transferred) in transferred.into_iter().enumerate() {
        if !transferred && at_practice(world, world.children.state[i].post) {
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
        vacancy::fill(world, settings, draws, post as usize, order.at, holder);
        if !was_sick {
            new_worker_for_all(world, settings, post, order.at);
        }
    }
    // The winner works with posts of its own number: more are recruited to, fewer close when they fall vacant.
    let practice = world.providers[order.provider].practice.unwrap_or(0);
    let contract = world.contracts.iter().rev().find(|contract| contract.provider == order.provider);
    if let Some(contract) = contract.filter(|_| !settings.practices[practice].practice.reviews_only()) {
        world.establishment[order.provider] = contract.posts;
        let first = establishment::first_number(practice, order.ordinal);
        establishment::fill_up(world, settings, draws, order.provider, first, order.at);
    }
}

/// The successor in a post takes over its cases.
pub(super) fn new_worker_for_all(world: &mut World, settings: &Settings, post: u32, at: f64) {
    let provider = world.posts[post as usize].provider as usize;
    let kept = experience::share_kept(&world.providers[provider], &settings.experience);
    for i in 0..world.children.who.len() {
        if world.children.state[i].post == post {
            allocation::take_over(world, settings, i, post, HandOver::Transfer, at);
        }
    }
    for leaver in &mut world.children.leavers {
        if leaver.post == post {
            leaver.relationship *= kept;
        }
    }
}

/// Nobody sits in a post: its cases go to colleagues at the provider.
pub(super) fn colleagues_for_all(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    post: u32,
    provider: usize,
    at: f64,
) {
    for i in 0..world.children.who.len() {
        if world.children.state[i].post == post {
            give_child(world, settings, draws, i, provider, at);
        }
    }
    for i in 0..world.children.leavers.len() {
        if world.children.leavers[i].post == post {
            give_leaver(world, settings, draws, i, provider);
        }
    }
}

/// The posts of a provider that are not closed.
pub(super) fn posts_of(world: &World, provider: usize) -> Vec<u32> {
    (0..world.posts.len() as u32)
        .filter(|&post| {
            let p = &world.posts[post as usize];
            p.provider as usize == provider && p.seat != Seat::Closed
        })
        .collect()
}
