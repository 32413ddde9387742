//! Establishment: the posts that an authority must provide after a transfer. M03 to M09.
//!
//! ```text
//! establishment  - round(cases given up ÷ caseload) when a practice opens,
//!                + round(cases taken back ÷ caseload) when the children come back
//! provided       = round(establishment - posts that are there), if above 0, vacant
//! ```
//!
//! Workers move by their own choice. Where more of them moved than posts were given up, or fewer came back
//! than cases need, the authority provides the missing posts and recruits to them (`vacancy`). Posts above
//! the establishment close when they fall vacant.

use super::{transfer, vacancy};
use crate::draws::{Draws, Name};
use crate::model::settings::Settings;
use crate::model::world::{HandOver, PathwayStage, Seat, Transfer, World};

/// Names of such posts stand apart from all others: a range for each practice and transfer.
const RANGE: usize = 1 << 16;
const TRANSFERS: usize = 4_096;

/// The first number of the posts that come into being at a transfer of a practice.
pub fn first_number(practice: usize, ordinal: u32) -> usize {
    (1 + practice * TRANSFERS + ordinal as usize) * RANGE
}

/// Provides vacant posts up to the establishment of an authority's own teams.
pub fn provide(world: &mut World, settings: &Settings, draws: &Draws, in_house: usize, order: &Transfer) {
    let there = (world.posts.iter())
        .filter(|post| post.provider as usize == in_house && post.seat != Seat::Closed)
        .count() as f64;
    let missing = libm::round(world.establishment[in_house] - there);
    let practice = world.providers[order.provider].practice.unwrap_or(0);
    let first = first_number(practice, order.ordinal);
    let teams = &world.provider_teams[in_house];
    let looked_after = |team: &&u32| world.teams[**team as usize].stage == Some(PathwayStage::LookedAfter);
    let Some(&team) = teams.iter().find(looked_after).or(teams.first()) else {
        return;
    };
    // None of them is above the establishment.
    let mut open = vec![0.0; world.providers.len()];
    for k in 0..missing.max(0.0) as usize {
        let name = Name::post(in_house, first + k);
        let post = transfer::add_post(world, name, in_house, team) as usize;
        let cause = HandOver::Transfer;
        vacancy::vacate(world, settings, draws, post, order.at, cause, &mut open);
    }
}
