//! Sweeps over points, sensitivity analyses and decisions: files, sentences, repetition and refusals.

use crate::place::{Place, Row, assert_exit, number, small, stderr, stdout};
use crate::whys;

/// The shipped scenario with a short life.
fn short() -> Place {
    let place = Place::with_scenario();
    let text = place.read("contract-length.toml");
    assert!(text.contains("horizon_years = 14"));
    place.write("short.toml", &text.replace("horizon_years = 14", "horizon_years = 3"));
    place
}

/// A small authority, for what lives every input: some hundred children and a practice for fifty.
fn small_place() -> Place {
    let place = Place::empty();
    let head = "title = \"Small\"\nquestion = \"What does a practice for three years do?\"\n";
    let arms = r#"[[arms]]
name = "3 years"
[[arms]]
name = "no practice"
set = { practice = [] }
"#;
    let changed = [
        ("horizon_years = 2", "horizon_years = 3"),
        ("replications = 40", "replications = 20"),
        ("[[practice]]", "[in_house]\nserve_to_age = 25\n\n[[practice]]"),
    ];
    place.write("short.toml", &small(head, &changed, arms));
    place
}

#[test]
fn points_of_a_sweep_stand_in_columns_of_their_own_and_are_repeated() {
    let place = short();
    let table = r#"[sweep]
design = "sobol"
points = 8
base = "5 years"
"contract.review_months" = { from = 3, to = 24 }
"hypotheses.H6" = ["neutral", "long-helps"]
"in_house.caseload" = { from = 14.0, to = 20.0 }
"#;
    place.write("points.toml", &format!("{}\n{table}", place.read("short.toml")));
    let ran = place.swplab(&["sweep", "points.toml", "--replications", "2", "--out", "out"]);
    assert_exit(&ran, 0);
    assert!(
        stdout(&ran).contains("each of 9 combinations") && stdout(&ran).contains("\u{201c}5 years\u{201d}"),
        "{}",
        stdout(&ran)
    );
    let design = place.rows("out/design.csv");
    assert_eq!((design.len(), design[0]["in_house.caseload"].as_str()), (9, ""));
    for row in &design[1..] {
        let (months, caseload) = (number(row, "contract.review_months"), number(row, "in_house.caseload"));
        assert!((3.0..=24.0).contains(&months) && months.fract() == 0.0 && (14.0..=20.0).contains(&caseload));
    }
    assert_eq!(design[1..].iter().filter(|row| row["hypotheses.H6"] == "neutral").count(), 4);
    assert!(place.at("out/charts/points-worker-changes.svg").is_file());
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
}

#[test]
fn a_sensitivity_analysis_is_written_said_and_repeated() {
    let place = short();
    let asked = [
        "sensitivity",
        "short.toml",
        "--arm",
        "no practice",
        "--trajectories",
        "2",
        "--rows",
        "8",
        "--top",
        "2",
        "--leaders",
        "64",
        "--out",
        "out",
    ];
    let ran = place.swplab(&asked);
    assert_exit(&ran, 0);
    assert!(stderr(&ran).contains(" runs, about "), "{}", stderr(&ran));
    for words in ["How much of this answer is owed to assumption", "Luck"] {
        assert!(stdout(&ran).contains(words), "{words} is missing:\n{}", stdout(&ran));
    }
    // What comes first is told only of inputs whose intervals lie above those of all that are not told so.
    let means = place.rows("out/means.csv");
    let (ahead, behind): (Vec<&Row>, Vec<&Row>) = means.iter().partition(|row| row["place"] == "first");
    let ends = |row: &Row| [number(row, "mean_low"), number(row, "mean_high")];
    let taken_on = behind.iter().filter(|row| row["place"] != "left");
    let highest = taken_on.flat_map(|row| ends(row)).fold(0.0, |most: f64, end| most.max(end.abs()));
    for row in &ahead {
        let [low, high] = ends(row);
        assert!(low * high > 0.0 && low.abs().min(high.abs()) > highest, "{row:?}");
    }
    assert_eq!(
        stdout(&ran).contains("Of those taken on it turns most on "),
        !ahead.is_empty(),
        "{}",
        stdout(&ran)
    );
    assert_eq!(stdout(&ran).contains(" not told after "), ahead.len() < 2, "{}", stdout(&ran));
    assert_eq!(means.iter().filter(|row| row["histories"] != "0").count(), 2, "two are taken on");
    assert!(means.len() > 300 && means.iter().all(|row| !row["all_mean"].is_empty()));
    let effects = place.rows("out/effects.csv");
    let luck = effects.iter().find(|row| row["kind"] == "luck").unwrap();
    assert!(number(luck, "size") > 0.0);
    for row in effects.iter().filter(|row| row["moves"] == "false") {
        assert_eq!(number(row, "size"), 0.0, "{}", row["input"]);
    }
    let shares = place.rows("out/shares.csv");
    assert!(shares.iter().any(|row| row["set"] == "luck" && row["year"].is_empty()));
    assert!(shares.iter().any(|row| !row["year"].is_empty()));
    assert!(place.at("out/charts/effects.svg").is_file() && place.at("out/charts/means.svg").is_file());
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    for (wrong, word) in [
        (&["--arm", "4 years"][..], "there are:"),
        (&["--arm", "3 years"], "itself"),
        (&["--indicator", "nothing"], "no indicator"),
        (&["--unit", "practice"], "no unit"),
        (&["--among", "contract.term_years"], "no input"),
    ] {
        let refused = place.swplab(&[&["sensitivity", "short.toml"], wrong].concat());
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains(word), "{word}: {}", stderr(&refused));
    }
}

