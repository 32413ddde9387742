//! Facts of several files into rows: one for each authority and year, with what the files disagree on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::read::Fact;
use super::remark::{Kind, Remark};
use swplab_model::evidence::{Boundaries, Cell, Code, Figure, NATION, Published, PublishedRow};

/// What files say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// One row for each authority and year of which anything but its population is known.
    pub published: Published,
    /// Conflicts between files, and what was taken from elsewhere.
    pub remarks: Vec<Remark>,
    /// Codes of three digits with the code of today of the same authority.
    pub old_codes: BTreeMap<String, String>,
    /// By code of an authority: the names of the files that hold a figure of it, without their folders.
    pub files: BTreeMap<String, BTreeSet<String>>,
}

/// How far a cell informs: of two files that print the same figure the more telling stands.
fn telling(cell: Cell) -> u8 {
    match cell {
        Cell::Number(_) => 2,
        Cell::Coded(Code::Blank) => 0,
        Cell::Coded(_) => 1,
    }
}

/// Gathers facts in the order of their files: where two files give different numbers, the first stands.
pub fn gather(facts: &[Fact]) -> Gathered {
    let mut remarks = Vec::new();
    let mut cells: BTreeMap<(u32, &str, Figure), &Fact> = BTreeMap::new();
    for fact in facts {
        for code in &fact.codes {
            let key = (fact.year, code.as_str(), fact.figure);
            let Some(&known) = cells.get(&key) else {
                cells.insert(key, fact);
                continue;
            };
            if let (Cell::Number(first), Cell::Number(second)) = (known.cell, fact.cell)
                && first != second
            {
                remarks.push(conflict(known, fact, first, second));
            }
            if telling(fact.cell) > telling(known.cell) {
                cells.insert(key, fact);
            }
        }
    }
    let mut rows: BTreeMap<(u32, &str), PublishedRow> = BTreeMap::new();
    for ((year, code, figure), fact) in cells {
        let is_alone = fact.codes.len() == 1;
        let row = rows.entry((year, code)).or_insert_with(|| PublishedRow::blank(year, code, &fact.name));
        if is_alone {
            row.name.clone_from(&fact.name);
        } else if figure.is_of_workforce() && fact.cell.number().is_some() {
            row.workforce_with.clone_from(&fact.codes);
        }
        row.set(figure, fact.cell);
    }
    for row in rows.values_mut().filter(|row| row.name.contains(" / ")) {
        let name = Boundaries::embedded().new_name(&row.code);
        if let Some(name) = name {
            name.clone_into(&mut row.name);
        }
    }
    let shared = workforce_of_successors(&rows, &mut remarks);
    for (key, with, source) in shared {
        if let Some(row) = rows.get_mut(&key) {
            for figure in Figure::all().filter(|figure| figure.is_of_workforce()) {
                row.set(figure, source.cell(figure));
            }
            row.workforce_with = with;
        }
    }
    let is_known = |row: &PublishedRow| {
        let mut figures = Figure::all().filter(|figure| *figure != Figure::Population);
        figures.any(|figure| row.get(figure).is_some())
    };
    let old_codes = facts.iter().filter(|fact| !fact.old_code.is_empty());
    let old_codes = old_codes.map(|fact| (fact.old_code.clone(), fact.codes[0].clone())).collect();
    let published = Published::new(rows.into_values().filter(is_known));
    Gathered { published, remarks, old_codes, files: files(facts) }
}

/// The files of each authority; a cell that holds no number tells nothing.
fn files(facts: &[Fact]) -> BTreeMap<String, BTreeSet<String>> {
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.cell.number().is_some()) {
        let path = Path::new(&fact.place.0);
        let name = path.file_name().map_or(fact.place.0.clone(), |name| name.to_string_lossy().into_owned());
        for code in fact.codes.iter().filter(|code| *code != NATION) {
            files.entry(code.clone()).or_default().insert(name.clone());
        }
    }
    files
}

fn conflict(known: &Fact, fact: &Fact, first: f64, second: f64) -> Remark {
    let (file, line, column) = &fact.place;
    Remark {
        kind: Kind::Conflict,
        file: file.clone(),
        line: *line,
        column: column.clone(),
        found: second.to_string(),
        authority: format!("{}, {}", fact.name, fact.year),
        meaning: format!("{}, line {}, column {} has {first}", known.place.0, known.place.1, known.place.2),
        done: "the first file's figure stands".to_owned(),
    }
}

/// A key of a row, the codes that share the figures, and the row that holds them.
type Shared<'a> = ((u32, &'a str), Vec<String>, PublishedRow);

/// An authority that was divided between its 31 March and the workforce's 30 September of a year: its
/// successors' figures, where they are published together.
fn workforce_of_successors<'a>(
    rows: &BTreeMap<(u32, &'a str), PublishedRow>,
    remarks: &mut Vec<Remark>,
) -> Vec<Shared<'a>> {
    let map = Boundaries::embedded();
    let mut found = Vec::new();
    for (&(year, code), row) in rows {
        let of_workforce = |row: &PublishedRow| {
            Figure::all().any(|figure| figure.is_of_workforce() && row.get(figure).is_some())
        };
        if row.get(Figure::Stock).is_none() || of_workforce(row) {
            continue;
        }
        let heirs = map.successors(code, year * 10_000 + 331, year * 10_000 + 930);
        if heirs.len() < 2 {
            continue;
        }
        let heirs: Vec<String> = heirs.into_iter().collect();
        let first = rows.iter().find(|((of, heir), _)| *of == year && *heir == heirs[0]);
        if let Some((_, first)) = first.filter(|(_, first)| first.workforce_with == heirs) {
            remarks.push(Remark {
                kind: Kind::Filled,
                file: "workforce".to_owned(),
                line: 0,
                column: String::new(),
                found: String::new(),
                authority: format!("{}, {year}", row.name),
                meaning: format!(
                    "it was divided after 31 March {year}, and {} publish their workforce together",
                    heirs.join(" and ")
                ),
                done: "their figures of 30 September stand for it".to_owned(),
            });
            found.push(((year, code), heirs, first.clone()));
        }
    }
    found
}
