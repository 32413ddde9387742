//! Rows to records: dates and codes read and checked, children known by a number of this import alone.

use std::collections::BTreeMap;

use super::dates;
use super::faults::{Faults, Kind};
use super::meaning::{self, Began, Ended, Legal, Lives, TookOver, Why};
use super::table::{Row, Table};
use swplab_model::calendar::Day;

/// Where a record was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub file: u32,
    pub line: u32,
}

/// An episode of care.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Episode {
    pub at: Place,
    /// Index of the return in [`Records::returns`].
    pub of_return: u32,
    pub start: Day,
    pub began: Began,
    pub legal: Legal,
    pub lives: Lives,
    pub is_temporary: bool,
    pub end: Option<Day>,
    pub ended: Option<Ended>,
    pub why: Option<Why>,
}

impl Episode {
    /// Whether two rows tell the same.
    pub fn tells_the_same(&self, other: &Episode) -> bool {
        let own = Episode { at: other.at, of_return: other.of_return, ..*self };
        own == *other
    }
}

/// A case holder's time with a child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    pub at: Place,
    pub of_return: u32,
    pub worker: u32,
    pub start: Day,
    pub end: Option<Day>,
    /// Why she took the case, if the return says so.
    pub why: Option<TookOver>,
}

/// What the rows say of one child.
#[derive(Clone, Debug, Default)]
pub(super) struct Child {
    pub authority: u32,
    /// Dates of birth with the place where each was first read and how often.
    pub born: Vec<(Day, Place, u32)>,
    pub episodes: Vec<Episode>,
    pub held: Vec<Held>,
    /// Whether a row of OC3 speaks of the child.
    pub is_care_leaver: bool,
    /// First row that speaks of the child, and its table.
    pub first: Option<(Place, Table)>,
}

/// Everything read.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    /// Authorities that the rows name; one without a name if none does.
    pub authorities: Vec<String>,
    /// Returns by their label (a year, mostly), sorted.
    pub returns: Vec<String>,
    /// Children in the order of authority and number.
    pub children: Vec<Child>,
    /// Rows of each table that were read.
    pub rows: BTreeMap<Table, usize>,
}

/// Makes records of rows; `labels` are those of the files' names and folders.
pub(super) fn records(rows: &[Row], labels: &[String], faults: &mut Faults) -> Records {
    let label = |row: &Row| -> String {
        let year = row.cell("YEAR");
        let of_file = || labels.get(row.file as usize).cloned().unwrap_or_default();
        if year.is_empty() { of_file() } else { year.trim_end_matches(".0").to_owned() }
    };
    let names_authorities = rows.iter().any(|row| !row.cell("LA").is_empty());
    let mut authorities: Vec<String> = rows.iter().map(|row| row.cell("LA").to_owned()).collect();
    authorities.sort();
    authorities.dedup();
    if names_authorities {
        authorities.retain(|name| !name.is_empty());
    }
    let mut returns: Vec<String> = rows.iter().map(label).collect();
    returns.sort();
    returns.dedup();
    let mut children: BTreeMap<(u32, &str), Child> = BTreeMap::new();
    let mut workers: BTreeMap<(u32, &str), u32> = BTreeMap::new();
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.table).or_insert(0) += 1;
        let at = Place { file: row.file, line: row.line };
        let mut note = |column, kind| faults.note(at.file, at.line, column, kind);
        let number = row.cell("CHILD");
        if number.is_empty() {
            note("CHILD", Kind::ChildMissing);
            continue;
        }
        let Ok(authority) = authorities.binary_search_by(|name| name.as_str().cmp(row.cell("LA"))) else {
            note("LA", Kind::AuthorityMissing);
            continue;
        };
        let authority = authority as u32;
        let of_return = returns.binary_search(&label(row)).unwrap_or(0) as u32;
        let child = children.entry((authority, number)).or_default();
        child.authority = authority;
        if child.first.is_none() {
            child.first = Some((at, row.table));
        }
        if let Some(born) = date(row, "DOB", &mut note, Kind::OtherDateUnreadable) {
            match child.born.iter_mut().find(|(day, ..)| *day == born) {
                Some((.., times)) => *times += 1,
                None => child.born.push((born, at, 1)),
            }
        }
        for column in row.table.columns().iter().copied() {
            if !row.cell(column).is_empty() && !meaning::is_listed(column, &code(row, column)) {
                note(column, Kind::OtherCodeUnknown);
            }
        }
        match row.table {
            Table::Episodes => child.episodes.extend(episode(row, at, of_return, &mut note)),
            Table::SocialWorker => {
                let next = workers.len() as u32;
                let mut known = |name| *workers.entry((authority, name)).or_insert(next);
                child.held.extend(held(row, at, of_return, &mut known, &mut note));
            }
            Table::Header => {
                date(row, "MC_DOB", &mut note, Kind::OtherDateUnreadable);
            }
            Table::Reviews => {
                date(row, "REVIEW", &mut note, Kind::OtherDateUnreadable);
            }
            Table::Unaccompanied => {
                date(row, "DUC", &mut note, Kind::OtherDateUnreadable);
            }
            Table::CareLeavers => child.is_care_leaver = true,
        }
    }
    Records { authorities, returns, children: children.into_values().collect(), rows: counts }
}

