//! Open questions on the same luck: what a run tells of a position is what a run under that position finds.

use std::collections::BTreeMap;

use crate::manual::read;
use crate::place::{Place, assert_exit};

type Row = BTreeMap<String, String>;

fn rows(place: &Place, name: &str) -> Vec<Row> {
    let mut table = csv::Reader::from_path(place.at(name)).unwrap();
    table.deserialize().map(|row| row.unwrap()).collect()
}

const SCENARIO: &str = r#"title = "Questions"
question = "What does a practice with a budget of its own do to the wait for a decision?"
authorities = ["bracknell-forest-2021"]
outcomes = ["decision_wait"]
[study]
start = "2021-03-31"
horizon_years = 2
replications = 140
[parameters]
posterior = "none"
[[practice]]
name = "Practice"
size = 50
min_age = 8
social_workers = 3
personal_advisers = 1
other_staff = 2
budget_holder = "front-line"
[contract]
term_years = 3
mobilisation_months = 2
[[arms]]
name = "no practice"
set = { "practice" = [] }
[[arms]]
name = "practice"
"#;

#[test]
fn what_is_told_of_a_position_is_what_a_run_under_it_finds() {
    let place = Place::empty();
    place.write("all.toml", SCENARIO);
    assert_exit(&place.swplab(&["run", "all.toml", "--quiet", "--out", "all"]), 0);
    let told = rows(&place, "all/contested.csv");
    let of = |hypothesis: &str| told.iter().filter(|row| row["hypothesis"] == hypothesis).collect::<Vec<_>>();
    // One that acts from before the first day, one that acts in a practice alone, one that does nothing here.
    let mut stages = Vec::new();
    for hypothesis in ["H13", "H15", "H19"] {
        for row in of(hypothesis) {
            stages.push(row["stage"].clone());
            let fixed = format!("[hypotheses]\n{hypothesis} = \"{}\"\n[[practice]]", row["position"]);
            place.write("one.toml", &SCENARIO.replacen("[[practice]]", &fixed, 1));
            let asked =
                ["run", "one.toml", "--replications", &row["n"], "--no-contested", "--quiet", "--replace"];
            assert_exit(&place.swplab(&[&asked[..], &["--out", "one"]].concat()), 0);
            let differences = rows(&place, "one/differences.csv");
            let same = |key: &str, found: &Row| found[key] == row[key];
            let found = differences.iter().find(|found| same("unit", found) && same("indicator", found));
            assert_eq!(found.unwrap()["mean"], row["mean"], "{hypothesis}: {}", row["position"]);
        }
    }
    assert!(stages.iter().any(|stage| stage == "moves_nothing"), "{stages:?}");
    assert!(stages.iter().any(|stage| stage != "moves_nothing"), "{stages:?}");
    // What moves is looked at in as many histories as all else that moves and does not act.
    let screened = told.iter().filter(|row| row["stage"] == "screened").map(|row| number(&row["n"]));
    let (least, most) = screened.fold((f64::INFINITY, 0.0_f64), |(a, b), n| (a.min(n), b.max(n)));
    assert!(most - least <= 4.0, "{least} to {most}");
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

#[test]
fn a_planted_question_was_found_under_a_hundred_seeds_and_a_planted_null_was_not() {
    let table = read("docs/validation/planted.csv");
    let (mut runs, mut found, mut fine, mut nulls) = (0, 0, 0, 0);
    for row in csv::Reader::from_reader(table.as_bytes()).deserialize::<Row>().map(Result::unwrap) {
        runs += 1;
        found += usize::from(row["planted"] == "told");
        fine += usize::from(number(&row["half_width"]) <= number(&row["difference"]).abs() / 5.0);
        nulls += usize::from(row["null"] == "told");
    }
    assert_eq!(runs, 100);
    let said = format!(
        "Of 100 seeds a planted question was found in {found}, with a half-width under a fifth of the headline difference in \
         {fine}, and a planted null in {nulls}."
    );
    println!("{said}");
    assert!(found >= 95 && nulls <= 5);
    let documents = read("docs/results.md").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(documents.contains(&said), "docs/results.md does not say: {said}");
}
