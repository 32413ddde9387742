//! Journey: a child's month, her timed events in order of day. M02, M18.
//!
//! ```text
//! relationship += (1 - relationship) × growth × months lived                        M18 (`casework`)
//! disruption    : its threshold - base hazard (`placement`) × protection by the relationship   M02
//!                   × factor of the provider × months lived, until it is spent
//! re-allocation : its threshold - rate of the post (`casework`) × months lived, until it is spent
//! ```
//!
//! One loop asks each process for its next crossing: leaving care, placement, disruption, re-allocation,
//! the case holder's own changes, the pathway, birthdays. Processes that race are not run one after the
//! other, which would invent moves. What the month shares (loads, hours, providers' conditions) is that of
//! its first day. Most months hold no such event: then the thresholds are counted down, decisions are asked
//! for, and nothing else is done.

use super::requests::DecisionRequests;
use super::{allocation, leaving_care, pathway, placement};
use crate::draws::{Draws, Purpose};
use crate::model::settings::Settings;
use crate::model::settings::care::{GUARDIANSHIP, HOME, MATCH, STATUS};
use crate::model::settings::placements::{ORDER, PLAN, SUPPLY};
use crate::model::world::{
    CareClock, ChildState, Children, DueDates, Exit, HandOver, Late, MoveReason, NO_POST, PlacementClock,
    Post, PostMonth, Tally, World, earlier,
};
use allocation::To;

/// Runs the month of every looked-after child.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let end = world.month_start() + 1.0;
    if world.month.is_multiple_of(12) {
        levels_of_the_year(world, settings, end - 1.0);
    }
    world.child_months += world.children.count() as u64;
    let due = quiet_months(world, settings, end);
    let busy = small_matters(world, settings, draws, end, due);
    put_off_small(world, settings, end);
    // From the last row to the first: the last child takes the row of one who leaves, and must have
    // had her month.
    for k in (0..busy).rev() {
        let i = world.children.busy[k] as usize;
        month_with_events(world, settings, draws, i, end);
    }
}

/// Where an authority's levels move from year to year, its children's clocks run at those of the year that begins.
fn levels_of_the_year(world: &mut World, settings: &Settings, now: f64) {
    for i in 0..world.children.count() {
        let person = &world.children.people[world.children.who[i] as usize];
        if !settings.authorities[usize::from(person.authority)].yearly.is_empty() {
            leaving_care::refresh(world, settings, i, now);
            renew_rates(world, settings, i, now);
            settle_next(world, settings, i, now);
        }
    }
}

/// Lets the quiet months pass, and lists the children whose month is not quiet. Returns how many.
fn quiet_months(world: &mut World, settings: &Settings, end: f64) -> usize {
    let (months, cells) = (&world.post_months[..], &mut world.cells[..]);
    let Children { state, busy, .. } = &mut world.children;
    if busy.len() < state.len() {
        busy.resize(state.len(), 0);
    }
    let mut found = 0;
    for (i, state) in state.iter_mut().enumerate() {
        busy[found] = i as u32;
        // Nobody's children have no month here.
        let Some(month) = months.get(state.post as usize) else {
            found += 1;
            continue;
        };
        let hazard = state.disruption_rate * protection(settings, state) * month.disruption;
        let quiet = (state.next >= end) & holds(state, month, hazard, end);
        found += usize::from(!quiet);
        // A factor and no jump: whose month is quiet has no pattern that a processor could guess.
        let lived = f64::from(u8::from(quiet));
        let counts = &mut cells[World::cell(month.provider as usize, state.cohorts)];
        pass(state, month, counts, hazard * lived, lived);
    }
    found
}

