//! The laboratory shows what a run finds: its histories are the run's, its picture adds up to them, and what it saves is
//! the scenario that it shows.

use std::path::{Path, PathBuf};

use serde_json::Value;
use swplab::indicator::INDICATORS;
use swplab::indicator::placements::MOVES;
use swplab::indicator::relationship::WORKER_CHANGES;
use swplab::laboratory::{COUNTERS, GROUP_COUNTERS, Laboratory, Sent, Wanted, compose};
use swplab::scenario::{Document, ProfileFiles, Scenario};
use swplab::study::{ArmId, Runner, Simulation, run};

const SMALL: &str = r#"
title = "Small"
question = "What if the contract were longer?"
authorities = ["england-average-2011"]

[study]
start = "2011-03-31"
horizon_years = 3
replications = 2
seed = 20110331

[[practice]]
name = "Practice"
form = "mutual"
size = 60
min_age = 8
serve_to_age = 21
social_workers = 3
personal_advisers = 2
other_staff = 2

[contract]
term_years = 2

[[arms]]
name = "short"

[[arms]]
name = "long"
set = { "contract.term_years" = 5 }
"#;

fn laboratory(text: &str) -> Result<Laboratory, String> {
    let sent = serde_json::json!({ "file": "small.toml", "text": text }).to_string();
    Laboratory::open(serde_json::from_str::<Sent>(&sent).unwrap())
}

