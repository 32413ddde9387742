//! The hash of a scenario: everything that a scenario means moves it, and nothing else does.

use std::sync::Arc;

use super::*;
use swplab::evidence::{Flows, LeftCare, LevelFactor, ListedChild, National, Profile};
use swplab::scenario::declaration::{FIELDS, Field, Kind};
use swplab::scenario::{Alternative, Arm, Factor, Override};
use swplab::terms::PlacementType;

/// Three authorities and a practice of the first.
fn base() -> Document {
    let three = MAIN.replacen(
        "[\"staffordshire-2011\"]",
        "[\"staffordshire-2011\", \"england-average-2011\", \"kent-2011\"]",
        1,
    );
    document(&three.replacen("[[practice]]", "[[practice]]\nauthority = \"staffordshire-2011\"", 1))
}

fn resolved(document: &Document) -> String {
    let (scenario, _) = document.scenario().unwrap_or_else(|faults| panic!("{faults}"));
    scenario.resolved()
}

/// Two values that may both be written in a field.
fn two_values(field: &Field) -> [String; 2] {
    let both = |of: &dyn Fn(f64) -> String| [of(1.0), of(2.0)];
    // Years of a published series.
    if field.key.starts_with("starts_") {
        return ["2019", "2020"].map(String::from);
    }
    match field.kind {
        Kind::Text => both(&|n| format!("\"Text {n}\"")),
        Kind::YearEnd => both(&|n| format!("\"{}-03-31\"", 2011.0 + n)),
        Kind::Month => both(&|n| format!("\"{}-05\"", 2011.0 + n)),
        Kind::Whole(least, most) if most < least + 152 => [most - 1, most].map(|whole| whole.to_string()),
        Kind::Whole(least, _) => both(&|n| (least + 150 + n as i64).to_string()),
        Kind::Number(least, most) | Kind::Years(least, most) | Kind::Thousands(least, most) => {
            both(&|n| format!("{:?}", least + 0.02 * n * (most - least)))
        }
        Kind::Flag => ["true".into(), "false".into()],
        Kind::Choice(names) => [0, 1].map(|at| format!("\"{}\"", names[at])),
        Kind::OneOf(numbers) => [0, 1].map(|at| numbers[at].to_string()),
        Kind::Profiles => ["kent-2011", "essex-2011"]
            .map(|other| format!("[\"staffordshire-2011\", \"england-average-2011\", \"{other}\"]")),
        Kind::Authority => ["staffordshire-2011", "england-average-2011"].map(|name| format!("\"{name}\"")),
        Kind::Authorities => ["england-average-2011", "kent-2011"].map(|name| format!("[\"{name}\"]")),
        Kind::Mechanisms => ["[]", "[\"M46\"]"].map(String::from),
        Kind::Indicators => ["moves", "worker_changes"].map(|id| format!("[\"{id}\"]")),
        Kind::Several(names) => [0, 1].map(|at| format!("[\"{}\"]", names[at])),
    }
}

#[test]
fn every_field_of_a_scenario_moves_its_hash() {
    let all = base();
    let alone = document(&MAIN.replace("staffordshire-2011", "staffordshire-2021"));
    for field in FIELDS.iter() {
        let base = if field.key.starts_with("starts_") { &alone } else { &all };
        let [one, other] = two_values(field);
        let with = |value: &str| {
            // An event and a change are set whole.
            let mut whole = match field.section {
                "event" => vec![
                    ("date", "\"2012-05\""),
                    ("what", "\"reorganisation\""),
                    ("authority", "\"staffordshire-2011\""),
                ],
                "idea" => vec![
                    ("name", "\"Evenings\""),
                    ("date", "\"2012-05\""),
                    ("authority", "\"staffordshire-2011\""),
                    ("begins_in", "\"own-teams\""),
                    ("acts_on", "\"decisions\""),
                    ("tried_as", "\"pilot\""),
                ],
                "change" => vec![
                    ("set", "{ \"in_house.caseload\" = 12 }"),
                    ("from", "\"2011-05\""),
                    ("until", "\"2014-05\""),
                    ("when", "\"vacancy\""),
                    (if field.key == "below" { "below" } else { "above" }, "0.2"),
                    ("authority", "\"staffordshire-2011\""),
                ],
                _ => return resolved(&base.with(&[(&field.path(), value)])),
            };
            for (key, written) in &mut whole {
                if *key == field.key {
                    *written = value;
                }
            }
            let keys: Vec<String> = whole.iter().map(|(key, written)| format!("{key} = {written}")).collect();
            resolved(&base.with(&[(field.section, &format!("[{{ {} }}]", keys.join(", ")))]))
        };
        assert_ne!(with(&one), with(&other), "{} = {one} and {other}", field.path());
    }
}

/// Whether a change of the scenario as it is meant moves the hash.
fn moves(change: impl FnOnce(&mut Scenario)) -> bool {
    let (mut scenario, _) = base().scenario().unwrap_or_else(|faults| panic!("{faults}"));
    let before = scenario.resolved();
    change(&mut scenario);
    before != scenario.resolved()
}

