//! Measures an indicator that swplab does not declare: `cargo run --release --example indicator_from_outside`.

use std::path::Path;

use swplab::indicator::{Better, Indicator, Measure, Subject, Unit};
use swplab::scenario::Document;
use swplab::study::{Runner, Simulation, UnitId, run};
use swplab::terms::PlacementType;

const IN_RESIDENTIAL: Indicator = Indicator {
    id: "in_residential",
    title: "Children in residential settings",
    definition: "Children looked after on 31 March who live in a residential setting.",
    unit: Unit::Percent(""),
    subject: Subject::Placements,
    better: Better::Neither,
    decimals: 1,
    official: "",
    measure: Measure::YearEnds(|world, members| {
        let children: Vec<usize> = members.children(world).collect();
        let lives_there =
            |child: &&usize| world.children.state[**child].placement == PlacementType::Residential;
        (100.0 * children.iter().filter(lives_there).count() as f64, children.len() as f64)
    }),
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = Document::read(Path::new("scenarios/contract-length.toml"))?;
    let simulation = Simulation::of_arms(&document.scenario()?.0).measuring(&[IN_RESIDENTIAL]);
    let results = run(&simulation, 0..5, &Runner::silent(0)?)?;
    for (arm, name) in results.each_arm() {
        println!("{name}: {:.1?}", results.values(arm, UnitId(0), &IN_RESIDENTIAL));
    }
    Ok(())
}
