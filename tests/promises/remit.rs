//! The remit: one list of who would be served, the same in every arm.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::common::worlds::{contract_length_with, simulation, study, with_horizon};
use crate::fields::{BASE, values};
use swplab::draws::{Draws, Name};
use swplab::indicator::relationship::WORKER_CHANGES;
use swplab::indicator::{Group, INDICATORS, Indicator};
use swplab::model::settings::Settings;
use swplab::model::world::{HandOver, REMIT, SERVED, World};
use swplab::scenario::declaration::FIELDS;
use swplab::scenario::{Arm, Document, ProfileFiles};
use swplab::study::{ArmId, Experiment, Remit, Results, Runner, Simulation, UnitId, YearId, run};

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

/// Fields that say whom a service is for and from when on it is planned: the list is made of them.
const OF_THE_LIST: [&str; 10] = [
    "practice.authority",
    "practice.authorities",
    "practice.serves",
    "practice.size",
    "practice.min_age",
    "practice.serve_to_age",
    "practice.care_leavers_share",
    "contract.mobilisation_months",
    "contract.by_intervention",
    "contract.joined_later",
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
    let fewer =
        remit(&simulation(&contract_length_with(&[("small", "\"practice.size\" = 60"), ("again", "")])), 1);
    assert!(fewer.places.len() < plain.places.len());
}

