//! Which quantities stand behind which headline: those of `evidence/headlines.toml` are moved to the
//! ends of their ranges, with the same children and the same luck.

use crate::common::worlds::{contract_length_with, scenario, study_of};
use swplab::evidence::{Evidence, Quantity, groups_apart, is_behind};
use swplab::indicator::{HEADLINES, Indicator};
use swplab::scenario::{Override, Scenario};
use swplab::study::{ArmId, UnitId};

/// One arm as it is, then one for each end of each quantity.
fn moved<'a>(quantities: &[&'a Quantity]) -> (Scenario, Vec<&'a str>) {
    let mut scenario = scenario(&contract_length_with(&[("first", ""), ("again", "")]));
    scenario.arms.truncate(1);
    let mut ids = vec![""];
    for quantity in quantities {
        let ends = if quantity.low < quantity.high {
            [quantity.low, quantity.high]
        } else {
            [0.8 * quantity.value, 1.25 * quantity.value]
        };
        for value in ends {
            let mut arm = scenario.arms[0].clone();
            arm.name = format!("{} {value}", quantity.id);
            let why = "an end of its range".to_owned();
            let set = Override { value, why };
            arm.alternative.parameters.insert(quantity.id.clone(), set);
            scenario.arms.push(arm);
            ids.push(&quantity.id);
        }
    }
    (scenario, ids)
}

/// Whether a quantity moved a headline of any unit in any replication, by `[arm][headline]`.
fn touched(scenario: &Scenario, replications: u32) -> Vec<Vec<bool>> {
    let results = study_of(scenario, replications);
    let differs = |arm: usize, headline: &Indicator| {
        (0..results.replications).any(|r| {
            (0..results.units.len()).any(|unit| {
                let of = |arm| results.value(ArmId(arm), r, UnitId(unit), headline).to_bits();
                of(0) != of(arm)
            })
        })
    };
    (0..results.arms.len())
        .map(|arm| {
            let headlines = HEADLINES.iter();
            headlines.map(|headline| differs(arm, headline)).collect()
        })
        .collect()
}

#[test]
fn a_quantity_moves_no_headline_that_it_does_not_stand_behind() {
    let all = Evidence::embedded().quantities().iter();
    let apart: Vec<&Quantity> =
        all.filter(|quantity| groups_apart().iter().any(|g| g.names(&quantity.id))).collect();
    let (scenario, ids) = moved(&apart);
    let touched = touched(&scenario, 6);
    let mut reached = 0;
    for (id, touched) in ids.iter().zip(&touched).skip(1) {
        for (headline, &touched) in HEADLINES.iter().zip(touched) {
            assert!(
                is_behind(id, headline.id) || !touched,
                "{id} moves {}, behind which it is said not to stand",
                headline.id
            );
            reached += u32::from(touched);
        }
    }
    assert!(reached > 8, "only {reached} costs moved: the test is blind");
}

#[test]
fn quantities_of_every_kind_move_every_headline_behind_which_they_stand() {
    let kinds = [
        "arrivals.first-ages",
        "care.home.duration",
        "placement.move.disruption",
        "relationship.protects",
        "casework.recording",
        "workforce.leaving",
        "trust.start",
        "insecurity.practice",
        "money.overheads.in-house",
    ];
    let all = Evidence::embedded().quantities().iter();
    let chosen: Vec<&Quantity> = all.filter(|q| kinds.contains(&q.id.as_str())).collect();
    assert_eq!(chosen.len(), kinds.len());
    let (scenario, ids) = moved(&chosen);
    let touched = touched(&scenario, 8);
    for (arm, pair) in touched[1..].chunks(2).enumerate() {
        let id = ids[1 + 2 * arm];
        for (headline, (low, high)) in HEADLINES.iter().zip(pair[0].iter().zip(&pair[1])) {
            assert!(low | high, "{id} never moves {}", headline.id);
        }
    }
}

#[test]
fn every_headline_that_the_file_names_is_one() {
    for group in groups_apart() {
        for headline in &group.behind {
            assert!(HEADLINES.iter().any(|known| known.id == headline), "{headline}");
        }
    }
}
