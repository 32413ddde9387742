//! What a run tells at its end: what `[readings]` of the scenario names, else the headlines of the whole authority.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::answer::of_results::only_alone;
use super::answer::{Answer, Facts, hundredth};
use super::contested::Contested;
use super::contested::rows::ContestedRow;
use super::gain_rows::GainRow;
use super::matters::{Chances, Matters};
use super::room::of_the_room;
use super::tables::{Held, gains};
use crate::indicator::{HEADLINES, Indicator, Subject, contract, indicator, relationship};
use crate::report::words::{counted, difference_decimals, listed, plain, shortest, signed};
use crate::scenario::Scenario;
use crate::statistics::{Paired, Summary, finite, mean};
use crate::study::{ArmId, COUNTED, Results, UnitId, UnitKind};
use crate::terms::Fate;

/// The answer of the headline unit: at most four sentences and how sure they are of chance, a line each.
pub(crate) fn of_the_answer(facts: &Facts) -> String {
    let mut text = String::new();
    if facts.arms.is_empty() {
        return text;
    }
    let Answer { sentences, sure: [chance, ..], .. } = facts.answer();
    line(&mut text, "The answer");
    sentences.iter().chain([&chance]).for_each(|said| line(&mut text, said));
    text.push('\n');
    text
}

/// What a run found, in a few lines.
pub(crate) fn of_run(results: &Results, scenario: &Scenario) -> String {
    let (readings, matters) = (&scenario.readings, Matters::of(&scenario.arms));
    let matters = &Told { matters, alone: only_alone(results, scenario) };
    let mut text = String::new();
    let named = |ids: &Option<Vec<String>>| -> Option<Vec<&Indicator>> {
        Some(ids.as_ref()?.iter().filter_map(|id| indicator(id)).collect())
    };
    let indicators = named(&readings.indicators).unwrap_or_else(|| HEADLINES.iter().collect());
    let yearly = named(&readings.yearly).unwrap_or_default();
    let answered: Vec<String> =
        results.units.iter().filter(|unit| unit.is_answered()).map(|unit| unit.id.clone()).collect();
    let units = readings.units.as_ref().unwrap_or(&answered);
    for (place, id) in units.iter().enumerate() {
        let Some(unit) = results.unit(id) else { continue };
        let mut own = String::new();
        for indicator in &indicators {
            of_indicator(&mut own, results, unit, (indicator, matters));
        }
        for indicator in yearly.iter().filter(|_| place + 1 == units.len()) {
            by_year(&mut own, results, unit, indicator);
        }
        let is_asked = |_: &&String| place == 0 && results.replications > 1;
        for question in readings.questions.iter().flatten().filter(is_asked) {
            by_answer(&mut own, results, unit, (indicators[0], matters), question);
        }
        of_unit(&mut text, results, unit, &own);
    }
    // Contracts, for one, have no figure of the children whom a practice first served.
    let is_told = |indicator: &&&Indicator| {
        units.iter().filter_map(|id| results.unit(id)).any(|unit| is_defined(results, unit, indicator))
    };
    let mut own = String::new();
    for indicator in indicators.iter().filter(|indicator| !is_told(indicator)) {
        of_indicator(&mut own, results, UnitId(0), (indicator, matters));
    }
    of_unit(&mut text, results, UnitId(0), &own);
    // How far years differ by themselves is not known from one history.
    if let Some(seen) = named(&readings.room).filter(|_| results.replications > 1) {
        let named = units.iter().filter_map(|id| results.unit(id));
        let others = ["authority", "practice"].iter().filter_map(|id| results.unit(id));
        let all: Vec<UnitId> = named.chain(others).collect();
        of_the_room(&mut text, results, &all, &seen);
    }
    if let Some(by) = &readings.contracts {
        of_contracts(&mut text, results, by);
    }
    of_the_remit(&mut text, results);
    of_the_children(&mut text, results, &matters.matters);
    text
}

/// What stands behind a difference that is told apart only if it is read alone.
const ALONE: &str = ", with all that are read together not told apart";

/// Share of a unit's child-years below which what lies in them is hardly felt.
const HARDLY: f64 = 0.1;

