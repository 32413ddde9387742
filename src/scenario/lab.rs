//! What the laboratory's page offers of a scenario: the `[lab]` table. It moves no result.

use super::check::{Setting, arm};
use super::paths::{common_to_all_arms, place, suggestion};
use super::profile_files::ProfileFiles;
use super::reader::Reader;
use super::readings::UNITS;
use super::tree::{Node, Origin, Table, Value};
use crate::evidence::nearest_of;
use crate::indicator::INDICATORS;
use crate::text;

/// What the page offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lab {
    /// Indicator whose difference is shown first.
    pub show: Option<String>,
    /// Unit of which it is shown.
    pub unit: Option<String>,
    /// Name of the arm that is the second world at first.
    pub second: Option<String>,
    /// Number of the history that the picture shows first, from 1.
    pub history: Option<u32>,
    /// Fields that can be moved, before those that the arms change.
    pub controls: Vec<Control>,
    /// Steps of the guided tour.
    pub steps: Vec<Step>,
}

/// A field that can be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Dotted path.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// Values as TOML, in the order in which they are offered.
    pub values: Vec<String>,
    /// What each is called; empty where the value says it.
    pub words: Vec<String>,
}

/// A step of the guided tour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Title.
    pub title: String,
    /// What is said.
    pub text: String,
    /// What the room is asked before the answer opens; empty where nothing is asked.
    pub question: String,
    /// What is said when the answer is open.
    pub reveal: String,
    /// Indicator that the question asks for; that of the page where none is named.
    pub show: Option<String>,
    /// Unit of which it is asked.
    pub unit: Option<String>,
    /// Paths of the controls that are shown.
    pub controls: Vec<String>,
    /// What the first world sets.
    pub first: Vec<(String, String)>,
    /// What the second world sets.
    pub second: Vec<(String, String)>,
    /// Where the player stops by itself.
    pub stop: Option<Stop>,
}

/// A moment of a step at which everybody looks at the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Months lived until then, from 1.
    pub months: u32,
    /// What is said there.
    pub says: String,
}

/// What settings are tried on: the tree without its lists of arms, and where profile files lie.
pub(super) type Bench<'a> = (&'a Table, &'a ProfileFiles);

/// The `[lab]` of a tree whose arms have these names.
pub(super) fn lab(reader: &mut Reader<'_>, tree: &Table, arms: &[String], bench: Bench<'_>) -> Lab {
    let Some((table, _)) = reader.table(tree, "lab") else { return Lab::default() };
    reader.refuse_all_but(&["show", "unit", "second", "history", "control", "step"], "lab", table, &|_| None);
    let arms: Vec<&str> = arms.iter().map(String::as_str).collect();
    let show = one_of(reader, (table, "lab", "show"), &indicators());
    let unit = one_of(reader, (table, "lab", "unit"), UNITS);
    // A file that the page has saved has two arms, whatever they are called.
    let second = match arms.len() {
        2 => text_of(reader, table, "lab", "second"),
        _ => one_of(reader, (table, "lab", "second"), &arms),
    };
    let history = history(reader, table);
    let controls = tables(reader, table, "control");
    let controls = controls.into_iter().map(|(number, one)| control(reader, one, number, bench)).collect();
    let steps = tables(reader, table, "step");
    let steps = steps.into_iter().map(|(number, one)| step(reader, one, number, bench)).collect();
    Lab { show, unit, second, history, controls, steps }
}

fn indicators() -> Vec<&'static str> {
    INDICATORS.iter().map(|indicator| indicator.id).collect()
}

fn history(reader: &mut Reader<'_>, lab: &Table) -> Option<u32> {
    let entry = lab.get("history")?;
    let number = match entry.node.value {
        Value::Whole(number) => u32::try_from(number).ok().filter(|number| (1..=10_000).contains(number)),
        _ => None,
    };
    if number.is_none() {
        let found = entry.node.found();
        let message = format!("lab.history is {found}, but must be a whole number from 1 to 10000.");
        reader.error(entry.node.at, "lab.history", message);
    }
    number
}

