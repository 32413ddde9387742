//! Those who had left care by the first day: care leavers who are served, and children at home who will come back.

use super::history::Histories;
use super::{BEFORE, children_by_age};
use crate::draws::{Draws, Name, Purpose, exponential};
use crate::model::process::arrivals;
use crate::model::settings::Settings;
use crate::model::world::{CareLeaver, EIGHTEEN, NO_POST, Returned, World, YearOfCare};
use crate::terms::AGES;

/// Months of a year.
const YEAR: f64 = 12.0;

/// Care leavers who are served on the first day: as many of each age as were counted, else as many as its rates keep.
pub(super) fn care_leavers(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    histories: &Histories,
) {
    let figures = &settings.authorities[authority].authority.figures;
    let Some(counted) = figures.care_leavers else {
        return as_rates_keep(world, settings, draws, authority, histories);
    };
    let end = settings.authorities[authority].in_house.serve_to_age;
    let mut k = 0;
    for (years, young_people) in counted.below(end) {
        for _ in 0..libm::round(young_people) as u32 {
            serve(world, settings, draws, authority, k, |luck| YEAR * (f64::from(years) + luck[0]));
            k += 1;
        }
    }
}

/// As many as leave at their rate × the time for which they are served.
fn as_rates_keep(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    histories: &Histories,
) {
    let local = &settings.authorities[authority];
    let oldest = children_by_age(local, histories)[AGES - 1];
    let end = local.in_house.serve_to_age * 12.0;
    let least = settings.leavers.least_months;
    // Those who left on the birthday, and those who left between 16 and 18.
    let half_way = YEAR * settings.quantities.get("care-leavers.earlier-age");
    let alone = local
        .unaccompanied
        .map_or(0.0, |stream| stream.birthdays() * settings.care.unaccompanied.served_on(least));
    let birthdays = oldest * histories.birthdays() * histories.served_on(least) + alone;
    let birthdays = birthdays * (end - EIGHTEEN);
    let earlier = oldest * histories.other_exits(least) * (end - half_way);
    let count = libm::round(birthdays + earlier) as u32;
    for k in 0..count {
        serve(world, settings, draws, authority, k, |luck| {
            let left_at = if luck[6] * (birthdays + earlier) < birthdays { EIGHTEEN } else { half_way };
            left_at + luck[0] * (end - left_at)
        });
    }
}

/// One care leaver, of an age in months by her luck.
fn serve(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    k: u32,
    age: impl Fn(&[f64; 8]) -> f64,
) {
    let end = settings.authorities[authority].in_house.serve_to_age * YEAR;
    let name = Name::child(authority, BEFORE, AGES, k);
    let luck = draws.block(Purpose::StartingCareLeaver, name, 0);
    let [_, class, moves, relationship, education_draw, home_draw, _, tie] = luck;
    let age = age(&luck);
    let who = arrivals::add_person(world, settings, authority, name, -age, class);
    let moves = (moves * 5.0) as u16;
    world.children.people[who as usize].moves = moves;
    world.children.leavers.push(CareLeaver {
        who,
        post: NO_POST,
        born: -age,
        served_until: end - age,
        relationship,
        education_draw,
        home_draw: settings.leavers.home_draw([education_draw, home_draw, tie]),
        moves_beyond_two: f64::from(moves.saturating_sub(2)),
        cohorts: 0,
        is_in_education_or_work: false,
        is_suitably_housed: false,
    });
}

/// Children who went home in the last five years and will come back.
pub(super) fn returned_home(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    histories: &Histories,
) {
    let local = &settings.authorities[authority];
    let care = &settings.care;
    let horizon = care.reentry_ends[2];
    let home_exits = local.periods * local.arrivals * histories.home.iter().sum::<f64>();
    let count = libm::round(home_exits * horizon) as u32;
    for k in 0..count.min(65_000) {
        let name = Name::child(authority, BEFORE, AGES + 1, k);
        let [gone, back, age, _, class, ..] = draws.block(Purpose::StartingReturned, name, 0);
        let gone = gone * horizon;
        let stays = crate::model::hazard::bands::crossing(
            &[care.reentry_ends[0], care.reentry_ends[1], care.reentry_ends[2], f64::INFINITY],
            &[care.reentry[0], care.reentry[1], care.reentry[2], 0.0],
            exponential(back),
        );
        if !stays.is_finite() || stays <= gone {
            continue;
        }
        let age = histories.age_at_going_home(age) + gone;
        let returns = stays - gone;
        if age + returns < EIGHTEEN {
            let who = arrivals::add_person(world, settings, authority, name, -age, class);
            world.children.people[who as usize].periods = 1;
            world.children.returned.push(Returned { who, returns, left: -gone, year: YearOfCare::default() });
        }
    }
}
