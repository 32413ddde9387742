//! What rests on evidence and what on assumption.

use super::load::Tables;
use super::{scope, source};
use crate::analysis::run::rows::{AssumptionRow, InfluenceRow};
use crate::analysis::run::tables::TOGETHER;
use crate::chart::{Bar, Bars, Heading, Rounding, number};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{lower_first, percent};
use crate::results::rows::IndicatorRow;

const GRADES: [(&str, &str); 4] = [
    ("A", "measured statistic"),
    ("B", "peer-reviewed estimate"),
    ("C", "grey literature or a claim"),
    ("D", "assumption"),
];
const UNIT: &str = "authority";

/// Whether a quantity stands behind a headline.
fn is_behind(quantity: &AssumptionRow, headline: &str) -> bool {
    quantity.headlines.split("; ").any(|id| id == headline)
}

fn influences<'a>(tables: &'a Tables, indicator: &str, arm: usize) -> Vec<&'a InfluenceRow> {
    let indicator = indicator.to_owned();
    let mut rows: Vec<&InfluenceRow> = tables
        .influence
        .iter()
        .filter(|i| i.indicator == indicator && i.unit == UNIT && i.arm == tables.arm(arm))
        .filter(|i| i.kind != TOGETHER)
        .filter(|i| {
            let input = tables.assumptions.iter().find(|a| a.id == i.input);
            input.is_none_or(|a| is_behind(a, &indicator))
        })
        .collect();
    rows.sort_by(|a, b| b.share.unwrap_or(0.0).total_cmp(&a.share.unwrap_or(0.0)));
    rows
}

fn stands_out(row: &InfluenceRow) -> bool {
    matches!((row.share, row.noise_floor), (Some(share), Some(floor)) if share > floor)
}

