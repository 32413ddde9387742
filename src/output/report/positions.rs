//! The answer under each position on each contested question, and pooled.

use super::html::{Figure, Page, Table};
use super::load::Tables;
use super::words::{
    difference_rounding, difference_unit, direction, likelihood, lower_first, percent, range, size,
};
use super::{scope, source};
use crate::chart::{Heading, IntervalRow, Intervals, Section, arm_colour};
use crate::output::rows::{IndicatorRow, PositionRow};
use crate::statistics::{normal_cdf, student_quantile};

const POOLED: &str = "pooled";

/// How far two positions on one question move one difference apart.
struct Contrast<'a> {
    hypothesis: &'a str,
    indicator: &'a IndicatorRow,
    unit: &'a str,
    arm: usize,
    low: &'a PositionRow,
    high: &'a PositionRow,
    /// Difference between the positions ÷ its standard error.
    strength: f64,
}

impl Contrast<'_> {
    fn flips(&self) -> bool {
        self.low.ci_high.is_some_and(|v| v < 0.0) && self.high.ci_low.is_some_and(|v| v > 0.0)
    }
}

fn standard_error(row: &PositionRow) -> Option<f64> {
    let t = student_quantile(0.975, row.n.checked_sub(1)? as f64);
    Some((row.ci_high? - row.ci_low?) / (2.0 * t))
}

fn rows<'a>(
    tables: &'a Tables,
    arm: usize,
    unit: &'a str,
    indicator: &'a str,
) -> impl Iterator<Item = &'a PositionRow> {
    tables
        .positions
        .iter()
        .filter(move |p| p.arm == tables.arm(arm) && p.unit == unit && p.indicator == indicator)
}

/// Ids of the contested questions that are open in this study.
fn open_questions(tables: &Tables) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    for row in &tables.positions {
        let several = || {
            tables
                .positions
                .iter()
                .any(|p| p.hypothesis == row.hypothesis && p.position != row.position)
        };
        if row.hypothesis != POOLED && !ids.contains(&row.hypothesis.as_str()) && several() {
            ids.push(&row.hypothesis);
        }
    }
    ids
}

fn contrasts<'a>(
    tables: &'a Tables,
    unit: &'a str,
    indicator: &'a IndicatorRow,
    arm: usize,
) -> Vec<Contrast<'a>> {
    let mut found = Vec::new();
    for hypothesis in open_questions(tables) {
        let held: Vec<&PositionRow> = rows(tables, arm, unit, &indicator.indicator)
            .filter(|p| p.hypothesis == hypothesis && p.n > 2 && p.mean.is_some())
            .collect();
        let by_mean = |a: &&&PositionRow, b: &&&PositionRow| {
            a.mean.unwrap_or(0.0).total_cmp(&b.mean.unwrap_or(0.0))
        };
        let (Some(low), Some(high)) = (held.iter().min_by(by_mean), held.iter().max_by(by_mean))
        else {
            continue;
        };
        let (Some(one), Some(two)) = (standard_error(low), standard_error(high)) else {
            continue;
        };
        let error = (one * one + two * two).sqrt();
        let gap = high.mean.unwrap_or(0.0) - low.mean.unwrap_or(0.0);
        if error > 0.0 {
            found.push(Contrast {
                hypothesis,
                indicator,
                unit,
                arm,
                low,
                high,
                strength: gap / error,
            });
        }
    }
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    found
}

fn question(tables: &Tables, id: &str) -> String {
    tables
        .manifest
        .hypotheses
        .iter()
        .find(|h| h.id == id)
        .map_or_else(
            || id.to_owned(),
            |h| format!("{id}, {}", lower_first(&h.title)),
        )
}

fn position(tables: &Tables, hypothesis: &str, name: &str) -> String {
    tables
        .manifest
        .hypotheses
        .iter()
        .find(|h| h.id == hypothesis)
        .and_then(|h| h.positions.iter().find(|p| p.name == name))
        .map_or_else(
            || name.replace(['_', '-'], " "),
            |p| p.meaning.trim_end_matches('.').to_owned(),
        )
}

