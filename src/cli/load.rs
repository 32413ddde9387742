//! Scenario files into scenarios, with every fault shown at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;

use super::exit::Exit;
use super::say::note;
use crate::results::{Manifest, ProfileText};
use crate::scenario::{Arm, Document, Factor, Fault, Faults, ProfileFiles, Scenario};

/// A scenario that passed its check.
pub struct Loaded {
    /// The scenario as meant.
    pub scenario: Scenario,
    /// Warnings shown.
    pub warnings: usize,
    document: Document,
}

/// What the command line sets instead of the scenario.
#[derive(Clone, Copy, Debug, Default)]
pub struct Instead {
    /// Root seed.
    pub seed: Option<u64>,
    /// Number of replications.
    pub replications: Option<u32>,
}

/// A path and the value to set there, as TOML.
pub type Set = (String, String);

/// Reads and checks a scenario file.
pub fn read(path: &Path, instead: Instead) -> Result<Loaded, Exit> {
    read_with(path, instead, &[])
}

/// Reads and checks a scenario file with more values set by path.
pub fn read_with(path: &Path, instead: Instead, more: &[Set]) -> Result<Loaded, Exit> {
    let document = Document::read(path).map_err(|fault| refuse(&fault))?;
    check(&document, instead, more)
}

/// Checks a scenario that the program carries.
pub fn carried(name: &str, text: &str, instead: Instead) -> Result<Loaded, Exit> {
    let files = ProfileFiles::Kept(BTreeMap::new());
    let document = Document::parse(&format!("{name}.toml"), name.to_owned(), files, text.as_bytes());
    check(&document.map_err(|faults| refuse(&faults))?, instead, &[])
}

/// Checks the scenario that a manifest holds, with the profile files as they were.
pub fn from_manifest(manifest: &Manifest, instead: Instead, more: &[Set]) -> Result<Loaded, Exit> {
    let name = &manifest.scenario;
    let file = format!("{name}.toml");
    let kept = manifest.profiles.iter();
    let kept = kept.map(|profile| (profile.path.clone(), profile.text.clone()));
    let files = ProfileFiles::Kept(kept.collect());
    let text = manifest.scenario_as_written.as_bytes();
    let document = Document::parse(&file, name.clone(), files, text);
    check(&document.map_err(|faults| refuse(&faults))?, instead, more)
}

impl Loaded {
    /// The profile files that arms name, each once, in the order of their names.
    pub fn profiles(&self, arms: &[Arm]) -> Vec<ProfileText> {
        let named: BTreeSet<&str> = arms
            .iter()
            .flat_map(|arm| &arm.alternative.authorities)
            .map(|authority| authority.profile.as_str())
            .collect();
        let texts = named.into_iter().filter_map(|path| {
            let text = self.document.profile_text(path)?;
            let path = path.to_owned();
            Some(ProfileText { path, text })
        });
        let posterior = arms.first().and_then(|arm| arm.alternative.posterior.as_ref());
        let posterior = posterior.and_then(|posterior| {
            let path = posterior.name.clone();
            let text = self.document.posterior_text(&path)?;
            Some(ProfileText { path, text })
        });
        texts.chain(posterior).collect()
    }
}

fn check(document: &Document, instead: Instead, more: &[Set]) -> Result<Loaded, Exit> {
    let seed = instead.seed.map(|seed| ("study.seed", seed.to_string()));
    let replications =
        instead.replications.map(|replications| ("study.replications", replications.to_string()));
    let set: Vec<(&str, &str)> = seed
        .iter()
        .chain(&replications)
        .map(|(path, value)| (*path, value.as_str()))
        .chain(more.iter().map(|(path, value)| (path.as_str(), value.as_str())))
        .collect();
    let document = document.with(&set);
    let (scenario, warnings) = document.scenario().map_err(|faults| refuse(&faults))?;
    let warnings = warn(&warnings, &mut BTreeSet::new());
    Ok(Loaded { scenario, warnings, document })
}

/// The cells of a sweep as arms, each the first arm of the scenario with some values set.
pub fn cells(loaded: &mut Loaded, factors: &[Factor], cells: &[Vec<usize>]) -> Result<Vec<Arm>, Exit> {
    let mut arms = Vec::with_capacity(cells.len());
    let mut shown = BTreeSet::new();
    let mut refused = BTreeSet::new();
    for cell in cells {
        let set: Vec<(&str, &str)> = factors
            .iter()
            .zip(cell)
            .map(|(factor, level)| (factor.path.as_str(), factor.levels[*level].as_str()))
            .collect();
        let words: Vec<String> = set.iter().map(|(path, level)| format!("{path} = {level}")).collect();
        match loaded.document.cell(&words.join("; "), &set) {
            Ok((arm, warnings)) => {
                loaded.warnings += warn(&warnings, &mut shown);
                arms.push(arm);
            }
            // Cells share their levels, so the same fault comes back many times.
            Err(Faults(faults)) => {
                for fault in faults {
                    if refused.insert(fault.to_string()) {
                        note(&fault.to_string());
                    }
                }
            }
        }
    }
    if refused.is_empty() { Ok(arms) } else { Err(Exit::BadInput) }
}

fn warn(warnings: &[Fault], shown: &mut BTreeSet<String>) -> usize {
    let fresh = warnings.iter().filter(|warning| shown.insert(warning.to_string()));
    fresh.inspect(|warning| note(&warning.to_string())).count()
}

/// Shows a fault of an input file.
pub(super) fn refuse(fault: &dyn Display) -> Exit {
    note(&fault.to_string());
    Exit::BadInput
}
