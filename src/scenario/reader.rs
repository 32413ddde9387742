//! Reads fields of a tree by their declaration and collects what is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::arrangement::{Absent, Field, Kind, Value as Meant};
use crate::evidence::{ATTRIBUTES, Posterior, nearest_of};
use crate::indicator::INDICATORS;
use crate::text;

use super::authorities::Published;
use super::declaration::{self, FIELDS};
use super::fault::{Fault, Severity};
pub(super) use super::layers::Layers;
use super::layers::joined;
use super::paths::suggestion;
use super::study::{Study, date};
use super::tree::{Lines, Node, Origin, Source, Table, Value};

/// Where a fault stands, its path and what is wrong.
type Found = (Origin, Severity, String, String);

/// Profiles and posteriors by the name under which they are asked for, each read once.
#[derive(Default)]
pub(super) struct Cache {
    /// Profiles with the name of each, and the warning that they draw.
    pub profiles: BTreeMap<String, Result<Published, String>>,
    /// Posteriors.
    pub posteriors: BTreeMap<String, Result<Arc<Posterior>, String>>,
    /// Paths that lead nowhere, with the sentence that says so.
    pub wrong_paths: BTreeMap<String, String>,
}

/// Collects faults.
pub(super) struct Reader<'a> {
    sources: &'a [Source],
    /// Faults in the order in which they were found. Every arm walks the same tree, so what is wrong in the common part
    /// is found again and taken once.
    found: Vec<Found>,
    known: BTreeSet<Found>,
    /// Paths of what is missing, and paths that were meant where an unknown key stands: what is there in another
    /// spelling is not told as missing too.
    gaps: BTreeSet<String>,
    pub misspelt: BTreeSet<String>,
    /// What was read for an arm and serves the others.
    pub cache: Cache,
    /// The study in whose months dates fall.
    pub study: Study,
    /// Profile and name of each authority that a field may name.
    pub authorities: Vec<[String; 2]>,
}

