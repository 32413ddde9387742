//! What names of elements and attributes of XML say: the table of which they speak, or the column.

use std::collections::BTreeMap;

use super::table::{Column, Table, is_of_others};

/// What the name of an element or an attribute says.
#[derive(Clone, Copy, Default)]
pub(super) struct Name {
    pub named: Option<Table>,
    pub is_other: bool,
    pub column: Option<Column>,
}

/// Names that were met: a return of a nation repeats a few of them millions of times.
#[derive(Default)]
pub(super) struct Names {
    /// By length, then by what is written: most lengths have few names.
    known: BTreeMap<usize, BTreeMap<Vec<u8>, Name>>,
    count: usize,
}

impl Names {
    /// What a name says.
    pub fn of(&mut self, written: &[u8]) -> Name {
        if let Some(known) = self.known.get(&written.len()).and_then(|known| known.get(written)) {
            return *known;
        }
        let text = String::from_utf8_lossy(written);
        let name =
            Name { named: Table::of_name(&text), is_other: is_of_others(&text), column: Column::of(&text) };
        // A damaged file may hold a new name at every place.
        if self.count < MOST_NAMES {
            self.count += 1;
            self.known.entry(written.len()).or_default().insert(written.to_owned(), name);
        }
        name
    }
}

/// Names that are remembered.
const MOST_NAMES: usize = 1_000;
