//! The tables of a study, each made from the results alone.

mod authorities;
mod authority_years;
mod bids;
pub(crate) mod by_year;
pub(super) mod changes;
mod children;
mod contracts;
mod differences;
pub(super) mod events;
pub(super) mod gains;
pub(crate) mod influence;
mod levels;
pub(crate) mod names;
pub(super) mod people;
mod positions;
mod providers;

use std::path::Path;

use crate::analysis::journey;
use crate::analysis::run::assumptions::Assumption;
use crate::analysis::run::contested::Contested;
use crate::analysis::run::legal::Legal;
use crate::analysis::run::matters::Matters;
use crate::analysis::run::rows::{ChangeRow, FirstYearRow, RunRow, StartsRow};
use crate::analysis::why::rows::WhyRow;
use crate::results::manifest::FileEntry;
use crate::results::table::Tables;
use crate::results::{OutputError, OutputOptions};
use crate::study::Results;

pub(super) use by_year::{ENDS, exposure, rows as year_rows};
pub(super) use differences::rows as difference_rows;
pub(crate) use influence::TOGETHER;
pub(super) use names::assumptions as assumption_rows;
pub(crate) use names::{indicator_rows, unit_rows};
pub(super) use positions::Held;

/// Histories that have rows of their own where not all are asked for, that charts show, and of which influence is told.
pub(crate) const TOLD: usize = 10_000;

/// Rows of `runs.csv` of so many histories, without values that are not defined.
fn runs(results: &Results, first: usize) -> impl Iterator<Item = RunRow<'_>> {
    let figures = || results.units.iter().flat_map(|unit| results.indicators.iter().map(move |i| (unit, i)));
    results.each_arm().flat_map(move |(a, arm)| {
        results.each_horizon(a).take_while(move |(at, _)| *at < first).flat_map(
            move |(replication, values)| {
                let defined = figures().zip(values).filter(|(_, value)| value.is_finite());
                defined.map(move |((unit, indicator), value)| RunRow {
                    arm,
                    replication: results.first_replication + replication as u32,
                    unit: &unit.id,
                    indicator: indicator.id,
                    value: value + 0.0,
                })
            },
        )
    })
}

/// What the tables are made of.
pub(super) struct Found<'a> {
    pub(super) results: &'a Results,
    /// Children by legal status.
    pub(super) legal: &'a Legal,
    pub(super) assumptions: &'a [Assumption],
    pub(super) contested: &'a Contested,
    pub(super) matters: Matters,
    /// Changes during the run.
    pub(super) changes: Vec<ChangeRow>,
    pub(super) first_year: Vec<FirstYearRow>,
    pub(super) starts: Vec<StartsRow>,
    /// Teams of the first replication.
    pub(super) people: people::People,
    /// Children's months and events, if they are asked for.
    pub(super) told: Option<events::Told>,
    /// Links of the chain, if they are asked for.
    pub(super) why: Option<&'a [WhyRow]>,
    /// One child's two histories, where any child's differ.
    pub(super) journey: Option<&'a journey::Found>,
    /// Histories that have rows of their own.
    pub(super) first: usize,
}

/// Writes every table and returns the entries for the manifest, in order of name.
pub(super) fn write_all(
    directory: &Path,
    found: Found<'_>,
    by_authority_year: bool,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    let Found {
        results,
        legal,
        contested,
        assumptions,
        matters,
        changes,
        first_year,
        starts,
        people,
        mut told,
        first,
        ..
    } = found;
    let mut tables = Tables::of(directory);
    if let Some(why) = found.why {
        tables = tables.with(|| why.to_vec());
    }
    if let Some(journey) = found.journey {
        tables = tables
            .with(|| journey.journey.clone())
            .with(|| journey.spans.clone())
            .with(|| journey.happenings.clone());
    }
    if by_authority_year {
        tables = tables.with(|| authority_years::rows(results, first));
    }
    let teams = told.as_mut().map_or_else(|| people.teams, |told| std::mem::take(&mut told.people.teams));
    tables = tables.with(|| teams);
    if let Some(told) = told {
        tables = tables.with(|| told.months).with(|| told.events).with(|| told.people.workers);
    }
    tables
        // In order of the time that they take.
        .with(|| runs(results, first))
        .with(|| levels::yearly(results))
        .with(|| children::rows(results, legal))
        .with(|| influence::rows(results, assumptions))
        .with(|| differences::rows(results, &matters))
        .with(|| by_year::rows(results))
        .with(|| gains::rows(results))
        .with(|| by_year::exposure(results))
        .with(|| names::parameters(results, first))
        .with(|| levels::summary(results))
        .with(|| positions::rows(results, &matters))
        .with(|| levels::noise(results))
        .with(|| contested.rows.clone())
        .with(|| authorities::rows(results))
        .with(|| first_year)
        .with(|| starts)
        .with(|| contracts::rows(results))
        .with(|| providers::rows(results))
        .with(|| bids::rows(results))
        .with(|| changes)
        .with(|| names::hypotheses(results, first))
        .with(|| names::assumptions(results, assumptions))
        .with(|| unit_rows(&results.units))
        .with(|| indicator_rows(&results.indicators))
        .write(options)
}
