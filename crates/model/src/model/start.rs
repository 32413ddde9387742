//! First world: made once for each replication and shared by its arms.
//!
//! Unaccompanied children have ages, times and placements of their own (`unaccompanied`); here are the others.
//! Children by age are the authority's own figures, ages inside a band those of the process. Types of placement by age
//! are weights (first and next placements ÷ how fast the type ends; for children placed for adoption half the
//! age factor of a match), fitted to the authority's totals by age and by type by 25 rounds of iterative
//! proportions. Kinship is a share of fostering (`placement.kinship-share`). Her placements before are those that
//! the process leads through (`lived`). Thresholds are fresh unit
//! exponentials, for what is left of an exponential is exponential. Months with the assessment and court
//! teams are drawn; whoever is past them is with the looked-after team, or from 16 with the leaving-care
//! team. Care leavers are as many as leave at their rate × the time for which they are served: birthdays of those
//! looked after for `care-leavers.least-months`, other exits of the oldest, served from 17; ages even,
//! relationship even from 0 to 1, 0 to 4 moves in the past. Children at home who will come back are those who
//! went home in the last 5 years, at the present rate.
//!
//! In balance (`study.baseline`) children by age and by type of placement are not the published ones but those of the
//! process, as many as are published in all, and starts are as many as keep them: children ÷ mean stay. Levels then
//! stay what they are. The cohort first served is chosen by addressed draws:
//! care leavers up to size × share, then children of the age served, settled ones first; until the practice
//! opens one team of the authority holds them. Practices have just been awarded their first contract.

mod balance;
mod history;
mod left;
mod listed;
mod lived;
mod placed;
mod seats;
mod staff;
mod unaccompanied;

pub use balance::{Carried, carried};
pub use seats::{levels_at, unheld};

use history::Histories;

use super::process::{
    arrivals, commissioning, culture, finance, inspection, journey, leaving_care, need, placement, politics,
    selection,
};
use super::settings::{CareSettings, LocalAuthority, PlacementSettings, Settings};
use super::world::{
    COHORT_GROUPS, COHORTS, Children, ELIGIBLE, LOCAL_PROVIDERS, Log, PathwayStage, PlacementType, Provider,
    SERVED, SIXTEEN, TYPES, Tally, World,
};
use crate::draws::{Draws, Name, Purpose, exponential};
use crate::terms::AGES;

/// Month in the names of children known before the study.
const BEFORE: u32 = (1 << 20) - 1;

/// The world on the first day, before any practice serves a child.
pub fn population(settings: &Settings, draws: &Draws) -> World {
    staffed(children(settings, draws), settings, draws)
}

/// Everybody whom the authorities know on the first day, before anybody holds her case.
pub fn children(settings: &Settings, draws: &Draws) -> World {
    let authorities = settings.authorities.len();
    let mut world = World {
        month: 0,
        children: Children::default(),
        posts: Vec::new(),
        post_months: Vec::new(),
        team_weights: Vec::new(),
        teams: Vec::new(),
        provider_teams: vec![Vec::new(); authorities],
        stage_teams: vec![Default::default(); authorities],
        providers: (0..authorities).map(|a| Provider::new(a, None)).collect(),
        authorities: (0..authorities)
            .map(|a| {
                let mut state = politics::begin(a, &settings.commissioning);
                inspection::begin(&mut state, a, &settings.commissioning, draws);
                state
            })
            .collect(),
        contracts: Vec::new(),
        transfers: Vec::new(),
        bids: Vec::new(),
        flows: vec![Default::default(); authorities],
        cells: vec![Default::default(); authorities * COHORTS],
        tallies: vec![Default::default(); authorities + COHORT_GROUPS],
        cases_at_start: vec![0.0; authorities],
        establishment: vec![0.0; authorities],
        holders: 0,
        worker_exits: vec![0.0; authorities],
        sick_months: vec![0.0; authorities],
        child_months: 0,
        log: Log { is_kept: settings.keep_log, events: Vec::new() },
    };
    for authority in 0..authorities {
        let histories = Histories::new(&settings.care, &settings.authorities[authority]);
        looked_after(&mut world, settings, draws, authority, &histories);
        unaccompanied::looked_after(&mut world, settings, draws, authority);
        left::care_leavers(&mut world, settings, draws, authority, &histories);
        left::returned_home(&mut world, settings, draws, authority, &histories);
    }
    world
}

