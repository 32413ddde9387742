//! How long practices keep the service, and how contracts end.

use std::collections::BTreeMap;

use super::load::Tables;
use super::source;
use crate::analysis::run::rows::ContractLine;
use crate::chart::{
    Heading, KeyMark, Panel, Panels, Point, Rounding, Series, Stacked, StackedRow, arm_colour, number,
};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::percent;
use crate::statistics::{Observation, SurvivalStep, kaplan_meier, quantile, sorted, wilson};
use crate::terms::Fate;

/// One period in which a practice kept the service without a break: contracts renewed one after another.
struct Service {
    months: f64,
    ended: bool,
}

/// The first period of service of each practice and replication of an arm.
fn services(tables: &Tables, arm: &str) -> Vec<Service> {
    let horizon = 12.0 * f64::from(tables.manifest.horizon_years);
    let mut by_practice = BTreeMap::<(u32, &str), Vec<&ContractLine>>::new();
    for line in tables.contracts.iter().filter(|c| c.arm == arm) {
        by_practice.entry((line.replication, &line.practice)).or_default().push(line);
    }
    let mut services = Vec::new();
    for mut lines in by_practice.into_values() {
        lines.sort_by_key(|l| l.cycle);
        let Some(from) = lines.iter().position(|l| l.opened.is_some()) else {
            continue;
        };
        let opened = lines[from].opened.unwrap_or(0.0);
        let mut last = lines[from];
        for line in &lines[from..] {
            last = line;
            if line.fate != Fate::Renewed.id() {
                break;
            }
        }
        let end = last.ended.unwrap_or(horizon).min(horizon);
        services.push(Service {
            months: (end - opened).max(0.0),
            ended: last.ended.is_some() && last.fate != Fate::Renewed.id() && last.fate != Fate::Running.id(),
        });
    }
    services
}

/// Term of the first contracts of an arm, months: the most common one, or the median.
fn term(tables: &Tables, arm: &str) -> Option<f64> {
    let terms: Vec<f64> = tables
        .contracts
        .iter()
        .filter(|c| c.arm == arm && c.cycle == 0)
        .filter_map(|c| c.term_months)
        .collect();
    let rising = sorted(&terms);
    (!rising.is_empty()).then(|| quantile(&rising, 0.5))
}

fn at(steps: &[SurvivalStep], months: f64) -> f64 {
    steps.iter().take_while(|s| s.time <= months).last().map_or(1.0, |s| s.survival)
}

