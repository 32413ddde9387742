//! Every option and every outcome in one table: how much, and in how many histories it is better, no matter or worse.

use super::load::Tables;
use crate::analysis::run::answer::{Effect, Facts, Finding, Weight, named, pounds, thirds};
use crate::chart::number;
use crate::indicator::money::COST_TOTAL;
use crate::indicator::{Better, HEADLINES, Unit};
use crate::report::html::{Page, Table};
use crate::report::words::{counted, difference_rounding, difference_unit, listed, shortest};
use crate::results::ArmMeta;

/// The table.
pub(super) fn write(page: &mut Page, tables: &Tables, facts: &Facts, unit: &str) {
    if tables.arms() < 2 || facts.effects.is_empty() {
        return;
    }
    page.section("options", "Every option, every outcome");
    let whom = whom(facts);
    if facts.histories == 1 {
        page.paragraph(&format!(
            "Differences from {} in the one history that was lived, of the {}.",
            named(&facts.first),
            whom
        ));
    } else {
        page.paragraph(&format!(
            "Average differences from {}, of the {}; in brackets those that chance could make. Below, of {} histories: better / no matter / worse, by more than matters, else by any difference; “too small”: less than matters, which is a convention.",
            named(&facts.first),
            whom,
            number(facts.histories as f64, 0)
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
        let over = match Unit::read(&indicator.unit) {
            Unit::MillionPounds => {
                format!(" over {}", counted(tables.manifest.horizon_years as usize, "year"))
            }
            _ => String::new(),
        };
        let design = if facts.is_by_design(of.first()?) { "; set by the option" } else { "" };
        let mut print = difference_rounding(indicator, tables.grain(unit, &indicator.indicator));
        print.decimals = of.iter().map(|effect| told_decimals(effect)).fold(print.decimals, usize::max);
        // Beside it stands the cost of everybody.
        let whose = if indicator.indicator == COST_TOTAL.id && unit != "authority" {
            " of these young people, without care leavers"
        } else {
            ""
        };
        let mut row = vec![format!(
            "{}{whose}\n({}{over}{better}{matters}{design})",
            indicator.title,
            difference_unit(indicator)
        )];
        row.extend(facts.arms.iter().map(|arm| {
            let effect = of.iter().find(|effect| effect.arm == *arm);
            effect.map_or_else(
                || "Not defined".to_owned(),
                |effect| cell(effect, print.print(effect.mean.unwrap_or(f64::NAN)), facts.histories),
            )
        }));
        Some(row)
    });
    let rows = rows.chain(whole_cost(facts)).collect();
    page.table(&Table {
        caption: format!("Options and outcomes against {}", named(&facts.first)),
        header,
        rows,
    });
    facts.of_dominant().iter().for_each(|said| page.paragraph(said));
    page.fold("What each option sets, in the fields of the scenario");
    page.paragraph(&what_is_set(tables));
    cost_note(facts).iter().for_each(|said| page.paragraph(said));
    if let Some(rule) = by_rule(facts) {
        page.paragraph(&rule);
    }
    page.unfold();
}

/// Decimals of an average that is told apart and of the difference of one history; of others as many as the rest of the row has.
pub(super) fn told_decimals(effect: &Effect) -> usize {
    match effect.finding() {
        Finding::Apart | Finding::One => effect.decimals(),
        Finding::NotApart | Finding::Same | Finding::Undefined => 0,
    }
}

/// Who the group is; that it is a list is said where the answer has not named it.
fn whom(facts: &Facts) -> String {
    let sentences = facts.answer().sentences;
    match facts.listed.as_ref().filter(|listed| !sentences.iter().any(|said| said.contains(listed.as_str())))
    {
        Some(listed) => format!("{} ({listed})", facts.group.whom),
        None => facts.group.whom.clone(),
    }
}

/// By which rule the differences of a table are read together, and how many by each: `What chance could make is told of 21 headline
/// differences by Holm’s rule, the appendix’s too, and of others by p-value times 24, at 0.05.`
fn by_rule(facts: &Facts) -> Option<String> {
    let is_headline = |one: &&Effect| HEADLINES.iter().any(|headline| headline.id == one.measure.id);
    let shown =
        || facts.effects.iter().chain(facts.whole.iter().filter(|one| one.measure.id == COST_TOTAL.id));
    let most =
        |all: &mut dyn Iterator<Item = &Effect>| all.max_by_key(|one| one.read).map(Effect::of_so_many);
    let here = shown().filter(is_headline).count();
    let headlines = most(&mut shown().filter(is_headline)).map(|many| {
        let more = shown().find(is_headline).is_some_and(|one| one.read > here);
        let more = if more { ", the appendix\u{2019}s too," } else { "" };
        format!("{many}{more} by Holm\u{2019}s rule")
    });
    // What is no headline, the cost of everybody among it, is weighed by its own p-value.
    let others = most(&mut shown().filter(|one| !is_headline(one)))
        .map(|many| format!("others by p-value times {}", many.split(' ').next().unwrap_or("")));
    let said: Vec<String> = [headlines, others].into_iter().flatten().collect();
    let is_any = facts.histories > 1 && !said.is_empty();
    is_any.then(|| format!("What chance could make is told so: {}, at 0.05.", said.join("; ")))
}

/// Why costs of everybody stand at the same number of children, where some do.
fn cost_note(facts: &Facts) -> Option<String> {
    let arms = facts.arms.iter().filter(|arm| !facts.whole.is_empty() && facts.at_same_number(arm).is_some());
    let arms: Vec<String> = arms.map(|arm| named(arm)).collect();
    (!arms.is_empty()).then(|| {
        format!(
            "Cost with {}: that of a child-year times all children, whose number differs by no more than chance makes.",
            listed(&arms)
        )
    })
}

/// Changes of an option up to which they are told beside the table with their values, and letters of a value up to which it is.
const FEW: usize = 8;
const SHORT: usize = 120;

/// What each option sets, in the fields of the scenario; of what is too long for a line the values stand in the appendix alone.
fn what_is_set(tables: &Tables) -> String {
    let of = |arm: &ArmMeta| match arm.changes.as_slice() {
        [] => format!("{} is the scenario as written", named(&arm.name)),
        few if few.len() <= FEW && few.iter().all(|(_, value)| value.chars().count() <= SHORT) => {
            let set: Vec<String> = few.iter().map(|(path, value)| format!("{path} = {value}")).collect();
            format!("{} sets {}", named(&arm.name), listed(&set))
        }
        many => {
            let fields: Vec<String> = many.iter().map(|(path, _)| path.clone()).collect();
            format!("{} sets {}, to values that stand in the appendix", named(&arm.name), listed(&fields))
        }
    };
    tables.manifest.arms.iter().map(of).collect::<Vec<_>>().join("; ") + "."
}

/// Finding and histories of an effect; of those that have no value it is said.
fn cell(effect: &Effect, mean: String, histories: usize) -> String {
    let finding = match effect.finding() {
        Finding::Undefined => return "Not defined".to_owned(),
        Finding::Same => return "No difference".to_owned(),
        Finding::One if effect.mean == Some(0.0) => return "The same".to_owned(),
        Finding::One => return format!("{mean} in one history"),
        Finding::Apart => match effect.weight() {
            Weight::Small => format!("{mean}, too small"),
            Weight::Below => format!("{mean}, perhaps too small"),
            Weight::Matters | Weight::Unrated => mean,
        },
        Finding::NotApart => format!("({mean})"),
    };
    match (effect.better, effect.worse) {
        (Some(better), Some(worse)) => {
            let of = if effect.n == histories { String::new() } else { format!(" of {}", effect.n) };
            format!("{finding}\n{}{of}", thirds(better, worse, effect.n).join("\u{a0}/\u{a0}"))
        }
        _ => finding,
    }
}

/// The cost of the whole authority a year, where the answer is of a part of its children.
fn whole_cost(facts: &Facts) -> Option<Vec<String>> {
    let of = |arm: &String| facts.total_of(arm).filter(|_| !facts.whole.is_empty());
    facts.arms.iter().find_map(of)?;
    let a_year = |effect: Effect| {
        let mean = 1e6 * effect.mean.unwrap_or(f64::NAN) / facts.years;
        let sign = if mean < 0.0 { "\u{2212}" } else { "" };
        cell(&effect, format!("{sign}{}", pounds(mean)), facts.histories)
    };
    let mut row =
        vec![format!("Cost of {}\n(a year, care leavers included; lower is better)", facts.everybody)];
    row.extend(facts.arms.iter().map(|arm| of(arm).map_or_else(|| "Not defined".to_owned(), a_year)));
    Some(row)
}
