//! Care leavers: young people served to 21 or 25 after care. M02, M08.
//!
//! ```text
//! in education, employment or training where a draw <
//!     care-leavers.eet + care-leavers.eet.relationship × (r - relationship.reference)   M02
//!     - care-leavers.eet.moves × max(0, moves - 2)
//!     + care-leavers.eet.advocacy × s.advocacy                                          M44 (`experience`)
//!     + care-leavers.eet.experience × experience                                        M27 (`experience`)
//! in suitable accommodation where a draw <
//!     care-leavers.accommodation + care-leavers.accommodation.relationship × (r - relationship.reference)
//! each April, with chance care-leavers.renewed: both draws anew
//! both draws are one with chance care-leavers.home-with-work
//! ```
//!
//! r is the relationship with the adviser; it grows and is handed over as a child's. Who turns 18, or
//! leaves by another route from 16, and was looked after for `care-leavers.least-months` since 14, is
//! served on. In an authority with pathway teams the case passes to a personal adviser of the leaving-care
//! team at 18; in a practice the share `care-leavers.keeps-worker` keep their own worker (M08), the others
//! get a colleague. Levels are measured (cl19-eet-2011, cl19-accom-suitable-2011, cl-eet-2015); effects are
//! grade D.

use super::{allocation, experience};
use crate::calendar::MONTHS_A_YEAR;
use crate::draws::{Draws, Purpose};
use crate::model::settings::Settings;
use crate::model::world::{CareLeaver, ChildId, HandOver, NO_POST, PathwayStage, Tally, What, World};

/// A young person leaves care and is served on.
pub fn begin(world: &mut World, settings: &Settings, draws: &Draws, who: ChildId, post: u32, at: f64) {
    let person = &world.children.people[who as usize];
    let authority = usize::from(person.authority);
    let local = &settings.authorities[authority];
    if person.months_after_14 < settings.leavers.least_months {
        return;
    }
    let provider = world.posts.get(post as usize).map_or(authority, |post| post.provider as usize);
    let practice = world.providers[provider].practice;
    let age = practice.map_or(local.in_house.serve_to_age, |k| settings.practices[k].practice.serve_to_age);
    let served_until = person.born + age * 12.0;
    if served_until <= at {
        return;
    }
    let (relationship, name, ordinal) = (person.last_relationship, person.name, person.hand_overs);
    let [education_draw, home_draw, keeps, tie, ..] = draws.block(Purpose::CareLeaver, name, 0);
    let keeps = practice.is_some() && keeps < settings.leavers.keeps_worker;
    let stays =
        keeps || (practice.is_none() && (!local.in_house.pathway_teams || in_leaving_care_team(world, post)));
    let new = if stays && post != NO_POST {
        post
    } else {
        world.children.people[who as usize].hand_overs += 1;
        let stage = Some(PathwayStage::LeavingCare);
        allocation::choose_post(world, draws, name, ordinal, provider, stage, post)
    };
    let moved = new != post;
    if let Some(post) = world.posts.get_mut(new as usize) {
        post.leavers += 1;
    }
    if moved {
        world.log.note(at, name, What::ChangesCaseHolder(HandOver::Pathway));
    }
    let kept =
        if moved { experience::share_kept(&world.providers[provider], &settings.experience) } else { 1.0 };
    let person = &world.children.people[who as usize];
    world.children.leavers.push(CareLeaver {
        who,
        post: new,
        born: person.born,
        moves_beyond_two: f64::from(person.moves.saturating_sub(2)),
        cohorts: person.cohorts,
        served_until,
        relationship: relationship * kept,
        education_draw,
        home_draw: settings.leavers.home_draw([education_draw, home_draw, tie]),
        is_in_education_or_work: false,
        is_suitably_housed: false,
    });
}

fn in_leaving_care_team(world: &World, post: u32) -> bool {
    world
        .posts
        .get(post as usize)
        .is_some_and(|post| world.teams[post.team as usize].stage == Some(PathwayStage::LeavingCare))
}

