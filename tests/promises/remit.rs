//! The remit: one list of who would be served, the same in every arm.

use std::collections::BTreeMap;

use crate::common::worlds::{contract_length_with, simulation, study};
use swplab::draws::Name;
use swplab::study::{ArmId, Experiment, Remit, Simulation};

/// Fields of a practice and its contract, all but those that say who is served and when it is planned to open.
const CHANGED: [&str; 25] = [
    "\"practice.form\" = \"company\"",
    "\"practice.buyers\" = 3",
    "\"practice.grant_window_months\" = 6",
    "\"practice.grows_to\" = 200",
    "\"practice.social_workers\" = 12",
    "\"practice.personal_advisers\" = 1",
    "\"practice.other_staff\" = 9",
    "\"practice.support_grant\" = 250",
    "\"practice.support_until_years\" = 2",
    "\"practice.startup_grant\" = 100",
    "\"practice.workers_move_share\" = 0.1",
    "\"practice.specialism\" = 1.0",
    "\"practice.high_need\" = 1.0",
    "\"practice.child_protection\" = 1.0",
    "\"practice.contract.term_years\" = 10",
    "\"practice.contract.extension_years\" = 2",
    "\"practice.contract.review_months\" = 6",
    "\"practice.contract.review_style\" = \"collaborative\"",
    "\"practice.contract.break_years\" = 1",
    "\"practice.contract.price_follows_numbers\" = true",
    "\"practice.contract.price_adjustment\" = true",
    "\"practice.contract.price_ratio\" = 1.3",
    "\"practice.contract.retender\" = false",
    "\"practice.contract.recommissions\" = true",
    "\"hypotheses.H18\" = \"selection\"",
];

fn remit(simulation: &Simulation, replication: u32) -> Remit {
    simulation.begin(replication).unwrap_or_else(|why| panic!("{why}")).world.remit
}

#[test]
fn services_that_differ_in_every_field_of_a_practice_have_one_list() {
    let plain = remit(&simulation(&contract_length_with(&[("as it is", ""), ("again", "")])), 1);
    assert!(plain.places.len() > 148 && plain.children > 50, "{} places", plain.places.len());
    let all = CHANGED.join(", ");
    assert_eq!(remit(&simulation(&contract_length_with(&[("changed", &all), ("again", "")])), 1), plain);
    // Whichever arm comes first, and where the first has no service.
    let arms = [("without", "practice = []"), ("as it is", ""), ("changed", all.as_str())];
    assert_eq!(remit(&simulation(&contract_length_with(&arms)), 1), plain);
    let fewer = remit(&simulation(&contract_length_with(&[("small", "\"practice.size\" = 60"), ("again", "")])), 1);
    assert!(fewer.places.len() < plain.places.len());
}

#[test]
fn nobody_holds_two_places_and_no_more_are_held_than_there_are() {
    for replication in 0..4 {
        let remit = remit(&simulation(&contract_length_with(&[("as it is", ""), ("again", "")])), replication);
        let mut by_name: BTreeMap<Name, Vec<(u32, u32)>> = BTreeMap::new();
        for place in &remit.places {
            assert!(place.from < place.to && f64::from(place.from) >= remit.opens);
            by_name.entry(place.who).or_default().push((place.from, place.to));
        }
        assert!(by_name.values().flat_map(|held| held.windows(2)).all(|two| two[0].1 <= two[1].0));
        for month in remit.begins().expect("there is a service")..144 {
            let held = remit.places.iter().filter(|place| place.from <= month && month < place.to);
            assert!((100..=148).contains(&held.count()), "month {month}");
        }
    }
}

#[test]
fn arms_without_a_service_are_read_on_the_list_of_those_with_one() {
    let arms = [("without", "practice = []"), ("with", "")];
    let results = study(&contract_length_with(&arms), 3);
    let unit = results.unit("remit").expect("a service begins");
    let held = swplab::indicator::contract::HELD_BY_PRACTICE;
    let children = swplab::indicator::numbers::CHILDREN;
    assert_eq!(results.values(ArmId(0), unit, &held), [0.0; 3]);
    assert!(results.values(ArmId(1), unit, &held).iter().any(|share| *share > 10.0));
    for replication in 0..3 {
        let of = |arm| results.value(ArmId(arm), replication, unit, &children);
        assert!((of(0) - of(1)).abs() < 0.05 * of(0), "{} and {}", of(0), of(1));
    }
}
