//! The size that each mechanism is expected to have, written before it was measured.

use std::sync::OnceLock;

use serde::Deserialize;

use super::embedded;

/// What a mechanism is expected to do to the indicator in which it shows: with it less without it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// Id of the mechanism.
    pub mechanism: String,
    /// Unit of results: `authority`, `remit` or `practice`.
    pub unit: String,
    /// Lower end, in the unit of the indicator.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What bounds it.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[allow(dead_code)] // read so that another schema is refused with its key
    schema: u32,
    size: Vec<Size>,
}

impl Size {
    /// All sizes in the order of the file. A fault in the file is a bug and panics with a sentence.
    pub fn all() -> &'static [Size] {
        static ALL: OnceLock<Vec<Size>> = OnceLock::new();
        ALL.get_or_init(|| match toml::from_str::<File>(embedded::SIZES) {
            Ok(file) => file.size,
            Err(fault) => panic!("sizes.toml cannot be read: {fault}"),
        })
    }

    /// The size of a mechanism.
    pub fn of(mechanism: &str) -> Option<&'static Size> {
        Size::all().iter().find(|size| size.mechanism == mechanism)
    }
}

#[cfg(test)]
mod tests {
    use super::super::mechanism::Mechanism;
    use super::*;

    #[test]
    fn every_mechanism_of_the_model_has_one_size_and_no_other_has() {
        for mechanism in Mechanism::all() {
            let sizes = Size::all().iter().filter(|size| size.mechanism == mechanism.id).count();
            assert_eq!(sizes, usize::from(mechanism.is_implemented()), "{}", mechanism.id);
        }
        for size in Size::all() {
            let ordered = size.low <= size.high && size.low.is_finite() && size.high.is_finite();
            assert!(ordered && !size.why.is_empty(), "{}", size.mechanism);
            assert!(["authority", "remit", "practice"].contains(&size.unit.as_str()), "{}", size.mechanism);
        }
    }
}