/// The same world with the cohort first served, if there is one, and with those who hold the cases.
pub fn staffed(mut world: World, settings: &Settings, draws: &Draws) -> World {
    if let Some(cohorts) = &settings.cohorts {
        designate(&mut world, draws, cohorts);
    }
    for authority in 0..settings.authorities.len() {
        staff::provide(&mut world, settings, draws, authority);
    }
    world
}

/// Takes the world of the first day into an arm: its practices, their first contracts and prices.
pub fn begin_arm(world: &mut World, settings: &Settings, draws: &Draws) {
    adjust_posts(world, settings, draws);
    add_practices(world, settings);
    finance::begin(world, settings);
    for (authority, local) in world.authorities.iter_mut().zip(&settings.authorities) {
        authority.cut_ahead =
            local.authority.circumstances.budget_cut * local.authority.circumstances.budget_cut_years;
    }
    culture::step(world, settings, draws);
    commissioning::begin(world, settings, draws);
}

/// Brings the authorities' posts to what an arm provides for, where that is not what the first does.
fn adjust_posts(world: &mut World, settings: &Settings, draws: &Draws) {
    for authority in 0..settings.authorities.len() {
        staff::adjust(world, settings, draws, authority);
    }
}

/// Adds the providers of the practices, which serve nobody yet.
fn add_practices(world: &mut World, settings: &Settings) {
    for (k, terms) in settings.practices.iter().enumerate() {
        let practice = &terms.practice;
        let earlier = settings.practices[..k].iter();
        let local = 1 + earlier.filter(|other| other.practice.authority == practice.authority).count();
        assert!(local < LOCAL_PROVIDERS, "an authority has at most seven practices");
        let provider = Provider::new(practice.authority, Some(k));
        world.providers.push(Provider { local: local as u32, ..provider });
        world.provider_teams.push(Vec::new());
        world.stage_teams.push(Default::default());
        world.flows.push(Default::default());
        world.cells.extend([Tally::default(); COHORTS]);
        world.tallies.push(Default::default());
        world.cases_at_start.push(0.0);
        world.establishment.push(0.0);
        world.worker_exits.push(0.0);
        world.sick_months.push(0.0);
    }
}

fn looked_after(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    authority: usize,
    histories: &Histories,
) {
    let local = &settings.authorities[authority];
    if !local.authority.figures.children.is_empty() {
        listed::looked_after(world, settings, draws, authority);
        return;
    }
    let by_age = types_by_age(&settings.care, &settings.placements, local);
    let ages = children_by_age(local, histories);
    let rates = lived::Rates::of(settings, authority);
    for band in 0..AGES {
        let child = |k: u32| {
            let name = Name::child(authority, BEFORE, band, k);
            let [age, in_care, class, ..] = draws.block(Purpose::StartingChild, name, 0);
            let age = histories.age(band, age);
            let months = histories.time_in_care(age, in_care);
            lived::Child { name, age, months, class, unaccompanied: false }
        };
        let children: Vec<lived::Child> = (0..libm::round(ages[band]) as u32).map(child).collect();
        let lived: Vec<lived::Lived> = if local.authority.is_balanced {
            children.iter().map(|child| lived::history(settings, draws, &rates, child)).collect()
        } else {
            let with_histories =
                |child: &lived::Child| (*child, lived::candidates(settings, draws, &rates, child));
            let candidates: Vec<_> = children.iter().map(with_histories).collect();
            placed::chosen(draws, &candidates, &by_age[band])
        };
        for (child, lived) in children.iter().zip(&lived) {
            let who = arrivals::add_person(world, settings, authority, child.name, -child.age, child.class);
            open(world, settings, draws, who, &InCare::lived(child, lived));
        }
    }
}

