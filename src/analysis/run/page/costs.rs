//! What it costs, by head.

use super::load::Tables;
use super::years::row;
use super::{scope, source};
use crate::analysis::run::answer::{Facts, named};
use crate::analysis::run::rows::YearDifferenceRow;
use crate::chart::{Heading, IntervalRow, Intervals, Section, Stacked, StackedRow, arm_colour, number};
use crate::evidence::Evidence;
use crate::indicator::{Subject, money, placements};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{difference_rounding, listed, lower_first, range, rounding};
use crate::results::rows::IndicatorRow;

const TOTAL: &str = money::COST_PER_CHILD_YEAR.id;
const UNIT: &str = "authority";

/// Heads of cost: money in the unit of the total, which is left out.
fn heads(tables: &Tables) -> Vec<&IndicatorRow> {
    let total = tables.indicators.iter().find(|i| i.indicator == TOTAL);
    tables
        .indicators
        .iter()
        .filter(|i| i.subject == Subject::Money && i.indicator != TOTAL)
        .filter(|i| total.is_some_and(|total| i.unit == total.unit))
        .filter(|i| tables.level(0, UNIT, &i.indicator).is_some())
        // What costs nothing with any option, such as practices where there are none, is no head.
        .filter(|i| {
            let mean = |arm| tables.level(arm, UNIT, &i.indicator).and_then(|level| level.mean);
            (0..tables.arms()).any(|arm| mean(arm).is_some_and(|mean| mean != 0.0))
        })
        .collect()
}

fn short(head: &IndicatorRow) -> String {
    let title = head.title.strip_prefix("Cost of ").unwrap_or(&head.title);
    lower_first(title)
}

