//! The first wave put together for the tests of the stylised facts: the evaluation of its five
//! practices, each practice alone beside its own authority without it, and all of them as a programme.
//! Each is lived once and shared.

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use swplab::indicator::index_of;
use swplab::scenario::Comparator;
use swplab::study::observation::{Group, MEASURES, ObserveResults, Programme, observe};
use swplab::study::{Options, Results};

use super::worlds::{scenario, study_of};

/// Replications of each.
pub const REPLICATIONS: u32 = 80;
/// Practices that were evaluated.
pub const SITES: usize = 5;
/// Their hosts, in the order of the scenario file.
const HOSTS: [&str; SITES] = [
    "blackburn-with-darwen-2011",
    "hillingdon-2011",
    "kent-2011",
    "liverpool-2011",
    "staffordshire-2011",
];
const FIRST_WAVE: &str = include_str!("../../scenarios/first-wave.toml");
const SANDWELL: &str = include_str!("../../scenarios/sandwell.toml");
/// The pilots' 2009 is lived from April 2011, and visits without notice move with it.
const PARAMETERS: &str =
    "\n[parameters]\n\"inspection.visits-until\" = { value = 2014, why = \"moved\" }\n";
/// The practices opened; that one may not is asked of the programme before it opens only.
const OPENED: &str = "\"contract.never-opens\" = { value = 0, why = \"opened\" }\n";

/// The `[[practice]]` tables of a scenario file.
fn practices(file: &str) -> Vec<String> {
    let (_, tables) = file.split_once("\n[[practice]]").expect("a practice");
    let (tables, _) = tables.split_once("\n[contract]").expect("a contract");
    let tables = tables.split("\n[[practice]]");
    tables
        .map(|table| format!("\n[[practice]]{table}\n"))
        .collect()
}

fn head(authorities: &[&str], years: u32, seed: u32) -> String {
    format!(
        "title = \"Pilots\"\nquestion = \"What do the pilots show?\"\nauthorities = {authorities:?}\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = {years}\nreplications = 1\nseed = {seed}\n"
    )
}

/// The study of the evaluation, with every true difference.
pub fn evaluation() -> &'static ObserveResults {
    static ONCE: OnceLock<ObserveResults> = OnceLock::new();
    ONCE.get_or_init(|| {
        let mut scenario = scenario(FIRST_WAVE);
        scenario.observation.evaluations = 5;
        let programme = Programme::new(&scenario, 0).expect("there are practices");
        let options = Options {
            threads: 2,
            first_replication: 0,
            replications: REPLICATIONS,
        };
        let results = observe(&programme, &options, &|_| {}, &AtomicBool::new(false));
        let results = results.expect("the evaluations run");
        assert!(results.failures.is_empty(), "{:?}", results.failures);
        results
    })
}

/// Position of a measure of the evaluation.
pub fn measure(id: &str) -> usize {
    let found = MEASURES.iter().position(|measure| measure.id == id);
    found.unwrap_or_else(|| panic!("no measure is called {id}"))
}

/// Practices less comparator, by replication: what everybody would say on average, mean of the sites.
pub fn differences(id: &str, comparator: Comparator, window: usize) -> Vec<f64> {
    let wanted = (window, comparator, measure(id));
    let rows = evaluation().found.iter();
    let rows = rows.filter(|row| (row.window, row.comparator, row.measure) == wanted);
    rows.map(|row| row.true_difference)
        .filter(|difference| !difference.is_nan())
        .collect()
}

/// What everybody in the practices, or in the authorities, would say on average in the first window.
pub fn level(id: &str, of_practices: bool) -> f64 {
    let rows = evaluation().site_rows.iter().filter(|row| {
        row.window == 0
            && row.measure == measure(id)
            && (row.group == Group::Practice) == of_practices
            && !row.true_value.is_nan()
    });
    let values: Vec<f64> = rows.map(|row| row.true_value).collect();
    values.iter().sum::<f64>() / values.len() as f64
}

