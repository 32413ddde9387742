//! Placements: why they end and where a child goes next. M02.
//!
//! ```text
//! care plan         = base × first[age], in the first placement of a period of care × type × age × level of moves
//! supply            = base × type × age × level of moves
//! other             = base × type × age × level of moves × frailty
//! disruption        = base × type' × age' × level of disruptions × frailty
//!                     × max(relationship.protects.least, 1 + relationship.protects                 M02
//!                                                            × (relationship.reference - relationship))
//!                     × factor of the provider                                          (`conditions`)
//! a move for supply or another reason does not happen with probability
//!                     share that the provider prevents                          M21, M34 (`conditions`)
//! first type        ~ placement.entry[age], scaled so that all who start have the shares of the year
//!                     (placement.first-*) × (authority's share of the stock ÷ nation's)^placement.first.local
//! next type         ~ placement.destination[age] × what carries the authority's stock (`start::balance`),
//!                     the present type's times placement.stays-in-type
//! with adopters     : order at care.adoption-order.rate after care.adoption-order.least-months,
//!                     breakdown at care.adoption-breakdown × the protection above; no other end
//! ```
//!
//! A hazard is the rate at which a thing would happen to a child a month, were nothing else to take her first. When
//! a placement begins, luck gives each reason a threshold; each month's hazard is added up against it, and where
//! the sum crosses it, the placement ends for that reason on that day. Frailty is the child's own factor, drawn for
//! life with mean 1: some are moved far more often than others in the same circumstances. type and age stand for
//! the factors of the placement's type and the child's age on moves, type' and age' for those on disruptions.
//! Supply is every end that lies with the carer or the home: an allegation, standards of care, approval withdrawn, a
//! closure.
//!
//! One unit-exponential threshold for each reason and placement. Bases by months with this
//! carer are `placement.move.plan`, `.supply`, `.other` and `.disruption`, solved so that the population's
//! hazards after frailty are the published ones (`hazard::frailty`; real moves by placement age,
//! the department's counts of 2020 to 2024, the only ones by placement age, in models of earlier years too;
//! disruption-rate-*). `placement.first-year-factor` acts on the care plan's moves out of the first
//! placement of a period of care in its first 12 months, from where a child was first taken to where she is to stay;
//! types are `placement.type-factor` and `placement.type-factor-disruption`, ages
//! `placement.age-factor` and `placement.age-factor-disruption`. A move that is prevented leaves its reason
//! a threshold of its own anew; moves by care plan, and any in an ordinary authority, are never prevented.
//! After a breakdown a further match has a threshold of its own. A change of status keeps the carer and the
//! carer's clock; only the published spell begins again.

use super::{conditions, threshold};
use crate::draws::{Draws, Purpose, Words, exponential};
use crate::evidence::Level;
use crate::model::hazard::bands;
use crate::model::settings::Settings;
use crate::model::settings::care::STATUS;
use crate::model::settings::placements::{ORDER, OTHER, PLAN};
use crate::model::world::{MoveReason, PlacementClock, PlacementType, TYPES, What, World, earlier};
use crate::terms::AGES;

/// The draws of a child's next placement: how long it lasts, then its type.
pub fn draws_of_next(world: &World, draws: &Draws, i: usize) -> Words {
    let person = &world.children.people[world.children.who[i] as usize];
    draws.words(Purpose::Placement, person.name, person.placements)
}

/// The type of a first placement.
pub fn first_type(
    settings: &Settings,
    drawn: &Words,
    authority: usize,
    age: f64,
    unaccompanied: bool,
) -> PlacementType {
    choose_type(drawn, first_weights(settings, authority, bands::age_band(age), unaccompanied))
}

/// Weights of the types of a first placement.
pub fn first_weights(
    settings: &Settings,
    authority: usize,
    age: usize,
    unaccompanied: bool,
) -> &[f64; TYPES] {
    match unaccompanied {
        true => &settings.care.unaccompanied.first[usize::from(age + 1 == AGES)],
        false => &settings.authorities[authority].first_types[age],
    }
}

/// The type of a next placement.
fn next_type(
    settings: &Settings,
    drawn: &Words,
    authority: usize,
    age: f64,
    from: PlacementType,
    unaccompanied: bool,
) -> PlacementType {
    let age = bands::age_band(age);
    choose_type(drawn, &next_weights(settings, authority, age, from as usize, unaccompanied))
}

/// Weights of the types of a next placement. Unaccompanied children move among the types in which such children
/// live, so that these keep their shares.
pub fn next_weights(
    settings: &Settings,
    authority: usize,
    age: usize,
    from: usize,
    unaccompanied: bool,
) -> [f64; TYPES] {
    let numbers = &settings.placements;
    if unaccompanied {
        // The sooner a type ends, the more moves into it keep its share.
        let first = first_weights(settings, authority, age, true);
        return std::array::from_fn(|to| first[to] * numbers.type_factor[to]);
    }
    let local = &settings.authorities[authority].next_types;
    let mut weights: [f64; TYPES] = std::array::from_fn(|to| numbers.destination[age][to] * local[to]);
    weights[from] *= numbers.stays_in_type[from];
    weights
}