/// Runs the month of every care leaver.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let start = world.month_start();
    let end = start + 1.0;
    if world.month > 0 && world.month.is_multiple_of(MONTHS_A_YEAR) {
        renew(world, settings, draws);
    }
    let mut i = 0;
    loop {
        i = steady_months(world, settings, i, end);
        let Some(&leaver) = world.children.leavers.get(i) else {
            return;
        };
        if leaver.served_until < end {
            if let Some(post) = world.posts.get_mut(leaver.post as usize) {
                post.leavers -= 1;
            }
            let name = world.children.people[leaver.who as usize].name;
            world.log.note(leaver.served_until.max(start), name, What::ServiceEnds);
            world.children.leavers.swap_remove(i);
        } else {
            adviser(world, settings, draws, i, end);
            let post = world.post_months.get(world.children.leavers[i].post as usize);
            let authority = world.children.people[leaver.who as usize].authority;
            let (provider, growth) =
                post.map_or((usize::from(authority), 0.0), |post| (post.provider as usize, post.growth));
            let leaver = &mut world.children.leavers[i];
            let counts = &mut world.cells[World::cell(provider, leaver.cohorts)];
            let added = world.providers[provider].access.education;
            month(leaver, counts, growth, added, settings);
            i += 1;
        }
    }
}

/// A new year, in which the circumstances of some change.
fn renew(world: &mut World, settings: &Settings, draws: &Draws) {
    let year = world.month / MONTHS_A_YEAR;
    let people = &world.children.people;
    // Two at a time, in hardly more time than one; who is left over is read twice.
    for two in world.children.leavers.chunks_mut(2) {
        let of = |leaver: &CareLeaver| (Purpose::CareLeaver, people[leaver.who as usize].name, year);
        let drawn = draws.words_of_two([of(&two[0]), of(&two[two.len() - 1])]);
        for (leaver, words) in two.iter_mut().zip(drawn) {
            let [changes, education_draw, home_draw, tie, ..] = words.uniforms();
            if changes < settings.leavers.renewed {
                leaver.education_draw = education_draw;
                leaver.home_draw = settings.leavers.home_draw([education_draw, home_draw, tie]);
            }
        }
    }
}

/// The months of those whose adviser stays, from the `i`-th on; returns the first whose service ends
/// or whose adviser may change.
fn steady_months(world: &mut World, settings: &Settings, mut i: usize, end: f64) -> usize {
    for leaver in world.children.leavers.get_mut(i..).unwrap_or_default() {
        let Some(post) = world.post_months.get(leaver.post as usize) else {
            break;
        };
        if !((leaver.served_until >= end) & (post.changed_at >= end)) {
            break;
        }
        let counts = &mut world.cells[World::cell(post.provider as usize, leaver.cohorts)];
        let added = world.providers[post.provider as usize].access.education;
        month(leaver, counts, post.growth, added, settings);
        i += 1;
    }
    i
}

/// The adviser's own changes.
#[inline(never)]
fn adviser(world: &mut World, settings: &Settings, draws: &Draws, i: usize, end: f64) {
    let leaver = world.children.leavers[i];
    let post = leaver.post as usize;
    let mut new = leaver.post;
    let mut kept = 1.0;
    let changed = world.posts.get(post).is_some_and(|post| post.changed_at < end);
    if changed || leaver.post == NO_POST {
        let person = &mut world.children.people[leaver.who as usize];
        let (name, authority, ordinal) = (person.name, usize::from(person.authority), person.hand_overs);
        person.hand_overs += 1;
        let provider = world.posts.get(post).map_or(authority, |post| post.provider as usize);
        kept = experience::share_kept(&world.providers[provider], &settings.experience);
        if !(changed && world.posts[post].successor_takes_over) {
            let stage = Some(PathwayStage::LeavingCare);
            let found = allocation::choose_post(world, draws, name, ordinal, provider, stage, leaver.post);
            if found != NO_POST {
                if leaver.post != NO_POST {
                    world.posts[post].leavers -= 1;
                }
                world.posts[found as usize].leavers += 1;
                new = found;
            }
        }
    }
    let leaver = &mut world.children.leavers[i];
    leaver.post = new;
    leaver.relationship *= kept;
}

/// The relationship, the month's counts and the outcomes.
#[inline]
fn month(leaver: &mut CareLeaver, counts: &mut Tally, growth: f64, added: f64, settings: &Settings) {
    leaver.relationship += (1.0 - leaver.relationship) * growth;
    outcomes(leaver, added, settings);
    counts.leaver_months += 1.0;
}

#[inline]
fn outcomes(leaver: &mut CareLeaver, added: f64, settings: &Settings) {
    let numbers = &settings.leavers;
    let better = leaver.relationship - settings.casework.reference;
    leaver.is_in_education_or_work = leaver.education_draw
        < numbers.eet + numbers.eet_relationship * better - numbers.eet_moves * leaver.moves_beyond_two
            + added;
    leaver.is_suitably_housed =
        leaver.home_draw < numbers.accommodation + numbers.accommodation_relationship * better;
}
