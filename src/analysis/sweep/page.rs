//! Response curves, maps and page of a sweep, from its table alone.

use std::path::Path;

use super::read::{Read, Together};
use super::{answer, opening, page_points};
use crate::analysis::names;
use crate::analysis::sweep::rows::CellRow;
use crate::chart::{Heading, HeatMap, KeyMark, Panel, Panels, Point, Series};
use crate::report::words::after;
use crate::report::{
    Figure, Page, Table, difference_rounding, difference_unit, direction, escape, range, rounding, save,
};
use crate::results::OutputError;
use crate::results::OutputOptions;
use crate::results::file::read_table;
use crate::results::manifest::{MANIFEST, Manifest};
use crate::results::rows::IndicatorRow;
use crate::scenario::Factor;

/// Panels that one figure may have before it stops being readable.
const MOST_PANELS: usize = 9;
/// Figures of one indicator, one for each combination of levels of the factors beyond the second.
const MOST_FIGURES: usize = 9;

/// Positions of levels along a scale: their own values when all are numbers, else their order.
fn positions(factor: &Factor) -> Vec<f64> {
    let numbers: Vec<f64> = factor.levels.iter().filter_map(|l| l.parse().ok()).collect();
    let rising = numbers.windows(2).all(|w| w[0] < w[1]);
    if numbers.len() == factor.levels.len() && rising && numbers.iter().all(|n: &f64| n.is_finite()) {
        numbers
    } else {
        (0..factor.levels.len()).map(|at| at as f64).collect()
    }
}

/// The finding of a response: the cell whose mean difference is largest, and whether its interval holds zero.
fn title(indicator: &IndicatorRow, rows: &[&CellRow], together: &Together, least: Option<f64>) -> String {
    if rows.iter().all(|row| row.difference_mean.is_none()) {
        return format!("{}: not defined in this sweep", indicator.title);
    }
    let apart: Vec<&&CellRow> = rows.iter().filter(|row| together.is_apart(row)).collect();
    let told = apart.len();
    let largest = apart.into_iter().max_by(|a, b| {
        let size = |r: &CellRow| r.difference_mean.unwrap_or(0.0).abs();
        size(a).total_cmp(&size(b))
    });
    let Some((row, mean)) = largest.and_then(|r| Some((r, r.difference_mean?))) else {
        return format!("{}: no combination is told apart from the first", indicator.title);
    };
    let print = answer::rounded(indicator, row, together, least);
    let most = if told == 1 {
        "the only difference".to_owned()
    } else {
        format!("the largest of {told} differences")
    };
    format!(
        "{}: {} by {}{} at {}, {most} told apart from none",
        indicator.title,
        direction(mean),
        print.print(mean.abs()),
        after(indicator),
        answer::levels(row)
    )
}

/// The id of a figure, with the number of its combination from the second on, and its title, with
/// what is held.
fn named(
    read: &Read,
    kind: &str,
    indicator: &IndicatorRow,
    (number, held): (usize, &[usize]),
    rows: &[&CellRow],
) -> (String, String) {
    let id = format!("{kind}-{}", indicator.indicator).replace('_', "-");
    let finding = match kind {
        "map" => format!("{}: by both factors", indicator.title),
        _ => title(indicator, rows, &read.read_together(), read.least(&indicator.indicator)),
    };
    if held.is_empty() {
        return (id, finding);
    }
    let id = match number {
        0 => id,
        number => format!("{id}-{}", number + 1),
    };
    (id, format!("With {}: {finding}", read.held(held)))
}

pub(super) fn grain(rows: &[&CellRow]) -> Option<f64> {
    rows.iter().filter_map(|r| Some((r.difference_high? - r.difference_low?) / 2.0)).reduce(f64::max)
}

