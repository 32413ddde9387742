//! Response curves, maps and page of a sweep, from its table alone.

use std::path::Path;

use super::read::{Read, Together};
use super::{answer, limits, opening, page_points};
use crate::analysis::names;
use crate::analysis::run::page::QUANTILES;
use crate::analysis::sweep::rows::CellRow;
use crate::chart::{Heading, HeatMap, KeyMark, Panel, Panels, Point, Series};
use crate::report::words::{after, listed, upper_first};
use crate::report::{
    Figure, Page, Table, difference_rounding, difference_unit, direction, range, rounding, save,
};
use crate::results::OutputError;
use crate::results::OutputOptions;
use crate::results::file::read_table;
use crate::results::manifest::{MANIFEST, Manifest};
use crate::results::rows::IndicatorRow;
use crate::scenario::Factor;

/// Panels that one figure may have before it stops being readable.
const MOST_PANELS: usize = 9;
/// Figures of one indicator, one for each combination of levels of what is varied beyond the second.
const MOST_FIGURES: usize = 9;
/// Figures that stand before the appendix.
const BEFORE: usize = 8;

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

/// The finding of a response: the combination whose average difference is the largest of those told apart; what is shown where
/// nothing is.
fn title(read: &Read, indicator: &IndicatorRow, rows: &[&CellRow]) -> String {
    let (together, least) = (&read.read_together(), read.least(&indicator.indicator));
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
        return format!("{} by {}: nothing is told apart", indicator.title, what_is_varied(read, 2));
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

/// The id of a figure, with the number of its combination from the second on, and its title: the finding of curves in which something
/// is told apart, else what is shown; with what is held.
fn named(
    read: &Read,
    kind: &str,
    indicator: &IndicatorRow,
    (number, held): (usize, &[usize]),
    rows: &[&CellRow],
) -> (String, String) {
    let id = format!("{kind}-{}", indicator.indicator).replace('_', "-");
    let title = match kind {
        "map" => format!("{}: average differences by {}", indicator.title, what_is_varied(read, 2)),
        _ => title(read, indicator, rows),
    };
    if held.is_empty() {
        return (id, title);
    }
    let id = match number {
        0 => id,
        number => format!("{id}-{}", number + 1),
    };
    (id, format!("With {}: {title}", read.held(held)))
}

/// The first of what is varied, as they stand in a sentence.
pub(super) fn what_is_varied(read: &Read, most: usize) -> String {
    let factors = read.manifest.factors.iter().take(most);
    listed(&factors.map(|factor| names::inside(&factor.path)).collect::<Vec<_>>())
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
            "Average",
            "Middle 90%",
            "Average difference",
            "95% interval of the average difference",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows
            .iter()
            .map(|r| {
                vec![
                    answer::levels(r),
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

/// The response of an outcome to what is varied first, a panel for each level of the second, with what is held of the others, and the
/// rows that it shows.
fn response<'a>(
    read: &'a Read,
    indicator: &IndicatorRow,
    (number, held): (usize, &[usize]),
) -> (Figure, Vec<&'a CellRow>) {
    let across = read.factor(0);
    let along = positions(across);
    let down = read.manifest.factors.get(1).map_or(1, |f| f.levels.len());
    // Of fewer histories no middle is told, as in a run.
    let has_middle = read.manifest.replications >= QUANTILES;
    let mut all: Vec<&CellRow> = Vec::new();
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
        let mut title = read
            .manifest
            .factors
            .get(1)
            .map_or_else(|| names::axis(&across.path), |f| names::title(&f.path, &f.levels[second]));
        // Against itself the first has no interval, which is no certainty.
        if rows.iter().any(|(_, row)| row.cell == 0) {
            let first = names::combination([(across.path.as_str(), across.levels[0].as_str())].into_iter());
            title += &format!(". {}: what the others are compared with", upper_first(&first));
        }
        let means = series(0, &rows, |r| {
            let mean = r.difference_mean?;
            let (low, high) = (r.difference_low, r.difference_high);
            Some((mean, low.unwrap_or(mean), high.unwrap_or(mean)))
        });
        let middle = series(1, &rows, |r| Some((r.difference_q50?, r.difference_q05?, r.difference_q95?)));
        let series = if has_middle { vec![middle, means] } else { vec![means] };
        panels.push(Panel { title, series, points_of_interest: Vec::new() });
    }
    let print = difference_rounding(indicator, grain(&all));
    let key = [
        (KeyMark::Line(0), "average difference"),
        (KeyMark::Band(0), "95% interval of the average"),
        (KeyMark::Line(1), "median of the histories"),
        (KeyMark::Band(1), "middle 90% of the histories"),
    ];
    let key = key.into_iter().take(if has_middle { 4 } else { 2 });
    let key = key.map(|(mark, words)| (mark, words.to_owned())).collect();
    let (id, title) = named(read, "response", indicator, (number, held), &all);
    let figure = Figure {
        heading: Heading {
            id,
            title,
            subtitle: format!(
                "{}: average difference against {}, {}. {}",
                indicator.title,
                read.first_cell(),
                difference_unit(indicator),
                read.scope(held)
            ),
            source: format!(
                "Each interval is read alone and does not allow for the number of combinations. {}",
                read.source()
            ),
            description: format!(
                "Lines of the average difference with its 95% interval, and from {QUANTILES} histories on of the median with the middle 90% of them, by level of what is varied first ({}), one panel for each level of the second. The values are in the table.",
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
            key,
        }),
        data: data(read, indicator, &all),
    };
    (figure, all)
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
                "{}: average difference against {}, {}. {}",
                indicator.title,
                read.first_cell(),
                difference_unit(indicator),
                read.scope(held)
            ),
            source: format!(
                "Combinations are shaded in five classes of equal width, the darker the higher, on one scale for all maps of this measure. {}",
                read.source()
            ),
            description: format!(
                "A map with {} across and {} down, the average difference printed at each combination.",
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

/// What a map holds: average difference and interval, what is varied first across and the second down.
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
            "{}: average difference against {} and its 95% interval, {}",
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
    let (headlines, together) = (read.headlines(), read.read_together());
    let mut page = Page::default();
    let Figures { mut findings, others } = figures(&read, &headlines, &together);
    // One chart carries the answer: that of the outcome that leads, where it has a finding.
    let leads = headlines.first().map_or("", |leads| leads.indicator.as_str());
    let is_first = findings.first().is_some_and(|(of, _)| of == leads);
    let carries = is_first.then(|| findings.remove(0).1);
    opening::answered(&read, &headlines, &together, (&mut page, carries));
    page.contents_here();
    if let Some(table) = answer::table(&read, &together, &headlines).filter(|_| !read.is_of_points()) {
        page.section("alone", "Each thing that is varied, every outcome");
        page.table(&table);
    }
    if !findings.is_empty() {
        page.section("response", "What is told apart");
        findings.into_iter().for_each(|(_, figure)| page.figure(figure));
    }
    limits::write(&read, &mut page);
    page.appendix();
    appendix(&read, &headlines, others, &mut page);
    save(directory, &page, &read.manifest.title, &opening::lead(&read), options)
}

/// Curves, or figures of points, of every outcome.
struct Figures {
    /// Those in which something is told apart, with the outcome, at most [`BEFORE`].
    findings: Vec<(String, Figure)>,
    /// All others.
    others: Vec<Figure>,
}

fn figures(read: &Read, headlines: &[&IndicatorRow], together: &Together) -> Figures {
    let mut figures = Figures { findings: Vec::new(), others: Vec::new() };
    let mut put = |of: &IndicatorRow, figure: Figure, is_told: bool| {
        if is_told && figures.findings.len() < BEFORE {
            figures.findings.push((of.indicator.clone(), figure));
        } else {
            figures.others.push(figure);
        }
    };
    let is_told = |rows: &[&CellRow]| rows.iter().any(|row| together.is_apart(row));
    for indicator in headlines {
        if read.is_of_points() {
            let rows: Vec<&CellRow> = read.of(&indicator.indicator).collect();
            put(indicator, page_points::figure(read, indicator, is_told(&rows)), is_told(&rows));
            continue;
        }
        for (number, held) in read.combinations().iter().take(MOST_FIGURES).enumerate() {
            let (figure, rows) = response(read, indicator, (number, held));
            put(indicator, figure, is_told(&rows));
        }
    }
    figures
}

/// What was varied, the figures without a finding, maps, and the scenario, each part to be opened.
fn appendix(read: &Read, headlines: &[&IndicatorRow], others: Vec<Figure>, page: &mut Page) {
    page.section("varied", "What was varied, and how differences are read");
    let varied = read.manifest.factors.iter();
    let varied = varied.map(|f| format!("{} ({}): {}", names::axis(&f.path), f.path, f.levels.join(", ")));
    page.list(&varied.collect::<Vec<_>>());
    page.paragraph(&format!(
        "Differences are against {}; design.csv holds the values of every combination, and cells.csv every measure of every group with every combination; dictionary.csv says what their columns mean. A difference is told apart from none when chance would make one as far out among the {} that are read together in fewer than 5 of 100 sweeps (Holm's rule, as in a run).",
        read.first_cell(),
        read.read_together().count
    ));
    if !others.is_empty() {
        page.section(
            "others",
            "Other figures: those in which nothing is told apart, and those that the page had no room for",
        );
        let left = read.combinations().len().saturating_sub(MOST_FIGURES);
        if left > 0 {
            page.paragraph(&format!(
                "What is varied beyond the first two has {left} combinations more than figures show. They are in cells.csv."
            ));
        }
        others.into_iter().for_each(|figure| page.figure(figure));
    }
    if read.manifest.factors.len() > 1 && !read.is_of_points() {
        page.section("maps", "Maps of the first two that are varied");
        for indicator in headlines {
            for (number, held) in read.combinations().iter().take(MOST_FIGURES).enumerate() {
                page.figure(map(read, indicator, (number, held)));
            }
        }
    }
    page.section("scenario", "The scenario as written");
    page.paragraph(
        "What its head says was seen is of a run of its own options, not of the combinations above.",
    );
    page.code(&read.manifest.scenario_as_written);
    if !read.manifest.sources.is_empty() {
        page.section("sources", "Sources of data");
        page.list(&read.manifest.sources);
    }
}
