//! From a place to an answer in one command, and the short scenarios that it writes.

use crate::place::{Place, assert_exit, stderr, stdout};

/// Questions, and the arms whose practice holds cases.
const TOPICS: [(&str, &[&str]); 6] = [
    ("contract", &["3 years", "5 years", "10 years"]),
    ("caseload", &[]),
    ("in-house", &["Practice", "Unit in house"]),
    ("culture", &[]),
    ("budget", &["Panel", "Managers", "Front line"]),
    ("review", &["Every 2 years", "Every 3 months", "Every 3 months, together"]),
];

/// Share of children whose case a practice holds, by arm.
fn held(summary: &str) -> Vec<(String, f64)> {
    let mut table = csv::Reader::from_reader(summary.as_bytes());
    let rows = table.records().map(|row| row.unwrap());
    let own = rows.filter(|row| &row[1] == "authority" && &row[2] == "held_by_practice");
    own.map(|row| (row[0].to_owned(), row[4].parse().unwrap_or(0.0))).collect()
}

#[test]
fn every_question_of_a_place_runs_as_written_and_a_practice_holds_cases_where_one_should() {
    for (topic, with_practice) in TOPICS {
        let place = Place::empty();
        let written = place.swplab(&["new", "a.toml", "--place", "rutland-2025", "--about", topic]);
        assert_exit(&written, 0);
        let checked = place.swplab(&["check", "a.toml"]);
        assert_exit(&checked, 0);
        assert!(stdout(&checked).contains("is in order: "), "{}", stdout(&checked));
        let few = ["run", "a.toml", "--replications", "3", "--no-contested", "--out", "out", "-q"];
        assert_exit(&place.swplab(&few), 0);
        let held = held(&place.read("out/summary.csv"));
        assert!(held.len() > 2 && held[0].0 == "As it is", "{topic}: {held:?}");
        for (arm, share) in held {
            assert_eq!(share > 0.0, with_practice.contains(&arm.as_str()), "{topic}, {arm}: {share}%");
        }
    }
}

#[test]
fn the_starters_practice_holds_cases_and_its_last_arm_has_none() {
    let place = Place::empty();
    assert_exit(&place.swplab(&["new", "my-question.toml"]), 0);
    let few = ["run", "my-question.toml", "--replications", "2", "--no-contested", "--out", "out", "-q"];
    assert_exit(&place.swplab(&few), 0);
    let held = held(&place.read("out/summary.csv"));
    let shares: Vec<bool> = held.iter().map(|(_, share)| *share > 0.0).collect();
    assert_eq!(shares, [true, true, false], "{held:?}");
}

#[test]
fn one_command_leads_from_a_place_to_a_page() {
    let place = Place::empty();
    let asked = place.swplab(&["ask", "Rutland", "caseload", "--at-most", "8", "--out", "answer"]);
    assert_exit(&asked, 0);
    let told = stdout(&asked);
    for words in ["rutland-2025-caseload.toml is written", "A world without a practice", "answer/report.html"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(place.read("answer/report.html").contains("Rutland"));
    let manifest = place.read("answer/manifest.json");
    assert!(manifest.contains("worker_changes of authority ± 0.025"), "{manifest}");
    // A scenario that was changed by hand is asked as it stands.
    let changed = place.read("rutland-2025-caseload.toml").replace("horizon_years = 6", "horizon_years = 2");
    place.write("rutland-2025-caseload.toml", &changed);
    let again = place.swplab(&["ask", "Rutland", "caseload", "--at-most", "2", "--out", "again"]);
    assert_exit(&again, 0);
    assert!(stderr(&again).contains("is asked as it stands"), "{}", stderr(&again));
    assert_eq!(place.read("rutland-2025-caseload.toml"), changed);
    assert!(place.read("again/manifest.json").contains("2026 to 2027"), "two years are lived");
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_can() {
    let place = Place::empty();
    for (arguments, said) in [
        (&["ask", "Kentt", "contract"][..], "Did you mean"),
        (&["ask", "Kent", "contracts"], "contract"),
        (&["ask", "england-2025", "contract"], "ask one of them"),
        (&["new", "a.toml", "--place", "kent-2025"], "--about"),
        (&["scenarios", "copy", "kents"], "Did you mean kent"),
    ] {
        let refused = place.swplab(arguments);
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains(said), "{arguments:?}: {}", stderr(&refused));
    }
    assert!(place.names().is_empty(), "{:?}", place.names());
}

#[test]
fn a_scenario_that_is_copied_is_in_order() {
    let place = Place::empty();
    assert_exit(&place.swplab(&["scenarios", "copy", "kent"]), 0);
    assert_exit(&place.swplab(&["check", "kent.toml"]), 0);
    assert_exit(&place.swplab(&["scenarios", "copy", "kent"]), 2);
}

/// Every column that the results of a run have is explained.
#[test]
fn every_column_of_a_runs_results_is_explained() {
    let place = Place::with_results(2);
    let mut dictionary = csv::Reader::from_path(place.at("out/dictionary.csv")).unwrap();
    let mut names: Vec<String> = dictionary.records().map(|row| row.unwrap()[1].to_owned()).collect();
    names.sort();
    names.dedup();
    assert!(names.len() > 80, "{names:?}");
    let is_unknown = |name: &String| !place.swplab(&["explain", name]).status.success();
    let unknown: Vec<String> = names.into_iter().filter(is_unknown).collect();
    assert!(unknown.is_empty(), "src/analysis/run/declared.rs does not list {unknown:?}");
    // What is misspelt is answered with what was meant.
    let near = place.swplab(&["explain", "worker_chnages"]);
    assert_exit(&near, 2);
    assert!(stderr(&near).contains("Did you mean worker_changes"), "{}", stderr(&near));
}
