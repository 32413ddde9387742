//! A validation as tidy rows.

use std::path::Path;

use super::Validated;
use super::ahead::{Ahead, AheadScore, FORECASTERS};
use super::balance::Drift;
use super::first_year::{Agreement, Authority, Share};
use super::persistence::Lasting;
use super::round_trip::Trip;
use super::rows::{
    AgreementRow, AheadRow, AheadScoreRow, CardRow, CentreRow, DriftRow, FirstYearRow, ForecastRow,
    LastingRow, ShareRow, TotalRow, TripRow, UnpublishedRow,
};
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

fn agreement(one: &Agreement) -> AgreementRow {
    let band = one.coverage.as_ref().map(|(_, band)| (100.0 * band.low, 100.0 * band.high));
    AgreementRow {
        start: one.start,
        posterior: one.posterior.clone(),
        figure: one.figure.to_owned(),
        title: one.title.to_owned(),
        unit: one.unit.to_owned(),
        against: one.against.word().to_owned(),
        echo: one.is_echo,
        bounded: one.is_bounded,
        authorities: one.authorities,
        published: cell(one.published),
        simulated: cell(one.simulated),
        bias: cell(one.bias()),
        half_width: cell(one.half_width),
        rms: cell(one.rms),
        coverage: one.inside(),
        coverage_low: band.map(|band| band.0),
        coverage_high: band.map(|band| band.1),
    }
}

fn authority(one: &Authority) -> FirstYearRow {
    FirstYearRow {
        start: one.start,
        authority: one.name.clone(),
        figure: one.figure.to_owned(),
        against: one.against.word().to_owned(),
        published: cell(one.published),
        simulated: cell(one.simulated),
        low: cell(one.interval.0),
        high: cell(one.interval.1),
        inside: one.is_inside(),
    }
}

fn share(one: &Share) -> ShareRow {
    let [after_one, after_two] = one.simulated;
    ShareRow {
        start: one.start,
        by: one.by.to_owned(),
        kind: one.kind.to_owned(),
        title: one.title.clone(),
        authorities: one.authorities,
        published: cell(one.published),
        after_one: cell(after_one),
        after_two: cell(after_two),
        beyond: one.beyond,
        histories_beyond: cell(one.histories_beyond),
        published_beyond: cell(one.published_beyond),
    }
}

fn score_ahead(one: &AheadScore) -> [AheadScoreRow; 3] {
    std::array::from_fn(|k| AheadScoreRow {
        figure: one.figure.to_owned(),
        title: one.title.to_owned(),
        year: one.year,
        forecaster: FORECASTERS[k].to_owned(),
        authorities: one.authorities,
        crps: cell(one.crps[k]),
        inside_half: cell(one.half[k]),
        inside_most: cell(one.most[k]),
        error: cell(one.error[k]),
    })
}

fn one_ahead(one: &Ahead) -> [AheadRow; 3] {
    std::array::from_fn(|k| {
        let said = &one.said[k];
        AheadRow {
            figure: one.figure.to_owned(),
            authority: one.name.clone(),
            year: one.year,
            forecaster: FORECASTERS[k].to_owned(),
            origin: cell(one.origin),
            observed: cell(one.observed),
            q10: cell(said.most.0),
            q25: cell(said.half.0),
            q50: cell(said.median),
            q75: cell(said.half.1),
            q90: cell(said.most.1),
            crps: cell(said.crps),
        }
    })
}

fn lasting(one: &Lasting) -> LastingRow {
    LastingRow {
        start: one.start,
        id: one.figure.id.clone(),
        title: one.figure.title.clone(),
        unit: one.figure.unit.clone(),
        observed: one.figure.observed,
        tolerance: one.figure.tolerance,
        n: one.simulated.n,
        simulated: cell(one.simulated.mean),
        low: cell(one.simulated.low),
        high: cell(one.simulated.high),
        source: one.figure.source.clone(),
    }
}

fn trip(one: &Trip) -> TripRow {
    TripRow {
        authority: one.place.clone(),
        seed: one.seed,
        indicator: one.indicator.to_owned(),
        title: one.title.to_owned(),
        original: cell(one.original),
        run_on: cell(one.run_on),
        error: cell(one.error),
        off: cell(one.off()),
    }
}

fn drift(one: &Drift) -> DriftRow {
    DriftRow {
        place: one.place.clone(),
        measure: one.measure.clone(),
        title: one.title.clone(),
        unit: one.unit.clone(),
        year: one.year,
        first: cell(one.first),
        mean: cell(one.mean),
        change: cell(one.change),
        half_width: cell(one.half_width),
        most: one.most,
        beyond: one.is_beyond(),
    }
}

/// Writes every table.
pub(super) fn write_all(
    directory: &Path,
    validated: &Validated,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    let looks = || {
        let long = validated.long.as_ref().map(|long| (LONG_LOOK.to_owned(), long));
        let later = validated.later.iter().map(|found| (format!("back-cast from {}", found.start), found));
        validated
            .found
            .as_ref()
            .map(|found| (BACK_CAST.to_owned(), found))
            .into_iter()
            .chain(later)
            .chain(long)
    };
    let forecasts =
        looks().flat_map(|(look, found)| found.forecasts.iter().map(move |one| forecast(&look, one, found)));
    let sums = looks().flat_map(|(look, found)| totals(found).into_iter().map(move |one| total(&look, &one)));
    let unpublished = validated.found.iter().flat_map(|found| &found.unpublished);
    let unpublished = unpublished.map(|(target, area, year)| UnpublishedRow {
        indicator: TARGETS[*target].indicator.id.to_owned(),
        area: area.clone(),
        year: *year,
    });
    let centres = validated.card.centres.iter().map(|(level, factor)| CentreRow {
        level: level.key().to_owned(),
        title: level.title().to_owned(),
        factor: *factor,
    });
    let ahead = || validated.forecasts.iter();
    let first_years = || validated.first_year.iter();
    Tables::of(directory)
        .with(|| validated.card.lines.iter().map(card))
        .with(|| centres)
        .with(|| forecasts)
        .with(|| sums)
        .with(|| unpublished)
        .with(|| first_years().flat_map(|found| found.agreements.iter().map(agreement)))
        .with(|| first_years().flat_map(|found| found.authorities.iter().map(authority)))
        .with(|| ahead().flat_map(|found| found.scores.iter().flat_map(score_ahead)))
        .with(|| ahead().flat_map(|found| found.all.iter().flat_map(one_ahead)))
        .with(|| validated.persistence.iter().flat_map(|found| found.all.iter().map(lasting)))
        .with(|| validated.round_trip.iter().flat_map(|found| found.all.iter().map(trip)))
        .with(|| validated.balance.iter().flat_map(|found| found.all.iter().map(drift)))
        .with(|| first_years().flat_map(|found| found.shares.iter().map(share)))
        .write(options)
}
