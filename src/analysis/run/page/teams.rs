//! Culture team by team, in one history: who differs from whom, and how far a team moves.

use super::load::Tables;
use super::source;
use super::turning::{position, question};
use crate::analysis::run::answer::{Facts, named};
use crate::analysis::run::event_rows::TeamRow;
use crate::chart::{Heading, HeatMap, Rounding, number};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::counted;

/// Teams drawn at the most; of more the first and the last of the row.
const MOST: usize = 24;

/// Name of a team in a figure.
fn name(row: &TeamRow) -> String {
    let stage = row.stage.replace('-', " ");
    match (row.taken_back, stage.as_str()) {
        (1, _) => format!("Team {}, taken back", row.team),
        (_, "") => format!("Team {}, practice", row.team),
        (_, stage) => format!("Team {}, {stage}", row.team),
    }
}

/// Rows of one arm in the first history told, of the first authority.
fn of_arm(tables: &Tables, arm: usize) -> Vec<&TeamRow> {
    let of = |row: &&TeamRow| row.arm == tables.arm(arm);
    let Some(first) = tables.teams.iter().find(of) else {
        return Vec::new();
    };
    let here = |row: &&TeamRow| row.replication == first.replication && row.authority == first.authority;
    tables.teams.iter().filter(of).filter(here).collect()
}

fn figure(tables: &Tables, arm: usize, limits: (f64, f64)) -> Option<Figure> {
    let rows = of_arm(tables, arm);
    let mut months: Vec<u32> = rows.iter().map(|row| row.month).collect();
    months.sort_unstable();
    months.dedup();
    let mut teams: Vec<u32> = rows.iter().map(|row| row.team).collect();
    teams.sort_unstable();
    teams.dedup();
    let end = months.last().copied()?;
    let last: Vec<f64> =
        rows.iter().filter(|row| row.month == end).map(|row| row.culture).filter(|v| v.is_finite()).collect();
    let all = teams.len();
    if all > MOST {
        teams.drain(MOST / 2..all - MOST / 2);
    }
    let shown = if all > MOST {
        format!(
            " Of {all} teams the first {} and the last {} are drawn; teams.csv has all.",
            MOST / 2,
            MOST / 2
        )
    } else {
        String::new()
    };
    let at = |team: u32, month: u32| rows.iter().find(|row| row.team == team && row.month == month);
    let values: Vec<Vec<f64>> = (teams.iter())
        .map(|&team| {
            months.iter().map(|&month| at(team, month).map_or(f64::NAN, |row| row.culture)).collect()
        })
        .collect();
    let (low, high) = (last.iter().copied().reduce(f64::min)?, last.iter().copied().reduce(f64::max)?);
    let names: Vec<String> = teams
        .iter()
        .filter_map(|&team| rows.iter().find(|row| row.team == team))
        .map(|row| name(row))
        .collect();
    let years: Vec<String> = months.iter().map(|month| (month / 12).to_string()).collect();
    let print = |value: f64| number(value, 2);
    let mut header = vec!["Team".to_owned()];
    header.extend(years.iter().map(|year| format!("Year {year}")));
    let cells = names.iter().zip(&values).map(|(name, row)| {
        let cells = row.iter().map(|v| if v.is_finite() { print(*v) } else { "None".to_owned() });
        std::iter::once(name.clone()).chain(cells).collect()
    });
    Some(Figure {
        heading: Heading {
            id: format!("teams-{arm}"),
            title: format!(
                "In one history, {} end between {} and {} with {}",
                counted(last.len(), "team"),
                print(low),
                print(high),
                named(tables.arm(arm))
            ),
            subtitle: format!(
                "Culture of each team, index points from an ordinary authority, on the first day and at each year\u{2019}s end. {}, history {}.{shown}",
                rows.first().map_or("", |row| &row.authority),
                rows.first().map_or(0, |row| row.replication)
            ),
            source: format!(
                "The darker a cell, the higher its value, on one scale for all options. {}",
                source(tables)
            ),
            description:
                "A map with years across and teams down, the culture of a team printed in each cell."
                    .to_owned(),
        },
        drawing: Box::new(HeatMap {
            across: ("year".to_owned(), years),
            down: ("team, in the order in which they sit".to_owned(), names.clone()),
            values: values.clone(),
            limits,
            rounding: Rounding { decimals: 2, ..Rounding::default() },
        }),
        data: Table {
            caption: format!("Culture by team and year with {}", tables.arm(arm)),
            header,
            rows: cells.collect(),
        },
    })
}

/// Whether the study asks about culture first.
pub(super) fn lead(tables: &Tables) -> bool {
    tables.outcomes().first().is_some_and(|outcome| outcome.indicator == "culture")
}

/// What the history that is drawn takes for true where the answer turns on it.
fn positions(tables: &Tables, replication: u32) -> Vec<String> {
    let mut told: Vec<&str> = (tables.contested.iter())
        .filter(|row| row.stage == "told")
        .map(|row| row.hypothesis.as_str())
        .collect();
    told.dedup();
    let held = |id: &&str| {
        let row =
            tables.hypotheses.iter().find(|row| row.replication == replication && row.hypothesis == *id)?;
        Some(format!("{}: \u{201c}{}\u{201d}", question(tables, id), position(tables, id, &row.position)))
    };
    told.iter().filter_map(held).collect()
}

/// Writes the maps of the first arm and of the one that the answer tells of culture, else of the one whose teams end furthest from the
/// first arm's, where teams are told.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts) {
    let end = |arm: usize| -> Option<f64> {
        let rows = of_arm(tables, arm);
        let last = rows.iter().map(|row| row.month).max()?;
        let there: Vec<f64> = rows.iter().filter(|row| row.month == last).map(|row| row.culture).collect();
        Some(there.iter().sum::<f64>() / there.len() as f64)
    };
    let Some(first) = end(0) else {
        return;
    };
    let distance = |arm: &usize| end(*arm).map_or(0.0, |other| (other - first).abs());
    let told = facts.told().filter(|told| told.measure.id == "culture");
    let told = told.and_then(|told| (1..tables.arms()).find(|arm| tables.arm(*arm) == told.arm));
    let far = || (1..tables.arms()).max_by(|a, b| distance(a).total_cmp(&distance(b)).then(b.cmp(a)));
    let other = told.or_else(far);
    let all = || tables.teams.iter().map(|row| row.culture);
    let limits = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    page.section("teams", "Culture, team by team");
    page.paragraph(
        "Each team has a manager of its own and people who bring, learn and take along what they do. One history is shown, with the same people and the same luck in each option as far as what they do allows; another history has other teams and may come out otherwise, so that only the averages of the answer say how much an option does. The table teams.csv has it with how many are at work, cases and managers.",
    );
    let held = of_arm(tables, 0).first().map(|row| positions(tables, row.replication)).unwrap_or_default();
    if !held.is_empty() {
        page.paragraph(&format!(
            "This history takes the following for true, on which the answer turns. {}.",
            held.join("; ")
        ));
    }
    for arm in std::iter::once(0).chain(other.filter(|arm| distance(arm) > 0.0)) {
        if let Some(figure) = figure(tables, arm, limits) {
            page.figure(figure);
        }
    }
}
