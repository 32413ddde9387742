//! Words, numbers and parts that the pages of `observe` and `power` share.

use serde::Deserialize;

use super::Design;
use super::rows::QuantityRow;
use crate::chart::number;
use crate::report::{Page, Table};
use crate::results::manifest::Manifest;

/// How the scenario with its design looks at practices, as the manifest keeps it.
#[derive(Default, Deserialize)]
struct Kept {
    #[serde(default)]
    observation: Looks,
}

/// What a page tells of an observation; what a manifest leaves open is told in words.
#[derive(Default, Deserialize)]
struct Looks {
    comparator: Option<String>,
    sites: Option<u32>,
    months: Option<u32>,
    settled_after: Option<u32>,
    staff: Option<u32>,
    children: Option<u32>,
}

fn looks(manifest: &Manifest) -> Looks {
    toml::from_str::<Kept>(&manifest.scenario_as_resolved).unwrap_or_default().observation
}

/// The comparator of the design if the tables hold it, else the last that they hold.
pub(super) fn lead_of(manifest: &Manifest, held: &[&str]) -> String {
    let wanted = looks(manifest).comparator.unwrap_or_else(|| "both".to_owned());
    let found = held.iter().find(|held| **held == wanted).or(held.last());
    found.map_or(wanted, |found| (*found).to_owned())
}

/// The comparator in words that follow "against".
pub(super) fn against(comparator: &str) -> &str {
    match comparator {
        "host" => "their host authorities",
        "comparison" => "comparison authorities",
        _ => "hosts and comparison authorities",
    }
}

/// A number with its sign and no sign before nothing.
pub(super) fn signed(value: f64, decimals: usize) -> String {
    let plain = number(value, decimals);
    let is_something = plain.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    if value > 0.0 && is_something { format!("+{plain}") } else { plain }
}

/// A share as a percentage, with the half-width of its interval where there is one.
pub(super) fn chance(share: Option<f64>, half_width: Option<f64>) -> String {
    match (share, half_width) {
        (Some(share), Some(half)) => {
            format!("{}%\u{a0}±\u{a0}{}", number(100.0 * share, 0), number(100.0 * half, 0))
        }
        (Some(share), None) => format!("{}%", number(100.0 * share, 0)),
        _ => "not defined".to_owned(),
    }
}

/// What a design asks, in words.
pub(super) fn design(asked: &Design, manifest: &Manifest) -> Vec<(String, String)> {
    let looks = looks(manifest);
    let sites =
        looks.sites.map_or("one for each practice of the scenario".to_owned(), |sites| sites.to_string());
    let (months, settled_after) = (looks.months.unwrap_or(12), looks.settled_after.unwrap_or(18));
    let (staff, children) = (looks.staff.unwrap_or(2050), looks.children.unwrap_or(169));
    let named = |name: &str, text: String| (name.to_owned(), text);
    vec![
        named("Arm:", asked.arm.clone().unwrap_or_default()),
        named("Sites:", sites),
        named("Window:", format!("{months} months from each practice's opening; a second window of the same length begins {settled_after} months after it")),
        named("Staff survey:", format!("{staff} answers in all; in a practice everybody is asked")),
        named("Interviews:", format!("{children} children and young people in all")),
        named("Records:", "placement moves of every child served in the practice, and of every child of its ages in the authorities".to_owned()),
    ]
}

/// The quantities of the observation with their sources, folded away.
pub(super) fn quantities(page: &mut Page, quantities: &[QuantityRow]) {
    let worst = quantities.iter().filter(|q| q.grade == "D").count();
    page.paragraph(&format!(
        "How answers follow from what the simulation holds rests on {} quantities, {worst} of them assumptions (grade D): means and spreads of the evaluation's scales and its response rates were not published where they could be read. Each replication draws them anew from their ranges.",
        quantities.len()
    ));
    page.fold("The quantities of the observation");
    page.table(&Table {
        caption: "Quantities of the observation".to_owned(),
        header: ["Quantity", "Value (range)", "Unit", "Grade", "Source"].map(str::to_owned).to_vec(),
        rows: quantities
            .iter()
            .map(|q| {
                let print = |v: Option<f64>| v.map_or_else(String::new, |v| format!("{v}"));
                vec![
                    format!("{}\n{}", q.label, q.id),
                    if q.low == q.high {
                        print(q.value)
                    } else {
                        format!("{} ({} to {})", print(q.value), print(q.low), print(q.high))
                    },
                    q.unit.clone(),
                    q.grade.clone(),
                    q.source.clone(),
                ]
            })
            .collect(),
    });
    page.unfold();
    page.references(quantities.iter().map(|q| q.source.as_str()));
}

/// Limits, repetition and sources of data: the end of both pages.
pub(super) fn ending(page: &mut Page, manifest: &Manifest, tables: &str) {
    page.section("limits", "Limits, and how to repeat this");
    page.paragraph(&format!(
        "This is a simulation. It shows what an evaluation of such a design could see of a world that follows the stated mechanisms and ranges; it is no evaluation. {tables} dictionary.csv says what the columns mean."
    ));
    page.code("swplab verify DIR\nswplab report DIR");
    page.fold("The scenario as written");
    page.code(&manifest.scenario_as_written);
    page.unfold();
    if !manifest.sources.is_empty() {
        page.heading("Sources of data");
        page.list(&manifest.sources);
    }
}