/// How much of the remit each arm's service held, and whose end is hardly felt.
fn of_the_remit(text: &mut String, results: &Results) {
    let Some(unit) = results.unit("remit").filter(|unit| results.units[unit.0].is_answered()) else { return };
    let (mut hardly, mut never) = (Vec::new(), Vec::new());
    line(
        text,
        "Children of the remit, whom the service would be serving if it were there, in child-years; held is the share in which a practice held the case",
    );
    for (arm, name) in results.each_arm() {
        let [before, within, after] = results.exposure(arm, unit);
        let held = mean(&finite(&results.values(arm, unit, &contract::HELD_BY_PRACTICE)));
        let (all, years) = (before + within + after, |years| plain(years, 0));
        if held > 0.0 {
            let [before, within, after] = [years(before), years(within), years(after)];
            line(
                text,
                &format!(
                    "  {name}: {before} before the opening, {within} within the first term, {after} after it; held {}%",
                    plain(held, 0)
                ),
            );
        } else {
            line(text, &format!("  {name}: {} in all; held by no practice", years(all)));
        }
        if held > 0.0 && after < HARDLY * all {
            if years(after) == "0" { &mut never } else { &mut hardly }.push(name.to_owned());
        }
    }
    for (how, of) in [("not", never), ("hardly", hardly)].iter().filter(|(_, of)| !of.is_empty()) {
        let of = listed(of);
        line(
            text,
            &format!("  The end of the first term is {how} felt with {of}: the horizon is short for it."),
        );
    }
    text.push('\n');
}

/// On which open questions the answer turns, with each position forced on the same luck; nothing where none was asked.
pub(super) fn of_the_questions(contested: &Contested) -> String {
    let rows = &contested.rows;
    let Some(first) = rows.first() else { return String::new() };
    let Some(of) = indicator(&first.indicator) else { return String::new() };
    let mut text = String::new();
    line(
        &mut text,
        &format!("Open questions, each position forced on the same luck: {} with {}", of.title, first.arm),
    );
    let told: Vec<&ContestedRow> =
        rows.iter().filter(|row| row.stage == "told" && row.p_adjusted.is_some_and(|p| p < 0.05)).collect();
    if told.is_empty() {
        line(&mut text, "  no position moves the difference by more than chance would");
    }
    for row in told {
        let (Some(mean), Some(low), Some(high)) = (row.contrast, row.contrast_low, row.contrast_high) else {
            continue;
        };
        let decimals = difference_decimals(of.decimals, Some((high - low) / 2.0));
        line(
            &mut text,
            &format!(
                "  {}: {} instead of {} moves it by {} ({} to {})",
                row.hypothesis,
                row.position,
                row.against,
                signed(mean, decimals),
                signed(low, decimals),
                signed(high, decimals)
            ),
        );
    }
    text.push('\n');
    text
}

/// How many children are better and worse off, counted child by child.
fn of_the_children(text: &mut String, results: &Results, matters: &Matters) {
    let all = gains::rows(results);
    let all = all.iter().filter(|row| row.by == "all" && row.indicator == COUNTED[0]);
    let said: Vec<String> = all.filter_map(child_by_child).collect();
    let Some(least) = matters.least(&relationship::WORKER_CHANGES).filter(|_| !said.is_empty()) else {
        return;
    };
    line(
        text,
        &format!(
            "Child by child, changes of case holder a year against {}, by more than {}",
            results.arms[0],
            shortest(least)
        ),
    );
    said.iter().for_each(|said| line(text, said));
    text.push('\n');
}

fn child_by_child(row: &GainRow) -> Option<String> {
    let percent = |share: Option<f64>| Some(hundredth(share?));
    Some(format!(
        "  {}: {}% of {} children are better off, {}% are worse off",
        row.arm,
        percent(row.better_off)?,
        plain(row.children?, 0),
        percent(row.worse_off)?
    ))
}

/// What is told of a unit, below its name.
fn of_unit(text: &mut String, results: &Results, unit: UnitId, own: &str) {
    if own.is_empty() {
        return;
    }
    let unit = &results.units[unit.0];
    let replications = counted(results.replications, "replication");
    let differences = if unit.is_paired() { "; differences with 95% intervals" } else { "" };
    if results.replications == 1 {
        line(text, &format!("{}, the one history that was lived.\n", unit.title));
    } else {
        line(text, &format!("{}, mean of {replications}{differences}.\n", unit.title));
    }
    line(text, own);
}

/// Whether an indicator has a value in any arm.
fn is_defined(results: &Results, unit: UnitId, indicator: &Indicator) -> bool {
    results.each_arm().any(|(arm, _)| !finite(&results.values(arm, unit, indicator)).is_empty())
}

