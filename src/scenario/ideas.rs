//! Ideas of a scenario: read, in the order of the file, by which their luck is named.

use crate::arrangement::Idea;

use super::reader::{Layers, Reader};
use super::tree::Table;

/// The ideas of a tree.
pub(super) fn ideas(reader: &mut Reader<'_>, tree: &Table) -> Vec<Idea> {
    let mut ideas = Vec::new();
    for (number, table, at) in reader.tables(tree, "idea") {
        reader.refuse_unknown_keys("idea", "idea", table);
        let own = Layers::of("idea", table, at);
        ideas.push(Idea::read(&mut |field| reader.value(&own, field)));
        if number == MOST {
            reader.error(at, "idea", format!("no more than {MOST} ideas may be tried in a scenario."));
        }
    }
    ideas
}

/// The most ideas of a scenario: each is looked at by every team in every month.
const MOST: usize = 8;