fn described(tables: &Tables, contrast: &Contrast) -> String {
    let unit = tables
        .units
        .iter()
        .find(|u| u.unit == contrast.unit)
        .map_or(contrast.unit, |u| u.title.as_str());
    let half = |row: &PositionRow| Some((row.ci_high? - row.ci_low?) / 2.0);
    let side = |row: &PositionRow| {
        let mean = row.mean.unwrap_or(0.0);
        let told = row.ci_low.is_some_and(|l| l > 0.0) || row.ci_high.is_some_and(|h| h < 0.0);
        let amount = if told {
            format!(
                "{} by {}",
                direction(mean),
                size(contrast.indicator, mean, half(row))
            )
        } else {
            "not told apart from no difference".to_owned()
        };
        format!(
            "{amount} where “{}”",
            position(tables, contrast.hypothesis, &row.position)
        )
    };
    format!(
        "{} ({}): with {}, {} is {}, and {}.{}",
        question(tables, contrast.hypothesis),
        lower_first(unit),
        tables.arm(contrast.arm),
        lower_first(&contrast.indicator.title),
        side(contrast.low),
        side(contrast.high),
        if contrast.flips() {
            " The sign of the answer depends on it."
        } else {
            ""
        }
    )
}

/// The contested questions that move a headline difference by more than chance, strongest first.
pub(super) fn turning_points(tables: &Tables) -> Vec<String> {
    let open = open_questions(tables);
    if open.is_empty() {
        return vec!["The scenario takes a position on every contested question, or none is open, so the answer is not split by them.".to_owned()];
    }
    let mut all = Vec::new();
    for unit in tables.answer_units() {
        for indicator in tables.headlines() {
            for arm in 1..tables.arms() {
                all.extend(contrasts(tables, &unit.unit, indicator, arm));
            }
        }
    }
    let asked = all.len().max(1) as f64;
    // A contrast is the widest of the pairs of its positions; three positions make three pairs.
    let told = |c: &&Contrast| 2.0 * normal_cdf(-c.strength) * asked * 3.0 < 0.05;
    let mut named: Vec<&Contrast> = Vec::new();
    let mut strongest: Vec<&Contrast> = all.iter().filter(told).collect();
    strongest.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    let found = strongest.len();
    let flips = strongest.iter().filter(|c| c.flips()).count();
    for contrast in strongest {
        if !named.iter().any(|n| n.hypothesis == contrast.hypothesis) {
            named.push(contrast);
        }
    }
    if named.is_empty() {
        return vec![format!(
            "No position on the {} contested questions that the scenario leaves open moves a headline difference by more than chance would with this many replications. The pooled answer stands for all of them, as far as {} replications can tell.",
            open.len(),
            tables.manifest.replications
        )];
    }
    let mut said = vec![format!(
        "The scenario leaves {} contested questions open. {} of the {} headline differences move with one of them by more than chance{}.",
        open.len(),
        found,
        all.len(),
        match flips {
            0 => ", though none changes sign beyond doubt".to_owned(),
            1 => ", and one changes sign".to_owned(),
            n => format!(", and {n} change sign"),
        }
    )];
    said.extend(named.iter().take(3).map(|c| described(tables, c)));
    said
}

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
            rows: vec![dot(
                format!("All positions pooled ({})", p.n),
                p,
                arm_colour(0),
            )],
        });
    }
    for contrast in contrasts.iter().take(6) {
        sections.push(Section {
            title: question(tables, contrast.hypothesis),
            rows: rows(tables, arm, unit, &indicator.indicator)
                .filter(|p| p.hypothesis == contrast.hypothesis)
                .map(|p| {
                    dot(
                        format!(
                            "{} ({})",
                            position(tables, contrast.hypothesis, &p.position),
                            p.n
                        ),
                        p,
                        arm_colour(1),
                    )
                })
                .collect(),
        });
    }
    let print = difference_rounding(indicator, half);
    let title = match contrasts.first() {
        Some(c) if c.flips() => format!(
            "{}: the sign of the difference turns on {}",
            indicator.title,
            question(tables, c.hypothesis)
        ),
        Some(c) if c.strength > 3.0 => format!(
            "{}: the difference depends most on {}",
            indicator.title,
            question(tables, c.hypothesis)
        ),
        _ => format!(
            "{}: no contested question moves the difference clearly",
            indicator.title
        ),
    };
    let data = rows(tables, arm, unit, &indicator.indicator)
        .map(|p| {
            vec![
                if p.hypothesis == POOLED {
                    "Pooled".to_owned()
                } else {
                    question(tables, &p.hypothesis)
                },
                if p.hypothesis == POOLED {
                    "all".to_owned()
                } else {
                    position(tables, &p.hypothesis, &p.position)
                },
                p.n.to_string(),
                print.print(p.mean.unwrap_or(f64::NAN)),
                range(&print, p.ci_low, p.ci_high),
                p.chance_better.map_or_else(
                    || "No good direction".to_owned(),
                    |c| format!("{} ({})", percent(Some(c)), likelihood(c)),
                ),
            ]
        })
        .collect();
    Figure {
        heading: Heading {
            id: format!("positions-{unit}-{}", indicator.indicator).replace('_', "-"),
            title,
            subtitle: format!(
                "{}: mean difference of {} against {} with its 95% interval, {}, where each position holds (replications in brackets). {}",
                indicator.title,
                tables.arm(arm),
                tables.arm(0),
                difference_unit(indicator),
                scope(tables, unit)
            ),
            source: format!(
                "The arm shown is the one that stands out most on this measure; positions.csv holds the others. The six questions that move it most are drawn. {}",
                source(tables)
            ),
            description: format!(
                "Dots with intervals about a line at no difference for {}, by position on each contested question and pooled.",
                lower_first(&indicator.title)
            ),
        },
        drawing: Box::new(Intervals {
            sections,
            axis: format!(
                "Difference against {}, {}",
                tables.arm(0),
                difference_unit(indicator)
            ),
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
                "Replications",
                "Mean difference",
                "95% interval of the mean",
                "Chance of being better",
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
    if open.is_empty() {
        page.paragraph("No contested question is left open in this scenario.");
        return;
    }
    page.paragraph("Where people who know the field read the evidence in opposite ways, each replication takes one position by lot, the same in all arms. Here the replications are parted by position.");
    let unit = tables
        .answer_units()
        .last()
        .map_or_else(|| "authority".to_owned(), |u| u.unit.clone());
    for id in [
        "worker_changes",
        "same_worker_all_year",
        "cost_per_child_year",
    ] {
        let Some(indicator) = tables.headlines().into_iter().find(|i| i.indicator == id) else {
            continue;
        };
        if let Some(arm) = tables.farthest_arm(&unit, id) {
            page.figure(&figure(tables, &unit, indicator, arm));
        }
    }
    page.fold("The contested questions in words");
    page.table(&Table {
        caption: "Contested questions and their positions".to_owned(),
        header: ["Question", "In words", "Positions"]
            .map(str::to_owned)
            .to_vec(),
        rows: tables
            .manifest
            .hypotheses
            .iter()
            .filter(|h| open.contains(&h.id.as_str()))
            .map(|h| {
                let positions: Vec<String> = h
                    .positions
                    .iter()
                    .map(|p| format!("{}: {}", p.name, p.meaning))
                    .collect();
                vec![
                    format!("{} {}", h.id, h.title),
                    h.question.clone(),
                    positions.join("\n"),
                ]
            })
            .collect(),
    });
    page.unfold();
}
