//! What `observe` and `power` print at their end.

use std::fmt::Write;

use crate::analysis::observe::{
    FoundSummary, MEASURES, ObserveResults, PowerResults, WINDOWS, found, plausibility,
};
use crate::report::words::{counted, difference_decimals, listed, signed};
use crate::scenario::Comparator;

/// The comparator with which the design leads.
fn headline(comparators: &[Comparator], wanted: Comparator) -> Comparator {
    if comparators.contains(&wanted) { wanted } else { comparators.first().copied().unwrap_or(wanted) }
}

fn against(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Host => "the host authorities",
        Comparator::Comparison => "the comparison authorities",
        Comparator::Both => "hosts and comparison authorities",
    }
}

/// A share with the half-width of its interval, where there is one that says anything.
fn chance(share: f64, half_width: f64) -> String {
    if half_width.is_nan() || half_width >= 1.0 {
        percent(share)
    } else {
        format!("{} ± {}", percent(share), percent(half_width))
    }
}

/// Chance from which something counts as seen.
const SEEN: f64 = 0.8;

fn percent(share: f64) -> String {
    if share.is_nan() { "not defined".to_owned() } else { format!("{:.0}%", 100.0 * share) }
}

/// What an evaluation would have found, in some lines.
pub(super) fn of_observation(results: &ObserveResults) -> String {
    let mut text = String::new();
    let all = found(results);
    let known: Vec<Comparator> = all.iter().map(|row| row.comparator).collect();
    let lead = headline(&known, results.design.comparator);
    line(
        &mut text,
        &format!(
            "{}, {} answers of staff and {} interviews, practices against {}; window {}. \
             Mean of {} replications.\n",
            counted(results.sites, "site"),
            results.design.staff,
            results.design.children,
            against(lead),
            WINDOWS[results.window],
            results.replications
        ),
    );
    line(
        &mut text,
        "Measure: true difference (95% interval); in standard deviations; chance that it is called different",
    );
    let of_window = |row: &&FoundSummary| row.window == results.window && row.comparator == lead;
    for row in all.iter().filter(of_window) {
        let about = &MEASURES[row.measure];
        let difference = &row.true_difference;
        let half_width = (difference.high - difference.low) / 2.0;
        let decimals = difference_decimals(about.decimals, Some(half_width));
        let interval = if difference.low.is_nan() {
            "one history".to_owned()
        } else {
            format!("{} to {}", signed(difference.low, decimals), signed(difference.high, decimals))
        };
        line(
            &mut text,
            &format!(
                "  {} ({}): {} ({interval}); {}; {}",
                about.title,
                about.unit,
                signed(difference.mean, decimals),
                signed(row.true_effect.mean, 2),
                chance(row.chance.mean, row.chance.half_width()),
            ),
        );
    }
    line(
        &mut text,
        "\nPositions against the measured nulls (chance that the evaluation would have seen a difference):",
    );
    let mut implausible = Vec::new();
    for position in plausibility(results) {
        if position.comparator != lead {
            continue;
        }
        if position.measures.iter().any(|one| one.chance.mean >= position.threshold) {
            implausible.push(format!("{} {}", position.hypothesis, position.position));
        }
        let chances: Vec<String> = position
            .measures
            .iter()
            .map(|one| {
                let about = &MEASURES[one.measure];
                let is_implausible = one.chance.mean >= position.threshold;
                let mark = if is_implausible { ", implausible" } else { "" };
                format!(
                    "{} {}{mark}",
                    about.title.to_lowercase(),
                    chance(one.chance.mean, one.chance.half_width())
                )
            })
            .collect();
        line(
            &mut text,
            &format!(
                "  {} {}: {}; none of them seen {}",
                position.hypothesis,
                position.position,
                chances.join(", "),
                percent(position.none.mean)
            ),
        );
    }
    let of_window: Vec<&FoundSummary> = all.iter().filter(of_window).collect();
    line(&mut text, "");
    line(&mut text, &seen(&of_window));
    line(
        &mut text,
        &match implausible.is_empty() {
            true => format!(
                "No position on a contested question contradicts a measured null: none would have been seen with {} chances in 100.",
                100.0 * results.implausible
            ),
            false => {
                format!("Implausible, because the evaluation would have seen them: {}.", listed(&implausible))
            }
        },
    );
    text.push('\n');
    text
}