impl<'a> Reader<'a> {
    pub fn new(sources: &'a [Source]) -> Reader<'a> {
        Reader {
            sources,
            found: Vec::new(),
            known: BTreeSet::new(),
            gaps: BTreeSet::new(),
            misspelt: BTreeSet::new(),
            cache: Cache::default(),
            study: Study::usual(),
            authorities: Vec::new(),
        }
    }

    pub fn error(&mut self, at: Origin, path: &str, message: String) {
        self.push(at, Severity::Error, path, message);
    }

    /// An error for what is missing at a path.
    pub fn gap(&mut self, at: Origin, path: &str, message: String) {
        self.gaps.insert(path.to_owned());
        self.error(at, path, message);
    }

    /// Whether what is missing at a path, or what holds it, is there in another spelling.
    fn is_misspelt(&self, path: &str) -> bool {
        let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
        self.gaps.contains(path) && ends.into_iter().any(|end| self.misspelt.contains(&path[..end]))
    }

    pub fn warn(&mut self, at: Origin, path: &str, message: String) {
        self.push(at, Severity::Warning, path, message);
    }

    fn push(&mut self, at: Origin, severity: Severity, path: &str, message: String) {
        let found = (at, severity, path.to_string(), message);
        if self.known.insert(found.clone()) {
            self.found.push(found);
        }
    }

    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|(_, severity, ..)| *severity == Severity::Error)
    }

    /// All faults in the order of the file.
    pub fn into_faults(self) -> Vec<Fault> {
        self.into_told_and_silent().0
    }

    /// All faults in the order of the file, and those that are not told because another names their cause.
    pub fn into_told_and_silent(mut self) -> (Vec<Fault>, Vec<Fault>) {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|(at, ..)| *at);
        let (silent, told) = found.into_iter().partition(|(_, _, path, _)| self.is_misspelt(path));
        let lines: Vec<Lines<'_>> = self.sources.iter().map(Lines::of).collect();
        let faults = |found: Vec<Found>| {
            let found = found.into_iter();
            found
                .map(|(at, severity, path, message)| lines[at.source].fault(at, severity, path, message))
                .collect()
        };
        (faults(told), faults(silent))
    }

    /// Faults for keys that a section of a scenario does not have.
    pub fn refuse_unknown_keys(&mut self, section: &str, prefix: &str, table: &Table) {
        let elsewhere = |key: &str| FIELDS.iter().find(|field| field.key == key).map(Field::path);
        self.refuse_all_but(&declaration::keys_of(section), prefix, table, &elsewhere);
    }

    /// Faults for keys that are not known; `elsewhere` is the path at which such a key is known.
    pub fn refuse_all_but(
        &mut self,
        known: &[&str],
        prefix: &str,
        table: &Table,
        elsewhere: &dyn Fn(&str) -> Option<String>,
    ) {
        for entry in table.entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let path = joined(prefix, &entry.key);
            let near = nearest_of(&entry.key, known.iter().copied());
            self.misspelt.extend(near.iter().map(|meant| joined(prefix, meant)));
            let hint = match elsewhere(&entry.key) {
                _ if !near.is_empty() => suggestion(&near),
                Some(path) => format!(" Did you mean {path}?"),
                None => format!(" Known here: {}.", known.join(", ")),
            };
            self.error(entry.key_at, &path, format!("{path} is not a known key.{hint}"));
        }
    }

    /// The table at a key of the top, if it is a table; a fault if it is something else.
    pub fn table<'t>(&mut self, tree: &'t Table, key: &str) -> Option<(&'t Table, Origin)> {
        let entry = tree.get(key)?;
        match &entry.node.value {
            Value::Table(table) => Some((table, entry.key_at)),
            _ => {
                let found = entry.node.found();
                let message = format!("{key} is {found}, but must be a table: write [{key}].");
                self.error(entry.node.at, key, message);
                None
            }
        }
    }

    /// The tables of a list at a key of the top, each with its number; a fault for anything else.
    pub fn tables<'t>(&mut self, tree: &'t Table, key: &str) -> Vec<(usize, &'t Table, Origin)> {
        let Some(entry) = tree.get(key) else {
            return Vec::new();
        };
        let Value::List(items) = &entry.node.value else {
            let message = format!("{key} is not a list: write [[{key}]] in double brackets, once for each.");
            self.error(entry.key_at, key, message);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (number, item) in items.iter().enumerate() {
            match &item.value {
                Value::Table(table) => tables.push((number, table, item.at)),
                _ => {
                    let message = format!("{key} holds {}, but must hold tables.", item.found());
                    self.error(item.at, key, message);
                }
            }
        }
        tables
    }

    /// The service model written in `in_house` or `practice`: a value for each attribute, `None` where nothing is
    /// written.
    pub fn service_model(&mut self, section: &str, layers: &Layers<'_>) -> Vec<Option<f64>> {
        let each = ATTRIBUTES.iter().map(|attribute| {
            let field = declaration::find(section, attribute.key).filter(|field| layers.has(field.key))?;
            match (self.value(layers, field)?, field.kind) {
                (Meant::Number(share), _) => Some(share),
                (Meant::Flag(flag), _) => Some(f64::from(flag)),
                (Meant::Text(word), Kind::Choice(names)) => {
                    names.iter().position(|name| *name == word).map(|position| position as f64)
                }
                _ => None,
            }
        });
        each.collect()
    }

    /// What is written in a field, or what holds where nothing is; `None` where it is left open, and after a fault.
    pub fn value(&mut self, layers: &Layers<'_>, field: &Field) -> Option<Meant> {
        let path = layers.path(field.key);
        let Some((_, entry)) = layers.find(field.key) else {
            self.missing(layers, field, &path);
            return field.usual();
        };
        let node = &entry.node;
        match (field.kind, &node.value) {
            (Kind::Month, Value::Text(month)) => {
                if let Some(months) = self.study.month_of(month) {
                    return self.month(node.at, &path, month, months);
                }
            }
            (Kind::Authority, Value::Text(name)) => {
                return self.authority(node.at, &path, name).map(|position| Meant::Whole(position as i64));
            }
            (Kind::Authorities, _) => {
                let named = self.texts(layers, field);
                let found = named.iter().filter_map(|(name, at)| self.authority(*at, &path, name));
                return Some(Meant::Positions(found.collect()));
            }
            (Kind::Indicators, _) => {
                let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.id).collect();
                return Some(self.several(layers, field, &path, &known));
            }
            (Kind::Several(names), _) => return Some(self.several(layers, field, &path, names)),
            _ => {}
        }
        let meant = meant(field, node);
        if let (Kind::Text, Some(Meant::Text(text))) = (field.kind, &meant)
            && let Some(fault) = fault_of(field, text)
        {
            self.error(node.at, &path, format!("{path} {fault}: write it in plain letters."));
            return None;
        }
        if meant.is_none() {
            let mut message = format!("{path} is {}, but must be {}.", node.found(), field.allowed());
            if let (Kind::Choice(names), Value::Text(text)) = (field.kind, &node.value) {
                message += &suggestion(&nearest_of(text, names.iter().copied()));
            }
            self.error(node.at, &path, message);
        }
        meant
    }

    /// Names of a list, each one of those that are known and written once.
    fn several(&mut self, layers: &Layers<'_>, field: &Field, path: &str, known: &[&str]) -> Meant {
        let mut names: Vec<String> = Vec::new();
        for (name, at) in self.texts(layers, field) {
            if !known.contains(&name) {
                let near = nearest_of(name, known.iter().copied());
                let hint = suggestion(&near);
                let message =
                    format!("{path}: \"{name}\" is not known: it must be {}.{hint}", field.allowed());
                self.error(at, path, message);
            } else if names.iter().any(|other| other == name) {
                self.error(at, path, format!("{path} names \"{name}\" twice: take one of them away."));
            } else {
                names.push(name.to_owned());
            }
        }
        Meant::Texts(names)
    }

    fn month(&mut self, at: Origin, path: &str, written: &str, months: i64) -> Option<Meant> {
        self.inside(at, path, (written, months)).then_some(Meant::Number(months as f64 + 0.5))
    }

    /// Whether a month, so many after the first, lies inside the study; a fault where it does not.
    pub(super) fn inside(&mut self, at: Origin, path: &str, (written, months): (&str, i64)) -> bool {
        let Study { start, horizon_years, .. } = &self.study;
        if (0..12 * i64::from(*horizon_years)).contains(&months) {
            return true;
        }
        let message = format!(
            "{path} is {written}, but must lie inside the study: {horizon_years} years from the day after {start}."
        );
        self.error(at, path, message);
        false
    }

    /// The texts of a list, each with its place.
    pub fn texts<'t>(&mut self, layers: &Layers<'t>, field: &Field) -> Vec<(&'t str, Origin)> {
        let path = layers.path(field.key);
        let Some((_, entry)) = layers.find(field.key) else {
            self.missing(layers, field, &path);
            return Vec::new();
        };
        let may_be_empty = field.kind == Kind::Mechanisms;
        let items = match &entry.node.value {
            Value::List(items) if may_be_empty || !items.is_empty() => items,
            _ => {
                let message = format!("{path} is {}, but must be {}.", entry.node.found(), field.allowed());
                self.error(entry.node.at, &path, message);
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => match text::fault_of_sentence(text) {
                    None => texts.push((text.as_str(), item.at)),
                    Some(fault) => self.error(item.at, &path, format!("{path} holds a text that {fault}.")),
                },
                _ => {
                    let message = format!("{path} holds {}, but must be {}.", item.found(), field.allowed());
                    self.error(item.at, &path, message);
                }
            }
        }
        texts
    }

    fn missing(&mut self, layers: &Layers<'_>, field: &Field, path: &str) {
        if field.absent == Absent::Required {
            let message = format!("{path} is missing: it must be {}.", field.allowed());
            self.gap(layers.at, path, message);
        }
    }

    /// The position of an authority that is named by its profile or by its name.
    fn authority(&mut self, at: Origin, path: &str, written: &str) -> Option<usize> {
        let found = self.authorities.iter().position(|names| names.iter().any(|name| name == written));
        // Where no authority was understood, that is the fault.
        if found.is_none() && !self.authorities.is_empty() {
            let near = nearest_of(written, self.authorities.iter().map(|[profile, _]| profile.as_str()));
            let message = format!(
                "{path}: \"{written}\" is not one of the scenario's authorities: {}.{}",
                self.listed(),
                suggestion(&near)
            );
            self.error(at, path, message);
        }
        found
    }

    /// The authorities that a field may name. A list of all authorities of England would help nobody.
    pub fn listed(&self) -> String {
        let profiles: Vec<&str> = self.authorities.iter().map(|[profile, _]| profile.as_str()).collect();
        match profiles.len() {
            0..=12 => profiles.join(", "),
            many => format!("{many} profiles, such as {}", profiles[0]),
        }
    }
}

