//! What remains between a practice and its host that is given the practice's caseload, remit and structure, by position
//! on H1: the table of the manual, from runs of `scenarios/same-rules.toml`.

use std::path::Path;

use crate::common::worlds::{mean, study_of};
use swplab::evidence::Hypotheses;
use swplab::indicator::{Indicator, indicator};
use swplab::scenario::Document;
use swplab::study::{ArmId, Results, UnitId};

/// Replications and years: enough for the size of what a position does, and lived in seconds.
const REPLICATIONS: u32 = 16;
const YEARS: u32 = 4;

/// What is compared, with the decimals of the table.
const MEASURES: [(&str, usize); 5] =
    [("direct_hours", 2), ("changes_reallocation", 3), ("decision_quick", 1), ("morale", 3), ("culture", 3)];

/// The table, in the quantities' own ranges, whatever the posterior.
pub fn table() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/same-rules.toml");
    let document = Document::read(&path).unwrap();
    let (mut scenario, _) = document.scenario().unwrap();
    let vehicle = Hypotheses::embedded().find("H1").expect("H1 is a question");
    let positions: Vec<&str> = vehicle.positions.iter().map(|position| position.name.as_str()).collect();
    let given: Vec<(String, Vec<(String, String)>)> =
        scenario.arms.iter().map(|arm| (arm.name.clone(), arm.changes.clone())).collect();
    scenario.arms.clear();
    for position in &positions {
        let quoted = format!("\"{position}\"");
        for (name, changes) in &given {
            let mut set: Vec<(&str, &str)> = changes.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            set.push(("hypotheses.H1", &quoted));
            let Ok((mut arm, _)) = document.cell(name, &set) else { panic!("{name} under {position}") };
            arm.alternative.posterior = None;
            scenario.arms.push(arm);
        }
    }
    scenario.horizon_years = YEARS;
    let results = study_of(&scenario, REPLICATIONS);
    let mut text = String::new();
    for (id, decimals) in MEASURES {
        let measure = indicator(id).expect("an indicator");
        text += &format!(
            "| {} ({}): practice less host | {} |\n",
            measure.title,
            measure.unit,
            positions.join(" | ")
        );
        text += &format!("|---|{}\n", "---:|".repeat(positions.len()));
        for (row, (name, _)) in given.iter().enumerate() {
            text += &format!("| {name} |");
            for column in 0..positions.len() {
                text += &format!(" {} |", gap(&results, column * given.len() + row, measure, decimals));
            }
            text += "\n";
        }
        text += "\n";
    }
    text.trim_end().to_owned() + "\n"
}

/// The mean difference between the practice and its host in an arm, with twice its standard error.
fn gap(results: &Results, arm: usize, measure: &Indicator, decimals: usize) -> String {
    let unit = |id: &str| {
        UnitId(results.units.iter().position(|unit| unit.id == id).expect("a practice and its host"))
    };
    let values = |id: &str| results.values(ArmId(arm), unit(id), measure);
    let differences: Vec<f64> = (values("practice").iter().zip(values("in_house")))
        .map(|(practice, host)| practice - host)
        .filter(|difference| difference.is_finite())
        .collect();
    let (gap, error) = mean(&differences);
    format!("{gap:+.decimals$} ± {:.decimals$}", 2.0 * error)
}
