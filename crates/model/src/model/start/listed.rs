//! Listed children: an authority that begins with its own, their ages, placements and spells in progress as
//! listed.
//!
//! ```text
//! class of frailty z   chance ~ exp(-z H) × product over known moves of (s + z f)
//! ```
//!
//! H is the cumulative hazard of the frail moves over the time with the present carer and the one before, s and f the
//! steady and the frail hazard of a move. Two moves can be known: the one to the present carer, after so long with the
//! one before, and the one to that, of which it is known when it was and not after how long: its hazards are those of
//! [`TYPICAL_BAND`]. So who has just moved is likelier to be one of those who move. Frailty does not decide who stays in
//! care, so all classes are alike common among the children listed: each class's chances are scaled until they are. An unaccompanied child who has been here for m months
//! passes to another authority with odds p exp(-m ÷ `unaccompanied.passing-months`) ÷ (1 - p), p being the share of
//! those who come.
//!
//! Lists count whole months that are over, so each child gets a part of a month, the same on top of all her
//! times: a first placement stays as old as the period of care. Where a time is longer than the one that
//! holds it (placement in care, care in life), it is cut to that. Thresholds are drawn as for others.

use super::{BEFORE, InCare, open};
use crate::draws::{Draws, Name, Purpose, exponential};
use crate::evidence::{Level, ListedChild};
use crate::model::hazard::bands::{PLACEMENT_ENDS, band, cumulative};
use crate::model::hazard::frailty::CLASSES;
use crate::model::process::arrivals;
use crate::model::settings::{LocalAuthority, Settings};
use crate::model::world::{PlacementType, World};
use crate::terms::{AGES, age_band};

/// The last age before care ends, months: just under the 18th birthday.
const OLDEST: f64 = 216.0 - 1e-6;

/// The children looked after on the first day.
pub(super) fn looked_after(world: &mut World, settings: &Settings, draws: &Draws, authority: usize) {
    let mut of_band = [0u32; AGES];
    let local = &settings.authorities[authority];
    let mut classes = classes(settings, local).into_iter();
    for child in local.authority.figures.children.iter() {
        let band = age_band(child.age_months);
        let name = Name::child(authority, BEFORE, band, of_band[band]);
        of_band[band] += 1;
        let [part, _, class, ..] = draws.block(Purpose::StartingChild, name, 0);
        let age = (child.age_months + part).min(OLDEST);
        // Rounding may make a child in care since birth older in care than in life.
        let months = (child.months_in_care + part).min(age);
        let spell = (child.months_in_placement + part).min(months);
        let previous = child.months_since_previous.map(|since| (since + part).clamp(spell, months));
        let of_year = |since: f64| u16::from(since < YEAR);
        let history = InCare {
            age,
            months,
            placement: child.placement,
            spell,
            previous,
            moves: u16::from(previous.is_some()),
            // The present placement began by a move, and the one before where care is older.
            moves_of_year: previous
                .map_or(0, |since| of_year(spell) + if since < months { of_year(since) } else { 0 }),
        };
        let class = classes.next().map_or(class, |weights| chosen(&weights, class));
        let who = arrivals::add_person(world, settings, authority, name, -age, class);
        if child.unaccompanied {
            let person = &mut world.children.people[who as usize];
            (person.unaccompanied, person.passes_on) =
                (true, passes_on(settings, local, draws, name, months));
        }
        open(world, settings, draws, who, &history);
    }
}

/// Months of a year.
const YEAR: f64 = 12.0;

/// The band of time with a carer (8 weeks to 6 months) that stands for a time that is not known.
const TYPICAL_BAND: usize = 4;

/// Rounds in which the chances of each class are scaled.
const ROUNDS: usize = 30;

