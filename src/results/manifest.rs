//! The manifest: what was asked, with what, and which files answer, each with its checksum.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::OutputError;
use super::file;
use super::meta::{ArmMeta, HypothesisMeta, Meta, PosteriorMeta, ProfileText};
use crate::study::{Failure, Results};

/// File name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// Version of the tables and of the manifest; it rises when a reader of the old ones would fail.
pub const SCHEMA_VERSION: u32 = 1;

/// A file of the results directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Name.
    pub name: String,
    /// Bytes.
    pub bytes: u64,
    /// BLAKE3 hash, hexadecimal.
    pub blake3: String,
}

/// A run that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureEntry {
    /// Arm, or for a sweep the number of the cell.
    pub arm: String,
    /// Replication.
    pub replication: u32,
    /// What the model said.
    pub message: String,
}

/// One factor of a sweep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorEntry {
    /// Dotted path.
    pub path: String,
    /// Levels as written.
    pub levels: Vec<String>,
}

/// Everything needed to repeat a study and to trust its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the tables.
    pub schema_version: u32,
    /// `study` or `sweep`.
    pub kind: String,
    /// Version of the program.
    pub swplab_version: String,
    /// Scenario name.
    pub scenario: String,
    /// Title.
    pub title: String,
    /// Question.
    pub question: String,
    /// First day, ISO.
    pub start: String,
    /// Length in years.
    pub horizon_years: u32,
    /// Labels of the years.
    pub years: Vec<String>,
    /// Root seed.
    pub seed: u64,
    /// First replication.
    pub first_replication: u32,
    /// Replications per arm.
    pub replications: usize,
    /// Name and version of the generator.
    pub generator: String,
    /// Arms; the first is the reference.
    pub arms: Vec<ArmMeta>,
    /// Factors of a sweep; empty for a study.
    pub factors: Vec<FactorEntry>,
    /// Looked-after child-months simulated.
    pub child_months: u64,
    /// Runs that failed.
    pub failures: Vec<FailureEntry>,
    /// Source and licence lines of the data used.
    pub sources: Vec<String>,
    /// Profile files that the scenario names, with their texts; profiles that the program carries are
    /// not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<ProfileText>,
    /// The posterior that the study runs over, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posterior: Option<PosteriorMeta>,
    /// Hypotheses left open, in words.
    pub hypotheses: Vec<HypothesisMeta>,
    /// BLAKE3 hash of the resolved scenario.
    pub scenario_blake3: String,
    /// Scenario as written.
    pub scenario_as_written: String,
    /// Scenario as resolved.
    pub scenario_as_resolved: String,
    /// Tables.
    pub files: Vec<FileEntry>,
}

impl Manifest {
    /// The manifest of a study whose tables are written.
    pub(crate) fn of_study(meta: &Meta, results: &Results, files: Vec<FileEntry>) -> Self {
        Self {
            years: results.years.clone(),
            first_replication: results.first_replication,
            replications: results.replications,
            child_months: results.child_months,
            failures: failures(&results.failures, |arm| results.arms[arm].clone()),
            ..Self::of_meta(meta, files)
        }
    }

    /// What both kinds of manifest share; counts are left at zero.
    pub(crate) fn of_meta(meta: &Meta, files: Vec<FileEntry>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            kind: "study".to_owned(),
            swplab_version: meta.version.clone(),
            scenario: meta.name.clone(),
            title: meta.title.clone(),
            question: meta.question.clone(),
            start: meta.start.clone(),
            horizon_years: meta.horizon_years,
            years: Vec::new(),
            seed: meta.seed,
            first_replication: 0,
            replications: 0,
            generator: "ChaCha8, addressed".to_owned(),
            arms: meta.arms.clone(),
            factors: Vec::new(),
            child_months: 0,
            failures: Vec::new(),
            sources: meta.sources.clone(),
            profiles: meta.profiles.clone(),
            posterior: meta.posterior.clone(),
            hypotheses: meta.hypotheses.clone(),
            scenario_blake3: blake3::hash(meta.resolved.as_bytes()).to_hex().to_string(),
            scenario_as_written: meta.text.clone(),
            scenario_as_resolved: meta.resolved.clone(),
            files,
        }
    }
}

/// Failures in words, with arms or cells named by `name`.
pub(crate) fn failures(failures: &[Failure], name: impl Fn(usize) -> String) -> Vec<FailureEntry> {
    failures
        .iter()
        .map(|failure| FailureEntry {
            arm: name(failure.arm),
            replication: failure.replication,
            message: failure.message.clone(),
        })
        .collect()
}

/// Writes the manifest.
pub(crate) fn write(directory: &Path, manifest: &Manifest) -> Result<(), OutputError> {
    let mut text =
        serde_json::to_string_pretty(manifest).expect("a manifest holds only text, whole numbers and lists");
    text.push('\n');
    file::write(&directory.join(MANIFEST), text.as_bytes())
}

/// Reads the manifest of a results directory.
///
/// # Errors
/// When it is missing, damaged, or of a schema version that this program does not read.
pub fn read_manifest(directory: &Path) -> Result<Manifest, OutputError> {
    let path = directory.join(MANIFEST);
    let bytes = std::fs::read(&path).map_err(OutputError::cannot_read(&path))?;
    let damaged = |fault: serde_json::Error| OutputError::Damaged {
        path: path.clone(),
        line: fault.line() as u64,
        message: fault.to_string(),
    };
    // The version is looked at first: a manifest of another version may lack fields.
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(damaged)?;
    let found = value["schema_version"].as_u64().unwrap_or(0) as u32;
    if found != SCHEMA_VERSION {
        return Err(OutputError::OtherSchema {
            path,
            found,
            expected: SCHEMA_VERSION,
            written_by: value["swplab_version"].as_str().unwrap_or("not named").to_owned(),
        });
    }
    serde_json::from_slice(&bytes).map_err(damaged)
}
