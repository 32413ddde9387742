//! A child's month: her timed events in order of day. M02, M18 act here through the relationship.
//!
//! One loop asks each process for its next crossing: leaving care, placement, disruption,
//! re-allocation, the case holder's own changes, the pathway, decisions, birthdays. Processes that
//! race are not run one after the other, which would invent moves. What the month shares (loads,
//! hours, providers' conditions) is that of its first day. Most months hold no event: then the
//! thresholds are counted down and nothing else is done.

use super::{allocation, decisions, leaving_care, need, placement};
use crate::draws::{Draws, Purpose, exponential};
use crate::model::settings::Settings;
use crate::model::settings::care::{GUARDIANSHIP, HOME, MATCH, STATUS};
use crate::model::settings::placements::{ORDER, PLAN, SUPPLY};
use crate::model::world::{
    ELIGIBLE, Exit, HandOver, LOCAL_PROVIDERS, MoveReason, NO_POST, PathwayStage, PostMonth,
    SERVED, Tally, What, World,
};
use allocation::To;

/// Runs the month of every looked-after child. Returns the number of children processed.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) -> u64 {
    let end = world.month_start() + 1.0;
    let casework = &settings.casework;
    let (protects, reference) = (casework.protects, casework.reference);
    let least = casework.protected_least;
    let groups = world.providers.len();
    let mut processed = 0;
    let mut i = 0;
    loop {
        // Quiet children one after another, with nothing but what they touch in hand.
        let months = &world.post_months[..];
        let (providers, cohorts_of) = world.tallies.split_at_mut(groups);
        let [served, eligible] = cohorts_of else {
            unreachable!("two cohorts follow the providers")
        };
        let first = i;
        let row = world.children.pulse.get_mut(i..).unwrap_or_default();
        for pulse in row {
            // Nobody's children have no month here.
            let Some(month) = months.get(pulse.post as usize) else {
                break;
            };
            let hazard = pulse.disruption_rate
                * protection(protects, reference, pulse.relationship, least)
                * month.disruption;
            let quiet = (pulse.next >= end)
                & (hazard < pulse.disruption_left)
                & (month.reallocation < pulse.reallocation_left)
                & (month.changed_at >= end);
            if !quiet {
                break;
            }
            pulse.disruption_left -= hazard;
            pulse.reallocation_left -= month.reallocation;
            let relationship = pulse.relationship;
            pulse.relationship += (1.0 - relationship) * month.growth;
            let (kind, local, hours) =
                (pulse.placement as usize, month.local as usize, month.hours);
            let cohorts = pulse.cohorts;
            let provider = &mut providers[month.provider as usize];
            add_time(provider, 1.0, kind, local, hours, relationship);
            // Most children of a practice belong to both cohorts, most others to neither.
            if cohorts != 0 {
                if cohorts & SERVED != 0 {
                    add_time(served, 1.0, kind, local, hours, relationship);
                }
                if cohorts & ELIGIBLE != 0 {
                    add_time(eligible, 1.0, kind, local, hours, relationship);
                }
            }
            i += 1;
        }
        processed += (i - first) as u64;
        if i == world.children.pulse.len() {
            return processed;
        }
        processed += 1;
        if !month_with_events(world, settings, draws, i, end) {
            i += 1;
        }
    }
}

/// Factor on disruptions: 1 at the reference relationship, lower for a better one, never below `least`.
#[inline]
fn protection(protects: f64, reference: f64, relationship: f64, least: f64) -> f64 {
    let factor = 1.0 + protects * (reference - relationship);
    if factor > least { factor } else { least }
}

#[inline]
fn add_time(
    tally: &mut Tally,
    months: f64,
    kind: usize,
    local: usize,
    hours: f64,
    relationship: f64,
) {
    tally.by_type[kind] += months;
    // A provider's position is below the number of positions; the mask spares the question.
    tally.by_provider[local % LOCAL_PROVIDERS] += months;
    tally.direct_hours += hours * months;
    tally.relationship += relationship * months;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    MonthEnd,
    Birthday,
    Care,
    Placement,
    Disruption,
    Reallocation,
    CaseHolder,
    Pathway,
    Decision,
}

