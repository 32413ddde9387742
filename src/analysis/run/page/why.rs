//! Why, and on what the answer turns.

use super::load::Tables;
use super::turning::turning_points;
use crate::analysis::run::answer::{Facts, Finding};
use crate::report::html::Page;
use crate::report::words::lower_first;

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts, unit: &str) {
    let Some(told) = facts.told().filter(|_| tables.arms() > 1) else { return };
    page.section("why", "Why, and what it turns on");
    let moves = matches!(told.finding(), Finding::Apart | Finding::NotApart);
    if moves {
        page.paragraph(&format!(
            "A run shows that arms differ and not by which way. `swplab why` closes the channels between lever and outcome one by one on the same luck and tells what each adds to {}:",
            lower_first(&told.measure.title)
        ));
        page.code(&format!(
            "swplab why scenarios/{}.toml --arm {:?} --indicator {} --unit {unit}",
            tables.manifest.scenario, told.arm, told.measure.id
        ));
    }
    for said in turning_points(tables) {
        page.paragraph(&said);
    }
}
