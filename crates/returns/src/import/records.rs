//! Rows to records: dates and codes read and checked, children known by a number of this import alone. A row keeps
//! what it says where one of its cells says nothing.

use std::collections::BTreeMap;

use super::cells::{Cells, episode, held};
use super::dates;
use super::faults::{Faults, Kind};
use super::identity;
use super::meaning::{self, Began, Ended, Legal, Lives, TookOver, Why};
use super::spellings::{absorb, best, join};
use super::survey::Survey;
use super::table::{Column as C, Place, Row, Table};
use crate::names;
use swplab_model::calendar::Day;

/// What tells one placement from another, as numbers of this import; 0 where the row does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    pub place: u32,
    pub provider: u32,
    pub post: u32,
    pub urn: u32,
}

/// An episode of care; what its row does not say or says wrongly is `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Episode {
    pub at: Place,
    /// Number of the group of rows, then the financial year in which its return ends.
    pub of_return: i32,
    pub start: Option<Day>,
    pub began: Option<Began>,
    pub legal: Option<Legal>,
    /// The legal status, as a number of this import; 0 where it is not known.
    pub status: u32,
    pub lives: Option<Lives>,
    pub is_temporary: bool,
    pub end: Option<Day>,
    /// Whether a day of the end stands there and is not believed.
    pub end_is_lost: bool,
    pub ended: Option<Ended>,
    pub why: Option<Why>,
    pub setting: Setting,
}

impl Episode {
    /// Whether it is an episode of short breaks.
    pub fn is_short_break(&self) -> bool {
        self.legal == Some(Legal::ShortBreaks)
    }
}

/// A case holder's time with a child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    pub at: Place,
    /// Number of the group of rows, then the financial year in which its return ends.
    pub of_return: i32,
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
    /// Rows of OC3 by which the child is served: the number of the group of each, then the financial year of its return;
    /// none where that is not known.
    pub served: Vec<Option<i32>>,
    /// Whether a row of UASC speaks of the child.
    pub is_unaccompanied: bool,
    /// Whether a row of Header or Episodes does.
    pub is_counted: bool,
    /// Whether rows spell the number with what other programs put to it.
    pub is_dressed: bool,
    /// Files of Header in which the child stands.
    pub headers: Vec<u32>,
    /// First row that speaks of the child, and its table.
    pub first: Option<(Place, Table)>,
}

/// Rows of a file that belong together: those of one year where a column names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub file: u32,
    pub table: Table,
    pub label: String,
}

/// Everything read.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    /// Authorities that the rows name; one without a name if none does.
    pub authorities: Vec<String>,
    /// Groups of rows of Episodes, OC3 and SocialWorker.
    pub groups: Vec<Group>,
    /// Children in the order of authority and number.
    pub children: Vec<Child>,
    /// Rows of each table that were read.
    pub rows: BTreeMap<Table, usize>,
    /// Rows of each table and file that were read.
    pub by_file: BTreeMap<(u32, Table), usize>,
    /// What is to be told in the first lines.
    pub told: Vec<String>,
    /// Rows of short breaks, V3 and V4.
    pub short_breaks: [usize; 2],
    /// Episodes whose first day is no date, with the shape of what stands there; empty where nothing does.
    pub lost_starts: BTreeMap<Place, String>,
}

/// Numbers for texts, in the order in which they come.
#[derive(Debug, Default)]
struct Numbers(BTreeMap<String, u32>);

impl Numbers {
    /// From 1; 0 for an empty text.
    fn of(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(known) = self.0.get(text) {
            return *known;
        }
        let next = self.0.len() as u32 + 1;
        self.0.insert(text.to_owned(), next);
        next
    }
}

/// An authority as rows name it.
#[derive(Debug, Default)]
struct Named {
    /// Spellings with their counts.
    spellings: BTreeMap<String, usize>,
    children: BTreeMap<String, Child>,
}

/// Makes records of rows.
#[derive(Debug)]
pub(super) struct Recorder<'a> {
    survey: &'a Survey,
    authorities: BTreeMap<String, Named>,
    /// Forms of the names of authorities by their spellings.
    known_as: BTreeMap<String, String>,
    groups: BTreeMap<Group, u32>,
    rows: BTreeMap<Table, usize>,
    by_file: BTreeMap<(u32, Table), usize>,
    short_breaks: [usize; 2],
    lost_starts: BTreeMap<Place, String>,
    places: Numbers,
    posts: Numbers,
    urns: Numbers,
    workers: BTreeMap<String, (u32, BTreeMap<String, ()>)>,
}

