//! The month, as a written list of steps in order. The manual prints it.

use super::process::{arrivals, care_leavers, casework, journey, transfer, workforce};
use super::settings::Settings;
use super::world::{Flows, Tally, World};
use crate::draws::Draws;

/// One step of the month.
pub struct Step {
    /// What it does, in a sentence.
    pub title: &'static str,
    /// The process.
    pub run: fn(&mut World, &Settings, &Draws),
}

/// The steps, in order. Quantities that a month shares are those of its first day.
pub const STEPS: [Step; 12] = [
    Step { title: "Count the cases of the first day", run: first_day },
    Step { title: "Elections, directors and what they change", run: politics },
    Step { title: "Contracts: mobilisation, reviews, ends, tenders; trust and insecurity", run: commissioning },
    Step { title: "Transfer children between providers", run: transfer::step },
    Step { title: "Posts: leaving, sickness, recruitment, agency cover, morale", run: workforce::step },
    Step { title: "The working month: hours and room of each post", run: casework::gather },
    Step { title: "How long decisions wait", run: decisions },
    Step { title: "Children who begin to be looked after", run: arrivals::step },
    Step { title: "Each child's month, events in order of day", run: children },
    Step { title: "Care leavers", run: care_leavers::step },
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
    world.tallies.fill(Tally::default());
    world.worker_exits.fill(0.0);
    world.sick_months.fill(0.0);
    world.cases_at_start.fill(0.0);
    for post in &world.posts {
        world.cases_at_start[post.provider as usize] += f64::from(post.cases());
    }
}

fn politics(_: &mut World, _: &Settings, _: &Draws) {}

fn commissioning(_: &mut World, _: &Settings, _: &Draws) {}

fn decisions(_: &mut World, _: &Settings, _: &Draws) {}

fn children(world: &mut World, settings: &Settings, draws: &Draws) {
    world.child_months += journey::step(world, settings, draws);
}

fn finance(_: &mut World, _: &Settings, _: &Draws) {}

fn last_day(world: &mut World, _: &Settings, _: &Draws) {
    world.month += 1;
}