/// The tables of a list inside `[lab]`, each with its number from 1.
fn tables<'t>(reader: &mut Reader<'_>, lab: &'t Table, key: &str) -> Vec<(usize, &'t Table)> {
    let Some(entry) = lab.get(key) else { return Vec::new() };
    let items = match &entry.node.value {
        Value::List(items) => &items[..],
        _ => &[],
    };
    let tables: Vec<&Table> = items.iter().filter_map(Node::as_table).collect();
    if tables.is_empty() || tables.len() < items.len() {
        let message = format!("lab.{key} is not a list of tables: write [[lab.{key}]] once for each.");
        reader.error(entry.key_at, &format!("lab.{key}"), message);
    }
    (1..).zip(tables).collect()
}

fn control(reader: &mut Reader<'_>, table: &Table, number: usize, bench: Bench<'_>) -> Control {
    let prefix = format!("lab.control.{number}");
    reader.refuse_all_but(&["path", "label", "values", "words"], &prefix, table, &|_| None);
    let path = required(reader, table, &prefix, "path");
    let label = required(reader, table, &prefix, "label");
    let values = list(reader, table, &prefix, "values");
    let words: Vec<String> = list(reader, table, &prefix, "words").iter().map(plain).collect();
    if let Some(entry) = table.get("path").filter(|_| !path.is_empty()) {
        if values.is_empty() {
            let message = format!("{prefix}.values is missing: it must be a list of one or more values.");
            reader.error(entry.key_at, &prefix, message);
        }
        if !words.is_empty() && words.len() != values.len() {
            let message = format!(
                "{prefix}.words are {}, but its values are {}: each value has its word.",
                words.len(),
                values.len()
            );
            reader.error(entry.key_at, &prefix, message);
        }
        // Each value is tried as an arm would set it, so that it is refused in the same words.
        for value in &values {
            try_out(reader, vec![(path.clone(), entry.node.at, value.clone())], bench);
        }
    }
    Control { path, label, values: values.iter().map(Node::written).collect(), words }
}

fn step(reader: &mut Reader<'_>, table: &Table, number: usize, bench: Bench<'_>) -> Step {
    let prefix = format!("lab.step.{number}");
    let known = [
        "title",
        "text",
        "question",
        "reveal",
        "show",
        "unit",
        "controls",
        "first",
        "second",
        "stop",
        "stop_says",
    ];
    reader.refuse_all_but(&known, &prefix, table, &|_| None);
    let paths = list(reader, table, &prefix, "controls");
    for node in &paths {
        let path = plain(node);
        let fault = match place(bench.0, &path) {
            Err(message) => Some(message),
            Ok(found) => common_to_all_arms(&found)
                .map(|reason| format!("{path} cannot differ between arms: {reason}.")),
        };
        if let Some(message) = fault {
            reader.error(node.at, &prefix, message);
        }
    }
    Step {
        title: required(reader, table, &prefix, "title"),
        text: required(reader, table, &prefix, "text"),
        question: text_of(reader, table, &prefix, "question").unwrap_or_default(),
        reveal: text_of(reader, table, &prefix, "reveal").unwrap_or_default(),
        show: one_of(reader, (table, &prefix, "show"), &indicators()),
        unit: one_of(reader, (table, &prefix, "unit"), UNITS),
        controls: paths.iter().map(plain).collect(),
        first: settings(reader, (table, &prefix, "first"), bench),
        second: settings(reader, (table, &prefix, "second"), bench),
        stop: stop(reader, table, &prefix),
    }
}

