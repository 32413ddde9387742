//! The figures of persistence as the evidence has them.

use serde::Deserialize;

const FIGURES: &str = include_str!("../../../../evidence/validation/persistence.toml");

/// One figure.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Id.
    pub id: String,
    /// In words.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Published or counted; `None` where nothing was found.
    pub observed: Option<f64>,
    /// Tolerance either way, in the unit.
    pub tolerance: Option<f64>,
    /// Where it stands.
    pub source: String,
}

#[derive(Deserialize)]
struct Table {
    figure: Vec<Figure>,
}

/// All, in the order of the file. A fault in a file that the program carries is a bug.
pub(super) fn figures() -> Vec<Figure> {
    match toml::from_str::<Table>(FIGURES) {
        Ok(table) => table.figure,
        Err(fault) => panic!("the carried figures of persistence have a fault: {fault}"),
    }
}
