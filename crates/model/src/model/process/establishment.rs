//! Establishment: the posts that an authority provides for its cases, year by year and after a transfer. M03 to M09.
//!
//! ```text
//! needed         = cases of its own teams ÷ caseload × (1 - austerity.posts × cut so far)
//! establishment  + round(follows × (needed - establishment)) each April after the first
//!                  in which they are more than workforce.establishment.slack apart,
//!                - round(cases given up ÷ caseload) when a practice opens,
//!                + extra posts of the scenario for the years of their money,
//!                + round(cases taken back ÷ caseload) when the children come back
//! follows        = workforce.establishment.follows, or what the scenario says
//! provided       = round(establishment - posts that are there), if above 0, vacant
//! ```
//!
//! Budgets are set once a year on the numbers of the day, so that posts follow need late and in part.
//! Workers move by their own choice. Where more of them moved than posts were given up, or fewer came back
//! than cases need, the authority provides the missing posts and recruits to them (`vacancy`). Posts above
//! the establishment close when they fall vacant.

use super::{transfer, vacancy};
use crate::arrangement::InHouse;
use crate::draws::{Draws, Name};
use crate::model::settings::Settings;
use crate::model::world::{HandOver, PathwayStage, Seat, Transfer, World};

/// Stands for a practice and its first transfer in the names of posts that budgets provide, where no practice of a
/// scenario comes to; with a number of the year it fits into 32 bits, which a browser's engine has.
const BUDGET: (usize, u32) = (15, 4_000);

/// The same for posts that extra money pays.
const EXTRA: u32 = 3_900;

/// Numbers of the posts that a practice adds by its plans, above those of its opening; for each plan so many.
const PLANNED: usize = 3 << 14;
const MOST_IN_A_PLAN: usize = 32;

/// Names of such posts stand apart from all others: a range for each practice and transfer.
const RANGE: usize = 1 << 16;
const TRANSFERS: usize = 4_096;

/// The first number of the posts that come into being at a transfer of a practice.
pub fn first_number(practice: usize, ordinal: u32) -> usize {
    (1 + practice * TRANSFERS + ordinal as usize) * RANGE
}

/// The first number of the posts that a practice's `plan`-th plan since a transfer provides, and how many it may.
pub fn planned(practice: usize, transfers: u32, plan: u32) -> (usize, usize) {
    let first = first_number(practice, transfers) + PLANNED + plan as usize * MOST_IN_A_PLAN;
    (first, MOST_IN_A_PLAN)
}

/// On 1 April each authority sets the establishment of its own teams.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    if world.month == 0 || !world.month.is_multiple_of(12) {
        return;
    }
    let follows = settings.quantities.get("workforce.establishment.follows");
    let slack = settings.quantities.get("workforce.establishment.slack");
    let mut cases = vec![0.0; world.authorities.len()];
    for post in &world.posts {
        if let Some(cases) = cases.get_mut(post.provider as usize) {
            *cases += f64::from(post.cases());
        }
    }
    for authority in 0..cases.len() {
        let (state, local) = (&world.authorities[authority], &settings.authorities[authority]);
        let in_house = state.in_house;
        let kept = 1.0 - settings.budgets.austerity_posts * state.cut;
        let (extra, change) = extra_posts(&local.in_house, world.month);
        world.establishment[in_house] = (world.establishment[in_house] + change).max(0.0);
        if change > 0.0 {
            let first = first_number(BUDGET.0, EXTRA + world.month / 12);
            fill_up(world, settings, draws, in_house, first, world.month_start());
        }
        let needed = cases[authority] / local.caseload * kept + extra;
        let follows = local.in_house.posts_follow.unwrap_or(follows);
        let distance = needed - world.establishment[in_house];
        if distance.abs() <= slack * world.establishment[in_house] {
            continue;
        }
        let change = libm::round(follows * distance);
        world.establishment[in_house] = (world.establishment[in_house] + change).max(0.0);
        if change > 0.0 {
            let first = first_number(BUDGET.0, BUDGET.1 + world.month / 12);
            fill_up(world, settings, draws, in_house, first, world.month_start());
        }
    }
}

/// Posts that extra money pays from this April on, and by how many they are more than before.
fn extra_posts(in_house: &InHouse, month: u32) -> (f64, f64) {
    let until = in_house.extra_posts_from + in_house.extra_posts_years;
    let in_year = |year: f64| {
        let paid = year >= in_house.extra_posts_from && year < until;
        if paid { libm::round(in_house.extra_posts) } else { 0.0 }
    };
    let year = f64::from(month / 12);
    (in_year(year), in_year(year) - if year >= 1.0 { in_year(year - 1.0) } else { 0.0 })
}

/// Provides vacant posts up to the establishment of an authority's own teams after a transfer.
pub fn provide(world: &mut World, settings: &Settings, draws: &Draws, in_house: usize, order: &Transfer) {
    let practice = world.providers[order.provider].practice.unwrap_or(0);
    fill_up(world, settings, draws, in_house, first_number(practice, order.ordinal), order.at);
}

/// Provides vacant posts up to a provider's establishment.
pub(super) fn fill_up(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    provider: usize,
    first: usize,
    at: f64,
) {
    let there = (world.posts.iter())
        .filter(|post| post.provider as usize == provider && post.seat != Seat::Closed)
        .count() as f64;
    let missing = libm::round(world.establishment[provider] - there);
    let authority = world.providers[provider].authority;
    let teams = &world.provider_teams[provider];
    let looked_after = |team: &&u32| world.teams[**team as usize].stage == Some(PathwayStage::LookedAfter);
    let Some(&team) = teams.iter().find(looked_after).or(teams.first()) else {
        return;
    };
    // None of them is above the establishment.
    let mut open = vec![0.0; world.providers.len()];
    for k in 0..missing.max(0.0) as usize {
        let name = Name::post(authority, first + k);
        let post = transfer::add_post(world, name, provider, team) as usize;
        let cause = HandOver::Transfer;
        vacancy::vacate(world, settings, draws, post, at, cause, &mut open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_posts_that_budgets_provide_fit_into_32_bits_in_the_longest_study() {
        let last = |year: u32| first_number(BUDGET.0, BUDGET.1 + year) + (RANGE - 1);
        assert!(last(40) <= u32::MAX as usize);
        assert!(BUDGET.1 + 40 < TRANSFERS as u32);
    }
}
