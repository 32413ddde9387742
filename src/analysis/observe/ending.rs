//! What `observe` and `power` print at their end.

use std::fmt::Write;

use crate::analysis::observe::{
    FoundSummary, MEASURES, ObserveResults, PowerResults, WINDOWS, found, plausibility,
};
use crate::report::words::{difference_decimals, signed};
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
            "{} sites, {} answers of staff and {} interviews, practices against {}; window {}. \
             Mean of {} replications.\n",
            results.sites,
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
        line(
            &mut text,
            &format!(
                "  {} ({}): {} ({} to {}); {}; {} ± {}",
                about.title,
                about.unit,
                signed(difference.mean, decimals),
                signed(difference.low, decimals),
                signed(difference.high, decimals),
                signed(row.true_effect.mean, 2),
                percent(row.chance.mean),
                percent(row.chance.half_width()),
            ),
        );
    }
    line(
        &mut text,
        "\nPositions against the measured nulls (chance that the evaluation would have seen a difference):",
    );
    for position in plausibility(results) {
        if position.comparator != lead {
            continue;
        }
        let chances: Vec<String> = position
            .measures
            .iter()
            .map(|one| {
                let about = &MEASURES[one.measure];
                let is_implausible = one.chance.mean >= position.threshold;
                let mark = if is_implausible { ", implausible" } else { "" };
                format!(
                    "{} {} ± {}{mark}",
                    about.title.to_lowercase(),
                    percent(one.chance.mean),
                    percent(one.chance.half_width())
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
    text.push('\n');
    text
}

/// What a design can see, in some lines.
pub(super) fn of_power(results: &PowerResults) -> String {
    let mut text = String::new();
    let known: Vec<Comparator> = results.rows.iter().map(|row| row.comparator).collect();
    let lead = headline(&known, results.design.comparator);
    line(
        &mut text,
        &format!(
            "{} sites, {} months, {} answers of staff and {} interviews, practices against {}; window {}.\n\
             Chance that an effect is called different at 5% (± half-width); of those, wrong sign; exaggeration.\n",
            results.sites,
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
                &format!(
                    "  effect {}: {} ± {}; {errs}",
                    row.effect,
                    percent(row.power),
                    percent(row.half_width)
                ),
            );
        }
    }
    text.push('\n');
    text
}

fn line(text: &mut String, said: &str) {
    writeln!(text, "{said}").expect("writing to a string cannot fail");
}
