//! The study of a results directory: its manifest, its tables with their words, the scenario read again, and who made it.

use std::fs;
use std::path::{Path, PathBuf};

use super::NotBundled;
use super::text::{self, DictionaryRows};
use crate::analysis::{self, File, Input, Refusal};
use crate::calendar::utc;
use crate::indicator::INDICATORS;
use crate::results::rows::{DictionaryRow, IndicatorRow};
use crate::results::{Manifest, OutputError, RunLog, file};
use crate::returns::plain;
use crate::scenario::{Arm, Scenario};

/// The program that makes a bundle.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// Version.
    pub version: &'a str,
    /// Commit of its sources, with a word where they were changed; empty where it is not known.
    pub commit: &'a str,
}

/// A results directory as it is read for a bundle.
pub struct Study {
    pub(super) directory: PathBuf,
    pub(super) manifest: Manifest,
    pub(super) log: Option<RunLog>,
    /// When it was made, ISO.
    pub(super) when: String,
    /// Commit of the program that ran it; empty where that is not known.
    pub(super) commit: String,
    /// Commit of the program that makes the bundle; empty where that is not known.
    pub(super) made_by: String,
    /// The command that asked for it.
    pub(super) command: &'static str,
    pub(super) scenario: Scenario,
    pub(super) warnings: Vec<String>,
    pub(super) dictionary: Vec<DictionaryRow>,
    pub(super) indicators: Vec<IndicatorRow>,
}

impl Study {
    /// Reads a results directory and the scenario that it keeps. The date is that of the run, or `epoch` (seconds since
    /// 1970) where that is given.
    ///
    /// # Errors
    /// Results of another version, of an analysis that reads no scenario, or of no known date; a file that is missing,
    /// damaged or altered.
    pub fn read(directory: &Path, program: Program<'_>, epoch: Option<i64>) -> Result<Study, NotBundled> {
        let manifest = analysis::read_manifest(directory)?;
        let entry = analysis::entry_of(&manifest, directory)?;
        if manifest.swplab_version != program.version {
            return Err(refused(&format!(
                "these results are of version {}, and the evidence of this program is that of version {}: its logs would \
                 not be those of the results. Make the bundle with that version, or run the scenario again.",
                manifest.swplab_version, program.version
            )));
        }
        if entry.file == File::Targets {
            return Err(refused(&format!(
                "results of `swplab {}` are of targets and not of a scenario, so they have no assumptions of a study to log. \
                 A bundle is made of what `swplab run`, `sweep` and the other commands write for a scenario.",
                entry.command
            )));
        }
        let log = run_log(directory)?;
        let when = when(directory, log.as_ref(), epoch)?;
        let mut input = Input::of_manifest(&manifest);
        let scenario = input.scenario(&[])?.scenario;
        let dictionary = file::read_table(directory, &manifest.files)?;
        let has_indicators = manifest.files.iter().any(|entry| entry.name == "indicators.csv");
        let indicators =
            if has_indicators { file::read_table(directory, &manifest.files)? } else { Vec::new() };
        let commit = log.as_ref().map_or_else(String::new, |log| log.commit.clone());
        Ok(Study {
            directory: directory.to_owned(),
            when,
            commit,
            made_by: program.commit.to_owned(),
            command: entry.command,
            scenario,
            warnings: input.warnings,
            dictionary,
            indicators,
            log,
            manifest,
        })
    }

    /// Its arms as the scenario means them; the first is the reference.
    pub(super) fn arms(&self) -> &[Arm] {
        &self.scenario.arms
    }

    /// The day on which it was made, ISO.
    pub(super) fn day(&self) -> &str {
        self.when.split('T').next().unwrap_or_default()
    }

    /// `version 0.1.0, commit 1234`, or that the commit is not known.
    pub(super) fn version(&self) -> String {
        let version = &self.manifest.swplab_version;
        match self.commit.as_str() {
            "" => format!("version {version}, commit not recorded"),
            commit => format!("version {version}, commit {commit}"),
        }
    }

    /// What a table holds, in words.
    pub(super) fn about(&self, table: &str) -> String {
        text::about_table(self.command, table)
    }

    /// Whether it has a table.
    pub(super) fn has(&self, table: &str) -> bool {
        self.manifest.files.iter().any(|entry| entry.name == table)
    }

    /// The rows of a table; none where the study has no such table.
    ///
    /// # Panics
    /// When a table whose checksum was found right a moment ago is no longer what it was.
    pub(super) fn rows<R>(&self) -> Vec<R>
    where
        R: crate::results::table::Table + serde::de::DeserializeOwned,
    {
        if !self.has(R::NAME) {
            return Vec::new();
        }
        file::read_table(&self.directory, &self.manifest.files)
            .unwrap_or_else(|fault| panic!("{} was whole when the bundle was begun: {fault}", R::NAME))
    }

    /// Title of an indicator, inside a sentence.
    pub(super) fn title(&self, indicator: &str) -> String {
        let own = self.indicators.iter().find(|row| row.indicator == indicator).map(|row| row.title.clone());
        let known = || INDICATORS.iter().find(|one| one.id == indicator).map(|one| one.title.to_owned());
        crate::report::words::lower_first(&own.or_else(known).unwrap_or_else(|| indicator.to_owned()))
    }

    /// Columns of a table with kind, unit and meaning.
    pub(super) fn columns(&self, table: &str) -> DictionaryRows<'_> {
        DictionaryRows::of(table, &self.dictionary)
    }

    /// Names of the charts with their titles, in order of name; a picture has the title of its drawing.
    pub(super) fn charts(&self) -> Vec<(String, String)> {
        let folder = self.directory.join("charts");
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name.ends_with(".svg") || name.ends_with(".png"));
        names.sort();
        let title = |name: &str| {
            let drawing = format!("{}.svg", name.rsplit_once('.').map_or(name, |(stem, _)| stem));
            let read = plain::read_text(&folder.join(drawing), plain::TABLE);
            text::title_of_drawing(&read.unwrap_or_default())
        };
        names.into_iter().map(|name| (name.clone(), format!("Figure: {}", title(&name)))).collect()
    }
}

fn refused(sentence: &str) -> NotBundled {
    NotBundled::Refused(Refusal::error(&sentence))
}

fn run_log(directory: &Path) -> Result<Option<RunLog>, NotBundled> {
    let path = directory.join("run-log.json");
    if !path.exists() {
        return Ok(None);
    }
    let text = plain::read(&path, plain::WRITTEN).map_err(OutputError::cannot_read(&path))?;
    let log = serde_json::from_slice(&text).map_err(|fault| OutputError::Damaged {
        path,
        line: fault.line() as u64,
        message: fault.to_string(),
    })?;
    Ok(Some(log))
}

/// The date of a bundle: never that of the moment in which it is made.
fn when(directory: &Path, log: Option<&RunLog>, epoch: Option<i64>) -> Result<String, NotBundled> {
    let asked = epoch.map(utc).filter(|when| !when.is_empty());
    let recorded = log.map(|log| log.finished.clone()).filter(|when| !when.is_empty());
    asked.or(recorded).ok_or_else(|| {
        refused(&format!(
            "`{}` does not say when it was made (run-log.json is missing or names no date): set SOURCE_DATE_EPOCH to \
             the seconds since 1970 of the day that the bundle is to bear.",
            directory.display()
        ))
    })
}
