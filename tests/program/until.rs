//! Replications are added until a figure is known as well as is wished.

use crate::place::{Place, assert_exit, assert_same_files, stdout};

const SMALL: &str = r#"
title = "A lighter caseload"
question = "What if each case holder had 10 cases?"
authorities = ["rutland-2011"]

[study]
start = "2011-03-31"
horizon_years = 1
replications = 2
seed = 1

[[arms]]
name = "As it is"

[[arms]]
name = "Lighter"
set = { "in_house.caseload" = 10 }
"#;

#[test]
fn a_run_until_a_figure_is_known_is_that_of_as_many_replications() {
    let place = Place::empty();
    place.write("small.toml", SMALL);
    let wish = "worker_changes of authority +- 0.5";
    let ran = place.swplab(&["run", "small.toml", "--until", wish, "--at-most", "200", "--out", "until"]);
    assert_exit(&ran, 0);
    let told = stdout(&ran);
    assert!(told.contains("180 replications were enough to know every difference"), "{told}");
    let ran = place.swplab(&["run", "small.toml", "--replications", "180", "--out", "as-many", "--quiet"]);
    assert_exit(&ran, 0);
    let tables = |of: &str| -> Vec<(String, Vec<u8>)> {
        let files = place.files_of(of).into_iter();
        files.filter(|(name, _)| name.ends_with(".csv")).collect()
    };
    assert_same_files(&tables("until"), &tables("as-many"));
    // More than may be lived is said to be missing.
    let wish = "worker_changes of authority ± 0.0000001";
    let ran = place.swplab(&["run", "small.toml", "--until", wish, "--at-most", "20", "--out", "short"]);
    assert_exit(&ran, 0);
    assert!(stdout(&ran).contains("20 replications, as many as it may take, are not enough"));
}

#[test]
fn a_wish_that_cannot_be_read_is_bad_input() {
    let place = Place::with_scenario();
    for (wish, said) in [
        ("worker_changes ± 0.01", "is no wish"),
        ("changes of remit ± 0.01", "is no indicator"),
        ("worker_changes of practice ± 0.01", "is no unit"),
    ] {
        let ran = place.swplab(&["run", "contract-length.toml", "--until", wish]);
        assert_exit(&ran, 2);
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(told.contains(said), "{told}");
    }
}
