//! A reader should be able to guess the room from the sentence, and a room uses only what stands below it. This reads
//! the paths in the source; code that only tests see is left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of each crate from the top floor to the ground. Cargo holds the walls between crates.
const FLOORS: &[(&str, &[&str])] = &[
    (
        "src",
        &[
            "main",
            "cli",
            "laboratory",
            "bundle",
            "analysis",
            "report",
            "results",
            "study",
            "scenario",
            "chart",
        ],
    ),
    (
        "crates/model/src",
        &[
            "history",
            "indicator",
            "model::month",
            "model::start",
            "model::process",
            "model::settings",
            "model::world",
            "model::hazard",
            "arrangement",
            "evidence",
            "draws",
            "statistics",
            "calendar",
            "terms",
            "text",
        ],
    ),
    ("crates/returns/src", &["export", "import", "dfe", "plain", "names", "text"]),
];

#[test]
fn a_room_uses_only_what_stands_below_it() {
    let mut wrong = BTreeSet::new();
    for (root, floors) in FLOORS {
        for source in sources(root) {
            let room = room_of(&source.module);
            // A crate's own root only lists its rooms.
            if source.module.is_empty() || room == "model" {
                continue;
            }
            let Some(floor) = floors.iter().position(|known| *known == room) else {
                wrong.insert(format!("{}: the room {room} has no floor", source.path.display()));
                continue;
            };
            for used in paths(&source.code, &source.module).iter().map(|path| room_of(path)) {
                let above = floors[..floor].contains(&used.as_str());
                if above {
                    wrong.insert(format!("{}: {room} uses {used}", source.path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_room_of_the_table_is_there() {
    for (root, floors) in FLOORS {
        let rooms: BTreeSet<String> = sources(root).iter().map(|source| room_of(&source.module)).collect();
        for floor in *floors {
            assert!(rooms.contains(*floor), "{root} has no room {floor}");
        }
    }
}

#[test]
fn only_one_file_uses_rayon_and_only_results_pages_and_commands_write() {
    for source in sources("src") {
        let room = room_of(&source.module);
        assert!(
            source.path.ends_with("study/threads.rs") || !source.code.contains("rayon::"),
            "{} uses rayon",
            source.path.display()
        );
        let writes = ["fs::write", "File::create", "fs::rename", "fs::create_dir", "fs::remove"];
        let may_write = ["results", "report", "analysis", "bundle", "cli"].contains(&room.as_str());
        assert!(
            may_write || !writes.iter().any(|call| source.code.contains(call)),
            "{} writes files",
            source.path.display()
        );
    }
}

#[test]
fn a_file_is_read_in_one_place_which_takes_plain_files_of_a_known_size() {
    // The mark inside unfinished work is opened to be locked, and what is kept of a study was written by the program itself.
    let own = ["cli::directory", "cli::pieces", "plain"];
    for source in sources("src").into_iter().chain(sources("crates/returns/src")) {
        let reads = ["fs::read(", "fs::read_to_string", " File::open(", "fs::File::open("];
        assert!(
            own.contains(&source.module.join("::").as_str())
                || source.module.last().is_some_and(|last| last == "tests")
                || !reads.iter().any(|call| source.code.contains(call)),
            "{} reads a file by itself",
            source.path.display()
        );
    }
}

#[test]
fn the_model_knows_no_files_threads_or_clocks() {
    for source in sources("crates/model/src") {
        for word in ["std::fs", "std::thread", "std::time", "std::env", "std::io"] {
            assert!(!source.code.contains(word), "{} uses {word}", source.path.display());
        }
    }
}

#[test]
fn the_main_file_only_hands_over() {
    let main = sources("src").into_iter().find(|source| source.module == ["main"]).unwrap();
    assert!(main.code.lines().count() < 60);
}

/// A source file that is not for tests alone, cut before its tests and without remarks.
struct Source {
    path: PathBuf,
    /// Module path inside its crate, such as `["model", "process", "journey"]`.
    module: Vec<String>,
    code: String,
}

fn sources(root: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let source = |path: PathBuf| Source {
        module: module_of(path.strip_prefix(&root).unwrap()),
        code: code(&fs::read_to_string(&path).unwrap()),
        path,
    };
    files.into_iter().map(source).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let tests_only = tests_of(folder);
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if tests_only.contains(&stem) {
            continue;
        }
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
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

/// Module path of a file.
fn module_of(inside: &Path) -> Vec<String> {
    let inside = inside.with_extension("");
    let mut parts: Vec<String> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// The room of a module path: one level deep, two in the model.
fn room_of(module: &[String]) -> String {
    match module {
        [] => String::new(),
        [first, second, ..] if first == "model" => format!("model::{second}"),
        [first, ..] => first.clone(),
    }
}

/// The absolute module paths that a text names, braces opened.
fn paths(text: &str, module: &[String]) -> Vec<Vec<String>> {
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

/// What is not defined is smaller and larger than nothing, and a sort that calls it equal to all panics where there are enough of them.
#[test]
fn nothing_is_sorted_by_an_order_that_does_not_hold_of_all_numbers() {
    for (root, _) in FLOORS {
        for source in sources(root) {
            assert!(
                !source.code.contains("partial_cmp("),
                "{} compares by partial_cmp: total_cmp orders all numbers",
                source.path.display()
            );
        }
    }
}
