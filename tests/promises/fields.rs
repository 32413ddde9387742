//! No field of the manual is dead: each that a run reads moves a result in a scenario where it can act.

use std::path::PathBuf;

use crate::common::worlds::study_of;
use swplab::indicator::INDICATORS;
use swplab::scenario::declaration::{FIELDS, Field, Kind};
use swplab::scenario::{Arm, Document, ProfileFiles};
use swplab::study::{ArmId, MEASURES, Results, UnitId, YearId};

/// Replications; positions on open questions differ between them, and some fields act under one alone.
const REPLICATIONS: u32 = 3;

/// A practice and its host, small, with all that most fields need in order to act.
pub const BASE: &str = r#"
title = "Fields"
question = "Does each field move something?"
authorities = ["bracknell-forest-2021", "wokingham-2021"]
[study]
start = "2021-03-31"
horizon_years = 5
replications = 8
seed = 20110342
[parameters]
posterior = "none"
[[practice]]
name = "Practice"
authority = "bracknell-forest-2021"
form = "mutual"
size = 50
min_age = 8
social_workers = 3
personal_advisers = 1
other_staff = 2
[contract]
term_years = 3
[[arms]]
name = "One"
[[arms]]
name = "Two"
set = { "contract.term_years" = 5 }
"#;

/// Sections that a run reads. The manual says of the others that they move no result.
const READ: [&str; 5] = ["authority", "in_house", "practice", "contract", "mechanisms"];

/// What a field needs beside it in order to act, as the manual says.
const BESIDE: &[(&str, &[(&str, &str)])] = &[
    ("authority.starts_to", &[("authority.starts_from", "2016")]),
    ("authority.budget_cut_from", &[("authority.budget_cut", "0.1")]),
    ("authority.budget_cut_years", &[("authority.budget_cut", "0.1")]),
    ("in_house.extra_posts_from", &[("in_house.extra_posts", "20")]),
    ("in_house.extra_posts_years", &[("in_house.extra_posts", "20")]),
    ("in_house.budget_period", &[("in_house.budget_holder", "\"managers\"")]),
    (
        "in_house.network",
        &[
            ("idea", "[{ name = \"Evenings\", date = \"2021-05\", tried_as = \"prototype\" }]"),
            ("parameters.ideas.bar", "-1.0"),
            ("parameters.ideas.taken-up", "1.0"),
            ("parameters.ideas.network", "1.0"),
        ],
    ),
    ("practice.support_until_years", &[("practice.support_grant", "500")]),
    (
        "practice.grant_window_months",
        &[
            ("practice.startup_grant", "200"),
            ("contract.mobilisation_months", "9"),
            ("parameters.money.reserve", "0.0"),
        ],
    ),
    ("practice.budget_period", &[("practice.budget_holder", "\"front-line\"")]),
    ("practice.risk_appetite", &[("practice.budget_holder", "\"front-line\"")]),
    (
        "in_house.liberty",
        &[
            ("contract.retender", "false"),
            ("contract.term_years", "1"),
            ("parameters.contract.renewal.base", "0.01"),
            ("hypotheses.H9", "\"isolated\""),
        ],
    ),
    (
        "contract.notice_months",
        &[
            ("parameters.politics.control-change", "1.0"),
            ("parameters.politics.renewal-factor", "0.0"),
            ("hypotheses.H8", "\"exogenous-shock\""),
        ],
    ),
    ("contract.joined_later", &[("practice.authorities", "[\"bracknell-forest-2021\", \"wokingham-2021\"]")]),
    (
        "contract.mobilisation_months",
        &[
            ("contract.recommissions", "true"),
            ("contract.retender", "false"),
            ("contract.term_years", "1"),
            ("parameters.contract.renewal.base", "0.01"),
            ("parameters.market.recommission", "0.99"),
        ],
    ),
    (
        "contract.recommissions",
        &[
            ("contract.retender", "false"),
            ("contract.term_years", "1"),
            ("parameters.contract.renewal.base", "0.01"),
            ("parameters.market.recommission", "0.99"),
        ],
    ),
];