/// Chances of the classes of frailty for each child of the list, every class as common as any other.
fn classes(settings: &Settings, local: &LocalAuthority) -> Vec<[f64; CLASSES]> {
    let children = local.authority.figures.children.iter();
    let mut chances: Vec<[f64; CLASSES]> = children.map(|child| likely(settings, local, child)).collect();
    for _ in 0..ROUNDS {
        let mut common = [0.0; CLASSES];
        for own in &mut chances {
            let sum: f64 = own.iter().sum();
            own.iter_mut().zip(&mut common).for_each(|(chance, common)| {
                *chance /= sum;
                *common += *chance;
            });
        }
        for own in &mut chances {
            let scaled = own.iter_mut().zip(&common).filter(|(_, common)| **common > 0.0);
            scaled.for_each(|(chance, common)| *chance /= common);
        }
    }
    chances
}

/// The place among the classes at a uniform number.
fn chosen(chances: &[f64; CLASSES], u: f64) -> f64 {
    let mut left = u * chances.iter().sum::<f64>();
    let found = chances.iter().position(|chance| {
        left -= chance;
        left < 0.0
    });
    (found.unwrap_or(CLASSES - 1) as f64 + 0.5) / CLASSES as f64
}

/// How likely what is known of a child's placements is in each class.
fn likely(settings: &Settings, local: &LocalAuthority, child: &ListedChild) -> [f64; CLASSES] {
    let numbers = &settings.placements;
    let (in_care, spell, previous) =
        (child.months_in_care, child.months_in_placement, child.months_since_previous);
    let age = age_band(child.age_months);
    // Of adopters no carer's move is known, and who the carer before was is not: the commonest, foster care, is taken.
    let is_with_adopters = child.placement == PlacementType::Adoption;
    let kind = if is_with_adopters { PlacementType::Foster } else { child.placement } as usize;
    let moves = numbers.type_factor[kind] * numbers.age_factor[age] * local.level(Level::Moves);
    let disrupts = numbers.type_factor_disruption[kind]
        * numbers.age_factor_disruption[age]
        * local.level(Level::Disruptions);
    let hazard = |months: f64| {
        moves * cumulative(&PLACEMENT_ENDS, &numbers.rate[2], months)
            + disrupts * cumulative(&PLACEMENT_ENDS, &numbers.disruption, months)
    };
    let before = previous.map(|since| since - spell);
    let here = if is_with_adopters { 0.0 } else { hazard(spell) };
    let stayed = here + before.map_or(0.0, hazard);
    // Steady and frail hazards of a move in a band of time with the carer, so long before the first day.
    let moved = |at: usize, ago: f64, is_first: bool| {
        let planned = if is_first && in_care - ago < YEAR { numbers.first_year[age] } else { 1.0 };
        let steady = moves * (planned * numbers.rate[0][at] + numbers.rate[1][at]);
        (steady, moves * numbers.rate[2][at] + disrupts * numbers.disruption[at])
    };
    let known = [
        before
            .filter(|_| !is_with_adopters)
            .map(|months| moved(band(&PLACEMENT_ENDS, months), spell, in_care <= months + spell)),
        // So soon in a period of care it is most often the first placement that ends.
        previous.filter(|since| *since < in_care).map(|since| moved(TYPICAL_BAND, since, true)),
    ];
    let smallest = numbers.frailty.iter().copied().fold(f64::INFINITY, f64::min);
    let chances = numbers.frailty.map(|z| {
        let moves: f64 = known.iter().flatten().map(|(steady, frail)| steady + z * frail).product();
        // Less the smallest, so that no child's chances all vanish.
        libm::exp(-(z - smallest) * stayed) * moves
    });
    // Where nobody moves, nothing is known of anybody.
    if chances.iter().sum::<f64>() > 0.0 { chances } else { [1.0; CLASSES] }
}

/// Months until an unaccompanied child who has been here for so many passes to another authority; infinite if she stays.
fn passes_on(settings: &Settings, local: &LocalAuthority, draws: &Draws, name: Name, months: f64) -> f64 {
    let mean = settings.care.unaccompanied.passing_months;
    let share = local.unaccompanied.map_or(0.0, |stream| stream.passed_on);
    let passing = share * libm::exp(-months / mean);
    let [passes, .., when] = draws.block(Purpose::Unaccompanied, name, 0);
    match passes * (passing + 1.0 - share) < passing {
        true => exponential(when) * mean,
        false => f64::INFINITY,
    }
}