/// Shares of all who start by age in an authority, those who come back included.
fn by_period_ages(care: &CareSettings, local: &LocalAuthority) -> [f64; AGES] {
    care.period_ages(&local.first_ages.unwrap_or(care.start_ages))
}

/// Where a child of the first day stands: all times in months before it.
struct InCare {
    /// Age.
    age: f64,
    /// Since the period of care began.
    months: f64,
    /// Placement.
    placement: PlacementType,
    /// Since it began.
    spell: f64,
    /// Since the one before it began.
    previous: Option<f64>,
    /// Changes of carer so far.
    moves: u16,
    /// Of these, in the last 12 months.
    moves_of_year: u16,
}

impl InCare {
    /// What the process led to.
    fn lived(child: &lived::Child, lived: &lived::Lived) -> InCare {
        let &lived::Lived { placement, spell, previous, moves, moves_of_year } = lived;
        InCare { age: child.age, months: child.months, placement, spell, previous, moves, moves_of_year }
    }
}

/// Opens the case of a child of the first day: her period of care, her placement, her clocks.
fn open(world: &mut World, settings: &Settings, draws: &Draws, who: u32, history: &InCare) {
    let (months, spell) = (history.months, history.spell);
    let name = world.children.people[who as usize].name;
    let (i, drawn) = arrivals::open_case(world, settings, draws, who, -months);
    placement::begin(world, settings, &drawn, i, history.placement, 0.0, f64::NAN);
    if let Some(previous) = history.previous {
        world.children.people[who as usize].moves = history.moves;
        world.children.year[i].moves_before = history.moves_of_year;
        world.children.placement[i].previous = -previous;
    }
    world.children.placement[i].started = -spell;
    world.children.placement[i].episode = -spell;
    place_on_pathway(world, settings, draws, i, history.age, months);
    placement::refresh(world, settings, i, 0.0);
    leaving_care::refresh(world, settings, i, 0.0);
    // Thresholds were drawn for the whole spell: what is left of an exponential is exponential.
    let [home, guardianship, other, matched, status, decision, ..] =
        draws.block(Purpose::StartingChild, name, 1);
    world.children.care[i].left = [home, guardianship, other, matched, status].map(exponential);
    leaving_care::refresh(world, settings, i, 0.0);
    world.children.dates[i].decision = exponential(decision) / settings.casework.decisions;
    journey::settle_next(world, settings, i, 0.0);
}

/// Where in the pathway a child is who has been looked after for `months`.
fn place_on_pathway(world: &mut World, settings: &Settings, draws: &Draws, i: usize, age: f64, months: f64) {
    let who = world.children.who[i] as usize;
    let person = &world.children.people[who];
    let (name, born, authority) = (person.name, person.born, usize::from(person.authority));
    let care = &mut world.children.care[i];
    if !settings.authorities[authority].in_house.pathway_teams {
        care.pathway = f64::INFINITY;
        return;
    }
    let [assessed, in_court, ..] = draws.block(Purpose::StartingChild, name, 2);
    let assessed = exponential(assessed) * settings.care.assessment_months;
    let court = if care.goes_to_court { exponential(in_court) * settings.care.court_months } else { 0.0 };
    let sixteen = born + SIXTEEN;
    if months < assessed {
        care.stage = PathwayStage::Assessment;
        care.pathway = assessed - months;
    } else if age >= SIXTEEN {
        care.stage = PathwayStage::LeavingCare;
        care.pathway = f64::INFINITY;
    } else if months < assessed + court {
        care.stage = PathwayStage::Court;
        care.pathway = assessed + court - months;
    } else {
        care.stage = PathwayStage::LookedAfter;
        care.pathway = sixteen;
    }
}

