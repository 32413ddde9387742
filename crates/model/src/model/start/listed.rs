//! Listed children: an authority that begins with its own, their ages, placements and spells in progress as
//! listed.
//!
//! Lists count whole months that are over, so each child gets a part of a month, the same on top of all her
//! times: a first placement stays as old as the period of care. Where a time is longer than the one that
//! holds it (placement in care, care in life), it is cut to that. Frailty and thresholds are drawn as for
//! others.

use super::{BEFORE, InCare, open};
use crate::draws::{Draws, Name, Purpose};
use crate::model::process::arrivals;
use crate::model::settings::Settings;
use crate::model::world::World;
use crate::terms::{AGES, age_band};

/// The last age before care ends, months: just under the 18th birthday.
const OLDEST: f64 = 216.0 - 1e-6;

/// The children looked after on the first day.
pub(super) fn looked_after(world: &mut World, settings: &Settings, draws: &Draws, authority: usize) {
    let mut of_band = [0u32; AGES];
    for child in settings.authorities[authority].authority.figures.children.iter() {
        let band = age_band(child.age_months);
        let name = Name::child(authority, BEFORE, band, of_band[band]);
        of_band[band] += 1;
        let [part, _, class, ..] = draws.block(Purpose::StartingChild, name, 0);
        let age = (child.age_months + part).min(OLDEST);
        // Rounding may make a child in care since birth older in care than in life.
        let months = (child.months_in_care + part).min(age);
        let spell = (child.months_in_placement + part).min(months);
        let previous = child.months_since_previous;
        let history = InCare {
            age,
            months,
            placement: child.placement,
            spell,
            previous: previous.map(|since| (since + part).clamp(spell, months)),
            moves: u16::from(previous.is_some()),
            moves_of_year: 0,
        };
        let who = arrivals::add_person(world, settings, authority, name, -age, class);
        open(world, settings, draws, who, &history);
    }
}
