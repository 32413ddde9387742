//! The cells of a row read and checked: dates in the order of their column, codes by their lists, what is found told in
//! a way that identifies nobody.

use super::dates::{self, Form};
use super::faults::{Faults, Kind};
use super::meaning;
use super::records::{Episode, Held, Setting};
use super::survey::Survey;
use super::table::{Column as C, Row};
use crate::codes;
use swplab_model::calendar::Day;

/// The cells of a row as they are read.
pub(super) struct Cells<'a, 'b> {
    pub row: &'a Row<'b>,
    pub survey: &'a Survey,
    pub faults: &'a mut Faults,
}

impl Cells<'_, '_> {
    /// A code as lists write it.
    pub fn code(&self, column: C) -> String {
        let written = self.row.cell(column);
        if written.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_') {
            return written.to_owned();
        }
        written.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase()
    }

    pub fn note(&mut self, column: C, kind: Kind) {
        self.faults.note(self.row.at, column.name(), kind);
    }

    /// Notes a code that is not on its list.
    pub fn unknown(&mut self, column: C, kind: Kind) {
        let code = self.code(column);
        // What looks like no code may be a name or a number.
        let is_short = code.len() <= 5 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_number = code.len() > 2 && code.bytes().all(|byte| byte.is_ascii_digit());
        let finding = if is_short && !is_number { code } else { dates::shape(self.row.cell(column)) };
        self.faults.found(self.row.at, column.name(), kind, &finding);
    }

    /// A date, or nothing where the cell is empty or `unreadable`.
    pub fn date(&mut self, column: C, unreadable: Kind) -> Option<Day> {
        let text = self.row.cell(column);
        if text.is_empty() {
            return None;
        }
        let Some(written) = dates::parse(text, self.survey.order(self.row.at.file, column)) else {
            self.faults.found(self.row.at, column.name(), unreadable, &dates::shape(text));
            return None;
        };
        if written.form == Form::TwoDigits {
            self.note(column, Kind::TwoDigitYear);
        }
        Some(written.day)
    }

    /// A code that the row should have.
    fn needed<T>(&mut self, column: C, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.code(column);
        let found = meaning(&text);
        match (found.is_none(), text.is_empty()) {
            (true, true) => self.note(column, Kind::CodeMissing),
            (true, false) => self.unknown(column, Kind::CodeUnknown),
            _ => {}
        }
        found
    }

    /// A code that the row may lack.
    fn optional<T>(&mut self, column: C, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.code(column);
        if text.is_empty() {
            return None;
        }
        let found = meaning(&text);
        if found.is_none() {
            self.unknown(column, Kind::OtherCodeUnknown);
        }
        found
    }
}

/// An episode as its row tells it.
pub(super) fn episode(cells: &mut Cells<'_, '_>, of_return: i32, setting: Setting, status: u32) -> Episode {
    // Whether another row tells it shows later.
    let start = match cells.row.cell(C::Decom) {
        "" => None,
        text => dates::parse(text, cells.survey.order(cells.row.at.file, C::Decom)),
    };
    if start.is_some_and(|start| start.form == Form::TwoDigits) {
        cells.note(C::Decom, Kind::TwoDigitYear);
    }
    let start = start.map(|start| start.day);
    let began = cells.needed(C::Rne, meaning::began);
    let legal = cells.needed(C::Ls, meaning::legal);
    let lives = cells.needed(C::Place, meaning::lives);
    let mut end = cells.date(C::Dec, Kind::OtherDateUnreadable);
    let mut end_is_lost = end.is_none() && !cells.row.cell(C::Dec).is_empty();
    let mut ended = cells.optional(C::Rec, meaning::ended);
    let why = cells.optional(C::Reason, meaning::why);
    match (end, ended) {
        (Some(day), _) if start.is_some_and(|start| day < start) => {
            cells.note(C::Dec, Kind::EndBeforeStart);
            (end, end_is_lost) = (None, true);
        }
        (Some(_), None) => cells.note(C::Rec, Kind::EndWithoutReason),
        (None, Some(_)) if !end_is_lost => {
            cells.note(C::Rec, Kind::ReasonWithoutEnd);
            ended = None;
        }
        _ => {}
    }
    Episode {
        at: cells.row.at,
        of_return,
        start,
        began,
        legal,
        status: if legal.is_some() { status } else { 0 },
        lives: lives.map(|(lives, _)| lives),
        is_temporary: lives.is_some_and(|(_, is_temporary)| is_temporary),
        end,
        end_is_lost,
        ended,
        why,
        setting: Setting { place: if lives.is_some() { setting.place } else { 0 }, ..setting },
    }
}

/// A case holder's time; the worker is put in afterwards.
pub(super) fn held(cells: &mut Cells<'_, '_>, of_return: i32, is_named: bool) -> Option<Held> {
    let start = cells.date(C::WorkerFrom, Kind::DateUnreadable);
    if cells.row.cell(C::WorkerFrom).is_empty() {
        cells.note(C::WorkerFrom, Kind::DateMissing);
    }
    let mut end = cells.date(C::WorkerTo, Kind::OtherDateUnreadable);
    if !is_named {
        cells.note(C::Worker, Kind::WorkerMissing);
        return None;
    }
    let start = start?;
    if end.is_some_and(|end| end < start) {
        cells.note(C::WorkerTo, Kind::EndBeforeStart);
        end = None;
    }
    let why = meaning::took_over(&cells.code(C::WorkerReason));
    Some(Held { at: cells.row.at, of_return, worker: 0, start, end, why })
}

/// The codes of a list, as a message tells them.
pub(super) fn expected(column: &str) -> String {
    if column == C::Mother.name() {
        return "0 1".to_owned();
    }
    let known: Vec<&str> =
        codes::all().iter().filter(|code| code.list == column).map(|code| code.code).collect();
    known.join(" ")
}
