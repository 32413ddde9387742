//! What a sensitivity analysis says: sentences made from its tables alone, for the terminal and for the page.

use super::PLACES;
use super::indices::ASSUMED;
use super::rows::{EffectRow, MeanRow, ShareRow};
use super::tables::Told;
use crate::analysis::design::headline::figure;
use crate::indicator::{Indicator, indicator};
use crate::report::words::{counted, difference_decimals, lower_first, percent, plain, shortest, signed};
use crate::statistics::{Size, Standing, standing};

/// Inputs that sentences name where it is not told which come first.
const NAMED: usize = 4;

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
    let means = taken_on(told);
    let grain = match means.first().and_then(|row| row.mean) {
        Some(mean) => Some(mean.abs()),
        None => told.effects.iter().find(|effect| effect.kind != "luck").and_then(|effect| effect.size),
    };
    difference_decimals(known.map_or(2, |one| one.decimals), grain.map(|size| size / 4.0))
}

/// Inputs that act, by falling size, luck apart.
pub(super) fn acting(told: &Told) -> impl Iterator<Item = &EffectRow> {
    told.effects
        .iter()
        .filter(|effect| effect.moves && effect.kind != "luck" && effect.size.unwrap_or(0.0) > 0.0)
}

/// Inputs that were taken on by falling size of their mean effect; of a question its largest move.
pub(super) fn taken_on(told: &Told) -> Vec<&MeanRow> {
    let mut rows: Vec<&MeanRow> = told.means.iter().filter(|row| row.histories > 0).collect();
    rows.dedup_by(|row, before| row.input == before.input);
    rows
}

/// Of those, the ones of which it is told that they come first.
pub(super) fn leading(told: &Told) -> Vec<&MeanRow> {
    taken_on(told).into_iter().filter(|row| row.place == "first").collect()
}

/// How those that were taken on stand.
fn standing_of(rows: &[&MeanRow], all: &[MeanRow]) -> (Standing, Vec<Size>) {
    let end = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let of = |row: &MeanRow| Size::within(end(row.mean), end(row.mean_low), end(row.mean_high));
    let size = |row: &&MeanRow| {
        let own = all.iter().filter(|one| one.input == row.input && one.histories > 0);
        own.map(of).reduce(Size::or).unwrap_or_else(|| of(row))
    };
    let sizes: Vec<Size> = rows.iter().map(size).collect();
    (standing(&sizes, PLACES), sizes)
}

fn in_histories(count: usize) -> String {
    if count == 1 { "1 history".to_owned() } else { format!("{count} histories") }
}

/// An input with its mean effect.
fn named(row: &MeanRow, decimals: usize) -> String {
    let grade = if row.grade.is_empty() { row.kind.clone() } else { format!("grade {}", row.grade) };
    let sign = |value: Option<f64>| signed(value.unwrap_or(f64::NAN), decimals);
    format!(
        "{} ({}; {grade}): {} ({} to {}) from {} to {}",
        lower_first(row.title.trim_end_matches('.')),
        row.input,
        sign(row.mean),
        sign(row.mean_low),
        sign(row.mean_high),
        row.from,
        row.to
    )
}

/// On what the difference turns, as far as that is told.
fn turns(told: &Told, decimals: usize) -> Vec<String> {
    let rows = taken_on(told);
    let answer = &told.answer;
    if rows.is_empty() {
        return Vec::new();
    }
    if let [one] = &rows[..] {
        let lived = in_histories(one.histories);
        return vec![format!("One thing changed at a time, in {lived}: {}.", named(one, decimals))];
    }
    let (stands, sizes) = standing_of(&rows, &told.means);
    let first = leading(told).len();
    let mut said = Vec::new();
    if first > 0 {
        let all: Vec<String> = rows[..first].iter().map(|row| named(row, decimals)).collect();
        let in_order = (1..first).all(|place| stands.told.contains(&place));
        let order = if in_order { "" } else { ", which are not told apart from one another" };
        said.push(format!("Of those taken on it turns most on {}{order}.", all.join("; then ")));
    }
    let open: Vec<usize> = stands.contenders.iter().copied().filter(|at| *at >= first).collect();
    if first < PLACES.min(rows.len()) && open.len() > 1 {
        let names: Vec<String> = open.iter().take(NAMED).map(|at| named(rows[*at], decimals)).collect();
        let which = match first {
            0 => "On which inputs it turns most",
            1 => "Which come second and third",
            _ => "Which comes third",
        };
        let others = match open.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(", and {} may come as far", counted(more, "other")),
        };
        said.push(format!(
            "{which} is not told after {} with one thing moved at a time: of the {} taken on not told apart are {}{others}.",
            in_histories(answer.histories),
            rows.len(),
            names.join("; ")
        ));
        if let Some(runs) = needed(&sizes, &stands, answer.histories) {
            said.push(format!(
                "If these means stand, some {runs} runs would tell the third from the fourth (--leaders)."
            ));
        }
    }
    let left = told.means.iter().filter(|row| row.place == "left");
    let end = |value: Option<f64>| value.unwrap_or(0.0).abs();
    let most = left.clone().map(|row| end(row.all_low).max(end(row.all_high))).fold(0.0, f64::max);
    if left.count() > 0 {
        said.push(format!(
            "Those taken on had the largest effects while all inputs moved by lot in {}; of no other is more told than that it moves the difference by less than {}.",
            in_histories(answer.all_histories),
            plain(most, decimals)
        ));
    }
    said
}

/// Runs in all, to two figures, after which the third would be told from the fourth if their means stood as they are.
fn needed(sizes: &[Size], stands: &Standing, histories: usize) -> Option<String> {
    let [third, fourth] = [PLACES - 1, PLACES].map(|place| stands.order.get(place).map(|at| sizes[*at]));
    let (third, fourth) = (third?, fourth?);
    let gap = third.size - fourth.size;
    let widths = third.interval.high - third.size + fourth.interval.high - fourth.size;
    // Half of the runs go to those taken on, two to a history and input.
    let each = 4.0 * stands.contenders.len() as f64;
    let runs = each * histories as f64 * (widths / gap) * (widths / gap);
    if !runs.is_finite() || runs > 1.0e7 {
        return None;
    }
    let unit = libm::pow(10.0, libm::floor(libm::log10(runs)) - 1.0);
    Some(shortest(unit * libm::ceil(runs / unit)))
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
        "{} were varied in {} of runs; with {} of them no figure of either arm moved in the screening, and {} more were left out since they can reach nothing here.",
        counted(answer.inputs, "thing that is not known").replace("thing that is not knowns", "things that are not known"),
        counted(answer.runs, "pair"),
        idle,
        counted(answer.left_out, "quantity").replace("quantitys", "quantities")
    ));
    said.extend(turns(told, decimals));
    if let Some(luck) = told.effects.iter().find(|effect| effect.kind == "luck") {
        said.push(format!(
            "In single histories another luck alone moves it by {}; an input that does nothing moves it by nothing at all, since runs that are compared share their luck.",
            plain(luck.size.unwrap_or(f64::NAN), decimals)
        ));
    }
    if answer.rows > 0 {
        said.extend(assumption(told));
    }
    said
}

/// What is said on the terminal.
pub(super) fn of(told: &Told) -> String {
    sentences(told).into_iter().map(|sentence| sentence + "\n").collect()
}
