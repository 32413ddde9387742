//! Leaving care: home, adoption, special guardianship, the 18th birthday, other routes; and coming back.
//!
//! ```text
//! hazard(route) = care.ROUTE.duration[time in care] × care.ROUTE.age[age] × exits factor × level of the route
//!                 for home, special guardianship, other routes and the match for adoption
//! placement's status changes, same carer (STATS in the return): placement.status[time in care], no age and no
//! exits factor
//! exits factor  = ((leavers - b) ÷ stock) ÷ the same for England,   b = children aged 16 and 17 ÷ 2
//! comes back    : care.reentry.rate (up to 2 weeks, 12 months, 60 months) reaches one threshold
//! ```
//!
//! Leavers, stocks and ages are without the unaccompanied children, who leave at 18 or pass on (`unaccompanied`).
//! Each route has one unit-exponential threshold for a period of care; hazards are a month. Adoption has
//! two steps: a match moves the child to the adopters (`placement`), the order follows; meanwhile the
//! other routes stand still. The exits factor makes exits apart from birthdays follow the authority's own
//! figures; it is 1 if either part is not positive. The 18th birthday ends care for all. A child who went
//! home comes back if she is then under 18; her draws and her frailty (`placement`) stay hers. Hazards are fitted to the
//! leavers of 2011 by route and age (exit-*-2011) and, for how exits fall over the time in care, to those of
//! 2024 (care-exit-hazard-*, care-duration-*-2024), since no earlier ones were found: docs/derivations.md says
//! how. Of children who went home, a fifth are back within a year and 30%
//! within five (reentry-1y, reentry-5y-2007cohort). Exits do not depend on who serves the child, for no
//! source measures that they do.

use super::{care_leavers, placement, threshold};
use crate::draws::{Draws, Purpose, Words, exponential};
use crate::model::hazard::bands;
use crate::model::settings::Settings;
use crate::model::settings::care::{GUARDIANSHIP, HOME, MATCH, OTHER_EXIT, STATUS};
use crate::model::world::{
    EIGHTEEN, Exit, FOURTEEN, MoveReason, PathwayStage, PlacementType, Returned, SIXTEEN, What, World,
};

/// Sets the thresholds of a new period of care and the months of the pathway: the block of `CarePeriod`, six uniforms,
/// then four numbers of half their length, the last for the months in court (see `pathway`).
pub fn begin(world: &mut World, settings: &Settings, words: &Words, i: usize, at: f64) {
    let person = &world.children.people[world.children.who[i] as usize];
    let [home, guardianship, other, matched, status, reallocation, ..] = words.uniforms();
    let [decision, assessment, court] = [12, 13, 14].map(|half| words.half(half));
    let pathway_teams = settings.authorities[usize::from(person.authority)].in_house.pathway_teams;
    let care = &mut world.children.care[i];
    for (left, u) in care.left.iter_mut().zip([home, guardianship, other, matched, status]) {
        *left = exponential(u);
    }
    world.children.state[i].reallocation_left = exponential(reallocation);
    care.goes_to_court = court < settings.care.court_share;
    // Without pathway teams the end of the assessment is only the moment of a referral.
    care.pathway = at + exponential(assessment) * settings.care.assessment_months;
    if !pathway_teams {
        care.stage = PathwayStage::LookedAfter;
    }
    world.children.dates[i].decision = at + exponential(decision) / settings.casework.decisions;
    refresh(world, settings, i, at);
}

/// Counts the thresholds to `now`, looks the factors up again and finds the next event of care.
pub fn refresh(world: &mut World, settings: &Settings, i: usize, now: f64) {
    renew(world, settings, i, now, None);
}

/// The same, with a new threshold for a risk whose old one is spent.
pub fn renew(world: &mut World, settings: &Settings, i: usize, now: f64, renewed: Option<(usize, f64)>) {
    let person = &world.children.people[world.children.who[i] as usize];
    let care = &mut world.children.care[i];
    let by_age = &settings.care.curves;
    if now > care.synced {
        let curves = &by_age[usize::from(care.age_band)];
        let before = curves.at(curves.place(care.synced - care.started));
        let here = curves.at(curves.place(now - care.started));
        // A suspended risk has factor 0 and counts nothing.
        for risk in 0..5 {
            care.left[risk] -= care.factor[risk] * (here[risk] - before[risk]);
        }
    }
    care.synced = now;
    if let Some((risk, threshold)) = renewed {
        care.left[risk] = threshold;
    }
    // A boundary's own instant belongs to the band that begins there.
    let age = bands::age_band(now - person.born + 1e-9);
    care.age_band = age as u8;
    care.until = person.born + bands::AGE_ENDS[age] * 12.0;
    if let Some(cohorts) = &settings.cohorts {
        let eligible = person.born + cohorts.min_age;
        if eligible > now && eligible < care.until {
            care.until = eligible;
        }
    }
    // With the adopters only the order, a breakdown or the birthday can end the placement.
    let adopters = world.children.state[i].placement == PlacementType::Adoption;
    let local = &settings.authorities[usize::from(person.authority)];
    (care.next, care.crosses) = if person.unaccompanied {
        care.factor = [0.0; 5];
        care.factor[STATUS] = 1.0;
        let curves = &by_age[age];
        let here = curves.at(curves.place(now - care.started));
        let next = curves.first_crossing(&care.factor, &care.left, &here, care.started, (now, care.until));
        if person.passes_on < next.0 { (person.passes_on, Some(OTHER_EXIT as u8)) } else { next }
    } else if adopters {
        care.factor = [0.0; 5];
        (care.until, None)
    } else {
        care.factor = local.of_exits().map(|level| local.exits_factor * level);
        care.factor[STATUS] = 1.0;
        let curves = &by_age[age];
        let here = curves.at(curves.place(now - care.started));
        let span = (now, care.until);
        curves.first_crossing(&care.factor, &care.left, &here, care.started, span)
    };
}