/// An indicator over the study: the first arm's level and the others' differences from it, or all levels where arms
/// have other people.
fn of_indicator(
    text: &mut String,
    results: &Results,
    unit: UnitId,
    (indicator, matters): (&Indicator, &Told),
) {
    let values = |arm| results.values(arm, unit, indicator);
    let level = |values: &[f64]| match finite(values) {
        defined if defined.is_empty() => "not defined".to_owned(),
        defined => plain(mean(&defined), indicator.decimals),
    };
    if !is_defined(results, unit, indicator) {
        return;
    }
    let is_part = results.units[unit.0].kind == UnitKind::Cohort && indicator.subject == Subject::Money;
    let left_out = if is_part { ", care leavers left out" } else { "" };
    let title = format!("{} ({}{left_out})", indicator.title, indicator.unit);
    if !results.units[unit.0].is_paired() {
        line(text, &title);
        for (arm, name) in results.each_arm() {
            line(text, &format!("  {name}: {}", level(&values(arm))));
        }
        return;
    }
    let reference = values(ArmId(0));
    line(text, &format!("{title}: {} with {}", level(&reference), results.arms[0]));
    let others = results.each_arm().skip(1);
    let differences = others.map(|(arm, name)| (name, Paired::of(&reference, &values(arm)))).collect();
    lines_of(text, differences, (Some(&results.units[unit.0].id), indicator), matters);
}

/// An indicator year by year in each arm.
fn by_year(text: &mut String, results: &Results, unit: UnitId, indicator: &Indicator) {
    let mut own = String::new();
    for (arm, name) in results.each_arm() {
        let years =
            results.each_year().map(|(year, _)| finite(&results.yearly_values(arm, unit, year, indicator)));
        let levels = years.map(|values| match values.is_empty() {
            true => "-".to_owned(),
            false => plain(mean(&values), indicator.decimals),
        });
        let levels: Vec<String> = levels.collect();
        if levels.iter().any(|level| level != "-") {
            line(&mut own, &format!("  {name}: {}", levels.join(", ")));
        }
    }
    if !own.is_empty() {
        line(text, &format!("{} ({}), year by year", indicator.title, indicator.unit));
        *text += &own;
    }
}

/// The differences of an indicator under each position on an open question.
fn by_answer(
    text: &mut String,
    results: &Results,
    unit: UnitId,
    (indicator, matters): (&Indicator, &Told),
    question: &str,
) {
    let Some(at) = results.hypotheses.iter().position(|id| id == question) else { return };
    let reference = results.values(ArmId(0), unit, indicator);
    let all = Held::of(results, at);
    for (position, number) in &all.names {
        let take = |values: &[f64]| all.values(*number, values);
        let held = counted(take(&reference).len(), "replication");
        line(text, &format!("{} where {question} is {position} ({held})", indicator.title));
        let others = results.each_arm().skip(1);
        let differences = others.map(|(arm, name)| {
            (name, Paired::of(&take(&reference), &take(&results.values(arm, unit, indicator))))
        });
        lines_of(text, differences.collect(), (None, indicator), matters);
    }
}

/// Contracts of each arm, counted by what became of them or by why they ended.
fn of_contracts(text: &mut String, results: &Results, by: &str) {
    line(text, if by == "fates" { "What became of contracts" } else { "Why contracts ended" });
    for (arm, name) in results.each_arm() {
        let mut counts = BTreeMap::<String, usize>::new();
        let mut all = 0;
        for contract in results.contracts.iter().filter(|contract| contract.arm == arm.0) {
            all += 1;
            let of = if by == "fates" {
                let fate = Fate::ALL.iter().find(|known| known.id() == contract.fate);
                fate.map_or(contract.fate.clone(), |known| known.words().to_lowercase())
            } else {
                contract.cause.replace('_', " ")
            };
            if !of.is_empty() {
                *counts.entry(of).or_default() += 1;
            }
        }
        let each = counts.iter().map(|(of, count)| format!("{count} {of}"));
        line(
            text,
            &format!("  {name}: of {}, {}", counted(all, "contract"), each.collect::<Vec<_>>().join(", ")),
        );
    }
    text.push('\n');
}

/// Of what the lines of a run say more than their numbers.
struct Told {
    matters: Matters,
    /// Unit, arm and indicator of what is told apart only if it is read alone, as the page brackets it.
    alone: Vec<[String; 3]>,
}

