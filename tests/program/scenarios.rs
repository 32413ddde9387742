//! Every scenario of the repository passes the check without a warning, says what was seen, and runs to
//! a report.

use std::fs;
use std::path::{Path, PathBuf};

use crate::place::{Place, assert_exit, stdout};
use swplab::scenario::Document;

/// Scenarios of which no report with 100 replications is asked for.
const FEWER: [&str; 1] = ["england"];

fn scenarios() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|ending| ending == "toml")).collect();
    files.sort();
    assert!(files.len() > 4);
    files
}

#[test]
fn every_scenario_is_in_order_without_a_warning() {
    for file in scenarios() {
        let checked = Place::empty().swplab(&["check", file.to_str().unwrap()]);
        assert_exit(&checked, 0);
        let said = stdout(&checked);
        // Those that tell what was watched for some years, and no more, say that their ends are hardly felt.
        let is_watched = ["first-wave", "in-the-spirit", "same-rules", "sandwell"]
            .iter()
            .any(|name| file.ends_with(format!("{name}.toml")));
        let only_that = said.contains("is in order, with 1 warning") && said.contains("study.horizon_years");
        assert!(said.contains("is in order: ") || (is_watched && only_that), "{said}");
    }
}

#[test]
fn every_scenario_names_its_paragraphs_and_asks_for_enough_replications() {
    for file in scenarios() {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let (scenario, _) = Document::read(&file).unwrap().scenario().unwrap();
        let remarks = scenario.text.lines().filter_map(|line| line.split_once('#'));
        let remarks: String = remarks.map(|(_, remark)| remark).collect();
        assert!(remarks.contains("paragraph"), "{name} names no paragraph");
        assert!(
            scenario.replications >= 100 || FEWER.contains(&name),
            "{name} has {} replications",
            scenario.replications
        );
    }
}

#[test]
fn every_scenario_runs_to_a_report() {
    for file in scenarios() {
        let place = Place::empty();
        let file = file.to_str().unwrap();
        let ran = place.swplab(&["run", file, "--replications", "2", "--out", "out", "-q"]);
        assert_exit(&ran, 0);
        let page = place.read("out/report.html");
        assert!(page.contains("The answer"), "{file}");
        crate::page::hold(file, &page);
    }
}
