//! A provider's track record, as reviews and inspections see it: hand-overs and disruptions for each
//! child and year, smoothed over a year.
//!
//! ```text
//! record += (12 × the month's events ÷ children - record) ÷ months, at most 12: until a year has been seen
//!           it is the mean of what is known
//! ```

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
        let changes = flow.changes / children * YEAR;
        let disruptions = flow.disruptions / children * YEAR;
        // The mean of what is known until a year has been seen.
        provider.seen_months += 1.0;
        let months = provider.seen_months.min(YEAR);
        provider.seen_changes += (changes - provider.seen_changes) / months;
        provider.seen_disruptions += (disruptions - provider.seen_disruptions) / months;
    }
}