/// An input that is compared with none goes from end to end in the histories of a run, so that two runs that set it give the
/// same mean.
#[test]
fn one_input_alone_moves_the_difference_as_two_runs_that_set_it_do() {
    let place = small_place();
    let text = place.read("short.toml");
    let quantity = |value| {
        let set = format!("[parameters]\n\"insecurity.practice\" = {{ value = {value}, why = \"an end\" }}");
        text.replace("[parameters]", &set)
    };
    let field = |value| text.replace("[in_house]", &format!("[in_house]\ncaseload = {value}"));
    for (input, ends, set) in [
        ("insecurity.practice", ["0.02", "0.25"], ["0.02", "0.25"].map(quantity)),
        ("in_house.caseload", ["14", "20"], ["14.0", "20.0"].map(field)),
    ] {
        let asked =
            ["sensitivity", "short.toml", "--arm", "no practice", "--trajectories", "2", "--rows", "0"];
        let alone =
            ["--vary", "in_house.caseload=14.0..20.0", "--leaders", "64", "--among", input, "--out", input];
        let ran = place.swplab(&[&asked[..], &alone].concat());
        assert_exit(&ran, 0);
        assert!(stdout(&ran).contains("One thing changed at a time, in 32 histories: "), "{}", stdout(&ran));
        let [from, to] = set.map(|text| {
            place.write("set.toml", &text);
            let few = ["--replications", "32", "--no-contested", "--replace", "--out", "run", "-q"];
            assert_exit(&place.swplab(&[&["run", "set.toml"], &few[..]].concat()), 0);
            let runs = place.rows("run/runs.csv");
            let figures =
                runs.iter().filter(|row| row["unit"] == "remit" && row["indicator"] == "worker_changes");
            let of = |arm: &str| -> f64 {
                figures.clone().filter(|row| row["arm"] == arm).map(|row| number(row, "value")).sum()
            };
            (of("no practice") - of("3 years")) / 32.0
        });
        let row = &place.rows(&format!("{input}/means.csv"))[0];
        assert_eq!(["from", "to"].map(|end| row[end].trim_end_matches(".0")), ends);
        let mean = number(row, "mean");
        assert!(to != from && (mean - (to - from)).abs() < 1e-12, "{input}: {mean} and {}", to - from);
        assert_eq!((row["histories"].as_str(), row["all_mean"].as_str()), ("32", ""));
    }
}

