//! Figures of a profile that stand under the keys of a list of terms, read and written.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::terms::{AGE_KEYS, AGES, PUBLISHED_TYPES};

const PLACEMENT_KEYS: [&str; PUBLISHED_TYPES.len()] = {
    let mut keys = [""; PUBLISHED_TYPES.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = PUBLISHED_TYPES[at].id();
        at += 1;
    }
    keys
};

/// Children, or shares of them, by age band.
pub(super) struct Ages(pub [f64; AGES]);

/// Children by published placement type.
pub(super) struct Placements(pub [f64; PUBLISHED_TYPES.len()]);

impl Serialize for Ages {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(AGE_KEYS.iter().zip(self.0))
    }
}

impl Serialize for Placements {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(PLACEMENT_KEYS.iter().zip(self.0))
    }
}

impl<'de> Deserialize<'de> for Ages {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Ages, D::Error> {
        from.deserialize_map(Keys(&AGE_KEYS)).map(Ages)
    }
}

impl<'de> Deserialize<'de> for Placements {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Placements, D::Error> {
        from.deserialize_map(Keys(&PLACEMENT_KEYS)).map(Placements)
    }
}

/// Every key once, and no other.
#[derive(Clone, Copy)]
struct Keys<const N: usize>(&'static [&'static str; N]);

impl<'de, const N: usize> Visitor<'de> for Keys<N> {
    type Value = [f64; N];

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        write!(to, "a table of {}", self.0.join(", "))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<[f64; N], A::Error> {
        let mut figures = [None; N];
        while let Some(at) = map.next_key_seed(self)? {
            figures[at] = Some(map.next_value()?);
        }
        let mut whole = [0.0; N];
        for ((figure, key), kept) in figures.into_iter().zip(self.0).zip(&mut whole) {
            *kept = figure.ok_or_else(|| Error::missing_field(key))?;
        }
        Ok(whole)
    }
}

impl<'de, const N: usize> DeserializeSeed<'de> for Keys<N> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<usize, D::Error> {
        let written = String::deserialize(from)?;
        let at = self.0.iter().position(|key| *key == written);
        at.ok_or_else(|| Error::unknown_field(&written, self.0))
    }
}
