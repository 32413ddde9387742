//! A simulated authority as a looked-after-children return (SSDA903): the tables that a real one
//! would send for each collection year. It simulates nothing and must never read an authority's data.
//!
//! What the model knows is told as it was: who was looked after from when to when, with which kind of
//! carer, why a placement, a case holder or care changed. What the form asks beyond it is drawn at
//! addresses of its own (`form`), so that an export is the same bytes each time.

mod adoption;
mod arrivals;
mod days;
mod earlier;
mod episodes;
mod form;
mod health;
mod houses;
mod known;
mod leavers;
mod legal;
mod missing;
mod mothers;
mod note;
mod numbers;
mod ordinals;
mod permanence;
mod person;
mod places;
mod reviews;
mod spells;
mod standing;
mod tables;
mod workers;
mod working_days;
mod written;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::codes;
use arrivals::Arrival;
use days::Calendar;
use episodes::Making;
use houses::Houses;
use known::Known;
use numbers::Numbers;
use swplab_model::calendar::Day;
use swplab_model::calendar::MONTHS_A_YEAR;
use swplab_model::history::{CareHistories, ChildHistory};
use tables::{Tables, Year};

pub use note::Origin;
pub use standing::{LegalStanding, LegalStatus, legal_standing};

/// First collection year whose lists hold social workers' episodes and everything else that is
/// written: older years are written with its lists.
const FIRST_CODES: i32 = 2023;

/// What is wanted of an export.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Authority, by position in the scenario.
    pub authority: usize,
    /// Calendar year of the study's first 1 April.
    pub first_year: i32,
    /// Years of the study, from 0.
    pub years: Range<u32>,
    /// The authority's code in the department's tables, three digits, where it has one.
    pub department_code: Option<&'static str>,
    /// Collection year whose code lists are used; each year's own, as far as known, if not given.
    pub codes_of: Option<i32>,
    /// Whether dates are ISO, as in pooled files, not dd/mm/yyyy.
    pub iso_dates: bool,
    /// Whether a year is one file of XML, not a file of CSV for each table.
    pub as_xml: bool,
}

/// The file of an export that says where it comes from.
pub const NOTE: &str = "NOTE.txt";

/// A return that could not be written.
#[derive(Debug, Error)]
#[error("could not write `{}`: {error}", path.display())]
pub struct ExportError {
    path: PathBuf,
    error: io::Error,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Collection years.
    pub years: Vec<i32>,
    /// Tables and their rows over all years, in order.
    pub rows: Vec<(&'static str, usize)>,
}

/// The files of a collection year: year, then names and texts.
pub type Folder = (i32, Vec<(&'static str, String)>);

/// The files of each collection year.
pub fn returns(histories: &CareHistories, wanted: &Wanted) -> Vec<Folder> {
    let text = |(year, tables): (i32, Tables)| (year, written::files(&tables, wanted.as_xml));
    years(histories, wanted).into_iter().map(text).collect()
}

/// An authority's children with everything that the tables say of them, by their position in the histories.
fn known(
    histories: &CareHistories,
    (authority, first_year): (usize, i32),
    years: &Range<u32>,
    numbers: &Numbers,
) -> BTreeMap<usize, Known> {
    let calendar = Calendar { first_year };
    let begins = Day::first_of_financial_year(first_year + years.start as i32);
    let until = Day::first_of_financial_year(first_year + years.end as i32).plus(-1);
    let children = of_authority(histories, authority);
    let month = f64::from(years.start * MONTHS_A_YEAR);
    let houses = Houses::of(&children.iter().map(|(_, child)| *child).collect::<Vec<_>>(), month, numbers);
    let making = Making { numbers, houses, draws: &histories.draws };
    let known = |(position, child, arrival): (usize, &ChildHistory, Arrival)| {
        (position, Known::new(position, child, &arrival, (calendar, begins, until), making))
    };
    arriving(histories, children, calendar, numbers).map(known).collect()
}

/// An authority's children with their positions in the histories.
fn of_authority(histories: &CareHistories, authority: usize) -> Vec<(usize, &ChildHistory)> {
    let all = histories.children.iter().enumerate();
    all.filter(|(_, child)| child.authority == authority).collect()
}

/// The same, each with how she arrives.
fn arriving<'a>(
    histories: &CareHistories,
    children: Vec<(usize, &'a ChildHistory)>,
    calendar: Calendar,
    numbers: &Numbers,
) -> impl Iterator<Item = (usize, &'a ChildHistory, Arrival)> {
    let own: Vec<&ChildHistory> = children.iter().map(|(_, child)| *child).collect();
    let arrivals = arrivals::arrivals(&own, calendar, numbers, &histories.draws);
    children.into_iter().zip(arrivals).map(|((position, child), arrival)| (position, child, arrival))
}

/// The numbers of an authority in a replication.
fn numbers(histories: &CareHistories, authority: usize) -> Numbers {
    let code = histories.codes.get(authority).and_then(Option::as_deref);
    Numbers::of(&histories.parameters, code)
}

/// The tables of each collection year.
fn years(histories: &CareHistories, wanted: &Wanted) -> Vec<(i32, Tables)> {
    let numbers = numbers(histories, wanted.authority);
    let known = known(histories, (wanted.authority, wanted.first_year), &wanted.years, &numbers);
    let years = wanted.years.clone().map(|year| {
        let begins = wanted.first_year + year as i32;
        let named = begins + 1;
        let own_lists = named.clamp(FIRST_CODES, codes::KNOWN.1);
        let last = Day::first_of_financial_year(named).plus(-1);
        let leavers = histories.care_leavers.get(year as usize).map_or(&[][..], Vec::as_slice);
        let leavers = leavers::with_outcomes(leavers, histories);
        let of_authority = known.iter().filter_map(|(position, known)| Some((known, leavers.get(position)?)));
        let year = Year {
            first: Day::first_of_financial_year(begins),
            last,
            codes: wanted.codes_of.unwrap_or(own_lists),
            is_first: year == wanted.years.start,
            iso: wanted.iso_dates,
            authority: wanted.department_code,
        };
        let away = leavers::out_of_touch(of_authority, last, &numbers.in_touch);
        let mut tables = Tables::new(year, numbers.clone(), away);
        for (position, known) in &known {
            tables.add(known, leavers.get(position), histories);
        }
        (named, tables)
    });
    years.collect()
}

/// Writes a folder for each collection year, named by the 31 March on which it ends, and a note of what
/// this is, into an empty directory.
///
/// # Errors
/// A sentence that names the path.
pub fn write(
    directory: &Path,
    histories: &CareHistories,
    wanted: &Wanted,
    origin: &Origin,
) -> Result<Written, ExportError> {
    let mut written = Written::default();
    for (year, tables) in years(histories, wanted) {
        written.years.push(year);
        let folder = directory.join(year.to_string());
        fs::create_dir(&folder).map_err(|error| fault(&folder, error))?;
        for (name, text) in written::files(&tables, wanted.as_xml) {
            put(&folder.join(name), &text)?;
        }
        for (name, _, rows) in tables.tables() {
            let (name, rows) = (name.trim_end_matches(".csv"), rows.len());
            match written.rows.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += rows,
                None => written.rows.push((name, rows)),
            }
        }
    }
    put(&directory.join(NOTE), &note::note(origin, wanted, &written))?;
    Ok(written)
}

fn put(path: &Path, text: &str) -> Result<(), ExportError> {
    fs::write(path, text).map_err(|error| fault(path, error))
}

fn fault(path: &Path, error: io::Error) -> ExportError {
    ExportError { path: path.to_owned(), error }
}
