//! Back-casts: the same numbers with any number of threads, every forecast from the start alone, and
//! authorities that begin in published figures whose levels move.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use crate::place::{Place, assert_exit, stdout};
use swplab::analysis::validate::pilots::pilots;
use swplab::analysis::validate::{BackCast, Besides, Part, TARGETS, back_cast, baselines, card, totals};
use swplab::evidence::published;
use swplab::scenario::{Document, ProfileFiles, Scenario};
use swplab::study::{Runner, Simulation, StudyError};

const TEXT: &str = r#"
title = "Back-cast"
question = "How well?"
authorities = ["rutland-2021", "bracknell-forest-2021", "isle-of-wight-2021"]
[study]
start = "2021-03-31"
horizon_years = 5
replications = 4
[[arms]]
name = "One"
[[arms]]
name = "Two"
"#;

fn scenario(text: &str) -> Scenario {
    let none = ProfileFiles::Kept(BTreeMap::new());
    let document = Document::parse("test.toml", "test".into(), none, text.as_bytes());
    let document = document.unwrap_or_else(|faults| panic!("{faults}"));
    document.scenario().unwrap_or_else(|faults| panic!("{faults}")).0
}

fn lived(threads: usize, stop: &AtomicBool) -> Result<BackCast, StudyError> {
    let runner = Runner::new(threads, &|_| {}, stop)?;
    back_cast(&scenario(TEXT), published(), (2021, 2025), 0..4, &runner)
}

#[test]
fn a_back_cast_is_the_same_with_any_number_of_threads() {
    let [one, two] = [1, 2].map(|threads| lived(threads, &AtomicBool::new(false)).expect("it is lived"));
    // In words: a share of nobody is not a number, which equals nothing.
    assert_eq!(format!("{:?}", one.forecasts), format!("{:?}", two.forecasts));
    assert_eq!(one.nation, two.nation);
    assert!(one.failures.is_empty());
    // Three authorities, seven targets, four years, but for what is not published.
    assert!(one.forecasts.len() + one.unpublished.len() >= 3 * (6 * 4 + 1));
    for forecast in &one.forecasts {
        let target = &TARGETS[forecast.target];
        assert!(forecast.crps >= 0.0 && forecast.interval.0 <= forecast.interval.1, "{}", target.title);
        assert_eq!(forecast.start.is_some(), target.has_start);
        assert!((2022..=2025).contains(&forecast.year));
    }
    let sums = totals(&one);
    assert!(sums.iter().all(|total| total.inside + total.above + total.below == total.areas));
    assert!(
        card(Some(&one), Besides::default()).lines.iter().all(|line| line.passes || !line.reason.is_empty())
    );
}

#[test]
fn a_back_cast_that_is_stopped_says_so() {
    let stopped = lived(1, &AtomicBool::new(true));
    assert!(matches!(stopped, Err(StudyError::Interrupted)));
}

#[test]
fn levels_of_published_figures_move_and_those_of_2011_do_not() {
    let moving = Simulation::of_arms(&scenario(TEXT)).settings(0, 0);
    for local in &moving.authorities {
        assert_eq!(local.yearly.len(), 5);
        assert!(local.yearly[0] != local.yearly[4]);
    }
    let still = TEXT.replace("-2021\"", "-2011\"");
    let still = Simulation::of_arms(&scenario(&still)).settings(0, 0);
    assert!(still.authorities.iter().all(|local| local.yearly.is_empty()));
}

