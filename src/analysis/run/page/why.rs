//! Why, and on what the answer turns.

use super::load::Tables;
use super::turning::turning_points;
use super::{accounts, chain};
use crate::analysis::run::answer::{Effect, Facts, Finding};
use crate::report::html::Page;
use crate::report::words::lower_first;

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts, unit: &str) {
    let Some(told) = facts.carried().filter(|_| tables.arms() > 1) else { return };
    let (said, table) = chain::brief(&tables.why, &told.measure.id);
    let account = accounts::sentence(tables, &told.arm, unit);
    let turns = turning_points(tables);
    let is_why = !said.is_empty() || account.is_some();
    page.section("why", if is_why { "Why, and what it turns on" } else { "What it turns on" });
    let (first, more) = said.split_at(said.len().min(1));
    first.iter().for_each(|said| page.paragraph(said));
    if let Some(table) = table {
        page.table(&table);
    }
    more.iter().for_each(|said| page.paragraph(said));
    match account {
        // Beside a chain it is another view of the same.
        Some(account) if !said.is_empty() => {
            page.fold("The same counted by occasion");
            page.paragraph(&account);
            page.unfold();
        }
        account => account.iter().for_each(|account| page.paragraph(account)),
    }
    if said.is_empty() {
        page.paragraph(&how_to_have_it(told));
    }
    for said in turns {
        page.paragraph(&said);
    }
}

/// How the chain from lever to outcome is had where it was not asked for.
fn how_to_have_it(told: &Effect) -> String {
    let title = lower_first(&told.measure.title);
    match told.finding() {
        Finding::Apart | Finding::NotApart => format!(
            "Which mechanisms make the difference in {title} was not traced. The same command with --why traces it, in at most twice the time again."
        ),
        Finding::One => {
            format!(
                "Which mechanisms make a difference in {title} is told by a run of 100 histories or more with --why."
            )
        }
        Finding::Same | Finding::Undefined => {
            format!("There is no difference in {title} of which a why could be told.")
        }
    }
}

/// Every outcome and every channel.
pub(super) fn appendix(page: &mut Page, tables: &Tables) {
    let chains = chain::chains(&tables.why);
    if chains.is_empty() {
        return;
    }
    page.section("why-more", "Why, outcome by outcome");
    page.paragraph("The links and what no channel carries add up to the whole difference, which is known of every history of the study; the links are known of fewer histories, and are helped by it. Where the whole is not told apart from none no share is given.");
    for chain in &chains {
        page.table(&chain.whole_table());
    }
}
