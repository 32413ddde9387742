//! What a scenario arranges: practices and their contracts, the authorities' own teams and circumstances, and
//! what happens, is tried or changes on a date. Each field is declared once, with its key, what may be written, unit, default and
//! meaning; files are read, checked, documented and hashed by that one line, and the model reads the field.

mod authority;
mod change;
mod contract;
mod event;
mod field;
mod idea;
mod practice;

pub use authority::{Authority, Circumstances, InHouse};
pub use change::{Change, MOST_CHANGES};
pub use contract::Contract;
pub use event::DatedEvent;
pub use field::{Absent, Field, Held, Kind, Value};
pub use idea::Idea;
pub use practice::Practice;

use serde::ser::{SerializeMap, Serializer};

use crate::evidence::ATTRIBUTES;

/// Ages to which care leavers may be served, years.
pub const SERVED_TO: &[i64] = &[21, 25];

/// The attributes of a service model that are set, by key: how they stand in the canonical form of a scenario.
pub fn attributes_set<S: Serializer>(set: &[Option<f64>], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (attribute, value) in ATTRIBUTES.iter().zip(set) {
        if let Some(value) = value {
            map.serialize_entry(attribute.key, value)?;
        }
    }
    map.end()
}
