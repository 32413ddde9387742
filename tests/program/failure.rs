//! What happens when a command cannot end well: nothing half-written stays behind.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::place::{Place, assert_exit, stderr};

/// Starts a study that would run for a long while and waits until its unfinished directory is there.
fn start_of_long_study(place: &Place, arguments: &[&str]) -> Child {
    let child = place
        .command(arguments)
        .args(["--replications", "1000", "--out", "out"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let patience = Instant::now();
    while !place.at("out.partial").is_dir() {
        assert!(patience.elapsed() < Duration::from_secs(60), "the study never began");
        std::thread::yield_now();
    }
    child
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[cfg(unix)]
#[test]
fn an_interrupted_study_ends_promptly_and_leaves_nothing() {
    for (arguments, name) in [
        (&["run", "contract-length.toml"][..], "-INT"),
        (&["run", "contract-length.toml"], "-TERM"),
        (&["sweep", "contract-length.toml", "--vary", "contract.term_years=2,3"], "-INT"),
    ] {
        let place = Place::with_scenario();
        let child = start_of_long_study(&place, arguments);
        let asked = Instant::now();
        signal(&child, name);
        let ended = child.wait_with_output().unwrap();
        // A second is promised; a machine that runs many tests at once is given more.
        assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
        assert_exit(&ended, 130);
        assert_eq!(stderr(&ended).lines().last(), Some("Interrupted: nothing was kept."));
        assert_eq!(place.names(), ["contract-length.toml"]);
    }
}

#[cfg(unix)]
#[test]
fn two_commands_never_write_to_one_directory() {
    let place = Place::with_scenario();
    let mut child = start_of_long_study(&place, &["run", "contract-length.toml"]);
    let second = place.swplab(&["run", "contract-length.toml", "--out", "out"]);
    assert_exit(&second, 3);
    assert!(stderr(&second).contains("another command"), "{}", stderr(&second));
    signal(&child, "-INT");
    child.wait().unwrap();
}

#[test]
fn a_refusal_advises_no_option_that_its_command_does_not_have() {
    // `Place::swplab` asks it of every refusal in these tests; these are the commands that write without `--out`.
    let place = Place::with_results(1);
    std::fs::remove_file(place.at("out/report.html")).unwrap();
    std::fs::create_dir(place.at("out/report.html")).unwrap();
    let drawn = place.swplab(&["report", "out"]);
    assert_exit(&drawn, 3);
    assert!(stderr(&drawn).contains("Cannot write out/report.html"), "{}", stderr(&drawn));
    // Neither beside the results nor among the temporary files is there room for the study once more.
    place.write("out.again.partial", "somebody's");
    place.write("full", "no directory");
    let mut verify = place.command(&["verify", "out"]);
    let said = verify.env("TMPDIR", place.at("full")).output().unwrap();
    assert_exit(&said, 3);
    assert!(
        stderr(&said).contains("cannot be repeated") && !stderr(&said).contains("--"),
        "{}",
        stderr(&said)
    );
    assert_eq!(place.read("out.again.partial"), "somebody's");
}

#[test]
fn every_command_refuses_a_file_that_is_not_there_as_bad_input() {
    let place = Place::with_scenario();
    for arguments in [
        &["run", "missing.toml"][..],
        &["sweep", "missing.toml", "--vary", "contract.term_years=2,3"],
        &["sensitivity", "missing.toml"],
        &["why", "missing.toml"],
        &["decide", "missing.toml"],
        &["observe", "missing.toml"],
        &["power", "missing.toml"],
        &["validate", "missing.toml"],
        &["calibrate", "missing.toml"],
        &["forecast", "missing.toml"],
        &["check", "missing.toml"],
        &["check", "missing.toml", "--baseline"],
        &["explain", "care.home.duration", "missing.toml"],
        &["export", "ssda903", "missing.toml", "--out", "out"],
        &["import", "ssda903", "missing.toml"],
        &["import", "dfe", "missing.toml", "--out", "out"],
        &["import", "dfe", "contract-length.toml", "--mapping", "missing.toml", "--out", "out"],
        &["report", "missing.toml"],
        &["verify", "missing.toml"],
    ] {
        let refused = place.swplab(arguments);
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains("missing.toml"), "{arguments:?}: {}", stderr(&refused));
        assert_eq!(place.names(), ["contract-length.toml"], "{arguments:?}");
    }
}
