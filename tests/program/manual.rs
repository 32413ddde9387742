//! The lists of the manual, made from the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::{answer, heads, remains, sizes, training, validated};
use swplab::evidence::{Evidence, Hypotheses, Mechanism, Provenance, Quantity, References, SourceKind};
use swplab::indicator::INDICATORS;
use swplab::scenario::Document;
use swplab::scenario::declaration::{Absent, FIELDS, SECTIONS};

/// Every document that the tests read.
pub const DOCUMENTS: &[&str] = &[
    "README.md",
    "docs/model.md",
    "docs/equations.md",
    "docs/architecture.md",
    "docs/mechanisms.md",
    "docs/derivations.md",
    "docs/quantities.md",
    "docs/references.md",
    "docs/scenario-files.md",
    "docs/results.md",
    "docs/interchange.md",
    "docs/validation.md",
    "docs/calibration.md",
    "docs/import.md",
    "docs/README.md",
    "docs/python.md",
    "docs/tasks/policy-team.md",
    "docs/tasks/academic.md",
    "docs/tasks/trainer.md",
    "docs/training/culture-change.md",
    "docs/training/moving-house.md",
    "docs/training/the-summits-debate.md",
    "docs/bundle.md",
    "docs/shards.md",
];

/// Text of a document.
pub fn read(document: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Document, name and text of every generated list.
pub fn blocks() -> Vec<(&'static str, &'static str, String)> {
    let own = vec![
        ("README.md", "answer", answer::answer()),
        ("README.md", "scenarios", scenarios()),
        ("docs/model.md", "steps", heads::list()),
        ("docs/equations.md", "equations", heads::equations()),
        ("docs/equations.md", "hypotheses", hypotheses()),
        ("docs/mechanisms.md", "mechanisms", mechanisms()),
        ("docs/mechanisms.md", "remains", remains::table()),
        ("docs/mechanisms.md", "sizes", sizes::table()),
        ("README.md", "sizes", sizes::sentence()),
        ("docs/quantities.md", "quantities", quantities()),
        ("docs/references.md", "references", references()),
        ("docs/scenario-files.md", "fields", fields()),
        ("docs/results.md", "indicators", indicators()),
        ("docs/validation.md", "pilots", validated::pilots()),
        ("docs/validation.md", "sections", validated::sections()),
        ("docs/validation.md", "first-year-own", validated::agreement("its own year")),
        ("docs/validation.md", "first-year-next", validated::agreement("the next year")),
        ("docs/validation.md", "first-year-coverage", validated::coverage()),
        ("docs/validation.md", "first-year-shares", validated::lines(&["first year"], "Placement types")),
        ("docs/validation.md", "ahead", validated::ahead()),
        ("docs/validation.md", "persistence", validated::persistence()),
        ("docs/validation.md", "round-trip", validated::lines(&["round trip"], "")),
        ("docs/validation.md", "balance", validated::misses(&["balance"])),
    ];
    [own, training::blocks()].concat()
}

/// Every scenario of the repository with its question.
fn scenarios() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut text = String::from("| scenario | question |\n|---|---|\n");
    for path in paths {
        let (scenario, _) = Document::read(&path).unwrap().scenario().unwrap();
        let name = &scenario.name;
        text += &format!("| [{name}](scenarios/{name}.toml) | {} |\n", scenario.question);
    }
    text
}

fn hypotheses() -> String {
    let mut text = String::from("| id | question | positions | read by |\n|---|---|---|---|\n");
    for hypothesis in Hypotheses::embedded().all().iter().filter(|h| h.acts()) {
        let names: Vec<String> =
            hypothesis.positions.iter().map(|p| format!("{} ({})", p.name, p.meaning)).collect();
        text += &format!(
            "| {} | {} | {} | {} |\n",
            hypothesis.id,
            hypothesis.question,
            names.join("; "),
            hypothesis.acts_in.join(", ")
        );
    }
    text
}

/// Where each mechanism stands in the code.
fn mechanisms() -> String {
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for room in ["process", "hazard"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/model/src/model").join(room);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|end| end != "rs") {
                continue;
            }
            let name = format!("{room}/{}", path.file_name().unwrap().to_str().unwrap());
            let text = fs::read_to_string(&path).unwrap();
            let head = text.lines().filter(|line| line.starts_with("//!")).collect::<Vec<_>>().join(" ");
            for id in ids(&head) {
                files.entry(id).or_default().insert(name.clone());
            }
        }
    }
    let quoted = |names: &[&str]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    let mut text = String::from(
        "| id | claim | sign | source | files | quantities | shows in, or why left out |\n|---|---|---|---|---|---|---|\n",
    );
    for known in Mechanism::all() {
        let places = files
            .get(&known.id)
            .map_or(String::new(), |set| quoted(&set.iter().map(String::as_str).collect::<Vec<_>>()));
        let own: Vec<&str> = known.quantities().map(|q| q.id.as_str()).collect();
        let shown = match &known.shown {
            Some(shown) => format!("`{}`: `{}`", shown.scenario, shown.indicator),
            None => known.left_out.clone(),
        };
        text += &format!(
            "| {} | {} | {} | {} | {places} | {} | {shown} |\n",
            known.id,
            known.claim,
            known.sign,
            known.source,
            quoted(&own)
        );
    }
    text
}