/// How many of the true differences the evaluation sees, in a sentence.
fn seen(rows: &[&FoundSummary]) -> String {
    if rows.is_empty() {
        return "No practice was there to be evaluated in this window in any history.".to_owned();
    }
    let title = |row: &FoundSummary| MEASURES[row.measure].title.to_lowercase();
    let named: Vec<String> =
        rows.iter().filter(|row| row.chance.mean >= SEEN).map(|row| title(row)).collect();
    let most = rows.iter().filter(|row| row.chance.mean.is_finite());
    let most = most.max_by(|a, b| a.chance.mean.total_cmp(&b.chance.mean));
    let which = match (named.is_empty(), most) {
        (false, _) => format!(": {}", listed(&named)),
        (true, Some(row)) => {
            format!("; the one most often seen is {}, with {}", title(row), percent(row.chance.mean))
        }
        (true, None) => String::new(),
    };
    format!(
        "With these samples and in this window the evaluation sees {} of {} true differences with 80 chances in 100 or more{which}.",
        named.len(),
        rows.len()
    )
}

/// What a design can see, in some lines.
pub(super) fn of_power(results: &PowerResults) -> String {
    let mut text = String::new();
    let known: Vec<Comparator> = results.rows.iter().map(|row| row.comparator).collect();
    let lead = headline(&known, results.design.comparator);
    line(
        &mut text,
        &format!(
            "{}, {} months, {} answers of staff and {} interviews, practices against {}; window {}.\n\
             Chance that an effect is called different at 5% (± half-width); of those, wrong sign; exaggeration.\n",
            counted(results.sites, "site"),
            results.design.months,
            results.design.staff,
            results.design.children,
            against(lead),
            WINDOWS[results.window],
        ),
    );
    for (at, measure) in MEASURES.iter().enumerate() {
        line(&mut text, &format!("{} ({}):", measure.title, measure.unit));
        let rows = results.rows.iter().filter(|row| {
            (row.window, row.measure, row.test, row.comparator) == (results.window, at, 0, lead)
        });
        for row in rows {
            let errs = if row.effect == 0.0 {
                "false alarms".to_owned()
            } else if row.exaggeration.is_nan() {
                "never seen".to_owned()
            } else {
                format!("wrong sign {}, {:.1} times too large", percent(row.wrong_sign), row.exaggeration)
            };
            line(
                &mut text,
                &format!("  effect {}: {}; {errs}", row.effect, chance(row.power, row.half_width)),
            );
        }
    }
    text.push('\n');
    for sentence in smallest_seen(results, lead) {
        line(&mut text, &sentence);
    }
    text.push('\n');
    text
}

/// The smallest effect that is seen of each measure, in a sentence for each effect.
fn smallest_seen(results: &PowerResults, lead: Comparator) -> Vec<String> {
    let rows = |measure: usize| {
        results.rows.iter().filter(move |row| {
            (row.window, row.measure, row.test, row.comparator) == (results.window, measure, 0, lead)
                && row.effect != 0.0
        })
    };
    let smallest = |measure: usize| {
        let seen = rows(measure).filter(|row| row.power >= SEEN).map(|row| row.effect);
        seen.min_by(|a, b| a.abs().total_cmp(&b.abs()))
    };
    let mut known: Vec<(Option<f64>, Vec<String>)> = Vec::new();
    for (measure, about) in MEASURES.iter().enumerate() {
        if rows(measure).next().is_none() {
            continue;
        }
        let (effect, title) = (smallest(measure), about.title.to_lowercase());
        match known.iter_mut().find(|one| one.0 == effect) {
            Some((_, titles)) => titles.push(title),
            None => known.push((effect, vec![title])),
        }
    }
    known.sort_by(|a, b| a.0.unwrap_or(f64::INFINITY).total_cmp(&b.0.unwrap_or(f64::INFINITY)));
    let said = known.into_iter().map(|(effect, titles)| match effect {
        Some(effect) => format!(
            "Of {} the smallest of these effects that is seen with 80 chances in 100 is {effect} standard deviations.",
            listed(&titles)
        ),
        None => format!("Of {} none of these effects is seen with 80 chances in 100.", listed(&titles)),
    });
    said.collect()
}

fn line(text: &mut String, said: &str) {
    writeln!(text, "{said}").expect("writing to a string cannot fail");
}
