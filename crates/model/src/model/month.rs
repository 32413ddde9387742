//! The month, as a written list of steps in order. The manual prints it.

use super::process::commissioning::Commissioning;
use super::process::{
    arrivals, budgets, care_leavers, casework, culture, decisions, experience, finance, incentives,
    insecurity, inspection, investment, journey, politics, recruitment, transfer, trust, workforce,
};
use super::settings::Settings;
use super::world::{CostHead, Flows, Seat, Tally, World, YearOfCare};
use crate::draws::Draws;

/// One step of the month.
pub struct Step {
    /// What it does, in a sentence.
    pub title: &'static str,
    /// The process.
    pub run: fn(&mut World, &Settings, &Draws),
}

/// The steps, in order. Quantities that a month shares are those of its first day.
pub const STEPS: [Step; 15] = [
    Step { title: "Count the cases of the first day", run: first_day },
    Step { title: "Elections, directors, inspections, dated events and what they change", run: politics },
    Step {
        title: "Contracts: mobilisation, reviews, ends, tenders; trust and insecurity",
        run: commissioning,
    },
    Step { title: "How each provider works", run: culture },
    Step { title: "Transfer children between providers", run: transfer::step },
    Step { title: "How long posts take to fill", run: recruitment },
    Step { title: "Posts: leaving, sickness, recruitment, agency cover, morale", run: workforce::step },
    Step { title: "The working month: hours and room of each post", run: casework::gather },
    Step { title: "How long decisions wait", run: decisions },
    Step { title: "Children who begin to be looked after", run: arrivals::step },
    Step { title: "Each child's month, events in order of day", run: children },
    Step { title: "Care leavers", run: care_leavers::step },
    Step { title: "What children and families make of the service", run: experience },
    Step { title: "Money", run: finance },
    Step { title: "Month's end", run: last_day },
];

/// Runs one month.
pub fn run(world: &mut World, settings: &Settings, draws: &Draws) {
    for step in &STEPS {
        (step.run)(world, settings, draws);
    }
}

fn first_day(world: &mut World, _: &Settings, _: &Draws) {
    world.flows.fill(Flows::default());
    world.cells.fill(Tally::default());
    world.worker_exits.fill(0.0);
    world.sick_months.fill(0.0);
    world.cases_at_start.fill(0.0);
    world.team_weights.clear();
    if world.month > 0 && world.month.is_multiple_of(12) {
        new_year(world);
    }
    for post in &world.posts {
        world.cases_at_start[post.provider as usize] += f64::from(post.cases());
    }
}

/// On 1 April the counts of each child's year begin again.
fn new_year(world: &mut World) {
    for (year, pulse) in world.children.year.iter_mut().zip(&world.children.pulse) {
        let (moves_before, handed_over) = (year.moves, year.handed_over);
        *year = YearOfCare { moves_before, handed_over, ..YearOfCare::default() };
        if let Some(post) = world.posts.get(pulse.post as usize) {
            year.meet(post.holder);
        }
    }
}

fn politics(world: &mut World, settings: &Settings, draws: &Draws) {
    politics::step(&mut world.authorities, &settings.commissioning, draws, world.month);
    budgets::austerity(world, settings);
    inspection::step(&mut world.authorities, &world.providers, &settings.commissioning, draws, world.month);
    politics::happen(&mut world.authorities, &settings.events, &settings.commissioning, world.month);
}

fn commissioning(world: &mut World, settings: &Settings, draws: &Draws) {
    let month = world.month;
    let now = world.month_start();
    parts(world, settings, draws).step(month);
    let (contracts, numbers) = (&world.contracts, &settings.commissioning);
    trust::step(&mut world.providers, contracts, &world.authorities, &settings.terms, numbers, draws, month);
    insecurity::step(&mut world.providers, contracts, numbers, now);
    investment::step(&mut world.providers, contracts, &settings.terms, numbers, now);
}

fn culture(world: &mut World, settings: &Settings, _: &Draws) {
    culture::step(world, settings);
    experience::step(world, settings);
    budgets::step(world, settings);
    incentives::step(world, settings);
}

fn recruitment(world: &mut World, settings: &Settings, _: &Draws) {
    recruitment::step(world, settings);
}

/// The parts of the world that commissioning works on.
fn parts<'a>(world: &'a mut World, settings: &'a Settings, draws: &'a Draws) -> Commissioning<'a> {
    Commissioning {
        contracts: &mut world.contracts,
        providers: &mut world.providers,
        authorities: &world.authorities,
        transfers: &mut world.transfers,
        flows: &mut world.flows,
        terms: &settings.terms,
        settings: &settings.commissioning,
        money: &settings.money,
        draws,
    }
}

