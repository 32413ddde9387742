//! Which years the returns cover, and their order. Names and labels such as 2017 may mean the beginning or the end of
//! a year or nothing at all, so the days decide: the episodes of a return end in its own year.

use std::collections::BTreeMap;

use super::faults::{Faults, Kind};
use super::files::stem;
use super::meaning::Ended;
use super::records::{Episode, Records};
use super::table::Table;
use swplab_model::calendar::Day;

/// A financial year that holds fewer ends than this share of the fullest is an error of a date.
const LEAST_SHARE: f64 = 0.05;

/// First years that hold fewer than this share of the fullest tell of earlier periods of care of children who came back.
const EARLIER_SHARE: f64 = 0.2;

/// The years covered, without a gap.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    /// 1 April of the first year.
    pub from: Day,
    /// 1 April after the last year.
    pub to: Day,
}

impl Window {
    /// Full years covered.
    pub fn years(&self) -> i32 {
        self.to.financial_year() - self.from.financial_year()
    }

    /// The day after the last of a return, by the financial year in which it ends; `None` for a return that is not
    /// used.
    pub fn end_of(&self, of_return: i32) -> Option<Day> {
        (of_return >= self.from.financial_year())
            .then(|| Day::first_of_financial_year(of_return + 1).min(self.to))
    }
}

/// The years that the returns of the records cover; `None` without episodes. Rows then know the financial year in
/// which their return ends in place of their group.
pub(super) fn window(records: &mut Records, faults: &mut Faults) -> Option<Window> {
    let mut counts: Vec<Counts> = vec![Counts::default(); records.groups.len()];
    for child in &records.children {
        for episode in child.episodes.iter().filter(|episode| !episode.is_short_break()) {
            if let Some(counts) = counts.get_mut(episode.of_return as usize) {
                counts.add(episode);
            }
        }
        for held in &child.held {
            if let Some(counts) = counts.get_mut(held.of_return as usize) {
                *counts.starts.entry(held.start.financial_year()).or_insert(0) += 1;
            }
        }
    }
    let spans: Vec<Option<(i32, i32)>> = counts.iter().map(Counts::span).collect();
    let is_care = |index: usize| records.groups[index].table == Table::Episodes;
    let of_care: Vec<(i32, i32)> =
        spans.iter().enumerate().filter(|(index, _)| is_care(*index)).filter_map(|(_, span)| *span).collect();
    // The last run of years without a gap.
    let (mut first, last) = *of_care.iter().max_by_key(|(from, last)| (*last, -*from))?;
    loop {
        let before = of_care.iter().filter(|(from, to)| *from < first && *to + 1 >= first);
        match before.map(|(from, _)| *from).min() {
            Some(earlier) => first = earlier,
            None => break,
        }
    }
    let year_of =
        |group: i32| spans.get(group as usize).copied().flatten().map_or(last, |(_, to)| to.min(last));
    for child in &mut records.children {
        for episode in &mut child.episodes {
            episode.of_return = year_of(episode.of_return);
            if episode.of_return < first {
                faults.lose_episode(episode.at, "", Kind::YearMissing);
            }
        }
        for held in &mut child.held {
            held.of_return = year_of(held.of_return);
        }
    }
    // OC3 tells no days of its own: its year is that of the episodes that stand beside it, by label or by name of file.
    let of_files: Vec<String> =
        records.groups.iter().map(|group| stem(&faults.files[group.file as usize])).collect();
    let beside = |leavers: usize| {
        let own = &records.groups[leavers];
        let mut near = (0..records.groups.len()).filter(|&index| {
            let label = &records.groups[index].label;
            is_care(index)
                && *label == own.label
                && (!label.is_empty() || of_files[index] == of_files[leavers])
        });
        let mut years: Vec<i32> = near.by_ref().filter_map(|index| Some(spans[index]?.1.min(last))).collect();
        years.dedup();
        (years.len() == 1).then(|| years[0])
    };
    let years_of_leavers: Vec<Option<i32>> = (0..records.groups.len()).map(beside).collect();
    for served in records.children.iter_mut().flat_map(|child| &mut child.served) {
        *served = served.and_then(|group| years_of_leavers.get(group as usize).copied().flatten());
    }
    let (from, to) = (Day::first_of_financial_year(first), Day::first_of_financial_year(last + 1));
    Some(Window { from, to })
}

