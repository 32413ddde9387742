//! The looked-after-children return, read: files to rows, rows to records, records to histories,
//! histories to rates and an authority's profile. Every fault is noted with its place and what was
//! done; nothing that identifies a child leaves this room.

mod csv_rows;
mod dates;
mod exposure;
mod faults;
mod files;
mod histories;
mod indicators;
mod levels;
mod meaning;
mod merge;
mod moves;
mod observed;
mod profile;
mod rates;
mod records;
mod table;
mod text;
pub mod words;
mod xml_rows;
mod years;

pub use faults::{Done, Fault, Faults, KINDS, Kind};
pub use files::{Given, gather};
pub use histories::{Histories, History, Holder, Period, Stay};
pub use indicators::{Official, official};
pub use levels::{Counted, Levels, levels};
pub use meaning::{Lives, ROUTES, Route, TookOver, WHYS, Why};
pub use observed::{Observed, counted, rows, rows_at, toml};
pub use profile::{Found, NoProfile, Rounding, profile};
pub use rates::{RATED_ROUTES, RATED_WHYS, Rates, rates};
pub use table::{TABLES, Table};

use std::collections::BTreeMap;

use meaning::Began;
use records::{Child, Records};
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
    /// Authorities that the rows name; one without a name if none does.
    pub authorities: Vec<String>,
    /// First day covered and the day after the last; nothing without a usable episode.
    pub covers: Option<(Day, Day)>,
    histories: Vec<(u32, History)>,
    window: Option<Window>,
}

/// Reads the files of a return. It never fails: what cannot be used is a fault.
pub fn read(given: &[Given]) -> Reading {
    let mut faults = Faults::of(given.iter().map(|file| file.name.clone()).collect());
    let (rows, left_aside) = files::rows(given, &mut faults);
    let labels: Vec<String> = given.iter().map(|file| files::label(&file.name)).collect();
    let records = records::records(&rows, &labels, &mut faults);
    let window = years::window(&records, &mut faults);
    let histories = match &window {
        Some(window) => all_histories(&records, window, &mut faults),
        None => Vec::new(),
    };
    Reading {
        faults,
        left_aside,
        rows: records.rows.clone(),
        authorities: records.authorities.clone(),
        covers: window.as_ref().map(|window| (window.from, window.to)),
        histories,
        window,
    }
}

fn all_histories(records: &Records, window: &Window, faults: &mut Faults) -> Vec<(u32, History)> {
    let mut found = Vec::new();
    for child in &records.children {
        let Some(born) = birth(child, faults) else {
            continue;
        };
        let episodes = merge::episodes(child, born, window, faults);
        if let Some(first) =
            episodes.iter().find(|episode| episode.start == born && episode.began != Began::Care)
        {
            faults.note(first.at.file, first.at.line, "DECOM", Kind::BornOnStart);
        }
        if episodes.is_empty() {
            // A care leaver is told of years after her last episode.
            let first = child.first.filter(|_| !child.is_care_leaver);
            if let Some((at, table)) = first {
                let kind = if table == Table::Header { Kind::NoEpisodes } else { Kind::UnknownChild };
                faults.note(at.file, at.line, "", kind);
            }
            continue;
        }
        let periods = histories::periods(episodes, born, window, faults);
        let held = merge::holders(child, window, faults);
        let holders = histories::holders(&held, &periods, window, faults);
        if !periods.is_empty() {
            let history = History { born, periods, holders };
            found.push((child.authority, history));
        }
    }
    found
}

/// The date of birth; without one each of the child's rows is left out.
fn birth(child: &Child, faults: &mut Faults) -> Option<Day> {
    let born = merge::born(child, faults);
    if born.is_none() {
        for episode in &child.episodes {
            faults.note(episode.at.file, episode.at.line, "CHILD", Kind::BornMissing);
        }
        if let (true, Some((at, _))) = (child.episodes.is_empty(), child.first) {
            faults.note(at.file, at.line, "CHILD", Kind::BornMissing);
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
        (!children.is_empty()).then_some(Histories { children, window })
    }
}
