//! The file that an analysis reads, from disk or from a manifest, and what is set instead of what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::{Path, PathBuf};

use crate::indicator::summaries;
use crate::results::{Manifest, ProfileText};
use crate::returns::plain;
use crate::scenario::carried::{self, Meant};
use crate::scenario::{Alternative, Arm, Document, Factor, Fault, Faults, ProfileFiles, Scenario, Targets};
use crate::study::Simulation;

/// What kind of file an analysis reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// A scenario.
    Scenario,
    /// A scenario, or one that the program carries under a name.
    ScenarioOr(&'static str, &'static str),
    /// Targets of a calibration.
    Targets,
    /// A place: the name of an authority or of a profile that the program carries, or a profile file.
    Place,
}

/// Why something that is asked cannot be done: lines for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub Vec<String>);

impl Refusal {
    /// A fault of what is asked.
    pub fn error(sentence: &impl Display) -> Refusal {
        Refusal(vec![format!("error: {sentence}")])
    }

    /// Faults of a file, which say themselves where they are.
    fn of_file(faults: &impl Display) -> Refusal {
        Refusal(vec![faults.to_string()])
    }
}

#[derive(Clone, Debug)]
enum Source {
    OnDisk(PathBuf),
    Text { name: String, text: String, files: ProfileFiles },
}

/// A file and what is set instead of what it says.
#[derive(Clone, Debug)]
pub struct Input {
    source: Source,
    /// Root seed.
    pub seed: Option<u64>,
    /// Number of replications.
    pub replications: Option<u32>,
    /// Warnings about the file, each once.
    pub warnings: Vec<String>,
    /// The same without their places in the file, each with the path that it is of.
    pub(super) remarks: Vec<(String, String)>,
    /// Whether all of it stands in a manifest, so that no file that it names is looked for.
    pub is_kept: bool,
}

impl Input {
    /// A file on disk.
    pub fn file(path: PathBuf) -> Input {
        Input::of(Source::OnDisk(path))
    }

    /// A scenario as typed: a file, or the name of one that the program carries.
    ///
    /// # Errors
    /// There is neither.
    pub fn typed(typed: &Path) -> Result<Input, Refusal> {
        match carried::meant(typed) {
            Ok(Meant::Carried(carried)) => Ok(Input::text(carried.name, carried.text)),
            Ok(Meant::File) => Ok(Input::file(typed.to_owned())),
            Err(fault) => Err(Refusal::of_file(&fault)),
        }
    }

    /// A text of one's own, with the files that it names beside `folder`.
    pub fn written(name: &str, text: String, folder: PathBuf) -> Input {
        Input::of(Source::Text { name: name.to_owned(), text, files: ProfileFiles::Beside(folder) })
    }

    /// A text that names no files of its own.
    pub fn text(name: &str, text: &str) -> Input {
        let files = ProfileFiles::Kept(BTreeMap::new());
        Input::of(Source::Text { name: name.to_owned(), text: text.to_owned(), files })
    }

    /// The file of a manifest, with the profile files as they were, and the numbers of its study.
    pub fn of_manifest(manifest: &Manifest) -> Input {
        let profiles = manifest.profiles.iter();
        let profiles = profiles.map(|profile| (profile.path.clone(), profile.text.clone()));
        let source = Source::Text {
            name: manifest.scenario.clone(),
            text: manifest.scenario_as_written.clone(),
            files: ProfileFiles::Kept(profiles.collect()),
        };
        let replications = u32::try_from(manifest.replications).unwrap_or(u32::MAX);
        Input {
            seed: Some(manifest.seed),
            replications: Some(replications),
            is_kept: true,
            ..Input::of(source)
        }
    }

    /// The bytes of the file as they stand; none where it cannot be read.
    pub fn bytes(&self) -> Vec<u8> {
        match &self.source {
            Source::OnDisk(path) => plain::read(path, plain::WRITTEN).unwrap_or_default(),
            Source::Text { text, .. } => text.clone().into_bytes(),
        }
    }

    /// What was typed where a place is asked for; `None` of a manifest, which keeps the scenario that was written for it.
    pub(super) fn place(&self) -> Option<&Path> {
        match &self.source {
            Source::OnDisk(path) => Some(path),
            Source::Text { .. } => None,
        }
    }

