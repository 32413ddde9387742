//! Several years of one child made one: a later return takes the place of an earlier one for the same
//! episode, what one row does not say another may, and what cannot be true is said.

use std::collections::BTreeMap;

use super::faults::{Faults, Kind};
use super::meaning::{Ended, Route};
use super::records::{Child, Episode, Held};
use super::spellings::usual;
use super::table::Place;
use super::years::Window;
use swplab_model::calendar::Day;

/// The date of birth that most rows give; at equality the first that was read.
pub(super) fn born(child: &Child, faults: &mut Faults) -> Option<Day> {
    let day = usual(&child.born)?;
    for (_, at, _) in child.born.iter().filter(|(other, ..)| *other != day) {
        faults.note(*at, "DOB", Kind::BornTwice);
    }
    Some(day)
}

/// The episodes of a child in order, each once, within the years covered and the child's life in care.
pub(super) fn episodes(
    child: &Child,
    born: Day,
    window: &Window,
    lost_starts: &BTreeMap<Place, String>,
    faults: &mut Faults,
) -> Vec<Episode> {
    let used = |episode: &&Episode| window.end_of(episode.of_return).is_some();
    let mut all: Vec<Episode> = child.episodes.iter().filter(used).copied().collect();
    find_starts(&mut all, lost_starts, faults);
    let mut sorted = without_no_length(all, faults);
    sorted.sort_by_key(|episode| (episode.start, episode.of_return, episode.at));
    let mut kept: Vec<Episode> = Vec::new();
    for episode in sorted {
        match kept.last_mut() {
            Some(last) if last.start == episode.start => {
                supersede(last, episode, faults);
            }
            _ => kept.push(episode),
        }
    }
    let adult = born.birthday(18);
    kept.retain(|episode| {
        let Some(start) = episode.start else { return false };
        let wrong = if start >= window.to {
            Some(Kind::StartsAfterReturn)
        } else if start < born {
            Some(Kind::BornAfterStart)
        } else if start >= adult {
            Some(Kind::TooOld)
        } else {
            None
        };
        if let Some(kind) = wrong {
            faults.lose_episode(episode.at, "DECOM", kind);
        }
        wrong.is_none()
    });
    for episode in &mut kept {
        if episode.end.is_some_and(|end| end > window.to) {
            faults.note(episode.at, "DEC", Kind::EndAfterReturn);
            (episode.end, episode.ended) = (None, None);
        }
    }
    kept
}

/// First days that rows do not tell, from the child's other rows: the same episode in another return, or an episode
/// that ends where none begins.
fn find_starts(all: &mut Vec<Episode>, lost_starts: &BTreeMap<Place, String>, faults: &mut Faults) {
    for index in 0..all.len() {
        if all[index].start.is_some() {
            continue;
        }
        let row = all[index];
        let others = || all.iter().filter(|other| other.start.is_some());
        let same = |a: u32, b: u32| a == b || a == 0 || b == 0;
        let is_same = |other: &&Episode| {
            let ends_alike = match (row.end, other.end) {
                (Some(own), Some(end)) => own == end,
                (None, None) => true,
                // The earlier of two returns does not know the end yet.
                _ => row.of_return != other.of_return,
            };
            other.of_return != row.of_return
                && ends_alike
                && same(row.setting.place, other.setting.place)
                && same(row.setting.urn, other.setting.urn)
                && same(row.status, other.status)
        };
        let told = others().filter(is_same).max_by_key(|other| (other.end == row.end, other.start));
        let start = told.and_then(|other| other.start).or_else(|| {
            let gaps = others()
                .filter_map(|other| other.end.filter(|_| !matches!(other.ended, Some(Ended::Left(_)))));
            let open = gaps.filter(|day| {
                let begins =
                    |other: &Episode| other.start.is_some_and(|start| start == *day || start == day.plus(1));
                !others().any(begins) && row.end.is_none_or(|end| end > *day)
            });
            open.max_by_key(|day| {
                let next = others().filter_map(|other| other.start).filter(|start| start > day).min();
                (next == row.end, std::cmp::Reverse(*day))
            })
        });
        match start {
            Some(start) => {
                faults.note(row.at, "DECOM", Kind::StartTold);
                all[index].start = Some(start);
                if all[index].end.is_some_and(|end| end < start) {
                    (all[index].end, all[index].end_is_lost) = (None, true);
                }
            }
            None => {
                let shape = lost_starts.get(&row.at).map_or("", String::as_str);
                let kind = if shape.is_empty() { Kind::DateMissing } else { Kind::DateUnreadable };
                faults.lose_episode(row.at, "DECOM", kind);
                faults.tell(shape);
            }
        }
    }
    all.retain(|episode| episode.start.is_some());
}

