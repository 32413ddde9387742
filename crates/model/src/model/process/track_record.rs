//! Track record: a provider's hand-overs and disruptions for each child and year, as reviews and inspections
//! know them.
//!
//! ```text
//! record += (12 × the month's events ÷ children - record) ÷ months known, at most 12
//! ```
//!
//! Until a year has passed it is the mean of what is known. A practice begins with that of the authority's
//! own teams, from whom its children come (`commissioning`).

use crate::draws::Draws;
use crate::model::settings::Settings;
use crate::model::world::{Flows, Provider, World};

/// Months over which the record is smoothed.
const YEAR: f64 = 12.0;

/// Notes the month in every provider's track record.
pub fn step(world: &mut World, _: &Settings, _: &Draws) {
    note(&mut world.providers, &world.flows);
}

/// Notes the month in the track record of these providers.
pub fn note(providers: &mut [Provider], flows: &[Flows]) {
    for (provider, flow) in providers.iter_mut().zip(flows) {
        let children: f64 = flow.child_months.iter().sum();
        if children <= 0.0 {
            continue;
        }
        let hand_overs = flow.changes / children * YEAR;
        let disruptions = flow.disruptions / children * YEAR;
        // The mean of what is known until a year has passed.
        let record = &mut provider.record;
        record.months += 1.0;
        let months = record.months.min(YEAR);
        record.hand_overs += (hand_overs - record.hand_overs) / months;
        record.disruptions += (disruptions - record.disruptions) / months;
    }
}
