//! Changes during a run: they come in their month or when their condition is met, and until then nothing is otherwise.

use std::path::PathBuf;

use crate::common::worlds::study_of;
use swplab::indicator::{INDICATORS, Indicator};
use swplab::scenario::{Document, ProfileFiles, Scenario};
use swplab::study::{ArmId, Results, Simulation, UnitId, YearId};

/// A small authority whose posts stand vacant as they usually do.
const BASE: &str = r#"
title = "Changes"
question = "Does a change come when it should?"
authorities = ["bracknell-forest-2021"]
[study]
start = "2021-03-31"
horizon_years = 4
replications = 8
seed = 20110342
[parameters]
posterior = "none"
"#;

/// Arms by what each sets.
fn scenario(sets: &[&str]) -> Scenario {
    let arms = sets.iter().enumerate();
    let arms: String =
        arms.map(|(k, set)| format!("[[arms]]\nname = \"Arm {k}\"\nset = {{ {set} }}\n")).collect();
    let none = ProfileFiles::Beside(PathBuf::new());
    let document =
        Document::parse("changes.toml", "changes".into(), none, format!("{BASE}{arms}").as_bytes())
            .unwrap_or_else(|faults| panic!("{faults}"));
    document.scenario().unwrap_or_else(|faults| panic!("{faults}")).0
}

/// Every figure of a year of an arm, in bits.
fn year(results: &Results, arm: usize, year: usize) -> Vec<u64> {
    let units = 0..results.units.len();
    let of = |indicator: &'static Indicator| {
        let value = move |unit| {
            let values = results.yearly_values(ArmId(arm), UnitId(unit), YearId(year), indicator);
            values.iter().map(|value| value.to_bits()).collect::<Vec<u64>>()
        };
        units.clone().flat_map(value)
    };
    INDICATORS.iter().flat_map(of).collect()
}

const LESS: &str = "\"in_house.caseload\" = 9, \"parameters.workforce.reallocation\" = 0.1";

#[test]
fn a_change_leaves_the_years_before_it_as_they_were_and_moves_those_after() {
    let on = |when: &str| format!("change = [{{ {when}, set = {{ {LESS} }} }}]");
    let results = study_of(
        &scenario(&["", &on("from = \"2023-04\""), &on("from = \"2022-04\", until = \"2023-04\"")]),
        3,
    );
    for before in 0..2 {
        assert_eq!(year(&results, 0, before), year(&results, 1, before), "year {before}");
    }
    assert_ne!(year(&results, 0, 2), year(&results, 1, 2));
    assert_eq!(year(&results, 0, 0), year(&results, 2, 0));
    assert_ne!(year(&results, 0, 1), year(&results, 2, 1));
    // What went on in its year goes on to tell after it.
    assert_ne!(year(&results, 1, 2), year(&results, 2, 2));
}

#[test]
fn a_condition_that_is_met_at_once_is_a_date_and_one_that_is_never_met_is_nothing() {
    let on = |when: &str| format!("change = [{{ {when}, set = {{ {LESS} }} }}]");
    let sets = [
        String::new(),
        on("from = \"2021-04\""),
        on("when = \"vacancy\", above = 0"),
        on("when = \"caseload\", below = 100"),
        on("when = \"children\", above = 1"),
        on("when = \"vacancy\", above = 1"),
        on("when = \"agency\", above = 1"),
        on("from = \"2023-04\", when = \"children\", above = 1"),
        on("from = \"2023-04\""),
    ];
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    let results = study_of(&scenario(&sets), 3);
    let all = |arm: usize| (0..4).map(|at| year(&results, arm, at)).collect::<Vec<_>>();
    assert_ne!(all(0), all(1));
    for met in 2..5 {
        assert_eq!(all(1), all(met), "arm {met}");
    }
    for never in 5..7 {
        assert_eq!(all(0), all(never), "arm {never}");
    }
    // With a month and a condition, the month is when one begins to look.
    assert_eq!(all(7), all(8));
}

#[test]
fn two_changes_hold_together_and_one_after_the_other() {
    let caseload = "{ from = \"2022-04\", set = { \"in_house.caseload\" = 9 } }";
    let passed_on = "{ from = \"2022-04\", set = { \"parameters.workforce.reallocation\" = 0.1 } }";
    let both = format!("change = [{caseload}, {passed_on}]");
    let one = format!("change = [{{ from = \"2022-04\", set = {{ {LESS} }} }}]");
    let results = study_of(&scenario(&["", &both, &one, &format!("change = [{caseload}]")]), 2);
    for at in 0..4 {
        assert_eq!(year(&results, 1, at), year(&results, 2, at), "year {at}");
    }
    assert_ne!(year(&results, 1, 2), year(&results, 3, 2));
}

#[test]
fn a_history_that_is_lived_again_alone_has_its_changes() {
    let change = format!("change = [{{ when = \"vacancy\", above = 0.05, set = {{ {LESS} }} }}]");
    let scenario = scenario(&["", &change]);
    let results = study_of(&scenario, 2);
    let simulation = Simulation::of_arms(&scenario);
    let lives = (0..2).flat_map(|replication| [0, 1].map(|arm| (replication, arm)));
    let lived: Vec<u64> =
        lives.map(|(replication, arm)| simulation.replay(replication, arm, |_| {}).child_months).collect();
    assert_eq!(lived.iter().sum::<u64>(), results.child_months);
    // The change comes in some history and is felt in who stays in care.
    assert!(lived.chunks(2).any(|arms| arms[0] != arms[1]) || year(&results, 0, 3) != year(&results, 1, 3));
}
