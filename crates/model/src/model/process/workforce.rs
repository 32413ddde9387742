//! Posts: leaving, long sickness, vacancy, recruitment, agency cover, morale. M15, M17, M33, M46, M64,
//! M67, M84, M87; H12.
//!
//! Leaving per month: base(tenure) × effects of morale, job insecurity and distrust
//! (`hazard::workers::leaving`). A vacancy is either being recruited to (rate 1 ÷ mean months) or
//! held or hard to fill for a while first; a share is covered by agency workers with short stays.
//! Totals were measured (turnover, vacancy, agency: sw-*-2017 to 2025); the split, the stay and the
//! lag are grade D with ranges. Morale m tends to a level set by caseload, insecurity, autonomy,
//! support and culture (`climate`): m += speed × (level - m). Each post changes holder at most once a month; thresholds
//! carry over. Permanent holders, vacancies and agency covers are separate successions of a post's name.
//! Who moves to another team or role of the same employer, or goes on parental leave, has not left it: her
//! cases change hands and no vacancy is counted, for the chain of moves closes inside the employer.

use crate::draws::{Draws, Purpose, exponential, normal};
use crate::evidence::Level;
use crate::model::hazard::{bands, workers};
use crate::model::settings::Settings;
use crate::model::settings::workforce::TENURE_ENDS;
use crate::model::world::{HandOver, Post, Seat, What, World};

/// Runs the month of every post.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let start = world.month_start();
    let mut open = vec![0.0; world.providers.len()];
    for post in &world.posts {
        if post.seat != Seat::Closed {
            open[post.provider as usize] += 1.0;
        }
    }
    for index in 0..world.posts.len() {
        let provider = world.posts[index].provider as usize;
        world.posts[index].changed_at = f64::INFINITY;
        world.posts[index].successor_takes_over = false;
        match world.posts[index].seat {
            Seat::Permanent => {
                permanent(world, settings, draws, index, start, &mut open);
            }
            Seat::Sick => {
                world.sick_months[provider] += 1.0;
                sick(world, index, start);
            }
            Seat::Agency | Seat::Vacant => {
                if open[provider] > world.establishment[provider] + 0.5
                    && world.posts[index].seat == Seat::Vacant
                {
                    close(world, index, start, &mut open);
                } else {
                    vacant(world, settings, draws, index, start);
                }
            }
            Seat::Closed => {}
        }
    }
}

/// The level of morale to which a provider's case holder tends with so many cases.
fn morale_level(world: &World, settings: &Settings, post: &Post) -> f64 {
    let staff = &settings.workforce;
    let provider = &world.providers[post.provider as usize];
    let mut level = staff.morale
        + staff.morale_caseload * (1.0 - f64::from(post.cases()) / settings.casework.norm)
        - staff.morale_insecurity * (provider.insecurity - staff.insecurity);
    if provider.practice.is_some() {
        level += staff.morale_autonomy + staff.morale_support;
    }
    level += provider.culture.morale;
    level += provider.incentives.morale;
    level.clamp(0.0, 1.0)
}

