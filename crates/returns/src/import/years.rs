//! Which years the returns cover. A label such as 2017 may name the year's beginning or its end, so
//! the dates decide: a return's episodes end in its own year.

use std::collections::BTreeMap;

use super::faults::{Faults, Kind};
use super::meaning::Ended;
use super::records::{Episode, Records};
use swplab_model::calendar::Day;

/// A financial year that holds fewer ends than this share of the fullest is an error of a date.
const LEAST_SHARE: f64 = 0.05;

/// The years covered, without a gap.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    /// 1 April of the first year.
    pub from: Day,
    /// 1 April after the last year.
    pub to: Day,
    /// Day after the last of each return, by its index; `None` for a return that is not used.
    pub ends: Vec<Option<Day>>,
}

impl Window {
    /// Full years covered.
    pub fn years(&self) -> i32 {
        self.to.financial_year() - self.from.financial_year()
    }
}

/// The years that the returns of the records cover; `None` without episodes.
pub(super) fn window(records: &Records, faults: &mut Faults) -> Option<Window> {
    let count = records.returns.len();
    let mut spans: Vec<Option<(i32, i32)>> = (0..count).map(|index| span(records, index)).collect();
    // The last run of years without a gap.
    let latest = spans.iter().flatten().max_by_key(|(_, last)| *last)?;
    let (mut first, last) = *latest;
    loop {
        let before = spans.iter().flatten().filter(|(from, to)| *from < first && *to + 1 >= first);
        match before.map(|(from, _)| *from).min() {
            Some(earlier) => first = earlier,
            None => break,
        }
    }
    for span in &mut spans {
        if span.is_some_and(|(_, to)| to < first) {
            *span = None;
        }
    }
    for episode in episodes(records) {
        if spans.get(episode.of_return as usize).is_none_or(Option::is_none) {
            faults.note(episode.at.file, episode.at.line, "", Kind::YearMissing);
        }
    }
    let after = |last: i32| Day::first_of_financial_year(last + 1);
    Some(Window {
        from: Day::first_of_financial_year(first),
        to: after(last),
        ends: spans.iter().map(|span| span.map(|(_, last)| after(last))).collect(),
    })
}

/// First and last financial year of one return.
fn span(records: &Records, index: usize) -> Option<(i32, i32)> {
    let own = |episode: &&Episode| episode.of_return as usize == index;
    let (mut exits, mut ends, mut starts) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for episode in episodes(records).filter(own) {
        // An end on 1 April is often the last day of the year before, counted on by one.
        if let Some(end) = episode.end {
            let year = end.plus(-1).financial_year();
            *ends.entry(year).or_insert(0_usize) += 1;
            if matches!(episode.ended, Some(Ended::Left(_))) {
                *exits.entry(year).or_insert(0) += 1;
            }
        }
        *starts.entry(episode.start.financial_year()).or_insert(0) += 1;
    }
    // A first return may tell what went before of children who are still in care; nobody left care
    // then, so years are covered where children leave care.
    let counts = [exits, ends].into_iter().find(|counts| !counts.is_empty());
    let Some(counts) = counts else {
        // Nobody's episode ended: the latest start is in the return's year.
        return starts.keys().next_back().map(|&year| (year, year));
    };
    let fullest = counts.values().copied().max().unwrap_or(0);
    let least = LEAST_SHARE * fullest as f64;
    let mut full = counts.iter().filter(|(_, count)| **count as f64 >= least);
    let (&first, _) = full.next()?;
    Some((first, full.next_back().map_or(first, |(&last, _)| last)))
}

fn episodes(records: &Records) -> impl Iterator<Item = &Episode> {
    records.children.iter().flat_map(|child| &child.episodes)
}
