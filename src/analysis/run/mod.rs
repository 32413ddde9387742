//! The arms of a scenario on the same children with the same luck.

pub mod answer;
pub(crate) mod assumptions;
mod contested;
#[cfg(feature = "cli")]
mod declared;
pub(crate) mod ending;
mod event_rows;
pub(crate) mod first_year;
mod gain_rows;
mod legal;
pub(crate) mod matters;
pub(crate) mod outcomes;
pub(crate) mod page;
mod room;
pub(crate) mod rows;
pub(crate) mod starts;
pub(crate) mod tables;
mod until;
mod why;

use std::path::Path;

use serde::{Deserialize, Serialize};

#[cfg(feature = "cli")]
pub(crate) use self::contested::rows as contested_rows;
#[cfg(feature = "cli")]
pub(crate) use self::declared::declared;
pub(crate) use self::tables::events::told_of;
#[cfg(feature = "cli")]
pub(crate) use self::why::FITTING;

use self::contested::Contested;
use self::legal::Legal;
use self::matters::Matters;
use self::until::Until;
use super::need::Wanted;
use super::why::rows::WhyRow;
use super::{Analysis, Input, Loaded, Need, Refusal, journey};
use crate::results::manifest::failures;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::Scenario;
use crate::study::{self, Checkpoint, Results, Runner, Simulation, StudyError};

/// A run.
pub struct Run {
    loaded: Loaded,
    request: Request,
    until: Option<Until>,
}

/// What a run has simulated.
pub struct Found {
    results: Results,
    legal: Legal,
    contested: Contested,
    /// The chain, if it was asked for.
    why: Option<Vec<WhyRow>>,
    /// One child's two histories, where any child's differ.
    journey: Option<journey::Found>,
}

/// What is asked of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {
    /// Repeat this replication alone
    #[cfg_attr(feature = "cli", arg(long, value_name = "K", conflicts_with = "replications"))]
    pub replication: Option<u32>,
    /// Add replications until every difference of a figure is known so well, such as "worker_changes of remit ± 0.01" (or
    /// +-); repeat for more
    #[cfg_attr(feature = "cli", arg(long, value_name = "INDICATOR of UNIT ± WIDTH", conflicts_with_all = ["replications", "replication"]))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub until: Vec<String>,
    /// Replications that --until may take at the most [default: 10000]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", requires = "until", value_parser = clap::value_parser!(u32).range(2..=1_000_000)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// Do not force the positions on open questions on the same luck, which takes at most twice as long as the run itself
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_contested: bool,
    /// Find through which channels the arm that is told first reaches its outcomes, or which links the chain of culture has; without
    /// a word culture where it leads, else all. Takes at most twice as long as the run itself
    #[cfg_attr(feature = "cli", arg(long, value_name = "LINKS", num_args = 0..=1, require_equals = true, default_missing_value = why::FITTING, value_parser = [why::FITTING, "all", "culture"], conflicts_with = "replication"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Write every indicator by authority, unit, year and replication too, one value a row
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_authority_year: bool,
    /// Write rows of every replication: otherwise the tables that have rows of each hold the first 10,000
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all_rows: bool,
    /// Write every child's months and events too, of each arm in the first N replications
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<u32>,
}

impl Analysis for Run {
    const KIND: &'static str = "study";
    const COMMAND: &'static str = "run";
    const ABOUT: &'static str = "Run a scenario and write its tables, charts and report";

    type Request = Request;
    type Found = Found;

    fn prepare(input: &mut Input, mut request: Request) -> Result<Run, Refusal> {
        if request.replication.is_some() {
            input.replications = Some(1);
        }
        let loaded = input.scenario(&[])?;
        let simulation = Simulation::of_arms(&loaded.scenario);
        let until = Until::read(&request.until, request.at_most, &loaded, &simulation)?;
        request.why = request.why.map(|links| why::links(&links, &loaded.scenario));
        Ok(Run { loaded, request, until })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        self.loaded.scenario.name.clone()
    }