fn permanent(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    index: usize,
    start: f64,
    open: &mut [f64],
) {
    let staff = &settings.workforce;
    let level = morale_level(world, settings, &world.posts[index]);
    let provider = &world.providers[world.posts[index].provider as usize];
    let distrust = if provider.practice.is_some() && provider.trust < staff.distrust_below {
        (staff.distrust_below - provider.trust) / staff.distrust_below
    } else {
        0.0
    };
    let insecurity = provider.insecurity - staff.insecurity;
    let stake = provider.incentives.leaving;
    let retains = provider.practice.map_or(1.0, |practice| {
        let owned = settings.practices[practice].practice.form.is_staff_owned();
        if owned { staff.leaving_ownership } else { 1.0 }
    });
    let sickness = staff.sickness * provider.culture.sickness;
    let moves = moves_inside(world, settings, &world.posts[index], open);
    let post = &mut world.posts[index];
    let base = retains
        * stake
        * provider.access.leaving
        * provider.culture.leaving
        * settings.authorities[provider.authority].level(Level::Leaving)
        * staff.leaving[bands::band(&TENURE_ENDS, start - post.took_up)];
    let leaving = workers::leaving(
        base,
        staff.leaving_morale,
        staff.morale - post.morale,
        staff.leaving_insecurity,
        insecurity,
        staff.leaving_distrust,
        distrust,
        staff.leaving_least,
    );
    post.morale += staff.morale_speed * (level - post.morale);
    let leaves_at = post.leave_left / leaving;
    let sick_at = post.sick_left / sickness;
    let moves_at = post.move_left / moves;
    post.leave_left -= leaving;
    post.sick_left -= sickness;
    post.move_left -= moves;
    if leaves_at < 1.0 && leaves_at <= sick_at {
        let at = start + leaves_at.max(0.0);
        world.worker_exits[world.posts[index].provider as usize] += 1.0;
        let name = world.posts[index].name;
        world.log.note(at, name, What::WorkerLeaves);
        vacate(world, settings, draws, index, at, HandOver::Leaver, open);
    } else if sick_at < 1.0 {
        let at = start + sick_at.max(0.0);
        let holders = post.holders;
        let sicknesses = post.sicknesses;
        post.sicknesses += 1;
        let u = draws.block(Purpose::Sickness, post.name, (holders << 8) | sicknesses);
        post.sick_left = exponential(u[1]);
        // Long means over a month: the first month is certain, the rest memoryless.
        post.back_at = at + 1.0 + exponential(u[0]) * staff.sickness_months;
        post.seat = Seat::Sick;
        post.changed_at = at;
        post.changed_by = HandOver::Sickness;
        let (name, provider) = (post.name, post.provider as usize);
        world.sick_months[provider] += start + 1.0 - at;
        world.log.note(at, name, What::WorkerFallsSick);
    } else if moves_at < 1.0 {
        // Somebody of the same employer, or a temporary worker, takes over post and cases at once.
        post.inside_moves += 1;
        post.move_left = super::threshold(draws, Purpose::InsideMove, post.name, post.inside_moves);
        post.changed_at = start + moves_at.max(0.0);
        post.changed_by = HandOver::Reallocation;
        post.successor_takes_over = true;
        world.posts[index].holder = world.new_holder();
    }
}

/// Monthly rate at which a permanent holder gives up post and cases without leaving the employer: for
/// another team or role, of which an employer with one team has none, or for parental leave.
fn moves_inside(world: &World, settings: &Settings, post: &Post, open: &[f64]) -> f64 {
    let staff = &settings.workforce;
    let provider = &world.providers[post.provider as usize];
    let level = settings.authorities[provider.authority].level(Level::HandOvers);
    let team = world.teams[post.team as usize].posts.len() as f64;
    let elsewhere = (1.0 - team / open[post.provider as usize]).max(0.0);
    staff.moves_inside * elsewhere * level + staff.parental_leave
}

fn sick(world: &mut World, index: usize, start: f64) {
    let post = &mut world.posts[index];
    if post.back_at < start + 1.0 {
        post.seat = Seat::Permanent;
        let (name, at) = (post.name, post.back_at.max(start));
        world.log.note(at, name, What::WorkerReturns);
    }
}

/// The permanent holder is gone: the vacancy's luck is drawn, and a cover may begin at once.
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
    let post = &mut world.posts[index];
    let u = draws.block(Purpose::Vacancy, post.name, post.vacancies);
    post.vacancies += 1;
    post.held_until = if u[0] < held_share {
        at + exponential(u[1]) * staff.held_months * local.level(Level::Vacancy)
    } else {
        at
    };
    post.recruit_left = exponential(u[2]);
    post.seat = Seat::Vacant;
    post.cover_at = f64::INFINITY;
    post.seeks_cover = u[3] < local.cover_share(staff.cover_share);
    if post.seeks_cover {
        if u[4] < staff.cover_at_once {
            begin_cover(world, settings, draws, index, at, holder);
            world.posts[index].successor_takes_over = true;
        } else {
            world.posts[index].cover_at = at + exponential(u[5]) * staff.cover_gap;
        }
    }
}

