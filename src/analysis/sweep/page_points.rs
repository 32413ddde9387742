//! Figures of a sweep over points: for each thing that is varied, what combinations with low, middle and high values differ by from the
//! option as it is.

use super::page::{data, grain, what_is_varied};
use super::read::Read;
use crate::analysis::names;
use crate::analysis::sweep::rows::CellRow;
use crate::chart::{Heading, IntervalRow, Intervals, Section};
use crate::report::words::{counted, lower_first};
use crate::report::{Figure, difference_rounding, difference_unit};
use crate::results::rows::IndicatorRow;
use crate::statistics::{Ranked, Summary, rank_correlation};

/// Parts into which the cells are divided by the values of a factor with more of them.
const PARTS: usize = 5;

/// The position of a factor's level in a cell; `None` in the base.
fn position(read: &Read, row: &CellRow, factor: usize) -> Option<usize> {
    let level = row.levels.split(';').nth(factor)?.split_once('=')?.1;
    read.factor(factor).levels.iter().position(|known| known == level)
}

/// Cells by rising values of a factor, each with its difference, in parts.
fn parts(read: &Read, rows: &[&CellRow], factor: usize) -> Vec<(String, Vec<f64>)> {
    let mut placed: Vec<(usize, f64)> =
        rows.iter().filter_map(|row| Some((position(read, row, factor)?, row.difference_mean?))).collect();
    placed.sort_by_key(|(at, _)| *at);
    let levels = &read.factor(factor).levels;
    if levels.len() <= PARTS {
        return (levels.iter().enumerate())
            .map(|(at, level)| {
                let own = placed.iter().filter(|(own, _)| *own == at).map(|(_, difference)| *difference);
                (level.trim_matches('"').to_owned(), own.collect())
            })
            .collect();
    }
    let size = placed.len().div_ceil(PARTS).max(1);
    placed
        .chunks(size)
        .map(|part| {
            let (low, high) = (&levels[part[0].0], &levels[part[part.len() - 1].0]);
            (format!("{low} to {high}"), part.iter().map(|(_, difference)| *difference).collect())
        })
        .collect()
}

/// What the difference goes with most of all that is varied, by rank correlation over the combinations.
fn strongest<'a>(read: &'a Read, rows: &[&CellRow]) -> Option<(&'a str, f64)> {
    let mut best: Option<(&str, f64)> = None;
    for factor in 0..read.manifest.factors.len() {
        let placed =
            rows.iter().filter_map(|row| Some((position(read, row, factor)? as f64, row.difference_mean?)));
        let (at, difference): (Vec<f64>, Vec<f64>) = placed.unzip();
        let with = rank_correlation(&Ranked::of(at), &Ranked::of(difference));
        if with.is_finite() && best.is_none_or(|(_, than)| with.abs() > than.abs()) {
            best = Some((&read.factor(factor).path, with));
        }
    }
    best
}

/// The figure of an outcome; its title says what the difference goes with where something is told apart, else what is shown.
pub(super) fn figure(read: &Read, indicator: &IndicatorRow, is_told: bool) -> Figure {
    let rows: Vec<&CellRow> = read.of(&indicator.indicator).collect();
    let title = match strongest(read, &rows).filter(|_| is_told) {
        Some((path, with)) => format!(
            "{}: {} with more of “{}”, of all that is varied the one it goes with most (rank correlation {with:.2})",
            indicator.title,
            if with > 0.0 { "higher" } else { "lower" },
            names::axis(path)
        ),
        None => format!(
            "{} by {}: nothing is told apart",
            indicator.title,
            what_is_varied(read, read.manifest.factors.len())
        ),
    };
    let section = |factor: usize| Section {
        title: names::axis(&read.factor(factor).path),
        rows: parts(read, &rows, factor)
            .into_iter()
            .map(|(label, differences)| {
                let summary = Summary::of(&differences);
                IntervalRow {
                    label: format!("{label} ({})", counted(summary.n, "combination")),
                    mid: summary.mean,
                    low: summary.low,
                    high: summary.high,
                    colour: 0,
                }
            })
            .collect(),
    };
    Figure {
        heading: Heading {
            id: format!("points-{}", indicator.indicator).replace('_', "-"),
            title,
            subtitle: format!(
                "Average difference against {} over combinations with these values, {}, with 95% intervals over combinations. {}",
                read.first_cell(),
                difference_unit(indicator),
                read.scope(&[])
            ),
            source: format!("All else that is varied varies with the combinations; that is part of the intervals. {}", read.source()),
            description: "Dots with intervals, a section for each thing that is varied, from its lowest to its highest values. The combinations are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections: (0..read.manifest.factors.len()).map(section).collect(),
            axis: format!("Difference in {}, {}", lower_first(&indicator.title), difference_unit(indicator)),
            rounding: difference_rounding(indicator, grain(&rows)),
            sides: ("lower".to_owned(), "higher".to_owned()),
        }),
        data: data(read, indicator, &rows),
    }
}
