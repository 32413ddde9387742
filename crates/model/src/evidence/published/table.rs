//! The tables of published figures that the program carries: one row for each authority and year.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::super::embedded;
use super::boundaries::cells;
use super::cell::{Cell, Code};
use super::figure::{FIGURES, Figure};
use crate::text;

/// The code under which England stands.
pub const NATION: &str = "E92000001";

/// Columns before the figures: year, code, name, and the codes that share the workforce figures.
const BEFORE: usize = 4;

/// One authority in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Year: of 31 March; of 30 September for the workforce.
    pub year: u32,
    /// Code of the authority in that year; [`NATION`] for England.
    pub code: String,
    /// Name.
    pub name: String,
    /// Codes of all authorities whose workforce figures are published together; empty where they are
    /// this authority's alone.
    pub workforce_with: Vec<String>,
    cells: [Cell; FIGURES],
}

/// A table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct TableError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, as a sentence.
    pub what: String,
}

impl Row {
    /// An authority of whom nothing is printed yet.
    pub fn blank(year: u32, code: &str, name: &str) -> Row {
        Row {
            year,
            code: code.to_owned(),
            name: name.to_owned(),
            workforce_with: Vec::new(),
            cells: [Cell::Coded(Code::Blank); FIGURES],
        }
    }

    /// A cell.
    pub fn cell(&self, figure: Figure) -> Cell {
        self.cells[figure as usize]
    }

    /// The number of a figure, where it was published.
    pub fn get(&self, figure: Figure) -> Option<f64> {
        self.cell(figure).number()
    }

    /// Sets a cell.
    pub fn set(&mut self, figure: Figure, cell: Cell) {
        self.cells[figure as usize] = cell;
    }
}

/// Rows by year and code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    rows: BTreeMap<(u32, String), Row>,
}

impl Published {
    /// A collection of rows; of two with the same year and code the later stands.
    pub fn new(rows: impl IntoIterator<Item = Row>) -> Published {
        let rows = rows.into_iter();
        Published { rows: rows.map(|row| ((row.year, row.code.clone()), row)).collect() }
    }

    /// One row.
    pub fn row(&self, year: u32, code: &str) -> Option<&Row> {
        self.rows.get(&(year, code.to_owned()))
    }

    /// England in a year.
    pub fn nation(&self, year: u32) -> Option<&Row> {
        self.row(year, NATION)
    }

    /// The authorities of a year, by code, without England.
    pub fn of_year(&self, year: u32) -> impl Iterator<Item = &Row> {
        self.rows
            .range((year, String::new())..(year + 1, String::new()))
            .map(|(_, row)| row)
            .filter(|row| row.code != NATION)
    }

    /// All rows, by year and code.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// The lines of a table, header first, with the figures of which at least one cell is not blank.
    pub fn lines(&self) -> Vec<String> {
        let is_used =
            |figure: &Figure| self.rows.values().any(|row| row.cell(*figure) != Cell::Coded(Code::Blank));
        let figures: Vec<Figure> = Figure::all().filter(is_used).collect();
        let quoted = |text: &str| match text::as_cell(text) {
            cell if cell.contains(',') => format!("\"{}\"", cell.replace('"', "'")),
            cell => cell.replace('"', "'"),
        };
        let header = ["year", "code", "name", "workforce_with"]
            .into_iter()
            .chain(figures.iter().map(|figure| figure.key()));
        let header = header.collect::<Vec<_>>().join(",");
        let rows = self.rows.values().map(|row| {
            let mut line = vec![
                row.year.to_string(),
                quoted(&row.code),
                quoted(&row.name),
                row.workforce_with.join("+"),
            ];
            line.extend(figures.iter().map(|figure| row.cell(*figure).text()));
            line.join(",")
        });
        std::iter::once(header).chain(rows).collect()
    }

    /// Reads a table that [`Published::lines`] wrote, comments with # apart.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn parse(text: &'static str) -> Result<Published, TableError> {
        let lines = text.lines().enumerate();
        let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let fault = |line: usize, what: String| TableError { line: line + 1, what };
        let Some((_, header)) = lines.next() else {
            return Err(fault(0, "the table is empty".to_owned()));
        };
        let keys = cells(header);
        let mut figures = Vec::with_capacity(keys.len());
        for key in keys.iter().skip(BEFORE) {
            let known = Figure::of_key(key);
            figures.push(known.ok_or_else(|| fault(0, format!("no figure is called {key}")))?);
        }
        let mut rows = Vec::new();
        for (line, written) in lines {
            let row = cells(written);
            let &[year, code, name, with] = row.get(..BEFORE).unwrap_or(&[]) else {
                return Err(fault(line, "a row is too short".to_owned()));
            };
            if row.len() != keys.len() {
                return Err(fault(line, format!("{} cells, not {}", row.len(), keys.len())));
            }
            let year = year.parse().map_err(|_| fault(line, format!("{year} is no year")))?;
            let mut read = Row::blank(year, text::of_cell(code), text::of_cell(name));
            read.workforce_with =
                with.split('+').filter(|code| !code.is_empty()).map(str::to_owned).collect();
            for (figure, text) in figures.iter().zip(&row[BEFORE..]) {
                let cell = Cell::of_text(text);
                read.set(
                    *figure,
                    cell.ok_or_else(|| fault(line, format!("{text} is neither a number nor a code")))?,
                );
            }
            rows.push(read);
        }
        Ok(Published::new(rows))
    }
}

/// The tables that the program carries, years 2017 to 2025. A fault in them is a bug and panics with a
/// sentence.
pub fn published() -> &'static Published {
    static TABLE: OnceLock<Published> = OnceLock::new();
    TABLE.get_or_init(|| {
        let tables = embedded::PUBLISHED.iter().map(|(name, text)| match Published::parse(text) {
            Ok(table) => table,
            Err(fault) => panic!("the embedded table {name} cannot be read: {fault}"),
        });
        Published::new(tables.flat_map(|table| table.rows.into_values()))
    })
}
