//! Lines of the score card as tables of the report.

use super::rows::CardRow;
use crate::chart::number as written;
use crate::report::Table;

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
    of.filter(|row| row.part == part && row.section == section).collect()
}

/// Lines that pass, and all.
pub(super) fn passed(rows: &[&CardRow]) -> (usize, usize) {
    (rows.iter().filter(|row| row.passes).count(), rows.len())
}

/// What is judged, with the row or the baseline that it belongs to.
pub(super) fn named(row: &CardRow) -> String {
    match row.row.split_once(": ") {
        Some((baseline, _)) => format!("{}, {}", row.target, in_words(baseline)),
        None if row.row.is_empty() => row.target.clone(),
        None => format!("{} {}", row.row, row.target),
    }
}

/// A baseline in words.
pub(super) fn in_words(baseline: &str) -> String {
    baseline.replacen("england-", "England ", 1)
}

/// Those that fail, with the reason.
pub(super) fn failed(rows: &[&CardRow]) -> Vec<String> {
    let failed = rows.iter().filter(|row| !row.passes);
    failed.map(|row| format!("{}: {}.", named(row), row.reason)).collect()
}

fn observed(row: &CardRow) -> String {
    match (row.observed, row.seen.as_str()) {
        (Some(_), "") => number(row.observed),
        (Some(_), seen) => format!("{} ({seen})", number(row.observed)),
        (None, seen) => seen.to_owned(),
    }
}

/// As many decimals as the figure that it belongs to has.
fn half_width(row: &CardRow) -> Option<String> {
    let (half, figure) = (row.half_width?, row.simulated?);
    let decimals = match figure.abs() {
        large if large >= 1_000.0 => 0,
        middle if middle >= 10.0 => 1,
        _ => 2,
    };
    // A half-width that would be shown as nothing keeps its own decimals.
    let is_shown = half >= 0.5 * 0.1_f64.powi(decimals);
    Some(if is_shown { written(half, decimals as usize) } else { number(Some(half)) })
}

/// A line's column: its header and its cell.
type Cell = (&'static str, fn(&CardRow) -> String);

const COLUMNS: [Cell; 7] = [
    ("Target", |row| match row.section.as_str() {
        // Elsewhere the title says when.
        "pilots" => format!("{}\n({})", named(row), row.window),
        _ => named(row),
    }),
    ("Observed", observed),
    ("Simulated", |row| {
        let half = half_width(row).map_or(String::new(), |half| format!(" ± {half}"));
        format!("{}{half}\n{}", number(row.simulated), row.unit)
    }),
    ("Interval", |row| range(row.low, row.high)),
    ("Passes from, to", |row| range(row.least, row.most)),
    ("Verdict", |row| if row.passes { "passes" } else { "fails" }.to_owned()),
    ("Why not, or with what reservation", |row| row.reason.clone()),
];

/// Lines as they are shown one below the other: what was said of a fact stands with its first figure only.
fn shown(rows: &[&CardRow]) -> Vec<CardRow> {
    let mut before: Option<&CardRow> = None;
    let shown = rows.iter().map(|row| {
        let mut one = (*row).clone();
        let again = before.is_some_and(|before| !row.row.is_empty() && before.row == row.row);
        if again {
            if let Some((_, what)) = row.target.split_once(": ") {
                one.target = what.to_owned();
            }
            if row.passes {
                one.reason.clear();
            }
        }
        before = Some(row);
        one
    });
    shown.collect()
}

/// Lines as a table; a column in which nothing stands is left out. Nothing for no lines.
pub(super) fn lines(rows: &[&CardRow], caption: &str) -> Option<Table> {
    let rows = shown(rows);
    let stands = |(_, cell): &&Cell| rows.iter().any(|row| !cell(row).is_empty());
    let columns: Vec<&Cell> = COLUMNS.iter().filter(stands).collect();
    let of = |row: &CardRow| columns.iter().map(|(_, cell)| cell(row)).collect();
    (!rows.is_empty()).then(|| Table {
        caption: caption.to_owned(),
        header: columns.iter().map(|(head, _)| (*head).to_owned()).collect(),
        rows: rows.iter().map(of).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(target: &str, passes: bool) -> CardRow {
        CardRow {
            part: "fitted".into(),
            section: "pilots".into(),
            row: "V12".into(),
            target: target.into(),
            window: "first year".into(),
            observed: None,
            seen: "most".into(),
            simulated: Some(12.34),
            low: None,
            high: None,
            half_width: Some(1.234),
            least: Some(10.0),
            most: None,
            unit: "%".into(),
            passes,
            reason: "set in view".into(),
            note: String::new(),
        }
    }

    #[test]
    fn a_fact_is_named_once_and_its_reservation_said_once() {
        let rows = [row("Moves fall: first", true), row("Moves fall: second", true)];
        let table = lines(&rows.iter().collect::<Vec<_>>(), "Facts").unwrap();
        assert_eq!(
            table.rows[0],
            [
                "V12 Moves fall: first\n(first year)",
                "most",
                "12.3 ± 1.2\n%",
                "at least 10.0",
                "passes",
                "set in view"
            ]
        );
        assert_eq!(table.rows[1][0], "V12 second\n(first year)");
        assert_eq!(table.rows[1][5], "");
        assert!(!table.header.contains(&"Interval".to_owned()));
    }
}
