//! What people get wrong, and what they are told.

use super::*;

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
        ("term_years = 3 ", "term_years = nan ", "nan", "contract.term_years is nan, but must be"),
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
            "\"in-house-unit\" or \"authority-owned\". Did you mean mutual?",
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
        ("size = 148 ", "size = 148.5 ", "148.5", "practice.size is 148.5, but must be a whole number"),
        (
            "horizon_years = 14 ",
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
        ("start = \"2011-03-31\"", "start = \"2011-04-01\"", "\"2011-04-01\"", "must be 31 March of a year"),
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
        ("name = \"2 years\"", "name = \"3 years\"", "", "two arms are called \"3 years\"."),
        ("name = \"2 years\"", "nam = \"2 years\"", "nam ", "What an arm changes goes into set"),
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
        ("[[practice]]", "[practice]", "practice]", "write [[practice]] in double brackets"),
        ("[study]", "seed = 1\n\n[study]", "seed = 1", "seed is not a known key. Did you mean"),
    ] {
        let text = MAIN.replacen(good, bad, 1);
        let faults = faults_with(good, bad);
        let fault = faults.iter().find(|f| f.message.contains(expected));
        let Some(fault) = fault else { panic!("{bad}: expected {expected}\nfound {faults:#?}") };
        assert_eq!(fault.severity, Severity::Error, "{bad}");
        if !at.is_empty() {
            let (line, column) = place_of(&text, bad);
            let inside = place_of(bad, at);
            let at = if inside.0 == 1 { column + inside.1 - 1 } else { inside.1 };
            assert_eq!((fault.line, fault.column), (line + inside.0 - 1, at), "{fault}");
        }
    }
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_file_and_each_once() {
    let text = MAIN
        .replacen("replications = 200 ", "replications = 0 ", 1)
        .replacen("term_years = 3 ", "term_yeers = 3 ", 1)
        .replacen("price_ratio = 1.0 ", "price_ratio = \"same\" ", 1)
        .replacen("\"contract.term_years\" = 7", "\"contract.term_years\" = 70", 1);
    let faults = document(&text).scenario().unwrap_err();
    let paths: Vec<&str> = faults.0.iter().map(|f| f.path.as_str()).collect();
    let expected =
        ["study.replications", "contract.term_yeers", "contract.price_ratio", "contract.term_years"];
    assert_eq!(paths, expected);
    assert!(faults.to_string().ends_with("4 faults"), "{faults}");
}

#[test]
fn a_later_arm_that_changes_nothing_and_two_alike_are_warnings() {
    let faults = faults_with("\"contract.term_years\" = 2", "\"contract.term_years\" = 3");
    assert!(faults[0].message.contains("changes nothing against the first, \"3 years\""));
    let faults = faults_with("\"contract.term_years\" = 10", "\"contract.term_years\" = 7.0");
    assert!(faults[0].message.contains("arms \"7 years\" and \"10 years\" are alike"));
    assert!(faults.iter().all(|f| f.severity == Severity::Warning));
}

#[test]
fn a_single_arm_is_refused() {
    let start = MAIN.find("[[arms]]\nname = \"2 years\"").unwrap();
    let faults = document(&MAIN[..start]).scenario().unwrap_err();
    assert!(faults.0[0].message.contains("two or more arms, but this one has 1"), "{faults}");
}

#[test]
fn empty_and_non_text_files_are_refused_with_a_sentence() {
    let parse =
        |bytes: &[u8]| Document::parse("x.toml", "x".into(), ProfileFiles::Beside(PathBuf::new()), bytes);
    assert!(parse(b" \n").unwrap_err().to_string().contains("the file is empty"));
    let text = parse(b"title = \"ok\"\nx = \"\xff\"").unwrap_err().to_string();
    assert!(text.starts_with("x.toml:2:6: the file is not UTF-8"), "{text}");
    let text = parse(b"title = \n[study\n").unwrap_err().to_string();
    assert!(text.contains("x.toml:1:") && text.contains("not valid TOML"), "{text}");
}
