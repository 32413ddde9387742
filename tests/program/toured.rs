//! What the page finds at a step of a tour: its two worlds composed and lived as the page does it, in as many histories.

use serde_json::{Value, json};
use swplab::laboratory::{Laboratory, OverTime, Sent, compose};
use swplab::study::FOLLOWED;

use crate::training::file;

/// Histories of the page, and of a scenario's head.
const HISTORIES: u32 = 200;

/// The worlds of a step, from 1, on the bench; their names are given.
fn bench(scenario: &str, step: usize, names: [&str; 2]) -> Laboratory {
    let text = file(&format!("scenarios/{scenario}.toml"));
    let open = |text: &str| {
        let sent = json!({ "file": format!("{scenario}.toml"), "text": text });
        Laboratory::open(serde_json::from_value::<Sent>(sent).unwrap())
            .unwrap_or_else(|faults| panic!("{faults}"))
    };
    let opening: Value = serde_json::from_str(&open(&text).opening()).unwrap();
    let step = &opening["steps"][step - 1];
    let arms = [("first", names[0]), ("second", names[1])]
        .map(|(world, name)| json!({ "name": name, "set": step[world] }));
    let wanted = json!({ "text": text, "arms": arms });
    open(&compose(&serde_json::from_value(wanted).unwrap()))
}

/// Lines that a run of a step's worlds ends with.
pub fn ending(scenario: &str, step: usize, names: [&str; 2]) -> Vec<String> {
    let mut bench = bench(scenario, step, names);
    bench.begin_study(HISTORIES);
    while bench.live_next().unwrap() {}
    let told: Value = serde_json::from_str(&bench.told().unwrap()).unwrap();
    told["ending"].as_str().unwrap().lines().map(str::to_owned).collect()
}

/// The sentence on half of the way under the picture by year, of some measures of all children at a step; none where the
/// intervals bear none.
pub fn half_ways(scenario: &str, step: usize, measures: &[&str]) -> Vec<Option<String>> {
    let mut bench = bench(scenario, step, ["A", "B"]);
    let opening: Value = serde_json::from_str(&bench.opening()).unwrap();
    let count = |what: &str| opening[what].as_array().unwrap().len();
    let (units, indicators, years) = (count("units"), count("indicators"), count("years"));
    let paired = opening["units"].as_array().unwrap().iter().filter(|unit| unit["paired"] == true).count();
    let own = paired * years * (indicators + FOLLOWED.len()) + 3 * units;
    let lives: Vec<Vec<f64>> =
        (0..HISTORIES).map(|replication| bench.history(replication).unwrap()).collect();
    assert!(lives.iter().all(|values| values.len() == 2 * (units * indicators + own)));
    let told = |measure: &&str| {
        let at = |of: &str, id: &str| {
            opening[of].as_array().unwrap().iter().position(|one| one["id"] == id).unwrap()
        };
        let (unit, column) = (at("units", "authority"), at("indicators", measure));
        let values = |arm: usize| -> Vec<Vec<f64>> {
            let begins = 2 * units * indicators + arm * own;
            let place = |year| begins + (unit * years + year) * indicators + column;
            (0..years).map(|year| lives.iter().map(|values| values[place(year)]).collect()).collect()
        };
        let defined = |years: Vec<Vec<f64>>| -> Vec<Vec<Option<f64>>> {
            let of = |value: f64| value.is_finite().then_some(value);
            years.into_iter().map(|year| year.into_iter().map(of).collect()).collect()
        };
        let asked = OverTime {
            measure: (*measure).to_owned(),
            unit: "authority".to_owned(),
            since_opening: false,
            opens_late: false,
            narrow: false,
            first: defined(values(0)),
            second: defined(values(1)),
        };
        let drawn: Value = serde_json::from_str(&bench.over_time(&asked).unwrap()).unwrap();
        drawn["half"].as_str().map(str::to_owned)
    };
    measures.iter().map(told).collect()
}
