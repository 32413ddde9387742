//! What it costs, by head.

use super::load::Tables;
use super::years::row;
use super::{scope, source};
use crate::analysis::run::answer::Facts;
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
            let hundreds = |v: f64| print.print(100.0 * libm::round(v / 100.0));
            let range = if hundreds(low) == hundreds(high) {
                format!("about {} on average in every arm", hundreds(low))
            } else {
                format!("{} to {} on average", hundreds(low), hundreds(high))
            };
            format!(
                "A child-year costs {range}; {} take {}% of it",
                short(largest),
                number(100.0 * mean(0, &largest.indicator) / costs[0], 0)
            )
        },
    );
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
            subtitle: format!("Mean cost by head, £ per looked-after child-year. {}", scope(tables, UNIT)),
            source: source(tables),
            description: format!(
                "One stacked bar for each arm. Totals: {}.",
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
        data: Table { caption: "Mean cost by head, £ per child-year".to_owned(), header, rows },
    }
}

fn changes(tables: &Tables, heads: &[&IndicatorRow], total: &IndicatorRow) -> Figure {
    let mut sections = Vec::new();
    let mut data = Vec::new();
    let mut resolved = Vec::new();
    for arm in 1..tables.arms() {
        let mut rows = Vec::new();
        for head in [total].into_iter().chain(heads.iter().copied()) {
            let Some(d) = tables.difference(arm, UNIT, &head.indicator) else {
                continue;
            };
            let name = if head.indicator == TOTAL { "all heads".to_owned() } else { short(head) };
            let (low, high) = (d.ci_low.unwrap_or(f64::NAN), d.ci_high.unwrap_or(f64::NAN));
            if head.indicator != TOTAL && (low > 0.0 || high < 0.0) && !resolved.contains(&name) {
                resolved.push(name.clone());
            }
            rows.push(IntervalRow {
                label: name.clone(),
                mid: d.mean.unwrap_or(f64::NAN),
                low,
                high,
                colour: arm_colour(arm),
            });
            let print = difference_rounding(head, d.half_width);
            data.push(vec![
                tables.arm(arm).to_owned(),
                name,
                print.print(d.mean.unwrap_or(f64::NAN)),
                range(&print, d.ci_low, d.ci_high),
                range(&print, d.q05, d.q95),
            ]);
        }
        sections.push(Section { title: tables.arm(arm).to_owned(), rows });
    }
    let title = if resolved.is_empty() {
        format!("No head of cost differs from {} by more than the interval of its mean", tables.arm(0))
    } else {
        format!("Against {}, the arms move the cost of {}", tables.arm(0), listed(&resolved))
    };
    Figure {
        heading: Heading {
            id: "cost-differences".to_owned(),
            title,
            subtitle: format!("Mean paired difference in cost against {}, £ per looked-after child-year, with its 95% interval. {}", tables.arm(0), scope(tables, UNIT)),
            source: format!("Intervals of single heads are not adjusted for the number of heads. {}", source(tables)),
            description: "Dots with intervals by arm and head of cost about a line at no difference. The values are in the table.".to_owned(),
        },
        drawing: Box::new(Intervals {
            sections,
            axis: format!("Difference against {}, £ per child-year", tables.arm(0)),
            rounding: rounding(total),
            sides: ("cheaper".to_owned(), "dearer".to_owned()),
        }),
        data: Table {
            caption: format!("Cost against {} by head, £ per child-year", tables.arm(0)),
            header: ["Arm", "Head", "Mean difference", "95% interval of the mean", "Middle 90% of replications"].map(str::to_owned).to_vec(),
            rows: data,
        },
    }
}

/// Median cost by financial year and arm.
fn by_year(tables: &Tables, total: &IndicatorRow) -> Table {
    let print = rounding(total);
    let mut header = vec!["Financial year".to_owned()];
    header.extend((0..tables.arms()).map(|arm| tables.arm(arm).to_owned()));
    let median = |arm: usize, year: &str| {
        let found = row(tables, arm, UNIT, TOTAL, year).and_then(|found| found.q50);
        found.map_or_else(|| "Not defined".to_owned(), |median| print.print(median))
    };
    let rows = tables.manifest.years.iter().map(|year| {
        let mut cells = vec![year.clone()];
        cells.extend((0..tables.arms()).map(|arm| median(arm, year)));
        cells
    });
    Table {
        caption: "Median cost by financial year, £ per looked-after child-year, not discounted".to_owned(),
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
        "Of {}, at {}; what one outcome is worth in pounds is not in it.",
        whole(tables),
        facts.prices
    ));
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
    let level = |id: &str| tables.level(0, UNIT, id).and_then(|l| l.mean).unwrap_or(0.0);
    let rest = level(TOTAL) - heads.iter().map(|h| level(&h.indicator)).sum::<f64>();
    if rest.abs() > 0.005 * level(TOTAL).abs() {
        page.paragraph(&format!(
            "Heads without a bar of their own come to {} per child-year with {}.",
            rounding(total).print(rest),
            tables.arm(0)
        ));
    }
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
