//! Staff of the first day: the posts, who sits in them, and whose cases they hold.
//!
//! ```text
//! posts               cases ÷ caseload, at least one
//! posts of a stage    its cases ÷ caseload, whole ones: those that are left over to the largest remainders. Where
//!                     a stage of few cases has none, others take them; in teams of workforce.team-posts
//! vacant              with probability v ÷ (v + mean tenure),
//!                     v = held share × held months + recruitment months
//! tenure              density ~ its survival
//! relationship        grown as in `casework` since care began, × share kept at each change of case holder before
//!                     the first day, relationship.changes-before a year
//! team                how often cases pass from hand to hand inside it: lognormal with mean 1 and log-standard
//!                     deviation workforce.team-spread
//! ```
//!
//! Vacant posts are covered in proportion. An arm that provides for another caseload begins with the same
//! people: the posts that it adds are vacant and recruited to, those that it gives up close when they fall
//! vacant.

use super::seats::{mean_tenure, survival_area};
use crate::draws::{Draws, Name, Purpose, exponential, lognormal, normal};
use crate::evidence::Level;
use crate::model::process::{allocation, aptitude, casework, origins, transfer, vacancy};
use crate::model::settings::Settings;
use crate::model::world::{HandOver, NO_POST, PathwayStage, SERVED, Seat, World};

/// Numbers of the posts that an arm adds on its first day, above those of the common start.
const ADDED: usize = 1 << 15;

/// Cases of an authority by stage, and those whom the practice will first serve.
fn cases(world: &World, authority: usize) -> ([usize; PathwayStage::COUNT], usize) {
    let mut cases = [0usize; PathwayStage::COUNT];
    let mut served = 0usize;
    for (i, &who) in world.children.who.iter().enumerate() {
        let person = &world.children.people[who as usize];
        if usize::from(person.authority) != authority {
            continue;
        }
        if person.cohorts & SERVED != 0 {
            served += 1;
        } else {
            cases[world.children.care[i].stage as usize] += 1;
        }
    }
    for leaver in &world.children.leavers {
        let person = &world.children.people[leaver.who as usize];
        if usize::from(person.authority) == authority {
            if person.cohorts & SERVED != 0 {
                served += 1;
            } else {
                cases[PathwayStage::LeavingCare as usize] += 1;
            }
        }
    }
    (cases, served)
}

/// Brings an authority's posts to what an arm provides for. Posts above it close when they fall
/// vacant; posts below it are added to the teams of their stage, vacant, and recruited to.
pub fn adjust(world: &mut World, settings: &Settings, draws: &Draws, authority: usize) {
    let caseload = settings.authorities[authority].caseload;
    let (cases, served) = cases(world, authority);
    let mut wanted = posts_by_stage(cases, caseload);
    wanted[PathwayStage::LookedAfter as usize] += posts_for(served, caseload);
    let all = wanted.iter().sum::<usize>() as f64;
    if all == world.establishment[authority] {
        return;
    }
    world.establishment[authority] = all;
    let mut open = vec![0.0; world.providers.len()];
    let mut number = ADDED;
    for stage in PathwayStage::ALL {
        let teams = world.stage_teams[authority][stage as usize].clone();
        let there: usize = (teams.iter()).map(|&team| world.teams[team as usize].posts.len()).sum();
        for &team in (teams.iter().cycle()).take(wanted[stage as usize].saturating_sub(there)) {
            let name = Name::post(authority, number);
            number += 1;
            let post = transfer::add_post(world, name, authority, team) as usize;
            let cause = HandOver::Transfer;
            vacancy::vacate(world, settings, draws, post, 0.0, cause, &mut open);
        }
    }
}

/// Provides an authority's posts for the cases that it has, fills them in proportion and allocates.
pub fn provide(world: &mut World, settings: &Settings, draws: &Draws, authority: usize) {
    let local = &settings.authorities[authority];
    let (cases, served) = cases(world, authority);
    let beyond = settings.workforce.cover_beyond * local.level(Level::Beyond);
    let beyond = beyond / (1.0 + beyond);
    let mut number = 0;
    let by_stage = posts_by_stage(cases, local.caseload);
    for stage in PathwayStage::ALL {
        let posts = by_stage[stage as usize];
        let per_team = settings.workforce.team_posts;
        let teams = libm::ceil(posts as f64 / per_team).max(1.0) as usize;
        for team in 0..teams {
            let share = posts / teams + usize::from(team < posts % teams);
            add_team(world, settings, draws, authority, Some(stage), (share, beyond), &mut number);
        }
    }
    // The team whose children the practice will first serve works in house until then.
    if served > 0 {
        let stage = Some(PathwayStage::LookedAfter);
        let posts = posts_for(served, local.caseload);
        // What the practice takes on are posts that are provided.
        let team = add_team(world, settings, draws, authority, stage, (posts, 0.0), &mut number);
        casework::step(world, settings, draws);
        allocate(world, settings, draws, authority, Some(team));
    } else {
        casework::step(world, settings, draws);
    }
    allocate(world, settings, draws, authority, None);
    world.establishment[authority] = number as f64;
    casework::step(world, settings, draws);
}

