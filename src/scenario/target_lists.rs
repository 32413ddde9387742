//! The lists of a targets file: what may vary and what is to be come near to.

use std::collections::BTreeSet;

use crate::evidence::{Distribution, Evidence, nearest_of};

use super::fields::Fields;
use super::paths::{suggestion, unknown_quantity};
use super::reader::Reader;
use super::targets::{Free, Target};
use super::tree::{Origin, Table, Value};

const FREE: [&str; 5] = ["id", "low", "high", "centre", "why"];
const TARGET: [&str; 9] =
    ["id", "summary", "indicator", "observed", "sd", "discrepancy", "why", "source", "use"];

/// The tables of a list, each with the path shown before its keys; a fault if there is none.
fn list<'t>(reader: &mut Reader<'_>, tree: &'t Table, key: &str) -> Vec<Fields<'t>> {
    let Some(entry) = tree.get(key) else {
        let message = format!("{key} is missing: write [[{key}]] once for each.");
        reader.error(Origin::default(), key, message);
        return Vec::new();
    };
    let Value::List(items) = &entry.node.value else {
        let message = format!("{key} is {}, but must be a list: write [[{key}]].", entry.node.found());
        reader.error(entry.node.at, key, message);
        return Vec::new();
    };
    let mut tables = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let path = format!("{key}.{}", index + 1);
        match &item.value {
            Value::Table(table) => tables.push(Fields::new(table, &path, item.at)),
            _ => {
                let message = format!("{path} is {}, but must be a table: write [[{key}]].", item.found());
                reader.error(item.at, &path, message);
            }
        }
    }
    tables
}

pub(super) fn free(reader: &mut Reader<'_>, tree: &Table) -> Vec<Free> {
    let mut all: Vec<Free> = Vec::new();
    for fields in list(reader, tree, "free") {
        fields.refuse_unknown(reader, &FREE);
        let Some(id) = fields.text(reader, "id") else {
            continue;
        };
        let path = fields.path("id");
        let Some(key) = Evidence::embedded().key(&id) else {
            reader.error(fields.place("id"), &path, format!("{path}: {}", unknown_quantity(&id)));
            continue;
        };
        if all.iter().any(|other| other.key == key) {
            reader.error(fields.place("id"), &path, format!("{path}: {id} is free twice."));
            continue;
        }
        let quantity = &Evidence::embedded().quantities()[key.quantity];
        let (least, most) = quantity.allowed;
        let own = key.band.is_none() && quantity.low < quantity.high;
        let range = (least, most);
        let low = fields.number(reader, "low", range, own.then_some(quantity.low));
        let high = fields.number(reader, "high", range, own.then_some(quantity.high));
        let is_own = !fields.has("low") && !fields.has("high") && !fields.has("centre");
        let centre = if is_own {
            (own && quantity.distribution == Distribution::Triangular).then_some(quantity.value)
        } else if fields.has("centre") {
            Some(fields.number(reader, "centre", (low, high), None))
        } else {
            None
        };
        let why = fields.text_or(reader, "why", "");
        if !is_own && why.is_empty() {
            let message = format!("{path}: {id} has a prior of its own, so say why = \"...\".");
            reader.error(fields.at(), &path, message);
        }
        if low.is_finite() && high.is_finite() && low >= high {
            let message =
                format!("{path}: the prior of {id} runs from {low} to {high}, but low must be under high.");
            reader.error(fields.at(), &path, message);
        }
        all.push(Free { id, key, low, high, centre, why });
    }
    all
}

pub(super) fn targets(reader: &mut Reader<'_>, tree: &Table, summaries: &[&str]) -> Vec<Target> {
    let mut all: Vec<Target> = Vec::new();
    let mut ids = BTreeSet::new();
    let positive = (0.0, 1.0e9);
    for fields in list(reader, tree, "target") {
        fields.refuse_unknown(reader, &TARGET);
        let id = fields.text(reader, "id").unwrap_or_default();
        if !id.is_empty() && !ids.insert(id.clone()) {
            let message = format!("{}: two targets are called \"{id}\".", fields.path("id"));
            reader.error(fields.place("id"), &fields.path("id"), message);
        }
        let summary = summary(reader, &fields, summaries);
        let observed = fields.number(reader, "observed", (-1.0e9, 1.0e9), None);
        let sd = fields.number(reader, "sd", positive, None);
        let discrepancy = fields.number(reader, "discrepancy", positive, Some(0.0));
        let why = fields.text_or(reader, "why", "");
        let source = fields.text(reader, "source").unwrap_or_default();
        if discrepancy > 0.0 && why.is_empty() {
            let path = fields.path("discrepancy");
            let message = format!("{path}: a discrepancy needs a reason: say why = \"...\".");
            reader.error(fields.place("discrepancy"), &path, message);
        }
        if sd == 0.0 && discrepancy == 0.0 {
            let path = fields.path("sd");
            let message = format!("{path} and discrepancy are both 0: no model meets a figure exactly.");
            reader.error(fields.place("sd"), &path, message);
        }
        let uses = ["fit", "hold-out"];
        let written = fields.text(reader, "use").unwrap_or_default();
        if !written.is_empty() && !uses.contains(&written.as_str()) {
            let path = fields.path("use");
            let near = suggestion(&nearest_of(&written, uses));
            let message = format!("{path} is \"{written}\", but must be \"fit\" or \"hold-out\".{near}");
            reader.error(fields.place("use"), &path, message);
        }
        let Some(summary) = summary else { continue };
        let is_fitted = written == "fit";
        if let Some(other) = all.iter().find(|other| other.summary == summary) {
            let what = if other.is_fitted == is_fitted {
                "stands twice"
            } else {
                "is fitted and held out: what was fitted cannot be a test"
            };
            let path = fields.path("summary");
            reader.error(fields.at(), &path, format!("{path}: {} {what}.", summaries[summary]));
        }
        all.push(Target { id, summary, observed, sd, discrepancy, why, source, is_fitted });
    }
    if !all.is_empty() && !all.iter().any(|target| target.is_fitted) {
        let message = "no target has use = \"fit\": there is nothing to calibrate to.".to_string();
        reader.error(Origin::default(), "target", message);
    }
    all
}

/// The summary that a target names, as `summary` or `indicator`.
fn summary(reader: &mut Reader<'_>, fields: &Fields<'_>, summaries: &[&str]) -> Option<usize> {
    let key = if fields.has("indicator") && !fields.has("summary") { "indicator" } else { "summary" };
    let written = fields.text(reader, key)?;
    let found = summaries.iter().position(|known| *known == written);
    if found.is_none() {
        let path = fields.path(key);
        let near = suggestion(&nearest_of(&written, summaries.iter().copied()));
        let message = format!("{path}: \"{written}\" is no indicator and no summary.{near}");
        reader.error(fields.place(key), &path, message);
    }
    found
}
