//! Why, and on what the answer turns.

use super::chain;
use super::load::Tables;
use super::turning::turning_points;
use crate::analysis::run::answer::{Facts, Finding};
use crate::report::html::Page;
use crate::report::words::lower_first;

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts) {
    let Some(told) = facts.told().filter(|_| tables.arms() > 1) else { return };
    page.section("why", "Why, and what it turns on");
    let moves = matches!(told.finding(), Finding::Apart | Finding::NotApart);
    let (said, table) = chain::brief(&tables.why, &told.measure.id);
    if said.is_empty() && moves {
        page.paragraph(&format!(
            "Through which channels the arms come to differ in {} is told by the same run with --why, which takes at most twice as long again.",
            lower_first(&told.measure.title)
        ));
    }
    let (first, more) = said.split_at(said.len().min(1));
    first.iter().for_each(|said| page.paragraph(said));
    if let Some(table) = table {
        page.table(&table);
    }
    more.iter().for_each(|said| page.paragraph(said));
    for said in turning_points(tables) {
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