/// Takes the world of the first day into an arm: its practices, their first contracts and prices.
pub fn begin(world: &mut World, settings: &Settings, draws: &Draws) {
    super::start::adjust_posts(world, settings, draws);
    super::start::add_practices(world, settings);
    let starts: Vec<finance::InHouseStart> =
        (0..settings.authorities.len()).map(|authority| in_house_start(world, settings, authority)).collect();
    finance::begin(&mut world.providers, &starts, &settings.money);
    for (authority, local) in world.authorities.iter_mut().zip(&settings.authorities) {
        authority.cut_ahead = local.cut_yearly * local.cut_years;
    }
    culture::step(world, settings);
    parts(world, settings, draws).begin();
}

fn in_house_start(world: &World, settings: &Settings, authority: usize) -> finance::InHouseStart {
    let mut filled = 0.0;
    let mut agency = 0.0;
    let mut cases = 0.0;
    for post in world.posts.iter().filter(|post| post.provider as usize == authority) {
        filled += f64::from(u8::from(post.seat == Seat::Permanent));
        agency += f64::from(u8::from(post.seat == Seat::Agency));
        cases += f64::from(post.cases());
    }
    let holders = filled + agency;
    let leaving: f64 = settings.workforce.leaving.iter().sum::<f64>() / 3.0;
    finance::InHouseStart {
        caseload: if holders > 0.0 { cases / holders } else { 0.0 },
        agency_share: if holders > 0.0 { agency / holders } else { 0.0 },
        hires: leaving * 12.0,
    }
}

fn decisions(world: &mut World, settings: &Settings, _: &Draws) {
    decisions::conditions(
        &mut world.providers,
        |practice| settings.terms[practice].is_in_house_unit,
        &settings.commissioning,
    );
    let days = settings.casework.quick_days;
    decisions::compare(&mut world.providers, &settings.commissioning, days);
}

fn children(world: &mut World, settings: &Settings, draws: &Draws) {
    world.child_months += journey::step(world, settings, draws);
}

fn experience(world: &mut World, settings: &Settings, _: &Draws) {
    world.add_up();
    experience::close(world, settings);
}

fn finance(world: &mut World, settings: &Settings, _: &Draws) {
    for post in &world.posts {
        let flow = &mut world.flows[post.provider as usize];
        match post.seat {
            Seat::Closed => continue,
            Seat::Permanent | Seat::Sick => flow.permanent_months += 1.0,
            Seat::Agency => flow.agency_months += 1.0,
            Seat::Vacant => {}
        }
        flow.posts += 1.0;
    }
    for (flow, tally) in world.flows.iter_mut().zip(&world.tallies) {
        flow.child_months = tally.by_type;
        flow.leaver_months = tally.leaver_months;
        flow.changes = tally.changes.iter().sum();
        flow.disruptions = tally.disruptions;
    }
    let money = &settings.money;
    let month = world.month;
    finance::step(&mut world.providers, &world.contracts, &world.flows, &settings.terms, money, month);
    trust::observe(&mut world.providers, &world.flows);
    charge(world, settings);
}

/// Books the month's money: to each provider what it cost, to each cohort its placements and its
/// share of the field work of whoever served it.
fn charge(world: &mut World, settings: &Settings) {
    let providers = world.providers.len();
    for provider in 0..providers {
        world.tallies[provider].money = world.providers[provider].pounds;
    }
    let authority = settings.cohorts.as_ref().map_or(0, |cohorts| cohorts.authority);
    for group in providers..providers + 2 {
        let tally = &mut world.tallies[group];
        let mut money = [0.0; crate::model::world::COST_HEADS];
        for (months, price) in tally.by_type.iter().zip(&settings.money.placement_month) {
            money[CostHead::Placements as usize] += months * price;
        }
        let mut priced = 0.0;
        for (local, months) in tally.by_provider.iter().enumerate() {
            if *months <= 0.0 {
                continue;
            }
            let found = world
                .providers
                .iter()
                .find(|provider| provider.authority == authority && provider.local as usize == local);
            let Some(provider) = found else { continue };
            for (sum, cost) in money.iter_mut().zip(&provider.case_cost) {
                *sum += months * cost;
            }
            priced += months * provider.incentives.placement_price;
        }
        let all: f64 = tally.by_provider.iter().sum();
        if all > 0.0 {
            money[CostHead::Placements as usize] *= priced / all;
        }
        tally.money = money;
    }
}

fn last_day(world: &mut World, _: &Settings, _: &Draws) {
    world.month += 1;
}
