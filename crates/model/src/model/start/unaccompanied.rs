//! Unaccompanied children of the first day: as many as are published, as long in care as their own process has them.
//!
//! ```text
//! stays to 18   with the share that such children are of the stream's stock: came at age a with density ~
//!               those who come at a × (months to 18), any day since alike
//! else          came an exponential time of mean `unaccompanied.passing-months` ago, cut off at 18, and
//!               passes on after another
//! ```
//!
//! Children under 16 and from 16 on are as many as the profile's settings give; ages are drawn again until one is on
//! its side of 16. Placements are those to which the process leads (`lived`).

use super::{BEFORE, InCare, lived, open};
use crate::draws::{Draws, Name, Purpose, exponential};
use crate::model::process::arrivals;
use crate::model::process::unaccompanied::BAND;
use crate::model::settings::{Settings, Stream, UnaccompaniedSettings};
use crate::model::world::{EIGHTEEN, SIXTEEN, World};

/// Ages that are drawn for a child before the last is brought to its side of 16.
const TRIES: u32 = 60;

/// The unaccompanied children looked after on the first day.
pub(super) fn looked_after(world: &mut World, settings: &Settings, draws: &Draws, authority: usize) {
    let local = &settings.authorities[authority];
    // Where children are listed, these are among them.
    let is_listed = !local.authority.figures.children.is_empty();
    let Some(stream) = local.unaccompanied.filter(|_| !is_listed) else { return };
    let numbers = &settings.care.unaccompanied;
    let rates = lived::Rates::of(settings, authority);
    let mut k = 0;
    for (side, children) in stream.stock.into_iter().enumerate() {
        for _ in 0..children as u32 {
            let name = Name::child(authority, BEFORE, BAND, k);
            k += 1;
            let fits = |age: f64| (age >= SIXTEEN) == (side == 1);
            let mut drawn = (0..TRIES).map(|ordinal| history(numbers, &stream, draws, name, ordinal));
            let found = drawn.find(|(age, ..)| fits(*age));
            let (age, months, passes_on) = found.unwrap_or(match side {
                0 => (SIXTEEN - 1.0, 1.0, f64::INFINITY),
                _ => (SIXTEEN + 1.0, 1.0, f64::INFINITY),
            });
            let [.., class] = draws.block(Purpose::StartingChild, name, 0);
            let child = lived::Child { name, age, months, class, unaccompanied: true };
            let lived = lived::history(settings, draws, &rates, &child);
            let who = arrivals::add_person(world, settings, authority, name, -age, class);
            let person = &mut world.children.people[who as usize];
            (person.unaccompanied, person.passes_on) = (true, passes_on);
            open(world, settings, draws, who, &InCare::lived(&child, &lived));
        }
    }
}

/// Age, months in care, and months until she passes on.
fn history(
    numbers: &UnaccompaniedSettings,
    stream: &Stream,
    draws: &Draws,
    name: Name,
    ordinal: u32,
) -> (f64, f64, f64) {
    let [passes, came, since, when, ..] = draws.block(Purpose::Unaccompanied, name, ordinal);
    let passing = stream.passed_on * numbers.months_to_passing();
    let staying = (1.0 - stream.passed_on) * numbers.months_to_18();
    if passes * (passing + staying) < passing {
        let (age, mean) = (numbers.age(came), numbers.passing_months);
        let share = 1.0 - libm::exp(-(EIGHTEEN - age) / mean);
        let months = -mean * libm::log(1.0 - since * share);
        return (age + months, months, exponential(when) * mean);
    }
    let age = numbers.age_of_those_there(came);
    let months = since * (EIGHTEEN - age);
    (age + months, months, f64::INFINITY)
}
