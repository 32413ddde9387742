//! Each authority, where a study has several that do not touch.

use std::collections::BTreeMap;

use super::load::Tables;
use super::{scope, source};
use crate::analysis::run::rows::AuthorityRow;
use crate::chart::{Heading, Ridge, Ridges, arm_colour};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{difference_rounding, difference_unit, lower_first, range, rounding, unit_words};
use crate::results::rows::IndicatorRow;
use crate::statistics::{quantile, sorted};

/// Rows of an arm and indicator, in the order of the authorities.
fn of<'a>(
    tables: &'a Tables,
    arm: usize,
    indicator: &'a IndicatorRow,
) -> impl Iterator<Item = &'a AuthorityRow> {
    let name = tables.arm(arm);
    let rows = tables.authorities.iter();
    rows.filter(move |row| row.arm == name && row.indicator == indicator.indicator)
}

/// How far the authorities stand apart on one measure.
fn figure(tables: &Tables, indicator: &IndicatorRow) -> Figure {
    let print = rounding(indicator);
    let mut rows = Vec::new();
    let mut data = Vec::new();
    for arm in 0..tables.arms() {
        let known = of(tables, arm, indicator);
        let mut named: Vec<(f64, &str)> =
            known.filter_map(|row| Some((row.mean?, row.authority.as_str()))).collect();
        named.sort_by(|a, b| a.0.total_cmp(&b.0));
        let values: Vec<f64> = named.iter().map(|(value, _)| *value).collect();
        let rising = sorted(&values);
        let (Some(lowest), Some(highest)) = (named.first(), named.last()) else {
            continue;
        };
        let q = |p| quantile(&rising, p);
        rows.push(Ridge {
            label: tables.arm(arm).to_owned(),
            note: format!(
                "median {}, middle 90%: {}",
                print.print(q(0.5)),
                range(&print, Some(q(0.05)), Some(q(0.95)))
            ),
            colour: arm_colour(arm),
            values,
        });
        data.push(vec![
            tables.arm(arm).to_owned(),
            named.len().to_string(),
            format!("{} ({})", print.print(lowest.0), lowest.1),
            print.print(q(0.5)),
            format!("{} ({})", print.print(highest.0), highest.1),
        ]);
    }
    let title = match data.first() {
        Some(first) => format!(
            "{}: authorities run from {} to {} with {}",
            indicator.title, first[2], first[4], first[0]
        ),
        None => format!("{}: not defined here", indicator.title),
    };
    Figure {
        heading: Heading {
            id: format!("authorities-{}", indicator.indicator).replace('_', "-"),
            title,
            subtitle: format!(
                "{}, {}. Each authority\u{2019}s mean. {}",
                indicator.title,
                unit_words(indicator),
                scope(tables, "authority")
            ),
            source: source(tables),
            description: format!(
                "One histogram for each option of {} over the authorities. {}",
                lower_first(&indicator.title),
                rows.iter().map(|row| format!("{}: {}.", row.label, row.note)).collect::<Vec<_>>().join(" ")
            ),
        },
        drawing: Box::new(Ridges {
            rows,
            axis: format!("{}, {}", indicator.title, unit_words(indicator)),
            rounding: print,
            zero: None,
        }),
        data: Table {
            caption: format!("{} over the authorities by option, {}", indicator.title, unit_words(indicator)),
            header: ["Option", "Authorities", "Lowest", "Median", "Highest"].map(str::to_owned).to_vec(),
            rows: data,
        },
    }
}

/// One row for each authority, one column for each headline.
fn table(
    caption: String,
    headlines: &[&IndicatorRow],
    cells: &BTreeMap<(&str, &str), String>,
    names: &[&str],
    unit: impl Fn(&IndicatorRow) -> String,
) -> Table {
    let mut header = vec!["Authority".to_owned()];
    header.extend(headlines.iter().map(|i| format!("{} ({})", i.title, unit(i))));
    let row = |name: &&str| {
        let mut row = vec![(*name).to_owned()];
        row.extend(headlines.iter().map(|i| {
            let key = (*name, i.indicator.as_str());
            cells.get(&key).cloned().unwrap_or_else(|| "Not defined".to_owned())
        }));
        row
    };
    Table { caption, header, rows: names.iter().map(row).collect() }
}

/// The section; nothing for a study whose authorities are one, or are lived together.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    let headlines = tables.headlines();
    let mut names: Vec<&str> = tables.authorities.iter().map(|row| row.authority.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return;
    }
    page.section("authorities", "Each authority");
    page.paragraph(&format!(
        "The {} authorities, each by itself. A figure is the mean over the histories; how far authorities stand apart is what their published figures make of them and, in small ones, luck. One of a few hundred children varies more from history to history than all together: an interval that holds no difference says that this many histories do not tell the options apart there. authorities.csv holds the same.",
        names.len()
    ));
    for indicator in &headlines {
        page.figure(figure(tables, indicator));
    }
    for arm in 0..tables.arms() {
        let mut cells = BTreeMap::new();
        for indicator in &headlines {
            let print = rounding(indicator);
            let halves = of(tables, arm, indicator)
                .filter_map(|row| Some((row.difference_high? - row.difference_low?) / 2.0));
            let fine = difference_rounding(indicator, halves.reduce(f64::max));
            for row in of(tables, arm, indicator) {
                let text = match row.difference_mean {
                    Some(mean) if arm > 0 => format!(
                        "{} ({})",
                        fine.print(mean),
                        range(&fine, row.difference_low, row.difference_high)
                    ),
                    _ if arm > 0 => continue,
                    _ => print.print(row.mean.unwrap_or(f64::NAN)),
                };
                cells.insert((row.authority.as_str(), row.indicator.as_str()), text);
            }
        }
        let name = tables.arm(arm);
        page.fold(&match arm {
            0 => format!("Every authority with {name}"),
            _ => format!("Every authority: {name} against {}", tables.arm(0)),
        });
        page.table(&match arm {
            0 => table(format!("{name}: mean"), &headlines, &cells, &names, unit_words),
            _ => table(
                format!("{name}: difference, with its 95% interval"),
                &headlines,
                &cells,
                &names,
                difference_unit,
            ),
        });
        page.unfold();
    }
}
