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
        (
            "name = \"2 years\"",
            "nam = \"2 years\"",
            "nam ",
            "arms.2.nam is not a known key. Did you mean name?",
        ),
        (
            "name = \"2 years\"",
            "name = \"2 years\"\nterm_years = 2",
            "term_years",
            "What an arm changes goes into set = { \"term_years\" = ... }",
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
fn what_is_there_in_another_spelling_is_not_told_as_missing() {
    for (good, bad, told) in [
        (
            "horizon_years = 14 ",
            "horizon_yers = 14 ",
            "study.horizon_yers is not a known key. Did you mean horizon_years?",
        ),
        ("title = ", "titel = ", "titel is not a known key. Did you mean title?"),
        ("[study]", "[stduy]", "stduy is not a known key. Did you mean study?"),
        ("size = 148 ", "sise = 148 ", "practice.sise is not a known key. Did you mean size?"),
        ("name = \"2 years\"", "nmae = \"2 years\"", "arms.2.nmae is not a known key. Did you mean name?"),
    ] {
        let faults = faults_with(good, bad);
        let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages, [told], "{bad}");
    }
    // What stands nowhere is told, beside a word that nobody can mean by it.
    let faults = faults_with("horizon_years = 14 ", "colour = 14 ");
    assert!(faults.iter().any(|fault| fault.message.starts_with("study.horizon_years is missing")));
}

#[test]
fn a_change_says_when_and_what_and_nothing_that_cannot_change() {
    let with = |change: &str| {
        let text = format!("{MAIN}\n[[change]]\n{change}\n");
        document(&text).scenario().err().map_or_else(Vec::new, |faults| faults.0)
    };
    let caseload = "set = { \"in_house.caseload\" = 12 }";
    for (change, expected) in [
        (caseload.to_owned(), "change.1 says not when: write from = \"2014-04\", or when = \"vacancy\""),
        ("from = \"2014-04\"".to_owned(), "change.1.set is missing: it names what changes"),
        (
            format!("from = \"2040-04\"\n{caseload}"),
            "change.1.from is 2040-04, but must lie inside the study",
        ),
        (
            format!("from = \"2014-04\"\nuntil = \"2014-04\"\n{caseload}"),
            "change.1.until must be a later month",
        ),
        (format!("when = \"vacancy\"\n{caseload}"), "change.1.when: a condition needs one limit"),
        (format!("from = \"2014-04\"\nabove = 0.2\n{caseload}"), "change.1.above belongs to a condition"),
        (format!("when = \"vacancies\"\nabove = 0.2\n{caseload}"), "Did you mean vacancy?"),
        (format!("form = \"2014-04\"\n{caseload}"), "change.1.form is not a known key. Did you mean from?"),
    ] {
        let faults = with(&change);
        assert!(faults.iter().any(|fault| fault.message.contains(expected)), "{change}: {faults:#?}");
        assert!(faults.iter().all(|fault| fault.line > MAIN.lines().count()), "{change}: {faults:#?}");
    }
    for (path, value, expected) in [
        ("in_house.caselaod", "12", "in_house.caselaod is not a known path. Did you mean in_house.caseload"),
        ("in_house.caseload", "0", "in_house.caseload is 0, but must be a number from 1 to 100"),
        ("study.seed", "2", "study.seed cannot change during a run: the study is the same for all arms"),
        (
            "practice.form",
            "\"mutual\"",
            "practice.form cannot change during a run: it makes the practice what it is",
        ),
        (
            "practice.grant_window_months",
            "6",
            "cannot change during a run: it acts on the way to the opening alone",
        ),
        ("hypotheses.H6", "\"neutral\"", "cannot change during a run: what is true of the world"),
    ] {
        let faults = with(&format!("from = \"2014-04\"\nset = {{ \"{path}\" = {value} }}"));
        assert!(faults.iter().any(|fault| fault.message.contains(expected)), "{path}: {faults:#?}");
    }
    assert!(with(&format!("from = \"2014-04\"\n{caseload}")).is_empty());
    let five = format!("from = \"2014-04\"\n{caseload}\n[[change]]\n").repeat(5);
    assert!(
        with(five.trim_end_matches("[[change]]\n"))
            .iter()
            .any(|f| f.message.contains("an arm has 4 at most"))
    );
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
