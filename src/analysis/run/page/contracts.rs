//! How long practices keep the service, and how contracts end.

use std::collections::BTreeMap;

use super::load::Tables;
use super::services::{Service, lines, months, own_units, services};
use super::source;
use crate::analysis::run::answer::{
    Contracts, contracts_sentences, early_ends_title, named, still_served_is_told, still_served_title,
};
use crate::analysis::run::rows::ContractLine;
use crate::chart::{
    Heading, KeyMark, Panel, Panels, Point, Rounding, Series, Stacked, StackedRow, arm_colour, number,
};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{counted, listed, percent};
use crate::statistics::{Observation, SurvivalStep, kaplan_meier, wilson};
use crate::terms::Fate;

/// Services of an option below which a curve of how long they run tells nothing.
const FEW: usize = 10;

/// Ends of terms since the opening, months: of one term again and again, of several the first of each.
fn ends_of_terms(tables: &Tables, arm: &str) -> Vec<f64> {
    let horizon = 12.0 * f64::from(tables.manifest.horizon_years);
    let first = lines(tables, arm).into_iter().filter(|line| line.cycle == 0);
    let mut terms: Vec<f64> = first.filter_map(|line| Some(months(0.0, line.term_months?))).collect();
    terms.sort_by(f64::total_cmp);
    terms.dedup();
    match terms[..] {
        [term] if term > 0.0 => {
            (1..).map(|cycle| f64::from(cycle) * term).take_while(|end| *end < horizon).collect()
        }
        _ => terms.into_iter().filter(|end| *end > 0.0 && *end < horizon).collect(),
    }
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

/// Whole years after which the options lie farthest apart in the services that still run, of those in which their intervals lie apart
/// if there are any; half the horizon where they differ in none.
fn telling_years(tables: &Tables) -> f64 {
    // Whether the intervals of the outermost lie apart, and how far the two lie from each other.
    let gap = |years: f64| {
        let all = found(tables, years);
        let mut known: Vec<(f64, Option<[f64; 2]>)> =
            all.iter().filter_map(|of| Some((of.still_served?, of.still_interval))).collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        known.first().zip(known.last()).map_or((false, 0.0), |(least, most)| {
            let is_apart = most.1.zip(least.1).is_some_and(|([low, _], [_, high])| low > high);
            (is_apart, most.0 - least.0)
        })
    };
    let half = middle_years(tables);
    let years = (1..tables.manifest.horizon_years).map(f64::from);
    let far = years.fold((half, gap(half)), |far, years| {
        let own = gap(years);
        // A hair more is no more.
        let is_more = own.0 && !far.1.0 || own.0 == far.1.0 && own.1 > far.1.1 + 1e-9;
        if is_more { (years, own) } else { far }
    });
    far.0
}

/// What the title of one year leaves out: the shares of the same two options in the last whole year in which every option was watched,
/// where they have come nearer by a quarter or more.
fn later(tables: &Tables, years: f64, all: &[Contracts]) -> Option<String> {
    let mut known: Vec<(&str, f64)> =
        all.iter().filter_map(|of| Some((of.arm.as_str(), of.still_served?))).collect();
    known.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (most, least) = (known.first()?, known.last()?);
    let own = known.len();
    let watched =
        |years: &f64| found(tables, *years).iter().filter(|of| of.still_served.is_some()).count() == own;
    let mut whole =
        (1..tables.manifest.horizon_years).rev().map(f64::from).take_while(|other| *other > years);
    let last = whole.find(watched)?;
    let then = found(tables, last);
    let of = |arm: &str| then.iter().find(|of| of.arm == arm).and_then(|of| of.still_served);
    let (high, low) = (of(most.0)?, of(least.0)?);
    let gap = most.1 - least.1;
    (own > 1 && gap > 0.0 && (high - low).abs() < 0.75 * gap).then(|| {
        let (high, low) = (percent(Some(high)), percent(Some(low)));
        let both = if high == low { high } else { format!("{high} and {low}") };
        format!("; after {}, {both}", counted(last as usize, "year"))
    })
}

/// What the chart leaves out: how many of the services another organisation carried on, and how many still run with the one that opened
/// them after so many years. Empty where none was carried on.
fn by_their_openers(tables: &Tables, years: f64) -> String {
    let of_arm = |arm: usize| {
        let services = services(tables, tables.arm(arm));
        let won = services.iter().filter(|service| service.was_won).count();
        let spells: Vec<Observation> = services
            .iter()
            .map(|Service { opener, .. }| Observation { time: opener.months, ended: opener.ended })
            .collect();
        let share = at(&kaplan_meier(&spells), 12.0 * years);
        let is_watched = services.iter().any(|service| service.months >= 12.0 * years);
        (won > 0).then(|| {
            let still = if is_watched { format!(" ({})", percent(Some(share))) } else { String::new() };
            format!("{won} of {} with {}{still}", services.len(), named(tables.arm(arm)))
        })
    };
    let of: Vec<String> = (0..tables.arms()).filter_map(of_arm).collect();
    if of.is_empty() {
        return String::new();
    }
    format!(
        "Won by another organisation, so not ended: {} (in brackets those still with the first after {}). ",
        listed(&of),
        counted(years as usize, "year")
    )
}

fn steps(tables: &Tables, arm: usize) -> (Vec<Observation>, Vec<SurvivalStep>) {
    let services = services(tables, tables.arm(arm));
    let spells: Vec<Observation> =
        services.iter().map(|service| Observation { time: service.months, ended: service.ended }).collect();
    let steps = kaplan_meier(&spells);
    (spells, steps)
}

/// What became of each arm's contracts, and which services still ran after so many years.
fn found(tables: &Tables, years: f64) -> Vec<Contracts> {
    let horizon = 12.0 * f64::from(tables.manifest.horizon_years);
    let middle = 12.0 * years;
    let of_arm = |arm: usize| {
        let lines = lines(tables, tables.arm(arm));
        let ran = |line: &&&ContractLine| {
            line.opened.map_or(0.0, |opened| months(opened, line.ended.unwrap_or(horizon).min(horizon)))
        };
        let mut early = BTreeMap::<&str, usize>::new();
        for line in lines.iter().filter(|line| line.fate == Fate::Terminated.id()) {
            *early.entry(&line.cause).or_default() += 1;
        }
        let mut early: Vec<(String, usize)> =
            early.into_iter().map(|(cause, count)| (cause.replace('_', " "), count)).collect();
        early.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let (spells, steps) = steps(tables, arm);
        // Where few of those that had not ended are still watched hardly anything is known; where all had ended all is.
        let ended = spells.iter().filter(|spell| spell.ended && spell.time < middle).count();
        let watched = spells.iter().filter(|spell| spell.time >= middle).count();
        let is_watched = 4 * watched >= spells.len() - ended;
        Contracts {
            arm: tables.arm(arm).to_owned(),
            histories: tables.manifest.replications,
            awarded: lines.len(),
            never_opened: lines.iter().filter(|line| line.fate == Fate::NeverOpened.id()).count(),
            contract_years: lines.iter().map(|line| ran(&line)).sum::<f64>() / 12.0,
            early,
            not_renewed: lines.iter().filter(|line| line.fate == Fate::NotRenewed.id()).count(),
            lost_tenders: lines.iter().filter(|line| line.fate == Fate::LostTender.id()).count(),
            still_served: (!spells.is_empty() && is_watched).then(|| at(&steps, middle)),
            still_interval: last(&steps, middle).map(|step| [step.low, step.high]),
        }
    };
    (0..tables.arms()).map(of_arm).collect()
}

fn survival_figure(tables: &Tables) -> Figure {
    let mut panels = Vec::new();
    let mut data = Vec::new();
    let years = telling_years(tables);
    // An option without contracts has no services to leave out.
    let has_none = |arm: &usize| {
        let arm = tables.arm(*arm);
        !lines(tables, arm).is_empty() && services(tables, arm).is_empty()
    };
    let none_opened = (0..tables.arms()).any(|arm| has_none(&arm));
    let all = found(tables, years);
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
            points_of_interest: ends_of_terms(tables, tables.arm(arm)).iter().map(|end| end / 12.0).collect(),
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
            title: still_served_title(years, &all) + &later(tables, years, &all).unwrap_or_default(),
            subtitle: format!(
                "Services that still run by years since their opening, %. {} that opened, with renewals, in {}{}",
                if tables.services() > 1 {
                    "Each service\u{2019}s first contract"
                } else {
                    "The first contract"
                },
                histories(tables),
                if none_opened { "; options in which none opened are left out" } else { "" }
            ),
            source: format!(
                "Estimate by Kaplan and Meier with 95% intervals (Greenwood). {}{}{}",
                by_their_openers(tables, years),
                if all.iter().any(|of| !own_units(tables, &of.arm).is_empty()) {
                    "The authority\u{2019}s own units have no contract and are left out. "
                } else {
                    ""
                },
                source(tables)
            ),
            description:
                "One falling step curve for each option in which a service opened. The values are in the table."
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
                "Option",
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
    let lines = |arm: &str| lines(tables, arm);
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
            title: early_ends_title(&found(tables, middle_years(tables))),
            subtitle: format!(
                "The title counts early ends for 100 years under contract; the bars show what became of all contracts awarded, %. {}",
                histories(tables)
            ),
            source: source(tables),
            description: format!(
                "One stacked bar for each option. {}",
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
            caption: "Contracts by option, fate and cause".to_owned(),
            header: ["Option", "Fate", "Cause", "Contracts", "Share"].map(str::to_owned).to_vec(),
            rows: data,
        },
    }
}

