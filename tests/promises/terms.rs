//! The field's words are spelt in one room: elsewhere they are taken from it, so that a key of a file, an id of a
//! summary and a word on a page cannot part ways.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use swplab::terms::{
    AGE_KEYS, AgeBand, CARE_WORDS, Cause, Exit, Fate, HandOver, MoveReason, PLACEMENT_WORDS, PathwayStage,
    PlacementType,
};

/// So many terms of one list, spelt out side by side, are the list written again.
const A_LIST: usize = 3;

#[test]
fn no_file_spells_a_list_of_terms_again() {
    let lists = lists();
    let mut found = BTreeSet::new();
    for (path, text) in sources() {
        let literals = literals(&text);
        for (name, words) in &lists {
            for start in 0..literals.len() {
                let run = literals[start..].iter().take_while(|literal| words.contains(literal.as_str()));
                let run: BTreeSet<&String> = run.collect();
                if run.len() >= A_LIST {
                    found.insert(format!("{path}: {name} {run:?}"));
                    break;
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn no_file_spells_an_age_band_or_a_placement_type_that_could_be_nothing_else() {
    let bands = [AgeBand::From5To9, AgeBand::From10To15];
    let of_ages = bands.into_iter().flat_map(|band| [band.key(), band.id(), band.words()]);
    let of_types = [PlacementType::Kinship, PlacementType::SemiIndependent].into_iter();
    let of_types = of_types.flat_map(|kind| [kind.key(), kind.id()]);
    let words: Vec<&str> = of_ages.chain(of_types).collect();
    let mut found = BTreeSet::new();
    for (path, text) in sources() {
        for literal in literals(&text) {
            if words.iter().any(|word| literal == *word || literal.ends_with(&format!("_{word}"))) {
                found.insert(format!("{path}: {literal:?}"));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.into_iter().collect::<Vec<_>>().join("\n"));
}

fn lists() -> Vec<(&'static str, BTreeSet<&'static str>)> {
    macro_rules! list {
        ($name:ident) => {
            (stringify!($name), $name::ALL.into_iter().flat_map(|t| [t.key(), t.id(), t.words()]).collect())
        };
    }
    let mut ages: (&str, BTreeSet<&str>) = list!(AgeBand);
    ages.1.extend(AGE_KEYS);
    vec![
        ages,
        list!(PlacementType),
        list!(MoveReason),
        list!(Exit),
        list!(HandOver),
        list!(PathwayStage),
        list!(Fate),
        list!(Cause),
        ("bands of time in care", CARE_WORDS.into_iter().collect()),
        ("bands of time with a carer", PLACEMENT_WORDS.into_iter().collect()),
    ]
}

/// Every source file outside the room of terms, with its path, up to the tests at its end.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in ["src", "crates/model/src", "crates/returns/src"] {
        walk(root, &root.join(folder), &mut sources);
    }
    sources
}

fn walk(root: &Path, folder: &Path, sources: &mut Vec<(String, String)>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            if !path.ends_with("terms") && !path.ends_with("tests") {
                walk(root, &path, sources);
            }
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let code: String = lines.flat_map(|line| [line, "\n"]).collect();
            sources.push((path.strip_prefix(root).unwrap().display().to_string(), code));
        }
    }
}

/// The texts in quotation marks, in order.
fn literals(code: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            // A quotation mark as a character.
            '\'' if chars.as_str().starts_with("\"'") => chars = chars.as_str()[2..].chars(),
            '"' => {
                let mut literal = String::new();
                while let Some(c) = chars.next().filter(|c| *c != '"') {
                    literal.push(c);
                    if c == '\\' {
                        literal.extend(chars.next());
                    }
                }
                literals.push(literal);
            }
            _ => {}
        }
    }
    literals
}
