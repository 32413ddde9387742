//! Parts of a manifest: arms, files that a scenario names, contested questions; and the facts of a run.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::error::OutputError;
use super::file;
use crate::calendar::utc;

/// The commit of the sources that this program is built of, with a word where they were changed; empty where it is not known.
pub const COMMIT: &str = env!("SWPLAB_COMMIT");

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
    /// Seconds that the simulation and its tables took.
    pub seconds: f64,
    /// Threads used.
    pub threads: usize,
    /// Host, or empty.
    pub host: String,
    /// When it ended, ISO, or empty.
    pub finished: String,
    /// Commit of the program's sources, with a word where they were changed; empty where it is not known.
    #[serde(default)]
    pub commit: String,
}

impl RunLog {
    /// The log of a run that took so long on so many threads (0: one for each core) and ended in this moment.
    pub fn of(took: Duration, threads: usize) -> RunLog {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        RunLog {
            seconds: took.as_secs_f64(),
            threads: match threads {
                0 => std::thread::available_parallelism().map_or(1, usize::from),
                asked => asked,
            },
            host: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            finished: utc(now.as_secs() as i64),
            commit: COMMIT.to_owned(),
        }
    }

    /// Writes the facts of a run beside its results.
    ///
    /// # Errors
    /// When the file cannot be written whole.
    pub fn write(&self, directory: &Path) -> Result<(), OutputError> {
        let mut text = serde_json::to_string_pretty(self).expect("a run log holds plain numbers and text");
        text.push('\n');
        file::write(&directory.join("run-log.json"), text.as_bytes())
    }
}
