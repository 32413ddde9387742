//! The loop closes: a simulated authority is written as a return, read again, and the rates that are
//! estimated from it are those that made it, within intervals that cover as often as they say.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use swplab::evidence::{Evidence, Hypotheses, Level, LevelFactor, Profile};
use swplab::returns::export::{Wanted, returns};
use swplab::returns::import::{self, Given, Rounding};
use swplab::scenario::{Document, ProfileFiles, Scenario};
use swplab::study::Simulation;

const YEARS: u32 = 6;

/// Levels that the scenario sets: what the import must find again.
const SET: [(Level, f64); 7] = [
    (Level::Home, 1.25),
    (Level::Guardianship, 0.8),
    (Level::OtherExits, 1.2),
    (Level::Adoption, 0.7),
    (Level::Moves, 1.3),
    (Level::Disruptions, 0.75),
    (Level::HandOvers, 1.4),
];

/// An average authority with levels of its own, every quantity and position held: only luck differs
/// between replications.
fn scenario() -> Scenario {
    let mut profile = Profile::embedded("england-average-2011").unwrap();
    // A return's levels are counted over all of its children alike.
    profile.unaccompanied = None;
    for (level, factor) in SET {
        profile.levels[level as usize] = LevelFactor { factor, log_sd: 0.0 };
    }
    let files = BTreeMap::from([("own.toml".to_owned(), profile.to_toml("A test", "None.", ""))]);
    let mut text = format!(
        "title = \"Loop\"\nquestion = \"Does the loop close?\"\nauthorities = [\"own.toml\"]\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = {YEARS}\nreplications = 1\nseed = 903\n\
         [in_house]\nserve_to_age = 21\npathway_teams = true\n[hypotheses]\n"
    );
    for hypothesis in Hypotheses::embedded().all() {
        text += &format!("{} = \"{}\"\n", hypothesis.id, hypothesis.positions[0].name);
    }
    text += "[parameters]\nposterior = \"none\"\n";
    for quantity in Evidence::embedded().quantities() {
        if quantity.low < quantity.high {
            text += &format!("\"{}\" = {{ value = {:?}, why = \"held\" }}\n", quantity.id, quantity.value);
        }
    }
    text += "[[arms]]\nname = \"One\"\n[[arms]]\nname = \"Two\"\nset = { \"in_house.caseload\" = 12 }\n";
    let document = Document::parse("test.toml", "test".into(), ProfileFiles::Kept(files), text.as_bytes());
    let document = document.unwrap_or_else(|faults| panic!("{faults}"));
    let (scenario, _) = document.scenario().unwrap_or_else(|faults| panic!("{faults}"));
    scenario
}

/// What is estimated from one replication's return: name, events, exposure, the 80% and the 95% interval.
#[derive(Clone, Debug)]
struct Estimate {
    name: String,
    events: f64,
    exposure: f64,
    covers: [(f64, f64); 2],
}

fn given(simulation: &Simulation, replication: u32) -> Vec<Given> {
    let histories = simulation.histories(replication, 0, |_| {});
    let wanted = Wanted {
        authority: 0,
        department_code: None,
        first_year: 2011,
        years: 0..YEARS,
        codes_of: None,
        iso_dates: false,
        as_xml: false,
    };
    let files = returns(&histories, &wanted).into_iter().flat_map(|(year, files)| {
        files.into_iter().map(move |(name, text)| Given {
            name: format!("{year}/{name}"),
            bytes: Some(text.into_bytes()),
            path: None,
        })
    });
    // Nobody is unaccompanied here, and an empty table would be told.
    files.filter(|given: &Given| !given.name.ends_with("uasc.csv")).collect()
}