/// Months in which only a band of the rate of disruption ends or decisions are asked for. The
/// children with events stay on the list; returns how many.
fn small_matters(world: &mut World, settings: &Settings, draws: &Draws, end: f64, due: usize) -> usize {
    let (months, cells) = (&world.post_months[..], &mut world.cells[..]);
    let (providers, log) = (&world.providers[..], &mut world.log);
    let numbers = &settings.casework;
    let mut requests = DecisionRequests { draws, numbers, log, late: Late::default() };
    let children = &mut world.children;
    let put_off = &mut children.put_off;
    put_off.clear();
    let (states, all_dates) = (&mut children.state[..], &mut children.dates[..]);
    let (people, who) = (&mut children.people[..], &children.who[..]);
    let (clocks, busy) = (&children.placement[..], &mut children.busy[..]);
    let mut still_busy = 0;
    for k in 0..due {
        let i = busy[k] as usize;
        busy[still_busy] = i as u32;
        still_busy += 1;
        let (state, dates) = (&mut states[i], &mut all_dates[i]);
        if dates.event < end {
            continue;
        }
        let Some(month) = months.get(state.post as usize) else {
            continue;
        };
        let clock = &clocks[i];
        let base = if dates.band_ends < end {
            placement::disruption_hazard(clock, state.placement, settings, end - 1.0, end)
        } else {
            state.disruption_rate
        };
        let hazard = base * protection(settings, state) * month.disruption;
        if !holds(state, month, hazard, end) {
            continue;
        }
        still_busy -= 1;
        let provider = month.provider as usize;
        let counts = &mut cells[World::cell(provider, state.cohorts)];
        pass(state, month, counts, hazard, 1.0);
        if dates.decision < end {
            let person = &mut people[who[i] as usize];
            requests.ask(dates, person, &providers[provider], counts, end);
            put_off.push((i as u32, std::mem::take(&mut requests.late)));
        }
        settle(state, dates, clock, settings, end);
    }
    still_busy
}

/// Puts off what waits for the decisions of the children whose month has passed.
fn put_off_small(world: &mut World, settings: &Settings, end: f64) {
    let rows = std::mem::take(&mut world.children.put_off);
    for &(i, late) in &rows {
        if put_off(world, settings, i as usize, late, end) {
            settle_next(world, settings, i as usize, end);
        }
    }
    world.children.put_off = rows;
}

/// Puts off a child's move and plan; whether there was anything to put off. What changes at this very instant, such as
/// an age band, has its own event.
fn put_off(world: &mut World, settings: &Settings, i: usize, late: Late, end: f64) -> bool {
    if late.moves != 0.0 && world.children.placement[i].until > end {
        placement::put_off(world, settings, i, end, late.moves);
    }
    if late.plans != 0.0 && world.children.care[i].until > end {
        leaving_care::put_off(world, settings, i, end, late.plans);
    }
    late != Late::default()
}

/// Whether the thresholds hold to the month's end and the case holder stays.
#[inline]
fn holds(state: &ChildState, month: &PostMonth, hazard: f64, end: f64) -> bool {
    (hazard < state.disruption_left)
        & (month.reallocation < state.reallocation_left)
        & (month.changed_at >= end)
}

/// Lets `months` pass for a child: thresholds are counted down, the relationship grows, the time is
/// counted. `hazard` is that of a disruption in this time.
#[inline]
fn pass(state: &mut ChildState, post: &PostMonth, counts: &mut Tally, hazard: f64, months: f64) {
    state.disruption_left -= hazard;
    state.reallocation_left -= post.reallocation * months;
    let relationship = state.relationship;
    state.relationship += (1.0 - relationship) * post.growth * months;
    counts.by_type[state.placement as usize] += months;
    counts.direct_hours += post.hours * months;
    counts.culture += post.culture * months;
    counts.relationship += relationship * months;
}

/// Factor on disruptions: 1 at the reference relationship, lower for a better one, never below `least`.
#[inline]
fn protection(settings: &Settings, state: &ChildState) -> f64 {
    let casework = &settings.casework;
    let factor = 1.0 + casework.protects * (casework.reference - state.relationship);
    if factor > casework.protected_least { factor } else { casework.protected_least }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    MonthEnd,
    /// What the child's own clocks hold: the dates's event.
    Event,
    Disruption,
    Reallocation,
    CaseHolder,
}