/// Fields that say how a study begins, which is the same in all arms: `check` says so where an arm sets them.
const AT_THE_START: [&str; 1] = ["practice.care_leavers_share"];

/// Values that may be written in a field beside the usual one.
pub fn values(field: &Field) -> Vec<String> {
    match (field.path().as_str(), field.kind) {
        ("practice.name", _) => Vec::new(),
        ("in_house.network", _) => vec!["\"North\"".into()],
        ("in_house.region", _) => vec!["\"South\"".into()],
        ("practice.authority", _) => vec!["\"wokingham-2021\"".into()],
        ("practice.authorities", _) => vec!["[\"bracknell-forest-2021\", \"wokingham-2021\"]".into()],
        ("practice.size", _) => vec!["30".into()],
        ("practice.buyers", _) => vec!["5".into()],
        ("practice.grows_to", _) => vec!["200".into()],
        ("practice.social_workers" | "practice.personal_advisers" | "practice.other_staff", _) => {
            vec!["6".into()]
        }
        ("practice.grant_window_months", _) => vec!["1".into()],
        ("practice.support_until_years", _) => vec!["2".into()],
        ("in_house.caseload", _) => vec!["10".into()],
        ("authority.starts_from" | "authority.starts_to", _) => vec!["2018".into()],
        ("contract.review_months", _) => vec!["3".into()],
        ("contract.break_years", _) => vec!["1".into()],
        ("mechanisms.off", _) => vec!["[\"M18\"]".into()],
        (_, Kind::Flag) => vec!["true".into(), "false".into()],
        (_, Kind::Choice(names)) => names.iter().map(|name| format!("\"{name}\"")).collect(),
        (_, Kind::OneOf(numbers)) => numbers.iter().map(i64::to_string).collect(),
        (_, Kind::Whole(least, most)) => vec![least.to_string(), most.min(least + 20).to_string()],
        (_, Kind::Number(least, most) | Kind::Years(least, most) | Kind::Thousands(least, most)) => {
            let most = most.min(least + 20.0);
            [1.0, 0.0].map(|at| format!("{:?}", least + at * (most - least))).into()
        }
        (path, kind) => panic!("{path} has no values to try: {kind:?}"),
    }
}

/// Whether any figure of an arm, or of the books of its providers, differs from that of another.
fn differ(results: &Results, one: usize, other: usize) -> bool {
    let books = |arm: usize| -> Vec<u64> {
        let providers = 0..results.providers(ArmId(arm)).len();
        let each = providers.flat_map(|provider| {
            let years =
                (0..results.years.len()).flat_map(move |year| (0..MEASURES.len()).map(move |m| (year, m)));
            years.flat_map(move |(year, measure)| {
                results.of_provider(ArmId(arm), provider, YearId(year), measure)
            })
        });
        each.map(f64::to_bits).collect()
    };
    let indicators = || {
        (0..results.replications).any(|replication| {
            (0..results.units.len()).any(|unit| {
                INDICATORS.iter().any(|indicator| {
                    let value =
                        |arm| results.value(ArmId(arm), replication, UnitId(unit), indicator).to_bits();
                    value(one) != value(other)
                })
            })
        })
    };
    indicators() || books(one) != books(other)
}

/// A cell of a document, or what is wrong with it.
type Cell = Result<Arm, String>;

