//! What a chain says: sentences made from its tables alone, for the terminal and for the page.

use super::rows::LinkRow;
use super::tables::{REMAINDER, Told, WHOLE};
use crate::analysis::design::headline::figure;
use crate::indicator::indicator;
use crate::report::words::{counted, difference_decimals, percent, signed};

/// Share of the difference above which what no channel carries makes the chain one that cannot be taken apart.
const SEPARABLE: f64 = 0.2;

/// The difference in words: what is measured, between whom.
pub(super) fn question(told: &Told) -> String {
    format!(
        "The difference in {}, \"{}\" against \"{}\"",
        figure(&told.answer.indicator, &told.answer.unit),
        told.answer.arm,
        told.answer.against
    )
}

/// A link by its key.
pub(super) fn link<'a>(told: &'a Told, key: &str) -> Option<&'a LinkRow> {
    told.links.iter().find(|link| link.channel == key)
}

/// Decimals of the links.
pub(super) fn decimals(told: &Told) -> usize {
    let known = indicator(&told.answer.indicator).map_or(2, |one| one.decimals);
    let half = |link: &LinkRow| Some(0.5 * (link.ci_high? - link.ci_low?));
    difference_decimals(known, link(told, WHOLE).and_then(half))
}

/// Whether an interval leaves nought out.
fn is_told(link: &LinkRow) -> bool {
    matches!((link.ci_low, link.ci_high), (Some(low), Some(high)) if low > 0.0 || high < 0.0)
}

fn value(link: &LinkRow, decimals: usize) -> String {
    let sign = |value: Option<f64>| signed(value.unwrap_or(f64::NAN), decimals);
    format!("{} ({} to {})", sign(link.mean), sign(link.ci_low), sign(link.ci_high))
}

/// All sentences.
pub(super) fn sentences(told: &Told) -> Vec<String> {
    let decimals = decimals(told);
    let Some((whole, remainder)) = link(told, WHOLE).zip(link(told, REMAINDER)) else { return Vec::new() };
    let over = counted(told.answer.histories, "history").replace("historys", "histories");
    let mut said = vec![format!("{}: {} over {over}.", question(told), value(whole, decimals))];
    if whole.share.is_none() {
        said.push("It cannot be told apart from none, so there is no chain to tell.".to_owned());
        return said;
    }
    let channels = || told.links.iter().filter(|link| ![WHOLE, REMAINDER].contains(&link.channel.as_str()));
    let carries: Vec<&LinkRow> = channels().filter(|link| is_told(link)).collect();
    for link in &carries {
        let rests = if link.grades.is_empty() {
            "it rests on how the scenario arranges the service, on no quantity".to_owned()
        } else {
            format!("it rests on quantities of these grades: {}", link.grades)
        };
        said.push(format!(
            "Through {}: {}, {} of it; {rests}.",
            link.title,
            value(link, decimals),
            percent(link.share)
        ));
    }
    if carries.is_empty() {
        said.push(
            "Of no single channel can it be told apart from chance that it carries anything.".to_owned(),
        );
    }
    let unsure: Vec<String> =
        channels().filter(|link| link.moves && !is_told(link)).map(|link| link.title.clone()).collect();
    if !unsure.is_empty() {
        said.push(format!("Not told apart from none: {}.", unsure.join("; ")));
    }
    let idle: Vec<String> = channels().filter(|link| !link.moves).map(|link| link.title.clone()).collect();
    if !idle.is_empty() {
        said.push(format!("Nothing moves with these: {}.", idle.join("; ")));
    }
    let share = remainder.share.unwrap_or(f64::NAN);
    let carried = format!(
        "What no channel carries: {}, {} of it",
        value(remainder, decimals),
        percent(remainder.share)
    );
    said.push(if share.abs() > SEPARABLE {
        format!("{carried}. That is more than a fifth: the chain is not separable, and its links are parts of an answer.")
    } else {
        format!("{carried}.")
    });
    said
}

/// What is said on the terminal.
pub(super) fn of(told: &Told) -> String {
    sentences(told).into_iter().map(|sentence| sentence + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::super::channels::CHANNELS;
    use super::super::rows::ChainRow;
    use super::super::tables::links;
    use super::*;

    /// A chain in which channel 0 adds `own` and nothing else moves; `none` passes through no channel; noise of size `noise`.
    fn chain(own: f64, none: f64, noise: f64) -> String {
        let luck = |history: usize| noise * [1.0, -1.0, 0.5, -0.5, 0.2, -0.2][history];
        let values = |open: f64| (0..6).map(|history| none + open * own + luck(history)).collect();
        let answer = ChainRow {
            unit: "remit".to_owned(),
            indicator: "worker_changes".to_owned(),
            arm: "B".to_owned(),
            against: "A".to_owned(),
            histories: 6,
            runs: 12,
        };
        of(&Told { answer, links: links(&CHANNELS, &[0], &[values(0.0), values(1.0)]) })
    }

    #[test]
    fn every_sentence_has_its_condition() {
        let clear = chain(-0.3, -0.01, 0.001);
        assert!(
            clear.contains("\"B\" against \"A\": -0.31") && clear.contains("over 6 histories."),
            "{clear}"
        );
        assert!(clear.contains("Through how long the service runs, and whether it ends: -0.30"), "{clear}");
        assert!(clear.contains("97% of it; it rests on quantities of these grades: "), "{clear}");
        assert!(clear.contains("Nothing moves with these: changes of case holder when"), "{clear}");
        assert!(
            clear.contains("What no channel carries: -0.01") && !clear.contains("not separable"),
            "{clear}"
        );
        let mixed = chain(-0.1, -0.2, 0.001);
        assert!(mixed.contains("That is more than a fifth: the chain is not separable"), "{mixed}");
        let none = chain(0.0, 0.01, 1.0);
        assert!(none.contains("no chain to tell") && !none.contains("Through"), "{none}");
    }
}
