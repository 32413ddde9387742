//! A reader should be able to guess the room from the sentence, and a room uses only what stands
//! beside its name. This reads the paths in the source; code that only tests
//! see is left out.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms that it may use besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    (
        "cli",
        &[
            "interchange",
            "output",
            "chart",
            "study",
            "indicator",
            "model",
            "scenario",
            "evidence",
            "draws",
            "calendar",
            "statistics",
        ],
    ),
    ("output", &["study", "chart", "evidence"]),
    ("chart", &["statistics"]),
    ("study", &["model", "indicator", "scenario", "statistics"]),
    ("indicator", &["model::world"]),
    ("model::month", &["model::process"]),
    ("model::settings", &["model::world", "model::hazard", "draws", "calendar", "evidence"]),
    ("model::start", &["model::world", "model::hazard", "draws", "evidence"]),
    (
        "model::process",
        &["model::world", "model::settings", "model::hazard", "draws", "calendar", "evidence"],
    ),
    ("model::hazard", &[]),
    ("model::world", &["calendar"]),
    ("scenario", &["evidence", "calendar"]),
    ("interchange", &["scenario", "calendar"]),
    ("evidence", &[]),
    ("draws", &[]),
    ("calendar", &[]),
    ("statistics", &[]),
];

/// What is used beyond the table, each with the reason why it is accepted.
const ACCEPTED: &[(&str, &str, &str)] = &[
    ("study", "calendar", "years of a study are labelled where its shape is made"),
    ("indicator", "model::hazard", "histories are counted in the bands of the published tables"),
    ("indicator", "draws", "an event concerns somebody, and whoever it is has the name of a draw"),
    ("output", "indicator", "titles, units and definitions stand in the declaration of the indicators"),
    ("output", "statistics", "tables hold intervals and quantiles of the results"),
    ("study", "draws", "a replication's parameter set and positions are draws"),
    ("study", "evidence", "parameter sets and positions are made from the quantities"),
    ("interchange", "study", "an exported return is made of the histories that a replay hands over"),
    ("interchange", "draws", "what a return asks beyond the simulation is drawn at addresses of its own"),
    (
        "interchange",
        "evidence",
        "a return and published figures become profiles, their levels weighed against the quantities",
    ),
    ("interchange", "statistics", "rates counted from a return have intervals"),
    (
        "interchange",
        "model::hazard",
        "rates are counted by the model's bands, moves with its classes of frailty",
    ),
    (
        "interchange",
        "model::settings",
        "a level is measured against the rates that the model itself makes of the quantities",
    ),
    ("model::month", "model::settings", "a step takes the settings"),
    ("model::month", "model::world", "a step takes the world"),
    ("model::month", "draws", "a step takes the draws"),
    ("model::month", "model::start", "an arm adds its practices to the shared first world"),
    ("model::start", "model::settings", "the first world is made from the settings"),
    ("model::start", "model::process", "a child of the first day is made as one who arrives"),
    ("model::world", "evidence", "a provider's style has the attributes of a way of working"),
    ("model::world", "draws", "state carries the names of draws, never a draw"),
];

/// One use of a room by another: file, user, used.
type Use = (PathBuf, String, String);

