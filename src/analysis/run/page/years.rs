//! Change over time.

use super::by_year::{self, Clock};
use super::load::Tables;
use super::opening::DRAWN;
use super::{scope, source};
use crate::analysis::run::answer::named;
use crate::analysis::run::rows::YearRow;
use crate::chart::{Heading, KeyMark, Panel, Panels, Point, Series, arm_colour};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{lower_first, range, rounding, unit_words};
use crate::results::rows::IndicatorRow;

pub(super) fn row<'a>(
    tables: &'a Tables,
    arm: usize,
    unit: &str,
    indicator: &str,
    year: &str,
) -> Option<&'a YearRow> {
    tables
        .yearly
        .iter()
        .find(|y| y.arm == tables.arm(arm) && y.unit == unit && y.indicator == indicator && y.year == year)
}

fn series(tables: &Tables, arm: usize, unit: &str, indicator: &IndicatorRow, band: bool) -> Series {
    let points = tables
        .manifest
        .years
        .iter()
        .enumerate()
        .filter_map(|(at, year)| {
            let y = row(tables, arm, unit, &indicator.indicator, year)?;
            Some(Point { x: at as f64, y: y.q50?, low: y.q05?, high: y.q95? })
        })
        .collect();
    Series { label: String::new(), colour: arm_colour(arm), points, step: false, marked: false, band }
}

fn title(tables: &Tables, indicator: &IndicatorRow, lines: &[Series]) -> String {
    let print = rounding(indicator);
    let ends = |s: &Series| Some((s.points.first()?.y, s.points.last()?.y));
    let Some((first, last)) = lines.first().and_then(ends) else {
        return format!("{}: no yearly values", indicator.title);
    };
    let finals: Vec<f64> = lines.iter().filter_map(ends).map(|(_, last)| last).collect();
    let low = finals.iter().copied().fold(f64::INFINITY, f64::min);
    let high = finals.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let moved = if print.print(first) == print.print(last) {
        format!("begins and ends at {}", print.print(first))
    } else {
        format!("goes from {} to {}", print.print(first), print.print(last))
    };
    let apart = if print.print(low) == print.print(high) {
        "; all options end there".to_owned()
    } else {
        format!("; options end between {} and {}", print.print(low), print.print(high))
    };
    let what = if tables.manifest.replications == 1 { "the value" } else { "the median" };
    format!("{}: {what} with {} {moved}{apart}", indicator.title, named(tables.arm(0)))
}

fn figure(tables: &Tables, unit: &str, indicator: &IndicatorRow) -> Figure {
    let lines: Vec<Series> =
        (0..tables.arms()).map(|arm| series(tables, arm, unit, indicator, true)).collect();
    let panels = lines
        .iter()
        .enumerate()
        .map(|(arm, line)| {
            let mut series = vec![line.clone()];
            if arm > 0 {
                series.push(Series { band: false, ..lines[0].clone() });
            }
            Panel { title: tables.arm(arm).to_owned(), series, points_of_interest: Vec::new() }
        })
        .collect();
    let years = &tables.manifest.years;
    let print = rounding(indicator);
    let mut header = vec!["Year".to_owned()];
    header.extend((0..tables.arms()).map(|a| tables.arm(a).to_owned()));
    let data = years
        .iter()
        .map(|year| {
            let mut cells = vec![year.clone()];
            cells.extend((0..tables.arms()).map(|arm| {
                row(tables, arm, unit, &indicator.indicator, year).map_or_else(
                    || "Not defined".to_owned(),
                    |y| {
                        let median = print.print(y.q50.unwrap_or(f64::NAN));
                        if y.n == 1 { median } else { format!("{median} ({})", range(&print, y.q05, y.q95)) }
                    },
                )
            }));
            cells
        })
        .collect();
    Figure {
        heading: Heading {
            id: format!("years-{unit}-{}", indicator.indicator).replace('_', "-"),
            title: title(tables, indicator, &lines),
            subtitle: format!(
                "{}, {}, by year. {}",
                indicator.title,
                unit_words(indicator),
                scope(tables, unit)
            ),
            source: format!("The scale does not start at zero. {}", source(tables)),
            description: format!(
                "One panel for each option: the median of {} by year with a band for the middle 90% of histories, beside the median of the first option.",
                lower_first(&indicator.title)
            ),
        },
        drawing: Box::new(Panels {
            panels,
            y_title: format!("{}, {}", indicator.title, unit_words(indicator)),
            x_title: "Financial year that ends on 31 March".to_owned(),
            x_labels: years
                .iter()
                .enumerate()
                .filter(|(at, _)| at % 3 == (years.len() + 2) % 3)
                .map(|(at, year)| (at as f64, year.rsplit(' ').next().unwrap_or(year).to_owned()))
                .collect(),
            rounding: print,
            y_limits: None,
            key: vec![
                (KeyMark::Line(arm_colour(0)), format!("median with {}", tables.arm(0))),
                (KeyMark::Line(arm_colour(1)), "median of the option".to_owned()),
                (KeyMark::Band(arm_colour(1)), "middle 90% of histories".to_owned()),
            ],
        }),
        data: Table {
            caption: format!(
                "{} by year, {}{}",
                indicator.title,
                unit_words(indicator),
                if tables.manifest.replications == 1 {
                    ", in one history"
                } else {
                    ": median, with the middle 90% of histories in brackets"
                }
            ),
            header,
            rows: data,
        },
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    page.section("years", "Change over time");
    if tables.yearly.is_empty() {
        page.paragraph("Yearly values were not kept in this run.");
        return;
    }
    for indicator in tables.headlines() {
        page.figure(figure(tables, "authority", indicator));
    }
    if tables.arms() < 2 || tables.by_year.is_empty() {
        return;
    }
    page.heading("Differences year by year");
    page.paragraph("The same pairs as in the answer, by financial year: the mean over histories of the option less the first.");
    let Some(unit) = tables.answer_units().last().map(|unit| unit.unit.clone()) else { return };
    for indicator in tables.headlines().into_iter().filter(|one| DRAWN.contains(&one.indicator.as_str())) {
        if let Some(figure) = by_year::figure(tables, &unit, indicator, Clock::Calendar, None) {
            page.figure(figure);
        }
    }
}