#[test]
fn a_chain_gives_a_lever_that_pulls_one_thing_to_its_channel_and_is_repeated() {
    let place = Place::empty();
    // The lever is a share of workers who move with their children, and nothing else.
    place.write("planted.toml", &whys::planted().replace("replications = 80", "replications = 4"));
    let asked = ["why", "planted.toml", "--histories", "4", "--indicator", "worker_changes", "--out", "out"];
    let ran = place.swplab(&asked);
    assert_exit(&ran, 0);
    assert!(stderr(&ran).contains(" runs, about "), "{}", stderr(&ran));
    let links = place.rows("out/links.csv");
    let of = |key: &str| number(links.iter().find(|row| row["channel"] == key).expect("a link"), "mean");
    // Where all workers move in both arms nothing differs, to the last bit.
    assert_eq!(of("remainder"), 0.0);
    assert!(of("whole") < 0.0);
    let parts: f64 =
        links.iter().filter(|row| row["channel"] != "whole").map(|row| number(row, "mean")).sum();
    assert!((parts - of("whole")).abs() < 1e-9, "{parts} is not {}", of("whole"));
    let share = of("transfers") / of("whole");
    assert!((0.6..1.4).contains(&share), "{share} passes through transfers");
    let rest = links.iter().filter(|row| !["whole", "transfers"].contains(&row["channel"].as_str()));
    assert!(rest.map(|row| number(row, "mean").abs()).all(|size| size < of("transfers").abs() / 2.0));
    let sets = place.rows("out/chain.csv");
    assert_eq!((sets.len().count_ones(), sets[0]["open"].as_str()), (1, ""));
    for closed in sets.iter().filter(|row| !row["open"].split(' ').any(|key| key == "transfers")) {
        assert_eq!(number(closed, "mean"), 0.0, "{}", closed["open"]);
    }
    assert!(place.at("out/charts/chain.svg").is_file());
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    for (wrong, word) in [(&["--arm", "4 years"][..], "there are:"), (&["--arm", "few move"], "itself")] {
        let refused = place.swplab(&[&["why", "planted.toml"], wrong].concat());
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains(word), "{word}: {}", stderr(&refused));
    }
}

#[test]
fn the_chain_of_culture_gives_a_planted_link_the_whole_and_closes_every_other() {
    let place = Place::empty();
    place.write("planted.toml", &whys::of_culture().replace("replications = 80", "replications = 4"));
    let asked = "why planted.toml --links culture --histories 4 --indicator direct_hours --out out";
    let ran = place.swplab(&asked.split(' ').collect::<Vec<&str>>());
    assert_exit(&ran, 0);
    let links = place.rows("out/links.csv");
    let of = |key: &str| number(links.iter().find(|row| row["channel"] == key).expect("a link"), "mean");
    assert!(of("whole") > 0.01, "{}", of("whole"));
    assert!((of("direct-work") / of("whole") - 1.0).abs() < 0.05, "{} of {}", of("direct-work"), of("whole"));
    for key in ["reception", "reallocation", "staying", "decisions"] {
        assert_eq!(of(key), 0.0, "{key}");
    }
    let grades = links.iter().find(|row| row["channel"] == "direct-work").map(|row| row["grades"].as_str());
    assert_eq!(grades, Some("1 of D"));
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    assert_exit(&place.swplab(&["why", "planted.toml", "--links", "hope"]), 2);
}

/// Of what a scenario tells first neither more nor less may be better: options are compared by the first of which it is.
#[test]
fn options_are_compared_by_what_can_be_better_and_pounds_are_told_as_pounds() {
    let place = Place::empty();
    assert_exit(
        &place.swplab(&["decide", "before-care", "--futures", "20", "--lucks", "1", "--out", "out"]),
        0,
    );
    assert!(place.rows("out/decision.csv").iter().all(|row| row["indicator"] == "cost_total"));
    let page = place.read("out/report.html");
    let worth = page.split("luck included, is worth ").nth(1).unwrap();
    assert!(
        worth.starts_with('£') && worth.split('.').nth(1).unwrap().ends_with(" million"),
        "{}",
        &worth[..40]
    );
}

