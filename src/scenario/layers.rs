//! Tables in which a field may be written, one before the other.

use super::tree::{Entry, Node, Origin, Table, Value};

/// Tables that hold the fields of one section; the first that has a key wins.
#[derive(Clone, Default)]
pub(super) struct Layers<'a> {
    /// Path shown before a key that stands nowhere, such as `practice`; empty at the top.
    pub prefix: String,
    /// Tables, each with the path shown before its keys.
    pub tables: Vec<(String, &'a Table)>,
    /// Where a missing key is reported.
    pub at: Origin,
}

impl<'a> Layers<'a> {
    /// One table under the path that is shown before its keys.
    pub fn of(prefix: &str, table: &'a Table, at: Origin) -> Layers<'a> {
        Layers { prefix: prefix.to_string(), tables: vec![(prefix.to_string(), table)], at }
    }

    pub fn path(&self, key: &str) -> String {
        let prefix = self.find(key).map_or(&self.prefix, |(prefix, _)| prefix);
        joined(prefix, key)
    }

    /// Where a key was written, or where it is missed.
    pub fn place(&self, key: &str) -> Origin {
        self.find(key).map_or(self.at, |(_, entry)| entry.node.at)
    }

    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    pub fn find(&self, key: &str) -> Option<(&String, &'a Entry)> {
        self.tables.iter().find_map(|(prefix, table)| Some((prefix, table.get(key)?)))
    }

    /// The items of a list, none where there is no list.
    pub fn items(&self, key: &str) -> &'a [Node] {
        match self.find(key).map(|(_, entry)| &entry.node.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }
}

pub(super) fn joined(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") }
}
