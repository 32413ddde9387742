//! Two results directories side by side.

use std::fs;

use crate::place::{Place, assert_exit, stderr, stdout};

const SMALL: &str = r#"
title = "A lighter caseload"
question = "What if each case holder had 10 cases?"
authorities = ["rutland-2011"]

[study]
horizon_years = 2
replications = 12

[[arms]]
name = "As it is"

[[arms]]
name = "Lighter"
set = { "in_house.caseload" = 10 }
"#;

fn run(place: &Place, name: &str, text: &str) {
    place.write(&format!("{name}.toml"), text);
    let ran = place.swplab(&["run", &format!("{name}.toml"), "--no-contested", "--out", name, "-q"]);
    assert_exit(&ran, 0);
}

fn cells(table: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).records().map(|row| row.unwrap()).collect()
}

#[test]
fn what_moved_is_told_with_what_differs() {
    let place = Place::empty();
    run(&place, "one", SMALL);
    run(&place, "again", SMALL);
    run(&place, "other", &SMALL.replace("\"in_house.caseload\" = 10", "\"in_house.caseload\" = 8"));
    run(&place, "seed", &SMALL.replace("replications = 12", "replications = 10\nseed = 5"));
    let same = place.swplab(&["compare", "one", "again"]);
    assert_exit(&same, 0);
    assert!(stdout(&same).contains("Nothing moved: all "), "{}", stdout(&same));
    assert!(stdout(&same).contains("What differs: nothing"), "{}", stdout(&same));
    let moved = place.swplab(&["compare", "one", "other", "--out", "c"]);
    assert_exit(&moved, 0);
    let told = stdout(&moved);
    assert!(told.contains("caseload: 10.0 in the first, 8.0 in the second"), "{told}");
    assert!(told.contains("compared one by one") && told.contains("Levels: of "), "{told}");
    // What is written is what a count of one's own over runs.csv gives.
    let mean = |directory: &str, arm: &str| {
        let rows = cells(&place.read(&format!("{directory}/runs.csv")));
        let own = rows.iter().filter(|row| &row[0] == arm && &row[2] == "authority" && &row[3] == "caseload");
        let values: Vec<f64> = own.map(|row| row[4].parse().unwrap()).collect();
        assert_eq!(values.len(), 12);
        values.iter().sum::<f64>() / 12.0
    };
    let rows = cells(&place.read("c/compare.csv"));
    let row = |arm: &str, figure: &str| {
        let mut own =
            rows.iter().filter(|row| &row[0] == arm && &row[1] == "authority" && &row[2] == "caseload");
        own.find(|row| &row[4] == figure).unwrap_or_else(|| panic!("{arm} {figure}")).clone()
    };
    let by: f64 = row("Lighter", "level")[9].parse().unwrap();
    assert!((by - (mean("other", "Lighter") - mean("one", "Lighter"))).abs() < 1e-9, "{by}");
    // The first arm is the same in both, so its level has not moved and the answer has moved by as much.
    assert_eq!(&row("As it is", "level")[13], "true");
    let answer: f64 = row("Lighter", "difference")[9].parse().unwrap();
    assert!((answer - by).abs() < 1e-9);
    assert!(place.read("c/compare-why.csv").contains(".caseload\",10.0,8.0"));
    let apart = place.swplab(&["compare", "one", "seed"]);
    assert_exit(&apart, 0);
    assert!(stdout(&apart).contains("because their seeds differ"), "{}", stdout(&apart));
    assert!(stdout(&apart).contains("replications: 12 in the first, 10 in the second"), "{}", stdout(&apart));
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_reason() {
    let place = Place::empty();
    run(&place, "one", SMALL);
    run(&place, "names", &SMALL.replace("As it is", "Now").replace("Lighter", "Later"));
    place.write("one.toml", SMALL);
    assert_exit(&place.swplab(&["journey", "one.toml", "--out", "journey", "-q"]), 0);
    run(&place, "changed", SMALL);
    let runs = place.read("changed/runs.csv").replacen("authority", "authoriti", 1);
    fs::write(place.at("changed/runs.csv"), runs).unwrap();
    for (other, code, said) in [
        ("names", 2, "no arm has the same name"),
        ("journey", 2, "holds a journey"),
        ("changed", 3, "runs.csv"),
        ("nowhere", 2, "is not there"),
    ] {
        let refused = place.swplab(&["compare", "one", other]);
        assert_exit(&refused, code);
        assert!(stderr(&refused).contains(said), "{other}: {}", stderr(&refused));
    }
}