#[test]
fn a_decision_is_written_said_and_repeated() {
    let place = short();
    let asked = [
        "decide",
        "short.toml",
        "--futures",
        "40",
        "--lucks",
        "1",
        "--try",
        "practice.size=100,200",
        "--keep",
        "worker_changes<=0.8",
        "--out",
        "out",
    ];
    let ran = place.swplab(&asked);
    assert_exit(&ran, 0);
    assert!(stderr(&ran).contains("8 options x 40 futures x 1 lucks: 320 runs"), "{}", stderr(&ran));
    for words in ["regret", "harm", "worth"] {
        assert!(stdout(&ran).contains(words), "{words} is missing:\n{}", stdout(&ran));
    }
    let options = place.rows("out/options.csv");
    assert_eq!((options.len(), options[6]["option"].as_str()), (8, "practice.size = 100"));
    // What is no position is a number that any program reads, negative ones too.
    let quantities = |key: &&String| !key.starts_with('H');
    for row in place.rows("out/design.csv") {
        for key in row.keys().filter(quantities) {
            assert!(row[key].parse::<f64>().is_ok(), "{key}: {}", row[key]);
        }
    }
    let futures = place.rows("out/futures.csv");
    assert_eq!(futures.len(), 320);
    // Regret is worked out anew from the figures: fewer changes are better.
    for future in futures.chunks(8) {
        let best = future.iter().map(|row| number(row, "value")).fold(f64::INFINITY, f64::min);
        for row in future {
            assert!((number(row, "value") - best - number(row, "regret")).abs() < 1e-12);
            assert_eq!(row["keeps"] == "true", number(row, "value") <= 0.8);
        }
    }
    let mean = |option: &str| {
        let own = futures.iter().filter(|row| row["option"] == option);
        own.map(|row| number(row, "regret")).sum::<f64>() / 40.0
    };
    for option in &options {
        assert!((number(option, "regret") - mean(&option["option"])).abs() < 1e-12);
    }
    assert!(place.at("out/charts/regret.svg").is_file());
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    for (wrong, word) in [
        (&["--keep", "worker_changes"][..], "INDICATOR<=NUMBER"),
        (&["--try", "contract.term_years=2..5"], "steps"),
        (&["--try", "hypotheses.H4=equal-good"], "no process"),
        (&["--vary", "contract.term_yaers=2..5"], "contract.term_years"),
        (&["--indicator", "children"], "better"),
    ] {
        let refused = place.swplab(&[&["decide", "short.toml"], wrong].concat());
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains(word), "{word}: {}", stderr(&refused));
    }
}

/// Posts, contracts and inspections are no group of children's: what is told of them is told of the whole authority, or refused.
#[test]
fn what_a_group_of_children_has_no_figure_of_is_told_of_the_whole_authority() {
    let place = Place::empty();
    let asked = ["decide", "austerity", "--futures", "20", "--lucks", "1", "--out", "out"];
    let ran = place.swplab(&asked);
    assert_exit(&ran, 0);
    let said = stdout(&ran);
    assert!(said.contains("caseload (cases per case holder) of the whole authority"), "{said}");
    assert!(!said.contains("not defined"), "{said}");
    for refused in [
        &["decide", "austerity", "--unit", "remit"][..],
        &["why", "austerity", "--unit", "remit"],
        &["sensitivity", "austerity", "--indicator", "trust", "--unit", "remit"],
        &["decide", "contract-length", "--keep", "vacancy<=10"],
    ] {
        let refused = place.swplab(refused);
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains("take --unit authority"), "{}", stderr(&refused));
    }
}

#[test]
fn where_one_option_is_best_in_every_future_nothing_is_worth_knowing_and_no_cost_is_negative() {
    let place = Place::empty();
    let asked = ["decide", "pathway-teams", "--futures", "20", "--lucks", "1", "--out", "out"];
    let ran = place.swplab(&asked);
    assert_exit(&ran, 0);
    let said = stdout(&ran);
    let best = place.rows("out/options.csv").into_iter().find(|row| number(row, "regret_most") == 0.0);
    let best = best.expect("one team all the way is best in every future")["option"].clone();
    let sentence = format!("\"{best}\" is the best of these options in every future");
    assert!(said.contains(&sentence) && !said.contains("To know everything"), "{said}");
    assert!(said.contains("a child-year less") && !said.contains("£-"), "{said}");
}

#[test]
fn a_sweep_ends_in_what_it_found() {
    let place = short();
    let asked =
        ["sweep", "short.toml", "--vary", "contract.term_years=2,3", "--replications", "6", "--out", "out"];
    let ran = place.swplab(&asked);
    assert_exit(&ran, 0);
    let page = place.read("out/report.html");
    let said = stdout(&ran);
    let told: Vec<&str> = said.lines().collect();
    assert!(
        told.iter().any(|line| line.contains("What does length of the contract (2 and 3 years) change ")),
        "{said}"
    );
    // What the terminal says of the outcome that leads, the page says too.
    let leads =
        told.iter().find(|line| line.starts_with("Changes of case holder at 2 years: ")).expect("a level");
    assert!(page.contains(*leads), "{leads}");
}
