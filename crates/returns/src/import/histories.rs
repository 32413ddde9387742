//! A child's history: periods of care, times with each carer, changes of status, case holders.

use super::chain::Known;
use super::faults::{Faults, Kind};
use super::meaning::{Began, Ended, Legal, Lives, Route, TookOver, Why};
use super::merge::{left_on_no_day, middle};
use super::records::Held;
use super::years::Window;
use swplab_model::calendar::Day;

/// Time with one carer.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// First day.
    pub start: Day,
    /// Whether the first day is that of this carer; else the time began earlier.
    pub is_start_known: bool,
    /// Day on which it ended, or up to which it is known.
    pub end: Day,
    /// Types in order, each with its first day: a carer may become an adopter.
    pub kinds: Vec<(Day, Lives)>,
    /// Why it ended in a move; nothing if it did not.
    pub moved: Option<Why>,
}

impl Stay {
    /// The type on a day.
    pub fn lives(&self, day: Day) -> Lives {
        let upto = self.kinds.iter().rev().find(|(from, _)| *from <= day);
        upto.or(self.kinds.first()).map_or(Lives::Other, |(_, lives)| *lives)
    }
}

/// A period of care without a break.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// First day, or first day known.
    pub start: Day,
    /// Whether care began on that day.
    pub is_start_known: bool,
    /// Day on which it ended, or up to which it is known.
    pub end: Day,
    /// How it ended; nothing if it goes on, or if nobody knows whether it does.
    pub left: Option<Route>,
    /// Carers in order; temporary placements are part of the time with the carer before.
    pub stays: Vec<Stay>,
    /// Days of changes of status or kind only.
    pub statuses: Vec<Day>,
}

/// A case holder's time with a child inside a period of care.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holder {
    /// The case holder, by a number of this import alone.
    pub worker: u32,
    /// First day.
    pub start: Day,
    /// Day on which it ended, or up to which it is known.
    pub end: Day,
    /// Why she took the case, if the return says so.
    pub why: Option<TookOver>,
}

/// Everything known of one child.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Date of birth.
    pub born: Day,
    /// Periods of care in order.
    pub periods: Vec<Period>,
    /// Case holders in order.
    pub holders: Vec<Holder>,
    /// Whether she is an unaccompanied asylum-seeking child.
    pub unaccompanied: bool,
}

/// The children of one authority, with the years that the returns cover.
#[derive(Clone, Debug)]
pub struct Histories {
    /// One for each child, in no order that means anything.
    pub children: Vec<History>,
    /// Care leavers in the return of a year: born, and the financial year; none where the return has no such table.
    pub leavers: Vec<(Day, i32)>,
    pub(super) window: Window,
}

/// Makes a child's history of her episodes in order.
pub(super) fn periods(
    mut episodes: Vec<Known>,
    born: Day,
    window: &Window,
    faults: &mut Faults,
) -> Vec<Period> {
    let mut note = |episode: &Known, column, kind| faults.note(episode.at, column, kind);
    let breaks: Vec<Known> =
        episodes.iter().filter(|episode| episode.legal == Legal::ShortBreaks).copied().collect();
    episodes.retain(|episode| episode.legal == Legal::LookedAfter);
    let adult = born.birthday(18);
    let mut found: Vec<Period> = Vec::new();
    // Whether the child is in a temporary placement, from which she is likely to come back.
    let mut is_away = false;
    for index in 0..episodes.len() {
        let next = episodes.get(index + 1).copied();
        let (end, ended) = settle(&episodes[index], next, window, &breaks, &mut note);
        let episode = episodes[index];
        let goes_on = found
            .last()
            .is_some_and(|period| period.left.is_none() && index > 0 && period.end == episode.start);
        if goes_on {
            let began = match episode.began {
                Began::Care => {
                    note(&episode, "RNE", Kind::StartInsideCare);
                    Began::Carer
                }
                other => other,
            };
            if let Some(period) = found.last_mut() {
                go_on(period, &episode, began, episodes[index - 1].why, &mut is_away);
            }
        } else {
            is_away = episode.is_temporary;
            let after_break = breaks.iter().any(|short| {
                short.start < episode.start && short.end.is_none_or(|end| end.plus(1) >= episode.start)
            });
            let begins = episode.began == Began::Care;
            let in_window = episode.start >= window.from;
            if !begins && in_window && !after_break {
                note(&episode, "RNE", Kind::BeginsWithoutStart);
            }
            let is_start_known = begins || (in_window && !after_break);
            found.push(Period {
                start: episode.start,
                is_start_known,
                end: episode.start,
                left: None,
                stays: vec![Stay {
                    start: episode.start,
                    is_start_known: is_start_known || episode.began == Began::Carer,
                    end: episode.start,
                    kinds: vec![(episode.start, episode.lives)],
                    moved: None,
                }],
                statuses: Vec::new(),
            });
        }
        if let Some(period) = found.last_mut() {
            close(period, end, ended, adult, &episode, &mut note);
        }
    }
    found
}

