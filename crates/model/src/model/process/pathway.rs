//! Pathway of care: a child passes from team to team, and may be referred to a practice. M03, M20; M115,
//! M123, H18.
//!
//! ```text
//! assessment  lasts exponentially, pathway.assessment-months on average
//! court       for the share pathway.court-share, exponentially, pathway.court-months on average
//! looked-after to the 16th birthday;  leaving care  from then on
//! referral    = practice.referral × (1 + remit.larger-field × child protection in the remit
//!                                        above the ordinary)                         M123 (`experience`)
//!             × (1 - need × (1 - needy))                                                      (`need`)
//!             × (1 + selection × specialism × (1 - 2 × need))                         M115, H18 (`selection`)
//! ```
//!
//! In an authority that works by pathway each passage is a change of case holder (M03); a practice keeps
//! its children all the way (M20). A child who leaves assessment or court or turns 16, is old enough, and
//! whose authority has an open practice with fewer cases on the first day than its size (or than it may
//! grow to), is referred there with that probability, but not on passing to the court team. A practice whose
//! people at work hold as much as they can (`planning`) refuses her, and she goes on with the authority's teams.

use super::allocation::{self, To};
use super::{conditions, need};
use crate::draws::{Draws, Purpose, exponential};
use crate::model::settings::Settings;
use crate::model::world::{ELIGIBLE, HandOver, PathwayStage, SIXTEEN, World};

/// A child who reaches the youngest age of the practice joins the cohort of eligible children.
pub fn become_eligible(world: &mut World, settings: &Settings, i: usize, now: f64) {
    let Some(cohorts) = &settings.cohorts else {
        return;
    };
    let person = &mut world.children.people[world.children.who[i] as usize];
    let old_enough = now - person.born + 1e-9 >= cohorts.min_age;
    if cohorts.authority == usize::from(person.authority) && old_enough {
        person.cohorts |= ELIGIBLE;
        world.children.state[i].cohorts |= ELIGIBLE;
    }
}

/// The child passes to the next team of the pathway, or, if she is referred, to a practice.
pub fn next_stage(world: &mut World, settings: &Settings, draws: &Draws, i: usize, now: f64) {
    let who = world.children.who[i] as usize;
    let person = &world.children.people[who];
    let (name, age, born) = (person.name, now - person.born, person.born);
    let authority = usize::from(person.authority);
    let periods = u32::from(person.periods);
    let post = world.children.state[i].post;
    let provider = world.posts.get(post as usize).map_or(authority, |post| post.provider as usize);
    let care = &mut world.children.care[i];
    let sixteen = born + SIXTEEN;
    if !settings.authorities[authority].in_house.pathway_teams {
        care.pathway = f64::INFINITY;
        let stage = care.stage;
        if world.providers[provider].practice.is_none() {
            let to = referred_to(world, settings, draws, authority, i, age, now);
            if let Some(practice) = to {
                let to = To::Stage(practice, stage);
                allocation::hand_over(world, settings, draws, i, HandOver::Pathway, to, now);
            }
        }
        return;
    }
    care.stage = match care.stage {
        PathwayStage::Assessment if care.goes_to_court && age < SIXTEEN => PathwayStage::Court,
        PathwayStage::Assessment | PathwayStage::Court if age < SIXTEEN => PathwayStage::LookedAfter,
        _ => PathwayStage::LeavingCare,
    };
    care.pathway = match care.stage {
        PathwayStage::Court => {
            let in_court = draws.words(Purpose::CarePeriod, name, periods).half(15);
            now + exponential(in_court) * settings.care.court_months
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
        referred_to(world, settings, draws, authority, i, age, now).unwrap_or(provider)
    };
    allocation::hand_over(world, settings, draws, i, HandOver::Pathway, To::Stage(to, stage), now);
}

/// The practice to which an eligible child is referred, if one has room on the month's first day.
fn referred_to(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    i: usize,
    age: f64,
    now: f64,
) -> Option<usize> {
    let person = &world.children.people[world.children.who[i] as usize];
    let (name, frailty) = (person.name, person.frailty);
    let needy = need::needy(person, Some(world.children.state[i].placement));
    for (k, terms) in settings.practices.iter().enumerate() {
        let provider = settings.authorities.len() + k;
        if terms.practice.authority != authority
            || age < terms.practice.min_age_months()
            || terms.practice.reviews_only()
            || !world.providers[provider].is_open
        {
            continue;
        }
        let room = terms.practice.most_cases() - world.cases_at_start[provider];
        let ordinal = (now as u32) << 4 | k as u32;
        // The easier the client, the likelier a practice that selects takes her.
        let easier = 1.0 + terms.selects * (1.0 - 2.0 * super::selection::need(frailty));
        // Where the needy are served first, the others are referred less.
        let needed = 1.0 - terms.need * (1.0 - needy);
        let usual = terms.referral * needed * easier;
        let chance = conditions::referral(&world.providers[provider], usual);
        if room > 0.0 && draws.uniform(Purpose::Referral, name, ordinal) < chance {
            if world.cases_at_start[provider] < world.providers[provider].plan.places {
                return Some(provider);
            }
            world.flows[provider].refused += 1.0;
        }
    }
    None
}
