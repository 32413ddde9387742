//! What is beyond all limits is refused in words, before anything is simulated or written, and costs no result.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::place::{Place, assert_exit, contract_length, stderr, stdout};

/// The README's scenario with other arms and lines before them.
fn scenario(lines: &str, arms: &[(&str, &str)]) -> String {
    let whole = contract_length();
    let common = whole.split("[[arms]]").next().unwrap();
    let arms: Vec<String> =
        arms.iter().map(|(name, set)| format!("[[arms]]\nname = \"{name}\"\nset = {{ {set} }}\n")).collect();
    format!("{common}{lines}\n{}", arms.concat())
}

/// What `check` says of a scenario that it refuses.
fn refused(text: &str) -> String {
    let place = Place::empty();
    place.write("a.toml", text);
    let checked = place.swplab(&["check", "a.toml"]);
    assert_exit(&checked, 2);
    assert_eq!(place.names(), ["a.toml"]);
    stderr(&checked)
}

const FOUR: (&str, &str) = ("4 years", "\"contract.term_years\" = 4");

#[test]
fn a_file_that_is_not_there_is_bad_input_in_every_command() {
    let place = Place::empty();
    for command in [
        "sensitivity",
        "why",
        "decide",
        "run",
        "sweep",
        "observe",
        "power",
        "calibrate",
        "validate",
        "check",
        "report",
        "verify",
    ] {
        let said = place.swplab(&[command, "missing.toml"]);
        assert_exit(&said, 2);
        assert!(stderr(&said).contains("missing.toml"), "{command}: {}", stderr(&said));
    }
    for arguments in [
        &["validate", "--fit", "missing.toml"][..],
        &["import", "ssda903", "missing.toml", "--out", "a.toml"],
        &["import", "dfe", "missing.toml", "--out", "a"],
        &["export", "ssda903", "missing.toml", "--out", "a"],
    ] {
        assert_exit(&place.swplab(arguments), 2);
    }
    assert!(place.names().is_empty());
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_and_not_waited_for() {
    let place = Place::empty();
    assert!(Command::new("mkfifo").arg(place.at("pipe.toml")).status().unwrap().success());
    std::os::unix::fs::symlink("loop.toml", place.at("loop.toml")).unwrap();
    std::fs::create_dir(place.at("return")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", place.at("return/episodes.csv")).unwrap();
    std::os::unix::fs::symlink(".", place.at("return/again")).unwrap();
    let began = Instant::now();
    for file in ["pipe.toml", "/dev/zero", "loop.toml", "return"] {
        for command in ["check", "run", "calibrate"] {
            assert_exit(&place.swplab(&[command, file]), 2);
        }
    }
    assert_exit(&place.swplab(&["import", "dfe", "pipe.toml", "--out", "a"]), 2);
    assert_exit(&place.swplab(&["import", "ssda903", "return", "--out", "a.toml"]), 2);
    place.write("a.toml", &contract_length().replacen("[\"staffordshire-2011\"]", "[\"pipe.toml\"]", 1));
    assert_exit(&place.swplab(&["check", "a.toml"]), 2);
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_number_beyond_its_limits_is_refused_with_its_range() {
    for (id, value) in [("placement.move.plan", "1e5"), ("money.salary.social-worker", "1e150")] {
        let said =
            refused(&scenario("", &[("as it is", ""), ("far", &format!("\"parameters.{id}\" = {value}"))]));
        assert!(said.contains(id) && said.contains("from 0 to "), "{said}");
    }
}

#[test]
fn names_that_command_hide_or_look_alike_are_refused() {
    for (names, word) in [
        (["red \\u001b[31mtext", "b"], "control character (U+001B)"),
        (["A", "A\\u200b"], "invisible character"),
        (["A", " A "], "two arms are called \"A\""),
        (["A", "\\u0410"], "looks like"),
        (["P\\u0430ris", "b"], "several scripts"),
    ] {
        let said = refused(&scenario("", &[(names[0], ""), (names[1], FOUR.1)]));
        assert!(said.contains(word), "{said}");
        assert!(!said.contains('\u{1b}'));
    }
}

#[test]
fn ten_thousand_arms_are_checked_in_moments() {
    let arms: Vec<(String, String)> = (0..10_000)
        .map(|number| {
            (format!("arm {number}"), format!("\"contract.price_ratio\" = {}", 1.0 + f64::from(number) / 1e6))
        })
        .collect();
    let arms: Vec<(&str, &str)> = arms.iter().map(|(name, set)| (name.as_str(), set.as_str())).collect();
    let place = Place::empty();
    place.write("many.toml", &scenario("", &arms));
    place.write("wrong.toml", &scenario("", &arms).replace("price_ratio", "price_ration"));
    let began = Instant::now();
    assert_exit(&place.swplab(&["check", "many.toml"]), 0);
    let wrong = place.swplab(&["check", "wrong.toml"]);
    assert_exit(&wrong, 2);
    assert!(stderr(&wrong).matches("is not a known path").count() >= 10_000, "not all faults are said");
    // A tenth of the time that a release build may take, several times slower as tests are built.
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}

#[test]
fn a_name_that_a_spreadsheet_would_run_is_plain_text_in_every_table() {
    let place = Place::empty();
    place.write("a.toml", &scenario("", &[("=1+1", ""), FOUR]));
    assert_exit(&place.swplab(&["run", "a.toml", "--replications", "2", "--out", "out", "--quiet"]), 0);
    let mut tables = 0;
    for (name, bytes) in place.files_of("out") {
        let text = String::from_utf8(bytes).unwrap();
        if name.ends_with(".csv") && text.contains("=1+1") {
            tables += 1;
            assert_eq!(text.matches("=1+1").count(), text.matches("'=1+1").count(), "{name}");
        }
    }
    assert!(tables > 3);
    assert!(place.read("out/dictionary.csv").contains("apostrophe"));
    let report = place.read("out/report.html");
    assert!(report.contains("=1+1") && !report.contains("'=1+1"));
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
}

#[test]
fn verify_tells_of_a_chart_and_a_report_that_were_changed_and_needs_no_room_beside_the_results() {
    let place = Place::with_results(2);
    // Where nothing can be written beside the results, as on a medium that is only read.
    place.write("out.again.partial", "in the way");
    let same = place.swplab(&["verify", "out"]);
    assert_exit(&same, 0);
    assert!(stdout(&same).contains("The same: report and "), "{}", stdout(&same));
    let (chart, _) = place.files_of("out").into_iter().find(|(name, _)| name.ends_with(".svg")).unwrap();
    for name in [chart.as_str(), "report.html"] {
        let before = place.read(&format!("out/{name}"));
        place.write(
            &format!("out/{name}"),
            &before.replacen("swplab", "swpl4b", 1).replacen("<text", "<test", 1),
        );
        let told = place.swplab(&["verify", "out", "--quiet"]);
        assert_exit(&told, 1);
        assert!(stdout(&told).contains(name), "{}", stdout(&told));
        place.write(&format!("out/{name}"), &before);
    }
    std::fs::remove_file(place.at(&format!("out/{chart}"))).unwrap();
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 1);
}

#[test]
fn a_manifest_reaches_no_file_outside_its_directory() {
    let place = Place::with_results(1);
    place.write("secret.csv", "a,b\n");
    let manifest = place.read("out/manifest.json");
    for name in ["../secret.csv", "/etc/passwd", "charts/../../secret.csv", "..", ""] {
        place.write(
            "out/manifest.json",
            &manifest.replacen("\"name\": \"runs.csv\"", &format!("\"name\": \"{name}\""), 1),
        );
        for command in ["report", "verify"] {
            let told = place.swplab(&[command, "out"]);
            assert_exit(&told, 3);
            assert!(stderr(&told).contains("no file of this directory"), "{}", stderr(&told));
        }
    }
    place.write(
        "out/manifest.json",
        &manifest.replacen("\"replications\": 1", "\"replications\": 99999999999999", 1),
    );
    assert_exit(&place.swplab(&["report", "out"]), 3);
}

#[test]
fn a_study_that_no_machine_holds_is_refused_before_it_starts() {
    let place = Place::empty();
    let arms: Vec<(String, String)> = (0..400)
        .map(|n| (format!("arm {n}"), format!("\"contract.price_ratio\" = {}", 1.0 + f64::from(n) / 1e4)))
        .collect();
    let arms: Vec<(&str, &str)> = arms.iter().map(|(name, set)| (name.as_str(), set.as_str())).collect();
    place.write("a.toml", &scenario("", &arms).replace("horizon_years = 14", "horizon_years = 40"));
    let told = place.swplab(&["run", "a.toml", "--replications", "100000", "--out", "out"]);
    assert_exit(&told, 2);
    let said = stderr(&told);
    // What is lived lies on the disk, and with so many arms in memory too.
    let remedy = if said.contains("of memory, but") {
        "take fewer"
    } else {
        "take another place with --out, or fewer"
    };
    assert!(said.contains(&format!("are free: {remedy} --replications")), "{said}");
    assert_eq!(place.names(), ["a.toml"]);
}