fn choose_type(drawn: &Words, weights: &[f64; TYPES]) -> PlacementType {
    let choice = drawn.choose(weights.iter().copied());
    PlacementType::ALL[choice.unwrap_or(PlacementType::Foster as usize)]
}

/// Begins a placement: type, clocks, thresholds. The type may have been chosen with the same draws,
/// whose first half serves the thresholds.
pub fn begin(
    world: &mut World,
    settings: &Settings,
    drawn: &Words,
    i: usize,
    placement: PlacementType,
    at: f64,
    previous: f64,
) {
    let person = &mut world.children.people[world.children.who[i] as usize];
    person.placements += 1;
    let [plan_or_order, supply, other, disruption, ..] = drawn.uniforms();
    world.children.dates[i].band_ends = at;
    let state = &mut world.children.state[i];
    state.placement = placement;
    state.disruption_left = exponential(disruption);
    let clock = &mut world.children.placement[i];
    clock.started = at;
    clock.episode = at;
    clock.previous = previous;
    // With the adopters only the order is awaited, elsewhere only the three others.
    let never = f64::INFINITY;
    clock.left = if placement == PlacementType::Adoption {
        [never, never, never, exponential(plan_or_order)]
    } else {
        [exponential(plan_or_order), exponential(supply), exponential(other), never]
    };
    clock.factor = [0.0; 4];
    clock.synced = at;
    refresh(world, settings, i, at);
}

/// A planned move comes some months later, or sooner: the risk of those months is put back.
pub fn put_off(world: &mut World, settings: &Settings, i: usize, now: f64, months: f64) {
    let clock = &mut world.children.placement[i];
    let curves = &settings.placements.curves;
    let here = curves.at(curves.place(now - clock.started));
    let there = curves.at(curves.place((now - months - clock.started).max(0.0)));
    clock.left[PLAN] += clock.factor[PLAN] * (here[PLAN] - there[PLAN]);
    // Mostly the planned move is not what comes next, before or after: then nothing of the clock changes.
    let [synced, next] =
        [clock.synced, clock.next].map(|at| curves.at(curves.place(at - clock.started))[PLAN]);
    let crosses = clock.factor[PLAN] * (next - synced) >= clock.left[PLAN];
    if crosses || clock.crosses == Some(PLAN as u8) {
        refresh(world, settings, i, now);
    }
}

/// Counts the thresholds to `now`, looks the factors up again and finds the next event of the placement.
pub fn refresh(world: &mut World, settings: &Settings, i: usize, now: f64) {
    let person = &world.children.people[world.children.who[i] as usize];
    let clock = &mut world.children.placement[i];
    let placement = world.children.state[i].placement;
    let numbers = &settings.placements;
    let curves = &numbers.curves;
    let here = curves.at(curves.place(now - clock.started));
    if now > clock.synced {
        let before = curves.at(curves.place(clock.synced - clock.started));
        for risk in 0..3 {
            clock.left[risk] -= clock.factor[risk] * (here[risk] - before[risk]);
        }
        clock.left[ORDER] -= clock.factor[ORDER] * (now - clock.synced);
    }
    clock.synced = now;
    clock.crosses = None;
    if placement == PlacementType::Adoption {
        let least = clock.started + settings.care.adoption_least;
        let may_order = now + 1e-9 >= least;
        let order = if may_order { settings.care.adoption_order } else { 0.0 };
        clock.factor = [0.0; 4];
        clock.factor[ORDER] = order;
        clock.disruption = settings.care.adoption_breakdown;
        clock.until = if may_order { f64::INFINITY } else { least };
        clock.next = clock.until;
        if may_order {
            clock.next = now + clock.left[ORDER] / order;
            clock.crosses = Some(ORDER as u8);
        }
    } else {
        let age_band = bands::age_band(now - person.born + 1e-9);
        let year_ends = world.children.care[i].started + 12.0;
        let is_first = clock.previous.is_nan() && now + 1e-9 < year_ends;
        let planned = if is_first { numbers.first_year[age_band] } else { 1.0 };
        let local = &settings.authorities[usize::from(person.authority)];
        let rest = numbers.type_factor[placement as usize]
            * numbers.age_factor[age_band]
            * local.level(Level::Moves);
        clock.factor = [rest * planned, rest, rest * person.frailty, 0.0];
        clock.disruption = numbers.type_factor_disruption[placement as usize]
            * numbers.age_factor_disruption[age_band]
            * local.level(Level::Disruptions)
            * person.frailty;
        let age_ends = person.born + bands::AGE_ENDS[age_band] * 12.0;
        let year_ends = if is_first { year_ends } else { f64::INFINITY };
        clock.until = earlier(year_ends, age_ends);
        let [plan, supply, other, _] = clock.left;
        let factor = [clock.factor[PLAN], rest, clock.factor[OTHER]];
        let left = [plan, supply, other];
        (clock.next, clock.crosses) =
            curves.first_crossing(&factor, &left, &here, clock.started, (now, clock.until));
    }
}

