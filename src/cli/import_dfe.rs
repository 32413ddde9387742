//! `swplab import dfe`: the department's published files as they are, into profiles, a table of what
//! they say, and a remark on every cell that holds no number.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::analyse::finish;
use super::directory::Unfinished;
use super::exit::Exit;
use super::files::{Readers, write_all};
use super::say::{self, note};
use super::{ending, interrupt};
use crate::evidence::{Boundaries, Figure, Published as Tables, PublishedRow};
use crate::returns::dfe::{Kind, Layouts, Remark, gather, profiles, read, write_profiles};
use crate::returns::{names, plain};

/// Faults that are shown one by one; the table of remarks holds all.
const SHOWN: usize = 10;

/// What to read and what to write.
#[derive(Args, Clone, Debug)]
pub struct Published {
    /// Files as the department publishes them; of two that disagree the first stands
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One authority, by name or code; all if not given
    #[arg(long, value_name = "NAME|CODE")]
    authority: Option<String>,
    /// Year of the profiles; the latest with children looked after if not given
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u32).range(1990..=2100))]
    year: Option<u32>,
    /// More layouts, for releases whose columns have other names (see evidence/authorities/columns.toml)
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Profile of one authority (a name that ends in .toml), or a directory for profiles, table and remarks
    #[arg(long, value_name = "FILE-or-DIR")]
    out: PathBuf,
    /// Replace what is at --out
    #[arg(long)]
    replace: bool,
    /// Say nothing but faults
    #[arg(long, short)]
    quiet: bool,
}

/// Reads the files and writes what they say.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn run(asked: &Published) -> Result<Exit, Exit> {
    interrupt::listen();
    interrupt::keeps("Interrupted: nothing was written.".to_owned());
    let layouts = layouts(asked.mapping.as_deref())?;
    let (mut facts, mut remarks) = (Vec::new(), Vec::new());
    for path in &asked.files {
        let bytes = plain::read(path, plain::TABLE).map_err(|error| {
            note(&format!("error: `{}` cannot be read: {error}", path.display()));
            Exit::BadInput
        })?;
        let (more, said) = read(&path.display().to_string(), &bytes, &layouts);
        facts.extend(more);
        remarks.extend(said);
    }
    let gathered = gather(&facts);
    remarks.extend(gathered.remarks);
    let (old_codes, files) = (gathered.old_codes, gathered.files);
    let year = match asked.year {
        Some(year) => Some(year),
        None => latest(&gathered.published),
    };
    let table = gathered.published;
    let written = match asked.year {
        Some(year) => of_year(&table, year),
        None => table.clone(),
    };
    let Some(year) = year else {
        tell(&remarks);
        note("error: no file says how many children an authority looks after");
        return Err(Exit::BadInput);
    };
    let rows: Vec<&PublishedRow> =
        table.of_year(year).filter(|row| row.get(Figure::Stock).is_some()).collect();
    let chosen = match &asked.authority {
        None => rows,
        Some(wanted) => {
            let found = one(&rows, &old_codes, wanted, year);
            // Files that could not be read may be why.
            vec![found.inspect_err(|_| tell(&remarks))?]
        }
    };
    if chosen.is_empty() {
        tell(&remarks);
        note(&format!("error: no file says how many children an authority looks after in {year}"));
        return Err(Exit::BadInput);
    }
    if let Some(one) = asked.authority.is_some().then_some(chosen[0]) {
        remarks.retain(|remark| remark.kind == Kind::File || remark.authority.starts_with(&one.name));
    }
    let faults = remarks.iter().filter(|remark| remark.kind.is_fault()).count();
    let (made, refused) = profiles(&chosen, &table, &files);
    tell(&remarks);
    for fault in &refused {
        note(&if made.is_empty() { format!("error: {fault}") } else { fault.clone() });
    }
    let Some((first, text)) = made.first() else {
        return Err(Exit::BadInput);
    };
    if asked.authority.is_some() && asked.out.extension().is_some_and(|ending| ending == "toml") {
        if asked.files.iter().any(|file| is_same(file, &asked.out)) {
            note(&format!(
                "error: `{}` is one of the files that are read: choose another name",
                asked.out.display()
            ));
            return Err(Exit::BadInput);
        }
        write_all(&[(asked.out.clone(), text.clone())], Readers::All, asked.replace)?;
    } else {
        let unfinished = Unfinished::open(&asked.out, asked.replace).map_err(ending::of_writing)?;
        write_profiles(unfinished.path(), &written, &made, &remarks).map_err(|error| {
            ending::of_writing(format!("could not write to `{}`: {error}", asked.out.display()))
        })?;
        finish(unfinished, None)?;
    }
    if !asked.quiet {
        let what = match made.len() {
            1 => format!("the profile {first}"),
            many => format!("{many} profiles of {year}"),
        };
        say::answer(
            &format!("Wrote {what} to {}.\n{}", asked.out.display(), counted(&remarks, faults)),
            Exit::Well,
        );
    }
    Ok(Exit::Well)
}

