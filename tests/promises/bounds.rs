//! Every number has limits, and at its limits a study still ends in numbers.

use crate::common::worlds::{SEED, contract_length_with, scenario, study_of};
use swplab::evidence::{Evidence, Quantity};
use swplab::scenario::{Override, Scenario};

/// An arm as it is, and one that sets what a test puts there.
fn of_years(years: u32) -> Scenario {
    let changed = "\"practice.size\" = 60, \"contract.term_years\" = 1";
    let text = contract_length_with(&[("as it is", ""), ("at a limit", changed)]);
    scenario(&text.replace("horizon_years = 12", &format!("horizon_years = {years}")))
}

/// Lives the second arm with what is set; the study panics where a replication fails.
fn ends_in_numbers(scenario: &Scenario, what: &str, set: impl Iterator<Item = (&'static Quantity, f64)>) {
    let mut scenario = scenario.clone();
    let parameters = &mut scenario.arms[1].alternative.parameters;
    for (quantity, value) in set {
        parameters.insert(quantity.id.clone(), Override { value, why: "a limit".into() });
    }
    let results = study_of(&scenario, 1);
    let is_number = |value: f64| value.is_nan() || value.abs() <= 1.0e12;
    assert!(results.all().all(is_number), "{what}");
}

#[test]
fn a_study_with_a_quantity_at_either_limit_ends_in_finite_numbers() {
    let scenario = of_years(2);
    for quantity in Evidence::embedded().quantities() {
        for value in [quantity.allowed.0, quantity.allowed.1] {
            ends_in_numbers(
                &scenario,
                &format!("{} = {value}", quantity.id),
                [(quantity, value)].into_iter(),
            );
        }
    }
}

#[test]
fn a_study_with_every_quantity_at_one_of_its_limits_ends_in_finite_numbers() {
    // Many corners hold crowds: a year of each is enough to see what grows without bound.
    let scenario = of_years(1);
    for corner in 0..16_u32 {
        let mut at = u64::from(corner) * 7919 + SEED;
        let set = Evidence::embedded().quantities().iter().map(|quantity| {
            at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = if at >> 63 == 0 { quantity.allowed.0 } else { quantity.allowed.1 };
            (quantity, value)
        });
        ends_in_numbers(&scenario, &format!("corner {corner}"), set);
    }
}