impl<'a> Recorder<'a> {
    /// Before the first row.
    pub fn new(survey: &'a Survey) -> Recorder<'a> {
        Recorder {
            survey,
            authorities: BTreeMap::new(),
            known_as: BTreeMap::new(),
            groups: BTreeMap::new(),
            rows: BTreeMap::new(),
            by_file: BTreeMap::new(),
            short_breaks: [0; 2],
            lost_starts: BTreeMap::new(),
            places: Numbers::default(),
            posts: Numbers::default(),
            urns: Numbers::default(),
            workers: BTreeMap::new(),
        }
    }

    /// Takes a row.
    pub fn take(&mut self, row: &Row<'_>, faults: &mut Faults) {
        *self.rows.entry(row.table).or_insert(0) += 1;
        let number = identity::form(row.cell(C::Child));
        if number.is_empty() {
            faults.unread_row(row.at, row.table, Kind::ChildMissing);
            return;
        }
        *self.by_file.entry((row.at.file, row.table)).or_insert(0) += 1;
        let mut cells = Cells { row, survey: self.survey, faults };
        for column in row.table.columns().iter().copied() {
            let cell = cells.code(column);
            if !cell.is_empty() && !meaning::is_listed(column.name(), &cell) {
                cells.unknown(column, Kind::OtherCodeUnknown);
            }
        }
        let of_return = match row.table {
            Table::Episodes | Table::SocialWorker | Table::CareLeavers => {
                let label = row.cell(C::Year).trim_end_matches(".0").to_owned();
                let next = self.groups.len() as u32;
                let group = Group { file: row.at.file, table: row.table, label };
                *self.groups.entry(group).or_insert(next) as i32
            }
            _ => 0,
        };
        let born = cells.date(C::Born, Kind::OtherDateUnreadable);
        let episode = (row.table == Table::Episodes).then(|| {
            let code = cells.code(C::Ls);
            match code.as_str() {
                "V3" => self.short_breaks[0] += 1,
                "V4" => self.short_breaks[1] += 1,
                _ => {}
            }
            let setting = Setting {
                place: self.places.of(match cells.code(C::Place).as_str() {
                    // The lists of 2026 call by another code what is the same place.
                    "K3" => "H5",
                    code => code,
                }),
                provider: self.places.of(&cells.code(C::Provider)),
                post: self.posts.of(&identity::likeness(row.cell(C::Post))),
                urn: self.urns.of(&identity::likeness(&identity::form(row.cell(C::Urn)))),
            };
            let status = self.places.of(&code);
            let episode = episode(&mut cells, of_return, setting, status);
            if episode.start.is_none() {
                let text = row.cell(C::Decom);
                let shape = if text.is_empty() { String::new() } else { dates::shape(text) };
                self.lost_starts.insert(row.at, shape);
            }
            episode
        });
        let worker = identity::form(row.cell(C::Worker));
        let held =
            (row.table == Table::SocialWorker).then(|| held(&mut cells, of_return, !worker.is_empty()));
        let is_served = !meaning::is_no_longer_served(&cells.code(C::InTouch));
        match row.table {
            Table::Header => {
                cells.date(C::ChildBorn, Kind::OtherDateUnreadable);
            }
            Table::Reviews => {
                cells.date(C::Review, Kind::OtherDateUnreadable);
            }
            Table::Unaccompanied => {
                cells.date(C::Duc, Kind::OtherDateUnreadable);
            }
            _ => {}
        }
        let authority = row.cell(C::La);
        if !self.known_as.contains_key(authority) {
            self.known_as.insert(authority.to_owned(), names::form(names::of_code(authority)));
        }
        let key = self.known_as.get(authority).cloned().unwrap_or_default();
        let named = self.authorities.entry(key.clone()).or_default();
        if !named.spellings.contains_key(authority) {
            named.spellings.insert(authority.to_owned(), 0);
        }
        if let Some(times) = named.spellings.get_mut(authority) {
            *times += 1;
        }
        if !named.children.contains_key(number.as_ref()) {
            named.children.insert(number.to_string(), Child::default());
        }
        let Some(child) = named.children.get_mut(number.as_ref()) else { return };
        child.is_dressed |= number != row.cell(C::Child);
        child.is_counted |= matches!(row.table, Table::Header | Table::Episodes);
        child.is_care_leaver |= row.table == Table::CareLeavers;
        child.is_unaccompanied |= row.table == Table::Unaccompanied;
        if row.table == Table::CareLeavers && is_served {
            child.served.push(Some(of_return));
        }
        if row.table == Table::Header && child.headers.last() != Some(&row.at.file) {
            child.headers.push(row.at.file);
        }
        if child.first.is_none() {
            child.first = Some((row.at, row.table));
        }
        if let Some(born) = born {
            match child.born.iter_mut().find(|(day, ..)| *day == born) {
                Some((.., times)) => *times += 1,
                None => child.born.push((born, row.at, 1)),
            }
        }
        child.episodes.extend(episode);
        if let Some(held) = held.flatten() {
            let next = self.workers.len() as u32;
            // Numbers of workers are an employer's own.
            let key = format!("{key} {}", identity::likeness(&worker));
            let (known, spellings) = self.workers.entry(key).or_insert_with(|| (next, BTreeMap::new()));
            if !spellings.contains_key(row.cell(C::Worker)) {
                spellings.insert(row.cell(C::Worker).to_owned(), ());
            }
            child.held.push(Held { worker: *known, ..held });
        }
    }

    /// All records, spellings of one child and one authority brought together.
    pub fn finish(mut self, faults: &mut Faults) -> Records {
        let mut told = Vec::new();
        self.place_unnamed(faults);
        let spelt: Vec<&Named> =
            self.authorities.values().filter(|named| named.spellings.len() > 1).collect();
        if !spelt.is_empty() {
            let first: Vec<&str> = spelt.iter().map(|named| best(&named.spellings)).collect();
            told.push(format!(
                "{} {} spelt in more than one way: {}",
                spelt.len(),
                if spelt.len() == 1 { "authority is" } else { "authorities are" },
                super::survey::some_of(&first)
            ));
        }
        let workers = self.workers.values().filter(|(_, spellings)| spellings.len() > 1).count();
        if workers > 0 {
            told.push(format!(
                "{workers} numbers of case holders are spelt in more than one way (capitals, zeros, signs): each is taken as one person"
            ));
        }
        let forbidden = |finding: &str| {
            let form = identity::form(finding);
            self.authorities.values().any(|named| named.children.contains_key(form.as_ref()))
                || self.workers.values().any(|(_, spellings)| spellings.contains_key(finding))
        };
        faults.hide(forbidden);
        let mut sorted: Vec<(String, Vec<Child>)> = Vec::new();
        let (mut joined, mut apart, mut dressed) = (0, 0, 0);
        for named in self.authorities.into_values() {
            let name = best(&named.spellings).to_owned();
            dressed += named.children.values().filter(|child| child.is_dressed).count();
            let (children, more, kept_apart) = join(named.children);
            joined += more;
            apart += kept_apart;
            sorted.push((name, children));
        }
        if dressed > 0 {
            told.push(format!(
                "{dressed} numbers of children end in .0 or hold spaces or signs in some rows: they are read without"
            ));
        }
        if joined > 0 {
            told.push(format!(
                "{joined} numbers of children differ from another only by leading zeros, capitals or signs: each such pair is taken as one child"
            ));
        }
        if apart > 0 {
            told.push(format!(
                "{apart} numbers of children differ from another only by leading zeros, capitals or signs, but dates of birth differ: they are kept as children apart"
            ));
        }
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        let mut records = Records {
            rows: self.rows,
            by_file: self.by_file,
            short_breaks: self.short_breaks,
            lost_starts: self.lost_starts,
            told,
            ..Records::default()
        };
        let mut groups: Vec<(u32, Group)> =
            self.groups.into_iter().map(|(group, number)| (number, group)).collect();
        groups.sort_unstable();
        records.groups = groups.into_iter().map(|(_, group)| group).collect();
        for (index, (name, children)) in sorted.into_iter().enumerate() {
            records.authorities.push(name);
            let authority = index as u32;
            records.children.extend(children.into_iter().map(|child| Child { authority, ..child }));
        }
        records
    }

    /// Children of rows that name no authority where others do belong to the one that knows their number.
    fn place_unnamed(&mut self, faults: &mut Faults) {
        if !self.survey.names_authorities {
            return;
        }
        let Some(unnamed) = self.authorities.remove("") else { return };
        for (number, child) in unnamed.children {
            let mut owners =
                self.authorities.values_mut().filter(|named| named.children.contains_key(&number));
            let owner = owners.next();
            if let (Some(owner), None) = (owner, owners.next())
                && let Some(known) = owner.children.get_mut(&number)
            {
                absorb(known, child);
                continue;
            }
            for episode in &child.episodes {
                faults.unread_row(episode.at, Table::Episodes, Kind::AuthorityMissing);
            }
            let others = child.held.iter().map(|held| held.at).chain(child.first.map(|(at, _)| at));
            for at in others {
                faults.note(at, "LA", Kind::AuthorityMissing);
            }
        }
    }
}
