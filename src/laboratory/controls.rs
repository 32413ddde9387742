//! What the page lets a reader move: what `[lab]` of the scenario names and what its arms change, then what trainers
//! ask for most, where the scenario has it. Labels and limits are those of the declaration of each field.

use crate::evidence::Hypotheses;
use crate::scenario::{Control, Document, Scenario};

/// Fields that are offered behind "more", with values that span what is met or was asked for at the summit. Where a
/// scenario has a practice, its own ways go before those of the authority's teams.
const USUAL: [(&str, &str, &[&str]); 13] = [
    ("contract.term_years", "Length of contract, years", &["2", "3", "5", "7", "10"]),
    ("contract.review_months", "Months between reviews", &["3", "6", "12", "24"]),
    ("contract.review_style", "Review style", &["\"static\"", "\"collaborative\""]),
    ("practice.leadership", "Leadership of the practice", &["0.2", "0.35", "0.5", "0.65", "0.8"]),
    ("practice.middle_management", "Middle managers of the practice", &["0.2", "0.35", "0.5", "0.65", "0.8"]),
    (
        "practice.budget_holder",
        "Who holds the placement budget",
        &["\"panel\"", "\"managers\"", "\"front-line\""],
    ),
    (
        "practice.workers_move_share",
        "Workers who move with their children",
        &["0.1", "0.3", "0.5", "0.7", "0.9"],
    ),
    ("practice.consultation", "Consultation before a transfer", &["0.0", "0.5", "1.0"]),
    ("in_house.leadership", "Leadership of the authority", &["0.2", "0.35", "0.5", "0.65", "0.8"]),
    (
        "in_house.middle_management",
        "Middle managers of the authority",
        &["0.15", "0.3", "0.45", "0.6", "0.75"],
    ),
    ("in_house.caseload", "Caseload of the authority's teams", &["10", "12", "14", "16", "18", "20"]),
    ("in_house.pathway_teams", "Children change team along the way", &["true", "false"]),
    ("reading", "Reading of the findings", &["\"cautious\"", "\"proponent\""]),
];

/// The controls of a scenario: those to be seen at once, then the others.
pub(super) fn controls(document: &Document, scenario: &Scenario) -> (Vec<Control>, Vec<Control>) {
    let known = document.known_paths();
    let mut first: Vec<Control> = scenario.lab.controls.clone();
    let set: Vec<&(String, String)> = scenario.arms.iter().flat_map(|arm| &arm.changes).collect();
    for (path, _) in &set {
        if first.iter().any(|control| control.path == *path) {
            continue;
        }
        let usual = USUAL.iter().find(|(usual, ..)| usual == path);
        let mut values: Vec<String> = Vec::new();
        values.extend(usual.iter().flat_map(|(_, _, values)| *values).map(|value| (*value).to_owned()));
        for (_, value) in set.iter().filter(|(other, _)| other == path) {
            if !values.iter().any(|known| is_same(known, value)) {
                values.push(value.clone());
            }
        }
        sort(&mut values);
        let label = usual.map_or_else(|| in_words(path), |(_, label, _)| (*label).to_owned());
        first.push(Control { path: path.clone(), label, values, words: Vec::new() });
    }
    let mut more = Vec::new();
    for (path, label, values) in USUAL {
        let is_known = known.iter().any(|known| known == path);
        if is_known && !first.iter().any(|control| control.path == path) {
            let values = values.iter().map(|value| (*value).to_owned()).collect();
            more.push(Control { path: path.to_owned(), label: label.to_owned(), values, words: Vec::new() });
        }
    }
    for question in Hypotheses::embedded().all().iter().filter(|question| question.acts()) {
        let path = format!("hypotheses.{}", question.id);
        if !first.iter().any(|control| control.path == path) {
            let names = question.position_names().map(|name| format!("\"{name}\""));
            let label = format!("{}: {}", question.id, question.title);
            more.push(Control { path, label, values: names.collect(), words: Vec::new() });
        }
    }
    (first, more)
}

/// Whether two values as TOML are the same number or text.
fn is_same(one: &str, other: &str) -> bool {
    one == other || matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one == other)
}

/// Puts numbers in their order; what is not a number stays where it is.
fn sort(values: &mut [String]) {
    let numbers: Option<Vec<f64>> = values.iter().map(|value| value.parse().ok()).collect();
    if numbers.is_some() {
        let number = |value: &String| value.parse::<f64>().unwrap_or(f64::NAN);
        values.sort_by(|one, other| number(one).total_cmp(&number(other)));
    }
}

/// A path in words: what stands after its last point.
fn in_words(path: &str) -> String {
    let (section, key) = path.rsplit_once('.').unwrap_or(("", path));
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    let words: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    if section == "in_house" { format!("{words} of the authority's teams") } else { words }
}
