//! A scenario file as written, with the place of every value: read, changed by path, resolved.

use std::path::Path;

use toml::de::DeTable;

use crate::evidence::{Posterior, Profile};
use crate::returns::plain;

use super::check::{Setting, arm, check, settings_of_arm};
use super::declaration::{Absent, Field};
use super::fault::{Fault, Faults, ScenarioError, Severity};
use super::paths;
use super::posteriors;
use super::profile_files::ProfileFiles;
use super::reader::Reader;
use super::scenario::{Arm, Scenario};
use super::tree::{Origin, Source, Table, fault_at};

/// How many faults of syntax are worth reading.
const MOST_SYNTAX_FAULTS: usize = 20;

/// A scenario file as written.
#[derive(Clone, Debug)]
pub struct Document {
    name: String,
    files: ProfileFiles,
    pub(super) sources: Vec<Source>,
    pub(super) tree: Table,
    /// Faults of settings that could not be put in place.
    pending: Vec<Fault>,
}

impl Document {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// The file cannot be read, or is not UTF-8, empty or not TOML.
    pub fn read(path: &Path) -> Result<Document, ScenarioError> {
        let bytes = plain::read(path, plain::WRITTEN)
            .map_err(|reason| ScenarioError::Unreadable { path: path.to_path_buf(), reason })?;
        let file = path.display().to_string();
        let name = path.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy().into());
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let files = ProfileFiles::Beside(folder);
        Ok(Document::parse(&file, name, files, &bytes)?)
    }

    /// Makes a document of the bytes of a file. `file` is the name that faults show; profile files are
    /// read from `files`.
    ///
    /// # Errors
    /// The bytes are not UTF-8, empty or not TOML.
    pub fn parse(file: &str, name: String, files: ProfileFiles, bytes: &[u8]) -> Result<Document, Faults> {
        let source = |text: &str| vec![Source { name: file.to_string(), text: text.to_string() }];
        let whole = |text: &str, byte: usize, message: String| {
            let at = Origin { source: 0, start: byte, end: byte };
            Faults(vec![fault_at(&source(text), at, Severity::Error, "", message)])
        };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or("");
                let message = "the file is not UTF-8 text from here on: save it as UTF-8.";
                return Err(whole(valid, valid.len(), message.to_string()));
            }
        };
        if text.trim().is_empty() {
            let message = "the file is empty: `swplab new FILE` writes a starter scenario, and the targets files of the baselines can be copied.";
            return Err(whole(text, 0, message.to_string()));
        }
        let sources = source(text);
        let tree = parsed(&sources, 0)?;
        Ok(Document { name, files, sources, tree, pending: Vec::new() })
    }

    /// The scenario as meant, with its warnings.
    ///
    /// # Errors
    /// All faults and warnings, if at least one is an error.
    pub fn scenario(&self) -> Result<(Scenario, Vec<Fault>), Faults> {
        let (scenario, faults) = check(&self.name, &self.sources, &self.tree, &self.files);
        match scenario {
            Some(scenario) if self.pending.is_empty() => Ok((scenario, faults)),
            _ => Err(Faults(self.pending.iter().cloned().chain(faults).collect())),
        }
    }

    /// The document with values set by path, each as TOML (a bare word is taken as text). They change
    /// the common part of the file, so an arm that sets the same path still wins. What is wrong with
    /// them is reported by [`Document::scenario`].
    pub fn with(&self, settings: &[(&str, &str)]) -> Document {
        let mut document = self.clone();
        for (path, at, node) in document.settings(settings) {
            match paths::place(&document.tree, &path) {
                Ok(place) => paths::put(&mut document.tree, &place, at, node),
                Err(message) => document.refuse(at, &path, message),
            }
        }
        document
    }

    /// The first arm with values set by path, each as TOML. Also its warnings.
    ///
    /// # Errors
    /// All faults and warnings, if at least one is an error.
    pub fn cell(&self, name: &str, settings: &[(&str, &str)]) -> Result<(Arm, Vec<Fault>), Faults> {
        self.cell_of(0, name, settings)
    }

    /// One cell of a design: the arm at a position with values set by path, each as TOML. Also its warnings.
    ///
    /// # Errors
    /// All faults and warnings, if at least one is an error.
    pub fn cell_of(
        &self,
        base: usize,
        name: &str,
        settings: &[(&str, &str)],
    ) -> Result<(Arm, Vec<Fault>), Faults> {
        let mut document = self.clone();
        let added = document.settings(settings);
        let mut reader = Reader::new(&document.sources);
        let mut all = settings_of_arm(&mut reader, &document.tree, base);
        all.extend(added);
        let arm = arm(&mut reader, name.to_string(), &document.tree, &all, &document.files);
        let is_faulty = reader.has_errors() || !document.pending.is_empty();
        let mut faults = document.pending.clone();
        faults.extend(reader.into_faults());
        if is_faulty { Err(Faults(faults)) } else { Ok((arm, faults)) }
    }

    /// The text of a profile file that the scenario names, or `None` for a profile that the program
    /// carries or that cannot be read.
    pub fn profile_text(&self, profile: &str) -> Option<String> {
        if Profile::embedded(profile).is_some() {
            return None;
        }
        self.files.read(profile).ok()
    }

    /// The text of a posterior file that the scenario names, or `None` for one that the program carries
    /// or that cannot be read.
    pub fn posterior_text(&self, posterior: &str) -> Option<String> {
        if Posterior::embedded(posterior).is_some() {
            return None;
        }
        self.files.read_as("posterior", posterior).ok()
    }

    /// The value at a path as the common part of the file has it, as TOML, or what holds where nothing is written;
    /// `None` where it is left open.
    pub fn written(&self, path: &str) -> Option<String> {
        let place = paths::place(&self.tree, path).ok()?;
        let node = paths::at(&self.tree, &place).map(super::tree::Node::written);
        node.or_else(|| usual(paths::field(&place)?))
    }

    /// What a path means, in a sentence; empty for a quantity or an open question.
    pub fn meaning(&self, path: &str) -> &'static str {
        let place = paths::place(&self.tree, path).ok();
        place.and_then(|place| paths::field(&place)).map_or("", |field| field.doc)
    }

    /// Every path that may be set, in the order of the declaration.
    pub fn known_paths(&self) -> Vec<String> {
        paths::known_paths(&self.tree)
    }

    fn settings(&mut self, settings: &[(&str, &str)]) -> Vec<Setting> {
        let mut read = Vec::new();
        for (path, value) in settings {
            let key = toml::Value::String(path.to_string());
            let bare = value.starts_with(|c: char| c.is_ascii_alphabetic())
                && value.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
                && !["true", "false", "inf", "nan"].contains(value);
            let value = if bare { format!("\"{value}\"") } else { value.to_string() };
            let source = self.sources.len();
            let text = format!("{key} = {value}");
            self.sources.push(Source { name: "command line".into(), text });
            match parsed(&self.sources, source) {
                Ok(mut table) if table.entries.len() == 1 => {
                    let entry = table.entries.remove(0);
                    read.push((path.to_string(), entry.key_at, entry.node));
                }
                Ok(_) => {
                    let at = Origin { source, start: 0, end: 0 };
                    self.refuse(at, path, format!("{path} is set to more than one value."));
                }
                Err(faults) => self.pending.extend(faults.0),
            }
        }
        read
    }

    fn refuse(&mut self, at: Origin, path: &str, message: String) {
        self.pending.push(fault_at(&self.sources, at, Severity::Error, path, message));
    }
}

