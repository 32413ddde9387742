//! The mechanisms that the summit and the evaluators named, as claims with their sources, and what
//! became of each: implemented (a quantity with a neutral value names it) or left out, with the reason.

use std::sync::OnceLock;

use serde::Deserialize;

use super::catalogue::Evidence;
use super::embedded;
use super::quantity::Quantity;

/// A claim that one thing acts on another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanism {
    /// `M01` to `M128`, `M66b`, `X1` to `X16`.
    pub id: String,
    /// Cause and effect in words.
    pub claim: String,
    /// `+` raises, `-` lowers, `0` no effect, `~` either.
    pub sign: String,
    /// What a source says of its strength.
    pub strength: String,
    /// Who claims it.
    pub claimed_by: String,
    /// Who disputes or qualifies it; empty if nobody.
    pub contested: String,
    /// Paragraphs of the summit report, or papers.
    pub source: String,
    /// Why it is not implemented, or in which other mechanism it stands; empty if it is implemented.
    #[serde(default)]
    pub left_out: String,
    /// Where switching it off shows; absent if it is not implemented.
    pub shown: Option<Shown>,
}

/// The scenario and the indicator in which switching a mechanism off shows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Name of a file in `scenarios/`, without ending.
    pub scenario: String,
    /// Id of an indicator that moves.
    pub indicator: String,
    /// What the scenario sets besides, as dotted paths and TOML values; empty for nothing.
    #[serde(default)]
    pub set: Vec<(String, String)>,
    /// Whether it also acts in an ordinary authority without practices; if not, switching it off
    /// there changes exactly nothing.
    #[serde(default)]
    pub in_house: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[allow(dead_code)] // read so that another schema is refused with its key
    schema: u32,
    mechanism: Vec<Mechanism>,
}

impl Mechanism {
    /// The quantities that carry it: they have a neutral value, at which it is switched off.
    pub fn quantities(&self) -> impl Iterator<Item = &'static Quantity> {
        let all = Evidence::embedded().quantities().iter();
        all.filter(|quantity| quantity.neutral.is_some() && quantity.mechanisms.contains(&self.id))
    }

    /// Whether the model carries it.
    pub fn is_implemented(&self) -> bool {
        self.quantities().next().is_some()
    }

    /// All mechanisms in order. A fault in the file is a bug and panics with a sentence.
    pub fn all() -> &'static [Mechanism] {
        static ALL: OnceLock<Vec<Mechanism>> = OnceLock::new();
        ALL.get_or_init(|| match toml::from_str::<File>(embedded::MECHANISMS) {
            Ok(file) => file.mechanism,
            Err(fault) => panic!("mechanisms.toml cannot be read: {fault}"),
        })
    }

    /// A mechanism by id.
    pub fn find(id: &str) -> Option<&'static Mechanism> {
        Mechanism::all().iter().find(|mechanism| mechanism.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_claim_of_the_review_stands_once() {
        let all = Mechanism::all();
        assert_eq!(all.len(), 145);
        for number in 1..=128 {
            assert!(Mechanism::find(&format!("M{number:02}")).is_some(), "M{number:02}");
        }
        for number in 1..=16 {
            assert!(Mechanism::find(&format!("X{number}")).is_some(), "X{number}");
        }
        assert!(Mechanism::find("M66b").is_some());
    }

    #[test]
    fn quantities_name_known_mechanisms_only() {
        for quantity in Evidence::embedded().quantities() {
            for id in &quantity.mechanisms {
                assert!(Mechanism::find(id).is_some(), "{} names {id}", quantity.id);
            }
        }
    }
}