/// When and how an episode ended, in view of what follows.
fn settle(
    episode: &Known,
    next: Option<Known>,
    window: &Window,
    breaks: &[Known],
    note: &mut impl FnMut(&Known, &'static str, Kind),
) -> (Day, Option<Ended>) {
    let known_to = window.end_of(episode.of_return).unwrap_or(window.to);
    let next_begins_care = next.is_some_and(|next| next.began == Began::Care);
    let next = next.map(|next| next.start);
    // Short breaks may begin while care seems to go on: the return means the end of care.
    let broken =
        breaks.iter().find(|short| short.start > episode.start && next.is_none_or(|next| short.start < next));
    // Care that ended on a day that nobody can read ended inside the year of the return that first tells it.
    if let Some(route) = left_on_no_day(episode)
        && next.is_none_or(|next| next_begins_care && next > episode.start.plus(1))
    {
        note(episode, "DEC", Kind::EndNotKnown);
        let from = episode.start.max(Day::first_of_financial_year(episode.of_return));
        let to = next.unwrap_or(known_to).min(known_to).max(episode.start.plus(2));
        return (middle(from.min(to.plus(-2)), to), Some(Ended::Left(route)));
    }
    let Some(end) = episode.end else {
        return match (broken, next) {
            (Some(short), _) if short.start <= known_to => (short.start, Some(Ended::Left(Route::NotKnown))),
            (_, Some(next)) if next <= known_to => {
                note(episode, "DEC", Kind::OpenButFollowed);
                (next, Some(Ended::GoesOn))
            }
            _ => {
                if known_to < window.to {
                    note(episode, "DEC", Kind::LostFromReturns);
                }
                (known_to.max(episode.start.plus(1)), None)
            }
        };
    };
    let left = match episode.ended {
        Some(Ended::Left(route)) => Some(route),
        _ => None,
    };
    match next {
        Some(next) if end > next => {
            note(episode, "DEC", Kind::Overlap);
            (next, Some(Ended::GoesOn))
        }
        Some(next) if end == next => {
            if left.is_some() {
                note(episode, "REC", Kind::EndsButGoesOn);
            }
            (next, Some(Ended::GoesOn))
        }
        // Some systems write the last day itself, so that the next begins a day later.
        Some(next) if left.is_none() && end.plus(1) == next => (next, Some(Ended::GoesOn)),
        _ => {
            let is_break = broken.is_some_and(|short| short.start <= end.plus(1));
            if left.is_none() && !is_break && end < window.to {
                note(episode, "REC", Kind::GapInChain);
            }
            match left {
                None if end >= window.to => (window.to, None),
                _ => (end, Some(Ended::Left(left.unwrap_or(Route::NotKnown)))),
            }
        }
    }
}

/// An episode that continues a period.
fn go_on(period: &mut Period, episode: &Known, began: Began, why: Option<Why>, is_away: &mut bool) {
    let Some(stay) = period.stays.last_mut() else {
        return;
    };
    let was_away = std::mem::replace(is_away, episode.is_temporary);
    if episode.is_temporary {
        return;
    }
    let same_kind = stay.lives(episode.start) == episode.lives;
    match began {
        // Returns do not say whether a child comes back to the carer whom she left for a while; the
        // same kind of placement is taken for it, and the published figures count neither way.
        Began::Carer if was_away && same_kind => {}
        Began::Carer => {
            stay.moved = Some(why.unwrap_or(Why::NotKnown));
            period.stays.push(Stay {
                start: episode.start,
                is_start_known: true,
                end: episode.start,
                kinds: vec![(episode.start, episode.lives)],
                moved: None,
            });
        }
        _ => {
            if !same_kind {
                stay.kinds.push((episode.start, episode.lives));
            }
            period.statuses.push(episode.start);
        }
    }
}

/// Moves the end of a period to that of its last episode.
fn close(
    period: &mut Period,
    end: Day,
    ended: Option<Ended>,
    adult: Day,
    episode: &Known,
    note: &mut impl FnMut(&Known, &'static str, Kind),
) {
    period.left = match ended {
        Some(Ended::Left(route)) => Some(route),
        _ => None,
    };
    period.end = end;
    if end >= adult {
        if end > adult {
            note(episode, "DEC", Kind::BirthdayPassed);
        }
        period.end = adult;
        period.left = Some(Route::Birthday);
    }
    if let Some(stay) = period.stays.last_mut() {
        stay.end = period.end;
    }
}

/// Case holders inside the child's periods of care.
pub(super) fn holders(
    held: &[Held],
    periods: &[Period],
    window: &Window,
    faults: &mut Faults,
) -> Vec<Holder> {
    let mut found: Vec<Holder> = Vec::new();
    for period in periods {
        for time in held {
            let start = time.start.max(period.start);
            let end = time.end.unwrap_or(window.to).min(period.end);
            if end > start {
                found.push(Holder { worker: time.worker, start, end, why: time.why });
            }
        }
    }
    for time in held {
        let end = time.end.unwrap_or(window.to);
        let inside = periods.iter().any(|period| time.start < period.end && end > period.start);
        if !inside {
            faults.note(time.at, "", Kind::WorkerOutsideCare);
        }
    }
    found
}
