//! What a sweep says of cost: of a child and year over all combinations, and of the whole authority with the one that is told.

use super::answer::{self, half_width, is_beyond, levels};
use super::finding;
use super::read::{Read, Together};
use crate::analysis::run::answer::pounds;
use crate::analysis::sweep::rows::CellRow;
use crate::indicator::Better;
use crate::indicator::money::{COST_PER_CHILD_YEAR, COST_TOTAL};
use crate::report::direction;
use crate::report::words::{after, listed, lower_first};
use crate::results::rows::IndicatorRow;

/// What it costs; nothing where cost is not defined.
pub(super) fn told(read: &Read, together: &Together, headlines: &[&IndicatorRow]) -> Option<String> {
    let cost = headlines.iter().find(|one| one.indicator == COST_PER_CHILD_YEAR.id)?;
    let rows: Vec<&CellRow> = read.of(&cost.indicator).collect();
    let said = answer::sentence(cost, &rows, together)?;
    let (_, said) = said.split_once(": ")?;
    let mut all =
        vec![format!("For each child and year {}, in {}.", said.trim_end_matches('.'), read.prices())];
    let shown = answer::shown(&rows, together);
    all.extend(shown.and_then(|row| finding::of_middle(cost, row, together, read.least(&cost.indicator))));
    all.extend(shown.and_then(|row| of_everybody(read, row)));
    all.extend(paid_for(read, together, cost, headlines).map(|said| format!("{said}.")));
    Some(all.join(" "))
}

/// Pounds with their side: `£315 less`.
fn sided(value: f64) -> String {
    match pounds(value) {
        said if said == "£0" => "no more".to_owned(),
        said if value < 0.0 => format!("{said} less"),
        said => format!("{said} more"),
    }
}

/// What the whole authority pays a year with a combination beside the first; nothing where it was not measured.
fn of_everybody(read: &Read, shown: &CellRow) -> Option<String> {
    let is_of =
        |row: &&CellRow| row.cell == shown.cell && row.unit == "authority" && row.indicator == COST_TOTAL.id;
    let row = read.cells.iter().find(is_of)?;
    let years = f64::from(read.manifest.horizon_years);
    let a_year = |million: f64| 1e6 * million / years;
    let mean = row.difference_mean.filter(|_| years > 0.0)?;
    let at = levels(row);
    if mean == 0.0 && row.difference_sd.is_none_or(|sd| sd == 0.0) {
        return Some(format!("The whole authority pays the same at {at}, care leavers included."));
    }
    let clear = match row.difference_n {
        1 => "; one history cannot tell it from luck",
        _ if is_beyond(row) => ", read alone: it does not allow for the other combinations",
        _ => ", read alone: not told apart from none",
    };
    let interval = row.difference_low.zip(row.difference_high).filter(|_| half_width(row).is_some());
    let interval = interval.map_or_else(String::new, |(low, high)| {
        format!("95% interval {} to {}", sided(a_year(low)), sided(a_year(high)))
    });
    let clear = format!("{interval}{clear}");
    Some(format!(
        "The whole authority, care leavers included, pays {} a year at {at} ({}).",
        sided(a_year(mean)),
        clear.trim_start_matches("; ")
    ))
}

/// What is worse in the combination whose cost lies farthest from the first, told apart and as large as matters; nothing of a dearer one.
fn paid_for(
    read: &Read,
    together: &Together,
    cost: &IndicatorRow,
    others: &[&IndicatorRow],
) -> Option<String> {
    let rows: Vec<&CellRow> = read.of(&cost.indicator).collect();
    let shown = answer::shown(&rows, together).filter(|row| together.is_apart(row));
    let cell = shown.filter(|row| row.difference_mean < Some(0.0))?.cell;
    let worse = |of: &&&IndicatorRow| {
        let row = read.of(&of.indicator).find(|row| row.cell == cell && together.is_apart(row))?;
        let mean = row.difference_mean?;
        let is_worse =
            (of.better == Better::Lower && mean > 0.0) || (of.better == Better::Higher && mean < 0.0);
        let least = read.least(&of.indicator)?;
        let print = answer::rounded(of, row, together, Some(least));
        let said = format!(
            "{} is {} by {}{}",
            lower_first(&of.title),
            direction(mean),
            print.print(mean.abs()),
            after(of)
        );
        (is_worse && mean.abs() >= least).then_some(said)
    };
    let told: Vec<String> = others.iter().filter_map(|of| worse(&of)).collect();
    (!told.is_empty()).then(|| format!("There {}", listed(&told)))
}
