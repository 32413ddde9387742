//! What arms share before they differ is lived once: the same arms lived apart are the same to the last bit.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::common::worlds::{contract_length_with, scenario};
use swplab::scenario::{Arm, Document, Scenario};
use swplab::study::{Experiment, History, Simulation};

/// Compares the arms of some replications with the same arms lived apart; shares of months that were not lived again, by
/// arm.
fn shared(scenario: &Scenario, replications: u32) -> Vec<f64> {
    let simulation = Simulation::of_arms(scenario);
    let stop = AtomicBool::new(false);
    let arms = simulation.shape().arms.len();
    let (mut lived, mut all) = (vec![0; arms], vec![0; arms]);
    for replication in 0..replications {
        let together = simulation.begin(replication).unwrap();
        let lives: Vec<History> =
            (0..arms).map(|arm| simulation.live(&together, replication, arm, &stop).unwrap()).collect();
        // An arm without a practice may have been lived while the list of the remit was made.
        let is_plain = |arm: &Arm| arm.alternative.practices.is_empty();
        let may_list = scenario.arms.iter().any(is_plain) && !scenario.arms.iter().all(is_plain);
        if !may_list && lives.iter().all(|life| life.lived_child_months == life.child_months) {
            continue;
        }
        let apart = simulation.begin_apart(replication);
        for (arm, one) in lives.into_iter().enumerate() {
            let other = simulation.live(&apart, replication, arm, &stop).unwrap();
            assert_eq!(other.lived_child_months, other.child_months);
            lived[arm] += one.lived_child_months;
            all[arm] += one.child_months;
            let text = |life: History| format!("{:?}", History { lived_child_months: 0, ..life });
            assert!(
                text(one) == text(other),
                "arm {arm} of replication {replication} of {} is otherwise where it is lived apart",
                scenario.title
            );
        }
    }
    let share = |(lived, all): (&u64, &u64)| if *all > 0 { 1.0 - *lived as f64 / *all as f64 } else { 0.0 };
    lived.iter().zip(&all).map(share).collect()
}

fn shipped(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    Document::read(&path).unwrap().scenario().unwrap().0
}

#[test]
fn arms_of_all_scenarios_are_the_same_together_as_apart() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    let mut sharing = Vec::new();
    for name in &names {
        let mut scenario = shipped(name);
        // Long enough for every opening and what comes after it.
        scenario.horizon_years = scenario.horizon_years.min(6);
        // Authorities that are lived one by one share nothing and take long.
        if Simulation::of_arms(&scenario).shape().authorities.is_empty() {
            let shares = shared(&scenario, 1);
            assert_eq!(shares[0], 0.0, "the first arm of {name} is lived for itself");
            if shares.iter().any(|share| *share > 0.0) {
                sharing.push(name.as_str());
            }
        }
    }
    for name in ["caseload-cap.toml", "contract-length.toml", "moving-house.toml", "pathway-teams.toml"] {
        assert!(sharing.contains(&name), "{name} is not among {sharing:?}");
    }
}

#[test]
fn every_term_that_is_felt_at_an_opening_is_felt_no_sooner() {
    let terms = [
        ("as it is", ""),
        ("term", "\"contract.term_years\" = 1"),
        ("extension", "\"contract.extension_years\" = 2"),
        ("break", "\"contract.break_years\" = 1"),
        ("notice", "\"contract.notice_months\" = 6"),
        ("reviews", "\"contract.review_months\" = 3"),
        ("price", "\"contract.price_adjustment\" = true"),
        ("tender", "\"contract.retender\" = false"),
        ("workers", "\"practice.workers_move_share\" = 0.9"),
        ("tendered at first", "\"contract.first_tendered\" = true"),
        ("another form", "\"practice.form\" = \"voluntary\""),
        ("nothing of its own", ""),
        ("term of the other form", "\"practice.form\" = \"voluntary\", \"contract.term_years\" = 1"),
    ];
    let shares = shared(&scenario(&contract_length_with(&terms)), 3);
    for ((name, _), share) in terms.iter().zip(&shares) {
        let is_alone = ["as it is", "tendered at first", "another form"].contains(name);
        assert_eq!(*share == 0.0, is_alone, "{name}: {share}");
    }
    // Nothing is lived again for an arm that differs in nothing.
    assert_eq!(shares[11], 1.0);
}

#[test]
fn changes_are_felt_from_the_month_in_which_they_come() {
    let changes = [
        ("as it is", ""),
        ("on a date", "change = [{ from = \"2014-04\", set = { \"in_house.caseload\" = 12 } }]"),
        (
            "for a time",
            "change = [{ from = \"2013-04\", until = \"2014-04\", set = { \"in_house.caseload\" = 12 } }]",
        ),
        ("when met", "change = [{ when = \"vacancy\", above = 0.15, set = { \"in_house.caseload\" = 12 } }]"),
        (
            "never met",
            "change = [{ when = \"children\", above = 90000, set = { \"in_house.caseload\" = 12 } }]",
        ),
        (
            "met long before it is allowed to come, with another term",
            "\"contract.term_years\" = 1, change = [{ when = \"children\", above = 1, from = \"2015-04\", set = { \"in_house.caseload\" = 12 } }]",
        ),
    ];
    let shares = shared(&scenario(&contract_length_with(&changes)), 3);
    assert_eq!(shares[0], 0.0);
    assert_eq!(shares[4], 1.0);
    assert!(shares[1] > shares[2] && shares[2] > 0.0, "{shares:?}");
}
