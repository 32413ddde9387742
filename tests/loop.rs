//! The loop closes: a simulated authority is written as a return, read again, and the rates that are
//! estimated from it are those that made it, within intervals that cover as often as they say.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use swplab::evidence::{Evidence, Hypotheses, Level, LevelFactor, Profile};
use swplab::interchange::export::{Wanted, returns};
use swplab::interchange::import::{self, Given, Rounding};
use swplab::scenario::{Document, ProfileFiles, Scenario};
use swplab::study::Simulation;

const YEARS: u32 = 6;

/// Levels that the scenario sets: what the import must find again.
const SET: [(Level, f64); 6] = [
    (Level::Home, 1.25),
    (Level::Guardianship, 0.8),
    (Level::OtherExits, 1.2),
    (Level::Adoption, 0.7),
    (Level::Moves, 1.3),
    (Level::Disruptions, 0.75),
];

/// An average authority with levels of its own, every quantity and position held: only luck differs
/// between replications.
fn scenario() -> Scenario {
    let mut profile = Profile::embedded("england-average-2011").unwrap();
    for (level, factor) in SET {
        profile.levels[level as usize] = LevelFactor {
            factor,
            log_sd: 0.0,
        };
    }
    let files = BTreeMap::from([(
        "own.toml".to_owned(),
        profile.to_toml("A test", "None.", ""),
    )]);
    let mut text = format!(
        "title = \"Loop\"\nquestion = \"Does the loop close?\"\nauthorities = [\"own.toml\"]\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = {YEARS}\nreplications = 1\nseed = 903\n\
         [in_house]\nserve_to_age = 21\npathway_teams = true\n[hypotheses]\n"
    );
    for hypothesis in Hypotheses::embedded().all() {
        text += &format!("{} = \"{}\"\n", hypothesis.id, hypothesis.positions[0].name);
    }
    text += "[parameters]\n";
    for quantity in Evidence::embedded().quantities() {
        if quantity.low < quantity.high {
            text += &format!(
                "\"{}\" = {{ value = {:?}, why = \"held\" }}\n",
                quantity.id, quantity.value
            );
        }
    }
    text += "[[arms]]\nname = \"One\"\n[[arms]]\nname = \"Two\"\nset = { \"in_house.caseload\" = 12 }\n";
    let document = Document::parse(
        "test.toml",
        "test".into(),
        ProfileFiles::Kept(files),
        text.as_bytes(),
    );
    let document = document.unwrap_or_else(|faults| panic!("{faults}"));
    let (scenario, _) = document
        .scenario()
        .unwrap_or_else(|faults| panic!("{faults}"));
    scenario
}

/// What is estimated from one replication's return: name, events, exposure, estimate, both intervals.
#[derive(Clone, Debug)]
struct Estimate {
    name: String,
    events: f64,
    exposure: f64,
    value: f64,
    covers: [(f64, f64); 2],
}

fn given(simulation: &Simulation, replication: u32) -> Vec<Given> {
    let histories = simulation.histories(replication, 0, |_| {});
    let wanted = Wanted {
        authority: 0,
        first_year: 2011,
        years: 0..YEARS,
        codes_of: None,
        iso_dates: false,
    };
    let files = returns(&histories, &wanted)
        .into_iter()
        .flat_map(|(year, files)| {
            files.map(|(name, text)| Given {
                name: format!("{year}/{name}"),
                bytes: Some(text.into_bytes()),
            })
        });
    files.collect()
}

fn estimates(simulation: &Simulation, replication: u32) -> Vec<Estimate> {
    let reading = import::read(&given(simulation, replication));
    assert_eq!(
        reading.faults.count(),
        0,
        "{}",
        import::words::of_faults(&reading.faults)
    );
    let histories = reading.histories(0).unwrap();
    let (_, to) = reading.covers.unwrap();
    let found = import::profile(&histories, "Loop", to.plus(-1), Rounding::Months).unwrap();
    let (wide, narrow) = (import::rows_at(&found, 0.95), import::rows_at(&found, 0.8));
    let mut all: Vec<Estimate> = wide
        .iter()
        .zip(&narrow)
        .map(|(wide, narrow)| Estimate {
            name: format!("{} | {}", wide.what, wide.among),
            events: wide.events,
            exposure: wide.exposure,
            value: wide.rate,
            covers: [narrow, wide].map(|row| (row.interval.low, row.interval.high)),
        })
        .collect();
    for (key, counted) in import::counted(&found) {
        let value = counted.factor();
        all.push(Estimate {
            name: format!("level {key}"),
            events: counted.events,
            exposure: counted.expected,
            value,
            covers: [1.281_55, 1.959_96].map(|z| {
                let reach = (z * counted.log_se).exp();
                (value / reach, value * reach)
            }),
        });
    }
    all
}

fn all_estimates(replications: std::ops::Range<u32>) -> Vec<Vec<Estimate>> {
    let scenario = scenario();
    let middle = (replications.start + replications.end) / 2;
    let halves = [replications.start..middle, middle..replications.end];
    std::thread::scope(|scope| {
        let threads: Vec<_> = halves
            .into_iter()
            .map(|half| {
                let scenario = &scenario;
                scope.spawn(move || {
                    let simulation = Simulation::of_arms(scenario);
                    half.map(|replication| estimates(&simulation, replication))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    })
}

#[test]
fn explore() {
    let seeds: u32 = std::env::var("SEEDS").map_or(60, |n| n.parse().unwrap());
    let all = all_estimates(0..seeds);
    let names: Vec<String> = all[0].iter().map(|e| e.name.clone()).collect();
    for name in names {
        let of: Vec<&Estimate> = all
            .iter()
            .filter_map(|es| es.iter().find(|e| e.name == name))
            .collect();
        let (events, exposure): (f64, f64) = of
            .iter()
            .fold((0.0, 0.0), |s, e| (s.0 + e.events, s.1 + e.exposure));
        let truth = events / exposure;
        let known = SET
            .iter()
            .find(|(l, _)| name == format!("level {}", l.key()))
            .map(|(_, f)| *f);
        let cover = |k: usize, t: f64| {
            of.iter()
                .filter(|e| e.covers[k].0 <= t && t <= e.covers[k].1)
                .count() as f64
                / of.len() as f64
        };
        let t = truth;
        println!(
            "{name:<60} n={} ev/rep={:.1} truth={truth:.5} known={known:?} cover80={:.3} cover95={:.3} vs known {:?}",
            of.len(),
            events / of.len() as f64,
            cover(0, t),
            cover(1, t),
            known.map(|k| (cover(0, k), cover(1, k)))
        );
    }
}