    fn need(&self) -> Need {
        let scenario = &self.loaded.scenario;
        let less = "fewer --replications, arms, practices or years";
        let wanted =
            Wanted { authority_years: self.request.by_authority_year, all_rows: self.request.all_rows };
        let size = (scenario.replications, scenario.horizon_years);
        let need = Need::of_study(&scenario.arms, size, wanted, less);
        need.with_events(&scenario.arms, self.told(), scenario.horizon_years)
    }

    fn not_shared(&self) -> Option<String> {
        self.until.as_ref().map(Until::not_shared)
    }

    fn announcement(&self, _: usize) -> Option<String> {
        Some(why::announcement(self.request.why.as_deref()?, &self.loaded.scenario))
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<Found, StudyError> {
        let first = self.request.replication.unwrap_or(0);
        let replications = first..first.saturating_add(self.loaded.scenario.replications);
        let simulation = Simulation::of_arms(&self.loaded.scenario);
        let simulation =
            if self.request.by_authority_year { simulation.keeping_authority_years() } else { simulation };
        let results = match &self.until {
            Some(until) => until.run(&simulation, runner)?,
            None => study::run(&simulation, replications, runner)?,
        };
        let replications = first..first.saturating_add(results.replications as u32);
        let legal = legal::counted(&self.loaded.scenario, (&simulation, &results), replications, runner)?;
        let contested = match self.request.no_contested || self.request.replication.is_some() {
            true => Contested::default(),
            false => contested::contested(&self.loaded, &results, runner)?,
        };
        let why = match &self.request.why {
            Some(links) => Some(why::rows(&self.loaded, &results, links, runner)?),
            None => None,
        };
        let journey = self.journey((&simulation, &results), runner)?;
        Ok(Found { results, legal, contested, why, journey })
    }

    fn tables(
        &self,
        Found { results, legal, contested, why, journey }: &Found,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        let assumptions = assumptions::assumptions(&self.loaded.scenario.arms);
        let first_year = first_year::rows(results, &self.loaded.scenario.arms);
        let first = self.request.replication.unwrap_or(0);
        let people = match self.request.events {
            None => tables::people::People::of(&self.loaded.scenario, first),
            Some(_) => tables::people::People::default(),
        };
        let told = self
            .request
            .events
            .map(|_| tables::events::told(&self.loaded.scenario, first..first.saturating_add(self.told())));
        let starts = starts::rows(&self.loaded.scenario.arms[first_year::arm(&self.loaded.scenario.arms)]);
        let matters = Matters::of(&self.loaded.scenario.arms);
        let found = tables::Found {
            results,
            legal,
            contested,
            assumptions: &assumptions,
            matters,
            changes: tables::changes::rows(results, &self.loaded.scenario.arms),
            first_year,
            starts,
            people,
            told,
            why: why.as_deref(),
            journey: journey.as_ref(),
            first: if self.request.all_rows { usize::MAX } else { tables::TOLD },
        };
        tables::write_all(directory, found, self.request.by_authority_year, options)
    }

    fn manifest(&self, Found { results, .. }: &Found) -> Manifest {
        let arms = &self.loaded.scenario.arms;
        // A scenario whose replications follow from a wish is repeated with as many.
        let replications = self.until.as_ref().and_then(|_| u32::try_from(results.replications).ok());
        let replications = replications.unwrap_or(self.loaded.scenario.replications);
        let scenario = Scenario { replications, ..self.loaded.scenario.clone() };
        let outcomes = outcomes::leading(&scenario).iter().map(|one| one.id.to_owned()).collect();
        let manifest = Manifest::of(&scenario, arms, self.loaded.profiles(arms));
        let uncarried = self.loaded.uncarried.clone();
        counted(Manifest { outcomes, uncarried, ..manifest }, results)
    }

    fn ending(&self, Found { results, contested, why, .. }: &Found) -> String {
        let first_year = first_year::rows(results, &self.loaded.scenario.arms);
        let until = self.until.as_ref().map_or_else(String::new, |until| until.told(results));
        until
            + &ending::of_run(results, &self.loaded.scenario)
            + &ending::of_the_questions(contested)
            + &why.as_deref().map_or_else(String::new, page::chain::ending)
            + &first_year::ending(&first_year)
            + &ending::of_the_answer(&answer::of_results::of_results(
                results,
                &self.loaded.scenario,
                contested,
            ))
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }

    fn request_of_version_1(manifest: &mut Manifest) -> Request {
        Request {
            replication: Some(manifest.first_replication).filter(|first| *first > 0),
            ..Request::default()
        }
    }
}

impl Run {
    /// Replications of which children's months and events are written.
    fn told(&self) -> u32 {
        self.request.events.map_or(0, |asked| asked.min(self.loaded.scenario.replications))
    }

