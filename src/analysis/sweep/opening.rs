//! What a sweep says first: what was asked, of whom, and what each factor does alone.

use super::read::{Read, Together};
use super::{answer, names};
use crate::report::Page;
use crate::report::words::listed;
use crate::results::rows::IndicatorRow;

/// What was asked, of whom, and on what it rests.
pub(super) fn asked(read: &Read) -> String {
    let factors: Vec<String> =
        read.manifest.factors.iter().map(|factor| names::varied(&factor.path, &factor.levels)).collect();
    let whom = match read.unit.0.as_str() {
        "remit" => "the young people whom the service would be serving if it were there (the remit)",
        _ => "all children looked after",
    };
    format!("What {} {} change for {whom}?", if factors.len() == 1 { "does" } else { "do" }, listed(&factors))
}

/// Place, time, histories, and the scenario whose fields are varied.
fn where_and_when(read: &Read) -> String {
    let manifest = &read.manifest;
    let places = match &manifest.places[..] {
        [] => "The scenario".to_owned(),
        few if few.len() < 4 => listed(few),
        many => format!("{} authorities", many.len()),
    };
    let arm = manifest.request.get("base").and_then(|base| base.as_str());
    let of_arm = arm.map_or_else(String::new, |arm| format!(", arm \"{arm}\""));
    let combinations = read.cells.iter().map(|row| row.cell).max().unwrap_or(0) + 1;
    format!(
        "{places}, {} years from {}. Varied is the scenario \"{}\"{of_arm}. {} of each of {combinations} combinations, on the same children with the same luck and the same values for what is not known.",
        manifest.horizon_years,
        manifest
            .start
            .strip_suffix("-03-31")
            .map_or_else(|| manifest.start.clone(), |year| format!("31 March {year}")),
        manifest.title,
        if manifest.replications == 1 {
            "One possible history".to_owned()
        } else {
            format!("{} possible histories", manifest.replications)
        },
    )
}

/// The answer: what each factor does alone to the outcome that leads, then to all.
pub(super) fn answered(read: &Read, headlines: &[&IndicatorRow], together: &Together, page: &mut Page) {
    page.section("answer", "The answer");
    page.paragraph(&where_and_when(read));
    let alone: Vec<String> = match headlines.first() {
        Some(leads) if !read.is_of_points() => (0..read.manifest.factors.len())
            .filter_map(|factor| answer::of_factor(read, together, leads, factor))
            .collect(),
        _ => Vec::new(),
    };
    let table = if read.is_of_points() { None } else { answer::table(read, together, headlines) };
    match table {
        Some(table) => {
            page.list(&alone);
            page.table(&table);
        }
        None => {
            let of = |indicator: &&&IndicatorRow| {
                answer::sentence(indicator, &read.of(&indicator.indicator).collect::<Vec<_>>(), together)
            };
            let said: Vec<String> = headlines.iter().filter_map(|indicator| of(&indicator)).collect();
            page.list(&alone);
            page.paragraph(&format!("All combinations against the first, {}:", read.first_cell()));
            page.list(&said);
        }
    }
}
