//! Arrivals: children who begin to be looked after, for the first time or again.
//!
//! ```text
//! entries     = periods × (1 - share that come back) ÷ 12 × arrivals factor of the scenario × level of entries
//! periods     = leavers + stock × growth of England ÷ stock of England
//! leavers     = (any time - stock) × ceased of England ÷ (any time - stock of England)
//! come back   = those who go home × chance of being back before 18, at the rates of the first arm's first day
//! in balance periods = 12 × children ÷ mean months in care of a period
//! with the flows of a year in the profile: leavers are the children who ceased, and
//! periods     = started × (ceased + growth of England) ÷ started of England
//! this month  = entries × share of entries that section 17 money leaves             (`budgets`)
//! candidates  ~ Poisson(highest entries of any arm × share of the age band × factor of the year)
//! a candidate enters where her mark × highest entries < this month's entries of the arm, unless help to her family
//! prevents or delays it (`before_care`)
//! ```
//!
//! All figures here are without the unaccompanied children, who come by a process of their own (`unaccompanied`).
//! So an entry that an arm prevents moves no other child. Shares of the bands are `arrivals.first-ages`.
//! The factor of the year is lognormal with mean 1 and log-standard deviation `arrivals.overdispersion`:
//! arrivals vary between years about twice as much as Poisson (la-starts-cv). Day and age are even, but
//! `arrivals.newborn-share` of those under 1 are in their first month and `arrivals.sixteen-share` of the
//! oldest are 16. Frailty is one of 20 equal classes of a gamma distribution. Children who went home come
//! back at their own time (`leaving_care`). England is that of the nearest year in
//! `evidence/authorities/national.toml`. Rates a month: the authority's own figures (grade C); ages of
//! starters: national (cla-start-age-*-2011).

use super::before_care::Outcome;
use super::{allocation, before_care, leaving_care, placement, requests, unaccompanied};
use crate::draws::{Draws, Name, Purpose, Words, lognormal, poisson};
use crate::model::hazard::bands::{AGE_ENDS, AGES};
use crate::model::settings::Settings;
use crate::model::world::{
    CareClock, ChildId, ChildState, Delayed, DueDates, EIGHTEEN, ELIGIBLE, NO_POST, PathwayStage, Person,
    PlacementClock, PlacementType, What, World, YearOfCare,
};

/// Lets this month's children in.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let month = world.month;
    for authority in 0..settings.authorities.len() {
        let local = &settings.authorities[authority];
        let year = Name::authority(authority, month / 12);
        let of_year = draws.uniform(Purpose::YearOfArrivals, year, 0);
        let factor = lognormal(of_year, settings.care.arrivals_sigma);
        // The highest factor of any arm ÷ this arm's: exactly 1 where all have the same spread.
        let others = settings.care.other_sigmas.iter();
        let highest = others.map(|&sigma| lognormal(of_year, sigma)).fold(factor, f64::max) / factor;
        let ages = local.first_ages.unwrap_or(settings.care.start_ages);
        let counts = draws.block(Purpose::Arrivals, Name::authority(authority, month), 0);
        let offer = before_care::offer(world, settings, authority);
        let would_come = local.entries * world.authorities[authority].entries;
        let helped = before_care::pounds(offer, would_come, &settings.before_care);
        world.flows[world.authorities[authority].in_house].before_care = helped;
        for band in 0..AGES {
            let top = local.entries_ceiling * local.ceiling_by_band[band];
            let ceiling = top * ages[band] * factor * highest;
            for candidate in 0..poisson(counts[band], ceiling) {
                let name = Name::child(authority, month, band, candidate);
                let [mark, day, age, which, class, ..] = draws.block(Purpose::Candidate, name, 0);
                let entries = local.entries * world.authorities[authority].entries;
                if mark * top * highest >= entries {
                    continue;
                }
                let at = world.month_start() + day;
                let born = at - age_at_entry(settings, band, age, which);
                let outcome = before_care::outcome(offer, draws, name, &settings.before_care);
                before_care::note(world, at, name, outcome);
                match outcome {
                    Outcome::Comes => {
                        let who = add_person(world, settings, authority, name, born, class);
                        enter(world, settings, draws, who, at, None);
                    }
                    Outcome::Prevented => {}
                    Outcome::Delayed(months) => {
                        let (authority, comes) = (authority as u16, at + months);
                        world.children.delayed.push(Delayed { name, authority, born, class, comes });
                    }
                }
            }
        }
    }
    unaccompanied::step(world, settings, draws);
    come_later(world, settings, draws);
    come_back(world, settings, draws);
}

/// Lets in whose coming was put off until this month; who is 18 by then does not come.
fn come_later(world: &mut World, settings: &Settings, draws: &Draws) {
    let end = world.month_start() + 1.0;
    let mut i = 0;
    while i < world.children.delayed.len() {
        let child = world.children.delayed[i];
        if child.comes >= end {
            i += 1;
            continue;
        }
        world.children.delayed.swap_remove(i);
        // Put off within the month in which she would have come, she comes in it.
        if child.comes - child.born < EIGHTEEN {
            let authority = usize::from(child.authority);
            let who = add_person(world, settings, authority, child.name, child.born, child.class);
            enter(world, settings, draws, who, child.comes, None);
        }
    }
}

fn come_back(world: &mut World, settings: &Settings, draws: &Draws) {
    let end = world.month_start() + 1.0;
    let mut i = 0;
    while i < world.children.returned.len() {
        let returned = world.children.returned[i];
        if returned.returns < end {
            world.children.returned.swap_remove(i);
            // Back in the month in which she left: her new period is counted from the next month's
            // first day, for her month is over.
            let at = returned.returns.max(world.month_start());
            enter(world, settings, draws, returned.who, at, Some(returned.left));
            if year_of(returned.left) == year_of(at)
                && let Some(year) = world.children.year.last_mut()
            {
                *year = returned.year.going_on(year);
            }
        } else {
            i += 1;
        }
    }
}