fn name(tables: &Tables, row: &InfluenceRow) -> String {
    if row.kind == "hypothesis" {
        let title = tables.manifest.hypotheses.iter().find(|h| h.id == row.input);
        return title.map_or_else(
            || format!("{} (contested)", row.input),
            |h| format!("{}: {} (contested)", h.id, lower_first(&h.title)),
        );
    }
    let label = tables
        .assumptions
        .iter()
        .find(|a| a.id == row.input)
        .map_or(row.input.as_str(), |a| a.label.trim_end_matches('.'));
    // A label may be a long sentence; the whole stands in the table of quantities.
    let short = if label.chars().count() > 90 {
        let cut: String = label.chars().take(86).collect();
        format!("{} ...", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
    } else {
        label.to_owned()
    };
    if row.grade.is_empty() { short } else { format!("{short} (grade {})", row.grade) }
}

fn figure(tables: &Tables, indicator: &IndicatorRow, arm: usize) -> Option<Figure> {
    let rows = influences(tables, &indicator.indicator, arm);
    let top: Vec<&InfluenceRow> = rows.iter().copied().take(8).collect();
    // A ranking of noise is no finding.
    let first = top.first().filter(|first| stands_out(first))?;
    let of = if arm == 0 {
        format!("the level with {}", tables.arm(0))
    } else {
        format!("the difference of {} against {}", tables.arm(arm), tables.arm(0))
    };
    let what = if arm == 0 { "level" } else { "difference" };
    let title = format!(
        "{}: {}% of the variance of the {what} goes with \u{201c}{}\u{201d}",
        indicator.title,
        number(100.0 * first.share.unwrap_or(0.0), 0),
        name(tables, first)
    );
    let print = Rounding { after: "%".to_owned(), ..Rounding::default() };
    Some(Figure {
        heading: Heading {
            id: format!("influence-{what}-{}", indicator.indicator).replace('_', "-"),
            title,
            subtitle: format!(
                "Share of the variance of {of} that goes with each input, %, the eight largest of {}. {}",
                rows.len(),
                scope(tables, UNIT)
            ),
            source: format!(
                "Inputs in up to five groups of equal count, corrected for the number of groups. What inputs do together, and luck, is not in these shares. {}",
                source(tables)
            ),
            description: format!(
                "Bars in falling order, each with a mark for what chance would reach. {}",
                top.iter()
                    .take(3)
                    .map(|r| format!("{} {}%.", name(tables, r), number(100.0 * r.share.unwrap_or(0.0), 0)))
                    .collect::<Vec<_>>()
                    .join(" ")
            ),
        },
        drawing: Box::new(Bars {
            rows: top
                .iter()
                .map(|r| Bar {
                    label: name(tables, r),
                    value: 100.0 * r.share.unwrap_or(0.0).max(0.0),
                    floor: 100.0 * r.noise_floor.unwrap_or(f64::NAN),
                    colour: if stands_out(r) { 0 } else { 4 },
                })
                .collect(),
            axis: "Share of variance, %".to_owned(),
            rounding: print,
            floor_title: format!(
                "what the strongest of {} inputs without any influence would reach one time in 20; grey bars lie under it",
                rows.len()
            ),
        }),
        data: Table {
            caption: format!("Share of the variance of {of}"),
            header: ["Input", "Share of variance", "Noise floor", "Rank correlation"]
                .map(str::to_owned)
                .to_vec(),
            rows: rows
                .iter()
                .take(20)
                .map(|r| {
                    vec![
                        name(tables, r),
                        percent(r.share),
                        percent(r.noise_floor),
                        r.rank_correlation.map_or_else(|| "not ordered".to_owned(), |v| number(v, 2)),
                    ]
                })
                .collect(),
        },
    })
}

/// How many quantities stand behind each headline, by grade, and how many of them are drawn.
fn behind_table(tables: &Tables) -> Table {
    let row = |indicator: &&IndicatorRow| {
        let behind = |grade: &str| {
            let quantities = tables.assumptions.iter();
            let of_grade: Vec<&AssumptionRow> =
                quantities.filter(|a| a.grade == grade && is_behind(a, &indicator.indicator)).collect();
            let drawn = of_grade.iter().filter(|a| a.drawn).count();
            format!("{} ({drawn} drawn)", of_grade.len())
        };
        let mut row = vec![indicator.title.clone()];
        row.extend(GRADES.iter().map(|(grade, _)| behind(grade)));
        row
    };
    let mut header = vec!["Headline".to_owned()];
    header.extend(GRADES.iter().map(|(grade, meaning)| format!("Grade {grade}: {meaning}")));
    Table {
        caption: "Quantities behind each headline, by grade, and how many of them are drawn afresh in every history".to_owned(),
        header,
        rows: tables.headlines().iter().map(row).collect(),
    }
}

/// Counts by grade, and the share of variance of each headline that goes with each grade.
fn grade_table(tables: &Tables) -> Table {
    let mut rows = Vec::new();
    for indicator in tables.headlines() {
        let arm = tables.farthest_arm(UNIT, &indicator.indicator).unwrap_or(0);
        for (what, arm) in [("level", 0), ("difference", arm)] {
            let all = influences(tables, &indicator.indicator, arm);
            if all.is_empty() || (what == "difference" && arm == 0) {
                continue;
            }
            let mut row = vec![format!(
                "{}, {}",
                indicator.title,
                if arm == 0 { "level".to_owned() } else { format!("difference of {}", tables.arm(arm)) }
            )];
            for (grade, _) in GRADES {
                let of_grade: Vec<&&InfluenceRow> = all.iter().filter(|r| r.grade == grade).collect();
                let sum: f64 = of_grade.iter().filter_map(|r| r.share).sum();
                let out = of_grade.iter().filter(|r| stands_out(r)).count();
                // Without influence a corrected share has a variance of about 2(k - 1)/n² for k groups.
                let noise = of_grade.iter().map(|r| 8.0 / (r.n as f64 * r.n as f64)).sum::<f64>().sqrt();
                row.push(format!(
                    "{out} of {} stand out\n{}% of variance (± {})",
                    of_grade.len(),
                    number(100.0 * sum, 0),
                    number(196.0 * noise, 0)
                ));
            }
            rows.push(row);
        }
    }
    let mut header = vec!["Headline".to_owned()];
    header.extend(GRADES.iter().map(|(g, _)| format!("Grade {g}")));
    Table {
        caption: "Quantities drawn behind each headline, by grade: how many stand out from chance, and the share of variance that goes with all of the grade, with the noise of that share in brackets".to_owned(),
        header,
        rows,
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    page.section("assumptions", "What rests on assumption");
    if tables.assumptions.is_empty() {
        page.paragraph("The list of quantities was not kept with these results.");
        return;
    }
    let count = |grade: &str| tables.assumptions.iter().filter(|a| a.grade == grade).count();
    let all = tables.assumptions.len();
    let drawn = tables.assumptions.iter().filter(|a| a.drawn).count();
    page.paragraph(&format!(
        "The model holds {all} quantities: {}. A quantity stands behind a headline if it can move it at all; most reach every headline through caseloads, vacancies and the practice's account, but not all do, as the table shows. {drawn} of them are drawn afresh in every history from the range that their source allows; {} of those drawn are grade D.",
        GRADES
            .iter()
            .map(|(g, meaning)| format!("{} of grade {g} ({meaning})", count(g)))
            .collect::<Vec<_>>()
            .join(", "),
        tables.assumptions.iter().filter(|a| a.drawn && a.grade == "D").count()
    ));
    page.table(&behind_table(tables));
    super::posterior::write(page, tables);
    let overridden: Vec<String> = tables
        .assumptions
        .iter()
        .filter(|a| !a.overridden.is_empty())
        .map(|a| format!("{} ({}): {}", a.label.trim_end_matches('.'), a.id, a.overridden))
        .collect();
    if !overridden.is_empty() {
        page.paragraph("The scenario sets its own value for:");
        page.list(&overridden);
    }
    if tables.influence.is_empty() {
        page.paragraph("There are too few histories to say how much of a headline goes with any one quantity. About 60 are the least, 200 are better.");
    } else {
        page.paragraph("The charts show how much of the variance between histories goes with single inputs: first the level of a measure, which is what is not known about the authority, then the paired difference, which is what is not known about the effect. The rest is luck and what inputs do together.");
        for id in ["worker_changes", "cost_per_child_year"] {
            let Some(indicator) = tables.headlines().into_iter().find(|i| i.indicator == id) else {
                continue;
            };
            for arm in [Some(0), tables.farthest_arm(UNIT, id)].into_iter().flatten() {
                match figure(tables, indicator, arm) {
                    Some(figure) => page.figure(figure),
                    None => page.paragraph(&format!(
                        "{}, {}: no single quantity explains more than chance would.",
                        indicator.title,
                        if arm == 0 {
                            "level".to_owned()
                        } else {
                            format!("difference of {}", tables.arm(arm))
                        }
                    )),
                }
            }
        }
        page.table(&grade_table(tables));
    }
    page.fold(&format!("All {all} quantities with their sources"));
    let text = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |v| format!("{v}"));
    page.table(&Table {
        caption: "Quantities, their ranges and sources".to_owned(),
        header: ["Quantity", "Value", "Range", "Unit", "Grade", "Source"].map(str::to_owned).to_vec(),
        rows: tables
            .assumptions
            .iter()
            .map(|a| {
                vec![
                    format!("{}\n{}", a.label, a.id),
                    text(a.value),
                    format!("{} to {}", text(a.low), text(a.high)),
                    a.unit.clone(),
                    a.grade.clone(),
                    a.source.clone(),
                ]
            })
            .collect(),
    });
    page.unfold();
    page.references(tables.assumptions.iter().map(|a| a.source.as_str()));
}
