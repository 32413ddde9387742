//! The lists of a targets file: what may vary and what is to be come near to.

use std::collections::BTreeSet;

use swplab_model::section;

use crate::arrangement::{Absent, Field, Held, Kind, Value};
use crate::evidence::{Distribution, Evidence, nearest_of};

use super::declaration::plain;
use super::paths::{suggestion, unknown_quantity};
use super::reader::{Layers, Reader};
use super::targets::{Free, Target, keys};
use super::tree::{Origin, Table};

/// A free parameter, as it is written. Its range is that of the quantity.
const FREE: [Field; 5] = [
    plain(
        "free",
        "id",
        Kind::Text,
        Absent::Required,
        "\"in-house.caseload\"",
        "A quantity, or one entry of a table as ID.BAND.",
    ),
    plain(
        "free",
        "low",
        Kind::Number(0.0, 0.0),
        Absent::Required,
        "14",
        "Lowest value; for a table or an entry a factor.",
    ),
    plain("free", "high", Kind::Number(0.0, 0.0), Absent::Required, "16", "Highest value."),
    plain(
        "free",
        "centre",
        Kind::Number(0.0, 0.0),
        Absent::Required,
        "15",
        "Most likely value of a triangular prior.",
    ),
    plain(
        "free",
        "why",
        Kind::Text,
        Absent::Open("it is the quantity's own range"),
        "\"a reason\"",
        "Why this prior and not the quantity's own range.",
    ),
];

section! {
    /// A target as it is written.
    WrittenTarget in "target":
    id: String = "id" Text, "", Required, "\"caseload\"",
        "Name, unique in the file.";
    summary: Option<String> = "summary" Text, "", Open("the indicator"), "\"caseload\"",
        "The summary of the simulation that stands beside it.";
    indicator: Option<String> = "indicator" Text, "", Open("the summary"), "\"vacancy\"",
        "The same, where it is an indicator.";
    observed: f64 = "observed" Number(-1.0e9, 1.0e9), "", Required, "16.0",
        "The published figure.";
    sd: f64 = "sd" Number(0.0, 1.0e9), "", Required, "0.5",
        "Standard deviation of the figure about what was there to observe.";
    discrepancy: f64 = "discrepancy" Number(0.0, 1.0e9), "", Number(0.0), "1.0",
        "Standard deviation of the model about reality, where it is known to leave something out.";
    why: Option<String> = "why" Text, "", Open("no discrepancy"), "\"a reason\"",
        "Why this discrepancy.";
    source: String = "source" Text, "", Required, "\"sw-caseload-2017\"",
        "Where the figure comes from.";
    year: Option<u32> = "year" Whole(1990, 2100), "", Open("the year in which the world starts"), "2017",
        "The latest year of the figures on which it rests.";
    used: String = "use" Choice(&["fit", "hold-out"]), "", Required, "\"fit\"",
        "Fit, or hold out: looked at afterwards only.";
}

/// The tables of a list that must be there, each under the path that is shown before its keys.
fn list<'t>(reader: &mut Reader<'_>, tree: &'t Table, key: &str, fields: &[Field]) -> Vec<Layers<'t>> {
    if tree.get(key).is_none() {
        let message = format!("{key} is missing: write [[{key}]] once for each.");
        reader.gap(Origin::default(), key, message);
    }
    let mut list = Vec::new();
    for (number, table, at) in reader.tables(tree, key) {
        let path = format!("{key}.{}", number + 1);
        reader.refuse_all_but(&keys(fields, &[]), &path, table, &|_| None);
        list.push(Layers::of(&path, table, at));
    }
    list
}

