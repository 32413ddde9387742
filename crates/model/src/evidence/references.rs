//! What the keys of sources stand for: paragraphs of the summit's report, papers and press, rows of the published
//! statistics, parameters and facts of the evidence review.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::embedded;

/// A source in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The key, as sources cite it: `RSWP14`, `P85`, `V07`, `A.8`, `sw-turnover-2017`; `S§` is the summit's report.
    pub key: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// The reference, or for a statistic or a fact what it says.
    pub reference: String,
    /// Where that comes from; empty for a document, which is its own source.
    pub origin: String,
}

/// Kinds of sources, in the order in which the list of references has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// The report of the summit; a number after § is its paragraph.
    Report,
    /// A paper, a report, a page or an article.
    Document,
    /// A section of the evidence review of the pilots.
    Section,
    /// A parameter of the pilots.
    Parameter,
    /// A fact of the pilots, against which the model is held.
    Fact,
    /// A published statistic.
    Statistic,
}

impl SourceKind {
    /// Every kind with its word in the table and its title.
    pub const ALL: [(SourceKind, &'static str, &'static str); 6] = [
        (SourceKind::Report, "report", "The report of the summit"),
        (SourceKind::Document, "document", "Papers, reports and the press"),
        (SourceKind::Section, "section", "Sections of the evidence review of the pilots"),
        (SourceKind::Parameter, "parameter", "Parameters of the pilots"),
        (SourceKind::Fact, "fact", "Facts of the pilots"),
        (SourceKind::Statistic, "statistic", "Published statistics"),
    ];
}

/// Every reference.
#[derive(Clone, Debug)]
pub struct References {
    all: Vec<Reference>,
}

impl References {
    /// The references that the program carries.
    pub fn embedded() -> &'static References {
        static CARRIED: OnceLock<References> = OnceLock::new();
        CARRIED.get_or_init(|| References { all: read(embedded::REFERENCES) })
    }

    /// All of them, in the order of the table.
    pub fn all(&self) -> &[Reference] {
        &self.all
    }

    /// The references that a text cites, each once, in the order of the table. `*` in a key stands for anything.
    pub fn cited_in(&self, text: &str) -> Vec<&Reference> {
        let cited: BTreeSet<&str> = keys(text).collect();
        let is_cited = |key: &str| {
            cited.contains(key) || cited.iter().any(|pattern| pattern.contains('*') && fits(pattern, key))
        };
        let found = |one: &&Reference| match one.kind {
            SourceKind::Report => text.contains("S§"),
            _ => is_cited(&one.key),
        };
        self.all.iter().filter(found).collect()
    }

    /// Whether a key, which may hold `*`, stands for something.
    pub fn knows(&self, key: &str) -> bool {
        self.all.iter().any(|one| fits(key, &one.key))
    }
}

/// The words of a text that have the form of a key.
pub fn keys(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-*.".contains(c)));
    words.map(|word| word.trim_end_matches(['.', '-'])).filter(|word| {
        let first = word.starts_with(|c: char| c.is_ascii_alphabetic());
        let form = word.contains('-') || word.contains('.') || word.chars().all(|c| !c.is_ascii_lowercase());
        first && form && word.len() > 1
    })
}

/// Whether a key fits a pattern in which `*` stands for any letters.
fn fits(pattern: &str, key: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern == key;
    };
    let Some(inside) = key.strip_prefix(head) else {
        return false;
    };
    (0..=inside.len()).any(|at| inside.is_char_boundary(at) && fits(rest, &inside[at..]))
}

fn read(text: &str) -> Vec<Reference> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.expect("the table of references is well-formed");
        let kind = SourceKind::ALL.iter().find(|(_, word, _)| *word == &row[1]);
        let (kind, ..) = kind.expect("a reference is of a known kind");
        Reference {
            key: row[0].to_owned(),
            kind: *kind,
            reference: row[2].to_owned(),
            origin: row[3].to_owned(),
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_gives_its_references_once_each() {
        let cited = References::embedded().cited_in("S§34, 97; RSWP14; cla-age-*-2011 and V07. RSWP14 again");
        let found: Vec<&str> = cited.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(found[..3], ["S§", "RSWP14", "V07"]);
        assert!(found[3..].iter().all(|key| key.starts_with("cla-age-") && key.ends_with("-2011")));
        assert_eq!(found.len(), 8);
    }

    #[test]
    fn a_star_stands_for_anything_or_nothing() {
        assert!(fits("a-*-b", "a-x-y-b") && fits("a*", "a") && !fits("a-*-b", "a-b"));
    }

    #[test]
    fn every_reference_stands_once() {
        let all = References::embedded().all();
        let keys: BTreeSet<&str> = all.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys.len(), all.len());
    }
}