/// The month at which a step stops, and what is said there: neither does anything without the other.
fn stop(reader: &mut Reader<'_>, table: &Table, prefix: &str) -> Option<Stop> {
    for (key, other, what) in
        [("stop", "stop_says", "what is said there"), ("stop_says", "stop", "the month at which it is said")]
    {
        if let (Some(entry), None) = (table.get(key), table.get(other)) {
            let message = format!("{prefix}.{key} does nothing without {prefix}.{other}, {what}.");
            reader.error(entry.key_at, prefix, message);
        }
    }
    let (written, says) =
        (text_of(reader, table, prefix, "stop"), text_of(reader, table, prefix, "stop_says"));
    let (written, at) = (written?, table.get("stop")?.node.at);
    let path = format!("{prefix}.stop");
    let Some(months) = reader.study.month_of(&written) else {
        let message = format!("{path} is \"{written}\", but must be a month, such as \"2013-03\".");
        reader.error(at, &path, message);
        return None;
    };
    let is_inside = reader.inside(at, &path, (&written, months));
    let months = u32::try_from(months + 1).ok().filter(|_| is_inside)?;
    Some(Stop { months, says: says? })
}

/// What a world of a step sets, tried as an arm.
fn settings(
    reader: &mut Reader<'_>,
    (table, prefix, key): (&Table, &str, &str),
    bench: Bench<'_>,
) -> Vec<(String, String)> {
    let Some(entry) = table.get(key) else { return Vec::new() };
    let Value::Table(inner) = &entry.node.value else {
        let message = format!("{prefix}.{key} is {}, but must be a table.", entry.node.found());
        reader.error(entry.node.at, prefix, message);
        return Vec::new();
    };
    let flat = inner.flattened(&super::alternative::is_setting);
    let written = flat.iter().map(|(path, entry)| (path.clone(), entry.node.written())).collect();
    let settings = flat.into_iter().map(|(path, entry)| (path, entry.key_at, entry.node));
    try_out(reader, settings.collect(), bench);
    written
}

/// Resolves an arm with these settings; what is wrong with them stands among the faults.
fn try_out(reader: &mut Reader<'_>, settings: Vec<Setting>, (tree, files): Bench<'_>) {
    arm(reader, "the laboratory".to_owned(), tree, &settings, files);
}

fn required(reader: &mut Reader<'_>, table: &Table, prefix: &str, key: &str) -> String {
    if table.get(key).is_none() {
        let at = table.entries.first().map_or_else(Origin::default, |entry| entry.key_at);
        reader.error(at, prefix, format!("{prefix}.{key} is missing: it must be text, not empty."));
    }
    text_of(reader, table, prefix, key).unwrap_or_default()
}

/// A text of several lines is one paragraph.
fn text_of(reader: &mut Reader<'_>, table: &Table, prefix: &str, key: &str) -> Option<String> {
    let entry = table.get(key)?;
    let path = format!("{prefix}.{key}");
    let Value::Text(written) = &entry.node.value else {
        let message = format!("{path} is {}, but must be text.", entry.node.found());
        reader.error(entry.node.at, &path, message);
        return None;
    };
    let joined = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(fault) = text::fault_of_sentence(&joined) {
        reader.error(entry.node.at, &path, format!("{path} {fault}: write it in plain letters."));
        return None;
    }
    Some(joined)
}

fn one_of(
    reader: &mut Reader<'_>,
    (table, prefix, key): (&Table, &str, &str),
    known: &[&str],
) -> Option<String> {
    let written = text_of(reader, table, prefix, key)?;
    if known.contains(&written.as_str()) {
        return Some(written);
    }
    let at = table.get(key).map_or_else(Origin::default, |entry| entry.node.at);
    let near = suggestion(&nearest_of(&written, known.iter().copied()));
    let allowed = if known.len() > 12 { String::new() } else { format!(" It must be {}.", known.join(", ")) };
    let path = format!("{prefix}.{key}");
    reader.error(at, &path, format!("{path}: \"{written}\" is not known.{allowed}{near}"));
    None
}

fn list(reader: &mut Reader<'_>, table: &Table, prefix: &str, key: &str) -> Vec<Node> {
    match table.get(key).map(|entry| &entry.node) {
        None => Vec::new(),
        Some(Node { value: Value::List(items), .. }) => items.clone(),
        Some(node) => {
            let message = format!("{prefix}.{key} is {}, but must be a list.", node.found());
            reader.error(node.at, prefix, message);
            Vec::new()
        }
    }
}

/// A text without its marks, or another value as written.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => text.clone(),
        _ => node.written(),
    }
}