/// Year of the study, from 0, of a month; negative before its first day.
fn year_of(month: f64) -> f64 {
    libm::floor(month / 12.0)
}

/// Age in months at entry: at a `place` even inside the band, but half of the youngest are newborn and most of the
/// oldest are 16.
pub fn age_at_entry(settings: &Settings, band: usize, place: f64, which: f64) -> f64 {
    let low = if band == 0 { 0.0 } else { AGE_ENDS[band - 1] * 12.0 };
    let high = AGE_ENDS[band] * 12.0;
    match band {
        0 if which < settings.care.newborn_share => place,
        0 => 1.0 + place * (high - 1.0),
        4 if which < settings.care.sixteen_share => low + place * 12.0,
        4 => low + 12.0 + place * (high - low - 12.0),
        _ => low + place * (high - low),
    }
}

/// A person whom the authorities have not known before; `class`, from 0 to 1, is her place among the
/// classes of frailty.
pub fn add_person(
    world: &mut World,
    settings: &Settings,
    authority: usize,
    name: Name,
    born: f64,
    class: f64,
) -> ChildId {
    world.children.people.push(Person {
        name,
        authority: authority as u16,
        born,
        frailty: settings.placements.frailty_at(class),
        cohorts: 0,
        periods: 0,
        came: None,
        placements: 0,
        moves: 0,
        hand_overs: 0,
        decisions: 0,
        statuses: 0,
        avoidable: 0,
        reallocations: 0,
        months_after_14: 0.0,
        last_relationship: 0.0,
        unaccompanied: false,
        passes_on: f64::INFINITY,
    });
    (world.children.people.len() - 1) as ChildId
}

/// A period of care begins: case, first placement, thresholds. `left` is when a child who comes back had left.
pub fn enter(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    who: ChildId,
    at: f64,
    left: Option<f64>,
) {
    let (i, drawn) = open_case(world, settings, draws, who, at);
    let person = &world.children.people[who as usize];
    let (name, authority, age) = (person.name, usize::from(person.authority), at - person.born);
    let first = placement::first_type(settings, &drawn, authority, age, person.unaccompanied);
    placement::begin(world, settings, &drawn, i, first, at, f64::NAN);
    allocation::first_case_holder(world, settings, draws, i);
    world.log.note(at, name, if left.is_some() { What::ComesBack } else { What::EntersCare });
    world.log.note(at, name, What::IsPlaced(first));
    allocation::note_case_holder(world, i, None, false, at);
    let cohorts = world.children.state[i].cohorts;
    let year = year_of(at) as u16;
    let is_first = world.children.people[who as usize].came.replace(year) != Some(year);
    super::count(world, i, cohorts, |tally| {
        tally.starts += 1.0;
        tally.reentries += f64::from(u8::from(left.is_some()));
        tally.started += f64::from(u8::from(is_first));
        // Who left in this year and is back has not ceased in it.
        tally.ceased -= f64::from(u8::from(left.is_some_and(|left| year_of(left) == year_of(at))));
    });
}

/// Adds the child's rows and draws the thresholds of the period; placement and case holder follow. Gives her row and
/// the draws of the placement with which the period begins.
pub fn open_case(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    who: ChildId,
    at: f64,
) -> (usize, Words) {
    let person = &mut world.children.people[who as usize];
    person.periods += 1;
    // A period of care begins with a block of decisions of its own.
    person.decisions = person.decisions.next_multiple_of(requests::A_BLOCK);
    if settings.cohorts.as_ref().is_some_and(|cohorts| {
        cohorts.authority == usize::from(person.authority) && at - person.born >= cohorts.min_age
    }) {
        person.cohorts |= ELIGIBLE;
    }
    let (birthday, cohorts) = (person.born + EIGHTEEN, person.cohorts);
    let i = world.children.who.len();
    world.children.who.push(who);
    world.children.state.push(ChildState {
        next: at,
        disruption_left: f64::INFINITY,
        disruption_rate: 0.0,
        reallocation_left: f64::INFINITY,
        relationship: 0.0,
        post: NO_POST,
        placement: PlacementType::Foster,
        cohorts,
    });
    world.children.dates.push(DueDates {
        event: at,
        band_ends: at,
        decision: f64::INFINITY,
        decisions: [0; 16],
    });
    world.children.care.push(CareClock {
        started: at,
        left: [f64::INFINITY; 5],
        factor: [0.0; 5],
        age_band: 0,
        crosses: None,
        synced: at,
        until: at,
        next: at,
        pathway: f64::INFINITY,
        birthday,
        stage: PathwayStage::Assessment,
        goes_to_court: false,
    });
    world.children.placement.push(PlacementClock {
        started: at,
        episode: at,
        previous: f64::NAN,
        left: [f64::INFINITY; 4],
        factor: [0.0; 4],
        disruption: 0.0,
        crosses: None,
        synced: at,
        until: at,
        next: at,
    });
    world.children.year.push(YearOfCare { handed_over: at, ..YearOfCare::default() });
    let person = &world.children.people[who as usize];
    let [period, placement] = draws.words_of_two([
        (Purpose::CarePeriod, person.name, u32::from(person.periods)),
        (Purpose::Placement, person.name, person.placements),
    ]);
    leaving_care::begin(world, settings, &period, i, at);
    (i, placement)
}