#[test]
fn nobody_holds_two_places_and_no_more_are_held_than_there_are() {
    for replication in 0..4 {
        let remit =
            remit(&simulation(&contract_length_with(&[("as it is", ""), ("again", "")])), replication);
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

/// Adds a hand-over to every child whom the practice serves in the month in which its first term ends. The practice is a
/// unit inside the authority, to which its term is nothing else.
fn ends_with_a_hand_over(world: &mut World, settings: &Settings, _: &Draws) {
    let term = settings.practices[0].practice.contract.term_months;
    if world.month != last_month(world, term) {
        return;
    }
    let cohorts: Vec<u8> = held(world).collect();
    for cohorts in cohorts {
        world.cells[World::cell(1, cohorts)].changes[HandOver::Reallocation as usize] += 1.0;
    }
}

fn last_month(world: &World, term: f64) -> u32 {
    (world.providers[1].opens + term) as u32
}

/// Cohorts of the children whom the practice serves.
fn held(world: &World) -> impl Iterator<Item = u8> + '_ {
    let here = |post: u32| world.posts.get(post as usize).is_some_and(|post| post.provider == 1);
    world.children.state.iter().filter(move |state| here(state.post)).map(|state| state.cohorts)
}

#[test]
fn an_end_that_costs_each_served_child_a_hand_over_is_read_as_that_by_every_unit() {
    let terms = [30.0, 3.0, 5.0, 10.0];
    let set = |years: &f64| {
        format!(
            "\"contract.term_years\" = {years}, \"contract.mobilisation_months\" = 9, \"practice.form\" = \"in-house-unit\", \
             parameters.\"unit.dissolves\" = 0.0, parameters.\"unit.dissolves.director\" = 0.0"
        )
    };
    let sets: Vec<String> = terms.iter().map(set).collect();
    let names = ["never", "3 years", "5 years", "10 years"];
    let arms: Vec<(&str, &str)> = names.iter().zip(&sets).map(|(name, set)| (*name, set.as_str())).collect();
    let whole = contract_length_with(&arms);
    for years in [6, 14] {
        let text = with_horizon(&whole, years);
        let simulation = simulation(&text).with_process("Care leavers", ends_with_a_hand_over);
        let runner = Runner::silent(2).expect("there are threads");
        let results = run(&simulation, 0..2, &runner).expect("it runs");
        for (replication, arm) in [(0, 1), (0, 2), (1, 3)] {
            let mut felt = [0.0; 3];
            let mut child_years = [0.0; 3];
            simulation.replay(replication, arm, |world| {
                if world.month == 0 {
                    return;
                }
                let bits = [u8::MAX, REMIT, SERVED];
                if world.month - 1 == last_month(world, 12.0 * terms[arm]) {
                    felt = bits
                        .map(|bit| held(world).filter(|own| bit == u8::MAX || own & bit != 0).count() as f64);
                }
                let groups = [Group::Whole, Group::Remit, Group::Served];
                for (sum, group) in child_years.iter_mut().zip(groups) {
                    *sum += group.tallies(world).iter().map(|tally| tally.child_months).sum::<f64>() / 12.0;
                }
            });
            assert_eq!(
                felt[1] > 0.0,
                f64::from(years) > terms[arm] + 0.75,
                "the remit feels each end inside the horizon"
            );
            for (at, unit) in ["authority", "remit", "cohort_served"].into_iter().enumerate() {
                let unit = results.unit(unit).expect("it is a unit");
                let of = |arm| results.value(ArmId(arm), replication as usize, unit, &WORKER_CHANGES);
                let (found, analytic) = (of(arm) - of(0), felt[at] / child_years[at]);
                assert!((found - analytic).abs() < 1e-9, "{} of {years}: {found}, {analytic}", names[arm]);
                let total: f64 = results.exposure(ArmId(arm), unit).iter().sum();
                assert!(total > 0.0);
            }
            // By time since the opening it lies in the year of the end alone.
            let unit = results.unit("remit").expect("it is a unit");
            for year in 0..years as usize {
                let of =
                    |arm| results.since_opening(ArmId(arm), unit, YearId(year), 0).expect("it is followed");
                let difference = of(arm)[replication as usize] - of(0)[replication as usize];
                let is_year = felt[1] > 0.0 && year == terms[arm] as usize;
                assert!(is_year == (difference > 0.0) || difference.is_nan(), "year {year}: {difference}");
            }
        }
    }
}

/// Two services, the second of a host of its own or of the first one's.
fn with_services(second: Option<&str>) -> String {
    let service = |name: &str, host: &str, terms: &str| {
        format!(
            "[[practice]]\nname = \"{name}\"\nauthority = \"{host}\"\nform = \"mutual\"\nsocial_workers = 6\n\
             personal_advisers = 2\nother_staff = 2\n{terms}\n"
        )
    };
    let first = service("One", "staffordshire-2011", "size = 90\nmin_age = 8");
    let other = second.map_or(String::new(), |host| {
        service("Two", host, "size = 60\nmin_age = 10\n[practice.contract]\nterm_years = 2")
    });
    format!(
        "title = \"Services\"\nquestion = \"Whom would they serve?\"\n\
         authorities = [\"staffordshire-2011\", \"suffolk-2011\"]\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = 5\nreplications = 3\nseed = 11\n\
         [contract]\nterm_years = 3\nmobilisation_months = 2\n\
         {first}{other}[[arms]]\nname = \"with\"\n[[arms]]\nname = \"without\"\nset = {{ practice = [] }}\n"
    )
}

#[test]
fn each_of_several_services_has_its_places_on_the_list_and_its_own_first_term_in_the_exposure() {
    let alone = simulation(&with_services(None));
    for second in ["suffolk-2011", "staffordshire-2011"] {
        let both = simulation(&with_services(Some(second)));
        for replication in 0..3 {
            let (one, two) = (remit(&alone, replication), remit(&both, replication));
            assert!(two.children > one.children + 30, "{} and {}", two.children, one.children);
            // Another's service elsewhere takes nothing from the first; of one host they share the children out.
            let lost = one.places.iter().filter(|place| !two.places.contains(place)).count();
            assert_eq!(lost > 0, second == "staffordshire-2011", "{lost} of {}", one.places.len());
            let filled = two.places.iter().filter(|place| place.from == 2);
            assert_eq!(filled.map(|place| place.who).collect::<BTreeSet<_>>().len(), 150);
        }
    }
    let text = with_services(Some("suffolk-2011"));
    let (results, alone) = (study(&text, 3), study(&with_services(None), 3));
    let phases = |results: &Results, arm: usize| -> [f64; 3] {
        let unit = results.unit("remit").expect("a service begins");
        results.exposure(ArmId(arm), unit)
    };
    let (both, one) = (phases(&results, 0), phases(&alone, 0));
    // The first ends after three years, the second after two: both have time within and after.
    let of_second: Vec<f64> = both.iter().zip(one).map(|(both, one)| both - one).collect();
    assert!((one[2] / (one[1] + one[2]) - 0.39).abs() < 0.06, "{one:?}");
    assert!((of_second[2] / (of_second[1] + of_second[2]) - 0.59).abs() < 0.08, "{of_second:?}");
    let without = phases(&results, 1);
    assert!(without[2] == 0.0 && (without.iter().sum::<f64>() / both.iter().sum::<f64>() - 1.0).abs() < 0.05);
}

#[test]
fn a_service_that_opens_other_than_was_planned_on_the_first_day_has_its_first_term_where_it_serves() {
    // By intervention, and joined later: nobody knows the opening on the first day.
    for scenario in ["doncaster", "achieving-for-children", "neighbours"] {
        let text = std::fs::read_to_string(format!("scenarios/{scenario}.toml")).unwrap();
        let results = study(&text, 6);
        let practices = results.units.iter().zip(0..).filter(|(unit, _)| unit.id.starts_with("practice"));
        let mut served = 0.0;
        for (unit, at) in practices {
            for arm in 0..results.arms.len() {
                let [before, within, after] = results.exposure(ArmId(arm), UnitId(at));
                served += within + after;
                assert!(
                    before <= 0.03 * (before + within + after),
                    "{scenario}: {} of {}: {before} before the opening, {within} and {after} from it on",
                    unit.id,
                    results.arms[arm]
                );
            }
        }
        assert!(served > 1.0, "{scenario}: nobody was served");
    }
}

#[test]
fn of_staff_contracts_and_inspections_the_remit_has_no_figure_and_of_all_else_it_has() {
    let results = study(&contract_length_with(&[("as it is", ""), ("again", "")]), 6);
    let remit = results.unit("remit").expect("a service begins");
    let has = |indicator: &&Indicator| {
        results.values(ArmId(0), remit, indicator).iter().any(|value| value.is_finite())
    };
    let (with, without): (Vec<&Indicator>, Vec<&Indicator>) = INDICATORS.iter().partition(has);
    for indicator in &with {
        assert!(indicator.is_of_groups(), "{} has a figure", indicator.id);
    }
    // Who comes back into care may be nobody in some histories.
    let lacking = without.iter().filter(|one| one.is_of_groups()).map(|one| one.id);
    assert_eq!(lacking.collect::<Vec<_>>(), ["reentries"]);
}

/// Every field that may be written of a practice or its contract, one at a time, whatever is added to them.
#[test]
fn no_field_of_a_practice_but_those_that_say_whom_it_serves_and_from_when_on_moves_the_list() {
    let none = ProfileFiles::Beside(PathBuf::new());
    let document = Document::parse("fields.toml", "fields".into(), none, BASE.as_bytes())
        .unwrap_or_else(|faults| panic!("{faults}"));
    let (mut scenario, _) = document.scenario().unwrap_or_else(|faults| panic!("{faults}"));
    let mut list = |arm: Arm| {
        scenario.arms = vec![arm];
        remit(&Simulation::of_arms(&scenario), 1)
    };
    let cell = |set: &[(&str, &str)]| {
        document.cell("changed", set).unwrap_or_else(|faults| panic!("{set:?}: {faults}")).0
    };
    let plain = list(cell(&[]));
    assert!(plain.places.len() > 50, "{} places", plain.places.len());
    let mut tried = 0;
    for field in FIELDS.iter().filter(|field| ["practice", "contract"].contains(&field.section)) {
        let path = field.path();
        if OF_THE_LIST.contains(&path.as_str()) {
            continue;
        }
        for value in values(field) {
            tried += 1;
            assert_eq!(list(cell(&[(path.as_str(), value.as_str())])), plain, "{path} = {value}");
        }
    }
    assert!(tried > 80, "{tried} values");
    // What says whom it serves does move it.
    assert_ne!(list(cell(&[("practice.size", "30")])), plain);
}
