//! What a forecast writes.

use std::path::Path;

use super::Found;
use super::count::{PLACES, SERIES, Year};
use super::rows::{ForecastRow, PlaceRow, PublishedRow};
use crate::evidence::{Cell, PublishedYear};
use crate::results::table::{Tables, cell};
use crate::results::{FileEntry, OutputError, OutputOptions};
use crate::statistics::{mean, quantile, sorted};
use crate::terms::AgeBand;

/// Number, mean, and the quantiles of the bands of 80 and 50% with the median.
struct Spread {
    n: usize,
    mean: Option<f64>,
    quantiles: [Option<f64>; 5],
}

fn spread(values: impl Iterator<Item = f64>) -> Spread {
    let rising = sorted(&values.collect::<Vec<_>>());
    let at = |p| cell(quantile(&rising, p));
    Spread { n: rising.len(), mean: cell(mean(&rising)), quantiles: [0.1, 0.25, 0.5, 0.75, 0.9].map(at) }
}

fn forecast(found: &Found) -> Vec<ForecastRow> {
    let mut rows = Vec::new();
    for series in &SERIES {
        for at in 0..found.years as usize {
            let own = spread(found.histories.iter().filter_map(|years| Some(years.get(at)?.of(series))));
            let [q10, q25, q50, q75, q90] = own.quantiles;
            rows.push(ForecastRow {
                place: found.place.clone(),
                series: series.id.to_owned(),
                year: found.begins + 1 + at as u32,
                title: series.title.to_owned(),
                unit: format!("{}{}", series.before, series.unit),
                n: own.n,
                mean: own.mean,
                q10,
                q25,
                q50,
                q75,
                q90,
            });
        }
    }
    rows
}

fn places(found: &Found) -> Vec<PlaceRow> {
    const ALL: &str = "all";
    let mut rows = Vec::new();
    for at in 0..found.years as usize {
        let mut row = |placement: &str, age: &str, value: &dyn Fn(&Year) -> f64| {
            let own = spread(found.histories.iter().filter_map(|years| years.get(at).map(value)));
            let [q10, q25, q50, q75, q90] = own.quantiles;
            let year = found.begins + 1 + at as u32;
            let (placement, age) = (placement.to_owned(), age.to_owned());
            rows.push(PlaceRow { year, placement, age, n: own.n, mean: own.mean, q10, q25, q50, q75, q90 });
        };
        for place in PLACES {
            row(place.key(), ALL, &|year| year.placed[place as usize].iter().sum());
            for age in AgeBand::ALL {
                row(place.key(), age.key(), &|year| year.placed[place as usize][age as usize]);
            }
        }
        for age in AgeBand::ALL {
            row(ALL, age.key(), &|year| year.placed.iter().map(|of_age| of_age[age as usize]).sum());
        }
    }
    rows
}

/// Of the series those that are published by authority.
const PUBLISHED: usize = 5;

/// The published figures of a year, in the order of the series.
fn published_of(one: &PublishedYear) -> [Option<f64>; PUBLISHED] {
    let [there, came, _] = one.unaccompanied.map(Cell::number);
    [one.children, one.started, one.ceased, there, came]
}

fn published(found: &Found) -> Vec<PublishedRow> {
    let columns = SERIES[..PUBLISHED].iter().map(|series| series.id).enumerate();
    let rows = columns.flat_map(|(column, series)| {
        found.published.iter().map(move |one| PublishedRow {
            series: series.to_owned(),
            year: one.year,
            value: published_of(one)[column],
        })
    });
    rows.collect()
}

/// Writes every table.
pub(super) fn write_all(
    directory: &Path,
    found: &Found,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    Tables::of(directory)
        .with(|| forecast(found))
        .with(|| places(found))
        .with(|| published(found))
        .write(options)
}