fn lines_of(
    text: &mut String,
    differences: Vec<(&str, Paired)>,
    (unit, indicator): (Option<&str>, &Indicator),
    told: &Told,
) {
    let half_widths = differences.iter().map(|(_, d)| d.summary.half_width()).filter(|half| *half > 0.0);
    let decimals = difference_decimals(indicator.decimals, half_widths.reduce(f64::min));
    for (name, difference) in &differences {
        let is_alone =
            |one: &[String; 3]| Some(one[0].as_str()) == unit && one[1] == *name && one[2] == indicator.id;
        let bracket = if told.alone.iter().any(is_alone) { ALONE } else { "" };
        line(text, &format!("  {name}: {}{bracket}", difference_in_words(&difference.summary, decimals)));
        if let Some(said) = chances_in_words(indicator, difference, &told.matters) {
            line(text, &format!("    {said}"));
        }
    }
}

/// How often a headline is better, worse and neither by more than what matters; nothing where arms never differ.
fn chances_in_words(indicator: &Indicator, difference: &Paired, matters: &Matters) -> Option<String> {
    let least = matters.least(indicator)?;
    let Chances { better: Some(better), no_matter: Some(no_matter), worse: Some(worse) } =
        matters.chances(indicator, difference)
    else {
        return None;
    };
    if difference.summary.n < 2 || difference.equal == difference.rising.len() {
        return None;
    }
    if better + worse == 0.0 {
        return Some(format!("in no history by more than {}", shortest(least)));
    }
    let [better, no_matter, worse] = [better, no_matter, worse].map(hundredth);
    Some(format!(
        "by more than {}: better in {better}%, no matter in {no_matter}%, worse in {worse}% of histories",
        shortest(least)
    ))
}

fn line(text: &mut String, said: &str) {
    writeln!(text, "{said}").expect("writing to a string cannot fail");
}

fn difference_in_words(difference: &Summary, decimals: usize) -> String {
    if difference.n == 0 {
        return "not defined".to_owned();
    }
    let mean = signed(difference.mean, decimals);
    if difference.n < 2 {
        return mean;
    }
    let (low, high) = (difference.low, difference.high);
    if low == 0.0 && high == 0.0 {
        return "the same in every replication".to_owned();
    }
    let told = if low <= 0.0 && high >= 0.0 { ", cannot be told apart from none" } else { "" };
    format!("{mean} ({} to {}){told}", signed(low, decimals), signed(high, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_told_of_headlines_that_differ_at_all() {
        use crate::indicator::relationship::{CHANGES_LEAVER, WORKER_CHANGES};
        let said = |indicator, values: &[f64]| {
            let paired = Paired::of(&vec![0.0; values.len()], values);
            chances_in_words(indicator, &paired, &Matters::of(&[]))
        };
        let words = "by more than 0.05: better in 50%, no matter in 25%, worse in 25% of histories";
        assert_eq!(said(&WORKER_CHANGES, &[-0.1, -0.2, 0.05, 0.06]).as_deref(), Some(words));
        let small = Some("in no history by more than 0.05".to_owned());
        assert_eq!(said(&WORKER_CHANGES, &[0.01, -0.02]), small);
        assert_eq!(said(&WORKER_CHANGES, &[0.0, 0.0]), None);
        assert_eq!(said(&WORKER_CHANGES, &[0.3]), None);
        assert_eq!(said(&CHANGES_LEAVER, &[-0.1, -0.2]), None);
    }

    #[test]
    fn what_is_told_apart_from_nothing_is_not_printed_as_nothing() {
        let said = |difference: Summary| {
            let half_width = (difference.high - difference.low) / 2.0;
            difference_in_words(&difference, difference_decimals(1, Some(half_width)))
        };
        assert_eq!(said(Summary::from_moments(200, -0.009, 0.03)), "-0.009 (-0.013 to -0.005)");
        assert_eq!(said(Summary::from_moments(200, 2.0, 10.0)), "+2.0 (+0.6 to +3.4)");
        let unclear = "+1.0 (-0.4 to +2.4), cannot be told apart from none";
        assert_eq!(said(Summary::from_moments(200, 1.0, 10.0)), unclear);
        let same = "the same in every replication";
        assert_eq!(said(Summary::from_moments(200, 0.0, 0.0)), same);
        assert_eq!(said(Summary::from_moments(1, 1234.5, 0.0)), "+1,234.5");
        assert_eq!(said(Summary::from_moments(0, 0.0, 0.0)), "not defined");
    }
}