fn document(name: &str, text: &str) -> Document {
    let files = ProfileFiles::Beside(PathBuf::new());
    Document::parse(name, name.to_owned(), files, text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn scenario(name: &str, text: &str) -> Scenario {
    document(name, text).scenario().unwrap_or_else(|faults| panic!("{name}: {faults}")).0
}

fn arms_of(scenario: &Scenario) -> Value {
    let arms = scenario.arms.iter();
    arms.map(|arm| serde_json::json!({ "name": arm.name, "set": arm.changes })).collect()
}

fn wanted(text: &str, arms: Value) -> Wanted {
    serde_json::from_value(serde_json::json!({ "text": text, "arms": arms })).unwrap()
}

#[test]
fn a_history_of_the_laboratory_is_that_of_a_run_and_its_picture_adds_up_to_it() {
    let simulation = Simulation::of_arms(&scenario("small", SMALL));
    let results = run(&simulation, 0..2, &Runner::silent(1).unwrap()).unwrap();
    let mut laboratory = laboratory(SMALL).unwrap();
    let units = results.units.len();
    let remit = results.unit("remit").unwrap();
    for replication in [1, 0] {
        let values = laboratory.history(replication).unwrap();
        for (arm, _) in results.each_arm() {
            for (unit, _) in results.each_unit() {
                for (at, indicator) in INDICATORS.iter().enumerate() {
                    let found = values[(arm.0 * units + unit.0) * INDICATORS.len() + at];
                    let expected = results.value(arm, replication as usize, unit, indicator);
                    assert_eq!(found.to_bits(), expected.to_bits(), "{} in {arm:?}", indicator.id);
                }
            }
            let trace = laboratory.trace(replication, arm.0).unwrap();
            let told: Value = serde_json::from_str(&trace.words).unwrap();
            let providers = told["providers"].as_array().unwrap().len();
            let wide = providers * COUNTERS.len() + 2 * GROUP_COUNTERS.len();
            assert_eq!(trace.values.len(), 37 * wide);
            let sum = |counter: &str| {
                let at = GROUP_COUNTERS.iter().position(|known| *known == counter).unwrap();
                let at = providers * COUNTERS.len() + GROUP_COUNTERS.len() + at;
                trace.values.iter().skip(at).step_by(wide).sum::<f64>()
            };
            for (indicator, counter) in [(&WORKER_CHANGES, "changes"), (&MOVES, "moves")] {
                let expected = results.value(arm, replication as usize, remit, indicator);
                let found = sum(counter) / (sum("child_months") / 12.0);
                assert!((found - expected).abs() < 1e-9, "{counter} in {arm:?}: {found} {expected}");
            }
        }
    }
}

/// What a laboratory finds in two replications, to the bit, and its pictures.
fn found(laboratory: &mut Laboratory) -> (Vec<u64>, Vec<String>) {
    let mut bits = Vec::new();
    let mut pictures = Vec::new();
    for replication in [0, 30] {
        bits.extend(laboratory.history(replication).unwrap().iter().map(|value| value.to_bits()));
        for arm in 0..2 {
            pictures.push(format!("{:?}", laboratory.trace(replication, arm).unwrap()));
        }
    }
    (bits, pictures)
}

#[test]
fn a_scenario_that_is_changed_again_and_again_finds_what_it_finds_when_it_is_opened_fresh() {
    let arm = "name = \"short\"\n";
    let with = |set: &str| SMALL.replace(arm, &format!("{arm}set = {{ {set} }}\n"));
    let chain: Vec<String> = vec![
        SMALL.to_owned(),
        SMALL.replace("term_years\" = 5", "term_years\" = 1"),
        with("\"contract.term_years\" = 3"),
        with("\"in_house.leadership\" = 0.8"),
        SMALL.replace("\"contract.term_years\" = 5", "\"authority.arrivals_factor\" = 1.5"),
        SMALL.replace("\"contract.term_years\" = 5", "\"practice\" = []"),
        with("\"parameters.arrivals.overdispersion\" = 1.5"),
        SMALL.replace("size = 60", "size = 40"),
        SMALL.replace("seed = 20110331", "seed = 7"),
        SMALL.replace("horizon_years = 3", "horizon_years = 2"),
        SMALL
            .replace("[[arms]]\nname = \"long\"", "[[arms]]\nname = \"as it is\"\n[[arms]]\nname = \"long\""),
        SMALL.replace("england-average-2011", "staffordshire-2011"),
        SMALL.to_owned(),
    ];
    let mut changed = laboratory(&chain[0]).unwrap();
    for (at, text) in chain.iter().enumerate() {
        let sent = serde_json::json!({ "file": "small.toml", "text": text }).to_string();
        changed = changed
            .change(serde_json::from_str::<Sent>(&sent).unwrap())
            .unwrap_or_else(|e| panic!("{at}: {e}"));
        let mut fresh = laboratory(text).unwrap();
        assert!(
            found(&mut changed) == found(&mut fresh),
            "change {at} is found otherwise than fresh:\n{text}"
        );
    }
}

#[test]
fn what_a_change_leaves_alone_is_not_lived_again() {
    let sent = |text: &str| {
        let sent = serde_json::json!({ "file": "small.toml", "text": text }).to_string();
        serde_json::from_str::<Sent>(&sent).unwrap()
    };
    let lives = |laboratory: &mut Laboratory| {
        let before = laboratory.lived();
        laboratory.history(0).unwrap();
        laboratory.lived() - before
    };
    let mut laboratory = laboratory(SMALL).unwrap();
    assert_eq!((lives(&mut laboratory), lives(&mut laboratory)), (2, 0));
    let longer = SMALL.replace("term_years\" = 5", "term_years\" = 8");
    let mut laboratory = laboratory.change(sent(&longer)).unwrap();
    assert_eq!(lives(&mut laboratory), 1, "the first arm is as it was");
    let mut laboratory = laboratory.change(sent(SMALL)).unwrap();
    assert_eq!(lives(&mut laboratory), 0, "so it was before");
    let mut laboratory = laboratory.change(sent(&SMALL.replace("term_years = 2", "term_years = 3"))).unwrap();
    assert_eq!(lives(&mut laboratory), 1, "the first arm alone has the file's own term");
    let mut laboratory = laboratory.change(sent(&SMALL.replace("seed = 20110331", "seed = 1"))).unwrap();
    assert_eq!(lives(&mut laboratory), 2, "another luck");
}

#[test]
fn what_is_told_is_the_ending_of_a_run_with_as_many_replications() {
    let mut laboratory = laboratory(SMALL).unwrap();
    assert!(laboratory.live_next().is_err() && laboratory.told().is_err());
    laboratory.begin_study(2);
    assert!(laboratory.live_next().unwrap());
    assert!(!laboratory.live_next().unwrap());
    let told: Value = serde_json::from_str(&laboratory.told().unwrap()).unwrap();
    let ending = told["ending"].as_str().unwrap();
    assert!(ending.contains("Children of the remit, mean of 2 replications"), "{ending}");
    let simulation = Simulation::of_arms(&scenario("small", SMALL));
    let results = run(&simulation, 0..2, &Runner::silent(1).unwrap()).unwrap();
    let level = results.values(ArmId(0), results.unit("remit").unwrap(), &WORKER_CHANGES);
    let level = (level[0] + level[1]) / 2.0;
    assert!(ending.contains(&format!("(per child-year): {level:.2} with short")), "{ending}");
    assert!(!told["quantities"].as_array().unwrap().is_empty());
    assert!(!told["figures"].as_array().unwrap().is_empty());
}

#[test]
fn an_outcome_that_is_made_of_one_input_turns_on_it_and_one_that_is_luck_on_none() {
    // What is drawn does not hang on how long a history is.
    let text = SMALL.replace("horizon_years = 3", "horizon_years = 1");
    let laboratory = laboratory(&text).unwrap();
    let replications = 60;
    let study = Simulation::of_arms(&scenario("small", &text));
    let results = run(&study, 0..replications, &Runner::silent(1).unwrap()).unwrap();
    let drawn = |id: &str| -> Vec<f64> {
        let at = results.quantities.iter().position(|known| known == id).unwrap();
        results.parameter(at)
    };
    let first = |measure: &str, outcome: &[f64]| {
        let found = laboratory.turns(measure, outcome);
        let words: Value = serde_json::from_str(&found.words).unwrap();
        let groups = found.values[3] as usize;
        (words[0].clone(), found.values[1], found.values[2], found.values[4..4 + groups].to_vec())
    };

    let quantity = drawn("culture.child-first");
    let (named, share, floor, means) = first("culture", &quantity);
    assert_eq!(named[0]["id"], "culture.child-first");
    assert_eq!(named[0]["grade"], "D");
    assert!(share > 0.8 && share > floor, "{share} {floor}");
    // Groups of equal count: the mean of the lowest is that of the lowest values.
    let mut sorted = quantity.clone();
    sorted.sort_by(f64::total_cmp);
    let lowest = sorted[..20].iter().sum::<f64>() / 20.0;
    assert!(means.len() == 3 && (means[0] - lowest).abs() < 1e-9, "{means:?} {lowest}");

    let question = results.hypotheses.iter().position(|id| id == "H1").unwrap();
    let (names, taken) = results.positions(question);
    let mut outcome: Vec<f64> =
        taken.iter().map(|position| if names[*position] == "principles" { 2.0 } else { 0.5 }).collect();
    outcome[7] = f64::NAN;
    let (named, share, _, means) = first("turnover", &outcome);
    assert_eq!((&named[0]["id"], share), (&Value::from("H1"), 1.0));
    let positions = named[1].as_array().unwrap();
    for (position, mean) in positions.iter().zip(means) {
        assert_eq!(mean, if position == "principles" { 2.0 } else { 0.5 }, "{position}");
    }

    // What cannot reach a headline is not named for it, however well it goes with it by chance.
    let apart = drawn("care-leavers.eet.advocacy");
    assert_eq!(first("culture", &apart).0[0]["id"], "care-leavers.eet.advocacy");
    assert_ne!(first("turnover", &apart).0[0]["id"], "care-leavers.eet.advocacy");

    let luck: Vec<f64> = (0..replications).map(|r| f64::from(r * 7919 % 61)).collect();
    let (_, share, floor, _) = first("culture", &luck);
    assert!(share < floor, "{share} {floor}");
    assert!(laboratory.turns("culture", &[1.0; 60]).words == "[]", "what does not vary turns on nothing");
}

#[test]
fn every_scenario_with_its_own_arms_is_composed_to_what_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let before = scenario(&name, &text);
        let composed = compose(&wanted(&text, arms_of(&before)));
        let after = scenario(&name, &composed);
        assert_eq!(after.arms.len(), before.arms.len());
        let without_sweep = |scenario: Scenario| {
            Scenario { sweep: Vec::new(), design: Default::default(), ..scenario }.resolved()
        };
        assert_eq!(without_sweep(after), without_sweep(before), "{name}");
        assert!(!composed.contains("What was seen"), "{name} tells what was seen with other arms");
        seen += 1;
    }
    assert!(seen > 15);
}