    /// Puts a scenario that an analysis wrote in the place of what was typed; profile files are beside `folder`.
    pub(super) fn write(&mut self, name: &str, text: String, folder: PathBuf) {
        self.source = Input::written(name, text, folder).source;
    }

    fn of(source: Source) -> Input {
        Input {
            source,
            seed: None,
            replications: None,
            warnings: Vec::new(),
            remarks: Vec::new(),
            is_kept: false,
        }
    }

    /// Reads and checks a scenario, with more values set by path, each as TOML.
    ///
    /// # Errors
    /// All faults of the file and of what is set.
    pub fn scenario(&mut self, set: &[(String, String)]) -> Result<Loaded, Refusal> {
        let document = match &self.source {
            Source::OnDisk(path) => Document::read(path).map_err(|fault| Refusal::of_file(&fault))?,
            Source::Text { name, text, files } => {
                let file = format!("{name}.toml");
                let parsed = Document::parse(&file, name.clone(), files.clone(), text.as_bytes());
                parsed.map_err(|faults| Refusal::of_file(&faults))?
            }
        };
        let seed = self.seed.map(|seed| ("study.seed".to_owned(), seed.to_string()));
        let replications = self.replications.map(|n| ("study.replications".to_owned(), n.to_string()));
        let set = seed.iter().chain(&replications).chain(set);
        let set: Vec<(&str, &str)> = set.map(|(path, value)| (path.as_str(), value.as_str())).collect();
        let document = document.with(&set);
        let (scenario, warnings) = document.scenario().map_err(|faults| Refusal::of_file(&faults))?;
        self.warn(&warnings);
        let uncarried = self.warn_of_stocks(&scenario);
        Ok(Loaded { scenario, uncarried, document })
    }

    /// Reads and checks the targets of a calibration.
    ///
    /// # Errors
    /// All faults of the file.
    pub fn targets(&mut self) -> Result<Targets, Refusal> {
        let ids: Vec<&str> = summaries().iter().map(|summary| summary.id).collect();
        let (targets, warnings) = match &self.source {
            Source::OnDisk(path) => Targets::read(path, &ids).map_err(|fault| Refusal::of_file(&fault))?,
            Source::Text { name, text, files } => {
                let file = format!("{name}.toml");
                let parsed = Targets::parse(&file, name.clone(), files, text.as_bytes(), &ids);
                parsed.map_err(|faults| Refusal::of_file(&faults))?
            }
        };
        self.warn(&warnings);
        Ok(targets)
    }

    /// Says of which authorities the published stock by placement cannot be carried; these by name.
    fn warn_of_stocks(&mut self, scenario: &Scenario) -> Vec<String> {
        let simulation = Simulation::of_arms(scenario);
        let uncarried = |replication: u32| -> Vec<[String; 2]> {
            let settings = simulation.settings(replication, 0);
            let uncarried = settings.authorities.iter().filter(|local| !local.stock_is_carried);
            let named = uncarried.map(|local| [&local.authority.profile, &local.authority.figures.name]);
            named.map(|names| names.map(String::clone)).collect()
        };
        let mut names = uncarried(0);
        // What one draw of the quantities alone cannot carry is not told.
        for replication in 1..DRAWS_TOLD {
            if names.is_empty() {
                return Vec::new();
            }
            let also = uncarried(replication);
            names.retain(|name| also.contains(name));
        }
        let (profiles, names): (Vec<String>, Vec<String>) =
            names.into_iter().map(|[profile, name]| (profile, name)).unzip();
        if !names.is_empty() {
            let message = format!(
                "no moves within placement.next.range carry the published placements of {}: \
                 its shares of children by placement change in the first years",
                profiles.join(", ")
            );
            self.warnings.push(format!("warning: {message}"));
            self.remarks.push((String::new(), format!("{message}.")));
        }
        names
    }

    fn warn(&mut self, warnings: &[Fault]) {
        for fault in warnings {
            let warning = fault.to_string();
            if self.warnings.contains(&warning) {
                continue;
            }
            self.warnings.push(warning);
            self.remarks.push((fault.path.clone(), fault.message.clone()));
        }
    }
}

/// Draws of the quantities none of which carries a stock before it is told.
const DRAWS_TOLD: u32 = 3;