/// Ways home and to guardianship come some months later, or sooner: the risk of those months is put back.
pub fn put_off(world: &mut World, settings: &Settings, i: usize, now: f64, months: f64) {
    let care = &mut world.children.care[i];
    let curves = &settings.care.curves[usize::from(care.age_band)];
    let here = curves.at(curves.place(now - care.started));
    let there = curves.at(curves.place((now - months - care.started).max(0.0)));
    // Mostly neither is what comes next, before or after: then nothing of the clock changes.
    let [synced, next] = [care.synced, care.next].map(|at| curves.at(curves.place(at - care.started)));
    let mut crosses = false;
    for risk in [HOME, GUARDIANSHIP] {
        care.left[risk] += care.factor[risk] * (here[risk] - there[risk]);
        crosses |= care.crosses == Some(risk as u8)
            || care.factor[risk] * (next[risk] - synced[risk]) >= care.left[risk];
    }
    if crosses {
        refresh(world, settings, i, now);
    }
}

/// The child moves to the adopters.
pub fn match_for_adoption(world: &mut World, settings: &Settings, draws: &Draws, i: usize, at: f64) {
    // The threshold is spent: if the placement breaks down, a further match has one of its own.
    let person = &world.children.people[world.children.who[i] as usize];
    let renewed = threshold(draws, Purpose::AdoptionPlan, person.name, person.placements);
    let drawn = placement::draws_of_next(world, draws, i);
    placement::change(world, settings, &drawn, i, PlacementType::Adoption, MoveReason::CarePlan, at);
    renew(world, settings, i, at, Some((MATCH, renewed)));
}

/// Ends the period of care; the child's row is taken out.
pub fn leave(world: &mut World, settings: &Settings, draws: &Draws, i: usize, exit: Exit, at: f64) {
    let who = world.children.who[i];
    let cohorts = world.children.state[i].cohorts;
    let days = (at - world.children.care[i].started) * bands::DAYS_PER_MONTH;
    super::count(world, i, cohorts, |tally| {
        tally.exits[exit as usize] += 1.0;
        tally.exit_days += days;
        tally.ceased += 1.0;
    });
    let started = world.children.care[i].started;
    let state = world.children.state[i];
    let year = world.children.year[i];
    if let Some(post) = world.posts.get_mut(state.post as usize) {
        post.children -= 1;
    }
    let person = &mut world.children.people[who as usize];
    let fourteenth = person.born + FOURTEEN;
    let from = if started > fourteenth { started } else { fourteenth };
    person.months_after_14 += if at > from { at - from } else { 0.0 };
    person.last_relationship = state.relationship;
    let (name, age, unaccompanied) = (person.name, at - person.born, person.unaccompanied);
    let periods = u32::from(person.periods);
    world.log.note(at, name, What::LeavesCare(exit));
    world.children.remove(i);
    match exit {
        Exit::Home => {
            let back = draws.uniform(Purpose::Reentry, name, periods);
            let care = &settings.care;
            let home = bands::crossing(
                &[care.reentry_ends[0], care.reentry_ends[1], care.reentry_ends[2], f64::INFINITY],
                &[care.reentry[0], care.reentry[1], care.reentry[2], 0.0],
                exponential(back),
            );
            if home.is_finite() && age + home < EIGHTEEN {
                world.children.returned.push(Returned { who, returns: at + home, left: at, year });
            }
        }
        Exit::Birthday => care_leavers::begin(world, settings, draws, who, state.post, at),
        // Another authority, to which an unaccompanied child passes, owes her the rest.
        Exit::Other if age >= SIXTEEN && !unaccompanied => {
            care_leavers::begin(world, settings, draws, who, state.post, at);
        }
        _ => {}
    }
}
