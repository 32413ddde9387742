//! Last day of a month: the calendar moves on.

use crate::draws::Draws;
use crate::model::settings::Settings;
use crate::model::world::World;

/// Moves the calendar on to the next month.
pub fn step(world: &mut World, _: &Settings, _: &Draws) {
    world.month += 1;
}
