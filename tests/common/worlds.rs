//! Worlds to watch: a scenario written in a test, lived replication by replication, and means with
//! the standard errors from which tolerances are made.

use std::path::PathBuf;

use swplab::draws::Draws;
use swplab::model::hazard::bands::{Curve, Curves, PLACEMENT_ENDS};
use swplab::model::settings::Settings;
use swplab::model::settings::care::CareSettings;
use swplab::model::world::World;
use swplab::scenario::{Document, ProfileFiles, Scenario};
use swplab::study::{Results, Runner, Simulation, lived, run};

/// The seed of every test here.
pub const SEED: u64 = 20_110_331;

/// A scenario of the text of a file.
pub fn scenario(text: &str) -> Scenario {
    let document =
        Document::parse("test.toml", "test".into(), ProfileFiles::Beside(PathBuf::new()), text.as_bytes())
            .unwrap_or_else(|faults| panic!("{faults}"));
    match document.scenario() {
        Ok((scenario, _)) => scenario,
        Err(faults) => panic!("{faults}"),
    }
}

/// The arms of a scenario, ready to live.
pub fn simulation(text: &str) -> Simulation {
    Simulation::of_arms(&scenario(text))
}

/// The README's scenario over 12 years with other arms, each a name and a TOML table of what it sets.
pub fn contract_length_with(arms: &[(&str, &str)]) -> String {
    let whole = include_str!("../../scenarios/contract-length.toml");
    let common = whole.split("[[arms]]").next().expect("a scenario has a common part");
    let mut text = with_years(common, (14, 12));
    for (name, set) in arms {
        text.push_str(&format!("\n[[arms]]\nname = \"{name}\"\n"));
        if !set.is_empty() {
            text.push_str(&format!("set = {{ {set} }}\n"));
        }
    }
    text
}

fn with_years(text: &str, (from, to): (u32, u32)) -> String {
    let from = format!("horizon_years = {from}");
    assert!(text.contains(&from), "it has this horizon");
    text.replace(&from, &format!("horizon_years = {to}"))
}

/// The same with another horizon.
pub fn with_horizon(text: &str, years: u32) -> String {
    with_years(text, (12, years))
}

/// An authority of 434 children without a practice: England scaled to the mean authority of 2011.
pub fn average_authority(horizon_years: u32) -> String {
    format!(
        "title = \"Baseline\"\nquestion = \"What does an average authority look like?\"\n\
         authorities = [\"england-average-2011\"]\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = {horizon_years}\nreplications = 1\n\
         seed = {SEED}\n[in_house]\nserve_to_age = 21\npathway_teams = true\n\
         [[arms]]\nname = \"in house\"\n[[arms]]\nname = \"again\"\n\
         set = {{ \"authority.arrivals_factor\" = 1.1 }}\n"
    )
}

/// Plain numbers of the average authority with every quantity at its central value, to be edited.
pub fn central_settings(horizon_years: u32) -> Settings {
    simulation(&average_authority(horizon_years)).central_settings(0, 0)
}

/// Plain numbers of the README's scenario with every quantity at its central value, to be edited.
pub fn central_contract(set: &str) -> Settings {
    simulation(&contract_length_with(&[("first", ""), ("other", set)])).central_settings(0, 1)
}

/// The curves of the hazards, made again from the rates that a test has edited.
fn tabulate(settings: &mut Settings) {
    settings.care.curves = CareSettings::curves(&settings.care.rate);
    let placements = &mut settings.placements;
    placements.curves = Curves::new(PLACEMENT_ENDS, placements.rate);
    placements.disruption_curve = Curve::new(PLACEMENT_ENDS, placements.disruption);
}

/// Lives `settings` and logs its events.
pub fn live(settings: &Settings, replication: u32, watch: impl FnMut(&World)) -> World {
    let mut settings = settings.clone();
    tabulate(&mut settings);
    settings.keep_log = true;
    lived(&settings, &settings, &Draws::new(SEED, replication), watch)
}

/// The world at the end of `settings`, its events logged.
pub fn lived_once(settings: &Settings, replication: u32) -> World {
    live(settings, replication, |_| {})
}

/// A study of the arms of a text.
pub fn study(text: &str, replications: u32) -> Results {
    study_of(&scenario(text), replications)
}

/// A study of a scenario.
pub fn study_of(scenario: &Scenario, replications: u32) -> Results {
    let runner = Runner::silent(2).expect("there are threads");
    let results = run(&Simulation::of_arms(scenario), 0..replications, &runner).expect("the study runs");
    assert!(results.failures.is_empty(), "{:?}", results.failures);
    results
}

/// Mean and its standard error.
pub fn mean(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

/// Sample variance.
pub fn variance(values: &[f64]) -> f64 {
    let (_, error) = mean(values);
    error * error * values.len() as f64
}

/// Ratio of two sums over replications and its standard error (linearised).
pub fn ratio(parts: &[(f64, f64)]) -> (f64, f64) {
    let top: f64 = parts.iter().map(|p| p.0).sum();
    let bottom: f64 = parts.iter().map(|p| p.1).sum();
    let ratio = top / bottom;
    let n = parts.len() as f64;
    let squares: f64 = parts.iter().map(|(a, b)| (a - ratio * b) * (a - ratio * b)).sum();
    (ratio, (squares * n / (n - 1.0)).sqrt() / bottom)
}

/// Asserts that an estimate lies within four of its standard errors of a closed form.
pub fn assert_near(what: &str, (estimate, error): (f64, f64), expected: f64) {
    assert!(
        (estimate - expected).abs() <= 4.0 * error,
        "{what}: {estimate} differs from {expected} by more than 4 standard errors of {error}"
    );
}
