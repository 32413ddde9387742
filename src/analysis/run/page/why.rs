//! Why, and on what the answer turns.

use super::load::Tables;
use super::turning::turning_points;
use super::{accounts, chain};
use crate::analysis::run::answer::{Facts, Finding};
use crate::report::html::Page;
use crate::report::words::lower_first;

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts, unit: &str) {
    let Some(told) = facts.told().filter(|_| tables.arms() > 1) else { return };
    let moves = matches!(told.finding(), Finding::Apart | Finding::NotApart);
    let (said, table) = chain::brief(&tables.why, &told.measure.id);
    let account = accounts::sentence(tables, &told.arm, unit).filter(|_| said.is_empty());
    let turns = turning_points(tables);
    let is_why = !said.is_empty() || account.is_some();
    if !is_why && turns.is_empty() {
        return;
    }
    page.section("why", if is_why { "Why, and what it turns on" } else { "What it turns on" });
    let (first, more) = said.split_at(said.len().min(1));
    first.iter().for_each(|said| page.paragraph(said));
    if let Some(table) = table {
        page.table(&table);
    }
    more.iter().for_each(|said| page.paragraph(said));
    if let Some(account) = account {
        page.paragraph(&account);
    }
    if said.is_empty() && moves {
        page.paragraph(&format!(
            "Which mechanisms make the difference in {} is told by the same run with --why, which takes at most twice as long again.",
            lower_first(&told.measure.title)
        ));
    }
    for said in turns {
        page.paragraph(&said);
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
