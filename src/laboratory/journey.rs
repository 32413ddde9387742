//! What happened to one child: the rows of the event log that `swplab run --events` writes, of her alone.

use crate::analysis::run::told_of;
use crate::draws::Name;
use crate::model::world::{Event, World};
use crate::scenario::Scenario;

/// The event log of one history, with the world of its first day.
#[derive(Default)]
pub(super) struct Story {
    first: Option<World>,
    events: Vec<Event>,
}

impl Story {
    /// Keeps the first day.
    pub(super) fn begin(&mut self, world: &World) {
        self.first = Some(world.clone());
    }

    /// Keeps the log of a life that is over.
    pub(super) fn finish(&mut self, world: World) {
        self.events = world.log.events;
    }

    /// The events of a child by day, as JSON.
    pub(super) fn of(&self, scenario: &Scenario, child: u64) -> String {
        let Some(first) = &self.first else { return "[]".to_owned() };
        let is_hers = |name: Name| name.bits() == child;
        let rows = told_of(scenario, (first, &self.events), &is_hers);
        serde_json::to_string(&rows).unwrap_or_else(|_| "[]".to_owned())
    }
}
