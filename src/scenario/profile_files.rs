//! Where the profile files that a scenario names are read: beside the scenario, or from texts that
//! were kept with its results.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::returns::plain;

/// The place of profile files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileFiles {
    /// Paths are taken from this folder.
    Beside(PathBuf),
    /// Texts by the path as the scenario writes it; nothing is read from disk.
    Kept(BTreeMap<String, String>),
}

impl ProfileFiles {
    /// The text of a profile file.
    ///
    /// # Errors
    /// A sentence that names the file: it cannot be read, or was not kept.
    pub fn read(&self, profile: &str) -> Result<String, String> {
        self.read_as("profile", profile)
    }

    /// The text of a file of another kind, such as a posterior.
    ///
    /// # Errors
    /// As [`ProfileFiles::read`].
    pub(super) fn read_as(&self, kind: &str, name: &str) -> Result<String, String> {
        match self {
            Self::Beside(folder) => {
                let path = folder.join(name);
                plain::read_text(&path, plain::WRITTEN)
                    .map_err(|e| format!("the {kind} {} cannot be read: {e}.", path.display()))
            }
            Self::Kept(texts) => texts.get(name).cloned().ok_or_else(|| {
                format!("the {kind} {name} was not kept with the results: run the scenario again.")
            }),
        }
    }

    /// The name to show in faults.
    pub(super) fn shown(&self, profile: &str) -> String {
        match self {
            Self::Beside(folder) => folder.join(profile).display().to_string(),
            Self::Kept(_) => profile.to_owned(),
        }
    }
}
