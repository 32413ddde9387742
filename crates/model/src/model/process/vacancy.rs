//! Vacancies: a post is held or hard to fill, or recruited to, covered by agency workers meanwhile, and filled or closed. M17.
//!
//! ```text
//! held         with probability workforce.vacancy.held-share (or what a scenario sets for the authority's own
//!              teams), for an exponential time with mean workforce.vacancy.held-months × level of vacancy
//! recruitment  after that: an exponential time with mean workforce.vacancy.recruitment-months × factors on it
//!              (`conditions`)
//! cover        is sought with probability c = workforce.cover.share at the level of cover:
//!              level × c ÷ (1 - c + level × c)
//!              begins at once with probability workforce.cover.at-once, else after an exponential time with
//!              mean workforce.cover.gap-months
//!              stays workforce.cover.least-months and an exponential time beyond, workforce.cover.months on
//!              average; a practice that cannot pay for it seeks none (`planning`); another follows, at once or after a gap drawn anew, while the vacancy lasts
//! beyond       posts that agency workers alone hold, one after the other: nobody is recruited to them and they are
//!              no vacancies; at the start workforce.cover.beyond × level of those beyond, for each post provided
//! newcomer     to a post without cases joins the team with the most cases for each post, with probability
//!              workforce.follows-cases                                                              M17
//! ```
//!
//! The level of cover is the authority's own odds of seeking it against the nation's, from its published agency rate
//! (1 is ordinary). A cover that begins at once takes the cases over with the post; where there is a gap, the
//! cases are shared out among colleagues first, and a cover who comes later is given those that come to the post.
//! Of agency workers a fifth cover no vacancy (sw-agency-cover-2025): they stand in for absent workers, or are there
//! while work is reorganised. The model has neither cause, and gives them posts of their own from the first day.
//! A post that falls vacant above the establishment is closed. Permanent holders, vacancies and agency covers
//! are separate successions of a post's name, so that a cover more or less moves no other draw. Totals were
//! measured (vacancy and agency rates: sw-vacancy-*, sw-agency-*, 2017 to 2025); the split, the stay and the
//! gap are grade D.

use super::{aptitude, conditions, habits, origins};
use crate::draws::{Draws, Purpose, exponential, normal};
use crate::evidence::Level;
use crate::model::settings::Settings;
use crate::model::world::{HandOver, Seat, What, World};

/// The month of a post that nobody holds for good.
pub(super) fn month(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    index: usize,
    start: f64,
    open: &mut [f64],
) {
    let post = &world.posts[index];
    let provider = post.provider as usize;
    if post.seat == Seat::Vacant && open[provider] > world.establishment[provider] + 0.5 {
        close(world, index, start, open);
        return;
    }
    let filled_at = match post.is_beyond {
        true => f64::INFINITY,
        false => recruit(world, settings, index, start),
    };
    let end = start + 1.0;
    let post = &mut world.posts[index];
    let covered = post.seat == Seat::Agency;
    if filled_at < end {
        if covered {
            post.changed_at = filled_at;
            post.changed_by = HandOver::Agency;
            post.successor_takes_over = true;
        }
        let holder = world.new_holder();
        fill(world, settings, draws, index, filled_at, holder);
        let post = &world.posts[index];
        let [_, _, _, follows, ..] = draws.block(Purpose::Holder, post.name, post.holders - 1);
        if follows < settings.workforce.follows_cases {
            join_heaviest_team(world, index);
        }
    } else if covered && post.cover_until < end {
        end_cover(world, settings, draws, index, start);
    } else if !covered && post.cover_at < end {
        let at = post.cover_at.max(start);
        let holder = world.new_holder();
        begin_cover(world, settings, draws, index, at, holder);
        let post = &world.posts[index];
        let [_, _, _, _, follows, ..] = draws.block(Purpose::AgencyCover, post.name, post.covers - 1);
        if follows < settings.workforce.follows_cases {
            join_heaviest_team(world, index);
        }
    }
}

/// When the post is filled for good, if nothing stops; this month's recruitment is spent.
fn recruit(world: &mut World, settings: &Settings, index: usize, start: f64) -> f64 {
    let end = start + 1.0;
    let post = &mut world.posts[index];
    let provider = &world.providers[post.provider as usize];
    let recruits_from = post.held_until.max(start);
    if recruits_from >= end {
        return f64::INFINITY;
    }
    let level = settings.authorities[provider.authority].level(Level::Vacancy);
    let months = conditions::recruitment_months(provider, settings.workforce.recruitment_months, level);
    let rate = 1.0 / months;
    let filled_at = recruits_from + post.recruit_left.max(0.0) / rate;
    post.recruit_left -= rate * (end - recruits_from);
    filled_at
}

/// The permanent holder is gone: what becomes of the vacancy is drawn, and a cover may begin at once.
pub fn vacate(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    index: usize,
    at: f64,
    cause: HandOver,
    open: &mut [f64],
) {
    let provider = world.posts[index].provider as usize;
    world.posts[index].changed_at = at;
    world.posts[index].changed_by = cause;
    world.posts[index].successor_takes_over = false;
    if open[provider] > world.establishment[provider] + 0.5 {
        close(world, index, at, open);
        return;
    }
    let holder = world.new_holder();
    let staff = &settings.workforce;
    let local = &settings.authorities[world.providers[provider].authority];
    // What a scenario says of held posts is said of the authority's own teams.
    let held_share = settings
        .authorities
        .get(provider)
        .and_then(|local| local.in_house.vacancies_held)
        .unwrap_or(staff.held_share);
    let frozen = world.providers[provider].plan.is_frozen;
    let post = &mut world.posts[index];
    let [held, held_for, recruitment, sought, at_once, gap, ..] =
        draws.block(Purpose::Vacancy, post.name, post.vacancies);
    post.vacancies += 1;
    post.held_until = if held < held_share {
        at + exponential(held_for) * staff.held_months * local.level(Level::Vacancy)
    } else {
        at
    };
    post.recruit_left = exponential(recruitment);
    post.seat = Seat::Vacant;
    post.is_beyond = false;
    post.cover_at = f64::INFINITY;
    post.seeks_cover = sought < local.cover_share(staff.cover_share) && !frozen;
    if post.seeks_cover {
        if at_once < staff.cover_at_once {
            begin_cover(world, settings, draws, index, at, holder);
            world.posts[index].successor_takes_over = true;
        } else {
            world.posts[index].cover_at = at + exponential(gap) * staff.cover_gap;
        }
    }
}