/// What makes a text unfit for a field.
fn fault_of(field: &Field, written: &str) -> Option<String> {
    match field.key {
        "question" | "why" | "source" => text::fault_of_sentence(written),
        _ => text::fault_of_name(written),
    }
}

fn meant(field: &Field, node: &Node) -> Option<Meant> {
    let number = match &node.value {
        Value::Number(number) => *number,
        Value::Whole(whole) => *whole as f64,
        _ => f64::NAN,
    };
    match (field.kind, &node.value) {
        (Kind::Text, Value::Text(text)) if !text.trim().is_empty() => Some(Meant::Text(text.clone())),
        (Kind::YearEnd, Value::Text(written) | Value::Date(written)) => {
            let date = date(written).filter(|date| (date.month, date.day) == (3, 31))?;
            (1990..=2100).contains(&date.year).then(|| Meant::Text(written.clone()))
        }
        (Kind::Whole(least, most), Value::Whole(whole)) if (least..=most).contains(whole) => {
            Some(Meant::Whole(*whole))
        }
        // 2.0 is as whole as 2; beyond 2^53 a number has no digits left to be whole in.
        (Kind::Whole(least, most), Value::Number(number))
            if number.fract() == 0.0 && number.abs() < 9.0e15 =>
        {
            let whole = *number as i64;
            (least..=most).contains(&whole).then_some(Meant::Whole(whole))
        }
        (Kind::OneOf(numbers), _) => {
            numbers.iter().find(|known| **known as f64 == number).map(|known| Meant::Whole(*known))
        }
        (Kind::Number(least, most) | Kind::Years(least, most) | Kind::Thousands(least, most), _) => {
            (least..=most).contains(&number).then(|| Meant::Number(field.held(number)))
        }
        (Kind::Flag, Value::Flag(flag)) => Some(Meant::Flag(*flag)),
        (Kind::Choice(names), Value::Text(text)) if names.contains(&text.as_str()) => {
            Some(Meant::Text(text.clone()))
        }
        _ => None,
    }
}
