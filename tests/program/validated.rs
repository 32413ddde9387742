//! Tables of `docs/validation.md`, made from the tables of a validation in `docs/validation/`: no number is typed.

use std::collections::BTreeMap;

use crate::manual::read;
use crate::place::defined;

/// A row of a table by column.
type Row = BTreeMap<String, String>;

fn table(name: &str) -> Vec<Row> {
    let text = read(&format!("docs/validation/{name}.csv"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    });
    rows.collect()
}

/// A number with as many decimals as a reader needs.
fn shown(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    })
}

fn signed(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:+.1}"))
}

/// Rows by first column and columns, in the order in which they come.
fn matrix(first: &str, cells: &[(String, String, String)]) -> String {
    let (mut rows, mut columns): (Vec<&String>, Vec<&String>) = (Vec::new(), Vec::new());
    for (row, column, _) in cells {
        if !rows.contains(&row) {
            rows.push(row);
        }
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    let heads: Vec<&str> = columns.iter().map(|column| column.as_str()).collect();
    let mut text = format!("| {first} | {} |\n|---|{}\n", heads.join(" | "), "---:|".repeat(columns.len()));
    for row in rows {
        let own = columns.iter().map(|column| {
            let found = cells.iter().find(|(of, at, _)| of == row && at == *column);
            found.map_or("", |(.., cell)| cell.as_str())
        });
        text += &format!("| {row} | {} |\n", own.collect::<Vec<_>>().join(" | "));
    }
    text
}

/// How many lines of each section pass.
pub fn sections() -> String {
    let card = table("card");
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for row in &card {
        let key = (row["part"].as_str(), row["section"].as_str());
        if !seen.contains(&key) {
            seen.push(key);
        }
    }
    let mut text = String::from("| part | section of the card | pass | of |\n|---|---|---:|---:|\n");
    for (part, section) in seen {
        let own = || card.iter().filter(|row| row["part"] == part && row["section"] == section);
        let passed = own().filter(|row| row["passes"] == "true").count();
        text += &format!("| {part} | {section} | {passed} | {} |\n", own().count());
    }
    text
}

/// The start, and the year of the posterior over which it was lived where that is another.
fn start(row: &Row) -> String {
    let posterior = row["posterior"].trim_start_matches("england-");
    match posterior == row["start"] {
        true => row["start"].clone(),
        false => format!("{}, posterior of {posterior}", row["start"]),
    }
}

/// Against the start's own year, or the next.
pub fn agreement(against: &str) -> String {
    let rows = table("first-year-agreement");
    let cells = rows.iter().filter(|row| row["against"] == against).map(|row| {
        let echo = if row["echo"] == "true" { ", echo" } else { "" };
        let missed = row["bounded"] == "true" && defined(row, "bias").is_some_and(|bias| bias.abs() > 4.0);
        let mark = if missed { "**" } else { "" };
        let text = format!(
            "{} → {} ({mark}{}%{mark}{echo})",
            shown(defined(row, "published")),
            shown(defined(row, "simulated")),
            signed(defined(row, "bias"))
        );
        (format!("{}, {}", row["title"], row["unit"]), start(row), text)
    });
    matrix("figure", &cells.collect::<Vec<_>>())
}

/// Coverage of the next year.
pub fn coverage() -> String {
    let rows = table("first-year-agreement");
    let cells = rows.iter().filter(|row| !row["coverage"].is_empty()).map(|row| {
        let share = defined(row, "coverage");
        let mark = if share.is_some_and(|share| (70.0..=90.0).contains(&share)) { "" } else { "**" };
        let text = format!("{mark}{:.0}{mark}", share.unwrap_or(f64::NAN));
        (row["title"].clone(), start(row), text)
    });
    matrix("figure", &cells.collect::<Vec<_>>())
}

/// Forecasts two years ahead.
pub fn ahead() -> String {
    let mut text = String::from(
        "| figure, year | authorities | forecast | score | inside 50% | inside 80% | published less median |\n|---|---:|---|---:|---:|---:|---:|\n",
    );
    for row in table("ahead-scores") {
        text += &format!(
            "| {}, {} | {} | {} | {} | {:.0}% | {:.0}% | {}% |\n",
            row["title"],
            row["year"],
            row["authorities"],
            row["forecaster"],
            shown(defined(&row, "crps")),
            defined(&row, "inside_half").unwrap_or(f64::NAN),
            defined(&row, "inside_most").unwrap_or(f64::NAN),
            signed(defined(&row, "error"))
        );
    }
    text
}

/// Persistence.
pub fn persistence() -> String {
    let rows = table("persistence");
    let mut cells = Vec::new();
    for row in &rows {
        let title = format!("{}, {}", row["title"], row["unit"]);
        let published = match defined(row, "observed") {
            Some(observed) => format!("{} ± {}", shown(Some(observed)), shown(defined(row, "tolerance"))),
            None => "none found".to_owned(),
        };
        cells.push((title.clone(), "published".to_owned(), published));
        let text = format!(
            "{} ({} to {})",
            shown(defined(row, "simulated")),
            shown(defined(row, "low")),
            shown(defined(row, "high"))
        );
        cells.push((title, format!("simulated, {}", row["start"]), text));
    }
    matrix("figure", &cells)
}

/// Lines of sections of the card whose title begins so.
pub fn lines(sections: &[&str], begins: &str) -> String {
    told(sections, |row| row["target"].starts_with(begins))
}

/// Lines of sections that do not pass.
pub fn misses(sections: &[&str]) -> String {
    told(sections, |row| row["passes"] == "false")
}

fn told(sections: &[&str], is_wanted: impl Fn(&Row) -> bool) -> String {
    let mut text = String::from(
        "| what | observed | simulated | passes from, to | verdict |\n|---|---:|---:|---|---|\n",
    );
    let card = table("card");
    for row in card.iter().filter(|row| sections.contains(&row["section"].as_str()) && is_wanted(row)) {
        let half =
            defined(row, "half_width").map_or(String::new(), |half| format!(" ± {}", shown(Some(half))));
        let verdict = if row["passes"] == "true" { "passes" } else { row["reason"].as_str() };
        let title = if row["row"].is_empty() { String::new() } else { format!("{}: ", row["row"]) };
        let range = match (defined(row, "least"), defined(row, "most")) {
            (None, None) => format!("{} to {}", shown(defined(row, "low")), shown(defined(row, "high"))),
            (least, most) => format!("{} to {}", shown(least), shown(most)),
        };
        text += &format!(
            "| {title}{} | {} | {}{half} {} | {range} | {verdict} |\n",
            row["target"],
            shown(defined(row, "observed")),
            shown(defined(row, "simulated")),
            row["unit"],
        );
    }
    text
}

/// How a line of a fact stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stands {
    Holds,
    Open,
    Outside,
}