/// Episodes without those that end on the day on which they begin; how care ended there is told of the one before.
fn without_no_length(all: Vec<Episode>, faults: &mut Faults) -> Vec<Episode> {
    let (nothing, mut rest): (Vec<Episode>, Vec<Episode>) =
        all.into_iter().partition(|episode| episode.start.is_some() && episode.end == episode.start);
    for row in nothing {
        faults.note(row.at, "DEC", Kind::EndsOnStart);
        let at = row.start;
        let left = match row.ended {
            Some(Ended::Left(route)) => Some(route),
            _ => None,
        };
        for episode in rest.iter_mut().filter(|episode| episode.of_return == row.of_return) {
            let ends_there = episode.end == at || (episode.end.is_none() && episode.start < at);
            if let (true, Some(route)) =
                (ends_there, left.filter(|_| !matches!(episode.ended, Some(Ended::Left(_)))))
            {
                (episode.end, episode.ended) = (at, Some(Ended::Left(route)));
            }
            // What begins then begins as the row without length did, if that was more than a change of status.
            if episode.start == at && row.began.is_some_and(|began| began.is_more_than(episode.began)) {
                episode.began = row.began;
            }
        }
    }
    rest
}

/// What a row leaves open as another row of the same episode tells it.
fn filled(row: Episode, other: &Episode) -> Episode {
    let mut full = row;
    full.began = row.began.or(other.began);
    if row.legal.is_none() {
        (full.legal, full.status) = (other.legal, other.status);
    }
    if row.lives.is_none() {
        (full.lives, full.is_temporary) = (other.lives, other.is_temporary);
        full.setting.place = other.setting.place;
    }
    if row.end.is_none() && row.end_is_lost {
        full.end = other.end;
    }
    if full.end.is_some() {
        full.end_is_lost = false;
        full.ended = row.ended.or(other.ended);
    }
    full.why = row.why.or(other.why);
    full
}

/// Whether two rows of one return may tell the same episode: nothing that both say differs, and at most one knows an end. Files that
/// several years were put into without a word of the year hold an episode once for each.
fn agrees(one: &Episode, other: &Episode) -> bool {
    fn same<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }
    let alike = |one: u32, other: u32| one == 0 || other == 0 || one == other;
    let (a, b) = (&one.setting, &other.setting);
    alike(one.status, other.status)
        && alike(a.place, b.place)
        && alike(a.urn, b.urn)
        && alike(a.post, b.post)
        && same(one.began, other.began)
        && same(one.legal, other.legal)
        && same(one.lives, other.lives)
        && same(one.end, other.end)
        && same(one.ended, other.ended)
}

/// `later` begins on the day of `kept`: which of them holds?
fn supersede(kept: &mut Episode, later: Episode, faults: &mut Faults) {
    if kept.of_return == later.of_return {
        if agrees(kept, &later) {
            faults.note(later.at, "", Kind::RowTwice);
        } else {
            faults.lose_episode(later.at, "", Kind::StartTwice);
        }
        let is_told_later = kept.end.is_none() && later.end.is_some() && agrees(kept, &later);
        *kept = if is_told_later { filled(later, kept) } else { filled(*kept, &later) };
        return;
    }
    let later = filled(later, kept);
    let differs = (kept.began.is_some() && kept.began != later.began)
        || (kept.legal.is_some() && kept.legal != later.legal)
        || (kept.lives.is_some() && (kept.lives, kept.is_temporary) != (later.lives, later.is_temporary))
        || (kept.end.is_some() && kept.end != later.end)
        || (kept.end.is_some() && kept.ended.is_some() && kept.ended != later.ended);
    if differs {
        faults.note(later.at, "", Kind::LaterReturnDiffers);
    }
    *kept = later;
}

/// The case holders of a child in order, each time once, without overlaps.
pub(super) fn holders(child: &Child, window: &Window, faults: &mut Faults) -> Vec<Held> {
    let used = |held: &&Held| window.end_of(held.of_return).is_some();
    let mut sorted: Vec<Held> = child.held.iter().filter(used).copied().collect();
    sorted.sort_by_key(|held| (held.start, held.of_return, held.at));
    let mut kept: Vec<Held> = Vec::new();
    for held in sorted {
        match kept.last_mut() {
            Some(last) if last.start == held.start && last.worker == held.worker => {
                if last.of_return == held.of_return {
                    faults.note(held.at, "", Kind::RowTwice);
                } else {
                    *last = held;
                }
            }
            _ => kept.push(held),
        }
    }
    for index in 1..kept.len() {
        let next = kept[index].start;
        let before = &mut kept[index - 1];
        match before.end {
            Some(end) if end > next => {
                faults.note(before.at, "SW_DEC", Kind::WorkerOverlap);
                before.end = Some(next);
            }
            // An open time that another follows ends there: returns leave the end to the reader.
            None => before.end = Some(next),
            Some(_) => {}
        }
    }
    kept.retain(|held| held.end.is_none_or(|end| end > held.start));
    kept
}

/// The day on which care ended where it is not told: the middle of the days on which it can have been.
pub(super) fn middle(from: Day, to: Day) -> Day {
    from.plus((to.days_since(from) / 2).max(1))
}

/// Whether an end of care is told without a day that is believed.
pub(super) fn left_on_no_day(episode: &super::chain::Known) -> Option<Route> {
    match (episode.end, episode.end_is_lost, episode.ended) {
        (None, true, Some(Ended::Left(route))) => Some(route),
        _ => None,
    }
}
