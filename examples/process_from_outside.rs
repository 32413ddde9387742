//! Adds a process of one's own to the month: `cargo run --release --example process_from_outside`.

use std::path::Path;

use swplab::draws::Draws;
use swplab::indicator::{placements, relationship};
use swplab::model::settings::Settings;
use swplab::model::world::World;
use swplab::scenario::Document;
use swplab::statistics::Paired;
use swplab::study::{ArmId, Runner, Simulation, UnitId, run};

/// What this process draws: whether a child has an outing.
const OUTING: u16 = 0;

/// Case holders take children out: one child in five in a month, which brings the two nearer to each other.
fn outings(world: &mut World, _: &Settings, draws: &Draws) {
    for (state, &who) in world.children.state.iter_mut().zip(&world.children.who) {
        let child = &world.children.people[who as usize];
        let [outing, ..] = draws.of_caller(OUTING, child.name, world.month);
        if outing < 0.2 {
            state.relationship += 0.05 * (1.0 - state.relationship);
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = Document::read(Path::new("scenarios/contract-length.toml"))?;
    let without = Simulation::of_arms(&document.scenario()?.0);
    let with = without.clone().with_process("The working month: hours and room of each post", outings);
    let results = [run(&without, 0..10, &Runner::silent(0)?)?, run(&with, 0..10, &Runner::silent(0)?)?];
    for indicator in [relationship::RELATIONSHIP, placements::DISRUPTIONS] {
        let [without, with] = results.each_ref().map(|all| all.values(ArmId(0), UnitId(0), &indicator));
        println!("{}: {:+.3} with outings", indicator.title, Paired::of(&without, &with).summary.mean);
    }
    Ok(())
}