#[test]
fn a_text_that_looks_like_a_table_is_none_and_remarks_on_arms_go_with_them() {
    let text = r#"
title = "Odd"
question = """
[[arms]]
is no table here."""
authorities = [
  "staffordshire-2011", # [[arms]]
  'kent-2011',
]
[study]
start = "2011-03-31"
# The arms differ.
[[arms]]
name = "one"
[[arms]]
name = "two"
set = { "in_house.caseload" = [
[1], 2] }
[readings]
units = ["authority"]
[sweep]
base = "two"
"#;
    let arms = serde_json::json!([{ "name": "a \"b\"", "set": [["in_house.caseload", "12"]] }]);
    let mut asked = wanted(text, arms);
    let composed = compose(&asked);
    assert!(
        composed.contains("[[arms]]\nis no table here.\"\"\"") && composed.contains("'kent-2011',"),
        "{composed}"
    );
    assert!(
        composed.contains("[[arms]]\nname = 'a \"b\"'\nset = { \"in_house.caseload\" = 12 }\n"),
        "{composed}"
    );
    assert!(composed.ends_with("[readings]\nunits = [\"authority\"]\n"), "{composed}");
    assert!(!composed.contains("The arms differ") && !composed.contains("\"two\""), "{composed}");
    asked.text += "[[lab.step]]\ntitle = \"One\"\n[lab]\nshow = \"moves\"\n";
    assert!(compose(&asked).ends_with("[lab]\nshow = \"moves\"\n"));
    asked.for_the_bench = true;
    assert_eq!(compose(&asked), composed, "the bench has no need of what the page offers");
    asked.authority = Some("kent-2011".to_owned());
    let elsewhere = compose(&asked);
    assert!(elsewhere.contains("authorities = [\"kent-2011\"]\n[study]"), "{elsewhere}");
}