fn layouts(mapping: Option<&Path>) -> Result<Layouts, Exit> {
    let carried = Layouts::carried();
    let Some(path) = mapping else {
        return Ok(carried);
    };
    let text = plain::read_text(path, plain::WRITTEN).map_err(|error| {
        note(&format!("error: `{}` cannot be read: {error}", path.display()));
        Exit::BadInput
    })?;
    let own = Layouts::parse(&text).map_err(|fault| {
        note(&format!("{}: {fault}", path.display()));
        Exit::BadInput
    })?;
    Ok(own.then(carried))
}

fn latest(table: &Tables) -> Option<u32> {
    let known = table.rows().filter(|row| row.get(Figure::Stock).is_some());
    known.map(|row| row.year).max()
}

fn of_year(table: &Tables, year: u32) -> Tables {
    Tables::new(table.rows().filter(|row| row.year == year).cloned())
}

/// The authority that is wanted, by a code or by a name in any spelling that a person would take for it.
fn one<'a>(
    rows: &[&'a PublishedRow],
    old_codes: &BTreeMap<String, String>,
    wanted: &str,
    year: u32,
) -> Result<&'a PublishedRow, Exit> {
    let wanted = wanted.trim();
    let code = old_codes.get(wanted).cloned();
    let code = code.unwrap_or_else(|| Boundaries::embedded().latest_code(&wanted.to_uppercase()));
    let form = names::form(names::of_code(wanted.strip_suffix(&format!("-{year}")).unwrap_or(wanted)));
    let fits = |row: &&&PublishedRow| row.code == code || names::form(&row.name) == form;
    if let Some(row) = rows.iter().find(fits) {
        return Ok(row);
    }
    let hint = names::hint(wanted, rows.iter().map(|row| row.name.as_str()));
    note(&format!("error: no authority of {year} is called \"{wanted}\" in these files.{hint}"));
    Err(Exit::BadInput)
}

fn tell(remarks: &[Remark]) {
    let faults = remarks.iter().filter(|remark| remark.kind.is_fault());
    for remark in faults.clone().take(SHOWN) {
        note(&remark.to_string());
    }
    let more = faults.count().saturating_sub(SHOWN);
    if more > 0 {
        note(&format!("{more} more are in the table of remarks"));
    }
}

/// How many cells hold each code, and how many faults there are.
fn counted(remarks: &[Remark], faults: usize) -> String {
    let mut codes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for remark in remarks.iter().filter(|remark| remark.kind == Kind::Coded) {
        *codes.entry((&remark.meaning, &remark.found)).or_default() += 1;
    }
    let mut text = String::new();
    for ((meaning, found), count) in codes {
        let shown = if found.is_empty() { "blank".to_owned() } else { format!("\"{found}\"") };
        let cells = if count == 1 { "cell is" } else { "cells are" };
        text += &format!("{count} {cells} {shown}: {meaning}.\n");
    }
    if faults > 0 {
        let told = if faults == 1 { "fault was" } else { "faults were" };
        text += &format!("{faults} {told} explained above or in remarks.csv.\n");
    }
    text
}

/// Whether two paths lead to one file that is there.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}
