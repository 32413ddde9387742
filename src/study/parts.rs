//! Worlds that do not touch each other are lived one after another.
//!
//! Authorities without a practice share nothing but the quantities and positions of the replication:
//! no contract, no worker and no child passes between them, and every draw has its authority in its
//! name. Where authorities of a region take workers
//! from each other, or ideas pass between them, all stay together. One at a time they fit into a processor's nearest memory, where all of England does not, and
//! only one of them is alive in each thread. A mechanism that lets authorities act on each other must
//! keep those concerned in one part.

use std::ops::Range;

use crate::arrangement::{DatedEvent, InHouse};
use crate::model::settings::Settings;
use crate::scenario::Alternative;

/// The authorities of each part, in order.
pub(super) fn parts(arms: &[Alternative]) -> Vec<Range<usize>> {
    let authorities = arms.first().map_or(0, |arm| arm.authorities.len());
    let apart = |arm: &Alternative| {
        // A condition in one place brings a change in all.
        let waits = arm.later.iter().any(|later| later.change.when.is_some());
        let named = |own: &InHouse| own.region.is_some() || own.network.is_some();
        let shares = waits || !arm.ideas.is_empty() || arm.in_house.iter().any(named);
        arm.practices.is_empty() && arm.authorities.len() == authorities && !shares
    };
    let size = match arms.iter().all(apart) {
        true => 1,
        false => authorities.max(1),
    };
    (0..authorities).step_by(size).map(|first| first..first + size).collect()
}

/// The settings of one part.
pub(super) fn settings(whole: &Settings, part: &Range<usize>) -> Settings {
    let here = |event: &DatedEvent| event.authority.is_none_or(|named| part.contains(&named));
    let events = whole.events.iter().filter(|event| here(event));
    Settings {
        authorities: whole.authorities[part.clone()].to_vec(),
        events: events
            .map(|event| DatedEvent {
                authority: event.authority.map(|named| named - part.start),
                ..event.clone()
            })
            .collect(),
        ..whole.clone()
    }
}