impl Stands {
    fn of(row: &Row) -> Stands {
        let simulated = defined(row, "simulated").unwrap_or(f64::NAN);
        let least = defined(row, "least").unwrap_or(f64::NEG_INFINITY);
        let most = defined(row, "most").unwrap_or(f64::INFINITY);
        let miss = (least - simulated).max(simulated - most);
        match row["passes"] == "true" {
            true => Stands::Holds,
            false if miss <= defined(row, "half_width").unwrap_or(0.0) => Stands::Open,
            false => Stands::Outside,
        }
    }
}

/// Each fact by its row, and how it stands: as the worst of its lines does.
fn facts() -> BTreeMap<String, Stands> {
    let mut facts = BTreeMap::new();
    for row in table("pilots") {
        let stands = Stands::of(&row);
        facts
            .entry(row["row"].clone())
            .and_modify(|worst: &mut Stands| *worst = stands.max(*worst))
            .or_insert(stands);
    }
    facts
}

/// Facts of the pilots, line by line, and how many hold.
pub fn pilots() -> String {
    let facts = facts();
    let of = |stands: Stands| -> Vec<&str> {
        facts.iter().filter(|(_, own)| **own == stands).map(|(row, _)| row.as_str()).collect()
    };
    let named =
        |rows: &[&str]| if rows.is_empty() { String::new() } else { format!(" ({})", rows.join(", ")) };
    let (open, outside) = (of(Stands::Open), of(Stands::Outside));
    let mut text = format!(
        "Of {} rows {} hold, {} are open{} and {} lie outside{}.\n\n| row | fact | window | passes from, to | simulated | stands |\n\
         |---|---|---|---|---:|---|\n",
        facts.len(),
        of(Stands::Holds).len(),
        open.len(),
        named(&open),
        outside.len(),
        named(&outside)
    );
    for row in table("pilots") {
        let half =
            defined(&row, "half_width").map_or(String::new(), |half| format!(" ± {}", shown(Some(half))));
        let verdict = match Stands::of(&row) {
            Stands::Holds => "holds",
            Stands::Open => "open: outside by less than the half-width",
            Stands::Outside => "**outside**",
        };
        text += &format!(
            "| {} | {} | {} | {} to {} {} | {}{half} | {verdict}{}{} |\n",
            row["row"],
            row["target"],
            row["window"],
            shown(defined(&row, "least")),
            shown(defined(&row, "most")),
            row["unit"],
            shown(defined(&row, "simulated")),
            if row["reason"].is_empty() { "" } else { "; " },
            row["reason"]
        );
    }
    text
}

#[test]
fn a_fact_stands_as_the_worst_of_its_lines() {
    let line = |simulated: &str, half: &str, passes: &str| -> Row {
        let cells = [
            ("simulated", simulated),
            ("least", "80"),
            ("most", "100"),
            ("half_width", half),
            ("passes", passes),
        ];
        cells.map(|(column, cell)| (column.to_owned(), cell.to_owned())).into()
    };
    assert!(Stands::of(&line("81", "5", "true")) == Stands::Holds);
    assert!(Stands::of(&line("76", "5", "false")) == Stands::Open);
    assert!(Stands::of(&line("74", "5", "false")) == Stands::Outside);
    let facts = facts();
    assert_eq!(facts.len(), 19);
    assert!(
        facts["V12"] == Stands::Outside
            && table("pilots").iter().filter(|row| row["row"] == "V12").count() == 2
    );
}
