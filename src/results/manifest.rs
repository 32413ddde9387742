//! The manifest: what was asked, with what, and which files answer, each with its checksum.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::OutputError;
use super::file;
use super::meta::{ArmMeta, HypothesisMeta, PositionMeta, PosteriorMeta, ProfileText};
use crate::evidence::Hypotheses;
use crate::returns::plain;
use crate::scenario::{Arm, Factor, Scenario};
use crate::study::Failure;

/// File name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// Version of the tables and of the manifest; it rises when a reader of the old ones would fail.
pub const SCHEMA_VERSION: u32 = 2;

/// The oldest version that is read: its `factors` held what `request` holds.
const OLDEST: u32 = 1;

/// Limits of what a scenario may ask for, so of what its results may tell.
const MOST_REPLICATIONS: usize = 1_000_000;
const MOST_YEARS: usize = 40;

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
    /// Arm, cell of a sweep, or what else was lived.
    pub arm: String,
    /// Replication.
    pub replication: u32,
    /// What the model said.
    pub message: String,
}

/// Everything needed to repeat a study and to trust its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the tables.
    pub schema_version: u32,
    /// The analysis: `study`, `sweep`, `observation`, `power`, `validation` or `calibration`.
    pub kind: String,
    /// Version of the program.
    pub swplab_version: String,
    /// Scenario name.
    pub scenario: String,
    /// Title.
    pub title: String,
    /// Question.
    pub question: String,
    /// Authorities, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Authorities, by name, whose published children by placement no moves within their ranges carry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uncarried: Vec<String>,
    /// Names of the authorities of which a practice is, with some arm; empty where it is of all of them, or there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub served: Vec<String>,
    /// What was told as warnings before it was lived, in sentences, where a page tells them; empty for another analysis.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Outcomes that lead, by id of the indicator; empty for what has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<String>,
    /// First day, ISO.
    pub start: String,
    /// Length in years.
    pub horizon_years: u32,
    /// Labels of the years.
    pub years: Vec<String>,
    /// Root seed.
    pub seed: u64,
    /// What was asked of the analysis beside the scenario, in its own words, with what was left to the scenario or
    /// to the program filled in.
    #[serde(default)]
    pub request: Value,
    /// First replication.
    pub first_replication: u32,
    /// Replications per arm.
    pub replications: usize,
    /// Name and version of the generator.
    pub generator: String,
    /// Arms; the first is the reference.
    pub arms: Vec<ArmMeta>,
    /// Factors of a sweep; empty for another analysis.
    pub factors: Vec<Factor>,
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

/// Names of the authorities of which a practice is, with some arm; none where it is of all of them.
fn served(arms: &[Arm]) -> Vec<String> {
    let Some(first) = arms.first() else { return Vec::new() };
    let practices = || arms.iter().flat_map(|arm| &arm.alternative.practices);
    let authorities = first.alternative.authorities.iter().enumerate();
    let has = |at: usize| practices().any(|own| own.authority == at || own.authorities.contains(&at));
    let all = authorities.len();
    let named: Vec<String> =
        authorities.filter(|(at, _)| has(*at)).map(|(_, one)| one.figures.name.clone()).collect();
    if named.len() == all { Vec::new() } else { named }
}