#[test]
fn the_facts_of_the_pilots_and_the_baselines_are_the_same_with_any_number_of_threads() {
    let go = AtomicBool::new(false);
    let [one, two] = [1, 2].map(|threads| {
        let runner = Runner::silent(threads).expect("there are threads");
        let facts = pilots(2, &runner).expect("they are lived");
        let calibrated = baselines(3, &runner).expect("they are lived");
        (facts, calibrated)
    });
    for (one, two) in one.0.facts.iter().zip(&two.0.facts) {
        // A figure that is not known equals nothing, itself included.
        let [one, two] = [one, two].map(|fact| format!("{:?}", fact.found));
        assert_eq!(one, two);
    }
    for (one, two) in one.1.iter().zip(&two.1) {
        assert_eq!((one.rows, &one.stands), (two.rows, &two.stands));
    }
    assert!(one.0.failures.is_empty());

    let found = lived(2, &go).expect("it is lived");
    let whole =
        card(Some(&found), Besides { pilots: Some(&one.0), baselines: Some(&one.1), ..Besides::default() });
    let alone = card(Some(&found), Besides::default());
    let added = |part| whole.passed(part).1 - alone.passed(part).1;
    let figures: usize = one.0.facts.iter().map(|fact| fact.found.figures.len()).sum();
    let of = |is_fitted: bool| {
        let stands = one.1.iter().flat_map(|baseline| &baseline.stands);
        stands.filter(|stand| stand.target.is_fitted == is_fitted).count()
    };
    assert_eq!(added(Part::Fitted), figures + of(true));
    assert_eq!(added(Part::HeldOut), of(false));
    for line in &whole.lines {
        assert!(!line.window.is_empty(), "{}", line.title);
        assert!(line.passes || !line.reason.is_empty(), "{}", line.title);
        let is_inside = line.allowed.0 <= line.simulated && line.simulated <= line.allowed.1;
        if line.section == "pilots" || line.section == "baselines" {
            assert!(is_inside || !line.passes, "{}", line.title);
            assert!(!line.row.is_empty() && !line.note.is_empty());
        }
    }
}

#[test]
fn facts_and_baselines_that_are_stopped_say_so() {
    let stop = AtomicBool::new(true);
    let runner = Runner::new(1, &|_| {}, &stop).expect("there are threads");
    assert!(matches!(pilots(2, &runner), Err(StudyError::Interrupted)));
    assert!(matches!(baselines(2, &runner), Err(StudyError::Interrupted)));
}

#[test]
fn a_validation_can_be_repeated_and_tells_what_it_left_out() {
    let place = Place::empty();
    place.write("small.toml", TEXT);
    let told = place.swplab(&[
        "validate",
        "small.toml",
        "--replications",
        "2",
        "--only",
        "back-cast,calibration",
        "--out",
        "out",
    ]);
    assert_exit(&told, 0);
    let text = stdout(&told);
    for words in ["FITTED: ", "HELD OUT: ", "Calibrations of the baselines: ", "england-2011: growth, "] {
        assert!(text.contains(words), "{words} is missing:\n{text}");
    }
    assert!(!text.contains("V01"));
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    let without = ["validate", "small.toml", "--replications", "2", "--only", "pilots", "--out", "facts"];
    let told = place.swplab(&without);
    assert_exit(&told, 0);
    let text = stdout(&told);
    assert!(text.contains("V01, Caseloads are lower") && !text.contains("england-2011: growth"));
    let card = place.read("facts/card.csv");
    assert!(card.starts_with("part,section,row,target,window,observed,seen,simulated,"));
    assert!(place.read("facts/report.html").contains("Fitted: facts of the pilots"));
}

#[test]
fn parts_of_single_authorities_can_be_looked_at_in_seconds_and_repeated() {
    let place = Place::empty();
    let told = place.swplab(&[
        "validate",
        "--only",
        "first-year,forecasts,persistence",
        "--authorities",
        "bury,knowsley",
        "--starts",
        "2021,2024",
        "--replications",
        "2",
        "--out",
        "out",
    ]);
    assert_exit(&told, 0);
    let agreement = place.read("out/first-year-agreement.csv");
    assert!(agreement.contains("\n2021,england-2021,three_placements,") && agreement.contains("\n2024,"));
    assert!(!agreement.contains("\n2022,"));
    assert!(place.read("out/ahead.csv").contains(",Knowsley,2025,trend,"));
    let page = place.read("out/report.html");
    for words in [
        "Every authority's first year",
        "Held out: forecasts two years ahead",
        "Fitted: how instability lasts",
    ] {
        assert!(page.contains(words) || page.contains(&words.replace('\'', "&#39;")), "{words}");
    }
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    for (flag, value) in [("--authorities", "atlantis"), ("--starts", "2012")] {
        let told = place.swplab(&["validate", "--only", "first-year", flag, value, "--out", "none"]);
        assert_exit(&told, 2);
    }
}
