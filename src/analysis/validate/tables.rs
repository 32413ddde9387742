//! A validation as tidy rows.

use std::path::Path;

use super::Validated;
use super::rows::{CardRow, CentreRow, ForecastRow, TotalRow, UnpublishedRow};
use crate::analysis::validate::{BackCast, Forecast, Line, TARGETS, Total, reason, totals};
use crate::results::manifest::FileEntry;
use crate::results::table::{Tables, cell};
use crate::results::{OutputError, OutputOptions};

const BACK_CAST: &str = "back-cast";
const LONG_LOOK: &str = "long look";

fn card(line: &Line) -> CardRow {
    CardRow {
        part: line.part.word().to_owned(),
        section: line.section.to_owned(),
        row: line.row.clone(),
        target: line.title.clone(),
        window: line.window.clone(),
        observed: cell(line.observed),
        seen: line.seen.clone(),
        simulated: cell(line.simulated),
        low: cell(line.interval.0),
        high: cell(line.interval.1),
        half_width: cell(line.half_width),
        least: cell(line.allowed.0),
        most: cell(line.allowed.1),
        unit: line.unit.clone(),
        passes: line.passes,
        reason: line.reason.clone(),
        note: line.note.clone(),
    }
}

fn forecast(look: &str, one: &Forecast, found: &BackCast) -> ForecastRow {
    let [no_change, trend, no_change_spread, trend_spread, climate] = one.simple;
    let why = if one.is_inside() { "" } else { reason(one, found) };
    ForecastRow {
        look: look.to_owned(),
        indicator: TARGETS[one.target].indicator.id.to_owned(),
        area: one.area.clone(),
        year: one.year,
        base: one.base,
        start: one.start,
        observed: cell(one.observed),
        mean: cell(one.mean),
        median: cell(one.median),
        low: cell(one.interval.0),
        high: cell(one.interval.1),
        inside: one.is_inside(),
        crps: cell(one.crps),
        no_change,
        trend,
        no_change_spread,
        trend_spread,
        climate,
        reason: why.to_owned(),
    }
}

fn total(look: &str, one: &Total) -> TotalRow {
    let [no_change, trend, no_change_spread, trend_spread, climate] = one.simple;
    TotalRow {
        look: look.to_owned(),
        indicator: TARGETS[one.target].indicator.id.to_owned(),
        years: one.year.map_or("all".to_owned(), |year| year.to_string()),
        areas: one.areas,
        inside: one.inside,
        above: one.above,
        below: one.below,
        coverage: cell(one.coverage()),
        coverage_low: cell(one.band.low),
        coverage_high: cell(one.band.high),
        bias: cell(one.bias),
        crps: cell(one.crps),
        no_change,
        trend,
        no_change_spread,
        trend_spread,
        climate,
    }
}

/// Writes every table.
pub(super) fn write_all(
    directory: &Path,
    validated: &Validated,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    let looks = || {
        let long = validated.long.as_ref().map(|long| (LONG_LOOK, long));
        std::iter::once((BACK_CAST, &validated.found)).chain(long)
    };
    let forecasts =
        looks().flat_map(|(look, found)| found.forecasts.iter().map(move |one| forecast(look, one, found)));
    let sums = looks().flat_map(|(look, found)| totals(found).into_iter().map(move |one| total(look, &one)));
    let unpublished = validated.found.unpublished.iter().map(|(target, area, year)| UnpublishedRow {
        indicator: TARGETS[*target].indicator.id.to_owned(),
        area: area.clone(),
        year: *year,
    });
    let centres = validated.card.centres.iter().map(|(level, factor)| CentreRow {
        level: level.key().to_owned(),
        title: level.title().to_owned(),
        factor: *factor,
    });
    Tables::of(directory)
        .with(|| validated.card.lines.iter().map(card))
        .with(|| centres)
        .with(|| forecasts)
        .with(|| sums)
        .with(|| unpublished)
        .write(options)
}
