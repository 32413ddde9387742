//! Two results directories side by side: what moved, by how much, and what differs between the two studies. Made from their
//! tables and manifests alone; nothing is simulated.

mod moved;
mod why;
mod words;

use std::path::Path;

use super::run::Run;
use super::{Analysis, Refusal, read_manifest};
use crate::results::file::{read_table, write_table};
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::results::{Manifest, OutputError};
use crate::text::shown;

use moved::{MovedRow, Study, moved};
use why::{WhyRow, why};

/// Two studies side by side.
pub struct Compared {
    rows: Vec<MovedRow>,
    reasons: Vec<WhyRow>,
    text: String,
}

/// Why two directories were not compared.
#[derive(Debug, thiserror::Error)]
pub enum NotCompared {
    /// They cannot be.
    #[error("{}", .0.0.join("\n"))]
    Refused(Refusal),
    /// A table cannot be read or written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Compares the results in two directories of runs.
///
/// # Errors
/// When one of them cannot be read, was changed after it was written, or what they hold cannot be compared.
pub fn compare(first: &Path, second: &Path) -> Result<Compared, NotCompared> {
    let manifests = [read_manifest(first)?, read_manifest(second)?];
    for (manifest, path) in manifests.iter().zip([first, second]) {
        if manifest.kind != Run::KIND {
            let kind = shown(&manifest.kind);
            return refused(&format!(
                "`{}` holds a {kind}, and only studies of `swplab run` are compared",
                path.display()
            ));
        }
    }
    let [one, other] = &manifests;
    let studies = [study(first, one)?, study(second, other)?];
    let arms: Vec<&str> = shared_arms(one, other).collect();
    if arms.is_empty() {
        let names = |manifest: &Manifest| {
            let names = manifest.arms.iter().map(|arm| format!("\"{}\"", arm.name));
            names.collect::<Vec<_>>().join(", ")
        };
        return refused(&format!(
            "no arm has the same name in both, so nothing can be set beside anything: the first has {}, the second {}",
            names(one),
            names(other)
        ));
    }
    let paired = pairs(one, other);
    let rows = moved(&studies, &arms, paired.is_ok());
    if rows.is_empty() {
        return refused(&"no indicator of any unit is defined in both");
    }
    let reasons = why([one, other], [first, second])?;
    let text = words::told([one, other], (&arms, &studies[0].units), &rows, &reasons, paired);
    Ok(Compared { rows, reasons, text })
}

fn refused<T>(sentence: &impl std::fmt::Display) -> Result<T, NotCompared> {
    Err(NotCompared::Refused(Refusal::error(sentence)))
}

/// Arms that both have, in the order of the first.
fn shared_arms<'a>(one: &'a Manifest, other: &'a Manifest) -> impl Iterator<Item = &'a str> {
    let is_there = |name: &str| other.arms.iter().any(|arm| arm.name == name);
    one.arms.iter().map(|arm| arm.name.as_str()).filter(move |name| is_there(name))
}

/// Whether replications of one number have the same children and luck in both studies, or why not.
fn pairs(one: &Manifest, other: &Manifest) -> Result<(), &'static str> {
    let places = |manifest: &Manifest| {
        let lines = manifest.scenario_as_resolved.lines();
        lines
            .filter(|line| line.contains(".figures.") || line.contains(".profile ="))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    if one.seed != other.seed {
        return Err("their seeds differ");
    }
    if one.generator != other.generator {
        return Err("they draw by another generator");
    }
    if one.start != other.start || places(one) != places(other) {
        return Err("they are of other places or days");
    }
    Ok(())
}

fn study<'a>(directory: &Path, manifest: &'a Manifest) -> Result<Study<'a>, OutputError> {
    let units: Vec<UnitRow> = read_table(directory, &manifest.files)?;
    let indicators: Vec<IndicatorRow> = read_table(directory, &manifest.files)?;
    Study::read(directory, manifest, units, indicators)
}

impl Compared {
    /// What is said on the terminal.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether every figure of both is equal to the last bit.
    pub fn is_same(&self) -> bool {
        self.rows.iter().all(|row| row.equal)
    }

    /// Writes compare.csv, what moved, and compare-why.csv, what differs between the studies, into an existing directory.
    ///
    /// # Errors
    /// When a file cannot be written whole.
    pub fn write(&self, directory: &Path) -> Result<(), OutputError> {
        write_table(directory, self.rows.iter().cloned())?;
        write_table(directory, self.reasons.iter().cloned())?;
        Ok(())
    }
}
