//! First day of a month: its counts begin at nothing, on 1 April those of each child's year too, and each
//! provider's cases are noted.

use crate::draws::Draws;
use crate::model::settings::Settings;
use crate::model::world::{Flows, Tally, World, YearOfCare};

/// Begins the counts of the month.
pub fn step(world: &mut World, _: &Settings, _: &Draws) {
    world.flows.fill(Flows::default());
    world.cells.fill(Tally::default());
    world.worker_exits.fill(0.0);
    world.sick_months.fill(0.0);
    world.cases_at_start.fill(0.0);
    world.team_weights.clear();
    if world.month > 0 && world.month.is_multiple_of(12) {
        new_year(world);
    }
    for post in &world.posts {
        world.cases_at_start[post.provider as usize] += f64::from(post.cases());
    }
}

/// On 1 April the counts of each child's year begin again.
fn new_year(world: &mut World) {
    for (year, state) in world.children.year.iter_mut().zip(&world.children.state) {
        let (moves_before, handed_over) = (year.moves, year.handed_over);
        *year = YearOfCare { moves_before, handed_over, ..YearOfCare::default() };
        if let Some(post) = world.posts.get(state.post as usize) {
            year.meet(post.holder);
        }
    }
}
