//! Lines of the score card as tables of the report.

use super::super::report::Table;
use super::rows::CardRow;
use crate::chart::number as written;

pub(super) fn number(value: Option<f64>) -> String {
    match value {
        None => String::new(),
        Some(value) if value.abs() >= 1_000.0 => written(value, 0),
        Some(value) if value.abs() >= 10.0 => written(value, 1),
        Some(value) => written(value, 2),
    }
}

pub(super) fn range(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (None, None) => String::new(),
        (None, Some(high)) => format!("at most {}", number(Some(high))),
        (Some(low), None) => format!("at least {}", number(Some(low))),
        (Some(low), Some(high)) => format!("{} to {}", number(Some(low)), number(Some(high))),
    }
}

/// Lines of a part and a section.
pub(super) fn section<'a>(card: &'a [CardRow], part: &str, section: &str) -> Vec<&'a CardRow> {
    let of = card.iter();
    of.filter(|row| row.part == part && row.section == section)
        .collect()
}

/// Lines that pass, and all.
pub(super) fn passed(rows: &[&CardRow]) -> (usize, usize) {
    (rows.iter().filter(|row| row.passes).count(), rows.len())
}

/// What is judged, with the row or the baseline that it belongs to.
pub(super) fn named(row: &CardRow) -> String {
    match row.row.split_once(": ") {
        Some((baseline, _)) => format!("{}, {baseline}", row.target),
        None if row.row.is_empty() => row.target.clone(),
        None => format!("{} {}", row.row, row.target),
    }
}

/// Those that fail, with the reason.
pub(super) fn failed(rows: &[&CardRow]) -> Vec<String> {
    let failed = rows.iter().filter(|row| !row.passes);
    failed
        .map(|row| format!("{}: {}.", named(row), row.reason))
        .collect()
}

fn observed(row: &CardRow) -> String {
    match (row.observed, row.seen.as_str()) {
        (Some(_), "") => number(row.observed),
        (Some(_), seen) => format!("{} ({seen})", number(row.observed)),
        (None, seen) => seen.to_owned(),
    }
}

/// A line's column: its header and its cell.
type Cell = (&'static str, fn(&CardRow) -> String);

const COLUMNS: [Cell; 9] = [
    ("Target", named),
    ("When", |row| match row.section.as_str() {
        "pilots" => row.window.clone(),
        _ => String::new(),
    }),
    ("Observed", observed),
    ("Simulated", |row| match row.half_width {
        Some(_) => format!("{} ± {}", number(row.simulated), number(row.half_width)),
        None => number(row.simulated),
    }),
    ("Interval", |row| range(row.low, row.high)),
    ("Passes from, to", |row| range(row.least, row.most)),
    ("Unit", |row| row.unit.clone()),
    ("Passes", |row| {
        if row.passes { "yes" } else { "no" }.to_owned()
    }),
    ("Why not, or with what reservation", |row| {
        row.reason.clone()
    }),
];

/// Lines as a table; a column in which nothing stands is left out. Nothing for no lines.
pub(super) fn lines(rows: &[&CardRow], caption: &str) -> Option<Table> {
    let stands = |(_, cell): &&Cell| rows.iter().any(|row| !cell(row).is_empty());
    let columns: Vec<&Cell> = COLUMNS.iter().filter(stands).collect();
    let of = |row: &&CardRow| columns.iter().map(|(_, cell)| cell(row)).collect();
    (!rows.is_empty()).then(|| Table {
        caption: caption.to_owned(),
        header: columns.iter().map(|(head, _)| (*head).to_owned()).collect(),
        rows: rows.iter().map(of).collect(),
    })
}