/// The careful loop. Kept out of line: the pass over quiet months must stay small.
#[inline(never)]
fn month_with_events(world: &mut World, settings: &Settings, draws: &Draws, i: usize, end: f64) {
    let start = world.month_start();
    let began = world.children.care[i].started;
    let mut now = if began > start { began } else { start };
    // The post whose change of holder this child has already lived through.
    let mut lived_through = NO_POST;
    let mut late = Late::default();
    if world.children.state[i].post == NO_POST {
        allocation::first_case_holder(world, settings, draws, i);
        allocation::note_case_holder(world, i, None, false, now);
    }
    loop {
        let (next, at) = until_next(world, settings, draws, i, (now, end), lived_through, &mut late);
        now = at;
        match next {
            Next::MonthEnd => break,
            Next::Event => {
                if own_event(world, settings, draws, i, now) {
                    return;
                }
            }
            Next::Disruption => {
                placement::change_to_next(world, settings, draws, i, MoveReason::Disruption, now);
            }
            Next::Reallocation => {
                let person = &mut world.children.people[world.children.who[i] as usize];
                let ordinal = person.reallocations;
                person.reallocations += 1;
                let name = person.name;
                world.children.state[i].reallocation_left =
                    super::threshold(draws, Purpose::Reallocation, name, ordinal);
                let (cause, to) = (HandOver::Reallocation, To::Team);
                allocation::hand_over(world, settings, draws, i, cause, to, now);
            }
            Next::CaseHolder => {
                lived_through = world.children.state[i].post;
                let changed = &world.posts[lived_through as usize];
                let (cause, to) = (changed.changed_by, successor(changed));
                allocation::hand_over(world, settings, draws, i, cause, to, now);
            }
        }
    }
    put_off(world, settings, i, late, end);
    settle_next(world, settings, i, end);
}

fn successor(post: &Post) -> To {
    if post.successor_takes_over { To::Successor } else { To::Team }
}

/// Lets time pass for a child until her next event or the month's end, and says which comes when:
/// thresholds are counted down, the relationship grows, decisions are asked for, time is counted.
#[inline]
fn until_next(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    i: usize,
    (now, end): (f64, f64),
    lived_through: u32,
    late: &mut Late,
) -> (Next, f64) {
    let children = &mut world.children;
    let (state, dates) = (&mut children.state[i], &mut children.dates[i]);
    let (care, clock) = (&children.care[i], &children.placement[i]);
    let nobody = PostMonth::NOBODY;
    let post = world.post_months.get(state.post as usize);
    let post = post.unwrap_or(&nobody);
    let (mut next, mut at) = (Next::MonthEnd, end);
    let event = first_event(care, clock);
    if event < at {
        (next, at) = (Next::Event, if event > now { event } else { now });
    }
    if post.changed_at < at && lived_through != state.post && post.changed_at >= now {
        (next, at) = (Next::CaseHolder, post.changed_at);
    }
    // Products decide whether a threshold is crossed before that; only then is a quotient needed.
    if post.reallocation * (at - now) > state.reallocation_left {
        let time = now + state.reallocation_left / post.reallocation;
        (next, at) = (Next::Reallocation, time.clamp(now, at));
    }
    let protected = protection(settings, state) * post.disruption;
    // Mostly the rate of the month's start holds; a factor that changes inside the month begins a
    // band of its own.
    let base = if dates.band_ends >= at {
        state.disruption_rate * (at - now)
    } else {
        placement::disruption_hazard(clock, state.placement, settings, now, at)
    };
    let mut hazard = protected * base;
    if hazard > state.disruption_left {
        hazard = state.disruption_left;
        let needed = hazard / protected;
        let time = placement::disruption_time(clock, state.placement, settings, now, needed);
        (next, at) = (Next::Disruption, time.clamp(now, at));
    }
    if at > now {
        // A child without a case holder is the authority's own.
        let provider = if state.post == NO_POST {
            usize::from(children.people[children.who[i] as usize].authority)
        } else {
            post.provider as usize
        };
        let counts = &mut world.cells[World::cell(provider, state.cohorts)];
        pass(state, post, counts, hazard, at - now);
        if dates.decision < at {
            let (numbers, log) = (&settings.casework, &mut world.log);
            let mut requests = DecisionRequests { draws, numbers, log, late: *late };
            let person = &mut children.people[children.who[i] as usize];
            requests.ask(dates, person, &world.providers[provider], counts, at);
            *late = requests.late;
        }
    }
    (next, at)
}

