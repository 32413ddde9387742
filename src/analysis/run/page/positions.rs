//! The answer under each position on each contested question, and pooled.

use super::load::Tables;
use super::turning::{POOLED, asked, contrasts, open_questions, position, question, rows};
use super::{scope, source};
use crate::analysis::run::answer::named;
use crate::analysis::run::rows::PositionRow;
use crate::chart::{Heading, IntervalRow, Intervals, Section, arm_colour};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{difference_rounding, difference_unit, lower_first, percent, range};
use crate::results::rows::IndicatorRow;

fn figure(tables: &Tables, unit: &str, indicator: &IndicatorRow, arm: usize) -> Figure {
    let contrasts = contrasts(tables, unit, indicator, arm);
    let pooled = rows(tables, arm, unit, &indicator.indicator).find(|p| p.hypothesis == POOLED);
    let half = pooled.and_then(|p| Some((p.ci_high? - p.ci_low?) / 2.0));
    let dot = |label: String, p: &PositionRow, colour| IntervalRow {
        label,
        mid: p.mean.unwrap_or(f64::NAN),
        low: p.ci_low.unwrap_or(f64::NAN),
        high: p.ci_high.unwrap_or(f64::NAN),
        colour,
    };
    let mut sections = Vec::new();
    if let Some(p) = pooled {
        sections.push(Section {
            title: String::new(),
            rows: vec![dot(format!("All positions pooled ({})", p.n), p, arm_colour(0))],
        });
    }
    for contrast in contrasts.iter().take(6) {
        sections.push(Section {
            title: question(tables, contrast.hypothesis),
            rows: rows(tables, arm, unit, &indicator.indicator)
                .filter(|p| p.hypothesis == contrast.hypothesis)
                .map(|p| {
                    dot(
                        format!("{} ({})", position(tables, contrast.hypothesis, &p.position), p.n),
                        p,
                        arm_colour(1),
                    )
                })
                .collect(),
        });
    }
    let print = difference_rounding(indicator, half);
    // The rule by which the page before the appendix tells what the answer turns on.
    let asked = asked(tables).max(contrasts.len());
    let told = contrasts.first().filter(|contrast| contrast.is_told(asked));
    let with = format!("{} with {}", indicator.title, named(tables.arm(arm)));
    let title = match told {
        Some(c) if c.flips() => {
            format!("{with}: the sign of the difference turns on {}", question(tables, c.hypothesis))
        }
        Some(c) => format!(
            "{with}: of open questions the difference turns most clearly on {}",
            question(tables, c.hypothesis)
        ),
        None => format!("{with}: no open question moves the difference by more than chance would"),
    };
    let data = rows(tables, arm, unit, &indicator.indicator)
        .map(|p| {
            vec![
                if p.hypothesis == POOLED { "Pooled".to_owned() } else { question(tables, &p.hypothesis) },
                if p.hypothesis == POOLED {
                    "all".to_owned()
                } else {
                    position(tables, &p.hypothesis, &p.position)
                },
                p.n.to_string(),
                print.print(p.mean.unwrap_or(f64::NAN)),
                range(&print, p.ci_low, p.ci_high),
                p.chance_better.map_or_else(|| "No good direction".to_owned(), |c| percent(Some(c))),
            ]
        })
        .collect();
    Figure {
        heading: Heading {
            id: format!("positions-{unit}-{}", indicator.indicator).replace('_', "-"),
            title,
            subtitle: format!(
                "{}: mean difference of {} against {} with its 95% interval, {}, where each position holds (histories in brackets). {}",
                indicator.title,
                tables.arm(arm),
                tables.arm(0),
                difference_unit(indicator),
                scope(tables, unit)
            ),
            source: format!(
                "{}The six questions that move it most are drawn. {}",
                if tables.arms() > 2 {
                    "The option shown is the one that stands out most on this measure; positions.csv holds the others. "
                } else {
                    ""
                },
                source(tables)
            ),
            description: format!(
                "Dots with intervals about a line at no difference for {}, by position on each contested question and pooled.",
                lower_first(&indicator.title)
            ),
        },
        drawing: Box::new(Intervals {
            sections,
            axis: format!("Difference against {}, {}", tables.arm(0), difference_unit(indicator)),
            rounding: print,
            sides: ("lower".to_owned(), "higher".to_owned()),
        }),
        data: Table {
            caption: format!(
                "{}: difference of {} against {} by position",
                indicator.title,
                tables.arm(arm),
                tables.arm(0)
            ),
            header: [
                "Contested question",
                "Position",
                "Histories",
                "Mean difference",
                "95% interval of the mean",
                "Chance of being better by more than what matters",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: data,
        },
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    if tables.arms() < 2 {
        return;
    }
    page.section("positions", "The answer under each contested reading");
    let open = open_questions(tables);
    if tables.manifest.replications == 1 {
        page.paragraph("Where people who know the field read the evidence in opposite ways, a history takes one position by lot. The one history that was lived holds one position on each question, in hypotheses.csv, so nothing can be told of the others.");
        return;
    }
    if open.is_empty() {
        page.paragraph(
            "No contested question is left open in this scenario, or every history holds the same position.",
        );
        return;
    }
    page.paragraph("Where people who know the field read the evidence in opposite ways, each history takes one position by lot, the same with all options. Here the histories are parted by position, so that other histories stand behind each.");
    super::contested::write(page, tables);
    let unit = tables.answer_units().last().map_or_else(|| "authority".to_owned(), |u| u.unit.clone());
    for id in ["worker_changes", "same_worker_all_year", "cost_per_child_year"] {
        let Some(indicator) = tables.headlines().into_iter().find(|i| i.indicator == id) else {
            continue;
        };
        if let Some(arm) = tables.farthest_arm(&unit, id) {
            page.figure(figure(tables, &unit, indicator, arm));
        }
    }
    page.fold("The contested questions in words");
    page.table(&Table {
        caption: "Contested questions and their positions".to_owned(),
        header: ["Question", "In words", "Positions"].map(str::to_owned).to_vec(),
        rows: tables
            .manifest
            .hypotheses
            .iter()
            .filter(|h| open.contains(&h.id.as_str()))
            .map(|h| {
                let positions: Vec<String> =
                    h.positions.iter().map(|p| format!("{}: {}", p.name, p.meaning)).collect();
                vec![format!("{} {}", h.id, h.title), h.question.clone(), positions.join("\n")]
            })
            .collect(),
    });
    page.unfold();
}
