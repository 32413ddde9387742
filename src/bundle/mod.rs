//! What goes with results when they are handed on: the logs that guidance on analytical models asks for, the description
//! of the model with what is in force, a workbook, and the metadata by which others find, cite and repeat the study.
//!
//! Everything is made from a results directory, the scenario that it keeps and the evidence that the program carries; no
//! file says what the clock or the machine of the moment says.

mod archive;
mod assumptions;
mod assurance;
mod citation;
mod crate_metadata;
mod impact;
mod odd;
mod parts;
mod readme;
mod release;
mod stress;
mod study;
mod text;
mod workbook;

use std::path::Path;

use crate::analysis::Refusal;
use crate::results::{OutputError, file};

pub use archive::pack;
pub use parts::Part;
pub use study::{Program, Study};

/// Why there is no bundle.
#[derive(Debug, thiserror::Error)]
pub enum NotBundled {
    /// What is asked cannot be done.
    #[error("{}", .0.0.join("; "))]
    Refused(Refusal),
    /// A file could not be read or written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl From<Refusal> for NotBundled {
    fn from(refusal: Refusal) -> Self {
        NotBundled::Refused(refusal)
    }
}

/// Writes the files of a bundle into an empty directory; what was written, in order of name.
///
/// # Errors
/// When a table is missing, damaged or altered, or a file cannot be written.
pub fn write(study: &Study, into: &Path) -> Result<Vec<Part>, NotBundled> {
    let results = into.join("results");
    for folder in [&results, &results.join("charts")] {
        std::fs::create_dir_all(folder).map_err(OutputError::cannot_write(folder))?;
    }
    let mut parts = parts::of_results(study)?;
    for part in &parts {
        file::write_drawn(&into.join(&part.path), &part.bytes)?;
    }
    let log = assumptions::rows(study);
    let assurance = assurance::rows(study, &parts);
    let own = [
        (
            assumptions::write(into, &log)?,
            "Assumptions log: every quantity, contested question, setting and simplification behind the study, with its quality and impact",
        ),
        (
            assurance::write(into, &assurance)?,
            "Quality-assurance log: each check, what was done, by what, its result and its limits",
        ),
    ];
    for (name, about) in own {
        parts.push(Part::read(into, &name, about)?);
    }
    let made = [
        (
            "workbook.ods",
            workbook::bytes(study, &log, &assurance)?,
            "Workbook: the logs and the tables of the study as sheets, with contents, notes and units",
        ),
        (
            "odd.md",
            odd::text(study).into_bytes(),
            "The model after the ODD protocol, with the quantities, positions and options that are in force in this study",
        ),
        (
            "stress-abs.md",
            stress::text(study).into_bytes(),
            "Checklist STRESS-ABS for the reporting of agent-based simulation studies, filled in for this study",
        ),
        (
            "CITATION.cff",
            citation::text(study).into_bytes(),
            "How to cite the program with its version and commit",
        ),
        ("scenario.toml", study.manifest.scenario_as_written.clone().into_bytes(), "The scenario as written"),
    ];
    parts.extend(made.map(|(name, bytes, about)| Part::new(name, bytes, about)));
    parts.sort_by(|a, b| a.path.cmp(&b.path));
    parts.push(Part::new(
        "README.md",
        readme::text(study, &parts).into_bytes(),
        "What is in this bundle, and how to read and repeat it",
    ));
    parts.sort_by(|a, b| a.path.cmp(&b.path));
    let metadata = crate_metadata::text(study, &parts).into_bytes();
    parts.push(Part::new("ro-crate-metadata.json", metadata, "RO-Crate metadata of this bundle"));
    for part in parts.iter().filter(|part| !part.path.starts_with("results/")) {
        file::write_drawn(&into.join(&part.path), &part.bytes)?;
    }
    parts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(parts)
}
