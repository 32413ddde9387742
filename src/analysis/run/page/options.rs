//! Every option and every outcome in one table: how much, and in how many histories it is better, no matter or worse.

use super::load::Tables;
use crate::analysis::run::answer::{Effect, Facts, Finding, named};
use crate::indicator::Better;
use crate::report::html::{Page, Table};
use crate::report::words::{difference_rounding, difference_unit, plain, shortest};

/// The table.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts, unit: &str) {
    if tables.arms() < 2 || facts.effects.is_empty() {
        return;
    }
    page.section("options", "Every option, every outcome");
    if facts.histories == 1 {
        page.paragraph(&format!(
            "Differences from {} in the one history that was lived, of the {}.",
            named(&facts.first),
            facts.group.whom
        ));
    } else {
        page.paragraph(&format!(
        "Average differences from {}, of the {}; in brackets those that chance could make, so many being read together. Below, of 100 histories: better / no matter / worse, by more than the smallest difference that matters, an assumption that a scenario may set (matters.*).",
        named(&facts.first),
        facts.group.whom
    ));
    }
    let mut header = vec!["Outcome".to_owned()];
    header.extend(facts.arms.iter().cloned());
    let rows = tables.outcomes().into_iter().filter_map(|indicator| {
        let of: Vec<&Effect> =
            facts.effects.iter().filter(|effect| effect.measure.id == indicator.indicator).collect();
        let least = of.first()?.matters;
        let better = match indicator.better {
            Better::Neither => "",
            Better::Higher => "; higher is better",
            Better::Lower => "; lower is better",
        };
        let matters = least.map_or_else(String::new, |least| format!("; {} matters", shortest(least)));
        let print = difference_rounding(indicator, tables.grain(unit, &indicator.indicator));
        let mut row = vec![format!("{}\n({}{better}{matters})", indicator.title, difference_unit(indicator))];
        row.extend(facts.arms.iter().map(|arm| {
            let effect = of.iter().find(|effect| effect.arm == *arm);
            effect.map_or_else(
                || "Not defined".to_owned(),
                |effect| cell(effect, print.print(effect.mean.unwrap_or(f64::NAN))),
            )
        }));
        Some(row)
    });
    let rows = rows.collect();
    page.table(&Table {
        caption: format!("Options and outcomes against {}", named(&facts.first)),
        header,
        rows,
    });
}

fn cell(effect: &Effect, mean: String) -> String {
    let finding = match effect.finding() {
        Finding::Undefined => return "Not defined".to_owned(),
        Finding::Same => return "No difference".to_owned(),
        Finding::One if effect.mean == Some(0.0) => return "The same".to_owned(),
        Finding::One => return format!("{mean} in one history"),
        Finding::Apart if effect.is_too_small() => format!("{mean}, too small to matter"),
        Finding::Apart => mean,
        Finding::NotApart => format!("({mean})"),
    };
    let whole = |share: f64| plain(100.0 * share, 0);
    match (effect.better, effect.worse) {
        (Some(better), Some(worse)) => format!(
            "{finding}\n{}\u{a0}/\u{a0}{}\u{a0}/\u{a0}{}",
            whole(better),
            whole((1.0 - better - worse).max(0.0)),
            whole(worse)
        ),
        _ => finding,
    }
}