/// The careful loop; true if the child left care (her row is gone). Kept out of line: the pass over
/// quiet months must stay small.
#[inline(never)]
fn month_with_events(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    i: usize,
    end: f64,
) -> bool {
    let start = world.month_start();
    let began = world.children.care[i].started;
    let mut now = if began > start { began } else { start };
    let (protects, reference) = (settings.casework.protects, settings.casework.reference);
    let least = settings.casework.protected_least;
    let (served, eligible) = (world.served_group(), world.eligible_group());
    // The post whose change of holder this child has already lived through.
    let mut lived_through = NO_POST;
    if world.children.pulse[i].post == NO_POST {
        allocation::first_case_holder(world, settings, draws, i);
    }
    loop {
        let children = &mut world.children;
        let pulse = &mut children.pulse[i];
        let care = &children.care[i];
        let quiet = PostMonth::NOBODY;
        let post = world.post_months.get(pulse.post as usize).unwrap_or(&quiet);
        let clock = &children.placement[i];
        let kind = pulse.placement;
        let protected =
            protection(protects, reference, pulse.relationship, least) * post.disruption;
        let mut at = end;
        let mut next = Next::MonthEnd;
        let mut offer = |time: f64, event: Next| {
            if time < at {
                at = time;
                next = event;
            }
        };
        // The earliest of the child's own clocks is known; which it is matters only if it comes first.
        if pulse.next < end {
            offer(care.birthday, Next::Birthday);
            offer(care.next, Next::Care);
            offer(clock.next, Next::Placement);
            offer(care.pathway, Next::Pathway);
            offer(care.decision, Next::Decision);
        }
        // Products decide whether a threshold is crossed this month; only then is a quotient needed.
        let left = end - now;
        // Mostly the rate of the month's start holds to its end; a factor that changes inside the
        // month begins a band of its own.
        let steady = clock.band_ends >= end;
        let unsteady = |to: f64| placement::disruption_hazard(clock, kind, settings, now, to);
        let hazard = protected
            * if steady {
                pulse.disruption_rate * left
            } else {
                unsteady(end)
            };
        if hazard > pulse.disruption_left {
            let needed = pulse.disruption_left / protected;
            let time = placement::disruption_time(clock, kind, settings, now, needed);
            offer(time, Next::Disruption);
        }
        if post.reallocation * left > pulse.reallocation_left {
            offer(
                now + pulse.reallocation_left / post.reallocation,
                Next::Reallocation,
            );
        }
        if post.changed_at < end && lived_through != pulse.post && post.changed_at >= now {
            offer(post.changed_at, Next::CaseHolder);
        }
        let at = if at > now { at } else { now };
        let months = at - now;
        if months > 0.0 {
            let passed = if next == Next::MonthEnd {
                hazard
            } else if steady {
                protected * pulse.disruption_rate * months
            } else {
                protected * unsteady(at)
            };
            pulse.disruption_left -= passed;
            pulse.reallocation_left -= post.reallocation * months;
            let relationship = pulse.relationship;
            pulse.relationship += (1.0 - relationship) * post.growth * months;
            let (kind, cohorts) = (kind as usize, pulse.cohorts);
            let (local, hours) = (post.local as usize, post.hours);
            // A child without a case holder is the authority's own.
            let provider = if pulse.post == NO_POST {
                usize::from(children.people[children.who[i] as usize].authority)
            } else {
                post.provider as usize
            };
            let tallies = &mut world.tallies;
            add_time(
                &mut tallies[provider],
                months,
                kind,
                local,
                hours,
                relationship,
            );
            if cohorts & SERVED != 0 {
                add_time(
                    &mut tallies[served],
                    months,
                    kind,
                    local,
                    hours,
                    relationship,
                );
            }
            if cohorts & ELIGIBLE != 0 {
                add_time(
                    &mut tallies[eligible],
                    months,
                    kind,
                    local,
                    hours,
                    relationship,
                );
            }
        }
        now = at;
        // Asked before the choice among the others: it is the answer more often than not.
        if next == Next::MonthEnd {
            break;
        }
        match next {
            Next::MonthEnd => break,
            Next::Birthday => {
                leaving_care::leave(world, settings, draws, i, Exit::Birthday, now);
                return true;
            }
            Next::Care => match world.children.care[i].crosses.map(usize::from) {
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
                    become_eligible(world, settings, i, now);
                }
            },
            Next::Placement => match world.children.placement[i].crosses.map(usize::from) {
                Some(ORDER) => {
                    leaving_care::leave(world, settings, draws, i, Exit::Adoption, now);
                    return true;
                }
                Some(reason) => {
                    let reason = match reason {
                        PLAN => MoveReason::CarePlan,
                        SUPPLY => MoveReason::Supply,
                        _ => MoveReason::Other,
                    };
                    placement::change_to_next(world, settings, draws, i, reason, now);
                }
                None => {
                    placement::refresh(world, settings, i, now);
                    placement::set_disruption_rate(world, settings, i, now);
                }
            },
            Next::Disruption => {
                placement::change_to_next(world, settings, draws, i, MoveReason::Disruption, now);
            }
            Next::Reallocation => {
                let person = &mut world.children.people[world.children.who[i] as usize];
                let ordinal = person.reallocations;
                person.reallocations += 1;
                let name = person.name;
                world.children.pulse[i].reallocation_left =
                    super::threshold(draws, Purpose::Reallocation, name, ordinal);
                allocation::hand_over(
                    world,
                    settings,
                    draws,
                    i,
                    HandOver::Reallocation,
                    To::Team,
                    now,
                );
            }
            Next::CaseHolder => {
                let post = world.children.pulse[i].post;
                lived_through = post;
                let changed = &world.posts[post as usize];
                let cause = changed.changed_by;
                let to = if changed.successor_takes_over {
                    To::Successor
                } else {
                    To::Team
                };
                allocation::hand_over(world, settings, draws, i, cause, to, now);
            }
            Next::Pathway => next_stage(world, settings, draws, i, now),
            Next::Decision => ask_decision(world, settings, draws, i, now),
        }
    }
    settle_next(world, settings, i, end);
    false
}

