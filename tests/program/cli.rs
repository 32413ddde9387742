//! What the program promises to whoever types a command: exit codes, refusals, files.

use std::process::Stdio;

use crate::place::{Place, assert_exit, assert_same_files, contract_length, stderr, stdout};

const QUICK: [&str; 4] = ["run", "contract-length.toml", "--replications", "2"];

#[test]
fn help_lists_every_command_and_exit_code() {
    let help = Place::empty().swplab(&["--help"]);
    assert_exit(&help, 0);
    let text = stdout(&help);
    for word in [
        "run",
        "sweep",
        "sensitivity",
        "why",
        "decide",
        "observe",
        "power",
        "calibrate",
        "forecast",
        "check",
        "explain",
        "schema",
        "report",
        "verify",
        "new",
        "Examples:",
    ] {
        assert!(text.contains(word), "{word} is missing:\n{text}");
    }
    // Each command with what it does, none with words that stand above arguments in the code.
    assert!(text.starts_with("A simulation laboratory"), "{text}");
    for entry in &swplab::analysis::REGISTRY {
        let line = text.lines().find(|line| line.trim_start().starts_with(&format!("{} ", entry.command)));
        assert!(line.is_some_and(|line| line.ends_with(entry.about)), "{}: {line:?}", entry.command);
        let own = stdout(&Place::empty().swplab(&[entry.command, "--help"]));
        assert!(own.starts_with(entry.about), "{own}");
    }
    for code in ["0 ", "1 ", "2 ", "3 ", "130 "] {
        assert!(text.contains(&format!("\n  {code}")), "{code} is missing:\n{text}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = Place::empty().swplab(&["--version"]);
    assert_exit(&version, 0);
    assert_eq!(stdout(&version), format!("swplab {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_command_line_that_makes_no_sense_is_bad_input() {
    let place = Place::with_scenario();
    for arguments in [
        &[][..],
        &["rnu"],
        &["run"],
        &["run", "contract-length.toml", "--threads", "0"],
        &["run", "contract-length.toml", "--replications", "0"],
        &["run", "contract-length.toml", "--replication", "1", "--replications", "2"],
        &["run", "contract-length.toml", "--replace"],
    ] {
        assert_exit(&place.swplab(arguments), 2);
    }
    assert_eq!(place.names(), ["contract-length.toml"]);
}

#[test]
fn a_run_leaves_one_complete_directory() {
    let place = Place::with_scenario();
    let ran = place.swplab(&[&QUICK[..], &["--out", "deep/out"]].concat());
    assert_exit(&ran, 0);
    assert!(place.at("deep/out/report.html").is_file());
    assert!(place.at("deep/out/manifest.json").is_file());
    assert!(!place.at("deep/out.partial").exists());
    assert!(stdout(&ran).contains("deep/out/report.html"), "{}", stdout(&ran));
}

#[test]
fn each_run_without_out_makes_a_new_directory() {
    let place = Place::with_scenario();
    let fewer = ["run", "contract-length.toml", "--replications", "1", "--quiet"];
    assert_exit(&place.swplab(&fewer), 0);
    let second = place.swplab(&fewer);
    assert_exit(&second, 0);
    assert!(place.at("results/contract-length/manifest.json").is_file());
    assert!(place.at("results/contract-length-2/manifest.json").is_file());
    // With the posterior of 2011 the county's placements are not carried, which is told.
    let said = stdout(&second) + &stderr(&second);
    let other: Vec<&str> = said.lines().filter(|line| !line.contains("placement.next.range")).collect();
    assert!(other.is_empty(), "--quiet says nothing when all is well: {other:?}");
}

#[test]
fn an_existing_out_is_refused_unless_told_to_replace_it() {
    let place = Place::with_results(1);
    let before = place.files_of("out");
    let again = [&QUICK[..], &["--quiet", "--out", "out"]].concat();
    let refused = place.swplab(&again);
    assert_exit(&refused, 3);
    assert!(stderr(&refused).contains("--replace"), "{}", stderr(&refused));
    assert_same_files(&before, &place.files_of("out"));

    assert_exit(&place.swplab(&[&again[..], &["--replace"]].concat()), 0);
    assert_ne!(before, place.files_of("out"));
    assert_eq!(place.names(), ["contract-length.toml", "out"]);
}

#[test]
fn a_directory_without_results_is_never_replaced() {
    let place = Place::with_scenario();
    std::fs::create_dir(place.at("letters")).unwrap();
    place.write("letters/dear.txt", "dear all");
    let refused = place.swplab(&[&QUICK[..], &["--out", "letters", "--replace"]].concat());
    assert_exit(&refused, 3);
    assert_eq!(place.read("letters/dear.txt"), "dear all");
}

#[test]
fn a_bad_path_fails_before_anything_is_simulated() {
    let place = Place::with_scenario();
    place.write("file", "in the way");
    // With so many replications the refusal comes first or the test takes long.
    let out = ["--replications", "1000", "--out", "file/out"];
    let refused = place.swplab(&[&["run", "contract-length.toml"], &out[..]].concat());
    assert_exit(&refused, 3);
    assert!(stderr(&refused).contains("file/out"), "{}", stderr(&refused));
}

#[test]
fn what_a_crash_left_behind_is_removed_with_a_note() {
    let place = Place::with_scenario();
    std::fs::create_dir(place.at("out.partial")).unwrap();
    place.write("out.partial/.swplab-unfinished", "swplab: work that is begun anew\n");
    place.write("out.partial/half.csv", "1,");
    let ran = place.swplab(&[&QUICK[..], &["--out", "out"]].concat());
    assert_exit(&ran, 0);
    assert!(stderr(&ran).contains("out.partial"), "{}", stderr(&ran));
    assert!(!place.at("out/half.csv").exists());
    assert_eq!(place.names(), ["contract-length.toml", "out"]);
}

#[test]
fn all_faults_of_a_scenario_are_shown_at_once_and_nothing_is_written() {
    let place = Place::empty();
    let faulty = contract_length().replace("replications =", "replicatoins =");
    place.write("faulty.toml", &format!("nonsense_of_mine = true\n{faulty}"));
    let line = 2 + faulty.lines().take_while(|line| !line.starts_with("replicatoins")).count();
    for command in ["run", "check", "sweep"] {
        let refused = place.swplab(&[command, "faulty.toml"]);
        assert_exit(&refused, 2);
        let said = stderr(&refused);
        for word in [
            "faulty.toml:1:1",
            "nonsense_of_mine",
            &format!("faulty.toml:{line}:1"),
            "replicatoins",
            "replications",
        ] {
            assert!(said.contains(word), "{command}: {word} is missing:\n{said}");
        }
    }
    assert_eq!(place.names(), ["faulty.toml"]);
}

#[test]
fn a_scenario_that_is_not_there_is_bad_input() {
    let place = Place::empty();
    for command in ["run", "check", "sweep"] {
        let refused = place.swplab(&[command, "nowhere.toml"]);
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains("nowhere.toml"), "{}", stderr(&refused));
    }
    assert!(place.names().is_empty());
}

#[test]
fn results_that_are_not_there_are_bad_input_and_unfinished_ones_cannot_be_read() {
    let place = Place::empty();
    for command in ["report", "verify"] {
        let refused = place.swplab(&[command, "nowhere"]);
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains("nowhere"), "{}", stderr(&refused));
    }
    assert!(place.names().is_empty());
    std::fs::create_dir(place.at("empty")).unwrap();
    for command in ["report", "verify"] {
        assert_exit(&place.swplab(&[command, "empty"]), 3);
    }
}

#[test]
fn verify_finds_a_fresh_directory_unchanged() {
    let place = Place::with_results(2);
    let verified = place.swplab(&["verify", "out"]);
    assert_exit(&verified, 0);
    assert_eq!(place.names(), ["contract-length.toml", "out"]);
}

#[test]
fn verify_needs_neither_the_folder_of_the_scenario_nor_its_profile_file() {
    let place = Place::empty();
    let profile = "evidence/authorities/staffordshire-2011.toml";
    let profile = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(profile);
    std::fs::create_dir_all(place.at("ours/profiles")).unwrap();
    std::fs::copy(&profile, place.at("ours/profiles/county.toml")).unwrap();
    let scenario = contract_length().replacen("staffordshire-2011", "profiles/county.toml", 1);
    place.write("ours/question.toml", &scenario);
    let run = ["run", "ours/question.toml", "--quiet", "--replications"];
    assert_exit(&place.swplab(&[&run[..], &["1", "--out", "out"]].concat()), 0);
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    std::fs::remove_dir_all(place.at("ours")).unwrap();
    std::fs::create_dir(place.at("elsewhere")).unwrap();
    let mut command = place.command(&["verify", "../out"]);
    let verified = command.current_dir(place.at("elsewhere")).output();
    assert_exit(&verified.unwrap(), 0);
}

#[test]
fn verify_names_a_table_that_was_changed() {
    let place = Place::with_results(2);
    let table = place
        .files_of("out")
        .into_iter()
        .map(|(name, _)| name)
        .find(|name| name.ends_with(".csv") && name.contains("contract"))
        .expect("a run writes a table of contracts");
    let changed = place.read(&format!("out/{table}")) + "1\n";
    place.write(&format!("out/{table}"), &changed);
    let verified = place.swplab(&["verify", "out", "--quiet"]);
    assert_exit(&verified, 1);
    assert!((stdout(&verified) + &stderr(&verified)).contains(&table), "{}", stdout(&verified));
    assert_eq!(place.names(), ["contract-length.toml", "out"]);
}

#[test]
fn a_report_drawn_again_has_the_same_bytes() {
    let place = Place::with_results(3);
    let before = place.files_of("out");
    std::fs::remove_file(place.at("out/report.html")).unwrap();
    assert_exit(&place.swplab(&["report", "out"]), 0);
    assert_same_files(&before, &place.files_of("out"));
}

#[test]
fn a_sweep_runs_every_combination() {
    let place = Place::with_scenario();
    let ran = place.swplab(&[
        "sweep",
        "contract-length.toml",
        "--vary",
        "contract.term_years=2,5",
        "--vary",
        "contract.review_months=6,12",
        "--replications",
        "2",
        "--out",
        "out",
    ]);
    assert_exit(&ran, 0);
    assert!(place.at("out/manifest.json").is_file());
    assert!(place.at("out/report.html").is_file());
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
}

#[test]
fn a_sweep_that_makes_no_sense_is_refused_in_words() {
    let place = Place::with_scenario();
    let wide: Vec<String> = (1..=2000).map(|level| level.to_string()).collect();
    let wide = format!("contract.price_ratio={}", wide.join(","));
    for (vary, word) in [
        (&["--vary", "contract.term_years"][..], "PATH=A,B,C"),
        (&["--vary", "contract.term_years="], "contract.term_years"),
        (&["--vary", "contract.term_yaers=2,3"], "contract.term_years"),
        (&["--vary", "contract.term_years=2,2"], "twice"),
        (&["--vary", "contract.term_years=-2,3"], "contract.term_years"),
        (&["--vary", &wide], "too many"),
        (&["--vary", "contract.term_years=2..5"], "range"),
        (&["--vary", "contract.term_years=5..2"], "less to more"),
        (&["--vary", "hypotheses.H4=equal-good,underpowered"], "no process"),
        (&["--vary", "in_house.extra_posts_from=1,2"], "in_house.extra_posts is 0"),
        (&["--vary", "contract.term_years=2,5", "--base", "no practice"], "can do nothing"),
        (&["--vary", "contract.term_years=2,5", "--base", "4 years"], "there are:"),
    ] {
        let refused = place.swplab(&[&["sweep", "contract-length.toml"], vary].concat());
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains(word), "{word} is missing:\n{}", stderr(&refused));
    }
    assert_eq!(place.names(), ["contract-length.toml"]);
}

#[test]
fn a_starter_scenario_passes_its_own_check() {
    let place = Place::empty();
    assert_exit(&place.swplab(&["new", "mine.toml"]), 0);
    assert_exit(&place.swplab(&["check", "mine.toml"]), 0);
    let again = place.swplab(&["new", "mine.toml"]);
    assert!(!again.status.success(), "an existing file is not overwritten");
}

#[test]
fn the_schema_is_json() {
    let schema = Place::empty().swplab(&["schema"]);
    assert_exit(&schema, 0);
    let parsed: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert!(parsed.get("properties").is_some());
}

#[test]
fn an_unknown_quantity_is_bad_input() {
    let explained = Place::empty().swplab(&["explain", "no.such.quantity"]);
    assert_exit(&explained, 2);
    assert!(stderr(&explained).contains("no.such.quantity"), "{}", stderr(&explained));
}

#[test]
fn a_reader_who_leaves_early_causes_no_panic() {
    let place = Place::empty();
    for arguments in [&["schema"][..], &["--help"], &["explain", "H1"]] {
        let mut child =
            place.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert!(!stderr(&ended).contains("panicked"), "{}", stderr(&ended));
        assert_ne!(ended.status.code(), Some(101));
    }
}
