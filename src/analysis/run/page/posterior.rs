//! A study that runs over a posterior: how much of what is not known lies in its parameters, how much in
//! positions on contested questions, and how much is the rest.

use super::load::Tables;
use crate::analysis::run::tables::TOGETHER;
use crate::report::html::{Page, Table};
use crate::report::words::percent;

const UNIT: &str = "authority";

/// The paragraph and the table; nothing where no posterior was given.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    let Some(posterior) = &tables.manifest.posterior else {
        return;
    };
    page.paragraph(&format!(
        "This study runs over the posterior \"{}\": each history takes one of its {} rows, the same in all options. {}.",
        posterior.name,
        posterior.rows,
        posterior.remarks.first().map_or("", |first| first.trim_end_matches('.'))
    ));
    let mut rows = Vec::new();
    for indicator in tables.headlines() {
        let far = tables.farthest_arm(UNIT, &indicator.indicator);
        for arm in [Some(0), far].into_iter().flatten() {
            let share = |input: &str| {
                let mut all = tables.influence.iter();
                all.find(|row| {
                    row.kind == TOGETHER
                        && row.input == input
                        && row.indicator == indicator.indicator
                        && row.unit == UNIT
                        && row.arm == tables.arm(arm)
                })
            };
            let (Some(parameters), Some(positions)) = (share("posterior"), share("positions")) else {
                continue;
            };
            let part = |row: &crate::analysis::run::rows::InfluenceRow| row.share.unwrap_or(0.0).max(0.0);
            let rest = 1.0 - part(parameters) - part(positions);
            let what = if arm == 0 { "level".to_owned() } else { format!("difference, {}", tables.arm(arm)) };
            let with_floor = |row: &crate::analysis::run::rows::InfluenceRow| {
                format!("{} (chance reaches {})", percent(row.share), percent(row.noise_floor))
            };
            rows.push(vec![
                format!("{} ({what})", indicator.title),
                with_floor(parameters),
                with_floor(positions),
                percent(Some(rest.max(0.0))),
            ]);
        }
    }
    if rows.is_empty() {
        page.paragraph("There are too few histories to part the uncertainty of the posterior's parameters from chance. About 150 are the least.");
        return;
    }
    page.table(&Table {
        caption: "Share of the variance between histories: the posterior's parameters, positions on contested questions, and the rest, which is chance and what no target informs".to_owned(),
        header: [
            "Headline",
            "Parameters of the posterior together",
            "Positions together",
            "Chance and all other quantities",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    });
    page.paragraph("Shares are those of a regression on all inputs of a kind, corrected for their number, so what is not linear stands under the rest.");
}