fn pulse_cohorts(world: &World, i: usize) -> u8 {
    world.children.pulse[i].cohorts
}

/// Readies the child for the month that begins at `now`: her rate of disruption, and the next instant
/// at which she needs the careful loop.
pub fn settle_next(world: &mut World, settings: &Settings, i: usize, now: f64) {
    let mut band_ends = world.children.placement[i].band_ends;
    // The rate is still that of its band, unless the band or the placement has ended since.
    if band_ends < now + 1e-6 {
        band_ends = placement::set_disruption_rate(world, settings, i, now);
    }
    let care = &world.children.care[i];
    let mut next = care.birthday;
    for time in [
        care.next,
        care.pathway,
        care.decision,
        world.children.placement[i].next,
        band_ends,
    ] {
        if time < next {
            next = time;
        }
    }
    world.children.pulse[i].next = next;
}

/// A child who reaches the youngest age of the practice joins the cohort of eligible children.
fn become_eligible(world: &mut World, settings: &Settings, i: usize, now: f64) {
    let Some(cohorts) = &settings.cohorts else {
        return;
    };
    let person = &mut world.children.people[world.children.who[i] as usize];
    let old_enough = now - person.born + 1e-9 >= cohorts.min_age;
    if cohorts.authority == usize::from(person.authority) && old_enough {
        person.cohorts |= ELIGIBLE;
        world.children.pulse[i].cohorts |= ELIGIBLE;
    }
}

