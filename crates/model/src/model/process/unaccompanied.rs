//! Unaccompanied children: asylum-seeking children who come alone, stay to 18 or soon pass to another authority.
//!
//! ```text
//! come        ~ Poisson(starts × factor of the year)                                   a month
//! starts, s   : starts × ((1 - s) × months to 18 + s × months to passing) = stock      (Little's law)
//! with the published starts where 0 <= s <= 1; where even s = 0 does not carry the stock, s = 0 and
//! starts      = starts + `unaccompanied.shortfall.lasting` × (ceases - starts), at most stock ÷ months to 18
//! passes on   with probability s after an exponential time of mean `unaccompanied.passing-months`
//! else        the 18th birthday ends care
//! ```
//!
//! Authorities at the coast or an airport look after most children for weeks before the National Transfer
//! Scheme finds another authority; elsewhere they stay. So s follows from the authority's own published stock and
//! starts, withheld ones filled in as `evidence/authorities/flows-2011-2025.csv` and its reader say. A child who
//! passes on leaves care by another route and is no care leaver here. Nobody goes home, is adopted or comes back,
//! and nobody lives with parents or relatives. Ages are `unaccompanied.ages`, even inside a year; placements, first and next,
//! `unaccompanied.first-placement.*`; the factor of the year is lognormal of mean 1 and log-standard deviation
//! `unaccompanied.overdispersion`. Section 17 money, levels and factors of a scenario on arrivals do not act on
//! them, for they do not come from the authority's own families. All draws are their own. Age assessments by which
//! a young person is found to be an adult are among those who pass on.

use super::arrivals;
use crate::draws::{Draws, Name, Purpose, exponential, lognormal, poisson};
use crate::model::settings::{Settings, Stream};
use crate::model::world::World;

/// What stands in the place of an age band in their names.
pub const BAND: usize = crate::terms::AGES + 2;

/// Lets this month's children in.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let (month, numbers) = (world.month, &settings.care.unaccompanied);
    for authority in 0..settings.authorities.len() {
        let Some(stream) = settings.authorities[authority].unaccompanied else { continue };
        let year = draws.uniform(Purpose::Unaccompanied, Name::authority(authority, month / 12), 1);
        let count = draws.uniform(Purpose::Unaccompanied, Name::authority(authority, month), 0);
        for k in 0..poisson(count, stream.starts * lognormal(year, numbers.sigma)) {
            let name = Name::child(authority, month, BAND, k);
            let [day, age, class, passes, when, ..] = draws.block(Purpose::Unaccompanied, name, 0);
            let (at, age) = (world.month_start() + day, numbers.age(age));
            let who = arrivals::add_person(world, settings, authority, name, at - age, class);
            let wait = waits(settings, &stream, passes, when);
            let person = &mut world.children.people[who as usize];
            (person.unaccompanied, person.passes_on) = (true, at + wait);
            arrivals::enter(world, settings, draws, who, at, None);
        }
    }
}

/// Months until a child passes on; infinite for one who stays.
fn waits(settings: &Settings, stream: &Stream, passes: f64, when: f64) -> f64 {
    match passes < stream.passed_on {
        true => exponential(when) * settings.care.unaccompanied.passing_months,
        false => f64::INFINITY,
    }
}
