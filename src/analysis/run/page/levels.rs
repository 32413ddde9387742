//! Distributions of outcomes by arm.

use super::load::Tables;
use super::verdict::QUANTILES;
use super::{scope, source};
use crate::chart::{Heading, Ridge, Ridges, arm_colour};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{lower_first, range, rounding, unit_words};
use crate::results::rows::IndicatorRow;

fn figure(tables: &Tables, unit: &str, indicator: &IndicatorRow) -> Figure {
    let print = rounding(indicator);
    let mut medians = Vec::new();
    let mut data = Vec::new();
    let mut rows = Vec::new();
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut most = 0;
    for arm in 0..tables.arms() {
        let Some(level) = tables.level(arm, unit, &indicator.indicator) else {
            continue;
        };
        let median = level.q50.unwrap_or(f64::NAN);
        medians.push(median);
        low = low.min(level.q05.unwrap_or(f64::INFINITY));
        high = high.max(level.q95.unwrap_or(f64::NEG_INFINITY));
        let note = match level.n {
            1 => print.print(median),
            n if n < QUANTILES => format!("median {}", print.print(median)),
            _ => {
                format!("median {}, middle 90%: {}", print.print(median), range(&print, level.q05, level.q95))
            }
        };
        most = most.max(level.n);
        rows.push(Ridge {
            label: level.arm.clone(),
            note,
            colour: arm_colour(arm),
            values: tables.values(arm, unit, &indicator.indicator).to_vec(),
        });
        let cells = [
            level.arm.clone(),
            level.n.to_string(),
            print.print(level.mean.unwrap_or(f64::NAN)),
            range(&print, level.ci_low, level.ci_high),
            print.print(median),
            range(&print, level.q25, level.q75),
            range(&print, level.q05, level.q95),
        ];
        data.push(cells.to_vec());
    }
    // One history has one value, and no spread.
    let columns = match most {
        1 => 3,
        few if few < QUANTILES => 5,
        _ => 7,
    };
    data.iter_mut().for_each(|cells| cells.truncate(columns));
    let value = if most == 1 { "Value" } else { "Mean" };
    let header =
        ["Option", "Histories", value, "95% interval of the mean", "Median", "Middle half", "Middle 90%"];
    let lowest = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = medians.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let title = if !(lowest.is_finite() && highest.is_finite() && low.is_finite() && high.is_finite()) {
        format!("{}: not defined here", indicator.title)
    } else if most < QUANTILES {
        let (what, of) = if most == 1 {
            ("the value", "the one history lived".to_owned())
        } else {
            ("the median", format!("{most} histories"))
        };
        if print.print(lowest) == print.print(highest) {
            format!("{}: {what} is {} with every option, in {of}", indicator.title, print.print(lowest))
        } else {
            format!(
                "{}: {what} is {} to {}, by option, in {of}",
                indicator.title,
                print.print(lowest),
                print.print(highest)
            )
        }
    } else if print.print(lowest) == print.print(highest) {
        format!(
            "{}: the median is {} with every option, and the middle 90% of histories lie within {} to {}",
            indicator.title,
            print.print(lowest),
            print.print(low),
            print.print(high)
        )
    } else {
        format!(
            "{}: medians of {} to {}, by option, and the middle 90% of histories lie within {} to {}",
            indicator.title,
            print.print(lowest),
            print.print(highest),
            print.print(low),
            print.print(high)
        )
    };
    Figure {
        heading: Heading {
            id: format!("levels-{unit}-{}", indicator.indicator).replace('_', "-"),
            title,
            subtitle: format!("{}, {}. {}", indicator.title, unit_words(indicator), scope(tables, unit)),
            source: source(tables),
            description: format!(
                "One histogram for each option of {} over the histories. {}",
                lower_first(&indicator.title),
                rows.iter().map(|r| format!("{}: {}.", r.label, r.note)).collect::<Vec<_>>().join(" ")
            ),
        },
        drawing: Box::new(Ridges {
            rows,
            axis: format!("{}, {}", indicator.title, unit_words(indicator)),
            rounding: print,
            zero: None,
        }),
        data: Table {
            caption: format!("{} by option, {}", indicator.title, unit_words(indicator)),
            header: header[..columns].iter().map(|head| (*head).to_owned()).collect(),
            rows: data,
        },
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    page.section("outcomes", "Outcomes by option");
    let is_one = tables.manifest.replications == 1;
    page.paragraph(if is_one {
        "One history was lived of each option, so each has one value and nothing can be said of how far values spread."
    } else {
        "The spread within an option is what is not known (quantities and contested questions differ between histories) together with luck. It is shared by the options, so compare them by the differences in the next section rather than by the overlap here. Bars show the share of histories; the outermost gather what lies beyond. The line below them holds the middle 90% and the mark on it is the median."
    });
    for indicator in tables.headlines() {
        page.figure(figure(tables, "authority", indicator));
    }
    page.fold("The same for the other fixed groups of children");
    for unit in tables.units.iter().filter(|u| u.paired && u.unit != "authority") {
        let print = |i: &IndicatorRow, arm: usize| {
            tables.level(arm, &unit.unit, &i.indicator).map_or_else(
                || "Not defined".to_owned(),
                |l| {
                    let r = rounding(i);
                    let median = r.print(l.q50.unwrap_or(f64::NAN));
                    if l.n < QUANTILES { median } else { format!("{median} ({})", range(&r, l.q05, l.q95)) }
                },
            )
        };
        let mut header = vec!["Measure".to_owned()];
        header.extend((0..tables.arms()).map(|a| tables.arm(a).to_owned()));
        page.table(&Table {
            caption: match tables.manifest.replications {
                1 => format!("{}: values of one history", unit.title),
                n if n < QUANTILES => format!("{}: median", unit.title),
                _ => format!("{}: median, with the middle 90% of histories in brackets", unit.title),
            },
            header,
            rows: tables
                .headlines()
                .into_iter()
                .map(|i| {
                    let mut row = vec![format!("{} ({})", i.title, i.unit)];
                    row.extend((0..tables.arms()).map(|a| print(i, a)));
                    row
                })
                .collect(),
        });
    }
    page.unfold();
}