/// A scenario that passed its check.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The scenario as meant.
    pub scenario: Scenario,
    /// Authorities, by name, whose published stock by placement cannot be carried.
    pub(super) uncarried: Vec<String>,
    document: Document,
}

impl Loaded {
    /// The position of an arm by its name; the first if none is named.
    ///
    /// # Errors
    /// When no arm has this name.
    pub fn arm(&self, name: Option<&str>) -> Result<usize, Refusal> {
        let arms = &self.scenario.arms;
        let Some(name) = name else { return Ok(0) };
        arms.iter().position(|arm| arm.name == name).ok_or_else(|| {
            let names: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
            Refusal::error(&format!("no arm is called \"{name}\"; there are: {}", names.join(", ")))
        })
    }

    /// The positions of two arms: that against which the other is compared, the first if not named, and the other, the first
    /// that is left if not named.
    ///
    /// # Errors
    /// When no arm has a name, or both are one.
    pub fn pair(&self, against: Option<&str>, arm: Option<&str>) -> Result<[usize; 2], Refusal> {
        let arms = &self.scenario.arms;
        let against = self.arm(against)?;
        let arm = match arm {
            Some(name) => self.arm(Some(name))?,
            None => (0..arms.len()).find(|arm| *arm != against).unwrap_or(against),
        };
        if arm == against {
            let message = format!("\"{}\" is compared with itself: name two arms", arms[arm].name);
            return Err(Refusal::error(&message));
        }
        Ok([against, arm])
    }

    /// The profile and posterior files that arms name, each once, in the order of their names.
    pub fn profiles(&self, arms: &[Arm]) -> Vec<ProfileText> {
        let named: BTreeSet<&str> = arms
            .iter()
            .flat_map(|arm| &arm.alternative.authorities)
            .map(|authority| authority.profile.as_str())
            .collect();
        let texts = named.into_iter().map(|path| (path, self.document.profile_text(path)));
        let posterior = arms.first().and_then(|arm| arm.alternative.posterior.as_ref());
        let posterior = posterior.map(|own| (own.name.as_str(), self.document.posterior_text(&own.name)));
        let all = texts.chain(posterior);
        all.filter_map(|(path, text)| Some(ProfileText { path: path.to_owned(), text: text? })).collect()
    }

    /// The cells of a design as arms, each the arm at the position `base` with some values set; a cell without levels is
    /// that arm as it is.
    ///
    /// # Errors
    /// All faults of the values that are set, each once.
    pub fn cells(
        &self,
        input: &mut Input,
        base: usize,
        factors: &[Factor],
        cells: &[Vec<usize>],
    ) -> Result<Vec<Arm>, Refusal> {
        let mut arms = Vec::with_capacity(cells.len());
        let mut refused: Vec<Fault> = Vec::new();
        for cell in cells {
            let set: Vec<(&str, &str)> = factors
                .iter()
                .zip(cell)
                .map(|(factor, level)| (factor.path.as_str(), factor.levels[*level].as_str()))
                .collect();
            let words: Vec<String> = set.iter().map(|(path, level)| format!("{path} = {level}")).collect();
            let name =
                if words.is_empty() { self.scenario.arms[base].name.clone() } else { words.join("; ") };
            match self.document.cell_of(base, &name, &set) {
                Ok((arm, warnings)) => {
                    input.warn(&warnings);
                    arms.push(arm);
                }
                // Cells share their levels, so the same fault comes back many times.
                Err(Faults(faults)) => {
                    for fault in faults {
                        if refused.iter().all(|told| told.message != fault.message) {
                            refused.push(fault);
                        }
                    }
                }
            }
        }
        if refused.is_empty() {
            Ok(arms)
        } else {
            Err(Refusal(refused.iter().map(Fault::to_string).collect()))
        }
    }

    /// An arm with values set by path.
    ///
    /// # Errors
    /// All faults of the values that are set.
    pub fn arm_with(&self, arm: usize, set: &[(String, String)]) -> Result<Alternative, Refusal> {
        let set: Vec<(&str, &str)> =
            set.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        let cell = self.document.cell_of(arm, &self.scenario.arms[arm].name, &set);
        cell.map(|(arm, _)| arm.alternative).map_err(|faults| Refusal::of_file(&faults))
    }
}