fn begin_cover(world: &mut World, settings: &Settings, draws: &Draws, index: usize, at: f64, holder: u32) {
    let post = &mut world.posts[index];
    let [stay, ..] = draws.block(Purpose::AgencyCover, post.name, post.covers);
    post.habits = habits::brought(draws, Purpose::HabitsOfCover, post.name, post.covers, &settings.culture);
    post.practised.clear();
    post.came = at;
    post.covers += 1;
    post.seat = Seat::Agency;
    post.holder = holder;
    post.cover_at = f64::INFINITY;
    let staff = &settings.workforce;
    let beyond = staff.cover_months - staff.cover_least;
    post.cover_until = at + staff.cover_least + exponential(stay) * beyond;
    let name = post.name;
    world.log.note(at, name, What::AgencyComes);
}

/// An agency worker goes. What follows was drawn with her cover: another at once or after a gap.
fn end_cover(world: &mut World, settings: &Settings, draws: &Draws, index: usize, start: f64) {
    let staff = &settings.workforce;
    let post = &mut world.posts[index];
    let at = post.cover_until.max(start);
    let seeks_cover = post.seeks_cover;
    let [_, at_once, _, gap, ..] = draws.block(Purpose::AgencyCover, post.name, post.covers - 1);
    post.changed_at = at;
    post.changed_by = HandOver::Agency;
    post.seat = Seat::Vacant;
    let name = post.name;
    world.log.note(at, name, What::AgencyLeaves);
    if seeks_cover {
        if at_once < staff.cover_at_once {
            let holder = world.new_holder();
            begin_cover(world, settings, draws, index, at, holder);
            world.posts[index].successor_takes_over = true;
        } else {
            world.posts[index].cover_at = at + exponential(gap) * staff.cover_gap;
        }
    }
}

/// A newcomer to a post without cases joins the provider's team with the most cases per post, so
/// that posts follow the cases as these move along the pathway.
fn join_heaviest_team(world: &mut World, index: usize) {
    let post = &world.posts[index];
    if post.cases() > 0 {
        return;
    }
    let (old, provider) = (post.team, post.provider as usize);
    let load = |&team: &u32| {
        let posts = &world.teams[team as usize].posts;
        let cases: u32 = posts.iter().map(|&post| world.posts[post as usize].cases()).sum();
        // A team that has no other post cannot spare the newcomer.
        let without = if team == old { posts.len().max(2) - 1 } else { posts.len().max(1) };
        f64::from(cases) / without as f64
    };
    let teams = &world.provider_teams[provider];
    let heaviest = teams.iter().max_by(|a, b| load(a).total_cmp(&load(b)).then(b.cmp(a)));
    let Some(&new) = heaviest else { return };
    if new != old && world.teams[old as usize].posts.len() > 1 {
        let number = index as u32;
        world.teams[old as usize].posts.retain(|&post| post != number);
        world.teams[new as usize].posts.push(number);
        world.posts[index].team = new;
    }
}

/// A permanent holder takes up a post.
pub fn fill(world: &mut World, settings: &Settings, draws: &Draws, index: usize, at: f64, holder: u32) {
    let staff = &settings.workforce;
    let provider = world.posts[index].provider as usize;
    let from_host = origins::from_host(world, settings, provider);
    let is_outside = super::is_outside(&world.providers[provider], settings);
    let post = &mut world.posts[index];
    let [leaving, sickness, morale, _, inside_move, origin, since, _] =
        draws.block(Purpose::Holder, post.name, post.holders);
    post.holders += 1;
    post.sicknesses = 0;
    post.seat = Seat::Permanent;
    post.is_beyond = false;
    post.holder = holder;
    (post.took_up, post.came) = (at, at);
    post.origin = origins::origin(origin, from_host, staff);
    post.qualified = at - origins::experience(post.origin, since, staff);
    let mean = if is_outside { staff.aptitude_joins } else { 0.0 };
    post.aptitude = aptitude::drawn(draws, post.name, post.holders, mean);
    post.habits = habits::brought(draws, Purpose::Habits, post.name, post.holders, &settings.culture);
    post.practised.clear();
    post.leave_left = exponential(leaving);
    post.sick_left = exponential(sickness);
    post.move_left = exponential(inside_move);
    post.morale = (staff.morale + staff.morale_spread * normal(morale)).clamp(0.0, 1.0);
    let (name, provider, origin) = (post.name, post.provider as usize, post.origin);
    world.flows[provider].hires += 1.0;
    world.flows[provider].came[origin as usize] += 1.0;
    world.log.note(at, name, What::WorkerTakesUpPost);
}

fn close(world: &mut World, index: usize, at: f64, open: &mut [f64]) {
    let post = &mut world.posts[index];
    post.seat = Seat::Closed;
    open[post.provider as usize] -= 1.0;
    let name = post.name;
    world.log.note(at, name, What::PostClosed);
}
