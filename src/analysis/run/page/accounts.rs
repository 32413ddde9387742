//! What a difference in changes of case holder is made of, where no chain was asked for: all hand-overs by their occasion, as the study
//! counts them, which add up. It says what happened, not why.

use super::load::Tables;
use super::verdict::effects;
use crate::analysis::run::answer::{Effect, Finding, named};
use crate::indicator::relationship;
use crate::report::words::{difference_rounding, listed, lower_first, shortest};
use crate::results::rows::IndicatorRow;

/// What is taken apart: the sum of the occasions.
const WHOLE: &str = relationship::HAND_OVERS.id;
/// What of it counts as a change of case holder: all but the ends of covers of under a month.
const CHANGES: &str = relationship::WORKER_CHANGES.id;
/// What an occasion differs by that is as good as nothing, per child-year: one change in 10,000 child-years.
const TINY: f64 = 0.0001;
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

/// Of an occasion that never differs: whether it is not there at all.
fn is_absent(effect: &Effect) -> bool {
    effect.finding() == Finding::Same && effect.level == Some(0.0)
}

/// The sentence on an arm and a unit: every occasion, told apart or not by the rule of the whole page; nothing of one history, or
/// where no occasion differs.
pub(super) fn sentence(tables: &Tables, arm: &str, unit: &str) -> Option<String> {
    let whole = effects(tables, unit, find(tables, WHOLE)?).into_iter().find(|one| one.arm == arm)?;
    whole.mean.filter(|_| whole.n > 1 && whole.equal != Some(1.0))?;
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
        let (mean, half) = (print.print(effect.mean?), print.print(half(effect)?));
        Some(format!("{} ({mean}\u{a0}±\u{a0}{half})", lower_first(&indicator.title)))
    };
    let mut all: Vec<&(&IndicatorRow, Effect)> = parts.iter().collect();
    let size = |of: &(&IndicatorRow, Effect)| of.1.mean.unwrap_or(0.0).abs();
    all.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let of = |finding: Finding| all.iter().copied().filter(move |(_, effect)| effect.finding() == finding);
    let told: Vec<&(&IndicatorRow, Effect)> = of(Finding::Apart).collect();
    let side = |is_fewer: bool| -> Vec<String> {
        let of = told.iter().filter(|(_, effect)| (effect.mean.unwrap_or(0.0) < 0.0) == is_fewer);
        of.copied().filter_map(|part| words(&part)).collect()
    };
    let titles = |is: &dyn Fn(&Effect) -> bool| -> Vec<String> {
        all.iter().filter(|(_, effect)| is(effect)).map(|(of, _)| lower_first(&of.title)).collect()
    };
    let is_tiny = |effect: &Effect| {
        let ends = effect.interval.unwrap_or([f64::INFINITY; 2]);
        effect.finding() == Finding::NotApart && ends.iter().all(|end| end.abs() < TINY)
    };
    let tiny = titles(&is_tiny);
    let unclear = of(Finding::NotApart).filter(|(_, effect)| !is_tiny(effect));
    let unclear: Vec<String> = unclear.filter_map(|part| words(&part)).collect();
    let hardly = format!(" differ by less than {} if at all", shortest(TINY));
    let same = titles(&|effect| effect.finding() == Finding::Same && !is_absent(effect));
    let sides: Vec<String> = [
        ("fewer ", "", side(true)),
        ("more ", "", side(false)),
        ("not told apart, all being read together: ", "", unclear),
        ("the same in every history: ", "", same),
        ("", hardly.as_str(), tiny),
        ("", " do not occur", titles(&is_absent)),
    ]
    .into_iter()
    .filter(|(.., of)| !of.is_empty())
    .map(|(before, behind, of)| format!("{before}{}{behind}", listed(&of)))
    .collect();
    let print = |indicator: &IndicatorRow, of: &Effect| {
        let mut print = difference_rounding(indicator, half(of));
        print.decimals = of.decimals();
        print.print(of.mean.unwrap_or(f64::NAN))
    };
    let changes = find(tables, CHANGES)?;
    let counted = effects(tables, unit, changes).into_iter().find(|one| one.arm == arm)?;
    let differs =
        all.iter().any(|(_, effect)| matches!(effect.finding(), Finding::Apart | Finding::NotApart));
    differs.then_some(())?;
    Some(format!(
        "Counted by occasion, all hand-overs with {} (difference {} per child-year, {} without the ends of covers under a month, which are no changes of case holder; each ± half its 95% interval): {}.",
        named(arm),
        print(find(tables, WHOLE)?, &whole),
        print(changes, &counted),
        sides.join("; ")
    ))
}
