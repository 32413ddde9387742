//! Dated events: what the scenario lets happen on a date, besides what is drawn.
//!
//! A change of control and a change of director count as drawn ones do (`politics`), an inspection finds the
//! authority inadequate (`inspection`), a reorganisation ends services (`interruption`), an order brings the
//! practices of the scenario into being, which without it begin on the first day (`award`); each in
//! the middle of its month, for one authority or for all.

use super::inspection;
use crate::arrangement::DatedEvent;
use crate::draws::Draws;
use crate::model::settings::Settings;
use crate::model::world::{Grade, World};
use crate::terms::Happening;

/// Lets happen what the scenario has dated in this month.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let start = world.month_start();
    let due = |event: &&DatedEvent| event.at >= start && event.at < start + 1.0;
    for event in settings.events.iter().filter(due) {
        for (index, authority) in world.authorities.iter_mut().enumerate() {
            if event.authority.is_some_and(|named| named != index) {
                continue;
            }
            match event.what {
                Happening::ChangeOfControl => authority.control_changed = event.at,
                Happening::ChangeOfDirector => authority.director_changed = event.at,
                Happening::Order => authority.ordered = event.at,
                Happening::Reorganisation => authority.reorganised = event.at,
                Happening::InadequateInspection => {
                    inspection::judge(authority, Grade::Inadequate, event.at, &settings.commissioning);
                }
            }
        }
    }
}