/// What holds where a field is left out, as TOML.
fn usual(field: &Field) -> Option<String> {
    match field.absent {
        Absent::Whole(whole) => Some(whole.to_string()),
        Absent::Number(number) => Some(toml::Value::Float(number).to_string()),
        Absent::Flag(flag) => Some(flag.to_string()),
        Absent::Text(text) => Some(toml::Value::String(text.to_owned()).to_string()),
        Absent::Required | Absent::Open(_) => None,
    }
}

fn parsed(sources: &[Source], index: usize) -> Result<Table, Faults> {
    let (tree, errors) = DeTable::parse_recoverable(&sources[index].text);
    if errors.is_empty() {
        let mut table = Table::from_toml(tree.get_ref(), index);
        posteriors::as_table(&mut table);
        return Ok(table);
    }
    let faults = errors.iter().take(MOST_SYNTAX_FAULTS).map(|error| {
        let span = error.span().unwrap_or(0..0);
        let at = Origin { source: index, start: span.start, end: span.end };
        let message = format!("this is not valid TOML: {}.", error.message());
        fault_at(sources, at, Severity::Error, "", message)
    });
    let mut faults: Vec<Fault> = faults.collect();
    faults.sort_by_key(|fault| (fault.line, fault.column));
    Err(Faults(faults))
}