/// Mechanisms named in a text: `M12`, `X3`, and runs such as `M58 to M62`.
fn ids(text: &str) -> Vec<String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let parse = |word: &str| -> Option<(char, u32)> {
        let kind = word.chars().next().filter(|kind| "MX".contains(*kind))?;
        Some((kind, word[1..].parse().ok()?))
    };
    let show = |kind: char, number: u32| {
        if kind == 'M' { format!("M{number:02}") } else { format!("X{number}") }
    };
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some((kind, number)) = parse(word) else {
            found.extend((*word == "M66b").then(|| (*word).to_owned()));
            continue;
        };
        found.push(show(kind, number));
        let to = words.get(at + 1).filter(|next| **next == "to").and(words.get(at + 2));
        if let Some((_, last)) = to.and_then(|word| parse(word)) {
            found.extend((number..=last).map(|between| show(kind, between)));
        }
    }
    found
}

fn quantities() -> String {
    let mut text = String::new();
    let all = Evidence::embedded().quantities();
    let files: BTreeSet<&str> = all.iter().map(|quantity| quantity.file).collect();
    for file in files {
        text += &format!(
            "### `evidence/{file}`\n\n| id | meaning | value | range | unit | grade | read by |\n\
             |---|---|---|---|---|---|---|\n"
        );
        for quantity in all.iter().filter(|quantity| quantity.file == file) {
            let range = Provenance { quantity, changes: Vec::new() }.range();
            text += &format!(
                "| `{}` | {} | {} | {range} | {} | {} | {} |\n",
                quantity.id,
                quantity.label,
                value(quantity),
                quantity.unit,
                quantity.grade.letter(),
                quantity.used_by.join(", ")
            );
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

/// The quantities as a table for a spreadsheet.
pub fn quantities_csv() -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header =
        ["id", "meaning", "value", "low", "high", "unit", "grade", "source", "mechanisms", "read by", "file"];
    table.write_record(header).unwrap();
    for quantity in Evidence::embedded().quantities() {
        let row = [
            quantity.id.clone(),
            quantity.label.clone(),
            value(quantity),
            quantity.low.to_string(),
            quantity.high.to_string(),
            quantity.unit.clone(),
            quantity.grade.letter().to_owned(),
            quantity.source.clone(),
            quantity.mechanisms.join(", "),
            quantity.used_by.join(", "),
            format!("evidence/{}", quantity.file),
        ];
        table.write_record(&row).unwrap();
    }
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

fn references() -> String {
    let mut text = String::new();
    for (kind, _, title) in SourceKind::ALL {
        text += &format!("## {title}\n\n| key | reference | from |\n|---|---|---|\n");
        let all = References::embedded().all().iter();
        for one in all.filter(|one| one.kind == kind) {
            text += &format!("| `{}` | {} | {} |\n", one.key, one.reference, one.origin);
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn value(quantity: &Quantity) -> String {
    if quantity.is_table() {
        quantity.values.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
    } else {
        quantity.value.to_string()
    }
}

fn fields() -> String {
    let mut text = String::new();
    for section in SECTIONS {
        let name = if section.name.is_empty() {
            "Top of the file".to_owned()
        } else {
            format!("`{}`", section.name)
        };
        text += &format!("### {name}\n\n{}\n\n", section.doc);
        let own: Vec<_> = FIELDS.iter().filter(|field| field.section == section.name).collect();
        if own.is_empty() {
            continue;
        }
        text += "| field | what may be written | if left out | meaning |\n|---|---|---|---|\n";
        for field in own {
            let absent = match field.absent {
                Absent::Required => "must be written".to_owned(),
                Absent::Open(what) => what.to_owned(),
                Absent::Whole(number) => number.to_string(),
                Absent::Number(number) => number.to_string(),
                Absent::Flag(flag) => flag.to_string(),
                Absent::Text(text) => format!("\"{text}\""),
            };
            text += &format!("| `{}` | {} | {absent} | {} |\n", field.key, field.allowed(), field.doc);
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn indicators() -> String {
    let mut text =
        String::from("| id | title | unit | definition | official source |\n|---|---|---|---|---|\n");
    for indicator in &INDICATORS {
        text += &format!(
            "| `{}` | {} | {} | {} | {} |\n",
            indicator.id, indicator.title, indicator.unit, indicator.definition, indicator.official
        );
    }
    text
}

/// The code of some rooms, one text.
pub fn code_text(rooms: &[&str]) -> String {
    fn walk(folder: &Path, text: &mut String) {
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                walk(&path, text);
            } else {
                *text += &fs::read_to_string(&path).unwrap();
            }
        }
    }
    let mut text = String::new();
    for room in rooms {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(room), &mut text);
    }
    text
}