fn bars(tables: &Tables, heads: &[&IndicatorRow], total: &IndicatorRow) -> Figure {
    let mean = |arm: usize, id: &str| tables.level(arm, UNIT, id).and_then(|l| l.mean).unwrap_or(f64::NAN);
    let print = rounding(total);
    let costs: Vec<f64> = (0..tables.arms()).map(|a| mean(a, TOTAL)).collect();
    let low = costs.iter().copied().fold(f64::INFINITY, f64::min);
    let high = costs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let largest = heads.iter().max_by(|a, b| mean(0, &a.indicator).total_cmp(&mean(0, &b.indicator)));
    let title = largest.map_or_else(
        || "Cost by head".to_owned(),
        |largest| {
            // A mean of so spread a sum is not known to the pound.
            let hundreds = |v: f64| print.print(100.0 * libm::rint(v / 100.0));
            let average = if tables.manifest.replications == 1 { "in one history" } else { "on average" };
            let range = if hundreds(low) == hundreds(high) {
                format!("about {} {average} with every option", hundreds(low))
            } else {
                format!("{} to {} {average}, by option", hundreds(low), hundreds(high))
            };
            format!(
                "A child-year costs {range}; {} take {}% of it",
                short(largest),
                number(100.0 * mean(0, &largest.indicator) / costs[0], 0)
            )
        },
    );
    let is_short = heads.iter().any(|head| (0..tables.arms()).any(|arm| mean(arm, &head.indicator) < 0.0));
    let not_drawn = if is_short { "A head below nothing is in the data and has no bar. " } else { "" };
    let mut header = vec!["Head".to_owned()];
    header.extend((0..tables.arms()).map(|a| tables.arm(a).to_owned()));
    let rows = heads
        .iter()
        .copied()
        .chain([total])
        .map(|head| {
            let mut row = vec![head.title.clone()];
            row.extend((0..tables.arms()).map(|a| print.print(mean(a, &head.indicator))));
            row
        })
        .collect();
    Figure {
        heading: Heading {
            id: "cost-by-head".to_owned(),
            title,
            subtitle: format!(
                "{} by head, £ per looked-after child-year. {}",
                capital(tables),
                scope(tables, UNIT)
            ),
            source: format!("{}{}", not_drawn, source(tables)),
            description: format!(
                "One stacked bar for each option. Totals: {}.",
                (0..tables.arms())
                    .map(|a| format!("{} {}", tables.arm(a), print.print(costs[a])))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        },
        drawing: Box::new(Stacked {
            parts: heads.iter().map(|h| short(h)).collect(),
            rows: (0..tables.arms())
                .map(|arm| StackedRow {
                    label: tables.arm(arm).to_owned(),
                    note: format!("{} in all", print.print(costs[arm])),
                    values: heads.iter().map(|h| mean(arm, &h.indicator)).collect(),
                })
                .collect(),
            axis: "£ per looked-after child-year".to_owned(),
            rounding: print.clone(),
        }),
        data: Table { caption: format!("{} by head, £ per child-year", capital(tables)), header, rows },
    }
}

fn changes(tables: &Tables, heads: &[&IndicatorRow], total: &IndicatorRow) -> Figure {
    let mut sections = Vec::new();
    let mut data = Vec::new();
    let mut resolved: Vec<(String, f64)> = Vec::new();
    let is_one = tables.manifest.replications == 1;
    for arm in 1..tables.arms() {
        let mut rows = Vec::new();
        for head in [total].into_iter().chain(heads.iter().copied()) {
            let Some(d) = tables.difference(arm, UNIT, &head.indicator) else {
                continue;
            };
            let name = if head.indicator == TOTAL { "all heads".to_owned() } else { short(head) };
            let (low, high) = (d.ci_low.unwrap_or(f64::NAN), d.ci_high.unwrap_or(f64::NAN));
            if head.indicator != TOTAL && (low > 0.0 || high < 0.0) {
                let size = d.mean.unwrap_or(0.0).abs();
                match resolved.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, most)) => *most = most.max(size),
                    None => resolved.push((name.clone(), size)),
                }
            }
            rows.push(IntervalRow {
                label: name.clone(),
                mid: d.mean.unwrap_or(f64::NAN),
                low,
                high,
                colour: arm_colour(arm),
            });
            let print = difference_rounding(head, d.half_width);
            let cells = [
                tables.arm(arm).to_owned(),
                name,
                print.print(d.mean.unwrap_or(f64::NAN)),
                range(&print, d.ci_low, d.ci_high),
                range(&print, d.q05, d.q95),
            ];
            data.push(cells[..if is_one { 3 } else { 5 }].to_vec());
        }
        sections.push(Section { title: tables.arm(arm).to_owned(), rows });
    }
    resolved.sort_by(|a, b| b.1.total_cmp(&a.1));
    let resolved: Vec<String> = resolved.into_iter().map(|(name, _)| name).collect();
    let first = named(tables.arm(0));
    let title = match () {
        () if is_one => format!("Cost by head in the one history that was lived: differences from {first}"),
        () if resolved.is_empty() => {
            format!("No head of cost has an interval that leaves out no difference from {first}")
        }
        () => {
            format!("Against {first} the cost of {} differs, the largest difference first", listed(&resolved))
        }
    };
    let header = ["Option", "Head", "Mean difference", "95% interval of the mean", "Middle 90% of histories"];
    let header = if is_one { vec!["Option", "Head", "Difference"] } else { header.to_vec() };
    Figure {
        heading: Heading {
            id: "cost-differences".to_owned(),
            title,
            subtitle: format!(
                "{} in cost against {}, £ per looked-after child-year{}. {}",
                if is_one { "Difference" } else { "Mean paired difference" },
                tables.arm(0),
                if is_one { "" } else { ", with its 95% interval" },
                scope(tables, UNIT)
            ),
            source: if is_one {
                source(tables)
            } else {
                format!("Intervals of single heads are not adjusted for the number of heads. {}", source(tables))
            },
            description: "Dots with intervals by option and head of cost about a line at no difference. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections,
            axis: format!("Difference against {}, £ per child-year", tables.arm(0)),
            rounding: rounding(total),
            sides: ("cheaper".to_owned(), "dearer".to_owned()),
        }),
        data: Table {
            caption: format!("Cost against {} by head, £ per child-year", tables.arm(0)),
            header: header.into_iter().map(str::to_owned).collect(),
            rows: data,
        },
    }
}