/// The child passes to the next team of the pathway, or, if she is referred, to a practice.
fn next_stage(world: &mut World, settings: &Settings, draws: &Draws, i: usize, now: f64) {
    let who = world.children.who[i] as usize;
    let person = &world.children.people[who];
    let (name, age, born) = (person.name, now - person.born, person.born);
    let needy = need::needy(person, Some(world.children.pulse[i].placement));
    let authority = usize::from(person.authority);
    let periods = u32::from(person.periods);
    let post = world.children.pulse[i].post;
    let provider = world
        .posts
        .get(post as usize)
        .map_or(authority, |post| post.provider as usize);
    let care = &mut world.children.care[i];
    let sixteen = born + 192.0;
    if !settings.authorities[authority].pathway_teams {
        care.pathway = f64::INFINITY;
        let stage = care.stage;
        if world.providers[provider].practice.is_none() {
            let to = referred_to(world, settings, draws, authority, name, needy, age, now);
            if let Some(practice) = to {
                let to = To::Stage(practice, stage);
                allocation::hand_over(world, settings, draws, i, HandOver::Pathway, to, now);
            }
        }
        return;
    }
    care.stage = match care.stage {
        PathwayStage::Assessment if care.goes_to_court && age < 192.0 => PathwayStage::Court,
        PathwayStage::Assessment | PathwayStage::Court if age < 192.0 => PathwayStage::LookedAfter,
        _ => PathwayStage::LeavingCare,
    };
    care.pathway = match care.stage {
        PathwayStage::Court => {
            let u = draws.block(Purpose::CarePeriod, name, periods)[5];
            now + exponential(u) * settings.care.court_months
        }
        PathwayStage::LookedAfter => sixteen,
        _ => f64::INFINITY,
    };
    let stage = care.stage;
    if world.providers[provider].practice.is_some() {
        return; // A practice keeps its children all the way.
    }
    let to = if stage == PathwayStage::Court {
        provider
    } else {
        referred_to(world, settings, draws, authority, name, needy, age, now).unwrap_or(provider)
    };
    allocation::hand_over(
        world,
        settings,
        draws,
        i,
        HandOver::Pathway,
        To::Stage(to, stage),
        now,
    );
}

/// The practice to which an eligible child is referred, if one has room on the month's first day.
#[allow(clippy::too_many_arguments)] // each says who is asked for, where or when
fn referred_to(
    world: &World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    name: crate::draws::Name,
    needy: f64,
    age: f64,
    now: f64,
) -> Option<usize> {
    for (k, terms) in settings.practices.iter().enumerate() {
        let provider = settings.authorities.len() + k;
        if terms.authority != authority || age < terms.min_age || !world.providers[provider].is_open
        {
            continue;
        }
        let room = terms.size - world.cases_at_start[provider];
        let ordinal = (now as u32) << 4 | k as u32;
        let u = draws.uniform(Purpose::Referral, name, ordinal);
        // Where the needy are served first, the others are referred less.
        if room > 0.0 && u < terms.referral * (1.0 - terms.need * (1.0 - needy)) {
            return Some(provider);
        }
    }
    None
}

/// A decision that needs a signature is asked for; its wait is drawn and counted.
fn ask_decision(world: &mut World, settings: &Settings, draws: &Draws, i: usize, now: f64) {
    let who = world.children.who[i] as usize;
    let person = &mut world.children.people[who];
    let ordinal = person.decisions;
    person.decisions += 1;
    let name = person.name;
    let authority = usize::from(person.authority);
    let care = &mut world.children.care[i];
    // A block serves two decisions: the draws of the odd one wait with the child.
    let u = if ordinal.is_multiple_of(2) {
        let block = draws.block(Purpose::Decision, name, ordinal / 2);
        care.next_decision = [block[3], block[4], block[5]];
        [block[0], block[1], block[2]]
    } else {
        care.next_decision
    };
    care.decision = now + exponential(u[0]) / settings.casework.decisions;
    let post = world.children.pulse[i].post;
    let provider = world
        .posts
        .get(post as usize)
        .map_or(authority, |post| post.provider as usize);
    let (days, _) = decisions::wait(&world.providers[provider], u[1], u[2]);
    let quick = f64::from(u8::from(days <= settings.casework.quick_days));
    let delayed = f64::from(u8::from(days > settings.casework.delayed_days));
    super::count(world, i, pulse_cohorts(world, i), |tally| {
        tally.decisions[0] += 1.0;
        tally.decisions[1] += days;
        tally.decisions[2] += quick;
        tally.decisions[3] += delayed;
    });
    world.log.note(now, name, What::AsksDecision { days });
}