pub(super) fn free(reader: &mut Reader<'_>, tree: &Table) -> Vec<Free> {
    let mut all: Vec<Free> = Vec::new();
    let mut known = BTreeSet::new();
    let [id, low, high, centre, why] = FREE;
    for written in list(reader, tree, "free", &FREE) {
        let path = written.path("id");
        let Some(Value::Text(id)) = reader.value(&written, &id) else {
            continue;
        };
        let Some(key) = Evidence::embedded().key(&id) else {
            reader.error(written.place("id"), &path, format!("{path}: {}", unknown_quantity(&id)));
            continue;
        };
        if !known.insert((key.quantity, key.band)) {
            reader.error(written.place("id"), &path, format!("{path}: {id} is free twice."));
            continue;
        }
        let quantity = &Evidence::embedded().quantities()[key.quantity];
        let own = key.band.is_none() && quantity.low < quantity.high;
        let mut number = |field: Field, (least, most), usual: Option<f64>| {
            let absent = usual.map_or(Absent::Required, Absent::Number);
            f64::held(reader.value(&written, &Field { kind: Kind::Number(least, most), absent, ..field }))
        };
        let low = number(low, quantity.allowed, own.then_some(quantity.low));
        let high = number(high, quantity.allowed, own.then_some(quantity.high));
        let is_own = !["low", "high", "centre"].into_iter().any(|key| written.has(key));
        let centre = if written.has("centre") {
            Some(number(centre, (low, high), None))
        } else {
            (is_own && own && quantity.distribution == Distribution::Triangular).then_some(quantity.value)
        };
        let why = String::held(reader.value(&written, &why));
        if !is_own && why.is_empty() {
            let message = format!("{path}: {id} has a prior of its own, so say why = \"...\".");
            reader.error(written.at, &path, message);
        }
        if low.is_finite() && high.is_finite() && low >= high {
            let message =
                format!("{path}: the prior of {id} runs from {low} to {high}, but low must be under high.");
            reader.error(written.at, &path, message);
        }
        all.push(Free { id, key, low, high, centre, why });
    }
    all
}

pub(super) fn targets(
    reader: &mut Reader<'_>,
    tree: &Table,
    summaries: &[&str],
    first_year: u32,
) -> Vec<Target> {
    let mut all: Vec<Target> = Vec::new();
    let mut ids = BTreeSet::new();
    for written in list(reader, tree, "target", WrittenTarget::FIELDS) {
        let summary = summary(reader, &written, summaries);
        let target = WrittenTarget::read(&mut |field| reader.value(&written, field));
        let WrittenTarget { id, observed, sd, discrepancy, source, .. } = target;
        let mut wrong = |key: &str, message: String| {
            let path = written.path(key);
            reader.error(written.place(key), &path, format!("{path}{message}"));
        };
        if !id.is_empty() && !ids.insert(id.clone()) {
            wrong("id", format!(": two targets are called \"{id}\"."));
        }
        let why = target.why.unwrap_or_default();
        if discrepancy > 0.0 && why.is_empty() {
            wrong("discrepancy", ": a discrepancy needs a reason: say why = \"...\".".into());
        }
        if sd == 0.0 && discrepancy == 0.0 {
            wrong("sd", " and discrepancy are both 0: no model meets a figure exactly.".into());
        }
        let Some(summary) = summary else { continue };
        let is_fitted = target.used == "fit";
        if let Some(other) = all.iter().find(|other| other.summary == summary) {
            let what = if other.is_fitted == is_fitted {
                "stands twice"
            } else {
                "is fitted and held out: what was fitted cannot be a test"
            };
            let path = written.path("summary");
            reader.error(written.at, &path, format!("{path}: {} {what}.", summaries[summary]));
        }
        let year = target.year.unwrap_or(first_year);
        all.push(Target { id, summary, observed, sd, discrepancy, why, source, year, is_fitted });
    }
    if !all.is_empty() && !all.iter().any(|target| target.is_fitted) {
        let message = "no target has use = \"fit\": there is nothing to calibrate to.".to_string();
        reader.error(Origin::default(), "target", message);
    }
    all
}

/// The summary that a target names, as `summary` or `indicator`.
fn summary(reader: &mut Reader<'_>, written: &Layers<'_>, summaries: &[&str]) -> Option<usize> {
    let key = if written.has("indicator") && !written.has("summary") { "indicator" } else { "summary" };
    let field = WrittenTarget::FIELDS.iter().find(|field| field.key == key)?;
    let Value::Text(name) = reader.value(written, &Field { absent: Absent::Required, ..*field })? else {
        return None;
    };
    let found = summaries.iter().position(|known| *known == name);
    if found.is_none() {
        let path = written.path(key);
        let near = suggestion(&nearest_of(&name, summaries.iter().copied()));
        let message = format!("{path}: \"{name}\" is no indicator and no summary.{near}");
        reader.error(written.place(key), &path, message);
    }
    found
}
