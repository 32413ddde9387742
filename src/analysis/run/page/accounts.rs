//! What a difference in changes of case holder is made of, where no chain was asked for: the changes by their occasion, as the study
//! counts them. It says what happened, not why.

use super::load::Tables;
use super::verdict::effects;
use crate::analysis::run::answer::{Effect, named};
use crate::indicator::relationship;
use crate::report::words::{difference_rounding, listed, lower_first, range};
use crate::results::rows::IndicatorRow;
use crate::statistics::Summary;

/// What is taken apart.
const WHOLE: &str = relationship::WORKER_CHANGES.id;
/// Its occasions.
const PARTS: [&str; 6] = [
    relationship::CHANGES_PATHWAY.id,
    relationship::CHANGES_LEAVER.id,
    relationship::CHANGES_AGENCY.id,
    relationship::CHANGES_SICKNESS.id,
    relationship::CHANGES_REALLOCATION.id,
    relationship::CHANGES_TRANSFER.id,
];

fn find<'a>(tables: &'a Tables, id: &str) -> Option<&'a IndicatorRow> {
    tables.indicators.iter().find(|one| one.indicator == id)
}

/// Whether the average is told apart from none as one of so many occasions.
fn is_told(tables: &Tables, unit: &str, effect: &Effect) -> bool {
    let row = tables.differences.iter().find(|row| {
        row.unit == unit && row.arm == effect.arm && row.indicator == effect.measure.id && row.n > 1
    });
    let sd = row.and_then(|row| row.sd).filter(|sd| *sd > 0.0);
    let p = effect.mean.zip(sd).map(|(mean, sd)| Summary::from_moments(effect.n, mean, sd).p_value());
    p.is_some_and(|p| p * (PARTS.len() as f64) < 0.05)
}

/// The sentence on an arm and a unit; nothing of one history, or where no occasion is told apart.
pub(super) fn sentence(tables: &Tables, arm: &str, unit: &str) -> Option<String> {
    let whole = effects(tables, unit, find(tables, WHOLE)?).into_iter().find(|one| one.arm == arm)?;
    let mean = whole.mean.filter(|_| whole.n > 1 && whole.equal != Some(1.0))?;
    let parts: Vec<(&IndicatorRow, Effect)> = PARTS
        .iter()
        .filter_map(|id| {
            let indicator = find(tables, id)?;
            let of = effects(tables, unit, indicator).into_iter().find(|one| one.arm == arm)?;
            Some((indicator, of))
        })
        .collect();
    let half = |effect: &Effect| effect.interval.map(|[low, high]| (high - low) / 2.0);
    let words = |(indicator, effect): &&(&IndicatorRow, Effect)| {
        let print = difference_rounding(indicator, half(effect));
        let [low, high] = effect.interval?;
        Some(format!(
            "{} ({}; {})",
            lower_first(&indicator.title),
            print.print(effect.mean?),
            range(&print, Some(low), Some(high))
        ))
    };
    let mut told: Vec<&(&IndicatorRow, Effect)> =
        parts.iter().filter(|(_, effect)| is_told(tables, unit, effect)).collect();
    let size = |of: &(&IndicatorRow, Effect)| of.1.mean.unwrap_or(0.0).abs();
    told.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let side = |is_fewer: bool| -> Vec<String> {
        let of = told.iter().filter(|(_, effect)| (effect.mean.unwrap_or(0.0) < 0.0) == is_fewer);
        of.copied().filter_map(|part| words(&part)).collect()
    };
    let (fewer, more) = (side(true), side(false));
    let sides: Vec<String> = [("fewer", fewer), ("more", more)]
        .into_iter()
        .filter(|(_, of)| !of.is_empty())
        .map(|(side, of)| format!("{side} {}", listed(&of)))
        .collect();
    let print = difference_rounding(find(tables, WHOLE)?, half(&whole));
    let others = parts.len() - told.len();
    (!sides.is_empty()).then(|| {
        format!(
            "Counted by their occasion, changes of case holder with {} (difference {} per child-year in all; in brackets that of the occasion and its 95% interval): {}{}.",
            named(arm),
            print.print(mean),
            sides.join("; "),
            match others {
                0 => String::new(),
                1 => "; 1 other occasion is not told apart".to_owned(),
                many => format!("; {many} other occasions are not told apart"),
            }
        )
    })
}