#[test]
fn a_refused_scenario_is_refused_in_the_words_of_the_check() {
    let faulty = SMALL.replace("term_years = 2", "term_years = 200");
    let refused = laboratory(&faulty).err().unwrap();
    let document = document("small.toml", &faulty);
    assert_eq!(refused, document.scenario().unwrap_err().to_string());
    assert!(refused.starts_with("small.toml:"), "{refused}");
}

#[test]
fn a_dropped_profile_takes_the_place_of_the_authority() {
    let profile = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("evidence/authorities/staffordshire-2011.toml"),
    )
    .unwrap();
    let mut asked = wanted(SMALL, arms_of(&scenario("small", SMALL)));
    asked.authority = Some("mine.toml".to_owned());
    let sent = serde_json::json!({ "file": "small.toml", "text": compose(&asked), "profiles": { "mine.toml": profile } });
    let opened = Laboratory::open(serde_json::from_value(sent).unwrap()).unwrap();
    let opening: Value = serde_json::from_str(&opened.opening()).unwrap();
    assert_eq!(opening["authorities"][0]["profile"], "mine.toml");
}

#[test]
fn the_opening_offers_what_the_scenario_names_and_what_its_arms_change() {
    let text = include_str!("../../scenarios/contract-length.toml");
    let opening: Value = serde_json::from_str(&laboratory(text).unwrap().opening()).unwrap();
    let paths = |list: &str| -> Vec<String> {
        let controls = opening[list].as_array().unwrap().iter();
        controls.map(|control| control["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(paths("controls")[0], "contract.term_years");
    assert_eq!(opening["controls"][0]["written"], "3");
    assert!(paths("controls").contains(&"practice".to_owned()), "an arm changes it");
    assert!(paths("more").contains(&"hypotheses.H6".to_owned()));
    assert!(paths("more").iter().all(|path| !paths("controls").contains(path)));
    assert_eq!(opening["second"], "10 years");
}

#[test]
fn a_step_stops_after_so_many_months_as_its_month_ends() {
    let with = |stop: &str| {
        let text = format!(
            "{SMALL}\n[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nstop = \"{stop}\"\nstop_says = \"Look.\"\n"
        );
        let opening: Value = serde_json::from_str(&laboratory(&text).unwrap().opening()).unwrap();
        opening["steps"][0]["stop"].clone()
    };
    for (stop, month) in [("2011-04", 1), ("2012-03", 12), ("2014-03", 36)] {
        assert_eq!(with(stop), serde_json::json!({ "month": month, "says": "Look." }), "{stop}");
    }
}

#[test]
fn what_a_lab_table_says_is_checked_as_what_arms_say() {
    let with = |lab: &str| laboratory(&format!("{SMALL}\n[lab]\n{lab}")).err().unwrap_or_default();
    assert_eq!(with("show = \"worker_changes\"\nhistory = 3"), "");
    let control = "[[lab.control]]\npath = \"contract.term_years\"\nlabel = \"Length\"\n";
    assert_eq!(with(&format!("{control}values = [2, 5]")), "");
    for (lab, said) in [
        ("show = \"worker_change\"", "Did you mean worker_changes"),
        ("shown = 1", "lab.shown is not a known key. Did you mean show?"),
        ("history = 0", "lab.history is 0, but must be a whole number from 1 to 10000."),
        (&format!("{control}values = [2, 200]"), "contract.term_years is 200, but must be"),
        (
            &format!("{control}values = [2, 5]\nwords = [\"two\"]"),
            "lab.control.1.words are 1, but its values are 2",
        ),
        (&format!("{control}values = []"), "lab.control.1.values is missing"),
        ("[[lab.step]]\ntitle = \"One\"", "lab.step.1.text is missing"),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nshow = \"cultur\"",
            "lab.step.1.show: \"cultur\" is not known. Did you mean culture?",
        ),
        ("[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nunit = \"nobody\"", "lab.step.1.unit"),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nfirst = { \"contract.term_year\" = 3 }",
            "Did you mean contract.term_years",
        ),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\ncontrols = [\"study.seed\"]",
            "study.seed cannot differ between arms",
        ),
        (
            "[lab.step]\ntitle = \"One\"",
            "lab.step is not a list of tables: write [[lab.step]] once for each.",
        ),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nstop = \"2012-03\"",
            "lab.step.1.stop does nothing without lab.step.1.stop_says, what is said there.",
        ),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nstop_says = \"Who noticed?\"",
            "lab.step.1.stop_says does nothing without lab.step.1.stop, the month at which it is said.",
        ),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nstop = \"March\"\nstop_says = \"Look.\"",
            "lab.step.1.stop is \"March\", but must be a month, such as \"2013-03\".",
        ),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nstop = 2013\nstop_says = \"Look.\"",
            "lab.step.1.stop is 2013, but must be text.",
        ),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nstop = \"2011-03\"\nstop_says = \"Look.\"",
            "lab.step.1.stop is 2011-03, but must lie inside the study: 3 years from the day after 2011-03-31.",
        ),
        (
            "[[lab.step]]\ntitle = \"One\"\ntext = \"Two\"\nstop = \"2014-04\"\nstop_says = \"Look.\"",
            "lab.step.1.stop is 2014-04, but must lie inside the study",
        ),
    ] {
        let found = with(lab);
        assert!(found.contains(said), "{lab}: {found}");
    }
}
