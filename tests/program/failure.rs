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
