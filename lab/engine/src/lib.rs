//! The engine of the laboratory: swplab without its command, for a page.
//!
//! Built for `wasm32-unknown-unknown` by `lab/build-engine`. On any other target it is the same library, so that
//! both can be asked the same question and compared bit by bit.

mod exports;

use std::path::PathBuf;

use serde_json::json;
use swplab::scenario::{Document, ProfileFiles};
use swplab::study::{Runner, Simulation, run};

/// What a study found, in a form that crosses into a page.
pub struct Answer {
    /// JSON: names of arms, units, years and indicators, in the order of the values, and the number of replications.
    pub names: String,
    /// Values by `[arm][replication][unit][indicator]` over the horizon, then by
    /// `[arm][replication][unit][year][indicator]`; `NaN` where an indicator is not defined.
    pub values: Vec<f64>,
}

/// Runs the arms of a scenario from replication 0.
///
/// # Errors
/// The faults of the scenario, or what a replication said that failed.
pub fn answer(scenario: &str, replications: u32) -> Result<Answer, String> {
    let place = ProfileFiles::Beside(PathBuf::new());
    let document = Document::parse("scenario.toml", "scenario".into(), place, scenario.as_bytes())
        .map_err(|faults| faults.to_string())?;
    let (scenario, _) = document.scenario().map_err(|faults| faults.to_string())?;
    let simulation = Simulation::of_arms(&scenario);
    let runner = Runner::silent(1).map_err(|e| e.to_string())?;
    let results = run(&simulation, 0..replications, &runner).map_err(|e| e.to_string())?;
    if let Some(failure) = results.failures.first() {
        return Err(failure.message.clone());
    }
    let names = json!({
        "arms": results.arms,
        "replications": results.replications,
        "units": results.units.iter().map(|unit| &unit.id).collect::<Vec<_>>(),
        "years": results.years,
        "indicators": results.indicators.iter().map(|indicator| indicator.id).collect::<Vec<_>>(),
    });
    Ok(Answer { names: names.to_string(), values: results.all().collect() })
}