/// Weights of the types by age, fitted to the authority's totals by iterative proportion.
fn types_by_age(
    care: &CareSettings,
    numbers: &PlacementSettings,
    local: &LocalAuthority,
) -> [[f64; TYPES]; AGES] {
    let mut weights = [[0.0; TYPES]; AGES];
    for band in 0..AGES {
        for of_type in 0..TYPES {
            // A type's share of the stock: how often it is begun × how long it lasts.
            let begun = local.first_types[band][of_type] + numbers.destination[band][of_type];
            let lasts = numbers.type_factor[of_type];
            weights[band][of_type] = if lasts > 0.0 { begun / lasts } else { 0.0 };
        }
        // Placed for adoption: only a match leads there, by age.
        weights[band][PlacementType::Adoption as usize] = care.match_age[band] * 0.5;
    }
    for _ in 0..25 {
        for (band, row) in weights.iter_mut().enumerate() {
            let sum: f64 = row.iter().sum();
            for weight in row.iter_mut() {
                *weight *= if sum > 0.0 { local.authority.figures.ages[band] / sum } else { 0.0 };
            }
        }
        for of_type in 0..TYPES {
            let sum: f64 = weights.iter().map(|row| row[of_type]).sum();
            for row in &mut weights {
                row[of_type] *= if sum > 0.0 { local.by_type[of_type] / sum } else { 0.0 };
            }
        }
    }
    weights
}

/// Children of the first day by age: the published ones, or in balance those of the process.
fn children_by_age(local: &LocalAuthority, histories: &Histories) -> [f64; AGES] {
    match local.authority.is_balanced {
        true => histories.ages().map(|age| age * local.periods * local.arrivals),
        false => local.authority.figures.ages,
    }
}

/// Marks the young people whom the practice will first serve: its size, its share of care leavers.
fn designate(world: &mut World, draws: &Draws, cohorts: &super::settings::Cohorts) {
    let key = |who: u32, placement: Option<PlacementType>| {
        let person = &world.children.people[who as usize];
        let u = draws.uniform(Purpose::ServedAtStart, person.name, 0);
        need::key(u, cohorts.need, need::needy(person, placement))
            + cohorts.selects * selection::need(person.frailty)
    };
    let leavers_wanted = libm::round(cohorts.size * cohorts.leavers_share) as usize;
    let mut leavers: Vec<(f64, u32)> = world
        .children
        .leavers
        .iter()
        .filter(|leaver| {
            usize::from(world.children.people[leaver.who as usize].authority) == cohorts.authority
        })
        .map(|leaver| (key(leaver.who, None), leaver.who))
        .collect();
    leavers.sort_by(|a, b| a.0.total_cmp(&b.0));
    leavers.truncate(leavers_wanted);
    let children_wanted = cohorts.size as usize - leavers.len();
    let mut children: Vec<(bool, f64, u32)> = world
        .children
        .who
        .iter()
        .enumerate()
        .filter(|&(_, &who)| {
            let person = &world.children.people[who as usize];
            usize::from(person.authority) == cohorts.authority && -person.born >= cohorts.min_age
        })
        .map(|(i, &who)| {
            // Children settled with a looked-after or leaving-care team come before those in assessment or court.
            let early = world.children.care[i].stage < PathwayStage::LookedAfter;
            let placement = world.children.state[i].placement;
            (early, key(who, Some(placement)), who)
        })
        .collect();
    children.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    children.truncate(children_wanted);
    for who in leavers.iter().map(|l| l.1).chain(children.iter().map(|c| c.2)) {
        world.children.people[who as usize].cohorts |= SERVED | ELIGIBLE;
    }
    for i in 0..world.children.who.len() {
        let person = &mut world.children.people[world.children.who[i] as usize];
        if usize::from(person.authority) == cohorts.authority && -person.born >= cohorts.min_age {
            person.cohorts |= ELIGIBLE;
        }
        world.children.state[i].cohorts = person.cohorts;
    }
    for leaver in &mut world.children.leavers {
        leaver.cohorts = world.children.people[leaver.who as usize].cohorts;
    }
}
