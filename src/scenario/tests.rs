//! What people get wrong in a scenario file, and what they are told.

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

const MAIN: &str = include_str!("../../scenarios/contract-length.toml");

fn document(text: &str) -> Document {
    Document::parse("x.toml", "x".into(), PathBuf::new(), text.as_bytes()).unwrap()
}

/// The messages for the main scenario with one text replaced by another.
fn faults_with(good: &str, bad: &str) -> Vec<Fault> {
    assert!(
        MAIN.contains(good),
        "the main scenario no longer holds {good}"
    );
    match document(&MAIN.replacen(good, bad, 1)).scenario() {
        Ok((_, warnings)) => warnings,
        Err(faults) => faults.0,
    }
}

/// Line and column, from 1, of the first occurrence of a text.
fn place_of(text: &str, what: &str) -> (usize, usize) {
    let before = &text[..text.find(what).unwrap()];
    (
        before.matches('\n').count() + 1,
        before.len() - before.rfind('\n').map_or(0, |n| n + 1) + 1,
    )
}

#[test]
fn each_mistake_is_named_with_its_place_and_what_is_allowed() {
    for (good, bad, at, expected) in [
        (
            "term_years = 3 ",
            "term_yeers = 3 ",
            "term_yeers",
            "contract.term_yeers is not a known key. Did you mean term_years?",
        ),
        (
            "term_years = 3 ",
            "term_years = 0 ",
            "0 ",
            "contract.term_years is 0, but must be a number from 0.08 to 30 years.",
        ),
        (
            "term_years = 3 ",
            "term_years = -1 ",
            "-1",
            "contract.term_years is -1, but must be a number from 0.08 to 30 years.",
        ),
        (
            "term_years = 3 ",
            "term_years = nan ",
            "nan",
            "contract.term_years is nan, but must be",
        ),
        (
            "term_years = 3 ",
            "term_years = \"three\" ",
            "\"three\"",
            "is the text \"three\", but must be a number",
        ),
        (
            "form = \"mutual\"",
            "form = \"mutal\"",
            "\"mutal\"",
            "\"in-house-unit\". Did you mean mutual?",
        ),
        (
            "size = 148 ",
            "size = 5000 ",
            "5000",
            "practice.size is 5000, but Staffordshire has about 732 young people",
        ),
        (
            "size = 148 ",
            "# size = 148 ",
            "",
            "practice.size is missing: it must be a whole number from 1 to 100000 young people.",
        ),
        (
            "size = 148 ",
            "size = 148.5 ",
            "148.5",
            "practice.size is 148.5, but must be a whole number",
        ),
        (
            "horizon_years = 12 ",
            "horizon_years = 0 ",
            "0 ",
            "study.horizon_years is 0, but must be a whole number from 1 to 40 years.",
        ),
        (
            "serve_to_age = 21\n",
            "serve_to_age = 18\n",
            "18",
            "practice.serve_to_age is 18, but must be 21 or 25 years.",
        ),
        (
            "arrivals_factor = 1.0",
            "arrivals_factor = -0.5",
            "-0.5",
            "authority.arrivals_factor is -0.5, but must be a number from 0 to 10",
        ),
        (
            "[\"staffordshire-2011\"]",
            "[\"stafordshire-2011\"]",
            "\"stafordshire-2011\"",
            "is not a known authority profile. Did you mean staffordshire-2011?",
        ),
        (
            "[\"staffordshire-2011\"]",
            "[\"no/such.toml\"]",
            "\"no/such.toml\"",
            "the profile no/such.toml cannot be read",
        ),
        (
            "start = \"2011-03-31\"",
            "start = \"2011-04-01\"",
            "\"2011-04-01\"",
            "must be 31 March of a year",
        ),
        (
            "# [hypotheses]\n# H6 = \"neutral\"",
            "[hypotheses]\nH6 = \"neutrl\"",
            "\"neutrl\"",
            "Did you mean neutral?",
        ),
        (
            "# [hypotheses]\n# H6 = \"neutral\"",
            "[hypotheses]\nH66 = \"neutral\"",
            "H66",
            "they are H1 to H19",
        ),
        (
            "# [hypotheses]\n# H6 = \"neutral\"",
            "[parameters]\n\"no.such\" = 1",
            "\"no.such\"",
            "\"no.such\" is not a known quantity.",
        ),
        (
            "{ \"contract.term_years\" = 2 }",
            "{ \"contract.term_yeers\" = 2 }",
            "\"contract.term_yeers\"",
            "contract.term_yeers is not a known path. Did you mean contract.term_years",
        ),
        (
            "{ \"contract.term_years\" = 2 }",
            "{ \"contract.term_years\" = 99 }",
            "99",
            "contract.term_years is 99, but must be",
        ),
        (
            "{ \"contract.term_years\" = 2 }",
            "{ \"practice.size\" = 5000 }",
            "5000",
            "practice.size is 5000, but Staffordshire",
        ),
        (
            "{ \"contract.term_years\" = 2 }",
            "{ \"study.seed\" = 2 }",
            "\"study.seed\"",
            "study.seed cannot differ between arms",
        ),
        (
            "name = \"2 years\"",
            "name = \"3 years\"",
            "",
            "two arms are called \"3 years\".",
        ),
        (
            "name = \"2 years\"",
            "nam = \"2 years\"",
            "nam ",
            "What an arm changes goes into set",
        ),
        (
            "break_years = 0 ",
            "break_years = 4 ",
            "4 ",
            "contract.break_years is 4, but a break point must lie inside the term of 3 years.",
        ),
        (
            "social_workers = 6\npersonal_advisers = 5",
            "social_workers = 0\npersonal_advisers = 0",
            "0\npersonal",
            "nobody who holds cases",
        ),
        (
            "[[practice]]",
            "[practice]",
            "practice]",
            "write [[practice]] in double brackets",
        ),
        (
            "[study]",
            "seed = 1\n\n[study]",
            "seed = 1",
            "seed is not a known key. Did you mean",
        ),
    ] {
        let text = MAIN.replacen(good, bad, 1);
        let faults = faults_with(good, bad);
        let fault = faults.iter().find(|f| f.message.contains(expected));
        let Some(fault) = fault else {
            panic!("{bad}: expected {expected}\nfound {faults:#?}")
        };
        assert_eq!(fault.severity, Severity::Error, "{bad}");
        if !at.is_empty() {
            let (line, column) = place_of(&text, bad);
            let inside = place_of(bad, at);
            let at = if inside.0 == 1 {
                column + inside.1 - 1
            } else {
                inside.1
            };
            assert_eq!(
                (fault.line, fault.column),
                (line + inside.0 - 1, at),
                "{fault}"
            );
        }
    }
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_file_and_each_once() {
    let text = MAIN
        .replacen("replications = 200 ", "replications = 0 ", 1)
        .replacen("term_years = 3 ", "term_yeers = 3 ", 1)
        .replacen("price_ratio = 1.0 ", "price_ratio = \"same\" ", 1)
        .replacen(
            "\"contract.term_years\" = 7",
            "\"contract.term_years\" = 70",
            1,
        );
    let faults = document(&text).scenario().unwrap_err();
    let paths: Vec<&str> = faults.0.iter().map(|f| f.path.as_str()).collect();
    let expected = [
        "study.replications",
        "contract.term_yeers",
        "contract.price_ratio",
        "contract.term_years",
    ];
    assert_eq!(paths, expected);
    assert!(faults.to_string().ends_with("4 faults"), "{faults}");
}

#[test]
fn the_main_scenario_means_what_it_says() {
    let (scenario, warnings) = document(MAIN).scenario().unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    let terms = scenario
        .arms
        .iter()
        .map(|a| a.alternative.practices[0].contract.term_months);
    assert_eq!(terms.collect::<Vec<f64>>(), [36.0, 24.0, 60.0, 84.0, 120.0]);
    assert_eq!((scenario.horizon_years, scenario.replications), (12, 200));
    let practice = &scenario.arms[0].alternative.practices[0];
    assert_eq!(
        (practice.size, practice.min_age, practice.care_leavers_share),
        (148, 8.0, None)
    );
    assert_eq!(scenario.arms[0].alternative.authorities[0].any_time, 1035.0);
    assert_eq!(
        scenario.arms[1].changes,
        [("contract.term_years".to_string(), "2".to_string())]
    );
}

#[test]
fn a_later_arm_that_changes_nothing_and_two_alike_are_warnings() {
    let faults = faults_with("\"contract.term_years\" = 2", "\"contract.term_years\" = 3");
    assert!(
        faults[0]
            .message
            .contains("changes nothing against the first, \"3 years\"")
    );
    let faults = faults_with(
        "\"contract.term_years\" = 10",
        "\"contract.term_years\" = 7.0",
    );
    assert!(
        faults[0]
            .message
            .contains("arms \"7 years\" and \"10 years\" are alike")
    );
    let faults = faults_with(
        "# [hypotheses]\n# H6 = \"neutral\"",
        "[hypotheses]\nH1 = \"vehicle\"",
    );
    assert!(
        faults[0]
            .message
            .contains("no process of the model reads H1"),
        "{faults:?}"
    );
    assert!(faults.iter().all(|f| f.severity == Severity::Warning));
}

#[test]
fn a_single_arm_is_refused() {
    let start = MAIN.find("[[arms]]\nname = \"2 years\"").unwrap();
    let faults = document(&MAIN[..start]).scenario().unwrap_err();
    assert!(
        faults.0[0]
            .message
            .contains("two or more arms, but this one has 1"),
        "{faults}"
    );
}

#[test]
fn quoted_and_plain_dotted_paths_mean_the_same() {
    let plain = MAIN.replace("{ \"contract.term_years\" =", "{ contract.term_years =");
    let quoted = document(MAIN).scenario().unwrap().0;
    assert_eq!(
        document(&plain).scenario().unwrap().0.resolved,
        quoted.resolved
    );
}

#[test]
fn remarks_and_the_order_of_keys_change_nothing_in_the_resolved_text_and_a_value_does() {
    let main = document(MAIN).scenario().unwrap().0.resolved;
    let remark = format!("# remark\n{MAIN}");
    assert_eq!(document(&remark).scenario().unwrap().0.resolved, main);
    let default_spelt_out = MAIN.replace("seed = 20110331", "seed = 20110332");
    assert_ne!(
        document(&default_spelt_out).scenario().unwrap().0.resolved,
        main
    );
}

#[test]
fn the_command_line_sets_values_by_path_with_the_same_messages() {
    let main = document(MAIN);
    let set = main.with(&[
        ("study.replications", "50"),
        ("contract.review_style", "collaborative"),
    ]);
    let (scenario, _) = set.scenario().unwrap();
    assert_eq!(scenario.replications, 50);
    let practice = &scenario.arms[4].alternative.practices[0];
    assert_eq!(practice.contract.review_style, ReviewStyle::Collaborative);
    assert_eq!(practice.contract.term_months, 120.0);
    let faults = main.with(&[
        ("contract.term_yeers", "5"),
        ("study.seed", "-1"),
        ("title", "= ="),
    ]);
    let text = faults.scenario().unwrap_err().to_string();
    assert!(text.contains("Did you mean contract.term_years"), "{text}");
    assert!(
        text.contains("command line:1:16: study.seed is -1, but must be"),
        "{text}"
    );
    assert!(text.contains("not valid TOML"), "{text}");
}

#[test]
fn a_cell_of_a_sweep_changes_the_first_arm() {
    let main = document(MAIN);
    let (cell, _) = main
        .cell(
            "cell",
            &[("contract.term_years", "7"), ("hypotheses.H6", "neutral")],
        )
        .unwrap();
    assert_eq!(cell.alternative.practices[0].contract.term_months, 84.0);
    assert_eq!(cell.alternative.hypotheses["H6"], "neutral");
    let faults = main
        .cell("cell", &[("contract.term_years", "70")])
        .unwrap_err();
    assert!(faults.to_string().contains("command line:1:25"), "{faults}");
}

#[test]
fn a_sweep_table_is_checked_level_by_level() {
    let good = format!(
        "{MAIN}\n[sweep]\n\"contract.term_years\" = [2, 3.5]\nhypotheses.H6 = [\"neutral\"]\n"
    );
    let (scenario, _) = document(&good).scenario().unwrap();
    let levels: Vec<_> = scenario
        .sweep
        .iter()
        .map(|f| (f.path.as_str(), f.levels.join(" ")))
        .collect();
    assert_eq!(
        levels,
        [
            ("contract.term_years", "2 3.5".into()),
            ("hypotheses.H6", "\"neutral\"".into())
        ]
    );
    let bad = format!(
        "{MAIN}\n[sweep]\n\"contract.term_years\" = [2, 99]\n\"study.seed\" = [1]\nx = 3\n"
    );
    assert_eq!(document(&bad).scenario().unwrap_err().0.len(), 3);
}

#[test]
fn two_practices_are_told_apart_by_name_and_may_have_terms_of_their_own() {
    let second = "[[practice]]\nname = \"B. North\"\nsize = 50\nsocial_workers = 3\n\n[practice.contract]\nterm_years = 0.0833\n\n[[practice]]";
    let text = MAIN.replacen("[[practice]]", second, 1);
    let text = text.replacen(
        "\"contract.term_years\" = 2",
        "\"practice.B. North.size\" = 60",
        1,
    );
    let (scenario, _) = document(&text).scenario().unwrap();
    let practices = &scenario.arms[1].alternative.practices;
    assert_eq!((practices[0].size, practices[1].size), (60, 148));
    assert_eq!(practices[0].contract.term_months, 1.0);
    assert_eq!(practices[1].contract.term_months, 36.0);
    let unnamed = text.replacen("\"practice.B. North.size\"", "\"practice.size\"", 1);
    let faults = document(&unnamed).scenario().unwrap_err().to_string();
    assert!(
        faults.contains("write practice.NAME.size with NAME one of B. North, Practice"),
        "{faults}"
    );
    let large = text.replacen("size = 50", "size = 900", 1);
    let faults = document(&large).scenario().unwrap_err().to_string();
    assert!(
        faults.contains("together the 2 practices of Staffordshire serve 1048"),
        "{faults}"
    );
}

#[test]
fn an_arm_may_do_without_practices() {
    let text = MAIN.replacen("{ \"contract.term_years\" = 2 }", "{ practice = [] }", 1);
    let (scenario, _) = document(&text).scenario().unwrap();
    assert!(scenario.arms[1].alternative.practices.is_empty());
}

#[test]
fn every_known_path_can_be_set() {
    let main = document(MAIN);
    for path in main.known_paths() {
        assert!(
            paths::place(&tree::Table::default(), &path).is_ok() || path.starts_with("practice")
        );
    }
    assert!(
        main.known_paths()
            .contains(&"practice.Practice.contract.term_years".to_string())
    );
}

#[test]
fn empty_and_non_text_files_are_refused_with_a_sentence() {
    let parse = |bytes: &[u8]| Document::parse("x.toml", "x".into(), PathBuf::new(), bytes);
    assert!(
        parse(b" \n")
            .unwrap_err()
            .to_string()
            .contains("the file is empty")
    );
    let text = parse(b"title = \"ok\"\nx = \"\xff\"")
        .unwrap_err()
        .to_string();
    assert!(
        text.starts_with("x.toml:2:6: the file is not UTF-8"),
        "{text}"
    );
    let text = parse(b"title = \n[study\n").unwrap_err().to_string();
    assert!(
        text.contains("x.toml:1:") && text.contains("not valid TOML"),
        "{text}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damage_to_a_scenario_file_never_panics(
        damage in prop::collection::vec((0usize..MAIN.len(), any::<u8>(), 0usize..40), 1..12)
    ) {
        let mut bytes = MAIN.as_bytes().to_vec();
        for (at, byte, length) in damage {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            if byte % 3 == 0 {
                bytes.drain(at..end);
            } else if byte % 3 == 1 {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            } else {
                bytes.splice(at..end.min(at + 1), [byte]);
            }
        }
        if let Ok(document) = Document::parse("x.toml", "x".into(), PathBuf::new(), &bytes) {
            match document.scenario() {
                Ok((_, warnings)) => warnings.iter().for_each(|w| drop(w.to_string())),
                Err(faults) => prop_assert!(!faults.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn any_text_on_the_command_line_never_panics(path in ".{0,20}", value in ".{0,20}") {
        let document = document(MAIN).with(&[(&path, &value), ("contract.term_years", &value)]);
        let _ = document.scenario().map_err(|faults| faults.to_string());
    }
}
