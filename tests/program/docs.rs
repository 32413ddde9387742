//! The documents say what the program does: commands work, lists are those of the code, and every
//! quantity is named. `UPDATE_DOCS=1 cargo test --test program docs` writes the generated lists again.

use std::collections::BTreeSet;
use std::path::Path;

use crate::manual::{DOCUMENTS, blocks, code_text, quantities_csv, read};
use crate::place::{Place, assert_exit, stdout};
use swplab::evidence::{Evidence, Hypotheses, Mechanism, References, source_keys};
use swplab::indicator::INDICATORS;

#[test]
fn the_generated_lists_are_those_of_the_code() {
    for (document, name, expected) in blocks() {
        let text = read(document);
        let (open, close) = (format!("<!-- list: {name} -->\n"), "<!-- end of list -->");
        let from = text.find(&open).unwrap_or_else(|| panic!("{document} lacks {open}")) + open.len();
        let to = from + text[from..].find(close).expect("a list ends");
        let expected = format!("\n{expected}\n");
        if text[from..to] != expected && std::env::var_os("UPDATE_DOCS").is_some() {
            let whole = format!("{}{expected}{}", &text[..from], &text[to..]);
            std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(document), whole).unwrap();
            continue;
        }
        assert!(
            text[from..to] == expected,
            "the list {name} of {document} differs from the code: UPDATE_DOCS=1 cargo test --test program docs \
             writes it again"
        );
    }
}

#[test]
fn the_table_of_quantities_is_that_of_the_evidence() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/quantities.csv");
    let expected = quantities_csv();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == expected,
        "docs/quantities.csv differs from the evidence: UPDATE_DOCS=1 cargo test --test program docs writes it again"
    );
}

#[test]
fn every_source_is_found_in_the_references() {
    let evidence = Evidence::embedded().quantities().iter().map(|one| (&one.id, &one.source));
    let hypotheses = Hypotheses::embedded().all().iter().map(|one| (&one.id, &one.source));
    let mechanisms = Mechanism::all().iter().map(|one| (&one.id, &one.source));
    let mut unknown = BTreeSet::new();
    for (id, source) in evidence.chain(hypotheses).chain(mechanisms) {
        for key in source_keys(source).filter(|key| is_key(key)) {
            if !References::embedded().knows(key) {
                unknown.insert(format!("{id}: {key}"));
            }
        }
    }
    assert!(
        unknown.is_empty(),
        "no reference stands for\n{}",
        unknown.into_iter().collect::<Vec<_>>().join("\n")
    );
}

/// Whether a word can only be a key: capital letters with a number or a hyphen, or a row of statistics with its year.
fn is_key(word: &str) -> bool {
    let has_digit = word.chars().any(|c| c.is_ascii_digit());
    let is_capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let ends_in_year =
        word.rsplit('-').next().is_some_and(|end| end.len() == 4 && end.parse::<u32>().is_ok());
    let is_mechanism = word.starts_with(['M', 'H', 'X']) && word[1..].chars().all(|c| c.is_ascii_digit());
    !is_mechanism
        && (is_capital && has_digit || word.matches('-').count() > 1 && ends_in_year || word.contains('*'))
}

#[test]
fn the_description_of_the_model_can_be_read_at_one_sitting() {
    let bytes = read("docs/model.md").len();
    assert!(bytes < 30_000, "docs/model.md has {bytes} bytes: equations belong to the heads of their files");
}

/// Words of equations that look like the id of a quantity are one, or begin the ids of a family of tables.
#[test]
fn every_id_in_an_equation_exists_in_the_evidence() {
    let quantities = Evidence::embedded().quantities();
    let heads: BTreeSet<&str> = quantities.iter().filter_map(|one| one.id.split('.').next()).collect();
    let page = read("docs/equations.md");
    let blocks = page.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut seen = 0;
    for block in blocks {
        let is_of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
        for word in block.split(|c: char| !is_of_id(c)).map(|word| word.trim_matches(['.', '-'])) {
            if word.split_once('.').is_none_or(|(head, _)| !heads.contains(head)) {
                continue;
            }
            let family = format!("{word}.");
            let exists = quantities.iter().any(|one| one.id == word || one.id.starts_with(&family));
            assert!(exists, "an equation names {word}, which is no quantity");
            seen += 1;
        }
    }
    assert!(seen > 200, "only {seen} ids were found");
}