#[test]
fn every_figure_of_an_authority_moves_the_hash() {
    // A figure that is added and not named here does not compile.
    let Some(Profile {
        name: _,
        source: _,
        year: _,
        ages: _,
        placements: _,
        stock: _,
        any_time: _,
        flows: _,
        unaccompanied: _,
        care_leavers: _,
        arrival_ages: _,
        levels: _,
        children: _,
        national: _,
    }) = Profile::embedded("staffordshire-2011")
    else {
        panic!("the program carries it");
    };
    let flows = || Flows { started: 300.0, ceased: 290.0, growth: Some(10.0) };
    let child = || ListedChild {
        age_months: 100.0,
        placement: PlacementType::Foster,
        months_in_care: 10.0,
        months_in_placement: 5.0,
        months_since_previous: Some(8.0),
        unaccompanied: false,
    };
    type Change = Box<dyn Fn(&mut Profile)>;
    let changes: Vec<(&str, Change)> = vec![
        ("name", Box::new(|of| of.name.push('x'))),
        ("source", Box::new(|of| of.source.push('x'))),
        ("year", Box::new(|of| of.year += 1)),
        ("ages", Box::new(|of| of.ages[4] += 1.0)),
        ("placements", Box::new(|of| of.placements[5] += 1.0)),
        ("stock", Box::new(|of| of.stock += 1.0)),
        ("any_time", Box::new(|of| of.any_time = None)),
        ("flows", Box::new(move |of| of.flows = Some(flows()))),
        ("unaccompanied", Box::new(|of| of.unaccompanied = None)),
        ("care_leavers", Box::new(|of| of.care_leavers = Some(LeftCare::default()))),
        ("arrival_ages", Box::new(|of| of.arrival_ages = Some([0.2; 5]))),
        ("levels", Box::new(|of| of.levels[11] = LevelFactor { factor: 1.0, log_sd: 0.1 })),
        ("children", Box::new(move |of| of.children.push(child()))),
        ("national", Box::new(|of| of.national = National { oldest_share: 0.5, ..of.national })),
    ];
    for (name, change) in changes {
        let moved = moves(|scenario| {
            let authority = &mut scenario.arms[0].alternative.authorities[1];
            change(Arc::make_mut(&mut authority.figures));
        });
        assert!(moved, "{name}");
    }
    let child_changes: [fn(&mut ListedChild); 5] = [
        |of| of.age_months += 1.0,
        |of| of.placement = PlacementType::Kinship,
        |of| of.months_in_care += 1.0,
        |of| of.months_in_placement += 1.0,
        |of| of.months_since_previous = None,
    ];
    let with_child = |change: Option<fn(&mut ListedChild)>| {
        let (mut scenario, _) = base().scenario().unwrap();
        let mut child = child();
        change.iter().for_each(|change| change(&mut child));
        Arc::make_mut(&mut scenario.arms[0].alternative.authorities[0].figures).children = vec![child];
        scenario.resolved()
    };
    assert!(child_changes.iter().all(|change| with_child(Some(*change)) != with_child(None)));
}

#[test]
fn what_stands_beside_the_fields_moves_the_hash_and_the_text_of_the_file_does_not() {
    let of_arm = |change: fn(&mut Arm)| moves(|scenario| change(&mut scenario.arms[1]));
    assert!(of_arm(|arm| arm.name.push('x')));
    let of_alternative =
        |change: fn(&mut Alternative)| moves(|scenario| change(&mut scenario.arms[1].alternative));
    assert!(of_alternative(|arm| arm.authorities.truncate(1)));
    assert!(of_alternative(|arm| arm.in_house.truncate(1)));
    assert!(of_alternative(|arm| arm.practices.clear()));
    assert!(of_alternative(
        |arm| arm.posterior = swplab::evidence::Posterior::embedded("england-2021").map(Arc::new)
    ));
    let set = |value, why: &str| Override { value, why: why.to_string() };
    assert!(moves(|scenario| {
        scenario.arms[1].alternative.parameters.insert("in-house.caseload".into(), set(15.0, "a reason"));
    }));
    let with = |set: Override| {
        let (mut scenario, _) = base().scenario().unwrap();
        scenario.arms[0].alternative.parameters.insert("in-house.caseload".into(), set);
        scenario.resolved()
    };
    assert_ne!(with(set(15.0, "a reason")), with(set(15.0, "another")));
    assert_ne!(with(set(15.0, "a reason")), with(set(16.0, "a reason")));
    assert!(of_alternative(|arm| {
        arm.hypotheses.insert("H6".into(), "neutral".into());
    }));
    assert!(of_alternative(|arm| {
        arm.switched_off.insert("M46".into());
    }));
    let levels = vec!["2".to_string()];
    assert!(moves(|scenario| scenario.sweep.push(Factor { path: "contract.term_years".into(), levels })));
    assert!(moves(|scenario| {
        scenario.arms.pop();
    }));
    assert!(!moves(|scenario| scenario.name.push('x')));
    assert!(!moves(|scenario| scenario.text.push('x')));
    assert!(!moves(|scenario| scenario.arms[1].changes.clear()));
}

#[test]
fn of_the_other_arms_only_what_differs_is_told() {
    let text = resolved(&base());
    let second: Vec<&str> = text.lines().filter(|line| line.starts_with("arms.001.")).collect();
    let term = "arms.001.practices.000.contract.term_months = 24.0";
    assert_eq!(second, ["arms.001.name = \"2 years\"", term]);
}