fn estimates(simulation: &Simulation, replication: u32) -> Vec<Estimate> {
    let reading = import::read(&given(simulation, replication));
    assert_eq!(reading.faults.count(), 0, "{}", import::words::of_faults(&reading.faults));
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
            covers: [narrow, wide].map(|row| (row.interval.low, row.interval.high)),
        })
        .collect();
    for (key, counted) in import::counted(&found) {
        let value = counted.factor();
        all.push(Estimate {
            name: format!("level {key}"),
            events: counted.events,
            exposure: counted.expected,
            covers: [1.281_55, 1.959_96].map(|z| {
                let reach = libm::exp(z * counted.log_se);
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
                    half.map(|replication| estimates(&simulation, replication)).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// Replications whose intervals are judged, and others that tell the truth.
const JUDGED: u32 = 60;
const OTHERS: u32 = 60;

/// Every replication's estimates, made once for the tests of this file.
fn every_estimate() -> &'static [Vec<Estimate>] {
    static ALL: OnceLock<Vec<Vec<Estimate>>> = OnceLock::new();
    ALL.get_or_init(|| all_estimates(0..JUDGED + OTHERS))
}

/// What all replications say of one estimate.
struct Judged {
    name: String,
    /// Mean events of a replication.
    events: f64,
    /// The rate that made the returns, from the other replications; of a level the factor that was set.
    truth: f64,
    /// The large-sample value from the other replications.
    large: f64,
    /// Share of the 80% and of the 95% intervals that hold the truth.
    covers: [f64; 2],
}

fn judged(own: &[Vec<Estimate>], others: &[Vec<Estimate>]) -> Vec<Judged> {
    let find = |of: &[Estimate], name: &str| of.iter().find(|e| e.name == name).cloned();
    own[0]
        .iter()
        .map(|first| {
            let name = first.name.as_str();
            let found: Vec<Estimate> = others.iter().filter_map(|of| find(of, name)).collect();
            let events: f64 = found.iter().map(|e| e.events).sum();
            let large = events / found.iter().map(|e| e.exposure).sum::<f64>();
            let set = SET.iter().find(|(level, _)| name == format!("level {}", level.key()));
            let truth = match set {
                // Quantities that no return holds move these two a little: see below.
                Some((Level::Disruptions | Level::HandOvers, _)) | None => large,
                Some((_, factor)) => *factor,
            };
            let of: Vec<Estimate> = own.iter().filter_map(|of| find(of, name)).collect();
            let covers = [0, 1].map(|at| {
                let holds = |e: &&Estimate| e.covers[at].0 <= truth && truth <= e.covers[at].1;
                of.iter().filter(holds).count() as f64 / of.len() as f64
            });
            Judged { name: name.to_owned(), events: events / found.len() as f64, truth, large, covers }
        })
        .collect()
}

/// Half the width of the band of a share of so many that should be `level`: `z` binomial deviations,
/// and as much for the truth itself, which comes from a finite number of other replications.
fn band(level: f64, count: f64, z: f64) -> f64 {
    let own = level * (1.0 - level) / count;
    z * (own * (1.0 + f64::from(JUDGED) / f64::from(OTHERS))).sqrt()
}

#[test]
fn rates_that_made_a_return_are_found_again_within_intervals_that_cover_as_they_say() {
    let (own, others) = every_estimate().split_at(JUDGED as usize);
    let judged = judged(own, others);
    let count = f64::from(JUDGED);
    let mut wrong = Vec::new();
    let mut pooled = [(0.0, 0.0); 2];
    for row in &judged {
        println!(
            "{:<58} {:>7.1} events, truth {:.5} ({:.5}): {:.3} of 80%, {:.3} of 95%",
            row.name, row.events, row.truth, row.large, row.covers[0], row.covers[1]
        );
        // With fewer events a count takes so few values that no interval covers as it says. Entries
        // are set against the flows of one year; the arrivals above are the same events.
        if row.events < 10.0 || row.name == "level entries" {
            continue;
        }
        for (at, level) in [0.8, 0.95].into_iter().enumerate() {
            pooled[at].0 += row.covers[at];
            pooled[at].1 += 1.0;
            // Some hundred rows are looked at: 3.5 deviations.
            if (row.covers[at] - level).abs() > band(level, count, 3.5) {
                wrong.push(format!("{}: {:.3} for {level}", row.name, row.covers[at]));
            }
        }
    }
    assert!(pooled[0].1 > 60.0, "only {} rows were judged", pooled[0].1);
    for (at, level) in [0.8, 0.95].into_iter().enumerate() {
        let mean = pooled[at].0 / pooled[at].1;
        println!("{:.1}% of the intervals at {level} hold the truth", 100.0 * mean);
        assert!((mean - level).abs() < 0.02, "{mean} for {level}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn levels_that_were_set_are_found_again() {
    let others = every_estimate();
    for (level, factor) in SET {
        let name = format!("level {}", level.key());
        let found: Vec<&Estimate> = others.iter().flatten().filter(|e| e.name == name).collect();
        let events: f64 = found.iter().map(|e| e.events).sum();
        let large = events / found.iter().map(|e| e.exposure).sum::<f64>();
        // Disruptions follow relationships and re-allocation follows caseloads, which no return
        // holds; the rest is chance and the whole days of the return.
        let may = match level {
            Level::Disruptions | Level::HandOvers => 0.08,
            _ => 0.03 + 3.0 / events.sqrt(),
        };
        println!("{name}: set {factor}, found {large:.3} from {events} events");
        assert!((large / factor - 1.0).abs() < may, "{name}: {large} for {factor}");
    }
}

#[test]
fn care_leavers_of_a_return_are_all_who_are_served_on_its_last_day() {
    let simulation = Simulation::of_arms(&scenario());
    for replication in 0..4 {
        let mut served = 0;
        simulation.histories(replication, 0, |world| served = world.children.leavers.len());
        let reading = import::read(&given(&simulation, replication));
        let (histories, (_, to)) = (reading.histories(0).unwrap(), reading.covers.unwrap());
        let found = import::profile(&histories, "Loop", to.plus(-1), Rounding::Months).unwrap();
        let counted: f64 = found.profile.care_leavers.unwrap().below(21.0).map(|(_, count)| count).sum();
        assert!(served > 50 && (counted - served as f64).abs() <= 1.0, "{counted} counted of {served}");
    }
}