    /// One child's two histories: in the first arm and in that which the answer tells, else the second.
    fn journey(
        &self,
        (simulation, results): (&Simulation, &Results),
        runner: &Runner<'_>,
    ) -> Result<Option<journey::Found>, StudyError> {
        let scenario = &self.loaded.scenario;
        if scenario.arms.len() < 2 {
            return Ok(None);
        }
        let arm = answer::of_results::told_first(results, scenario).map_or(1, |(arm, ..)| arm);
        journey::study::of_study(scenario, (simulation, results), arm, runner)
    }
}

/// A manifest with the counts of what was found.
fn counted(manifest: Manifest, found: &Results) -> Manifest {
    Manifest {
        years: found.years.clone(),
        first_replication: found.first_replication,
        replications: found.replications,
        child_months: found.child_months,
        failures: failures(&found.failures, |arm| found.arms[arm].clone()),
        ..manifest
    }
}

#[cfg(test)]
mod tests {
    use super::assumptions::tests::of_formulas;
    use super::*;
    use crate::analysis::run::rows::{DifferenceRow, RunRow};
    use crate::results::rows::DictionaryRow;
    use crate::results::table::Table;
    use crate::results::{MANIFEST, file, manifest, read_manifest, testing};

    /// Writes tables and manifest of a study of formulas.
    pub(super) fn write(directory: &Path, results: &Results) -> Result<(), OutputError> {
        write_first(directory, results, tables::TOLD)
    }

    /// The same with rows of the first histories alone.
    fn write_first(directory: &Path, results: &Results, first: usize) -> Result<(), OutputError> {
        let files = tables::write_all(
            directory,
            tables::Found {
                results,
                legal: &Legal::default(),
                contested: &Contested::default(),
                assumptions: &of_formulas(),
                matters: Matters::of(&[]),
                changes: Vec::new(),
                first_year: Vec::new(),
                starts: Vec::new(),
                people: tables::people::People::default(),
                told: None,
                why: None,
                journey: None,
                first,
            },
            true,
            OutputOptions::default(),
        )?;
        let whole = Manifest { files, ..counted(testing::manifest(), results) };
        manifest::write(directory, &whole)
    }

