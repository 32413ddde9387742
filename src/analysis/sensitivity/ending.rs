//! What a sensitivity analysis says: sentences made from its tables alone, for the terminal and for the page.

use super::indices::ASSUMED;
use super::rows::{EffectRow, ShareRow};
use super::tables::Told;
use crate::analysis::design::headline::figure;
use crate::indicator::{Indicator, indicator};
use crate::report::words::{counted, difference_decimals, listed, lower_first, percent, plain, signed};

/// Inputs that sentences name.
const NAMED: usize = 3;

/// The difference in words: what is measured, between whom.
pub(super) fn question(told: &Told) -> String {
    format!(
        "The difference in {}, \"{}\" against \"{}\"",
        figure(&told.answer.indicator, &told.answer.unit),
        told.answer.arm,
        told.answer.against
    )
}

/// Decimals of effects and differences.
pub(super) fn decimals(told: &Told) -> usize {
    let known: Option<&Indicator> = indicator(&told.answer.indicator);
    let grain = told.effects.iter().find(|effect| effect.kind != "luck").and_then(|effect| effect.size);
    difference_decimals(known.map_or(2, |one| one.decimals), grain.map(|size| size / 4.0))
}

/// Inputs that act, by falling size, luck apart.
pub(super) fn acting(told: &Told) -> impl Iterator<Item = &EffectRow> {
    told.effects
        .iter()
        .filter(|effect| effect.moves && effect.kind != "luck" && effect.size.unwrap_or(0.0) > 0.0)
}

/// Of the inputs that sentences name, those of which it is told that they come first: the interval of each lies above the
/// intervals of all that come behind them.
pub(super) fn leading(told: &Told) -> Vec<&EffectRow> {
    let mut all: Vec<&EffectRow> = acting(told).collect();
    let highest = |of: &[&EffectRow]| of.iter().filter_map(|one| one.size_high).fold(0.0, f64::max);
    let is_apart = |count: &usize| {
        let (first, behind) = all.split_at(*count);
        first.iter().all(|one| one.size_low.unwrap_or(0.0) > highest(behind))
    };
    let count = (1..=NAMED.min(all.len())).rev().find(is_apart).unwrap_or(0);
    all.truncate(count);
    all
}

fn named(effect: &EffectRow, decimals: usize) -> String {
    let grade = if effect.grade.is_empty() { effect.kind.clone() } else { format!("grade {}", effect.grade) };
    let number = |value: Option<f64>| plain(value.unwrap_or(f64::NAN), decimals);
    let sign = |value: Option<f64>| signed(value.unwrap_or(f64::NAN), decimals);
    format!(
        "{} ({}; {grade}; {}), over whose range it moves by {} ({} to {}) in size and by {} ({} to {}) in the mean",
        lower_first(effect.title.trim_end_matches('.')),
        effect.input,
        effect.range.trim(),
        number(effect.size),
        number(effect.size_low),
        number(effect.size_high),
        sign(effect.mean),
        sign(effect.mean_low),
        sign(effect.mean_high)
    )
}

/// The share of a set over the whole study.
pub(super) fn share<'a>(told: &'a Told, set: &str) -> Option<&'a ShareRow> {
    told.shares.iter().find(|share| share.year.is_empty() && share.set == set)
}

fn spanned(low: Option<f64>, high: Option<f64>) -> String {
    // An interval of a share may reach beyond what a share can be: the tables hold it as it is.
    let inside = |value: Option<f64>| percent(value.map(|value| value.clamp(0.0, 1.0)));
    format!("{} to {}", inside(low), inside(high))
}

