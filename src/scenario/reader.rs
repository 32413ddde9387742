//! Reads fields of a tree by their declaration and collects what is wrong.

use crate::evidence::{ATTRIBUTES, AttributeKind, nearest_of};

use super::declaration::{self, Absent, Field, Kind};
use super::fault::{Fault, Severity};
use super::paths::suggestion;
use super::tree::{Entry, Node, Origin, Source, Table, Value, fault_at};

/// Collects faults.
pub(super) struct Reader<'a> {
    pub sources: &'a [Source],
    faults: Vec<(Origin, Fault)>,
}

/// Tables that hold the fields of one section; the first that has a key wins.
pub(super) struct Layers<'a> {
    pub section: &'static str,
    /// Path shown before a key that stands nowhere, such as `practice`; empty at the top.
    pub prefix: String,
    /// Tables, each with the path shown before its keys.
    pub tables: Vec<(String, &'a Table)>,
    /// Where a missing key is reported.
    pub at: Origin,
}

/// A value that keeps its field's declaration.
enum Meant {
    Text(String),
    Whole(i64),
    Number(f64),
    Flag(bool),
}

impl<'a> Layers<'a> {
    pub fn path(&self, key: &str) -> String {
        let prefix = self.find(key).map_or(&self.prefix, |(prefix, _)| prefix);
        joined(prefix, key)
    }

    /// Where a key was written, or where it is missed.
    pub fn place(&self, key: &str) -> Origin {
        self.find(key).map_or(self.at, |(_, entry)| entry.node.at)
    }

    pub fn find(&self, key: &str) -> Option<(&String, &'a Entry)> {
        self.tables.iter().find_map(|(prefix, table)| Some((prefix, table.get(key)?)))
    }
}

fn joined(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") }
}

impl<'a> Reader<'a> {
    pub fn new(sources: &'a [Source]) -> Reader<'a> {
        Reader { sources, faults: Vec::new() }
    }

    pub fn error(&mut self, at: Origin, path: &str, message: String) {
        self.push(at, Severity::Error, path, message);
    }

    pub fn warn(&mut self, at: Origin, path: &str, message: String) {
        self.push(at, Severity::Warning, path, message);
    }

    fn push(&mut self, at: Origin, severity: Severity, path: &str, message: String) {
        let fault = fault_at(self.sources, at, severity, path, message);
        // Every arm walks the same tree: what is wrong in the common part would be found again.
        if !self.faults.iter().any(|(_, known)| *known == fault) {
            self.faults.push((at, fault));
        }
    }

    pub fn has_errors(&self) -> bool {
        self.faults.iter().any(|(_, fault)| fault.severity == Severity::Error)
    }

    /// All faults in the order of the file.
    pub fn into_faults(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|(at, _)| *at);
        self.faults.into_iter().map(|(_, fault)| fault).collect()
    }

