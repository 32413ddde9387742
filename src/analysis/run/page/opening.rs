//! Time since the opening: how long each unit is there in each arm.

use super::by_year::{Clock, figure};
use super::load::Tables;
use crate::analysis::run::answer::named;
use crate::analysis::run::rows::ExposureRow;
use crate::chart::number;
use crate::report::html::{Page, Table};
use crate::report::words::{listed, lower_first};

/// Share of a unit's child-years below which what lies in them is hardly felt.
const HARDLY: f64 = 0.1;

/// What is drawn by time since the opening.
pub(super) const DRAWN: [&str; 3] = ["worker_changes", "relationship", "cost_per_child_year"];

/// Whether a row is of a unit in an arm in which a service has a term to end: a unit of the authority's own has none.
fn has_term(tables: &Tables, unit: &str, row: &ExposureRow) -> bool {
    let is_held = row.unit == unit && row.held.is_some_and(|held| held > 0.0);
    is_held && !super::services::lines(tables, &row.arm).is_empty()
}

/// Arms with a contract of which hardly any child-years of a unit lie after its first term, and how many: `none`, `at most 4%`.
fn hardly_ended(tables: &Tables, unit: &str) -> Option<(String, String)> {
    let served = |row: &&ExposureRow| has_term(tables, unit, row);
    let share = |row: &ExposureRow| row.after.zip(row.child_years).map(|(after, all)| after / all);
    let all = tables.exposure.iter().filter(served).count();
    let hardly: Vec<(String, f64)> = tables
        .exposure
        .iter()
        .filter(served)
        .filter_map(|row| Some((named(&row.arm), share(row).filter(|share| *share < HARDLY)?)))
        .collect();
    let most = hardly.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    let so_few = match most {
        0.0 => "none".to_owned(),
        ..0.01 => "under 1%".to_owned(),
        most => format!("at most {}%", number(libm::ceil(100.0 * most), 0)),
    };
    let of: Vec<String> = hardly.into_iter().map(|(arm, _)| arm).collect();
    match of.len() {
        0 => None,
        many if many == all && many > 1 => Some(("any option".to_owned(), so_few)),
        _ => Some((listed(&of), so_few)),
    }
}

/// What is not to be concluded of a unit that hardly lives to see the end of a term.
pub(super) fn not_the_end(tables: &Tables, unit: &str) -> Option<String> {
    let (of, so_few) = hardly_ended(tables, unit)?;
    let shares = tables.exposure.iter().filter(|row| has_term(tables, unit, row));
    let shares = shares.filter_map(|row| Some((row, row.after? / row.child_years?)));
    let others: Vec<_> = shares.filter(|(_, share)| *share >= HARDLY).collect();
    let most = others.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let beside = most.map_or_else(String::new, |(row, share)| {
        format!(
            ", and {}% with {}: ends that have not come yet are part of the difference",
            number(100.0 * share, 0),
            named(&row.arm)
        )
    });
    Some(format!(
        "That this says what the end of a contract does to children: with {of} {so_few} of the child-years that are counted lie after the first term{beside}."
    ))
}

/// A unit in a sentence: `the whole authority`, `all 10 authorities`.
fn the(title: &str) -> String {
    let title = lower_first(title);
    if title.starts_with("all ") { title } else { format!("the {title}") }
}

/// Sentences on arms whose end hardly anybody of a unit lives to see; a longer horizon is the remedy.
pub(super) fn warnings(tables: &Tables) -> Vec<String> {
    let mut said: Vec<((String, String), Vec<String>)> = Vec::new();
    for unit in tables.answer_units() {
        let Some(of) = hardly_ended(tables, &unit.unit) else { continue };
        match said.iter_mut().find(|(known, _)| *known == of) {
            Some((_, units)) => units.push(the(&unit.title)),
            None => said.push((of, vec![the(&unit.title)])),
        }
    }
    let words = |((of, so_few), units): ((String, String), Vec<String>)| {
        format!(
            "The end of the first term is {} felt with {of}: of {} {} of the child-years that are counted lie after it.",
            if so_few == "none" { "not" } else { "hardly" },
            listed(&units),
            so_few,
        )
    };
    said.into_iter().map(words).collect()
}

fn exposure_table(tables: &Tables) -> Table {
    let years = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| number(value, 0));
    let share =
        |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |s| format!("{}%", number(100.0 * s, 0)));
    let mut rows = Vec::new();
    for unit in tables.units.iter().filter(|unit| unit.paired) {
        for row in tables.exposure.iter().filter(|row| row.unit == unit.unit) {
            let is_served = row.held.is_some_and(|held| held > 0.0);
            rows.push(vec![
                unit.title.clone(),
                row.arm.clone(),
                years(row.before),
                years(row.within),
                if is_served { years(row.after) } else { "-".to_owned() },
                if is_served {
                    share(row.after.zip(row.child_years).map(|(a, b)| a / b))
                } else {
                    "-".to_owned()
                },
                share(row.held),
            ]);
        }
    }
    let header = [
        "Unit",
        "Option",
        "Before the opening",
        "Within the first term",
        "After it",
        "After it, share",
        "Held by the practice",
    ];
    Table {
        caption: "Child-years of each unit before the opening, within the option\u{2019}s first term and after it; and the share of those after the opening in which a practice held the case".to_owned(),
        header: header.map(str::to_owned).to_vec(),
        rows,
    }
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    if tables.exposure.is_empty() || tables.arms() < 2 {
        return;
    }
    page.section("opening", "Time since the opening");
    page.paragraph("The young people whom the service is for (in the tables: the remit) are a list made once in a life without any practice: its places are filled on the planned opening day, freed when their holder leaves, and given to the next young person who passes on and is old enough. Every option is read on this one list, so that the same are compared. With a practice some stay longer and others come to its places, so that year by year it holds fewer of those on the list and serves others, whom the comparison leaves out; the last column says how much it holds in all. Those first served grow out of their group within some years; the list lasts as long as the question.");
    for said in warnings(tables) {
        page.inset(&said);
    }
    page.table(&exposure_table(tables));
    let Some(unit) = tables.answer_units().into_iter().rfind(|unit| unit.kind == "cohort") else { return };
    for id in DRAWN {
        let indicator = tables.indicators.iter().find(|indicator| indicator.indicator == id);
        if let Some(figure) =
            indicator.and_then(|indicator| figure(tables, &unit.unit, indicator, Clock::Opening, None))
        {
            page.figure(figure);
        }
    }
}
