//! Habits: what each case holder does differently, what she brings, learns beside others and takes along. M16.
//!
//! ```text
//! habits  += speed × (aim + habits.worn × (morale - morale.level) - habits)             in a team of its employer's own
//!            + habits.beside ÷ (1 + months in the post ÷ habits.settling) × (team - habits)
//!            + what teams taken back do and undergo                                     (`integration`)
//! team     = mean of the habits of those at work, with weight min(1, (1 + months in the post) ÷ habits.settling)
//! brought    by who comes from outside the study, for good or as cover: normal with mean 0, spread habits.people-spread;
//!            by who comes from another employer of the study: her own; by who changes team inside the employer: the
//!            mean of the employer
//! first day  aim + habits.worn × (morale - morale.level)
//!            + brought ÷ (1 + months in the post ÷ habits.settling) ^ (habits.beside × habits.settling)
//! ```
//!
//! Habits are culture in one person: the index of learning and practice, as a departure from that of an ordinary case
//! holder. Aim and speed are those of the team (`culture`): leaders and managers ask, and people take years. Who is worn out
//! falls back into what is safe. Who has just come follows the others more than they follow her, and who has been there long follows few; who leaves takes her habits
//! along, to a practice, to a neighbour or out of the study. On sick leave nobody learns. Index points and shares a month;
//! nothing was measured: grade D.

use super::culture::Asked;
use super::integration;
use crate::draws::{Draws, Name, Purpose, normal};
use crate::model::settings::{CultureSettings, Settings};
use crate::model::world::{Post, Seat, World};

/// What somebody brings from outside the study, by how many the post has had.
pub fn brought(draws: &Draws, purpose: Purpose, post: Name, ordinal: u32, numbers: &CultureSettings) -> f64 {
    numbers.people_spread * normal(draws.uniform(purpose, post, ordinal))
}

/// What being worn out, or fresh, adds to what a permanent case holder is asked for.
fn worn(post: &Post, settings: &Settings) -> f64 {
    match post.seat {
        Seat::Permanent | Seat::Sick => settings.culture.worn * (post.morale - settings.workforce.morale),
        _ => 0.0,
    }
}

/// The people of the first day: what they are asked for has made them, and the longer they are there the less is
/// left of what they brought.
pub fn begin(world: &mut World, settings: &Settings, draws: &Draws, index: usize, asked: &Asked) {
    let numbers = &settings.culture;
    for team in world.provider_teams[index].clone() {
        let aim = asked.aim(world.teams[team as usize].manager);
        for post in world.teams[team as usize].posts.clone() {
            let post = &mut world.posts[post as usize];
            let months = (-post.came).max(0.0);
            let own = brought(draws, Purpose::Habits, post.name, 0, numbers);
            let power = -numbers.beside * numbers.settling;
            let left = own * libm::pow(1.0 + months / numbers.settling, power);
            post.habits = (aim + worn(post, settings) + left).clamp(-1.0, 1.0);
        }
    }
    let now = world.month_start();
    for team in world.provider_teams[index].clone() {
        gather(world, team, now, numbers.settling);
    }
    world.providers[index].culture.met = mean(world, &world.provider_teams[index]);
}

/// How much somebody at work tells in her team; 0 for who is not at work.
fn weight(post: &Post, now: f64, settling: f64) -> f64 {
    if post.is_staffed() { ((1.0 + (now - post.came).max(0.0)) / settling).min(1.0) } else { 0.0 }
}

/// One month of a provider's people: teams are what those in them do, and each learns from hers.
pub fn step(world: &mut World, settings: &Settings, index: usize, asked: &Asked) {
    let numbers = &settings.culture;
    let now = world.month_start();
    let teams = world.provider_teams[index].clone();
    for &team in &teams {
        gather(world, team, now, numbers.settling);
    }
    let liberty = settings.authorities[world.providers[index].authority].service_model.liberty;
    let together = integration::together(world, &teams, liberty, numbers);
    for (seat, &team) in teams.iter().enumerate() {
        let of_team = &world.teams[team as usize];
        let (aim, speeds) = (asked.aim(of_team.manager), asked.speeds(of_team.manager));
        let (met, was_practice) = (of_team.climate.met, of_team.was_practice);
        for post in of_team.posts.clone() {
            let post = &mut world.posts[post as usize];
            if !post.is_staffed() {
                continue;
            }
            let own = post.habits;
            let aim = aim + worn(post, settings);
            let asked = if was_practice { 0.0 } else { speeds[usize::from(aim <= own)] * (aim - own) };
            let beside = numbers.beside / (1.0 + (now - post.came).max(0.0) / numbers.settling);
            let learnt = asked + beside * (met - own) + together.moves(seat, own);
            post.habits = (own + learnt).clamp(-1.0, 1.0);
        }
    }
    world.providers[index].culture.met = mean(world, &teams);
}

/// What a team does this month; one in which nobody is at work, what its employer's teams did in the month before.
fn gather(world: &mut World, team: u32, now: f64, settling: f64) {
    let (mut sum, mut all) = (0.0, 0.0);
    for &post in &world.teams[team as usize].posts {
        let post = &world.posts[post as usize];
        let weight = weight(post, now, settling);
        sum += weight * post.habits;
        all += weight;
    }
    let team = &mut world.teams[team as usize];
    let usual = world.providers[team.provider as usize].culture.met;
    team.climate.met = if all > 0.0 { sum / all } else { usual };
}

/// What the people of some teams do: the teams' means by how many are at work in them, alike where nobody is.
fn mean(world: &World, teams: &[u32]) -> f64 {
    let at_work = |team: u32| -> f64 {
        let posts = &world.teams[team as usize].posts;
        posts.iter().filter(|&&post| world.posts[post as usize].is_staffed()).count() as f64
    };
    let all: f64 = teams.iter().map(|&team| at_work(team)).sum();
    let met = |team: u32| world.teams[team as usize].climate.met;
    if all > 0.0 {
        teams.iter().map(|&team| at_work(team) * met(team)).sum::<f64>() / all
    } else {
        teams.iter().map(|&team| met(team)).sum::<f64>() / (teams.len().max(1) as f64)
    }
}
