//! Your figures and the model's first year.

use std::collections::BTreeMap;

use super::load::Tables;
use crate::analysis::run::answer::Facts;
use crate::analysis::run::first_year::{self, LISTED};
use crate::analysis::run::rows::FirstYearRow;
use crate::analysis::run::starts;
use crate::chart::number;
use crate::report::html::{Page, Table};

/// Authorities whose figures all stand open on the page.
const OPEN: usize = 3;

/// The verdict, and what is farthest off.
pub(super) fn brief(page: &mut Page, tables: &Tables, facts: &Facts) {
    let rows = &tables.first_year;
    page.section("first-year", "Your figures and the model\u{2019}s first year");
    let told = facts.told().map(|told| &told.measure);
    let beside = told.and_then(|told| first_year::beside_the_answer(rows, &told.id, &told.title));
    page.paragraph(&(first_year::verdict(rows) + &beside.unwrap_or_default()));
    let off = first_year::off(rows);
    let mut said: Vec<String> = off.iter().take(OPEN).map(|row| first_year::in_words(row)).collect();
    if off.len() > OPEN {
        said.push(format!("and {} more, in the appendix", off.len() - OPEN));
    }
    page.list(&said);
}

/// The section: the verdict, and published beside simulated for each authority.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    let rows = &tables.first_year;
    page.section("first-year", "Your figures and the model\u{2019}s first year");
    page.paragraph(&first_year::verdict(rows));
    let series = starts::of_rows(&tables.starts);
    if !series.is_empty() {
        page.paragraph("What is published of starts, by year, and which years count in what is simulated:");
        page.list(&series);
    }
    let Some(first) = rows.first() else {
        return;
    };
    page.paragraph(&format!(
        "What is published of the year of the profile stands beside what the model makes of the first year, or of the second where a figure is first defined there, with \u{201c}{}\u{201d}. A figure is off where the published number, its rounding allowed for, lies outside the middle 95% of the histories. A year differs from the next in life too, and of many figures some are off by chance: what matters is a figure that is far off, or one that is off in authority after authority. Where figures are off, read levels with care. What is withheld or not published is left out. first-year.csv holds the same.",
        first.arm
    ));
    let mut authorities: BTreeMap<&str, Vec<&FirstYearRow>> = BTreeMap::new();
    for row in rows {
        authorities.entry(&row.authority).or_default().push(row);
    }
    let off = first_year::off(rows);
    if authorities.len() > OPEN && !off.is_empty() {
        let farthest = off.iter().take(LISTED);
        page.list(&farthest.map(|row| first_year::in_words(row)).collect::<Vec<_>>());
    }
    let is_folded = authorities.len() > OPEN;
    if is_folded {
        page.fold(&format!("Each of {} authorities", authorities.len()));
    }
    for (authority, rows) in authorities {
        page.table(&table(authority, &rows, &tables.first_year));
    }
    if is_folded {
        page.unfold();
    }
}

fn table(authority: &str, rows: &[&FirstYearRow], all: &[FirstYearRow]) -> Table {
    let header = ["Figure", "Published", "Simulated, mean", "Middle 95%", "Off"];
    Table {
        caption: format!("{authority}: published, and the model\u{2019}s first year"),
        header: header.map(str::to_owned).to_vec(),
        rows: rows.iter().map(|row| cells(row, first_year::is_of_the_second(all, row))).collect(),
    }
}

fn cells(row: &FirstYearRow, is_of_the_second: bool) -> Vec<String> {
    let print = |value: f64| number(value, row.decimals);
    let off = match (row.enough, row.off) {
        (false, _) => "Too few histories to tell",
        (true, true) if row.mean.is_some_and(|mean| mean > row.published) => "Yes: simulated too high",
        (true, true) => "Yes: simulated too low",
        (true, false) => "No",
    };
    let bound = |value: Option<f64>| value.map_or_else(|| "not defined".to_owned(), print);
    vec![
        format!("{} ({})", row.title, row.unit),
        format!("{} in {}", print(row.published), row.published_year),
        format!(
            "{} in {}{}",
            bound(row.mean),
            row.year,
            if is_of_the_second { ", the second year" } else { "" }
        ),
        format!("{} to {}", bound(row.q025), bound(row.q975)),
        off.to_owned(),
    ]
}