    #[test]
    fn what_is_written_is_read_back_and_listed_with_its_checksum() {
        let directory = testing::directory();
        let results = testing::study(12);
        write(&directory, &results).unwrap();
        let manifest = read_manifest(&directory).unwrap();
        assert_eq!(manifest.replications, 12);
        let mut runs = Vec::new();
        file::read_records(&directory, RunRow::NAME, &manifest.files, &mut |record| {
            runs.push(record.deserialize::<RunRow<'_>>(None)?.value);
            Ok(())
        })
        .unwrap();
        let indicators = crate::indicator::INDICATORS.len();
        // One indicator is not defined on three of the four units.
        assert_eq!(runs.len(), 5 * 12 * (4 * indicators - 3));
        assert_eq!(Some(runs[0].to_bits()), results.all().next().map(f64::to_bits));
        let differences: Vec<DifferenceRow> = file::read_table(&directory, &manifest.files).unwrap();
        assert!(differences.iter().all(|row| row.unit != "practice"));
    }

    #[test]
    fn rows_of_the_first_histories_alone_change_no_other_table() {
        let (all, few) = (testing::directory(), testing::directory());
        let results = testing::study(12);
        write(&all, &results).unwrap();
        write_first(&few, &results, 5).unwrap();
        let rows = |directory: &Path, name: &str| -> Vec<csv::StringRecord> {
            let mut reader = csv::Reader::from_path(directory.join(name)).unwrap();
            reader.records().map(Result::unwrap).collect()
        };
        for (name, column) in
            [("runs.csv", 1), ("authority-years.csv", 1), ("parameters.csv", 0), ("hypotheses.csv", 0)]
        {
            let first: Vec<_> =
                rows(&all, name).into_iter().filter(|row| row[column].parse::<u32>().unwrap() < 5).collect();
            assert!(!first.is_empty() && first.len() < rows(&all, name).len(), "{name}");
            assert_eq!(rows(&few, name), first, "{name}");
        }
        for name in ["summary.csv", "differences.csv", "yearly.csv", "positions.csv", "influence.csv"] {
            assert_eq!(rows(&few, name), rows(&all, name), "{name}");
        }
        // The page is drawn from such tables too.
        let manifest = read_manifest(&few).unwrap();
        page::report(&few, manifest, OutputOptions::default()).unwrap();
    }

    #[test]
    fn the_dictionary_describes_every_column_that_is_written() {
        let directory = testing::directory();
        write(&directory, &testing::study(6)).unwrap();
        let manifest = read_manifest(&directory).unwrap();
        let rows: Vec<DictionaryRow> = file::read_table(&directory, &manifest.files).unwrap();
        for entry in &manifest.files {
            let mut reader = csv::Reader::from_path(directory.join(&entry.name)).unwrap();
            for column in reader.headers().unwrap() {
                assert!(
                    rows.iter().any(|row| row.table == entry.name && row.column == column),
                    "{} {column}",
                    entry.name
                );
            }
        }
    }

    #[test]
    fn the_same_results_give_the_same_bytes() {
        let (one, two) = (testing::directory(), testing::directory());
        for directory in [&one, &two] {
            write(directory, &testing::study(8)).unwrap();
        }
        assert_eq!(std::fs::read(one.join(MANIFEST)).unwrap(), std::fs::read(two.join(MANIFEST)).unwrap());
    }

    #[test]
    fn a_damaged_table_is_refused_with_its_line() {
        let directory = testing::directory();
        write(&directory, &testing::study(4)).unwrap();
        let manifest = read_manifest(&directory).unwrap();
        let read = || {
            file::read_records(&directory, RunRow::NAME, &manifest.files, &mut |record| {
                record.deserialize::<RunRow<'_>>(None).map(|_| ())
            })
        };
        let path = directory.join("runs.csv");
        let whole = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert!(read().is_err());
        std::fs::write(&path, whole.replacen(",0,authority", ",zero,authority", 1)).unwrap();
        let said = read().unwrap_err().to_string();
        assert!(said.contains("runs.csv, line 2: column 2"), "{said}");
        std::fs::remove_file(&path).unwrap();
        assert!(read().unwrap_err().to_string().contains("Cannot read"));
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_written_to() {
        let directory = testing::directory();
        let nowhere = directory.join("missing");
        let fault = write(&nowhere, &testing::study(2)).unwrap_err();
        assert!(fault.is_writing());
        assert!(fault.to_string().starts_with("Cannot write "));
    }

    #[test]
    fn the_report_is_made_from_the_tables_alone_and_the_same_twice() {
        let directory = testing::directory_or("SWPLAB_TEST_REPORT");
        let results = testing::study(60);
        write(&directory, &results).unwrap();
        let page_again =
            || page::report(&directory, read_manifest(&directory).unwrap(), OutputOptions::default());
        page_again().unwrap();
        let page = std::fs::read(directory.join("report.html")).unwrap();
        page_again().unwrap();
        assert!(page == std::fs::read(directory.join("report.html")).unwrap());
        let text = String::from_utf8(page).unwrap();
        assert!(text.contains("<html lang=\"en-GB\">") && text.contains("<main id=\"main\">"));
        assert!(!text.contains("http://") || !text.contains("src="));
        assert!(!text.contains("NaN"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error() {
        assert!(file::write(Path::new("/dev/full"), b"something").is_err());
    }
}
