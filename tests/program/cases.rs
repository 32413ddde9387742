//! Small files that were once misread, and others of their kind: what is typed, what is said.

use std::path::{Path, PathBuf};

use crate::place::{Place, assert_exit, contract_length, stderr, stdout};

/// A case beside the repository, where there is one.
fn case(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases").join(name);
    if !path.exists() {
        eprintln!("{} is absent: it is not tried", path.display());
    }
    path.exists().then_some(path)
}

/// What a command says of a case, on both streams; nothing where the case is absent. It may write nothing.
fn said(command: &[&str], name: &str, rest: &[&str], code: i32) -> String {
    let Some(path) = case(name) else { return String::new() };
    let place = Place::empty();
    let arguments = [command, &[path.to_str().unwrap()], rest].concat();
    let done = place.swplab(&arguments);
    assert_exit(&done, code);
    if code != 0 || command == ["check"] {
        assert!(place.names().is_empty(), "{name}: {:?}", place.names());
    }
    stdout(&done) + &stderr(&done)
}

#[test]
fn the_cases_of_published_files_are_read_as_they_should() {
    let dfe = ["import", "dfe"];
    let crlf = said(&dfe, "18-dfe-crlf-line-number.csv", &["--out", "d"], 0);
    assert!(crlf.is_empty() || crlf.contains("line 3"), "{crlf}");
    let zero = said(&dfe, "19-dfe-zero-stock.csv", &["--out", "d"], 2);
    assert!(!zero.contains("Wrote"), "{zero}");
    for name in ["899", "Invented upon Water", "invented-upon-water", "Invented upon Water, City of"] {
        let found = said(&dfe, "21-dfe-names-and-codes.csv", &["--authority", name, "--out", "d.toml"], 0);
        assert!(found.is_empty() || found.contains("Wrote the profile invented-upon-water"), "{found}");
    }
}

#[test]
fn the_cases_of_scenarios_are_read_as_they_should() {
    for command in [&["check"][..], &["run"], &["observe"], &["power"]] {
        for (name, words) in [
            ("22-control-characters-in-names.toml", "control character (U+001B)"),
            ("22-control-characters-in-names.toml", "control character (U+0007)"),
            ("23-lookalike-names.toml", "arms.2.name holds an invisible character (U+200B)"),
        ] {
            let refused = said(command, name, &[], 2);
            assert!(refused.is_empty() || refused.contains(words), "{refused}");
            assert!(!refused.contains(['\u{1b}', '\u{7}', '\u{200b}']), "{refused:?}");
        }
    }
    for name in ["24-long-names.toml", "25-base-for-sweep.toml", "28-whole-number-with-point.toml"] {
        let known = said(&["check"], name, &[], 0);
        assert!(known.is_empty() || known.contains("is in order"), "{known}");
    }
    for levels in ["3,3", "3,3.0,3e0", "3.0,5,3", "03,3"] {
        let vary = format!("contract.term_years={levels}");
        let refused = said(&["sweep"], "25-base-for-sweep.toml", &["--vary", &vary], 2);
        assert!(refused.is_empty() || refused.contains("contract.term_years"), "{refused}");
    }
    let years = said(&["check"], "26-warning-names-wrong-year.toml", &[], 0);
    assert!(years.is_empty() || years.contains("of 31 March 2022"), "{years}");
}

/// A small scenario of an authority.
fn small(authority: &str, lines: &str) -> String {
    let base = "title = \"T\"\nquestion = \"Q?\"\nauthorities = [\"AUTHORITY\"]\n[study]\nhorizon_years = 2\n\
        replications = 3\n[[practice]]\nname = \"P\"\nsize = 60\nsocial_workers = 4\n[contract]\nterm_years = 3\n\
        [[arms]]\nname = \"A\"\n[[arms]]\nname = \"B\"\nset = { \"contract.term_years\" = 5 }\n";
    base.replace("AUTHORITY", authority) + lines
}

