//! Runs a scenario and asks its results: `cargo run --release --example run_scenario`.

use std::path::Path;

use swplab::indicator::relationship::WORKER_CHANGES;
use swplab::scenario::Document;
use swplab::statistics::Paired;
use swplab::study::{ArmId, Runner, Simulation, UnitId, run};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = Document::read(Path::new("scenarios/contract-length.toml"))?;
    let (scenario, _warnings) = document.scenario()?;
    let results = run(&Simulation::of_arms(&scenario), 0..20, &Runner::silent(0)?)?;

    let served = results.unit("cohort_served").unwrap_or(UnitId(0));
    let first = results.values(ArmId(0), served, &WORKER_CHANGES);
    for (arm, name) in results.each_arm().skip(1) {
        let difference = Paired::of(&first, &results.values(arm, served, &WORKER_CHANGES)).summary;
        let (mean, low, high) = (difference.mean, difference.low, difference.high);
        println!("{name}: {mean:+.3} ({low:+.3} to {high:+.3}) {}", WORKER_CHANGES.unit);
    }
    for (year, label) in results.each_year() {
        println!("{label}: {:.2}", results.yearly(ArmId(0), 0, served, year, &WORKER_CHANGES));
    }
    Ok(())
}