/// A code as lists write it.
fn code(row: &Row, column: &str) -> String {
    row.cell(column).to_ascii_uppercase()
}

/// A date, or nothing where the cell is empty or `unreadable`.
fn date(
    row: &Row,
    column: &'static str,
    note: &mut impl FnMut(&'static str, Kind),
    unreadable: Kind,
) -> Option<Day> {
    let text = row.cell(column);
    if text.is_empty() {
        return None;
    }
    let Some(written) = dates::parse(text) else {
        note(column, unreadable);
        return None;
    };
    if written.is_guessed {
        note(column, Kind::TwoDigitYear);
    }
    Some(written.day)
}

/// A code that the row cannot do without.
fn needed<T>(
    row: &Row,
    column: &'static str,
    meaning: impl Fn(&str) -> Option<T>,
    note: &mut impl FnMut(&'static str, Kind),
) -> Option<T> {
    let text = code(row, column);
    let found = meaning(&text);
    if found.is_none() {
        let kind = if text.is_empty() { Kind::CodeMissing } else { Kind::CodeUnknown };
        note(column, kind);
    }
    found
}

fn episode(
    row: &Row,
    at: Place,
    of_return: u32,
    note: &mut impl FnMut(&'static str, Kind),
) -> Option<Episode> {
    let start = date(row, "DECOM", note, Kind::DateUnreadable);
    if row.cell("DECOM").is_empty() {
        note("DECOM", Kind::DateMissing);
    }
    let began = needed(row, "RNE", meaning::began, note);
    let legal = needed(row, "LS", meaning::legal, note);
    let lives = needed(row, "PLACE", meaning::lives, note);
    let (start, began, legal, (lives, is_temporary)) = (start?, began?, legal?, lives?);
    let mut end = date(row, "DEC", note, Kind::OtherDateUnreadable);
    let optional = |column| -> String { code(row, column) };
    let mut ended = match optional("REC").as_str() {
        "" => None,
        text => {
            let found = meaning::ended(text);
            if found.is_none() {
                note("REC", Kind::OtherCodeUnknown);
            }
            found
        }
    };
    let why = match optional("REASON_PLACE_CHANGE").as_str() {
        "" => None,
        text => {
            let found = meaning::why(text);
            if found.is_none() {
                note("REASON_PLACE_CHANGE", Kind::OtherCodeUnknown);
            }
            found
        }
    };
    match (end, ended) {
        (Some(end), _) if end < start => {
            note("DEC", Kind::EndBeforeStart);
            return None;
        }
        (Some(day), _) if day == start => {
            note("DEC", Kind::EndsOnStart);
            return None;
        }
        (Some(_), None) => note("REC", Kind::EndWithoutReason),
        (None, Some(_)) => {
            note("REC", Kind::ReasonWithoutEnd);
            (end, ended) = (None, None);
        }
        _ => {}
    }
    Some(Episode { at, of_return, start, began, legal, lives, is_temporary, end, ended, why })
}

fn held<'a>(
    row: &'a Row,
    at: Place,
    of_return: u32,
    worker: &mut impl FnMut(&'a str) -> u32,
    note: &mut impl FnMut(&'static str, Kind),
) -> Option<Held> {
    let start = date(row, "SW_DECOM", note, Kind::DateUnreadable);
    if row.cell("SW_DECOM").is_empty() {
        note("SW_DECOM", Kind::DateMissing);
    }
    let end = date(row, "SW_DEC", note, Kind::OtherDateUnreadable);
    let name = row.cell("SW_ID");
    if name.is_empty() {
        note("SW_ID", Kind::WorkerMissing);
    }
    let start = start?;
    if name.is_empty() {
        return None;
    }
    if end.is_some_and(|end| end < start) {
        note("SW_DEC", Kind::EndBeforeStart);
        return None;
    }
    Some(Held {
        at,
        of_return,
        worker: worker(name),
        start,
        end,
        why: meaning::took_over(&code(row, "SW_REASON")),
    })
}
