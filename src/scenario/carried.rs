//! The scenarios that the program carries, so that a copy of the program alone can show and run them: wherever a scenario
//! file is asked for, the name of one does too.

use std::io;
use std::path::{Path, PathBuf};

use super::document::Document;
use super::fault::{Faults, ScenarioError};
use super::profile_files::ProfileFiles;
use crate::evidence::{Profile, nearest_of};

/// One of them.
#[derive(Debug)]
pub struct Carried {
    /// Name, as it is asked for.
    pub name: &'static str,
    /// The file as it is.
    pub text: &'static str,
}

impl Carried {
    /// Name of its file.
    pub fn file(&self) -> String {
        format!("{}.toml", self.name)
    }

    /// The scenario, unchecked.
    ///
    /// # Errors
    /// None while the tests pass.
    pub fn document(&self) -> Result<Document, Faults> {
        let files = ProfileFiles::Beside(PathBuf::new());
        Document::parse(&self.file(), self.name.to_owned(), files, self.text.as_bytes())
    }
}

macro_rules! carried {
    ($($name:literal)+) => {
        &[$(Carried { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")) }),+]
    };
}

/// Every scenario of the repository, by name.
pub const CARRIED: &[Carried] = carried![
    "achieving-for-children"
    "austerity"
    "before-care"
    "blackburn"
    "budget-holder"
    "caseload-cap"
    "contract-length"
    "culture-change"
    "doncaster"
    "england"
    "evolve-yp"
    "first-wave"
    "hackney"
    "ideas"
    "in-the-spirit"
    "kent"
    "liverpool"
    "make-or-buy"
    "moving-house"
    "neighbours"
    "one-worker"
    "pathway-teams"
    "review-cadence"
    "reviewing-officers"
    "same-rules"
    "sandwell"
    "second-wave"
    "specialist"
    "summit-debate"
];

/// The scenario of a name, with or without the ending of its file.
pub fn find(name: &str) -> Option<&'static Carried> {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    let name = name.strip_prefix("scenarios/").unwrap_or(name);
    CARRIED.iter().find(|one| one.name == name)
}

/// The scenario that is meant by a bare name, where no file has that name. A folder may: that of its results.
fn named(typed: &Path) -> Option<&'static Carried> {
    let name = typed.to_str()?;
    CARRIED.iter().find(|one| one.name == name && (typed.is_dir() || !typed.exists()))
}

/// Why a file that is not there may not be, where the program carries a scenario of that name or a near one.
fn advice(typed: &Path) -> Option<String> {
    let stem = typed.file_stem()?.to_str()?;
    if typed.exists() {
        return None;
    }
    let own = beside(typed);
    let of_own = nearest_of(&typed.file_name()?.to_string_lossy(), own.iter().map(String::as_str));
    let near = nearest_of(stem, CARRIED.iter().map(|one| one.name));
    let meant = match (near.first(), of_own.first()) {
        (Some(name), _) if *name == stem => {
            format!("the program carries a scenario of this name: give `{name}` alone")
        }
        (_, Some(_)) => format!("did you mean {}, which stands there?", of_own.join(" or ")),
        (Some(_), _) => format!("did you mean {}, which the program carries?", near.join(" or ")),
        _ if Profile::embedded(stem).is_some() => {
            format!("{stem} is an authority: `swplab ask {stem} contract` asks a question of it")
        }
        _ => return None,
    };
    Some(format!("there is no such file; {meant}"))
}

/// Names of the scenario files where a file was looked for.
fn beside(typed: &Path) -> Vec<String> {
    let folder = typed.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".toml"));
    names.sort();
    names
}

/// What is meant by a scenario as typed.
#[derive(Clone, Copy, Debug)]
pub enum Meant {
    /// One that the program carries.
    Carried(&'static Carried),
    /// The file of that name.
    File,
}

/// The scenario that the program carries under this name, where no file has it; else the file.
///
/// # Errors
/// There is neither, and what is near: a scenario that is carried, a file that stands there, or an authority.
pub fn meant(typed: &Path) -> Result<Meant, ScenarioError> {
    match (named(typed), advice(typed)) {
        (Some(carried), _) => Ok(Meant::Carried(carried)),
        (None, Some(reason)) => Err(unreadable(typed, reason)),
        (None, None) => Ok(Meant::File),
    }
}

/// A scenario as typed, unchecked.
///
/// # Errors
/// There is neither a file nor a carried scenario of this name, or the file is not TOML.
pub fn document(typed: &Path) -> Result<Document, ScenarioError> {
    match meant(typed)? {
        Meant::Carried(carried) => Ok(carried.document()?),
        Meant::File => Document::read(typed),
    }
}

fn unreadable(typed: &Path, reason: String) -> ScenarioError {
    ScenarioError::Unreadable {
        path: typed.to_owned(),
        reason: io::Error::new(io::ErrorKind::NotFound, reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_of_the_repository_is_carried_once_in_order() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
        let mut files: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
        files.sort();
        assert_eq!(CARRIED.iter().map(Carried::file).collect::<Vec<_>>(), files);
    }

    #[test]
    fn a_scenario_is_found_by_its_name_and_by_that_of_its_file() {
        for name in ["kent", "kent.toml", "scenarios/kent.toml"] {
            assert_eq!(find(name).map(|one| one.name), Some("kent"));
        }
        assert!(find("kentish").is_none());
    }

    #[test]
    fn a_name_without_a_file_is_the_carried_scenario_and_a_misspelt_one_is_answered() {
        assert!(document(Path::new("kent")).is_ok());
        for (typed, said) in [
            ("kentt", "did you mean kent"),
            ("folder/kent.toml", "give `kent` alone"),
            ("scenarios/contract-lenght.toml", "did you mean contract-length"),
            ("quite-another-question.toml", "cannot be read"),
            ("rutland-2025", "swplab ask rutland-2025 contract"),
            ("Cargo.tml", "did you mean Cargo.toml"),
        ] {
            let fault = document(Path::new(typed)).map(|_| ()).unwrap_err().to_string();
            assert!(fault.contains(said), "{typed}: {fault}");
        }
    }
}