/// Cost by financial year: on average with the first arm, and the paired difference of each other.
fn by_year(tables: &Tables, total: &IndicatorRow) -> Table {
    let print = rounding(total);
    let is_one = tables.manifest.replications == 1;
    let differences = || {
        let of_cost = |one: &&YearDifferenceRow| one.unit == UNIT && one.indicator == TOTAL;
        tables.by_year.iter().filter(|one| one.clock == "calendar").filter(of_cost)
    };
    let halves = differences().filter_map(|one| Some((one.ci_high? - one.ci_low?) / 2.0));
    let fine = difference_rounding(total, halves.reduce(f64::max));
    let level = |year: &str| {
        let found = row(tables, 0, UNIT, TOTAL, year).and_then(|found| found.mean);
        found.map_or_else(|| "Not defined".to_owned(), |mean| print.print(mean))
    };
    let difference = |arm: usize, year: &str| {
        let found = differences().find(|one| one.arm == tables.arm(arm) && one.year == year);
        let Some((found, mean)) = found.and_then(|found| Some((found, found.mean?))) else {
            return "Not defined".to_owned();
        };
        match (found.ci_low, found.ci_high) {
            _ if mean == 0.0 && found.share_higher == Some(0.0) && found.share_lower == Some(0.0) => {
                "None".to_owned()
            }
            (Some(low), Some(high)) => {
                // Intervals by Student's t lie evenly about the mean.
                format!("{}\u{a0}±\u{a0}{}", fine.print(mean), fine.print((high - low) / 2.0))
            }
            _ => fine.print(mean),
        }
    };
    let mut header = vec!["Financial year".to_owned()];
    header.extend((0..tables.arms()).map(|arm| tables.arm(arm).to_owned()));
    let rows = tables.manifest.years.iter().map(|year| {
        let mut cells = vec![year.replacen(" to 20", "/", 1), level(year)];
        cells.extend((1..tables.arms()).map(|arm| difference(arm, year)));
        cells
    });
    Table {
        caption: format!(
            "Cost by financial year, £ per looked-after child-year, not discounted: {}",
            match (tables.arms(), is_one) {
                (1, true) => "in one history".to_owned(),
                (1, false) => "the average".to_owned(),
                (_, true) => format!(
                    "with {} in one history, and how much more, or with a minus less, with the others",
                    named(tables.arm(0))
                ),
                (_, false) => format!(
                    "the average with {}, and by how much the others differ on the same luck, ± half its 95% interval",
                    named(tables.arm(0))
                ),
            }
        ),
        header,
        rows: rows.collect(),
    }
}

/// The outcome that has a published price, in pounds, apart from cost; `None` where it was not measured.
fn apart(tables: &Tables) -> Option<Table> {
    let price = Evidence::embedded().find("outcome.unstable-care")?;
    let pounds = |arm: usize| {
        let share = tables.level(arm, UNIT, placements::PLACEMENTS_3PLUS.id)?.mean?;
        Some(format!("£{} ({}%)", number(share / 100.0 * price.value, 0), number(share, 1)))
    };
    let mut header = vec!["Outcome".to_owned(), "Published price".to_owned()];
    header.extend((0..tables.arms()).map(|arm| tables.arm(arm).to_owned()));
    let mut cells = vec![
        "Three or more placements in the year".to_owned(),
        format!("£{} a child-year at prices of 2010 (grade {:?})", number(price.value, 0), price.grade),
    ];
    for arm in 0..tables.arms() {
        cells.push(pounds(arm)?);
    }
    Some(Table {
        caption: "Outcomes in pounds, apart from cost, £ per looked-after child-year".to_owned(),
        header,
        rows: vec![cells],
    })
}

/// What a level is, at the head of a sentence.
fn capital(tables: &Tables) -> &'static str {
    if tables.manifest.replications == 1 { "Cost in one history" } else { "Mean cost" }
}

/// Whose money it is: that of the one authority, or of all.
fn whole(tables: &Tables) -> String {
    let unit = tables.units.iter().find(|unit| unit.unit == UNIT);
    match unit.map_or("", |unit| unit.title.as_str()) {
        "" | "Whole authority" => "the whole authority".to_owned(),
        all => lower_first(all),
    }
}

/// Money by financial year.
pub(super) fn brief(page: &mut Page, tables: &Tables, facts: &Facts) {
    let Some(total) = tables.indicators.iter().find(|i| i.indicator == TOTAL) else { return };
    if !tables.yearly.iter().any(|row| row.unit == UNIT && row.indicator == TOTAL) {
        return;
    }
    page.section("money", "Money by financial year");
    page.paragraph(&format!(
        "Of {}, at {}; what outcomes are worth is not in it.",
        whole(tables),
        facts.prices
    ));
    facts.children_in_the_sum().iter().for_each(|said| page.paragraph(said));
    page.table(&by_year(tables, total));
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    page.section("cost", "What it costs");
    let heads = heads(tables);
    let Some(total) = tables.indicators.iter().find(|i| i.indicator == TOTAL) else {
        page.paragraph("Cost was not measured in this study.");
        return;
    };
    if heads.is_empty() || tables.level(0, UNIT, TOTAL).is_none() {
        page.paragraph("Cost was not measured in this study.");
        return;
    }
    page.figure(bars(tables, &heads, total));
    if tables.arms() > 1 {
        page.figure(changes(tables, &heads, total));
    }
    if let Some(apart) = apart(tables) {
        page.heading("Outcomes in pounds, apart");
        page.paragraph(
            "What an outcome was said to cost where somebody published a price for it. It is not added to the cost above: much of the price of an unstable year is that of its placements, which is counted there already. The evidence has no price of another outcome.",
        );
        page.table(&apart);
    }
}