pub(super) fn data(read: &Read, indicator: &IndicatorRow, rows: &[&CellRow]) -> Table {
    let print = rounding(indicator);
    let fine = difference_rounding(indicator, grain(rows));
    Table {
        caption: format!(
            "{} by combination, {}; differences against {}",
            indicator.title,
            indicator.unit,
            read.first_cell()
        ),
        header: [
            "Combination",
            "Histories",
            "Mean",
            "Middle 90%",
            "Mean difference",
            "95% interval of the mean difference",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows
            .iter()
            .map(|r| {
                vec![
                    if r.levels.is_empty() { "base".to_owned() } else { answer::levels(r) },
                    r.n.to_string(),
                    print.print(r.mean.unwrap_or(f64::NAN)),
                    range(&print, r.q05, r.q95),
                    fine.print(r.difference_mean.unwrap_or(f64::NAN)),
                    range(&fine, r.difference_low, r.difference_high),
                ]
            })
            .collect(),
    }
}

/// A line with its band: value, low and high of each row.
fn series(
    colour: usize,
    rows: &[(f64, &CellRow)],
    of: impl Fn(&CellRow) -> Option<(f64, f64, f64)>,
) -> Series {
    let point = |(x, row): &(f64, &CellRow)| {
        let (y, low, high) = of(row)?;
        let x = *x;
        Some(Point { x, y, low, high })
    };
    Series {
        label: String::new(),
        colour,
        points: rows.iter().filter_map(point).collect(),
        step: false,
        marked: colour == 0,
        band: true,
    }
}

/// The response of an outcome to the first factor, a panel for each level of the second, with what is held of the others.
pub(super) fn response(read: &Read, indicator: &IndicatorRow, (number, held): (usize, &[usize])) -> Figure {
    let across = read.factor(0);
    let along = positions(across);
    let down = read.manifest.factors.get(1).map_or(1, |f| f.levels.len());
    let mut all = Vec::new();
    let mut panels = Vec::new();
    for second in 0..down {
        let rows: Vec<(f64, &CellRow)> = (0..across.levels.len())
            .filter_map(|first| {
                let row = read.row(&read.at(first, second, held), &read.unit.0, &indicator.indicator)?;
                Some((along[first], row))
            })
            .collect();
        all.extend(rows.iter().map(|(_, r)| *r));
        if panels.len() == MOST_PANELS {
            continue;
        }
        panels.push(Panel {
            title: read
                .manifest
                .factors
                .get(1)
                .map_or_else(|| names::axis(&across.path), |f| names::title(&f.path, &f.levels[second])),
            series: vec![
                series(1, &rows, |r| Some((r.difference_q50?, r.difference_q05?, r.difference_q95?))),
                series(0, &rows, |r| {
                    let mean = r.difference_mean?;
                    let (low, high) = (r.difference_low, r.difference_high);
                    Some((mean, low.unwrap_or(mean), high.unwrap_or(mean)))
                }),
            ],
            points_of_interest: Vec::new(),
        });
    }
    let print = difference_rounding(indicator, grain(&all));
    let (id, title) = named(read, "response", indicator, (number, held), &all);
    Figure {
        heading: Heading {
            id,
            title,
            subtitle: format!(
                "{}: mean paired difference against {}, {}. {}",
                indicator.title,
                read.first_cell(),
                difference_unit(indicator),
                read.scope(held)
            ),
            source: format!("Intervals are not adjusted for the number of combinations. {}", read.source()),
            description: format!(
                "Lines of the mean difference with the 95% interval of the mean, and of the median with the middle 90% of replications, by level of what is varied first ({}), one panel for each level of the second. The values are in the table.",
                names::axis(&across.path)
            ),
        },
        drawing: Box::new(Panels {
            panels,
            y_title: format!("Difference against the first combination, {}", difference_unit(indicator)),
            x_title: names::axis(&across.path),
            x_labels: along.iter().copied().zip(across.levels.iter().cloned()).collect(),
            rounding: print,
            y_limits: None,
            key: vec![
                (KeyMark::Line(0), "mean difference".to_owned()),
                (KeyMark::Band(0), "95% interval of the mean".to_owned()),
                (KeyMark::Line(1), "median of the replications".to_owned()),
                (KeyMark::Band(1), "middle 90% of the replications".to_owned()),
            ],
        }),
        data: data(read, indicator, &all),
    }
}

fn map(read: &Read, indicator: &IndicatorRow, (number, held): (usize, &[usize])) -> Figure {
    let (across, down) = (read.factor(0), read.factor(1));
    let mut all = Vec::new();
    let values = (0..down.levels.len())
        .map(|second| {
            (0..across.levels.len())
                .map(|first| {
                    let row = read.row(&read.at(first, second, held), &read.unit.0, &indicator.indicator);
                    all.extend(row);
                    row.and_then(|r| r.difference_mean).unwrap_or(f64::NAN)
                })
                .collect()
        })
        .collect();
    let (id, title) = named(read, "map", indicator, (number, held), &all);
    Figure {
        heading: Heading {
            id,
            title,
            subtitle: format!(
                "{}: mean paired difference against {}, {}. {}",
                indicator.title,
                read.first_cell(),
                difference_unit(indicator),
                read.scope(held)
            ),
            source: format!(
                "Cells are shaded in five classes of equal width, the darker the higher, on one scale for all maps of this measure. {}",
                read.source()
            ),
            description: format!(
                "A map with {} across and {} down, the mean difference printed in each cell.",
                names::axis(&across.path),
                names::axis(&down.path)
            ),
        },
        drawing: Box::new(HeatMap {
            across: (names::axis(&across.path), across.levels.clone()),
            down: (names::axis(&down.path), down.levels.clone()),
            values,
            limits: read.limits(&indicator.indicator),
            rounding: difference_rounding(indicator, grain(&all)),
        }),
        data: grid(read, indicator, held),
    }
}

/// What a map holds: mean difference and interval, the first factor across and the second down.
fn grid(read: &Read, indicator: &IndicatorRow, held: &[usize]) -> Table {
    let (across, down) = (read.factor(0), read.factor(1));
    let cell = |first: usize, second: usize| {
        let row = read.row(&read.at(first, second, held), &read.unit.0, &indicator.indicator);
        let Some((row, mean)) = row.and_then(|row| Some((row, row.difference_mean?))) else {
            return "not defined".to_owned();
        };
        let print = difference_rounding(indicator, grain(&[row]));
        format!("{} ({})", print.print(mean), range(&print, row.difference_low, row.difference_high))
    };
    let level = |factor: &Factor, at: usize| names::title(&factor.path, &factor.levels[at]);
    let head = (0..across.levels.len()).map(|first| level(across, first));
    let row = |second: usize| {
        let cells = (0..across.levels.len()).map(|first| cell(first, second));
        std::iter::once(level(down, second)).chain(cells).collect()
    };
    Table {
        caption: format!(
            "{}: mean difference against {} and its 95% interval, {}",
            indicator.title,
            read.first_cell(),
            difference_unit(indicator)
        ),
        header: std::iter::once(names::name(&down.path)).chain(head).collect(),
        rows: (0..down.levels.len()).map(row).collect(),
    }
}

/// Draws charts and page of a sweep.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    if manifest.factors.is_empty() || manifest.factors.iter().any(|f| f.levels.is_empty()) {
        return Err(OutputError::Damaged {
            path: directory.join(MANIFEST),
            line: 1,
            message: "a sweep must have factors with levels".to_owned(),
        });
    }
    let indicators = read_table(directory, &manifest.files)?;
    let units = read_table(directory, &manifest.files)?;
    let cells = read_table(directory, &manifest.files)?;
    let read = Read::new(manifest, indicators, units, cells);
    let mut page = Page::default();
    let headlines = read.headlines();
    let together = read.read_together();
    opening::answered(&read, &headlines, &together, &mut page);
    page.heading("What not to conclude");
    page.list(&answer::not_to_conclude(read.manifest.replications, together.count));
    page.contents_here();
    if let Some(table) = answer::table(&read, &together, &headlines).filter(|_| !read.is_of_points()) {
        page.section("factors", "Every factor, every outcome");
        page.table(&table);
    }
    page.section("varied", "What was varied");
    let varied: Vec<String> = read
        .manifest
        .factors
        .iter()
        .map(|f| format!("{} ({}): {}", names::axis(&f.path), f.path, f.levels.join(", ")))
        .collect();
    page.list(&varied);
    page.paragraph(&format!(
        "Differences are against {}; design.csv holds the values of every combination. A difference is told apart from none when chance would make one as far out among the {} that are read together in fewer than 5 of 100 sweeps (Holm's rule, as in a run).",
        read.first_cell(),
        together.count
    ));
    if let Some(children) = read.units.iter().find(|u| u.unit == "authority").and_then(|u| u.children) {
        page.paragraph(&format!(
            "The authority looks after {} children on the first day.",
            crate::chart::number(children, 0)
        ));
    }
    if read.is_of_points() {
        page_points::figures(&read, &headlines, &mut page);
    } else {
        combinations(&read, &headlines, &mut page);
    }
    page.section("limits", "Limits, and how to repeat this");
    page.paragraph("A sweep says what differs and not why: the chain from lever to outcome is told by a run of one combination as an arm of a scenario beside another, with `swplab run FILE --why`.");
    page.paragraph("This is a simulation. It shows what follows from stated mechanisms and ranges; it has not been observed. cells.csv holds every indicator, unit and cell; dictionary.csv says what its columns mean.");
    page.paragraph("With the folder of these results in place of DIR, the first command lives it all again and compares every table byte for byte; the second draws charts and page again from the tables.");
    page.code("swplab verify DIR\nswplab report DIR");
    page.fold("The scenario as written");
    page.paragraph("What its head says was seen is of a run of its own arms, not of the combinations above.");
    page.code(&read.manifest.scenario_as_written);
    page.unfold();
    if !read.manifest.sources.is_empty() {
        page.heading("Sources of data");
        page.list(&read.manifest.sources);
    }
    let lead = format!("<p class=\"inset\">{}</p>", escape(&opening::asked(&read)));
    save(directory, &page, &read.manifest.title, &lead, options)
}

/// Curves and maps of every combination.
fn combinations(read: &Read, headlines: &[&IndicatorRow], page: &mut Page) {
    page.section("response", "Response curves");
    let combinations = read.combinations();
    let shown = &combinations[..combinations.len().min(MOST_FIGURES)];
    if shown.len() < combinations.len() {
        page.paragraph(&format!(
            "The factors beyond the second have {} combinations of levels; the figures show the first {}. The others are in cells.csv.",
            combinations.len(),
            shown.len()
        ));
    }
    for indicator in headlines {
        for (number, held) in shown.iter().enumerate() {
            page.figure(response(read, indicator, (number, held)));
        }
    }
    if read.manifest.factors.len() > 1 {
        page.section("maps", "Maps of the first two factors");
        for indicator in headlines {
            for (number, held) in shown.iter().enumerate() {
                page.figure(map(read, indicator, (number, held)));
            }
        }
    }
}
