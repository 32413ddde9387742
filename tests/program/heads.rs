//! The heads of the model's files, from which the list of processes and the page of equations are made.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use swplab::model::month::STEPS;

const PROCESSES: &str = "crates/model/src/model/process";

/// Files of processes that another one calls, and after which they are read.
const CALLED: &[(&str, &[&str])] = &[
    ("arrivals", &["before_care", "unaccompanied"]),
    ("commissioning", &["award", "reviews", "renewal", "market", "joining", "interruption"]),
    ("culture", &["learning", "ways", "managers", "habits", "climate", "innovation", "integration", "units"]),
    ("incentives", &["conditions"]),
    ("transfer", &["selection", "need", "establishment", "insourcing"]),
    ("workforce", &["vacancy", "origins"]),
    ("inspection", &["grades"]),
    ("journey", &["placement", "leaving_care", "allocation", "pathway", "requests"]),
    ("finance", &["levers", "settlement"]),
];

/// What else is described by a head: title of the part, and its files.
const OTHER: &[(&str, &[&str])] = &[
    (
        "What runs in every process",
        &["crates/model/src/model/hazard/frailty.rs", "crates/model/src/draws/mod.rs"],
    ),
    (
        "The first day",
        &[
            "crates/model/src/model/start.rs",
            "crates/model/src/model/start/history.rs",
            "crates/model/src/model/start/lived.rs",
            "crates/model/src/model/start/balance.rs",
            "crates/model/src/model/start/listed.rs",
            "crates/model/src/model/start/unaccompanied.rs",
            "crates/model/src/model/start/staff.rs",
        ],
    ),
    (
        "Levels of authorities",
        &[
            "crates/model/src/evidence/levels.rs",
            "crates/model/src/evidence/published/levels.rs",
            "src/study/drift.rs",
        ],
    ),
    (
        "Observation",
        &[
            "src/analysis/observe/mod.rs",
            "src/analysis/observe/scene.rs",
            "src/analysis/observe/evaluation.rs",
            "src/analysis/observe/measures.rs",
            "src/analysis/observe/estimate.rs",
            "src/analysis/observe/summary.rs",
            "src/analysis/observe/power.rs",
        ],
    ),
];

/// A file and what its head says.
struct Head {
    path: String,
    text: String,
}

impl Head {
    fn of(path: &str) -> Head {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = fs::read_to_string(&file).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let lines = text.lines().take_while(|line| line.starts_with("//!"));
        let lines: Vec<&str> =
            lines.map(|line| line.strip_prefix("//! ").unwrap_or(&line[3..]).trim_end()).collect();
        Head { path: path.to_owned(), text: lines.join("\n") }
    }

    fn of_process(name: &str) -> Head {
        Head::of(&format!("{PROCESSES}/{name}.rs"))
    }

    /// Title and first sentence.
    fn sentence(&self) -> (String, String) {
        let first: Vec<&str> = self.text.split("\n\n").next().unwrap().lines().collect();
        let first = first.join(" ");
        let end = first.find(". ").map_or(first.len(), |at| at + 1);
        let (title, rest) = first[..end].split_once(": ").unwrap_or_else(|| {
            panic!("{}: a head begins with what the file is called, a colon and a sentence", self.path)
        });
        (title.to_owned(), rest.to_owned())
    }

    fn page(&self) -> String {
        format!("### {}\n\n`{}`\n\n{}\n\n", self.sentence().0, self.path, self.text)
    }
}

/// The processes of each step of the month, those that another one calls after it.
fn processes() -> Vec<Vec<String>> {
    let month = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/model/src/model/month.rs");
    let text = fs::read_to_string(month).unwrap();
    let mut steps = Vec::new();
    for (step, written) in STEPS.iter().zip(text.split("Step {").skip(2)) {
        assert!(written.contains(step.title), "the steps are written one after the other");
        let listed = written.split("&[").nth(1).unwrap().split(']').next().unwrap();
        let mut names = Vec::new();
        for name in listed.split(',').filter_map(|word| word.trim().strip_suffix("::step")) {
            names.push(name.to_owned());
            let called = CALLED.iter().filter(|(by, _)| *by == name).flat_map(|(_, called)| *called);
            names.extend(called.map(|called| (*called).to_owned()));
        }
        steps.push(names);
    }
    steps
}

/// The month as the manual lists it: each step with its processes, a sentence each.
pub fn list() -> String {
    let mut text = String::new();
    for (at, (step, names)) in STEPS.iter().zip(processes()).enumerate() {
        text += &format!("{}. {}\n", at + 1, step.title);
        for name in names {
            let (title, sentence) = Head::of_process(&name).sentence();
            text += &format!("   - {title}: {sentence}\n");
        }
    }
    text
}

/// The page of equations.
pub fn equations() -> String {
    let mut text = String::new();
    for (step, names) in STEPS.iter().zip(processes()) {
        text += &format!("## {}\n\n", step.title);
        text.extend(names.iter().map(|name| Head::of_process(name).page()));
    }
    for (part, files) in OTHER {
        text += &format!("## {part}\n\n");
        text.extend(files.iter().map(|path| Head::of(path).page()));
    }
    text.trim_end().to_owned() + "\n"
}

#[test]
fn every_process_has_its_place_in_the_month() {
    let placed: BTreeSet<String> = processes().into_iter().flatten().collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(PROCESSES);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let names = files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    let lost: Vec<String> = names.filter(|name| name != "mod" && !placed.contains(name)).collect();
    assert!(lost.is_empty(), "{lost:?}: named neither by the month nor by CALLED");
}
