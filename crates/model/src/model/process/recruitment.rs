//! Recruitment: how long a provider needs to fill a post, against the usual. M86, M87, M117; H14.
//!
//! ```text
//! pace  in house     1 + recruitment.shared-pool × share of the area's posts that practices hold,
//!                    under H14 `shared-pool` only                                                M86
//!       in a practice  recruitment.special-workers                                               M117
//!       in house     + what its grade adds                                              (`grades`)  X7
//!       both         - recruitment.morale × (mean morale of its case holders - morale.level)     M87
//!       at least recruitment.least
//! ```
//!
//! The months of recruiting to a post are multiplied by it (`conditions`). What practices gain the authority
//! loses only if H14 says `shared-pool`; under `pool-expanding` better conditions bring people back to the
//! work. A unit inside the authority counts as in house. Factor without unit; signs from S§33B and 34: grade
//! D.

use super::{grades, is_outside};
use crate::draws::Draws;
use crate::evidence::LabourSupply;
use crate::model::settings::Settings;
use crate::model::world::{Seat, World};

/// Sets every provider's pace of recruitment for the month.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let numbers = &settings.commissioning;
    let providers = world.providers.len();
    let mut posts = vec![0.0; providers];
    let mut holders = vec![0.0; providers];
    let mut morale = vec![0.0; providers];
    for post in &world.posts {
        let provider = post.provider as usize;
        posts[provider] += f64::from(u8::from(post.seat != Seat::Closed));
        if post.seat == Seat::Permanent {
            holders[provider] += 1.0;
            morale[provider] += post.morale;
        }
    }
    let authorities = world.authorities.len();
    let mut area = vec![0.0; authorities];
    let mut outside = vec![0.0; authorities];
    for (provider, posts) in world.providers.iter().zip(&posts) {
        area[provider.authority] += posts;
        if is_outside(provider, settings) {
            outside[provider.authority] += posts;
        }
    }
    for (index, provider) in world.providers.iter_mut().enumerate() {
        let beyond = if holders[index] > 0.0 {
            morale[index] / holders[index] - settings.workforce.morale
        } else {
            0.0
        };
        let authority = provider.authority;
        let is_outside = is_outside(provider, settings);
        let competed = if is_outside {
            numbers.recruitment_special
        } else if numbers.labour_supply == LabourSupply::SharedPool && area[authority] > 0.0 {
            1.0 + numbers.recruitment_pool * outside[authority] / area[authority]
        } else {
            1.0
        };
        let graded =
            if is_outside { 0.0 } else { grades::recruitment(&world.authorities[authority], numbers) };
        let pace = competed + graded - numbers.recruitment_morale * beyond;
        provider.recruitment_pace = pace.max(numbers.recruitment_least);
    }
}