/// Rate of disruption of a placement in the month that begins at `now`, before the month's
/// conditions, and when its band ends.
#[inline]
pub fn disruption_rate(
    clock: &PlacementClock,
    placement: PlacementType,
    settings: &Settings,
    now: f64,
) -> (f64, f64) {
    if placement == PlacementType::Adoption {
        return (clock.disruption, f64::INFINITY);
    }
    let curve = &settings.placements.disruption_curve;
    let (rate, end) = curve.rate_and_end(now - clock.started + 1e-9);
    (clock.disruption * rate, clock.started + end)
}

/// Cumulative hazard of disruption from `from` to `to`, before the month's conditions.
#[inline]
pub fn disruption_hazard(
    clock: &PlacementClock,
    placement: PlacementType,
    settings: &Settings,
    from: f64,
    to: f64,
) -> f64 {
    if placement == PlacementType::Adoption {
        return clock.disruption * (to - from);
    }
    let curve = &settings.placements.disruption_curve;
    let sum = |at: f64| curve.cumulative(at - clock.started);
    clock.disruption * (sum(to) - sum(from))
}

/// When the cumulative hazard of disruption since `from` reaches `hazard`.
pub fn disruption_time(
    clock: &PlacementClock,
    placement: PlacementType,
    settings: &Settings,
    from: f64,
    hazard: f64,
) -> f64 {
    if placement == PlacementType::Adoption {
        return from + hazard / clock.disruption;
    }
    let curve = &settings.placements.disruption_curve;
    let reached = curve.cumulative(from - clock.started);
    clock.started + curve.reaches(reached + hazard / clock.disruption)
}

/// A move for supply or another reason is due. True if the provider prevents it, by support that comes
/// in time and by knowing the carers (M21, M34): then the same reason waits for a threshold of its own.
pub fn is_prevented(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    i: usize,
    risk: usize,
    now: f64,
) -> bool {
    let post = world.posts.get(world.children.state[i].post as usize);
    let share =
        post.map_or(0.0, |post| conditions::moves_prevented(&world.providers[post.provider as usize]));
    if share <= 0.0 {
        return false;
    }
    let person = &mut world.children.people[world.children.who[i] as usize];
    let ordinal = person.avoidable;
    person.avoidable += 1;
    let [prevented, again, ..] = draws.block(Purpose::MoveAvoided, person.name, ordinal);
    if prevented >= share {
        return false;
    }
    // Other clocks are counted to now before this one begins again.
    refresh(world, settings, i, now);
    world.children.placement[i].left[risk] = exponential(again);
    refresh(world, settings, i, now);
    true
}

/// Moves the child to another carer.
pub fn change(
    world: &mut World,
    settings: &Settings,
    drawn: &Words,
    i: usize,
    to: PlacementType,
    reason: MoveReason,
    at: f64,
) {
    let who = world.children.who[i] as usize;
    let previous = world.children.placement[i].started;
    world.children.people[who].moves = world.children.people[who].moves.saturating_add(1);
    world.children.year[i].moves = world.children.year[i].moves.saturating_add(1);
    let cohorts = world.children.state[i].cohorts;
    let disruption = reason == MoveReason::Disruption;
    super::count(world, i, cohorts, |tally| {
        tally.moves += 1.0;
        tally.disruptions += f64::from(u8::from(disruption));
    });
    let name = world.children.people[who].name;
    world.log.note(at, name, What::Moves { to, by: reason });
    begin(world, settings, drawn, i, to, at, previous);
}

/// Moves the child to a carer chosen by age and local mix.
pub fn change_to_next(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    i: usize,
    reason: MoveReason,
    at: f64,
) {
    let drawn = draws_of_next(world, draws, i);
    let person = &world.children.people[world.children.who[i] as usize];
    let from = world.children.state[i].placement;
    let authority = usize::from(person.authority);
    let to = next_type(settings, &drawn, authority, at - person.born, from, person.unaccompanied);
    let from_adopters = from == PlacementType::Adoption;
    change(world, settings, &drawn, i, to, reason, at);
    if from_adopters {
        super::leaving_care::refresh(world, settings, i, at);
    }
}

/// A change of status only: same carer, a new episode.
pub fn change_status(world: &mut World, settings: &Settings, draws: &Draws, i: usize, at: f64) {
    let who = world.children.who[i] as usize;
    let person = &mut world.children.people[who];
    let (name, ordinal) = (person.name, person.statuses);
    person.statuses += 1;
    let renewed = threshold(draws, Purpose::Status, name, ordinal);
    super::leaving_care::renew(world, settings, i, at, Some((STATUS, renewed)));
    world.children.placement[i].episode = at;
    world.children.year[i].statuses = world.children.year[i].statuses.saturating_add(1);
    let cohorts = world.children.state[i].cohorts;
    super::count(world, i, cohorts, |tally| tally.statuses += 1.0);
    world.log.note(at, name, What::ChangesStatus);
}