/// Days of a group of rows by financial year.
#[derive(Clone, Debug, Default)]
struct Counts {
    exits: BTreeMap<i32, usize>,
    ends: BTreeMap<i32, usize>,
    starts: BTreeMap<i32, usize>,
}

impl Counts {
    fn add(&mut self, episode: &Episode) {
        // An end on 1 April is often the last day of the year before, counted on by one.
        if let Some(end) = episode.end {
            let year = end.plus(-1).financial_year();
            *self.ends.entry(year).or_insert(0) += 1;
            if matches!(episode.ended, Some(Ended::Left(_))) {
                *self.exits.entry(year).or_insert(0) += 1;
            }
        }
        if let Some(start) = episode.start {
            *self.starts.entry(start.financial_year()).or_insert(0) += 1;
        }
    }

    /// First and last financial year.
    fn span(&self) -> Option<(i32, i32)> {
        // A first return may tell what went before of children who are still in care; nobody left care
        // then, so years are covered where children leave care.
        let counts = [&self.exits, &self.ends].into_iter().find(|counts| !counts.is_empty());
        let Some(counts) = counts else {
            // Nobody's episode ended: the latest start is in the return's year.
            return self.starts.keys().next_back().map(|&year| (year, year));
        };
        let least =
            |counts: &BTreeMap<i32, usize>| LEAST_SHARE * counts.values().copied().max().unwrap_or(0) as f64;
        let full: Vec<i32> =
            counts.iter().filter(|(_, n)| **n as f64 >= least(counts)).map(|(year, _)| *year).collect();
        let (mut first, mut last) = (*full.first()?, *full.last()?);
        let fullest = counts.values().copied().max().unwrap_or(0) as f64;
        let is_sparse = |year: &i32| {
            let ends = counts.get(year).copied().unwrap_or(0);
            ends > 1 && (ends as f64) < EARLIER_SHARE * fullest
        };
        first = full.iter().copied().find(|year| !is_sparse(year)).unwrap_or(first).min(last);
        // One exit years away from all others is an error of a date too.
        let total: usize = counts.values().sum();
        let is_alone = |year: i32| total > 2 && counts.get(&year) == Some(&1);
        while first < last && is_alone(first) && !counts.contains_key(&(first + 1)) {
            first = counts.keys().copied().find(|year| *year > first && full.contains(year))?;
        }
        while first < last && is_alone(last) && !counts.contains_key(&(last - 1)) {
            last = counts.keys().copied().rev().find(|year| *year < last && full.contains(year))?;
        }
        // Children come in every year: where they did after the last exit, nobody left in the years since.
        let came = |year: i32| {
            let starts = self.starts.get(&year).copied().unwrap_or(0);
            starts > 1 && starts as f64 >= least(&self.starts)
        };
        while came(last + 1) {
            last += 1;
        }
        // A return of one year tells of the years before what is still in progress.
        Some((first, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(exits: &[(i32, usize)], starts: &[(i32, usize)]) -> Counts {
        let of = |counts: &[(i32, usize)]| counts.iter().copied().collect();
        Counts { exits: of(exits), ends: of(exits), starts: of(starts) }
    }

    #[test]
    fn days_tell_the_years_and_an_error_of_one_date_does_not() {
        for (exits, starts, span) in [
            (&[(2019, 3)][..], &[(2012, 5), (2019, 9)][..], (2019, 2019)),
            (&[(2017, 50), (2018, 60), (2019, 40)], &[(2017, 9), (2020, 1)], (2017, 2019)),
            (&[(2012, 1), (2019, 3)], &[(2019, 9)], (2019, 2019)),
            (&[(2016, 4), (2017, 9), (2018, 60), (2019, 50)], &[(2018, 9)], (2018, 2019)),
            (&[(2019, 3), (2031, 1)], &[(2019, 9)], (2019, 2019)),
            (&[(2019, 1)], &[(2018, 4), (2019, 4), (2020, 4)], (2019, 2020)),
            (&[], &[(2018, 4), (2019, 4)], (2019, 2019)),
        ] {
            assert_eq!(counts(exits, starts).span(), Some(span), "{exits:?}");
        }
        assert_eq!(counts(&[], &[]).span(), None);
    }
}
