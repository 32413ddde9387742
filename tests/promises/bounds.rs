//! Every number has limits, and at its limits a study still ends in numbers.

use crate::common::worlds::{SEED, contract_length_with, scenario, study_of};
use swplab::evidence::{Evidence, Quantity};
use swplab::scenario::{Override, Scenario};

/// An arm as it is, and one that sets what a test puts there.
fn two_years() -> Scenario {
    let changed = "\"practice.size\" = 60, \"contract.term_years\" = 1";
    let text = contract_length_with(&[("as it is", ""), ("at a limit", changed)]);
    scenario(&text.replace("horizon_years = 12", "horizon_years = 2"))
}

/// Lives the second arm with what is set; the study panics where a replication fails.
fn ends_in_numbers(scenario: &Scenario, what: &str, set: impl Iterator<Item = (&'static Quantity, f64)>) {
    let mut scenario = scenario.clone();
    let parameters = &mut scenario.arms[1].alternative.parameters;
    for (quantity, value) in set {
        parameters.insert(quantity.id.clone(), Override { value, why: "a limit".into() });
    }
    let began = std::time::Instant::now();
    let results = study_of(&scenario, 1);
    if began.elapsed().as_millis() > 200 { println!("{} ms {what}", began.elapsed().as_millis()); }
    for unit in 0..results.units.len() {
        let values = results.horizon_of(1, 0, unit);
        assert!(values.iter().all(|value| !value.is_infinite() && value.abs() <= 1.0e12 || value.is_nan()), "{what}");
    }
}

#[test]
fn a_study_with_a_quantity_at_either_limit_ends_in_finite_numbers() {
    let scenario = two_years();
    for quantity in Evidence::embedded().quantities() {
        for value in [quantity.allowed.0, quantity.allowed.1] {
            ends_in_numbers(&scenario, &format!("{} = {value}", quantity.id), [(quantity, value)].into_iter());
        }
    }
}

#[test]
fn a_study_with_every_quantity_at_one_of_its_limits_ends_in_finite_numbers() {
    let scenario = two_years();
    let n = std::env::var("N").map_or(40_u32, |n| n.parse().unwrap());
    for corner in 0..n {
        let mut at = u64::from(corner) * 7919 + SEED;
        let set = Evidence::embedded().quantities().iter().map(|quantity| {
            at = at.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let value = if at >> 63 == 0 { quantity.allowed.0 } else { quantity.allowed.1 };
            (quantity, value)
        });
        ends_in_numbers(&scenario, &format!("corner {corner}"), set);
    }
}
