//! The tables of a results directory, read back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::analysis::journey::page::Told;
use crate::analysis::journey::rows::JourneyRow;
use crate::analysis::run::contested::rows::ContestedRow;
use crate::analysis::run::event_rows::TeamRow;
use crate::analysis::run::gain_rows::GainRow;
use crate::analysis::run::rows::{
    AssumptionRow, AuthorityRow, BidLine, ChangeRow, ContractLine, DifferenceRow, ExposureRow, FirstYearRow,
    HypothesisRow, InfluenceRow, NoiseRow, PositionRow, ProviderRow, RunRow, StartsRow, SummaryRow,
    YearDifferenceRow, YearRow,
};
use crate::analysis::run::tables::TOLD;
use crate::analysis::why;
use crate::analysis::why::rows::WhyRow;
use crate::indicator::contract::HELD_BY_PRACTICE;
use crate::indicator::money::{COST_SURPLUS, COST_TOTAL};
use serde::de::DeserializeOwned;

use crate::results::file::{read_records, read_table};
use crate::results::manifest::{MANIFEST, Manifest};
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::results::table::Table;
use crate::results::{FileEntry, OutputError};
use crate::results::{Job, OutputOptions};

/// Values of one arm, unit and indicator by replication; `NaN` where not defined.
pub(super) type Values = BTreeMap<(String, String, String), Vec<f64>>;

/// What the report is made from.
pub(super) struct Tables {
    pub(super) manifest: Manifest,
    pub(super) units: Vec<UnitRow>,
    pub(super) indicators: Vec<IndicatorRow>,
    pub(super) summary: Vec<SummaryRow>,
    pub(super) yearly: Vec<YearRow>,
    pub(super) differences: Vec<DifferenceRow>,
    pub(super) by_year: Vec<YearDifferenceRow>,
    pub(super) exposure: Vec<ExposureRow>,
    pub(super) gains: Vec<GainRow>,
    pub(super) contested: Vec<ContestedRow>,
    /// Links of the chain, if they were asked for.
    pub(super) why: Vec<WhyRow>,
    /// One child's two histories.
    pub(super) journey: Option<Told>,
    pub(super) positions: Vec<PositionRow>,
    /// The position that the first history takes on each question.
    pub(super) hypotheses: Vec<HypothesisRow>,
    pub(super) authorities: Vec<AuthorityRow>,
    pub(super) contracts: Vec<ContractLine>,
    pub(super) providers: Vec<ProviderRow>,
    pub(super) bids: Vec<BidLine>,
    pub(super) changes: Vec<ChangeRow>,
    pub(super) first_year: Vec<FirstYearRow>,
    pub(super) starts: Vec<StartsRow>,
    pub(super) influence: Vec<InfluenceRow>,
    pub(super) assumptions: Vec<AssumptionRow>,
    pub(super) noise: Vec<NoiseRow>,
    pub(super) teams: Vec<TeamRow>,
    values: Values,
}

