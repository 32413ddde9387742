//! Every mechanism can be switched off, and that moves what its claim says it moves, somewhere; where
//! it does not act it changes exactly nothing, thanks to addressed draws.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::worlds::study_of;
use swplab::evidence::Mechanism;
use swplab::indicator::{INDICATORS, Indicator, indicator};
use swplab::scenario::{Document, Scenario};
use swplab::study::{ArmId, Results, UnitId};

const REPLICATIONS: u32 = 10;

/// A named scenario in short: its first arm twice, the second with a mechanism switched off.
fn with_and_without(name: &str, set: &[(String, String)], id: Option<&str>) -> Scenario {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(format!("scenarios/{name}.toml"));
    let document = Document::read(&path).unwrap_or_else(|e| panic!("{name}: {e}"));
    let first: Vec<(&str, &str)> = set.iter().map(|(p, v)| (p.as_str(), v.as_str())).collect();
    let off = id.map(|id| format!("[\"{id}\"]"));
    let mut second = first.clone();
    second.extend(off.as_deref().map(|off| ("mechanisms.off", off)));
    let (mut scenario, _) = document.scenario().unwrap_or_else(|e| panic!("{name}: {e}"));
    let cell = |name: &str, set: &[(&str, &str)]| match document.cell(name, set) {
        Ok((arm, _)) => arm,
        Err(faults) => panic!("{name}: {faults}"),
    };
    scenario.arms = vec![cell("with", &first), cell("without", &second)];
    // What a mechanism does was set apart with the quantities' own ranges, and few replications are lived.
    scenario.arms.iter_mut().for_each(|arm| arm.alternative.posterior = None);
    scenario.horizon_years = scenario.horizon_years.min(8);
    scenario
}

/// Replications in which an indicator differs between the arms, in any unit.
fn differing(results: &Results, indicator: &Indicator) -> usize {
    let differs = |replication: usize| {
        (0..results.units.len()).any(|unit| {
            let value = |arm| results.value(ArmId(arm), replication, UnitId(unit), indicator);
            value(0).to_bits() != value(1).to_bits()
        })
    };
    (0..results.replications).filter(|&k| differs(k)).count()
}

fn carried() -> impl Iterator<Item = &'static Mechanism> {
    Mechanism::all().iter().filter(|m| m.is_implemented())
}

#[test]
fn every_mechanism_is_in_the_model_or_left_out_with_a_reason() {
    let mut faults = Vec::new();
    for mechanism in Mechanism::all() {
        let id = &mechanism.id;
        match (mechanism.is_implemented(), mechanism.left_out.is_empty()) {
            (false, true) => faults.push(format!("{id} is neither in the model nor left out")),
            (true, false) => faults.push(format!("{id} is in the model and said to be left out")),
            (true, true) if mechanism.shown.is_none() => {
                faults.push(format!("{id} does not say where it shows"));
            }
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn code_names_every_mechanism_that_it_carries() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/model/src");
    let mut faults = Vec::new();
    for mechanism in carried() {
        for quantity in mechanism.quantities() {
            let named = quantity.used_by.iter().any(|process| {
                let places = ["model/process", "model", "model/start", "model/hazard"];
                places.iter().any(|place| {
                    let path = root.join(place).join(format!("{process}.rs"));
                    std::fs::read_to_string(path).is_ok_and(|text| names(&text, &mechanism.id))
                })
            });
            if !named {
                faults.push(format!("{} of {}: {:?}", quantity.id, mechanism.id, quantity.used_by));
            }
        }
    }
    assert!(faults.is_empty(), "files do not name what they carry: {faults:#?}");
}

/// Whether a text names a mechanism, alone or inside a run such as `M58 to M62`.
fn names(text: &str, id: &str) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.get(1..).and_then(|digits| digits.parse::<u32>().ok());
    let is_run = |run: &[&str]| {
        run[1] == "to"
            && run[0][..1] == id[..1]
            && run[2].starts_with(&id[..1])
            && matches!((number(run[0]), number(id), number(run[2])),
                (Some(from), Some(this), Some(to)) if from <= this && this <= to)
    };
    words.contains(&id) || words.windows(3).any(is_run)
}

#[test]
fn switching_a_mechanism_off_moves_what_it_should() {
    let mut faults = Vec::new();
    for mechanism in carried() {
        let Some(shown) = &mechanism.shown else {
            continue;
        };
        let scenario = with_and_without(&shown.scenario, &shown.set, Some(&mechanism.id));
        let results = study_of(&scenario, REPLICATIONS);
        if differing(&results, indicator(&shown.indicator).unwrap()) == 0 {
            faults.push(format!("{} off leaves {} in {}", mechanism.id, shown.indicator, shown.scenario));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// An ordinary authority that serves all its children itself.
const ORDINARY: &str = r#"
title = "Ordinary"
question = "What happens in an ordinary authority?"
authorities = ["england-average-2011"]
[study]
horizon_years = 4
[[arms]]
name = "with"
[[arms]]
name = "without"
set = { "mechanisms.off" = ["ID"] }
"#;

#[test]
fn switching_a_mechanism_off_changes_nothing_where_it_does_not_act() {
    let mut faults = Vec::new();
    for mechanism in carried() {
        let acts = mechanism.shown.as_ref().is_some_and(|shown| shown.in_house);
        let scenario = crate::common::worlds::scenario(&ORDINARY.replace("ID", &mechanism.id));
        let results = study_of(&scenario, REPLICATIONS);
        let moved: BTreeMap<&str, usize> = INDICATORS
            .iter()
            .map(|indicator| (indicator.id, differing(&results, indicator)))
            .filter(|(_, count)| *count > 0)
            .collect();
        if acts == moved.is_empty() {
            let ids: Vec<_> = moved.keys().take(4).collect();
            faults.push(format!("{}: in_house = {acts}, but moved are {ids:?}", mechanism.id));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn an_arm_without_anything_switched_off_equals_the_first() {
    let results = study_of(&with_and_without("contract-length", &[], None), 2);
    for indicator in &INDICATORS {
        assert_eq!(differing(&results, indicator), 0);
    }
}