fn begin_cover(world: &mut World, settings: &Settings, draws: &Draws, index: usize, at: f64, holder: u32) {
    let post = &mut world.posts[index];
    let u = draws.block(Purpose::AgencyCover, post.name, post.covers);
    post.covers += 1;
    post.seat = Seat::Agency;
    post.holder = holder;
    post.cover_at = f64::INFINITY;
    let staff = &settings.workforce;
    let beyond = staff.cover_months - staff.cover_least;
    post.cover_until = at + staff.cover_least + exponential(u[0]) * beyond;
    let name = post.name;
    world.log.note(at, name, What::AgencyComes);
}

fn vacant(world: &mut World, settings: &Settings, draws: &Draws, index: usize, start: f64) {
    let staff = &settings.workforce;
    let end = start + 1.0;
    let post = &mut world.posts[index];
    let provider = &world.providers[post.provider as usize];
    let pace = provider.recruitment_pace * settings.authorities[provider.authority].level(Level::Vacancy);
    let recruitment = staff.recruitment_months * provider.access.recruitment;
    let recruits_from = post.held_until.max(start);
    let mut filled_at = f64::INFINITY;
    if recruits_from < end {
        let rate = 1.0 / (recruitment * pace);
        filled_at = recruits_from + post.recruit_left.max(0.0) / rate;
        post.recruit_left -= rate * (end - recruits_from);
    }
    let covered = post.seat == Seat::Agency;
    if filled_at < end {
        let holder = world.new_holder();
        let post = &mut world.posts[index];
        if covered {
            post.changed_at = filled_at;
            post.changed_by = HandOver::Agency;
            post.successor_takes_over = true;
        }
        fill(world, settings, draws, index, filled_at, holder);
        let post = &world.posts[index];
        let u = draws.block(Purpose::Holder, post.name, post.holders - 1);
        if u[3] < staff.follows_cases {
            join_heaviest_team(world, index);
        }
    } else if covered && post.cover_until < end {
        let at = post.cover_until.max(start);
        let covers = post.covers;
        // What follows a cover is drawn with that cover: another at once or after a gap.
        let seeks_cover = post.seeks_cover;
        let u = draws.block(Purpose::AgencyCover, post.name, covers - 1);
        post.changed_at = at;
        post.changed_by = HandOver::Agency;
        post.seat = Seat::Vacant;
        let name = post.name;
        world.log.note(at, name, What::AgencyLeaves);
        if seeks_cover {
            if u[1] < staff.cover_at_once {
                let holder = world.new_holder();
                begin_cover(world, settings, draws, index, at, holder);
                world.posts[index].successor_takes_over = true;
            } else {
                world.posts[index].cover_at = at + exponential(u[3]) * staff.cover_gap;
            }
        }
    } else if !covered && post.cover_at < end {
        let at = post.cover_at.max(start);
        let holder = world.new_holder();
        begin_cover(world, settings, draws, index, at, holder);
        let post = &world.posts[index];
        let u = draws.block(Purpose::AgencyCover, post.name, post.covers - 1);
        if u[4] < staff.follows_cases {
            join_heaviest_team(world, index);
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
    let post = &mut world.posts[index];
    let u = draws.block(Purpose::Holder, post.name, post.holders);
    post.holders += 1;
    post.sicknesses = 0;
    post.seat = Seat::Permanent;
    post.holder = holder;
    post.took_up = at;
    post.leave_left = exponential(u[0]);
    post.sick_left = exponential(u[1]);
    post.move_left = exponential(u[4]);
    post.morale = (staff.morale + staff.morale_spread * normal(u[2])).clamp(0.0, 1.0);
    let (name, provider) = (post.name, post.provider as usize);
    world.flows[provider].hires += 1.0;
    world.log.note(at, name, What::WorkerTakesUpPost);
}

fn close(world: &mut World, index: usize, at: f64, open: &mut [f64]) {
    let post = &mut world.posts[index];
    post.seat = Seat::Closed;
    open[post.provider as usize] -= 1.0;
    let name = post.name;
    world.log.note(at, name, What::PostClosed);
}
