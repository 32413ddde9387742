//! What the tables cannot know: the question, the arms' changes, the assumptions and their sources.

use serde::{Deserialize, Serialize};

/// Facts about a study for its manifest and report.
#[derive(Clone, Debug)]
pub struct Meta {
    /// Version of the program.
    pub version: String,
    /// Scenario name.
    pub name: String,
    /// Title, sentence case.
    pub title: String,
    /// Question in plain words.
    pub question: String,
    /// Scenario as written.
    pub text: String,
    /// Scenario as resolved, canonical.
    pub resolved: String,
    /// Root seed.
    pub seed: u64,
    /// First day, ISO.
    pub start: String,
    /// Length in years.
    pub horizon_years: u32,
    /// Arms in the order of the results.
    pub arms: Vec<ArmMeta>,
    /// Source and licence line of each data set used.
    pub sources: Vec<String>,
    /// Profile files that the arms name, with their texts.
    pub profiles: Vec<ProfileText>,
    /// The posterior of which each replication takes a row, if there is one.
    pub posterior: Option<PosteriorMeta>,
    /// Hypotheses in words, for those that the results name.
    pub hypotheses: Vec<HypothesisMeta>,
    /// Facts of this run that no comparison may see.
    pub run_log: RunLog,
}

/// An arm and what it changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArmMeta {
    /// Name.
    pub name: String,
    /// Dotted paths and the values as written.
    pub changes: Vec<(String, String)>,
}

/// A profile file as it was read, so that a study can be repeated where the file is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileText {
    /// Path as the scenario writes it.
    pub path: String,
    /// Text of the file.
    pub text: String,
}

/// A posterior that a study runs over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosteriorMeta {
    /// Name as the scenario writes it.
    pub name: String,
    /// BLAKE3 hash of the file.
    pub blake3: String,
    /// Rows.
    pub rows: usize,
    /// What the file says of itself.
    pub remarks: Vec<String>,
}

/// A contested question in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HypothesisMeta {
    /// Id, such as `H1`.
    pub id: String,
    /// Two or three words.
    pub title: String,
    /// The question.
    pub question: String,
    /// Its positions.
    pub positions: Vec<PositionMeta>,
}

/// One position on a contested question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionMeta {
    /// Name as in the tables.
    pub name: String,
    /// What it says, in one sentence.
    pub meaning: String,
}

/// Wall time, threads and host.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunLog {
    /// Seconds that the simulation took.
    pub seconds: f64,
    /// Threads used.
    pub threads: usize,
    /// Host, or empty.
    pub host: String,
    /// When it ended, ISO, or empty.
    pub finished: String,
}

/// A quantity behind the results, with its provenance.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Stable id.
    pub id: String,
    /// What it is, in one sentence.
    pub label: String,
    /// Central value as used.
    pub value: f64,
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Unit in words.
    pub unit: String,
    /// Grade: `A`, `B`, `C` or `D`.
    pub grade: String,
    /// Where it comes from.
    pub source: String,
    /// The scenario's reason, if it sets the value.
    pub overridden: Option<String>,
    /// Whether a posterior gives it.
    pub is_of_posterior: bool,
    /// Process files that read it, or indicators that it feeds.
    pub used_by: Vec<String>,
    /// Ids of the headlines behind which it stands.
    pub headlines: Vec<String>,
}
