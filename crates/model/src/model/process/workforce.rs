//! Posts: permanent case holders leave, fall sick for long, or move inside their employer; morale follows
//! their work. M15, M33, M46, M64, M67, M84, M87; H12.
//!
//! ```text
//! leaving  = workforce.leaving[tenure] × level of leaving × factors on it (`conditions`)           M84
//!            × (1 + form × (workforce.leaving.ownership - 1)) in a practice that its staff own     M46
//!            × what its grade does in the authority's own teams, else 1              (`grades`)     X7
//!            × what a region takes of it in the authority's own teams, else 1        (`origins`)    M86
//!            × max(workforce.leaving.least,
//!                  (1 + workforce.leaving.morale × (morale.level - morale))                        M87
//!                  × (1 + workforce.leaving.insecurity × (insecurity - insecurity.in-house))       M67
//!                  × (1 + workforce.leaving.distrust × distrust))                                  M64
//! distrust = (t - trust) ÷ t in a practice whose trust is under t = workforce.leaving.distrust-below, else 0
//! morale  += morale.speed × (level - morale)
//! level    = morale.level + morale.caseload × (1 - cases ÷ casework.norm)                          M15
//!            - morale.insecurity × (insecurity - insecurity.in-house)          not under H12 `no-link`  M67
//!            + ways × (morale.autonomy (not under H12 `no-link`) + morale.support)                  M33
//!            + terms on it (`conditions`), within 0 to 1
//! sickness = workforce.sickness × factor on it (`conditions`), for one month and an exponential time beyond
//!            with mean workforce.sickness-months
//! moves    = workforce.moves-inside × (1 - posts of the team ÷ posts of the provider) × level of hand-overs
//!            + workforce.parental-leave
//! ```
//!
//! Rates a month. Under H12 `autonomy-lowers-burnout` insecurity does nothing to morale, under
//! `insecurity-cancels` all terms act. A new holder's morale is normal around `morale.level` with standard
//! deviation `morale.spread`. Who leaves makes a vacancy (`vacancy`). Who moves to another team or role of the
//! same employer, of which an employer with one team has none, or goes on parental leave, has not left it:
//! somebody of the same employer or a temporary worker takes over post and cases at once, and no vacancy is
//! counted, for the chain of moves closes inside the employer. Who falls sick keeps the post; her cases go to
//! colleagues and stay there. A post changes holder at most once a month; thresholds carry over. Turnover and
//! absence were measured (sw-turnover-*, sw-absence-*: 2017 to 2025), the split is grade D.

use super::{aptitude, conditions, grades, is_outside, origins, vacancy, ways};
use crate::draws::{Draws, Purpose, exponential};
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
    let mut taken = Vec::new();
    for index in 0..world.posts.len() {
        let provider = world.posts[index].provider as usize;
        world.posts[index].changed_at = f64::INFINITY;
        world.posts[index].successor_takes_over = false;
        match world.posts[index].seat {
            Seat::Permanent => permanent(world, settings, draws, index, start, &mut open),
            Seat::Sick => {
                world.sick_months[provider] += 1.0;
                sick(world, index, start);
            }
            Seat::Agency | Seat::Vacant => {
                vacancy::month(world, settings, draws, index, start, &mut open);
                if world.posts[index].seat == Seat::Permanent && origins::may_be_taken(world, settings, index)
                {
                    taken.push(index);
                }
            }
            Seat::Closed => {}
        }
    }
    // Whom practices take from their host, and authorities from a neighbour, leave a post whose month has been lived.
    for index in taken {
        let at = world.posts[index].took_up;
        origins::take(world, settings, draws, index, at, &mut open);
    }
}

/// The level of morale to which a provider's case holder tends with so many cases.
fn morale_level(world: &World, settings: &Settings, post: &Post) -> f64 {
    let staff = &settings.workforce;
    let provider = &world.providers[post.provider as usize];
    let mut level = staff.morale
        + staff.morale_caseload * (1.0 - f64::from(post.cases()) / settings.casework.norm)
        - staff.morale_insecurity * (provider.insecurity - staff.insecurity);
    level += provider.ways * (staff.morale_autonomy + staff.morale_support);
    conditions::morale(provider, &world.teams[post.team as usize].climate, level).clamp(0.0, 1.0)
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
    let owned = provider.practice.map_or(1.0, |practice| {
        let owned = provider.form(&settings.practices[practice].practice).is_staff_owned();
        if owned { ways::factor(ways::form(&settings.culture), staff.leaving_ownership) } else { 1.0 }
    });
    let sickness = conditions::sickness(provider, staff.sickness);
    let moves = moves_inside(world, settings, &world.posts[index], open);
    let graded = if is_outside(provider, settings) {
        1.0
    } else {
        let regional =
            if provider.practice.is_none() { origins::leaving(provider.authority, settings) } else { 1.0 };
        regional * grades::leaving(&world.authorities[provider.authority], &settings.commissioning)
    };
    let post_team = world.posts[index].team as usize;
    let post = &mut world.posts[index];
    let climate = &world.teams[post_team].climate;
    let base = conditions::leaving(provider, climate, owned)
        * aptitude::leaving(post.aptitude, provider.ways, staff)
        * graded
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
        let post = &world.posts[index];
        let (name, provider) = (post.name, post.provider as usize);
        let [.., goes_to] = draws.block(Purpose::Holder, name, post.holders - 1);
        world.flows[provider].went[origins::destination(goes_to, staff) as usize] += 1.0;
        world.log.note(at, name, What::WorkerLeaves);
        vacancy::vacate(world, settings, draws, index, at, HandOver::Leaver, open);
    } else if sick_at < 1.0 {
        let at = start + sick_at.max(0.0);
        let ordinal = (post.holders << 8) | post.sicknesses;
        post.sicknesses += 1;
        let [absence, next_sickness, ..] = draws.block(Purpose::Sickness, post.name, ordinal);
        post.sick_left = exponential(next_sickness);
        // Long means over a month: the first month is certain, the rest memoryless.
        post.back_at = at + 1.0 + exponential(absence) * staff.sickness_months;
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
        post.came = post.changed_at;
        post.habits = world.providers[post.provider as usize].culture.met;
        post.practised.clear();
        world.posts[index].holder = world.new_holder();
    }
}

/// Monthly rate at which a permanent holder gives up post and cases without leaving the employer: for
/// another team or role, of which an employer with one team has none, or for parental leave.
fn moves_inside(world: &World, settings: &Settings, post: &Post, open: &[f64]) -> f64 {
    let staff = &settings.workforce;
    let provider = &world.providers[post.provider as usize];
    let level = settings.authorities[provider.authority].level(Level::HandOvers);
    let team = &world.teams[post.team as usize];
    let elsewhere = (1.0 - team.posts.len() as f64 / open[post.provider as usize]).max(0.0);
    staff.moves_inside * elsewhere * level * team.unsettled + staff.parental_leave
}

fn sick(world: &mut World, index: usize, start: f64) {
    let post = &mut world.posts[index];
    if post.back_at < start + 1.0 {
        post.seat = Seat::Permanent;
        let (name, at) = (post.name, post.back_at.max(start));
        world.log.note(at, name, What::WorkerReturns);
    }
}