/// The fields that move nothing, each set as `set` sets a path to a value beside what it needs; those that it refuses
/// are left out.
fn dead(set: impl Fn(&Document, &[(&str, &str)], &str, &str) -> Option<Cell>) -> Vec<String> {
    let none = ProfileFiles::Beside(PathBuf::new());
    let document = Document::parse("fields.toml", "fields".into(), none, BASE.as_bytes())
        .unwrap_or_else(|faults| panic!("{faults}"));
    let (mut scenario, _) = document.scenario().unwrap_or_else(|faults| panic!("{faults}"));
    let (mut arms, mut tried, mut references) = (Vec::new(), Vec::new(), Vec::<&[(&str, &str)]>::new());
    for field in FIELDS.iter().filter(|field| READ.contains(&field.section)) {
        let path = field.path();
        if AT_THE_START.contains(&path.as_str()) {
            continue;
        }
        let beside = BESIDE.iter().find(|(of, _)| *of == path).map_or(&[][..], |(_, beside)| beside);
        let reference = references.iter().position(|known| *known == beside).unwrap_or_else(|| {
            references.push(beside);
            references.len() - 1
        });
        let mut own = Vec::new();
        for value in values(field) {
            let Some(cell) = set(&document, beside, &path, &value) else { continue };
            own.push(arms.len());
            arms.push(cell.unwrap_or_else(|faults| panic!("{path} = {value}: {faults}")));
        }
        tried.push((path, reference, own));
    }
    let first = references.len();
    let of_references = references.iter().enumerate().map(|(k, beside)| {
        let (arm, _) =
            document.cell(&format!("beside {k}"), beside).unwrap_or_else(|faults| panic!("{faults}"));
        arm
    });
    scenario.arms = of_references.chain(arms).collect();
    let results = study_of(&scenario, REPLICATIONS);
    assert!(results.failures.is_empty(), "{:?}", results.failures);
    let moves_nothing = |(_, reference, own): &(String, usize, Vec<usize>)| {
        !own.is_empty() && !own.iter().any(|arm| differ(&results, *reference, first + arm))
    };
    tried.into_iter().filter(moves_nothing).map(|(path, ..)| path).collect()
}

#[test]
fn every_field_that_a_run_reads_moves_a_result_where_it_can_act() {
    let dead = dead(|document, beside, path, value| {
        let set: Vec<(&str, &str)> = beside.iter().copied().chain([(path, value)]).collect();
        let cell = document.cell(&format!("{path} = {value}"), &set);
        Some(cell.map(|(arm, _)| arm).map_err(|faults| faults.to_string()))
    });
    assert!(dead.is_empty(), "these fields move nothing: {dead:#?}");
}

#[test]
fn a_field_that_changes_during_a_run_moves_a_result_or_is_refused() {
    let dead = dead(|document, beside, path, value| {
        let change = format!("[{{ from = \"2022-04\", set = {{ \"{path}\" = {value} }} }}]");
        let set: Vec<(&str, &str)> = beside.iter().copied().chain([("change", change.as_str())]).collect();
        match document.cell(&format!("{path} = {value} later"), &set) {
            Ok((arm, _)) => Some(Ok(arm)),
            Err(faults) if faults.to_string().contains("cannot change during a run") => None,
            Err(faults) => Some(Err(faults.to_string())),
        }
    });
    assert!(dead.is_empty(), "these changes move nothing: {dead:#?}");
}

#[test]
fn a_field_of_the_start_moves_a_study_and_is_told_where_an_arm_sets_it() {
    for path in AT_THE_START {
        let none = || ProfileFiles::Beside(PathBuf::new());
        let (_, key) = path.split_once('.').expect("a section and a key");
        let with = |value: &str| {
            let text = BASE.replacen("min_age = 8", &format!("min_age = 8\n{key} = {value}"), 1);
            let document = Document::parse("fields.toml", "fields".into(), none(), text.as_bytes())
                .unwrap_or_else(|faults| panic!("{faults}"));
            let (scenario, _) = document.scenario().unwrap_or_else(|faults| panic!("{faults}"));
            study_of(&scenario, 1)
        };
        let (low, high) = (with("0.1"), with("0.9"));
        let moved = |indicator| {
            let value = |results: &Results| results.value(ArmId(0), 0, UnitId(0), indicator).to_bits();
            value(&low) != value(&high)
        };
        assert!(INDICATORS.iter().any(moved), "{path}");
        let text = BASE.replacen("\"contract.term_years\" = 5", &format!("\"{path}\" = 0.9"), 1);
        let document = Document::parse("fields.toml", "fields".into(), none(), text.as_bytes())
            .unwrap_or_else(|faults| panic!("{faults}"));
        let (_, faults) = document.scenario().unwrap_or_else(|faults| panic!("{faults}"));
        assert!(faults.iter().any(|fault| fault.path.contains(key)), "{path} is not told");
    }
}
