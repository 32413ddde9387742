//! Back-casts: the same numbers with any number of threads, every forecast from the start alone, and
//! authorities that begin in published figures whose levels move.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use swplab::evidence::published;
use swplab::scenario::{Document, ProfileFiles, Scenario};
use swplab::study::validation::{BackCast, Besides, TARGETS, back_cast, card, totals};
use swplab::study::{Options, Simulation, StudyError};

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
    document
        .scenario()
        .unwrap_or_else(|faults| panic!("{faults}"))
        .0
}

fn lived(threads: usize, stop: &AtomicBool) -> Result<BackCast, StudyError> {
    let options = Options {
        threads,
        first_replication: 0,
        replications: 4,
    };
    back_cast(
        &scenario(TEXT),
        published(),
        (2021, 2025),
        &options,
        &|_| {},
        stop,
    )
}

#[test]
fn a_back_cast_is_the_same_with_any_number_of_threads() {
    let [one, two] =
        [1, 2].map(|threads| lived(threads, &AtomicBool::new(false)).expect("it is lived"));
    assert_eq!(one.forecasts, two.forecasts);
    assert_eq!(one.nation, two.nation);
    assert!(one.failures.is_empty());
    // Three authorities, seven targets, four years, but for what is not published.
    assert!(one.forecasts.len() + one.unpublished.len() >= 3 * (6 * 4 + 1));
    for forecast in &one.forecasts {
        let target = &TARGETS[forecast.target];
        assert!(
            forecast.crps >= 0.0 && forecast.interval.0 <= forecast.interval.1,
            "{}",
            target.title
        );
        assert_eq!(forecast.start.is_some(), target.has_start);
        assert!((2022..=2025).contains(&forecast.year));
    }
    let sums = totals(&one);
    assert!(
        sums.iter()
            .all(|total| total.inside + total.above + total.below == total.areas)
    );
    assert!(
        card(&one, Besides::default())
            .lines
            .iter()
            .all(|line| line.passes || !line.reason.is_empty())
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
    assert!(
        still
            .authorities
            .iter()
            .all(|local| local.yearly.is_empty())
    );
}