fn histories(tables: &Tables) -> String {
    match tables.manifest.replications {
        1 => "1 history".to_owned(),
        many => format!("{} histories", number(many as f64, 0)),
    }
}

/// In how many histories no service ever ran under a contract, by arm, where arms differ in it.
fn unserved(tables: &Tables) -> Option<String> {
    let never = |arm: usize| {
        let lines = lines(tables, tables.arm(arm));
        let mut opened: Vec<u32> =
            lines.iter().filter(|line| line.opened.is_some()).map(|line| line.replication).collect();
        opened.sort_unstable();
        opened.dedup();
        let never = tables.manifest.replications.saturating_sub(opened.len());
        (!lines.is_empty()).then(|| (never, named(tables.arm(arm))))
    };
    let mut of: Vec<(usize, String)> = (0..tables.arms()).filter_map(never).collect();
    let all = histories(tables);
    let first = of.first()?.0;
    if of.iter().all(|(never, _)| *never == first) {
        return None;
    }
    of.retain(|(never, _)| *never > 0);
    let of: Vec<String> = of.iter().map(|(never, arm)| format!("in {never} with {arm}")).collect();
    Some(format!("Of {all} no service ever opened {}.", listed(&of)))
}

/// Units of the authorities' own that were closed: they have no contract to end.
fn closed_units(tables: &Tables) -> Vec<String> {
    let mut names: Vec<&str> =
        (0..tables.arms()).flat_map(|arm| own_units(tables, tables.arm(arm)).into_keys()).collect();
    names.sort_unstable();
    names.dedup();
    let said = |name: &&str| {
        let of_arm = |arm: usize| {
            let closed = own_units(tables, tables.arm(arm)).get(name).copied()?;
            Some((closed, named(tables.arm(arm))))
        };
        let of: Vec<_> = (0..tables.arms()).filter_map(of_arm).collect();
        let closed = match &of[..] {
            [(closed, _), rest @ ..] if rest.iter().all(|(other, _)| other == closed) => closed.to_string(),
            several => {
                let told = several.iter().map(|(closed, arm)| format!("{closed} with {arm}"));
                listed(&told.collect::<Vec<_>>())
            }
        };
        // An option may have the name of the body, which serves with others too.
        let body = if (0..tables.arms()).any(|arm| tables.arm(arm) == *name) {
            let arms: Vec<String> = of.iter().map(|(_, arm)| arm.clone()).collect();
            format!("With {} the body called {name}", listed(&arms))
        } else {
            (*name).to_owned()
        };
        format!(
            "{body} is a unit of the authority\u{2019}s own without a contract, counted in none of this; it was closed in {closed} of {}.",
            histories(tables)
        )
    };
    names.iter().map(said).collect()
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
    let all = found(tables, middle_years(tables));
    let mut said = contracts_sentences(&all);
    said.extend(unserved(tables));
    said.extend(closed_units(tables));
    page.list(&said);
    if all.iter().any(|of| of.still_served.is_some()) && is_told(tables) {
        page.figure(survival_figure(tables));
    }
}

/// Whether the chart of how long services run has a finding, by enough services to have one.
fn is_told(tables: &Tables) -> bool {
    let watched = (0..tables.arms()).map(|arm| services(tables, tables.arm(arm)).len()).max();
    watched.is_some_and(|many| many >= FEW) && still_served_is_told(&found(tables, telling_years(tables)))
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
    if found(tables, middle_years(tables)).iter().any(|of| of.still_served.is_some()) && !is_told(tables) {
        page.figure(survival_figure(tables));
    }
}