impl Manifest {
    /// What a manifest says of a scenario and of the arms that are run; for a sweep these are its cells. Kind, request,
    /// counts and files are those of the analysis.
    pub fn of(scenario: &Scenario, arms: &[Arm], profiles: Vec<ProfileText>) -> Manifest {
        let mut sources: Vec<String> = Vec::new();
        for authority in arms.iter().flat_map(|arm| &arm.alternative.authorities) {
            if !sources.contains(&authority.figures.source) {
                sources.push(authority.figures.source.clone());
            }
        }
        let mut places: Vec<String> = Vec::new();
        for authority in arms.iter().flat_map(|arm| &arm.alternative.authorities) {
            if !places.contains(&authority.figures.name) {
                places.push(authority.figures.name.clone());
            }
        }
        let posterior = arms.first().and_then(|arm| arm.alternative.posterior.as_ref());
        let served = served(arms);
        let arms = arms.iter();
        Manifest {
            schema_version: SCHEMA_VERSION,
            kind: String::new(),
            swplab_version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: scenario.name.clone(),
            title: scenario.title.clone(),
            question: scenario.question.clone(),
            places,
            uncarried: Vec::new(),
            served,
            warnings: Vec::new(),
            outcomes: Vec::new(),
            start: scenario.start.clone(),
            horizon_years: scenario.horizon_years,
            years: Vec::new(),
            seed: scenario.seed,
            request: Value::Null,
            first_replication: 0,
            replications: 0,
            generator: "ChaCha8, addressed".to_owned(),
            arms: arms.map(|arm| ArmMeta { name: arm.name.clone(), changes: arm.changes.clone() }).collect(),
            factors: Vec::new(),
            child_months: 0,
            failures: Vec::new(),
            sources,
            profiles,
            posterior: posterior.map(|posterior| PosteriorMeta {
                name: posterior.name.clone(),
                blake3: posterior.blake3.clone(),
                rows: posterior.rows().len(),
                remarks: posterior.remarks.clone(),
            }),
            hypotheses: hypotheses(),
            scenario_blake3: String::new(),
            scenario_as_written: scenario.text.clone(),
            scenario_as_resolved: String::new(),
            files: Vec::new(),
        }
        .resolved(scenario.resolved())
    }

    /// What no manifest that was written here says: a number beyond those of a scenario, or a file elsewhere.
    fn beyond_limits(&self) -> Option<String> {
        let years = self.years.len().max(self.horizon_years as usize);
        if self.replications > MOST_REPLICATIONS || years > MOST_YEARS + 1 {
            return Some(format!(
                "it tells of more than {MOST_REPLICATIONS} replications or {MOST_YEARS} years"
            ));
        }
        let is_outside = |name: &str| {
            let mut parts = Path::new(name).components();
            !matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None)) || name.contains('\\')
        };
        let outside = self.files.iter().find(|entry| is_outside(&entry.name));
        outside.map(|entry| format!("{:?} is no file of this directory", entry.name))
    }

    /// The same with another text of the scenario as resolved, which its hash is of.
    pub(crate) fn resolved(self, text: String) -> Manifest {
        let scenario_blake3 = blake3::hash(text.as_bytes()).to_hex().to_string();
        Manifest { scenario_blake3, scenario_as_resolved: text, ..self }
    }
}

pub(crate) fn hypotheses() -> Vec<HypothesisMeta> {
    let known = Hypotheses::embedded().all().iter();
    known
        .map(|hypothesis| HypothesisMeta {
            id: hypothesis.id.clone(),
            title: hypothesis.title.clone(),
            question: hypothesis.question.clone(),
            positions: hypothesis
                .positions
                .iter()
                .map(|position| PositionMeta {
                    name: position.name.clone(),
                    meaning: position.meaning.clone(),
                })
                .collect(),
        })
        .collect()
}

/// Failures in words, with arms or whatever else was lived named by `name`.
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
    let bytes = plain::read(&path, plain::WRITTEN).map_err(OutputError::cannot_read(&path))?;
    parse_manifest(&path, &bytes)
}

/// The manifest that the bytes of a file hold; `path` is the name that faults show.
///
/// # Errors
/// As [`read_manifest`].
pub fn parse_manifest(path: &Path, bytes: &[u8]) -> Result<Manifest, OutputError> {
    let path = path.to_owned();
    let damaged = |fault: serde_json::Error| OutputError::Damaged {
        path: path.clone(),
        line: fault.line() as u64,
        message: fault.to_string(),
    };
    // The version is looked at first: a manifest of another version may lack fields.
    let value: Value = serde_json::from_slice(bytes).map_err(damaged)?;
    let found = value["schema_version"].as_u64().unwrap_or(0) as u32;
    if !(OLDEST..=SCHEMA_VERSION).contains(&found) {
        return Err(OutputError::OtherSchema {
            path,
            found,
            expected: SCHEMA_VERSION,
            written_by: value["swplab_version"].as_str().unwrap_or("not named").to_owned(),
        });
    }
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(damaged)?;
    match manifest.beyond_limits() {
        Some(message) => Err(OutputError::Damaged { path, line: 1, message }),
        None => Ok(manifest),
    }
}
