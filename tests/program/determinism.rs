//! Same scenario and version, same bytes: whatever the threads, alone or in the batch.

use crate::place::{Place, assert_exit, assert_same_files};

fn run(place: &Place, out: &str, arguments: &[&str]) {
    let command = ["run", "contract-length.toml", "--quiet", "--out", out];
    assert_exit(&place.swplab(&[&command[..], arguments].concat()), 0);
}

#[test]
fn one_two_and_eight_threads_give_identical_files() {
    let place = Place::with_scenario();
    for threads in ["1", "2", "8"] {
        run(&place, threads, &["--replications", "5", "--threads", threads]);
    }
    let one = place.files_of("1");
    assert_same_files(&one, &place.files_of("2"));
    assert_same_files(&one, &place.files_of("8"));
}

#[test]
fn one_and_eight_threads_give_identical_sweeps() {
    let place = Place::with_scenario();
    for threads in ["1", "8"] {
        let sweep = [
            "sweep",
            "contract-length.toml",
            "--vary",
            "contract.term_years=2,3",
            "--replications",
            "3",
            "--quiet",
        ];
        let swept = place.swplab(&[&sweep[..], &["--threads", threads, "--out", threads]].concat());
        assert_exit(&swept, 0);
    }
    assert_same_files(&place.files_of("1"), &place.files_of("8"));
}

#[test]
fn a_replication_alone_equals_its_rows_of_the_batch() {
    let place = Place::with_scenario();
    // What is told of some replications alone, such as events and teams, is told of those that are compared.
    run(&place, "batch", &["--replications", "4", "--events=3"]);
    run(&place, "alone", &["--replication", "2", "--events"]);
    let mut compared = 0;
    for (name, bytes) in place.files_of("alone") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some(column) = replication_column(&name, &text) else {
            continue;
        };
        let of_two = |text: &str| -> Vec<String> {
            let rows = text.lines().skip(1).filter(|row| cell(row, column) == Some("2"));
            rows.map(str::to_owned).collect()
        };
        let alone = of_two(&text);
        assert_eq!(alone.len(), text.lines().count() - 1, "{name} holds other replications");
        assert_eq!(alone, of_two(&place.read(&format!("batch/{name}"))), "{name}");
        compared += alone.len();
    }
    assert!(compared > 100, "only {compared} rows were compared");
}

/// Where a table of replications names them. No cell before that column holds a comma.
fn replication_column(name: &str, text: &str) -> Option<usize> {
    let header = text.lines().next().filter(|_| name.ends_with(".csv"))?;
    header.split(',').position(|title| title == "replication")
}

fn cell(row: &str, column: usize) -> Option<&str> {
    row.split(',').nth(column)
}

#[test]
fn another_seed_gives_other_results_and_the_same_seed_the_same() {
    let place = Place::with_scenario();
    for (out, seed) in [("a", "1"), ("b", "2"), ("c", "1")] {
        run(&place, out, &["--replications", "2", "--seed", seed]);
    }
    assert_same_files(&place.files_of("a"), &place.files_of("c"));
    assert_ne!(place.files_of("a"), place.files_of("b"));
}

#[test]
fn where_a_profile_of_ones_own_lies_is_nothing_to_its_luck() {
    let place = Place::empty();
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("evidence/authorities/england-average-2011.toml");
    let profile = std::fs::read_to_string(from).unwrap();
    for (folder, file) in [("here", "county.toml"), ("there/far", "ours.toml")] {
        std::fs::create_dir_all(place.at(folder)).unwrap();
        place.write(&format!("{folder}/{file}"), &profile);
        let scenario = crate::place::contract_length().replacen("staffordshire-2011", file, 1);
        place.write(&format!("{folder}/question.toml"), &scenario);
        let (question, out) = (format!("{folder}/question.toml"), format!("{folder}/out"));
        assert_exit(&place.swplab(&["run", &question, "--replications", "2", "--quiet", "--out", &out]), 0);
    }
    for table in ["summary.csv", "differences.csv"] {
        assert_eq!(
            place.read(&format!("here/out/{table}")),
            place.read(&format!("there/far/out/{table}")),
            "{table}"
        );
    }
}
