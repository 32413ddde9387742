//! Dated events of a scenario: read, and placed in the months of the study.

use crate::arrangement::DatedEvent;

use super::reader::{Layers, Reader};
use super::tree::Table;

/// The events of a tree, in the order of their dates.
pub(super) fn events(reader: &mut Reader<'_>, tree: &Table) -> Vec<DatedEvent> {
    let mut events = Vec::new();
    for (_, table, at) in reader.tables(tree, "event") {
        reader.refuse_unknown_keys("event", "event", table);
        let own = Layers::of("event", table, at);
        events.push(DatedEvent::read(&mut |field| reader.value(&own, field)));
    }
    events.sort_by(|a: &DatedEvent, b| a.at.total_cmp(&b.at));
    events
}