#[test]
fn a_warning_names_the_year_of_the_profile() {
    for year in [2021, 2022, 2023, 2024, 2025] {
        let place = Place::empty();
        place.write("a.toml", &small(&format!("kent-{year}"), ""));
        let told = place.swplab(&["check", "a.toml"]);
        assert_exit(&told, 0);
        let told = stdout(&told) + &stderr(&told);
        assert!(told.contains(&format!("of \"kent-{year}\" are of 31 March {year}")), "{told}");
    }
}

#[test]
fn a_whole_number_is_whole_however_it_is_spelt() {
    let plain = contract_length();
    let place = Place::empty();
    place.write("a.toml", &plain);
    assert_exit(&place.swplab(&["run", "a.toml", "--replications", "1", "--out", "plain", "-q"]), 0);
    for spelt in ["12.0", "1.2e1", "+12", "1_2", "0xC"] {
        let text = plain.replacen("horizon_years = 14", &format!("horizon_years = {spelt}"), 1);
        assert_ne!(text, plain);
        place.write("a.toml", &text);
        assert_exit(&place.swplab(&["check", "a.toml"]), 0);
    }
    place.write("a.toml", &plain.replacen("horizon_years = 14", "horizon_years = 14.0", 1));
    assert_exit(&place.swplab(&["run", "a.toml", "--replications", "1", "--out", "point", "-q"]), 0);
    assert_eq!(place.read("plain/runs.csv"), place.read("point/runs.csv"));
    for spelt in ["12.5", "nan", "inf", "1e300", "-0.0", "true", "\"12\""] {
        place.write("a.toml", &plain.replacen("horizon_years = 14", &format!("horizon_years = {spelt}"), 1));
        let refused = place.swplab(&["check", "a.toml"]);
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains("horizon_years is "), "{}", stderr(&refused));
    }
}

#[test]
fn a_level_that_stands_twice_is_refused_in_every_spelling() {
    let place = Place::empty();
    place.write("a.toml", &small("staffordshire-2011", ""));
    for levels in ["3,3", "3,3.0,3e0", "0.3e1,3", "3,+3", "3,3.00"] {
        let told = place.swplab(&[
            "sweep",
            "a.toml",
            "--vary",
            &format!("contract.term_years={levels}"),
            "--out",
            "r",
        ]);
        assert_exit(&told, 2);
        assert!(stderr(&told).contains("twice"), "{levels}: {}", stderr(&told));
    }
    for list in ["[3, 3.0]", "[5, 3e0, 3]"] {
        place.write(
            "b.toml",
            &small("staffordshire-2011", &format!("[sweep]\n\"contract.term_years\" = {list}\n")),
        );
        let told = place.swplab(&["check", "b.toml"]);
        assert_exit(&told, 2);
        assert!(stderr(&told).contains("twice"), "{}", stderr(&told));
    }
    assert_eq!(place.names(), ["a.toml", "b.toml"]);
}

#[test]
fn every_text_of_a_scenario_is_refused_where_it_commands_or_hides() {
    let whole = small("staffordshire-2011", "");
    for (good, at) in [
        ("title = \"T", "title"),
        ("question = \"Q", "question"),
        ("name = \"P", "practice"),
        ("name = \"A", "arms.1.name"),
        ("name = \"B", "arms.2.name"),
        ("authorities = [\"staffordshire", "authorities"),
    ] {
        for bad in [
            "\\u001b[2J",
            "\\u0007",
            "\\u0000",
            "\\u007f",
            "\\u009b",
            "\\u200b",
            "\\u202e",
            "\\ufeff",
            "\\u2028",
        ] {
            let place = Place::empty();
            let text = whole.replacen(good, &format!("{good}{bad}"), 1);
            assert_ne!(text, whole);
            place.write("a.toml", &text);
            let refused = place.swplab(&["check", "a.toml"]);
            assert_exit(&refused, 2);
            let told = stderr(&refused) + &stdout(&refused);
            assert!(told.contains(at), "{at} {bad}: {told}");
            let commands = |c: char| c.is_control() && c != '\n';
            assert!(!told.contains(commands), "{told:?}");
        }
    }
}