/// Posts of each stage: as many in all as the cases of all call for.
fn posts_by_stage(cases: [usize; PathwayStage::COUNT], caseload: f64) -> [usize; PathwayStage::COUNT] {
    let all = posts_for(cases.iter().sum(), caseload);
    let needed = cases.map(|cases| cases as f64 / caseload);
    let mut posts = needed.map(|posts| libm::floor(posts) as usize);
    let mut order: Vec<usize> = (0..needed.len()).collect();
    let left_over = |stage: usize| needed[stage] - libm::floor(needed[stage]);
    order.sort_by(|&a, &b| left_over(b).total_cmp(&left_over(a)));
    let missing = all - posts.iter().sum::<usize>();
    order.into_iter().take(missing).for_each(|stage| posts[stage] += 1);
    posts
}

fn posts_for(cases: usize, caseload: f64) -> usize {
    (libm::round(cases as f64 / caseload) as usize).max(usize::from(cases > 0))
}

fn add_team(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    stage: Option<PathwayStage>,
    (posts, beyond): (usize, f64),
    number: &mut usize,
) -> u32 {
    let of_authority = world.provider_teams[authority].len() as u32 + 1;
    let team = world.add_team(authority, stage, Name::authority(authority, of_authority));
    let spread = settings.quantities.get("workforce.team-spread");
    let u = draws.uniform(Purpose::TeamOfItsOwn, world.teams[team as usize].name, 0);
    world.teams[team as usize].unsettled = lognormal(u, spread);
    for _ in 0..posts {
        let name = Name::post(authority, *number);
        *number += 1;
        let post = transfer::add_post(world, name, authority, team);
        seat(world, settings, draws, authority, (post as usize, beyond));
    }
    team
}

/// Who sits in a post on the first day: in proportion to the time that posts spend in each state. `beyond` is the
/// chance that it is none of those provided.
fn seat(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    (index, beyond): (usize, f64),
) {
    let staff = &settings.workforce;
    let local = &settings.authorities[authority];
    let held_share = local.in_house.vacancies_held.unwrap_or(staff.held_share);
    let longer = local.level(Level::Vacancy);
    // Morale tends to what so many cases leave of it, and case holders leave by it.
    let level = staff.morale + staff.morale_caseload * (1.0 - local.caseload / settings.casework.norm);
    let by_morale = (1.0 + staff.leaving_morale * (staff.morale - level)).max(staff.leaving_least);
    let leaving = staff.leaving.map(|rate| rate * local.level(Level::Leaving) * by_morale);
    let holder = world.new_holder();
    let post = &mut world.posts[index];
    let [is_vacant, is_sick, sick_for, tenure_so_far, is_held, is_covered, seeks_cover, is_beyond] =
        draws.block(Purpose::StartingPost, post.name, 0);
    let [leaves, falls_sick, recruited, morale, held_for, covered_for, cover_comes, moves_inside] =
        draws.block(Purpose::StartingPost, post.name, 1);
    post.holder = holder;
    post.holders = 1;
    post.vacancies = 1;
    post.covers = 1;
    let tenure = mean_tenure(&leaving);
    let vacant = (held_share * staff.held_months + staff.recruitment_months) * longer;
    let vacant_share = vacant / (vacant + tenure);
    let sick_share = staff.sickness * (1.0 + staff.sickness_months);
    post.leave_left = exponential(leaves);
    post.sick_left = exponential(falls_sick);
    post.recruit_left = exponential(recruited);
    post.move_left = exponential(moves_inside);
    post.morale = (level + staff.morale_spread * normal(morale)).clamp(0.0, 1.0);
    post.is_beyond = is_beyond < beyond;
    if is_vacant >= vacant_share && !post.is_beyond {
        post.seat = if is_sick < sick_share { Seat::Sick } else { Seat::Permanent };
        post.back_at = exponential(sick_for) * staff.sickness_months;
        post.took_up = -tenure_in_progress(&leaving, tenure_so_far);
        post.came = post.took_up;
        let [from, since, ..] = draws.block(Purpose::StartingPost, post.name, 2);
        post.origin = origins::origin(from, 0.0, staff);
        post.qualified = post.took_up - origins::experience(post.origin, since, staff);
        post.aptitude = aptitude::drawn(draws, post.name, 0, 0.0);
        return;
    }
    // Held posts are vacant for longer, so they are more of those vacant on a day.
    let held = held_share * staff.held_months * longer / vacant;
    post.held_until = if is_held < held { exponential(held_for) * staff.held_months * longer } else { 0.0 };
    let gap = staff.cover_gap * (1.0 - staff.cover_at_once);
    let covered = staff.cover_months / (staff.cover_months + gap);
    post.seeks_cover = post.is_beyond || seeks_cover < local.cover_share(staff.cover_share);
    if post.seeks_cover && is_covered < covered {
        post.seat = Seat::Agency;
        post.cover_until = exponential(covered_for) * staff.cover_months;
    } else {
        post.seat = Seat::Vacant;
        if post.seeks_cover {
            post.cover_at = exponential(cover_comes) * staff.cover_gap;
        }
    }
}