impl Tables {
    /// Reads all tables and checks them against the manifest.
    pub(super) fn read(
        directory: &Path,
        manifest: Manifest,
        options: OutputOptions,
    ) -> Result<Self, OutputError> {
        if manifest.arms.is_empty() {
            return Err(OutputError::Damaged {
                path: directory.join(MANIFEST),
                line: 1,
                message: "the manifest names no arms".to_owned(),
            });
        }
        let files = &manifest.files;
        let indicators: Vec<IndicatorRow> = read_table(directory, files)?;
        let mut units: Vec<UnitRow> = read_table(directory, files)?;
        // Without a practice nobody is in its cohorts, and there is nothing to say of them.
        units.retain(|unit| unit.kind != "cohort" || unit.children != Some(0.0));
        // Who reads the page first does not know the word, and its answer does not use it.
        let several = services(&units) > 1;
        for unit in units.iter_mut().filter(|unit| unit.unit == "remit") {
            let whom = if several { "the services are" } else { "the service is" };
            unit.title = format!("Young people whom {whom} for");
        }
        let (mut values, mut yearly, mut influence) = (None, None, None);
        let jobs: Vec<Job<'_, ()>> = vec![
            Box::new(|| values = Some(read_values(directory, &manifest, &indicators, &units))),
            Box::new(|| yearly = Some(read_table(directory, files))),
            Box::new(|| influence = Some(read_table(directory, files))),
        ];
        options.side_by_side(jobs);
        let done = "each job has left its table";
        Ok(Self {
            values: values.expect(done)?,
            yearly: yearly.expect(done)?,
            influence: influence.expect(done)?,
            summary: read_table(directory, files)?,
            differences: read_table(directory, files)?,
            positions: read_table(directory, files)?,
            authorities: read_table(directory, files)?,
            contracts: read_table(directory, files)?,
            // Results of an earlier version have none.
            by_year: if_there(directory, files)?,
            exposure: if_there(directory, files)?,
            gains: if_there(directory, files)?,
            contested: if_there(directory, files)?,
            why: chain_of(directory, &manifest)?,
            journey: journey_of(directory, files)?,
            hypotheses: first_positions(directory, &manifest)?,
            changes: if_there(directory, files)?,
            first_year: if_there(directory, files)?,
            starts: if_there(directory, files)?,
            providers: if_there(directory, files)?,
            bids: if_there(directory, files)?,
            teams: if_there(directory, files)?,
            assumptions: read_table(directory, files)?,
            noise: read_table(directory, files)?,
            units,
            indicators,
            manifest,
        })
    }

    /// The outcomes that lead, in order: those that the manifest names, else the headlines.
    pub(super) fn outcomes(&self) -> Vec<&IndicatorRow> {
        let named = self.manifest.outcomes.iter();
        let rows: Vec<&IndicatorRow> =
            named.filter_map(|id| self.indicators.iter().find(|one| one.indicator == *id)).collect();
        if rows.is_empty() { self.of_headlines() } else { rows }
    }

    fn of_headlines(&self) -> Vec<&IndicatorRow> {
        let mut rows: Vec<&IndicatorRow> = self.indicators.iter().filter(|i| i.headline > 0).collect();
        rows.sort_by_key(|i| i.headline);
        rows
    }

    /// What is shown of a study: the outcomes that lead, then the headline indicators that are not among them.
    pub(super) fn headlines(&self) -> Vec<&IndicatorRow> {
        let mut rows = self.outcomes();
        for headline in self.of_headlines() {
            if !rows.iter().any(|known| known.indicator == headline.indicator) {
                rows.push(headline);
            }
        }
        rows
    }

    /// Name of an arm.
    pub(super) fn arm(&self, at: usize) -> &str {
        &self.manifest.arms[at].name
    }

    /// Number of arms.
    pub(super) fn arms(&self) -> usize {
        self.manifest.arms.len()
    }

    /// How many services a study has.
    pub(super) fn services(&self) -> usize {
        services(&self.units)
    }

    /// The units that the answer is about: the whole authority and the remit; of results of an earlier version the cohort
    /// first served.
    pub(super) fn answer_units(&self) -> Vec<&UnitRow> {
        let has_remit = self.units.iter().any(|unit| unit.unit == "remit");
        let other = if has_remit { "remit" } else { "cohort_served" };
        self.units.iter().filter(|u| u.unit == "authority" || u.unit == other).collect()
    }

    /// The paired difference of an arm.
    pub(super) fn difference(&self, arm: usize, unit: &str, indicator: &str) -> Option<&DifferenceRow> {
        self.difference_of(self.arm(arm), unit, indicator)
    }

    /// The paired difference of an arm by its name.
    pub(super) fn difference_of(&self, arm: &str, unit: &str, indicator: &str) -> Option<&DifferenceRow> {
        self.differences.iter().find(|d| d.arm == arm && d.unit == unit && d.indicator == indicator)
    }

    /// The widest half-interval of the arms: all differences of a measure are printed to the same decimals.
    pub(super) fn grain(&self, unit: &str, indicator: &str) -> Option<f64> {
        self.differences
            .iter()
            .filter(|d| d.unit == unit && d.indicator == indicator)
            .filter_map(|d| d.half_width)
            .reduce(f64::max)
    }

    /// The level of an arm over the horizon.
    pub(super) fn level(&self, arm: usize, unit: &str, indicator: &str) -> Option<&SummaryRow> {
        self.summary.iter().find(|d| d.arm == self.arm(arm) && d.unit == unit && d.indicator == indicator)
    }

    /// Values of a headline, of an outcome that leads, of what a practice held and of what it keeps, by replication; empty if it was never defined.
    pub(super) fn values(&self, arm: usize, unit: &str, indicator: &str) -> &[f64] {
        let key = (self.arm(arm).to_owned(), unit.to_owned(), indicator.to_owned());
        self.values.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The later arm whose mean difference stands out most from its own interval.
    pub(super) fn farthest_arm(&self, unit: &str, indicator: &str) -> Option<usize> {
        let strength = |arm: usize| {
            self.difference(arm, unit, indicator).map_or(-1.0, |d| {
                let half = d.half_width.unwrap_or(0.0);
                d.mean.unwrap_or(0.0).abs() / half.max(1e-12)
            })
        };
        (1..self.arms()).max_by(|a, b| strength(*a).total_cmp(&strength(*b)))
    }
}