#[test]
fn a_room_uses_only_what_stands_beside_its_name() {
    let mut wrong = Vec::new();
    for (file, user, used) in uses() {
        let allowed = ROOMS.iter().find(|(room, _)| *room == user);
        let Some((_, allowed)) = allowed else {
            wrong.push(format!("{}: the room {user} is not in the table", file.display()));
            continue;
        };
        let accepted = ACCEPTED.iter().any(|(room, other, _)| *room == user && *other == used);
        let fits = |other: &&str| used == **other || used.starts_with(&format!("{other}::"));
        if !accepted && !allowed.iter().any(fits) {
            wrong.push(format!("{}: {user} uses {used}", file.display()));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_accepted_beyond_the_table_is_still_used() {
    let uses = uses();
    for (room, other, why) in ACCEPTED {
        let found = uses.iter().any(|(_, user, used)| user == room && used == other);
        assert!(found, "{room} no longer uses {other} ({why}): strike the line");
    }
}

#[test]
fn only_the_study_uses_rayon_and_only_output_interchange_and_commands_write() {
    for (path, text) in sources() {
        let room = room_of(&module_of(&path));
        assert!(room == "study" || !text.contains("rayon::"), "{} uses rayon", path.display());
        let writes = ["fs::write", "File::create", "fs::rename", "fs::create_dir", "fs::remove"];
        let may_write = ["output", "interchange", "cli"].contains(&room.as_str());
        assert!(
            may_write || !writes.iter().any(|call| text.contains(call)),
            "{} writes files",
            path.display()
        );
    }
}

#[test]
fn the_model_knows_no_files_threads_or_clocks() {
    for (path, text) in sources() {
        let room = room_of(&module_of(&path));
        if room.starts_with("model") || room == "indicator" || room == "statistics" {
            for word in ["std::fs", "std::thread", "std::time", "std::env", "std::io"] {
                assert!(!text.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn the_main_file_only_hands_over() {
    let text = fs::read_to_string(source().join("main.rs")).unwrap();
    assert!(text.lines().count() < 60);
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file that is not for tests alone, cut before its tests and without remarks.
fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    walk(&source(), &mut files);
    files.sort();
    files
}

fn walk(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    let mut inside: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inside.sort();
    let tests_only = tests_of(folder);
    for path in inside {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if tests_only.contains(&stem) {
            continue;
        }
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push((path.clone(), code(&fs::read_to_string(&path).unwrap())));
        }
    }
}

/// Modules that a folder's `mod.rs` declares for tests alone.
fn tests_of(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines.windows(2).filter(|pair| pair[0].trim() == "#[cfg(test)]");
    tests
        .filter_map(|pair| {
            let rest = pair[1].trim().split("mod ").nth(1)?;
            rest.strip_suffix(';').map(str::to_owned)
        })
        .collect()
}

/// The text before the tests at its end, without remarks.
fn code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines
        .windows(2)
        .position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].trim_end().ends_with('{'));
    let kept = &lines[..tests.unwrap_or(lines.len())];
    let code = kept.iter().filter(|line| !line.trim_start().starts_with("//"));
    code.map(|line| format!("{line}\n")).collect()
}

/// Module path of a file, such as `["model", "process", "journey"]`.
fn module_of(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix(source()).unwrap().with_extension("");
    let mut parts: Vec<String> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// The room of a module path: one level deep, two in the model.
fn room_of(module: &[String]) -> String {
    match module {
        [] => "lib".to_owned(),
        [first, second, ..] if first == "model" => format!("model::{second}"),
        [first, ..] => first.clone(),
    }
}

/// Every use of another room, by resolving `crate::`, `super::` and the program's own name.
fn uses() -> Vec<Use> {
    let mut found: BTreeMap<Use, ()> = BTreeMap::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        let room = room_of(&module);
        // The crate root and the model's own root only list their rooms.
        if room == "lib" || room == "model" {
            continue;
        }
        for target in paths(&text, &module) {
            let used = room_of(&target);
            if used != room && used != "lib" && !used.is_empty() {
                found.insert((path.clone(), room.clone(), used), ());
            }
        }
    }
    found.into_keys().collect()
}

/// The absolute module paths that a text names, braces opened.
fn paths(text: &str, module: &[String]) -> Vec<Vec<String>> {
    let text = text.replace("swplab::", "crate::");
    let mut found = Vec::new();
    for (start, _) in text.match_indices("crate::").chain(text.match_indices("super::")) {
        let before = text[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let mut base: Vec<String> = Vec::new();
        let mut rest = &text[start..];
        if let Some(after) = rest.strip_prefix("crate::") {
            rest = after;
        } else {
            base = module.to_vec();
            while let Some(after) = rest.strip_prefix("super::") {
                base.pop();
                rest = after;
            }
        }
        open(&base, rest, &mut found);
    }
    found
}

/// Follows `a::b::{c, d::e}` from a base and adds every path.
fn open(base: &[String], rest: &str, found: &mut Vec<Vec<String>>) {
    let mut path = base.to_vec();
    let mut rest = rest;
    loop {
        if let Some(inside) = rest.strip_prefix('{') {
            for part in split(inside) {
                open(&path, part.trim(), found);
            }
            return;
        }
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        rest = &rest[word.len()..];
        if !word.is_empty() {
            path.push(word);
        }
        match rest.strip_prefix("::") {
            Some(after) => rest = after,
            None => break,
        }
    }
    found.push(path);
}

/// The parts of a list in braces, up to its closing brace.
fn split(inside: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&inside[from..at]);
                return parts;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts
}
