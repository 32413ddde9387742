//! The looked-after-children return, read: files to rows, rows to records, records to histories,
//! histories to rates and an authority's profile. Every fault is noted with its place and what was
//! done; nothing that identifies a child leaves this room.

mod apart;
mod cells;
mod chain;
mod csv_rows;
mod dates;
mod exposure;
mod faults;
mod files;
mod histories;
mod identity;
mod indicators;
mod kept;
mod levels;
mod meaning;
mod merge;
mod moves;
mod observed;
mod profile;
mod rates;
mod records;
mod spellings;
mod staff;
mod survey;
mod table;
pub mod words;
mod xml_names;
mod xml_rows;
mod years;

pub use faults::{Done, Fault, Faults, KINDS, Kind};
pub use files::{Given, gather};
pub use histories::{Histories, History, Holder, Period, Stay};
pub use indicators::{Official, official};
pub use kept::{Kept, Share};
pub use levels::{Counted, Levels, levels};
pub use meaning::{Lives, ROUTES, Route, TookOver, WHYS, Why};
pub use observed::{Observed, counted, rows, rows_at, toml};
pub use profile::{Found, NoProfile, Rounding, profile};
pub use rates::{RATED_ROUTES, RATED_WHYS, Rates, rates};
pub use staff::{Census, Staff};
pub use table::{TABLES, Table};

use std::collections::BTreeMap;

use files::Held;
use meaning::Began;
use records::{Child, Recorder, Records};
use survey::Survey;
use years::Window;

use swplab_model::calendar::Day;

/// A return as it was read, before an authority is chosen.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What is wrong with it.
    pub faults: Faults,
    /// Files that hold no table which the import reads.
    pub left_aside: Vec<String>,
    /// Rows read, by table.
    pub rows: BTreeMap<Table, usize>,
    /// What was kept of what.
    pub kept: Kept,
    /// What is to be told first: how dates and numbers were read that are not written as returns write them.
    pub told: Vec<String>,
    /// Authorities that the rows name; one without a name if none does.
    pub authorities: Vec<String>,
    /// First day covered and the day after the last; nothing without a usable episode.
    pub covers: Option<(Day, Day)>,
    histories: Vec<(u32, History)>,
    leavers: Vec<(u32, Day, i32)>,
    window: Option<Window>,
}

/// Reads the files of a return. It never fails: what cannot be used is a fault.
pub fn read(given: &[Given]) -> Reading {
    let names: Vec<String> = given.iter().map(|file| file.name.clone()).collect();
    // Twice over the files: what stands first in a date is known only when all were seen.
    let mut survey = Survey::default();
    let mut unheard = Faults::default();
    for (index, file) in given.iter().enumerate() {
        files::rows(file, index as u32, &mut unheard, &mut |row, _| survey.look(row));
    }
    survey.decide(given.len());
    let mut faults = Faults::of(names.clone());
    let mut recorder = Recorder::new(&survey);
    let mut left_aside = Vec::new();
    for (index, file) in given.iter().enumerate() {
        let held =
            files::rows(file, index as u32, &mut faults, &mut |row, faults| recorder.take(row, faults));
        if held == Held::NoTable {
            left_aside.push(file.name.clone());
        }
    }
    let mut records = recorder.finish(&mut faults);
    let window = years::window(&mut records, &mut faults);
    let (histories, is_kept) = match &window {
        Some(window) => all_histories(&records, window, &mut faults),
        None => (Vec::new(), vec![false; records.children.len()]),
    };
    let leavers = records.children.iter().flat_map(|child| {
        let born = spellings::usual(&child.born);
        child.served.iter().filter_map(move |year| Some((child.authority, born?, (*year)?)))
    });
    let leavers = leavers.collect();
    let kept = kept::kept(&records, &is_kept, window.is_some(), &faults);
    let mut told = survey.told(&names);
    told.append(&mut records.told);
    Reading {
        faults,
        left_aside,
        rows: records.rows,
        kept,
        told,
        authorities: records.authorities,
        covers: window.as_ref().map(|window| (window.from, window.to)),
        histories,
        leavers,
        window,
    }
}

/// The histories, and of each child whether she has one.
fn all_histories(
    records: &Records,
    window: &Window,
    faults: &mut Faults,
) -> (Vec<(u32, History)>, Vec<bool>) {
    let mut found = Vec::new();
    let mut is_kept = Vec::with_capacity(records.children.len());
    for child in &records.children {
        let history = history(child, records, window, faults);
        is_kept.push(history.is_some());
        found.extend(history.map(|history| (child.authority, history)));
    }
    (found, is_kept)
}

fn history(child: &Child, records: &Records, window: &Window, faults: &mut Faults) -> Option<History> {
    let born = birth(child, faults)?;
    let episodes = merge::episodes(child, born, window, &records.lost_starts, faults);
    let episodes = chain::known(episodes, faults);
    if let Some(first) = episodes.iter().find(|episode| episode.start == born && episode.began != Began::Care)
    {
        faults.note(first.at, "DECOM", Kind::BornOnStart);
    }
    if episodes.is_empty() {
        // A care leaver is told of years after her last episode.
        let first = child.first.filter(|_| !child.is_care_leaver);
        if let Some((at, table)) = first {
            let kind = if table == Table::Header { Kind::NoEpisodes } else { Kind::UnknownChild };
            faults.note(at, "", kind);
        }
        return None;
    }
    let periods = histories::periods(episodes, born, window, faults);
    let held = merge::holders(child, window, faults);
    let holders = histories::holders(&held, &periods, window, faults);
    let unaccompanied = child.is_unaccompanied;
    (!periods.is_empty()).then_some(History { born, periods, holders, unaccompanied })
}

/// The date of birth; without one each of the child's rows is left out.
fn birth(child: &Child, faults: &mut Faults) -> Option<Day> {
    let born = merge::born(child, faults);
    if born.is_none() {
        for episode in &child.episodes {
            faults.lose_episode(episode.at, "CHILD", Kind::BornMissing);
        }
        if let (true, Some((at, _))) = (child.episodes.is_empty(), child.first) {
            faults.note(at, "CHILD", Kind::BornMissing);
        }
    }
    born
}

impl Reading {
    /// The children of one authority, by its place in [`Reading::authorities`]; nothing without a
    /// usable episode.
    pub fn histories(&self, authority: usize) -> Option<Histories> {
        let window = self.window.clone()?;
        let own = self.histories.iter().filter(|(of, _)| *of as usize == authority);
        let children: Vec<History> = own.map(|(_, history)| history.clone()).collect();
        let leavers = self.leavers.iter().filter(|(of, ..)| *of as usize == authority);
        let leavers = leavers.map(|(_, born, year)| (*born, *year)).collect();
        (!children.is_empty()).then_some(Histories { children, leavers, window })
    }
}