/// How much of the answer is owed to assumption, in sentences that a director reads.
pub(super) fn assumption(told: &Told) -> Vec<String> {
    let (Some(assumed), Some(luck)) = (share(told, ASSUMED), share(told, "luck")) else {
        return vec!["Nothing moves this difference but luck: no assumption bears on it.".to_owned()];
    };
    let mut said = Vec::new();
    let inside = |value: Option<f64>| percent(value.map(|value| value.clamp(0.0, 1.0)));
    said.push(format!(
        "How much of this answer is owed to assumption: of the spread of the difference between possible worlds, {} ({}) would go if every assumption of grade D and every open question were settled, and {} ({}) would be left if they alone were not.",
        inside(assumed.first),
        spanned(assumed.first_low, assumed.first_high),
        inside(assumed.total),
        spanned(assumed.total_low, assumed.total_high)
    ));
    said.push(format!(
        "Luck, which no evidence takes away: {} ({}) by itself, {} ({}) with all that goes with it.",
        inside(luck.first),
        spanned(luck.first_low, luck.first_high),
        inside(luck.total),
        spanned(luck.total_low, luck.total_high)
    ));
    let knowable = 1.0 - luck.total.unwrap_or(1.0);
    if knowable > 0.1
        && let Some(first) = assumed.first
    {
        said.push(format!(
            "Luck averaged out, as over many authorities, assumptions and open questions are {} of what is left to know.",
            percent(Some((first / knowable).clamp(0.0, 1.0)))
        ));
    }
    let crossed = told.shares.iter().filter(|share| share.year.is_empty());
    let crossed = crossed.filter(|share| share.first_low > share.total_high).count();
    if crossed > 0 {
        said.push(format!(
            "{} that lie above their totals: too few rows; take more with --rows.",
            counted(crossed, "first share")
        ));
    }
    said
}

/// All sentences.
pub(super) fn sentences(told: &Told) -> Vec<String> {
    let decimals = decimals(told);
    let answer = &told.answer;
    let mut said = Vec::new();
    if let (Some(mean), Some(sd)) = (answer.mean, answer.sd) {
        said.push(format!(
            "{}: {} in the mean, with a standard deviation of {} from one possible world to another.",
            question(told),
            signed(mean, decimals),
            plain(sd, decimals)
        ));
    } else {
        said.push(format!("{}.", question(told)));
    }
    let idle = answer.idle;
    said.push(format!(
        "{} were varied in {} of runs; with {} of them no figure of either arm moved, and {} more were left out since they can reach nothing here.",
        counted(answer.inputs, "thing that is not known").replace("thing that is not knowns", "things that are not known"),
        counted(answer.runs, "pair"),
        idle,
        counted(answer.left_out, "quantity").replace("quantitys", "quantities")
    ));
    let first = leading(told);
    let largest: Vec<String> = acting(told).take(NAMED).map(|effect| named(effect, decimals)).collect();
    if !first.is_empty() {
        said.push(format!("It turns most on {}.", largest[..first.len()].join("; ")));
    } else if let Some(lowest) =
        acting(told).take(NAMED).filter_map(|effect| effect.size_low).reduce(f64::min)
    {
        let as_high = acting(told).skip(NAMED).filter(|effect| effect.size_high >= Some(lowest)).count();
        said.push(format!(
            "On which input it turns most is not told with {}: the largest effects are those of {}, but the intervals of {} reach as high, and other trajectories may put others first.",
            counted(answer.trajectories, "trajectory").replace("trajectorys", "trajectories"),
            largest.join("; "),
            counted(as_high, "other"),
        ));
    }
    if let Some(luck) = told.effects.iter().find(|effect| effect.kind == "luck") {
        said.push(format!(
            "Another luck alone moves it by {}; an input that does nothing moves it by nothing at all, since runs that are compared share their luck.",
            plain(luck.size.unwrap_or(f64::NAN), decimals)
        ));
    }
    if answer.rows > 0 {
        said.extend(assumption(told));
    }
    if !first.is_empty() {
        let close: Vec<String> = acting(told)
            .skip(first.len())
            .take(2 * NAMED)
            .filter(|effect| (0.2..0.8).contains(&effect.among_the_first))
            .map(|effect| effect.input.clone())
            .collect();
        if !close.is_empty() {
            said.push(format!(
                "Whether {} belong{} among the first is not sure with {} trajectories.",
                listed(&close),
                if close.len() == 1 { "s" } else { "" },
                answer.trajectories
            ));
        }
    }
    said
}

/// What is said on the terminal.
pub(super) fn of(told: &Told) -> String {
    sentences(told).into_iter().map(|sentence| sentence + "\n").collect()
}
