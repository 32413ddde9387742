//! A TOML tree that remembers where each key and value was written.

use toml::de::{DeTable, DeValue};

use super::fault::{Fault, LONGEST_SHOWN, Severity};

/// A text that values were written in: the scenario file, or one setting of the command line.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// File as the user named it, or `command line`.
    pub name: String,
    pub text: String,
}

/// Where something was written: which source, and its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Origin {
    pub source: usize,
    pub start: usize,
    pub end: usize,
}

/// A value with its origin.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub at: Origin,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Whole(i64),
    Number(f64),
    Flag(bool),
    Date(String),
    List(Vec<Node>),
    Table(Table),
}

/// A table in the order in which its keys were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub key_at: Origin,
    pub node: Node,
}

impl Table {
    pub fn from_toml(table: &DeTable<'_>, source: usize) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_at: Origin { source, start: key.span().start, end: key.span().end },
                node: Node::from_toml(value, source),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_at);
        Table { entries }
    }

    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub fn table(&self, key: &str) -> Option<&Table> {
        self.get(key).and_then(|entry| entry.node.as_table())
    }

    /// Puts a value at a key, where it replaces what stood there.
    pub fn set(&mut self, key: &str, key_at: Origin, node: Node) {
        let entry = Entry { key: key.to_string(), key_at, node };
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(old) => *old = entry,
            None => self.entries.push(entry),
        }
    }

    /// The table at a key, made if nothing or something else stands there.
    pub fn table_mut(&mut self, key: &str, at: Origin) -> &mut Table {
        if self.table(key).is_none() {
            self.set(key, at, Node { at, value: Value::Table(Table::default()) });
        }
        let entry = self.entries.iter_mut().find(|entry| entry.key == key);
        match entry.map(|entry| &mut entry.node.value) {
            Some(Value::Table(table)) => table,
            _ => unreachable!("the table was put there above"),
        }
    }

    /// Entries with the dotted path to each, tables entered as long as `is_leaf` says no. So
    /// `contract.term_years = 5` and `"contract.term_years" = 5` mean the same.
    pub fn flattened(&self, is_leaf: &dyn Fn(&str, &Table) -> bool) -> Vec<(String, Entry)> {
        let mut flat = Vec::new();
        self.flatten_into("", is_leaf, &mut flat);
        flat
    }

    fn flatten_into(
        &self,
        prefix: &str,
        is_leaf: &dyn Fn(&str, &Table) -> bool,
        flat: &mut Vec<(String, Entry)>,
    ) {
        for entry in &self.entries {
            let path = if prefix.is_empty() { entry.key.clone() } else { format!("{prefix}.{}", entry.key) };
            match &entry.node.value {
                Value::Table(inner) if !is_leaf(&path, inner) && !inner.entries.is_empty() => {
                    inner.flatten_into(&path, is_leaf, flat);
                }
                _ => flat.push((path, entry.clone())),
            }
        }
    }
}

impl Node {
    pub fn from_toml(value: &toml::Spanned<DeValue<'_>>, source: usize) -> Node {
        let at = Origin { source, start: value.span().start, end: value.span().end };
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(whole) => match i64::from_str_radix(whole.as_str(), whole.radix()) {
                Ok(whole) => Value::Whole(whole),
                // Beyond 64 bits it is out of every range that a field allows; a float keeps it printable.
                Err(_) => Value::Number(whole.as_str().parse().unwrap_or(f64::INFINITY)),
            },
            DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(list) => {
                Value::List(list.iter().map(|item| Node::from_toml(item, source)).collect())
            }
            DeValue::Table(table) => Value::Table(Table::from_toml(table, source)),
        };
        Node { at, value }
    }

    pub fn as_table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The value as TOML, on one line.
    pub fn written(&self) -> String {
        match &self.value {
            Value::Text(text) => toml::Value::String(text.clone()).to_string(),
            Value::Whole(whole) => whole.to_string(),
            Value::Number(number) => toml::Value::Float(*number).to_string(),
            Value::Flag(flag) => flag.to_string(),
            Value::Date(date) => date.clone(),
            Value::List(list) => {
                let items: Vec<String> = list.iter().map(Node::written).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Table(table) => {
                let entries = table.entries.iter();
                let entries: Vec<String> =
                    entries.map(|e| format!("{} = {}", key_as_toml(&e.key), e.node.written())).collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }

    /// What was found, in words for a message.
    pub fn found(&self) -> String {
        let mut written = self.written();
        if written.chars().count() > 60 {
            written = written.chars().take(57).collect::<String>() + "...";
        }
        match &self.value {
            Value::Text(_) => format!("the text {written}"),
            Value::Date(_) => format!("the date {written}"),
            Value::List(_) => format!("the list {written}"),
            Value::Table(_) => "a table".into(),
            _ => written,
        }
    }
}

/// A key as TOML: bare where it may be.
fn key_as_toml(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    match !key.is_empty() && key.chars().all(is_bare) {
        true => key.to_owned(),
        false => toml::Value::String(key.to_owned()).to_string(),
    }
}

/// A text with the place of each line, so that the line of a byte is found without counting from the beginning.
pub(super) struct Lines<'a> {
    source: &'a Source,
    /// First byte of each line.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn of(source: &'a Source) -> Lines<'a> {
        let after = source.text.match_indices('\n').map(|(at, _)| at + 1);
        Lines { source, starts: std::iter::once(0).chain(after).collect() }
    }

    /// Makes a fault at an origin.
    pub fn fault(&self, at: Origin, severity: Severity, path: String, message: String) -> Fault {
        let text = &self.source.text;
        let floor = |mut byte: usize| {
            byte = byte.min(text.len());
            while !text.is_char_boundary(byte) {
                byte -= 1;
            }
            byte
        };
        let start = floor(at.start);
        let line = self.starts.partition_point(|first| *first <= start);
        let line_start = self.starts[line - 1];
        let line_end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        let end = floor(at.end).clamp(start, line_end);
        // What is missing stands nowhere: showing the first line would blame it. Nor is a line kept that is too long to
        // be shown, with four bytes at the most for each of its letters.
        let is_shown = at.end > 0 && line_end - line_start <= 4 * LONGEST_SHOWN;
        let shown = if is_shown { &text[line_start..line_end] } else { "" };
        Fault {
            severity,
            file: self.source.name.clone(),
            line,
            column: text[line_start..start].chars().count() + 1,
            path,
            message,
            source_line: shown.trim_end_matches('\r').to_string(),
            width: text[start..end].chars().count().max(1),
        }
    }
}

/// Makes a single fault at an origin.
pub(super) fn fault_at(
    sources: &[Source],
    at: Origin,
    severity: Severity,
    path: &str,
    message: String,
) -> Fault {
    Lines::of(&sources[at.source]).fault(at, severity, path.to_string(), message)
}
