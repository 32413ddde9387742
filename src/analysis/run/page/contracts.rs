//! How long practices keep the service, and how contracts end.

use std::collections::BTreeMap;

use super::load::Tables;
use super::source;
use crate::analysis::run::answer::{Contracts, contracts_sentences, early_ends_title, still_served_title};
use crate::analysis::run::rows::ContractLine;
use crate::chart::{
    Heading, KeyMark, Panel, Panels, Point, Rounding, Series, Stacked, StackedRow, arm_colour, number,
};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{counted, percent};
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

fn last(steps: &[SurvivalStep], months: f64) -> Option<&SurvivalStep> {
    steps.iter().take_while(|s| s.time <= months).last()
}

fn at(steps: &[SurvivalStep], months: f64) -> f64 {
    last(steps, months).map_or(1.0, |s| s.survival)
}

/// Whole years after which services are looked at: half the horizon.
fn middle_years(tables: &Tables) -> f64 {
    libm::floor(0.5 * f64::from(tables.manifest.horizon_years)).max(1.0)
}

fn steps(tables: &Tables, arm: usize) -> (Vec<Observation>, Vec<SurvivalStep>) {
    let services = services(tables, tables.arm(arm));
    let spells: Vec<Observation> =
        services.iter().map(|service| Observation { time: service.months, ended: service.ended }).collect();
    let steps = kaplan_meier(&spells);
    (spells, steps)
}

/// What became of each arm's contracts.
fn found(tables: &Tables) -> Vec<Contracts> {
    let horizon = 12.0 * f64::from(tables.manifest.horizon_years);
    let middle = 12.0 * middle_years(tables);
    let of_arm = |arm: usize| {
        let lines: Vec<&ContractLine> =
            tables.contracts.iter().filter(|line| line.arm == tables.arm(arm)).collect();
        let ran = |line: &&&ContractLine| {
            line.opened.map_or(0.0, |opened| (line.ended.unwrap_or(horizon).min(horizon) - opened).max(0.0))
        };
        let mut early = BTreeMap::<&str, usize>::new();
        for line in lines.iter().filter(|line| line.fate == Fate::Terminated.id()) {
            *early.entry(&line.cause).or_default() += 1;
        }
        let mut early: Vec<(String, usize)> =
            early.into_iter().map(|(cause, count)| (cause.replace('_', " "), count)).collect();
        early.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let (spells, steps) = steps(tables, arm);
        // Beyond the longest watched nothing is known, unless all had ended by then.
        let is_watched =
            spells.iter().any(|spell| spell.time >= middle) || spells.iter().all(|spell| spell.ended);
        Contracts {
            arm: tables.arm(arm).to_owned(),
            histories: tables.manifest.replications,
            awarded: lines.len(),
            never_opened: lines.iter().filter(|line| line.fate == Fate::NeverOpened.id()).count(),
            contract_years: lines.iter().map(|line| ran(&line)).sum::<f64>() / 12.0,
            early,
            still_served: (!spells.is_empty() && is_watched).then(|| at(&steps, middle)),
            still_interval: last(&steps, middle).map(|step| [step.low, step.high]),
        }
    };
    (0..tables.arms()).map(of_arm).collect()
}

fn survival_figure(tables: &Tables) -> Figure {
    let horizon = 12.0 * f64::from(tables.manifest.horizon_years);
    let mut panels = Vec::new();
    let mut data = Vec::new();
    let all = found(tables);
    for arm in 0..tables.arms() {
        let (spells, steps) = steps(tables, arm);
        if spells.is_empty() {
            continue;
        }
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
    Figure {
        heading: Heading {
            id: "contract-survival".to_owned(),
            title: still_served_title(middle_years(tables), &all),
            subtitle: format!(
                "Share of services that still run by years since their opening, %. First contract that opened in each of {}; renewals carry on; arms in which none opened are left out",
                counted(tables.manifest.replications, "replication")
            ),
            source: format!(
                "Kaplan-Meier estimate with 95% intervals (Greenwood); services still running at the horizon count as long as they were watched. {}",
                source(tables)
            ),
            description:
                "One falling step curve for each arm in which a service opened. The values are in the table."
                    .to_owned(),
        },
        drawing: Box::new(Panels {
            panels,
            y_title: "Services that still run, %".to_owned(),
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
            caption: "Share of services that still run, by years since opening".to_owned(),
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
    let arms: Vec<&str> =
        (0..tables.arms()).map(|a| tables.arm(a)).filter(|arm| !lines(arm).is_empty()).collect();
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
            title: early_ends_title(&found(tables)),
            subtitle: format!(
                "The title counts early ends for 100 years under contract; the bars show what became of all contracts awarded, %. {}",
                counted(tables.manifest.replications, "replication")
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

/// What became of contracts, in sentences, and how long services run.
pub(super) fn brief(page: &mut Page, tables: &Tables) {
    if tables.contracts.is_empty() {
        return;
    }
    page.section("contracts", "Contracts");
    let all = found(tables);
    page.list(&contracts_sentences(&all));
    if all.iter().any(|of| of.still_served.is_some()) {
        page.figure(survival_figure(tables));
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    if tables.contracts.is_empty() {
        return;
    }
    page.section("contracts", "Contracts: how they end");
    if let Some(said) = clustering(tables) {
        page.paragraph(&said);
    }
    page.figure(fates_figure(tables));
}
