//! Reads the keys of one table of a targets file and says what is wrong with them.

use crate::evidence::nearest_of;

use super::paths::suggestion;
use super::reader::Reader;
use super::tree::{Origin, Table, Value};

/// A table and the path shown before its keys.
pub(super) struct Fields<'t> {
    table: Option<&'t Table>,
    prefix: String,
    at: Origin,
}

impl<'t> Fields<'t> {
    pub fn new(table: &'t Table, prefix: &str, at: Origin) -> Fields<'t> {
        Fields { table: Some(table), prefix: prefix.to_string(), at }
    }

    /// Where the table stands.
    pub fn at(&self) -> Origin {
        self.at
    }

    pub fn path(&self, key: &str) -> String {
        if self.prefix.is_empty() { key.to_string() } else { format!("{}.{key}", self.prefix) }
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.is_some_and(|table| table.get(key).is_some())
    }

    /// Where a key's value stands, or the table if it does not.
    pub fn place(&self, key: &str) -> Origin {
        let entry = self.table.and_then(|table| table.get(key));
        entry.map_or(self.at, |entry| entry.node.at)
    }

    pub fn refuse_unknown(&self, reader: &mut Reader<'_>, known: &[&str]) {
        for entry in self.table.iter().flat_map(|table| &table.entries) {
            if !known.contains(&entry.key.as_str()) {
                let path = self.path(&entry.key);
                let near = nearest_of(&entry.key, known.iter().copied());
                let hint = if near.is_empty() {
                    format!(" Known here: {}.", known.join(", "))
                } else {
                    suggestion(&near)
                };
                reader.error(entry.key_at, &path, format!("{path} is not a known key.{hint}"));
            }
        }
    }

    /// Text that must be there and not empty.
    pub fn text(&self, reader: &mut Reader<'_>, key: &str) -> Option<String> {
        if self.has(key) {
            let text = self.text_or(reader, key, "");
            return (!text.is_empty()).then_some(text);
        }
        let path = self.path(key);
        let message = format!("{path} is missing: it must be text in quotation marks, not empty.");
        reader.error(self.at, &path, message);
        None
    }

    /// Text, or `absent` where it is not written.
    pub fn text_or(&self, reader: &mut Reader<'_>, key: &str, absent: &str) -> String {
        let Some(entry) = self.table.and_then(|table| table.get(key)) else {
            return absent.to_string();
        };
        match &entry.node.value {
            Value::Text(text) if !text.trim().is_empty() => text.trim().to_string(),
            _ => {
                let path = self.path(key);
                let found = entry.node.found();
                let message = format!("{path} is {found}, but must be text in quotation marks, not empty.");
                reader.error(entry.node.at, &path, message);
                String::new()
            }
        }
    }

    /// A whole number in a range; 0 after a fault.
    pub fn whole(
        &self,
        reader: &mut Reader<'_>,
        key: &str,
        (least, most): (i64, i64),
        absent: Option<i64>,
    ) -> i64 {
        let allowed = format!("a whole number from {least} to {most}");
        let Some(entry) = self.table.and_then(|table| table.get(key)) else {
            return absent.unwrap_or_else(|| {
                self.missing(reader, key, &allowed);
                0
            });
        };
        match entry.node.value {
            Value::Whole(whole) if (least..=most).contains(&whole) => whole,
            _ => {
                self.refuse(reader, key, &allowed);
                0
            }
        }
    }

    /// A number in a range; `NaN` after a fault.
    pub fn number(
        &self,
        reader: &mut Reader<'_>,
        key: &str,
        (least, most): (f64, f64),
        absent: Option<f64>,
    ) -> f64 {
        let allowed = format!("a number from {least} to {most}");
        let Some(entry) = self.table.and_then(|table| table.get(key)) else {
            return absent.unwrap_or_else(|| {
                self.missing(reader, key, &allowed);
                f64::NAN
            });
        };
        let number = match entry.node.value {
            Value::Number(number) => number,
            Value::Whole(whole) => whole as f64,
            _ => f64::NAN,
        };
        if number.is_finite() && (least..=most).contains(&number) {
            return number;
        }
        self.refuse(reader, key, &allowed);
        f64::NAN
    }

    /// The table at a key, which must be there.
    pub fn table(&self, reader: &mut Reader<'_>, key: &str) -> Fields<'t> {
        if !self.has(key) {
            let message = format!("{key} is missing: write [{key}].");
            reader.error(self.at, key, message);
        }
        self.optional_table(reader, key)
    }

    /// The table at a key, empty where it is not written.
    pub fn optional_table(&self, reader: &mut Reader<'_>, key: &str) -> Fields<'t> {
        let found = self.table.and_then(|table| reader.table(table, key));
        Fields {
            table: found.map(|(table, _)| table),
            prefix: self.path(key),
            at: found.map_or(self.at, |(_, at)| at),
        }
    }

    fn missing(&self, reader: &mut Reader<'_>, key: &str, allowed: &str) {
        let path = self.path(key);
        reader.error(self.at, &path, format!("{path} is missing: it must be {allowed}."));
    }

    fn refuse(&self, reader: &mut Reader<'_>, key: &str, allowed: &str) {
        let Some(entry) = self.table.and_then(|table| table.get(key)) else {
            return;
        };
        let path = self.path(key);
        let found = entry.node.found();
        reader.error(entry.node.at, &path, format!("{path} is {found}, but must be {allowed}."));
    }
}