fn survival_figure(tables: &Tables) -> Figure {
    let horizon = 12.0 * f64::from(tables.manifest.horizon_years);
    let mut panels = Vec::new();
    let mut data = Vec::new();
    let mut said = Vec::new();
    let middle = libm::floor(0.5 * horizon / 12.0) * 12.0;
    for arm in 0..tables.arms() {
        let spells: Vec<Observation> = services(tables, tables.arm(arm))
            .iter()
            .map(|s| Observation { time: s.months, ended: s.ended })
            .collect();
        let steps = kaplan_meier(&spells);
        let longest = spells.iter().map(|s| s.time).fold(0.0, f64::max);
        let mut points = vec![Point { x: 0.0, y: 100.0, low: 100.0, high: 100.0 }];
        points.extend(steps.iter().map(|s| Point {
            x: s.time / 12.0,
            y: 100.0 * s.survival,
            low: 100.0 * s.low,
            high: 100.0 * s.high,
        }));
        if let Some(last) = points.last().copied() {
            points.push(Point { x: longest / 12.0, ..last });
        }
        let term = term(tables, tables.arm(arm));
        panels.push(Panel {
            title: tables.arm(arm).to_owned(),
            series: vec![Series {
                label: String::new(),
                colour: arm_colour(arm),
                points,
                step: true,
                marked: false,
                band: true,
            }],
            points_of_interest: term
                .map(|t| (1..40).map(|k| k as f64 * t / 12.0).filter(|x| *x < horizon / 12.0).collect())
                .unwrap_or_default(),
        });
        said.push((tables.arm(arm).to_owned(), 100.0 * at(&steps, middle)));
        let mut cells = vec![tables.arm(arm).to_owned(), spells.len().to_string()];
        for year in [1.0, 3.0, 5.0, 10.0] {
            let watched = spells.iter().any(|s| s.time >= 12.0 * year);
            cells.push(if watched {
                percent(Some(at(&steps, 12.0 * year)))
            } else {
                "Not watched so long".to_owned()
            });
        }
        data.push(cells);
    }
    let by = |better: fn(f64, f64) -> bool| {
        said.iter().fold(&said[0], |best, one| if better(one.1, best.1) { one } else { best })
    };
    let (most, least) = (by(|a, b| a > b), by(|a, b| a < b));
    let title = if number(most.1, 0) == number(least.1, 0) {
        format!(
            "After {} years, {}% of practices still have the service in every arm",
            number(middle / 12.0, 0),
            number(most.1, 0)
        )
    } else {
        format!(
            "After {} years, {}% of practices still have the service with {} and {}% with {}",
            number(middle / 12.0, 0),
            number(most.1, 0),
            most.0,
            number(least.1, 0),
            least.0
        )
    };
    Figure {
        heading: Heading {
            id: "contract-survival".to_owned(),
            title,
            subtitle: format!(
                "Share of practices that still have the service by years since opening, %. First contract that opened in each of {} replications; renewals carry on",
                tables.manifest.replications
            ),
            source: format!(
                "Kaplan-Meier estimate with 95% intervals (Greenwood); services still running at the horizon count as long as they were watched. {}",
                source(tables)
            ),
            description: format!(
                "One falling step curve for each arm. Still served after {} years: {}.",
                number(middle / 12.0, 0),
                said.iter()
                    .map(|(arm, s)| format!("{arm} {}%", number(*s, 0)))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        },
        drawing: Box::new(Panels {
            panels,
            y_title: "Practices that still have the service, %".to_owned(),
            x_title: "Years since the contract opened".to_owned(),
            x_labels: (0..=tables.manifest.horizon_years)
                .step_by(3)
                .map(|y| (f64::from(y), y.to_string()))
                .collect(),
            rounding: Rounding { after: "%".to_owned(), ..Rounding::default() },
            y_limits: Some((0.0, 100.0)),
            key: vec![
                (KeyMark::Band(arm_colour(1)), "95% interval".to_owned()),
                (KeyMark::Upright, "end of a term".to_owned()),
            ],
        }),
        data: Table {
            caption: "Share of practices that still have the service, by years since opening".to_owned(),
            header: [
                "Arm",
                "Services watched",
                "After 1 year",
                "After 3 years",
                "After 5 years",
                "After 10 years",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: data,
        },
    }
}

fn fates_figure(tables: &Tables) -> Figure {
    let lines =
        |arm: &str| -> Vec<&ContractLine> { tables.contracts.iter().filter(|c| c.arm == arm).collect() };
    let share = |arm: &str, fate: &str| {
        let all = lines(arm);
        100.0 * all.iter().filter(|c| c.fate == fate).count() as f64 / all.len().max(1) as f64
    };
    let arms: Vec<&str> = (0..tables.arms()).map(|a| tables.arm(a)).collect();
    let most = arms
        .iter()
        .copied()
        .max_by(|a, b| share(a, Fate::Terminated.id()).total_cmp(&share(b, Fate::Terminated.id())))
        .unwrap_or_default();
    let mut data = Vec::new();
    for arm in &arms {
        let mut counts = BTreeMap::<(usize, &str, &str), usize>::new();
        for line in lines(arm) {
            let at = Fate::ALL.iter().position(|known| known.id() == line.fate).unwrap_or(Fate::COUNT);
            *counts.entry((at, &line.fate, &line.cause)).or_default() += 1;
        }
        let all = lines(arm).len();
        for ((_, fate, cause), count) in counts {
            let words = Fate::ALL.iter().find(|known| known.id() == fate).map_or(fate, |known| known.words());
            data.push(vec![
                (*arm).to_owned(),
                words.to_owned(),
                if cause.is_empty() { "none".to_owned() } else { cause.replace('_', " ") },
                number(count as f64, 0),
                percent(Some(count as f64 / all.max(1) as f64)),
            ]);
        }
    }
    Figure {
        heading: Heading {
            id: "contract-fates".to_owned(),
            title: format!(
                "{}% of contracts end early with {most}, {}% with {}",
                number(share(most, Fate::Terminated.id()), 0),
                number(share(arms[0], Fate::Terminated.id()), 0),
                arms[0]
            ),
            subtitle: format!(
                "How contracts end, share of all contracts awarded, %. {} replications",
                tables.manifest.replications
            ),
            source: source(tables),
            description: format!(
                "One stacked bar for each arm. {}",
                arms.iter()
                    .map(|arm| {
                        let part =
                            |fate: Fate| format!("{} {}%", fate.words(), number(share(arm, fate.id()), 0));
                        let parts = Fate::ALL.map(part);
                        format!("{arm}: {}.", parts.join(", "))
                    })
                    .collect::<Vec<_>>()
                    .join(" ")
            ),
        },
        drawing: Box::new(Stacked {
            parts: Fate::ALL.map(|fate| fate.words().to_owned()).to_vec(),
            rows: arms
                .iter()
                .map(|arm| StackedRow {
                    label: (*arm).to_owned(),
                    note: format!("{} contracts", number(lines(arm).len() as f64, 0)),
                    values: Fate::ALL.map(|fate| share(arm, fate.id())).to_vec(),
                })
                .collect(),
            axis: "Share of contracts, %".to_owned(),
            rounding: Rounding { after: "%".to_owned(), ..Rounding::default() },
        }),
        data: Table {
            caption: "Contracts by arm, fate and cause".to_owned(),
            header: ["Arm", "Fate", "Cause", "Contracts", "Share"].map(str::to_owned).to_vec(),
            rows: data,
        },
    }
}

/// Ends of service by distance from the nearest renewal or break point.
fn clustering(tables: &Tables) -> Option<String> {
    let distances: Vec<f64> = tables
        .contracts
        .iter()
        .filter(|c| {
            [Fate::LostTender, Fate::NotRenewed, Fate::Terminated].iter().any(|fate| c.fate == fate.id())
        })
        .filter_map(|c| c.months_from_renewal)
        .collect();
    if distances.is_empty() {
        return None;
    }
    let far = distances.iter().filter(|d| d.abs() > 3.0).count();
    let around = wilson(far, distances.len(), 0.95);
    Some(format!(
        "Of {} ends of a service, {} (95% interval {} to {}) lie more than 3 months from a renewal or break point; the others lie within 3 months of one.",
        number(distances.len() as f64, 0),
        percent(Some(far as f64 / distances.len() as f64)),
        percent(Some(around.low)),
        percent(Some(around.high))
    ))
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    page.section("contracts", "Contracts: how long they last and how they end");
    if tables.contracts.is_empty() {
        page.paragraph("No contract was awarded in this study.");
        return;
    }
    page.figure(survival_figure(tables));
    if let Some(said) = clustering(tables) {
        page.paragraph(&said);
    }
    page.figure(fates_figure(tables));
}
