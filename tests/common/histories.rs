//! Children's histories from the event log of a world, counted by the published definitions.

use swplab::indicator::{Counts, Histories};
use swplab::study::Simulation;

/// Lives one replication of the first arm and counts it from its first day.
pub fn count(simulation: &Simulation, replication: u32) -> Counts {
    let mut histories = Histories::from_month(0);
    let world = simulation.replay(replication, 0, |world| histories.watch(world));
    histories.count(&world)
}