    /// Faults for keys that a section does not have.
    pub fn refuse_unknown_keys(&mut self, section: &str, prefix: &str, table: &Table) {
        let known = declaration::keys_of(section);
        for entry in table.entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let path = joined(prefix, &entry.key);
            let near = nearest_of(&entry.key, known.iter().copied());
            let hint = if near.is_empty() {
                match declaration::FIELDS.iter().find(|f| f.key == entry.key) {
                    Some(field) => format!(" Did you mean {}?", field.path()),
                    None => format!(" Known here: {}.", known.join(", ")),
                }
            } else {
                suggestion(&near)
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

    pub fn text(&mut self, layers: &Layers<'_>, key: &str) -> Option<String> {
        match self.read(layers, key)? {
            Meant::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn number(&mut self, layers: &Layers<'_>, key: &str) -> Option<f64> {
        match self.read(layers, key)? {
            Meant::Number(number) => Some(number),
            Meant::Whole(whole) => Some(whole as f64),
            _ => None,
        }
    }

    pub fn whole(&mut self, layers: &Layers<'_>, key: &str) -> Option<i64> {
        match self.read(layers, key)? {
            Meant::Whole(whole) => Some(whole),
            _ => None,
        }
    }

    pub fn flag(&mut self, layers: &Layers<'_>, key: &str) -> Option<bool> {
        match self.read(layers, key)? {
            Meant::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// Ids or names of a list, each with its place; not yet compared with those that exist.
    pub fn list(&mut self, layers: &Layers<'_>, key: &str) -> Vec<(String, Origin)> {
        let Some((_, entry)) = layers.find(key) else {
            return Vec::new();
        };
        let items = match &entry.node.value {
            Value::List(items) => &items[..],
            _ => std::slice::from_ref(&entry.node),
        };
        let is_list = matches!(entry.node.value, Value::List(_));
        let mut ids = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(id) if is_list => ids.push((id.clone(), item.at)),
                _ => {
                    let path = layers.path(key);
                    let allowed = declaration::find(layers.section, key).map(Field::allowed);
                    let message = format!(
                        "{path} holds {}, but must be {}.",
                        item.found(),
                        allowed.unwrap_or_default()
                    );
                    self.error(item.at, &path, message);
                }
            }
        }
        ids
    }

    /// The service model written in `in_house` or `practice`: a value for each attribute, `None`
    /// where nothing is written.
    pub fn service_model(&mut self, layers: &Layers<'_>) -> Vec<Option<f64>> {
        let position = |names: &[&str], word: &str| names.iter().position(|name| *name == word);
        ATTRIBUTES
            .iter()
            .map(|attribute| {
                declaration::find(layers.section, attribute.key)?;
                layers.find(attribute.key)?;
                match attribute.kind {
                    AttributeKind::Share => self.number(layers, attribute.key),
                    AttributeKind::Flag => self.flag(layers, attribute.key).map(f64::from),
                    AttributeKind::Choice(names) => self
                        .text(layers, attribute.key)
                        .and_then(|word| position(names, &word))
                        .map(|position| position as f64),
                }
            })
            .collect()
    }

    fn read(&mut self, layers: &Layers<'_>, key: &str) -> Option<Meant> {
        let field = declaration::find(layers.section, key)
            .expect("the walk asks only for fields that the declaration has");
        let path = layers.path(key);
        let Some((_, entry)) = layers.find(key) else {
            return match field.absent {
                Absent::Required => {
                    let message = format!("{path} is missing: it must be {}.", field.allowed());
                    self.error(layers.at, &path, message);
                    None
                }
                Absent::Open(_) => None,
                Absent::Whole(whole) => Some(Meant::Whole(whole)),
                Absent::Number(number) => Some(Meant::Number(number)),
                Absent::Flag(flag) => Some(Meant::Flag(flag)),
                Absent::Text(text) => Some(Meant::Text(text.to_string())),
            };
        };
        match meant(field, &entry.node) {
            Some(meant) => Some(meant),
            None => {
                let mut message =
                    format!("{path} is {}, but must be {}.", entry.node.found(), field.allowed());
                if let (Kind::Choice(names), Value::Text(text)) = (field.kind, &entry.node.value) {
                    message += &suggestion(&nearest_of(text, names.iter().copied()));
                }
                self.error(entry.node.at, &path, message);
                None
            }
        }
    }
}

fn meant(field: &Field, node: &Node) -> Option<Meant> {
    match (field.kind, &node.value) {
        (Kind::Text, Value::Text(text)) if !text.trim().is_empty() => Some(Meant::Text(text.clone())),
        (Kind::YearEnd, Value::Text(date) | Value::Date(date)) => {
            let year = date.strip_suffix("-03-31").filter(|year| year.len() == 4)?;
            let year: u32 = year.parse().ok()?;
            (1990..=2100).contains(&year).then(|| Meant::Text(date.clone()))
        }
        (Kind::Month, Value::Text(month)) => {
            super::events::months_of(month).map(|_| Meant::Text(month.clone()))
        }
        (Kind::Whole(least, most), Value::Whole(whole)) if (least..=most).contains(whole) => {
            Some(Meant::Whole(*whole))
        }
        (Kind::OneOf(numbers), Value::Whole(whole)) if numbers.contains(whole) => Some(Meant::Whole(*whole)),
        (Kind::OneOf(numbers), Value::Number(number)) => {
            let same = numbers.iter().find(|n| **n as f64 == *number)?;
            Some(Meant::Whole(*same))
        }
        (Kind::Number(least, most), value) => {
            let number = match value {
                Value::Number(number) => *number,
                Value::Whole(whole) => *whole as f64,
                _ => return None,
            };
            (least..=most).contains(&number).then_some(Meant::Number(number))
        }
        (Kind::Flag, Value::Flag(flag)) => Some(Meant::Flag(*flag)),
        (Kind::Choice(names), Value::Text(text)) if names.contains(&text.as_str()) => {
            Some(Meant::Text(text.clone()))
        }
        _ => None,
    }
}
