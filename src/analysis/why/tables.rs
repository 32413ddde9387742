//! What a chain writes.

use std::path::Path;

use super::channels::Channel;
use super::game::shapley;
use super::rows::{ChainRow, LinkRow, OpenRow};
use super::{Found, Why, chosen};
use crate::results::table::{Tables, cell};
use crate::results::{FileEntry, OutputError, OutputOptions};
use crate::statistics::Summary;
use crate::study::{Experiment, Simulation};

/// The whole difference among the links.
pub(crate) const WHOLE: &str = "whole";
/// What no channel carries among the links.
pub(crate) const REMAINDER: &str = "remainder";

/// The tables that sentences and page are made of.
pub(super) struct Told {
    pub(super) answer: ChainRow,
    pub(super) links: Vec<LinkRow>,
}

/// How many quantities a channel rests on, by grade.
pub(super) fn grades_of(channel: &Channel) -> String {
    let grades = channel.grades();
    let said: Vec<String> = grades.iter().map(|(grade, count)| format!("{count} of {grade}")).collect();
    said.join(", ")
}

pub(super) fn told(asked: &Why, found: &Found) -> Told {
    let request = &asked.request;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let answer = ChainRow {
        unit: text(&request.unit),
        indicator: text(&request.indicator),
        arm: text(&request.arm),
        against: text(&request.against),
        histories: asked.histories() as usize,
        runs: found.runs,
    };
    Told { answer, links: links(asked.channels(), &found.moving, &found.differences) }
}

/// The whole difference, the channels by falling size, what no channel carries.
pub(super) fn links(
    channels: &'static [Channel],
    moving: &[usize],
    differences: &[Vec<f64>],
) -> Vec<LinkRow> {
    let (Some(none), Some(all)) = (differences.first(), differences.last()) else { return Vec::new() };
    // By history, then by channel.
    let of_history = |history: usize| {
        let worth: Vec<f64> = differences.iter().map(|values| values[history]).collect();
        shapley(moving.len(), &worth)
    };
    let values: Vec<Vec<f64>> = (0..all.len()).map(of_history).collect();
    let whole = Summary::of(all);
    let is_told = whole.p_value() < 0.05 && whole.mean != 0.0;
    let row = |key: &str, title: &str, values: &[f64], channel: Option<&Channel>| {
        let summary = Summary::of(values);
        LinkRow {
            channel: key.to_owned(),
            title: title.to_owned(),
            moves: values.iter().any(|value| *value != 0.0),
            n: summary.n,
            mean: cell(summary.mean),
            ci_low: cell(summary.low),
            ci_high: cell(summary.high),
            share: is_told.then(|| cell(summary.mean / whole.mean)).flatten(),
            closed: channel.map_or_else(String::new, |channel| channel.closed.to_owned()),
            grades: channel.map_or_else(String::new, grades_of),
        }
    };
    let mut links: Vec<LinkRow> = channels
        .iter()
        .enumerate()
        .map(|(at, channel)| {
            let player = moving.iter().position(|place| *place == at);
            let own = |history: &Vec<f64>| player.map_or(0.0, |player| history[player]);
            let own: Vec<f64> = values.iter().map(own).collect();
            LinkRow { moves: player.is_some(), ..row(channel.key, channel.title, &own, Some(channel)) }
        })
        .collect();
    let size = |link: &LinkRow| link.mean.unwrap_or(0.0).abs();
    links.sort_by(|a, b| b.moves.cmp(&a.moves).then(size(b).total_cmp(&size(a))));
    links.insert(0, row(WHOLE, "the whole difference", all, None));
    links.push(row(REMAINDER, "what no channel carries", none, None));
    links
}

/// The difference for every set of open channels.
fn open(channels: &'static [Channel], found: &Found) -> Vec<OpenRow> {
    let row = |(set, values): (usize, &Vec<f64>)| {
        let keys: Vec<&str> = chosen(set, &found.moving).into_iter().map(|at| channels[at].key).collect();
        let summary = Summary::of(values);
        OpenRow {
            open: keys.join(" "),
            n: summary.n,
            mean: cell(summary.mean),
            ci_low: cell(summary.low),
            ci_high: cell(summary.high),
        }
    };
    found.differences.iter().enumerate().map(row).collect()
}

/// Writes every table.
pub(super) fn write_all(
    asked: &Why,
    found: &Found,
    directory: &Path,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    let Told { answer, links } = told(asked, found);
    let simulation = Simulation::of_cells(&asked.loaded.scenario, &asked.pair);
    let shape = simulation.shape();
    Tables::of(directory)
        .with(move || [answer])
        .with(move || links)
        .with(|| open(asked.channels(), found))
        .with(|| crate::analysis::run::tables::indicator_rows(&shape.indicators))
        .with(|| crate::analysis::run::tables::unit_rows(&shape.units))
        .write(options)
}

#[cfg(test)]
mod tests {
    use super::super::channels::CHANNELS;
    use super::*;

    #[test]
    fn links_add_up_to_the_whole_difference_in_every_history_and_the_largest_comes_first() {
        // Channels 3 and 0 move: the first adds 0.1, the other 0.3, together 0.05 more; 0.02 passes through none.
        let of = |set: usize, history: usize| {
            let (a, b) = (set & 1 != 0, set & 2 != 0);
            let noise = 0.001 * history as f64;
            0.02 + f64::from(a) * (0.1 + noise) + f64::from(b) * 0.3 + f64::from(a && b) * 0.05
        };
        let differences: Vec<Vec<f64>> = (0..4).map(|set| (0..5).map(|h| of(set, h)).collect()).collect();
        let links = links(&CHANNELS, &[3, 0], &differences);
        assert_eq!(links.len(), CHANNELS.len() + 2);
        let mean =
            |key: &str| links.iter().find(|link| link.channel == key).and_then(|link| link.mean).unwrap();
        let (first, second) = (CHANNELS[3].key, CHANNELS[0].key);
        assert!((mean(first) - 0.127).abs() < 1e-12 && (mean(second) - 0.325).abs() < 1e-12);
        assert!((mean(REMAINDER) - 0.02).abs() < 1e-12);
        let parts: f64 = links[1..].iter().filter_map(|link| link.mean).sum();
        assert!((parts - mean(WHOLE)).abs() < 1e-12);
        assert_eq!([links[1].channel.as_str(), links[2].channel.as_str()], [second, first]);
        assert_eq!(links[1..].iter().filter(|link| link.moves).count(), 3);
        let shares: f64 = links[1..].iter().filter_map(|link| link.share).sum();
        assert!((shares - 1.0).abs() < 1e-12);
    }
}
