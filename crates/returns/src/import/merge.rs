//! Several years of one child made one: a later return takes the place of an earlier one for the same
//! episode, and what cannot be true is said.

use super::faults::{Faults, Kind};
use super::records::{Child, Episode, Held, Place};
use super::years::Window;
use swplab_model::calendar::Day;

/// The date of birth that most rows give; at equality the first that was read.
pub(super) fn born(child: &Child, faults: &mut Faults) -> Option<Day> {
    let (day, ..) = child.born.iter().rev().max_by_key(|(.., times)| *times)?;
    for (_, at, _) in child.born.iter().filter(|(other, ..)| other != day) {
        note(faults, *at, "DOB", Kind::BornTwice);
    }
    Some(*day)
}

fn note(faults: &mut Faults, at: Place, column: &'static str, kind: Kind) {
    faults.note(at.file, at.line, column, kind);
}

/// The episodes of a child in order, each once, within the years covered and the child's life in care.
pub(super) fn episodes(child: &Child, born: Day, window: &Window, faults: &mut Faults) -> Vec<Episode> {
    let used = |episode: &&Episode| window.ends.get(episode.of_return as usize).is_some_and(Option::is_some);
    let mut sorted: Vec<Episode> = child.episodes.iter().filter(used).copied().collect();
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
        let wrong = if episode.start >= window.to {
            Some(Kind::StartsAfterReturn)
        } else if episode.start < born {
            Some(Kind::BornAfterStart)
        } else if episode.start >= adult {
            Some(Kind::TooOld)
        } else {
            None
        };
        if let Some(kind) = wrong {
            note(faults, episode.at, "DECOM", kind);
        }
        wrong.is_none()
    });
    for episode in &mut kept {
        if episode.end.is_some_and(|end| end > window.to) {
            note(faults, episode.at, "DEC", Kind::EndAfterReturn);
            (episode.end, episode.ended) = (None, None);
        }
    }
    kept
}

/// `later` begins on the day of `kept`: which of them holds?
fn supersede(kept: &mut Episode, later: Episode, faults: &mut Faults) {
    if kept.of_return == later.of_return {
        let kind = if kept.tells_the_same(&later) { Kind::RowTwice } else { Kind::StartTwice };
        note(faults, later.at, "", kind);
        return;
    }
    let differs = kept.began != later.began
        || kept.legal != later.legal
        || kept.lives != later.lives
        || (kept.end.is_some() && kept.end != later.end)
        || (kept.end.is_some() && kept.ended != later.ended);
    if differs {
        note(faults, later.at, "", Kind::LaterReturnDiffers);
    }
    *kept = later;
}

/// The case holders of a child in order, each time once, without overlaps.
pub(super) fn holders(child: &Child, window: &Window, faults: &mut Faults) -> Vec<Held> {
    let used = |held: &&Held| window.ends.get(held.of_return as usize).is_none_or(Option::is_some);
    let mut sorted: Vec<Held> = child.held.iter().filter(used).copied().collect();
    sorted.sort_by_key(|held| (held.start, held.of_return, held.at));
    let mut kept: Vec<Held> = Vec::new();
    for held in sorted {
        match kept.last_mut() {
            Some(last) if last.start == held.start && last.worker == held.worker => {
                if last.of_return == held.of_return {
                    note(faults, held.at, "", Kind::RowTwice);
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
                note(faults, before.at, "SW_DEC", Kind::WorkerOverlap);
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