#[test]
fn every_id_in_the_documents_exists_in_the_evidence() {
    let evidence = Evidence::embedded();
    let heads: BTreeSet<&str> =
        evidence.quantities().iter().filter_map(|quantity| quantity.id.split('.').next()).collect();
    let fields: BTreeSet<String> =
        swplab::scenario::declaration::FIELDS.iter().map(|field| field.path()).collect();
    for document in DOCUMENTS {
        for word in quoted(&read(document)) {
            let is_id = word.contains('.')
                && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c))
                && word.split('.').next().is_some_and(|head| heads.contains(head))
                && !["toml", "rs", "md", "csv"].iter().any(|end| word.ends_with(&format!(".{end}")));
            assert!(
                !is_id || evidence.key(&word).is_some() || fields.contains(&word),
                "{document} names `{word}`, which is no quantity and no field"
            );
        }
    }
}

#[test]
fn every_quantity_is_read_by_the_code() {
    let literals = literals(&code_text(&[
        "crates/model/src/model",
        "crates/model/src/evidence/published",
        "crates/returns/src",
        "src/study",
        "src/analysis",
    ]));
    // Service models are read by their keys: crates/model/src/evidence/service_model.rs holds its own test.
    let quantities = Evidence::embedded().quantities().iter();
    for quantity in quantities.filter(|quantity| !quantity.id.starts_with("way.")) {
        let is_read = literals.iter().any(|literal| fits(literal, &quantity.id));
        assert!(is_read, "nothing reads {}", quantity.id);
    }
}

#[test]
fn every_process_that_a_quantity_names_exists() {
    for quantity in Evidence::embedded().quantities() {
        for process in &quantity.used_by {
            let places =
                ["process", "", "start"].map(|room| format!("crates/model/src/model/{room}/{process}.rs"));
            let rooms = [
                format!("src/{process}/mod.rs"),
                format!("crates/model/src/{process}/mod.rs"),
                format!("crates/{process}/src/lib.rs"),
            ];
            let exists = |path: &String| Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists();
            assert!(
                places.iter().chain(&rooms).any(exists),
                "{} is said to be used by {process}, which is no file",
                quantity.id
            );
        }
    }
}

#[test]
fn every_command_in_the_documents_is_understood() {
    let place = Place::empty();
    let mut seen = 0;
    for document in DOCUMENTS {
        // What stands behind `--` is a command of its own.
        let all = commands(&read(document));
        for command in all.iter().flat_map(|command| command.split(" -- ")) {
            let words: Vec<&str> = command.split_whitespace().collect();
            // Commands with a form, such as `export ssda903`, hold their options there.
            let named = if ["export", "import"].contains(&words[0]) { 2 } else { 1 };
            let mut asked = words[..named].to_vec();
            asked.push("--help");
            let help = place.swplab(&asked);
            assert_exit(&help, 0);
            let mut told = stdout(&help);
            // A command may have commands of its own.
            if told.contains(&format!("Usage: swplab {} <COMMAND>", words[0])) {
                let inner = place.swplab(&[words[0], words[1], "--help"]);
                assert_exit(&inner, 0);
                told = stdout(&inner);
            }
            for flag in words.iter().filter(|word| word.starts_with("--")) {
                assert!(told.contains(flag), "{document}: {command}");
            }
            seen += 1;
        }
    }
    assert!(seen > 8, "only {seen} commands were found");
}

