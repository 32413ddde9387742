//! A process from outside joins the month: it draws at addresses of its own, and only what it does changes.

use crate::common::worlds::{average_authority, mean, simulation};
use swplab::draws::Draws;
use swplab::indicator::{placements, relationship};
use swplab::model::month::STEPS;
use swplab::model::settings::Settings;
use swplab::model::world::World;
use swplab::study::{ArmId, Results, Runner, Simulation, UnitId, run};

fn months_of(simulation: &Simulation) -> Results {
    run(simulation, 0..4, &Runner::silent(2).expect("threads start")).expect("it is lived")
}

/// Draws for every child and does nothing.
fn watches(world: &mut World, _: &Settings, draws: &Draws) {
    for &who in &world.children.who {
        let [u, ..] = draws.of_caller(0, world.children.people[who as usize].name, world.month);
        assert!(u > 0.0 && u < 1.0);
    }
}

/// Half of the children grow nearer to their case holders.
fn befriends(world: &mut World, _: &Settings, draws: &Draws) {
    for (state, &who) in world.children.state.iter_mut().zip(&world.children.who) {
        let [u, ..] = draws.of_caller(1, world.children.people[who as usize].name, world.month);
        if u < 0.5 {
            state.relationship += 0.2 * (1.0 - state.relationship);
        }
    }
}

#[test]
fn a_process_that_only_draws_changes_nothing_whatever_its_step() {
    let without = simulation(&average_authority(3));
    let usual = months_of(&without);
    for step in [&STEPS[0], &STEPS[7], &STEPS[14]] {
        let with = months_of(&without.clone().with_process(step.title, watches));
        for (arm, name) in usual.each_arm() {
            for indicator in [relationship::RELATIONSHIP, placements::DISRUPTIONS] {
                let of = |results: &Results| results.values(arm, UnitId(0), &indicator);
                assert_eq!(of(&with), of(&usual), "{name}, after {}", step.title);
            }
        }
    }
}

#[test]
fn a_process_from_outside_acts_through_the_model() {
    let without = simulation(&average_authority(3));
    let with = months_of(&without.clone().with_process(STEPS[7].title, befriends));
    let usual = months_of(&without);
    let of = |results: &Results, indicator| mean(&results.values(ArmId(0), UnitId(0), indicator)).0;
    let nearer = of(&with, &relationship::RELATIONSHIP) - of(&usual, &relationship::RELATIONSHIP);
    assert!(nearer > 0.05, "{nearer}");
    // A good relationship protects a placement (M02).
    assert!(of(&with, &placements::DISRUPTIONS) < of(&usual, &placements::DISRUPTIONS));
}

#[test]
#[should_panic(expected = "no step of the month is called")]
fn a_process_after_a_step_that_is_not_there_is_refused() {
    let _ = simulation(&average_authority(1)).with_process("Tea", watches);
}