/// The earliest timed event of the child's own clocks.
#[inline]
fn first_event(care: &CareClock, clock: &PlacementClock) -> f64 {
    let of_care = earlier(earlier(care.birthday, care.next), care.pathway);
    earlier(of_care, clock.next)
}

/// What the child's own clocks hold now; true if she left care.
fn own_event(world: &mut World, settings: &Settings, draws: &Draws, i: usize, now: f64) -> bool {
    let (care, clock) = (&world.children.care[i], &world.children.placement[i]);
    let first = first_event(care, clock);
    if care.birthday <= first {
        leaving_care::leave(world, settings, draws, i, Exit::Birthday, now);
        return true;
    }
    if care.next <= first {
        return event_of_care(world, settings, draws, i, now);
    }
    if clock.next <= first {
        return event_of_placement(world, settings, draws, i, now);
    }
    pathway::next_stage(world, settings, draws, i, now);
    false
}

fn event_of_care(world: &mut World, settings: &Settings, draws: &Draws, i: usize, now: f64) -> bool {
    match world.children.care[i].crosses.map(usize::from) {
        Some(MATCH) => leaving_care::match_for_adoption(world, settings, draws, i, now),
        Some(STATUS) => placement::change_status(world, settings, draws, i, now),
        Some(exit) => {
            let exit = match exit {
                HOME => Exit::Home,
                GUARDIANSHIP => Exit::Guardianship,
                _ => Exit::Other,
            };
            leaving_care::leave(world, settings, draws, i, exit, now);
            return true;
        }
        None => {
            leaving_care::refresh(world, settings, i, now);
            pathway::become_eligible(world, settings, i, now);
            // Mostly a birthday, which ends a band of the placement too.
            let clock = &world.children.placement[i];
            if clock.next <= now && clock.crosses.is_none() {
                renew_rates(world, settings, i, now);
            }
        }
    }
    false
}

fn event_of_placement(world: &mut World, settings: &Settings, draws: &Draws, i: usize, now: f64) -> bool {
    let reason = match world.children.placement[i].crosses.map(usize::from) {
        Some(ORDER) => {
            leaving_care::leave(world, settings, draws, i, Exit::Adoption, now);
            return true;
        }
        Some(PLAN) => MoveReason::CarePlan,
        Some(risk) if placement::is_prevented(world, settings, draws, i, risk, now) => {
            return false;
        }
        Some(SUPPLY) => MoveReason::Supply,
        Some(_) => MoveReason::Other,
        None => {
            renew_rates(world, settings, i, now);
            return false;
        }
    };
    placement::change_to_next(world, settings, draws, i, reason, now);
    false
}

/// A factor on the placement's hazards changes.
fn renew_rates(world: &mut World, settings: &Settings, i: usize, now: f64) {
    placement::refresh(world, settings, i, now);
    let children = &mut world.children;
    let (clock, state) = (&children.placement[i], &mut children.state[i]);
    (state.disruption_rate, children.dates[i].band_ends) =
        placement::disruption_rate(clock, state.placement, settings, now);
}

/// Readies the child for the month that begins at `now`: her rate of disruption, and the next instant
/// at which something is due.
pub fn settle_next(world: &mut World, settings: &Settings, i: usize, now: f64) {
    let children = &mut world.children;
    let (state, dates) = (&mut children.state[i], &mut children.dates[i]);
    let clock = &children.placement[i];
    dates.event = first_event(&children.care[i], clock);
    settle(state, dates, clock, settings, now);
}

/// The same where no event has been.
#[inline]
fn settle(
    state: &mut ChildState,
    dates: &mut DueDates,
    clock: &PlacementClock,
    settings: &Settings,
    now: f64,
) {
    // The rate is still that of its band, unless the band or the placement has ended since.
    if dates.band_ends < now + 1e-6 {
        (state.disruption_rate, dates.band_ends) =
            placement::disruption_rate(clock, state.placement, settings, now);
    }
    state.next = dates.first();
}
