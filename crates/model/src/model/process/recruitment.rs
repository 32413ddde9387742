//! M86, M87, M117, H14: how long a provider needs to fill a post.
//!
//!   months = `workforce.vacancy.recruitment-months` × pace, and pace
//!     in house   = 1 + shared-pool × share of the area's posts that practices hold - morale × (m - m0)
//!     practice   = special-workers - morale × (m - m0),
//! with m the mean morale of the provider's case holders and m0 the reference. What practices gain the
//! authority loses only if H14 says `shared-pool`; under `pool-expanding` better conditions bring people
//! back and the first term is 0. Never below `recruitment.least`. Signs from S§33B and 34: grade D.

use super::is_outside;
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
        let competed = if is_outside(provider, settings) {
            numbers.recruitment_special
        } else if numbers.labour_supply == LabourSupply::SharedPool && area[authority] > 0.0 {
            1.0 + numbers.recruitment_pool * outside[authority] / area[authority]
        } else {
            1.0
        };
        let pace = competed - numbers.recruitment_morale * beyond;
        provider.recruitment_pace = pace.max(numbers.recruitment_least);
    }
}