/// Each practice alone with its host (arm 0), and the same children without it (arm 1), for three years.
pub fn sites() -> &'static [Results] {
    static ONCE: OnceLock<Vec<Results>> = OnceLock::new();
    ONCE.get_or_init(|| {
        let tables = practices(FIRST_WAVE);
        assert_eq!(tables.len(), SITES);
        let pairs = HOSTS.iter().zip(&tables).zip(1..);
        pairs
            .map(|((host, table), seed)| {
                let text = head(&[host], 3, seed)
                    + table
                    + "\n[contract]\nterm_years = 3\nmobilisation_months = 1\n"
                    + PARAMETERS
                    + OPENED
                    + "\n[[arms]]\nname = \"practice\"\n\
                       \n[[arms]]\nname = \"in house\"\nset = { practice = [] }\n";
                study_of(&scenario(&text), REPLICATIONS)
            })
            .collect()
    })
}

/// An indicator of a unit of one site: in a year, or over the three years.
pub fn at_site(
    site: usize,
    (arm, replication): (usize, usize),
    (unit, id): (&str, &str),
    year: Option<usize>,
) -> f64 {
    let results = &sites()[site];
    let unit = unit_of(results, unit);
    let row = match year {
        Some(year) => results.year_of(arm, replication, unit, year),
        None => results.horizon_of(arm, replication, unit),
    };
    row[index_of(id)]
}

/// Position of a unit of results.
pub fn unit_of(results: &Results, id: &str) -> usize {
    let found = results.units.iter().position(|unit| unit.id == id);
    found.unwrap_or_else(|| panic!("no unit is called {id}"))
}

/// All five practices under the same quantities and positions, for five years from their opening.
pub fn first_wave() -> &'static Results {
    static ONCE: OnceLock<Results> = OnceLock::new();
    ONCE.get_or_init(|| {
        let text = head(&HOSTS, 5, 20_091_201)
            + &practices(FIRST_WAVE).concat()
            + "\n[contract]\nterm_years = 3\nmobilisation_months = 1\n"
            + PARAMETERS
            + OPENED;
        alone(&text, REPLICATIONS)
    })
}

/// The six sites that were selected, from their selection on, with the usual preparation.
pub fn selected() -> &'static Results {
    static ONCE: OnceLock<Results> = OnceLock::new();
    ONCE.get_or_init(|| {
        let mut hosts = HOSTS.to_vec();
        hosts.push("sandwell-2011");
        let mut tables = practices(FIRST_WAVE);
        let sixth = practices(SANDWELL).concat();
        tables.push(sixth.replace(
            "name = \"Practice\"",
            "name = \"Sandwell\"\nauthority = \"sandwell-2011\"",
        ));
        let text = head(&hosts, 2, 20_081_201)
            + &tables.concat()
            + "\n[contract]\nterm_years = 3\n"
            + PARAMETERS;
        alone(&text, 3 * REPLICATIONS)
    })
}

/// A study of the first arm only; a file has two.
fn alone(text: &str, replications: u32) -> Results {
    let arms = "\n[[arms]]\nname = \"as it was\"\n\
                \n[[arms]]\nname = \"other\"\nset = { \"contract.term_years\" = 4 }\n";
    let mut scenario = scenario(&format!("{text}{arms}"));
    scenario.arms.truncate(1);
    study_of(&scenario, replications)
}

/// Whether a practice still serves under contract, the first or one that followed without a break, in
/// `month`. A unit inside the authority has no contract and goes on.
pub fn serves(results: &Results, practice: &str, replication: u32, month: f64) -> bool {
    let mut rows = results
        .contracts
        .iter()
        .filter(|row| (row.arm, row.replication) == (0, replication) && row.practice == practice);
    // Contracts are in the order of their cycles; one that is lost to another bidder is the last of its own.
    match rows.find(|row| row.fate != "renewed") {
        Some(row) => row.opened.is_finite() && (row.ended.is_nan() || row.ended > month),
        None => true,
    }
}