/// Tenure of a holder in progress: density proportional to survival.
fn tenure_in_progress(leaving: &[f64; 3], u: f64) -> f64 {
    let target = u * survival_area(leaving, 480.0);
    let (mut low, mut high) = (0.0, 480.0);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if survival_area(leaving, middle) < target { low = middle } else { high = middle }
    }
    low
}

/// Allocates every case of an authority that has no holder; with `only`, the cohort to one team.
fn allocate(world: &mut World, settings: &Settings, draws: &Draws, authority: usize, only: Option<u32>) {
    // The weights follow the loads here: their sums would not hold.
    world.team_weights.clear();
    let casework = &settings.casework;
    let cases = libm::round(settings.authorities[authority].caseload) as u32;
    let growth = casework.growth * casework.hours_per_case(0.0, cases.max(1), 0.0);
    let changes = settings.quantities.get("relationship.changes-before") / 12.0;
    let mut given = 0u32;
    for i in 0..world.children.who.len() {
        let who = world.children.who[i] as usize;
        let person = &world.children.people[who];
        if usize::from(person.authority) != authority || world.children.state[i].post != NO_POST {
            continue;
        }
        let (name, served) = (person.name, person.cohorts & SERVED != 0);
        if only.is_some() != served {
            continue;
        }
        match only {
            Some(team) => {
                let post = next_post(world, team, &mut given);
                world.children.state[i].post = post;
                world.posts[post as usize].children += 1;
                let holder = world.posts[post as usize].holder;
                world.children.year[i].meet(holder);
            }
            None => allocation::first_case_holder(world, settings, draws, i),
        }
        let in_care = -world.children.care[i].started;
        let (relationship, known) =
            known_so_far(draws, name, (in_care, changes), growth, settings.experience.kept);
        world.children.state[i].relationship = relationship;
        world.children.year[i].handed_over = -known;
        refresh_weights(world, settings, i);
    }
    for i in 0..world.children.leavers.len() {
        let leaver = world.children.leavers[i];
        let person = &world.children.people[leaver.who as usize];
        if usize::from(person.authority) != authority || leaver.post != NO_POST {
            continue;
        }
        let served = person.cohorts & SERVED != 0;
        if only.is_some() != served {
            continue;
        }
        let name = person.name;
        let post = match only {
            Some(team) => next_post(world, team, &mut given),
            None => allocation::choose_post(
                world,
                draws,
                name,
                0,
                authority,
                Some(PathwayStage::LeavingCare),
                NO_POST,
            ),
        };
        if let Some(p) = world.posts.get_mut(post as usize) {
            p.leavers += 1;
        }
        world.children.leavers[i].post = post;
    }
}

/// The relationship on the first day, and the months since the present case holder took over: it grew from nothing
/// since care began and lost its part at each change.
fn known_so_far(
    draws: &Draws,
    name: Name,
    (in_care, changes): (f64, f64),
    growth: f64,
    kept: f64,
) -> (f64, f64) {
    let (mut relationship, mut now, mut ordinal) = (0.0, 0.0, 0);
    loop {
        for u in draws.block(Purpose::StartingRelationship, name, ordinal) {
            let next = now + exponential(u) / changes;
            let until = next.min(in_care);
            relationship = 1.0 - (1.0 - relationship) * libm::exp(-growth * (until - now));
            if next >= in_care {
                return (relationship, in_care - now);
            }
            relationship *= kept;
            now = next;
        }
        ordinal += 1;
    }
}

/// The next staffed post of a team, in turn.
fn next_post(world: &World, team: u32, given: &mut u32) -> u32 {
    let posts = &world.teams[team as usize].posts;
    for _ in 0..posts.len() {
        let post = posts[*given as usize % posts.len()];
        *given += 1;
        if world.posts[post as usize].is_staffed() {
            return post;
        }
    }
    posts[*given as usize % posts.len()]
}

/// Keeps the weights in step with the loads while the first day's cases are dealt out.
fn refresh_weights(world: &mut World, settings: &Settings, i: usize) {
    let post = world.children.state[i].post as usize;
    if let Some(month) = world.post_months.get_mut(post) {
        let cases = f64::from(world.posts[post].cases());
        if month.weight > 0.0 {
            month.weight = casework::room(cases, &settings.casework);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_has_the_posts_that_all_its_cases_call_for_however_they_are_spread() {
        for (cases, caseload, posts) in [
            ([3, 2, 16, 29], 10.0, [0, 0, 2, 3]),
            ([5, 0, 0, 0], 15.0, [1, 0, 0, 0]),
            ([0, 0, 0, 0], 15.0, [0, 0, 0, 0]),
            ([22, 7, 200, 320], 16.0, [1, 0, 13, 20]),
            ([30, 15, 45, 60], 15.0, [2, 1, 3, 4]),
        ] {
            assert_eq!(posts_by_stage(cases, caseload), posts, "{cases:?}");
        }
    }
}