#[test]
fn every_scenario_in_the_documents_exists_and_passes_the_check() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut scenarios = BTreeSet::new();
    for document in DOCUMENTS {
        for word in read(document).split(|c: char| c.is_whitespace() || "`()".contains(c)) {
            if word.starts_with("scenarios/") && word.ends_with(".toml") {
                scenarios.insert(word.to_owned());
            }
        }
    }
    assert!(!scenarios.is_empty());
    for scenario in scenarios {
        let path = root.join(&scenario);
        assert!(path.exists(), "{scenario} is missing");
        assert_exit(&Place::empty().swplab(&["check", path.to_str().unwrap()]), 0);
    }
}

#[test]
fn every_link_inside_the_repository_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in DOCUMENTS {
        let folder = root.join(document).parent().unwrap().to_owned();
        for link in read(document).split("](").skip(1) {
            let (target, heading) = match link.split(')').next().unwrap().split_once('#') {
                Some((target, heading)) => (target, Some(heading)),
                None => (link.split(')').next().unwrap(), None),
            };
            if target.contains("://") {
                continue;
            }
            assert!(folder.join(target).exists(), "{document} leads to {target}");
            if let Some(heading) = heading {
                let page = if target.is_empty() { root.join(document) } else { folder.join(target) };
                let text = std::fs::read_to_string(page).unwrap();
                let is_there =
                    text.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == heading);
                assert!(is_there, "{document} leads to #{heading} of {target}, which has no such heading");
            }
        }
    }
}

#[test]
fn the_example_in_the_reference_of_scenario_files_passes_the_check() {
    let text = read("docs/scenario-files.md");
    let example = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let place = Place::empty();
    place.write("example.toml", example);
    assert_exit(&place.swplab(&["check", "example.toml"]), 0);
}

#[test]
fn every_file_of_a_results_directory_is_described() {
    let text = read("docs/results.md");
    let place = Place::with_results(2);
    for (name, _) in place.files_of("out") {
        let shown = name.split('/').next().unwrap();
        assert!(text.contains(&format!("`{shown}")), "docs/results.md lacks {shown}");
    }
    assert!(INDICATORS.iter().all(|indicator| text.contains(&format!("`{}`", indicator.id))));
}

#[test]
fn exit_codes_in_the_readme_are_those_of_the_help() {
    let help = stdout(&Place::empty().swplab(&["--help"]));
    let readme = read("README.md");
    for line in help.split("Exit codes:").nth(1).unwrap().lines() {
        if let Some((code, meaning)) = line.trim().split_once(' ') {
            let row = format!("| {code} | {} |", meaning.trim());
            assert!(readme.contains(&row), "the README lacks {row}");
        }
    }
}

/// What leads to a heading: its words in small letters, joined by hyphens.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = words.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Words in back quotes.
fn quoted(text: &str) -> Vec<String> {
    text.split("```")
        .step_by(2)
        .flat_map(|prose| prose.split('`').skip(1).step_by(2).map(str::to_owned))
        .collect()
}

/// Arguments of every command of the program in a fenced block, remarks cut.
fn commands(text: &str) -> Vec<String> {
    let fenced = text.split("```").skip(1).step_by(2);
    let lines = fenced.filter(|block| block.starts_with("sh\n")).flat_map(str::lines);
    lines
        .filter_map(|line| {
            let line = line.split(" #").next().unwrap_or(line).trim();
            line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("swplab "))
        })
        .map(str::to_owned)
        .collect()
}

/// Text literals of the code that hold a dot.
fn literals(code: &str) -> Vec<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut found: Vec<String> = lines
        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .filter(|literal| literal.contains('.'))
        .collect();
    // A family of tables by age is asked for by what its ids begin with.
    for family in code.split("by_age(p, \"").skip(1) {
        found.push(format!("{}.{{}}", family.split('"').next().unwrap()));
    }
    found
}

/// Whether an id is a literal, or fits one with places to be filled in.
fn fits(literal: &str, id: &str) -> bool {
    let Some((head, rest)) = literal.split_once('{') else {
        return literal == id;
    };
    let tail = rest.rsplit_once('}').map_or("", |(_, tail)| tail);
    head.contains('.') && id.starts_with(head) && id.ends_with(tail) && id.len() >= head.len() + tail.len()
}
