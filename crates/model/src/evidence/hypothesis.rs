//! The hypotheses as written: question, positions in words, sources, and where each acts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::distance::nearest_of;
use super::embedded;

/// A question on which the summit disagreed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hypothesis {
    /// `H1` to `H19`.
    pub id: String,
    /// Two or three words.
    pub title: String,
    /// The question in plain words.
    pub question: String,
    /// Positions that a scenario may take.
    pub positions: Vec<PositionText>,
    /// Which simulated output would tell the positions apart.
    pub told_apart_by: String,
    /// Paragraphs and papers.
    pub source: String,
    /// Process files of the model that read it; empty while it acts nowhere.
    pub acts_in: Vec<String>,
    /// Commands that read it without any process acting on it: a reading of results, or a way of
    /// looking at them.
    #[serde(default)]
    pub read_by: Vec<String>,
}

/// One position, in words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PositionText {
    /// Name as written in scenarios and tables.
    pub name: String,
    /// What it says, in one sentence.
    pub meaning: String,
}

impl Hypothesis {
    /// Whether any process of the model reads it.
    pub fn acts(&self) -> bool {
        !self.acts_in.is_empty()
    }

    /// Names of the positions, in order.
    pub fn position_names(&self) -> impl Iterator<Item = &str> {
        self.positions.iter().map(|p| p.name.as_str())
    }
}

/// All hypotheses, H1 to H19 in order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hypotheses {
    schema: u32,
    hypothesis: Vec<Hypothesis>,
    #[serde(default)]
    reading: Vec<Reading>,
}

/// A reading of the same findings: positions on several hypotheses that were stated together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Name as written in scenarios.
    pub name: String,
    /// What it says, in one sentence.
    pub meaning: String,
    /// Paragraphs of the summit report.
    pub source: String,
    /// Position by id of the hypothesis; the others stay open.
    pub positions: BTreeMap<String, String>,
}

impl Hypotheses {
    /// The hypotheses that the program carries. A fault in them is a bug and panics with a sentence.
    pub fn embedded() -> &'static Hypotheses {
        static EMBEDDED: OnceLock<Hypotheses> = OnceLock::new();
        EMBEDDED.get_or_init(|| match toml::from_str::<Hypotheses>(embedded::HYPOTHESES) {
            Ok(hypotheses) if hypotheses.schema == 1 => hypotheses,
            Ok(other) => panic!("hypotheses.toml has schema {}, only 1 is known", other.schema),
            Err(fault) => panic!("the embedded hypotheses cannot be read: {fault}"),
        })
    }

    /// All of them, in order.
    pub fn all(&self) -> &[Hypothesis] {
        &self.hypothesis
    }

    /// The readings that were stated at the summit.
    pub fn readings(&self) -> &[Reading] {
        &self.reading
    }

    /// Those that a process of the model reads.
    pub fn acting(&self) -> impl Iterator<Item = &Hypothesis> {
        self.hypothesis.iter().filter(|h| h.acts())
    }

    /// A hypothesis by id.
    pub fn find(&self, id: &str) -> Option<&Hypothesis> {
        self.hypothesis.iter().find(|h| h.id == id)
    }

    /// Up to three ids near to what was written, nearest first.
    pub fn nearest(&self, id: &str) -> Vec<&str> {
        nearest_of(id, self.hypothesis.iter().map(|h| h.id.as_str()))
    }
}