fn services(units: &[UnitRow]) -> usize {
    units.iter().filter(|unit| unit.kind == "provider" && unit.unit.starts_with("practice")).count()
}

/// The links of the chain: those of the study, else those that `swplab why --out DIR/why` left of the same scenario.
fn chain_of(directory: &Path, manifest: &Manifest) -> Result<Vec<WhyRow>, OutputError> {
    let own: Vec<WhyRow> = if_there(directory, &manifest.files)?;
    if own.is_empty() { why::beside(directory, manifest) } else { Ok(own) }
}

/// One child's two histories, where a study tells of one.
fn journey_of(directory: &Path, files: &[FileEntry]) -> Result<Option<Told>, OutputError> {
    let is_there = files.iter().any(|file| file.name == JourneyRow::NAME);
    is_there.then(|| Told::read(directory, files)).transpose()
}

/// The rows of a table that results of an earlier version do not have.
fn if_there<R: Table + DeserializeOwned>(
    directory: &Path,
    files: &[FileEntry],
) -> Result<Vec<R>, OutputError> {
    match files.iter().any(|file| file.name == R::NAME) {
        true => read_table(directory, files),
        false => Ok(Vec::new()),
    }
}

/// The position that the first history takes on each question: teams are drawn of it alone.
fn first_positions(directory: &Path, manifest: &Manifest) -> Result<Vec<HypothesisRow>, OutputError> {
    let mut rows = Vec::new();
    if manifest.files.iter().any(|file| file.name == HypothesisRow::NAME) {
        read_records(directory, HypothesisRow::NAME, &manifest.files, &mut |record| {
            let row: HypothesisRow = record.deserialize(None)?;
            rows.extend(Some(row).filter(|row| row.replication == manifest.first_replication));
            Ok(())
        })?;
    }
    Ok(rows)
}

/// The values of the headlines on the units that are compared, in the histories that are drawn.
fn read_values(
    directory: &Path,
    manifest: &Manifest,
    indicators: &[IndicatorRow],
    units: &[UnitRow],
) -> Result<Values, OutputError> {
    let mut leads: BTreeSet<&str> =
        indicators.iter().filter(|i| i.headline > 0).map(|i| i.indicator.as_str()).collect();
    leads.extend(manifest.outcomes.iter().map(String::as_str));
    leads.extend([HELD_BY_PRACTICE.id, COST_SURPLUS.id, COST_TOTAL.id]);
    let paired: BTreeSet<&str> = units.iter().filter(|u| u.paired).map(|u| u.unit.as_str()).collect();
    let drawn = manifest.replications.min(TOLD);
    let mut values = Values::new();
    read_records(directory, RunRow::NAME, &manifest.files, &mut |record| {
        let run: RunRow<'_> = record.deserialize(None)?;
        if !leads.contains(run.indicator) || !paired.contains(run.unit) {
            return Ok(());
        }
        let Some(at) = run.replication.checked_sub(manifest.first_replication) else {
            return Ok(());
        };
        if (at as usize) < drawn {
            let key = (run.arm.to_owned(), run.unit.to_owned(), run.indicator.to_owned());
            values.entry(key).or_insert_with(|| vec![f64::NAN; drawn])[at as usize] = run.value;
        }
        Ok(())
    })?;
    Ok(values)
}
