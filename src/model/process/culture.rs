//! M99, M124, H1: how each provider works, and how far that takes effect.
//!
//!   style = carries × (way of working - way of an ordinary authority), attribute by attribute,
//! 0 for an ordinary authority. Other processes add their terms in proportion to `style`. How far a
//! departure from the ordinary takes effect is what H1 disputes: `principles`: wholly, whoever runs the
//! service; `vehicle`: wholly outside the authority and the share `culture.inside` within; `catalyst`:
//! within as under `vehicle`, until a practice has stood in the authority, and wholly from then on.
//! Shares from 0 to 1; nothing was measured: grade D.

use crate::evidence::VehicleOrPrinciples;
use crate::model::settings::{CultureSettings, Settings};
use crate::model::world::World;

/// Sets every provider's style for the month.
pub fn step(world: &mut World, settings: &Settings) {
    let numbers = &settings.culture;
    for index in 0..world.providers.len() {
        let provider = &world.providers[index];
        let authority = provider.authority;
        let (way, is_outside) = match provider.practice {
            Some(practice) => (
                settings.practices[practice].way,
                !settings.terms[practice].is_in_house_unit,
            ),
            None => (settings.authorities[authority].way, false),
        };
        let carries = carries(is_outside, world.authorities[authority].has_hosted, numbers);
        let style = way.with(&numbers.ordinary, |way, ordinary| {
            carries * (way - ordinary)
        });
        world.providers[index].style = style;
        if is_outside && world.providers[index].is_open {
            world.authorities[authority].has_hosted = true;
        }
    }
}

/// Share of a departure from the ordinary that takes effect.
pub fn carries(is_outside: bool, has_hosted: bool, numbers: &CultureSettings) -> f64 {
    match numbers.vehicle {
        VehicleOrPrinciples::Principles => 1.0,
        _ if is_outside => 1.0,
        VehicleOrPrinciples::Catalyst if has_hosted => 1.0,
        VehicleOrPrinciples::Vehicle | VehicleOrPrinciples::Catalyst => numbers.inside,
    }
}
