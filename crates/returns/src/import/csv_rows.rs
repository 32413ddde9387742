//! Rows of a CSV file. A return's cell never holds a line break, so each line is read by itself: an
//! unclosed quotation mark costs its own line and no other.

use std::borrow::Cow;

use super::faults::{Faults, Kind};
use super::files::Sink;
use super::table::{Column, Place, Row, Table};
use crate::text;

/// Longest cell that is believed.
const LONGEST_CELL: usize = 1_000;
/// Lines at the beginning among which the headings are looked for: some tools put a title above them.
const HEADINGS_WITHIN: usize = 10;
/// Columns that make a line the headings.
const HEADINGS_AT_LEAST: usize = 2;

/// Gives a file's rows to `sink`; `name` is what its path says. Faults go to `faults`; false if the file holds no
/// table of a return.
pub(super) fn read(text: &str, name: &str, file: u32, faults: &mut Faults, sink: Sink<'_>) -> bool {
    let named = Table::of_name(name);
    let is_filled = |(_, line): &(u32, &str)| !line.trim().is_empty();
    let mut first = text::lines(text).filter(is_filled).take(HEADINGS_WITHIN).peekable();
    if first.peek().is_none() {
        if named.is_some() {
            faults.of_file(file, Kind::EmptyFile);
        }
        return named.is_some();
    }
    let headings = first.find_map(|(line, written)| {
        let separator = text::separator(written);
        let cells = cells(written, separator)?;
        let known = cells.iter().filter(|cell| Column::of(cell).is_some()).count();
        let cells: Vec<String> = cells.into_iter().map(Cow::into_owned).collect();
        (known >= HEADINGS_AT_LEAST).then_some((line, separator, cells))
    });
    let Some((headings_at, separator, headings)) = headings else {
        return false;
    };
    let Some(table) = Table::of_columns(&headings, name) else {
        return false;
    };
    let at = Place { file, line: headings_at, row: 0 };
    let Some(places) = places(table, &headings, at, faults) else {
        return true;
    };
    let mut reader = Reader { table, file, places, width: headings.len(), separator, faults };
    let mut count = 0;
    for (line, written) in text::lines(text).filter(is_filled).filter(|(line, _)| *line > headings_at) {
        count += 1;
        if let Some(row) = reader.row(Place { file, line, row: count }, written) {
            sink(&row, reader.faults);
        }
    }
    if count == 0 {
        faults.of_file(file, Kind::NoRows);
    }
    true
}

/// Where each column of the table stands in the file; `None` if an essential one is missing.
fn places(table: Table, headings: &[String], at: Place, faults: &mut Faults) -> Option<Vec<(Column, usize)>> {
    let written: Vec<Option<Column>> = headings.iter().map(|heading| Column::of(heading)).collect();
    let mut places = Vec::new();
    let mut is_complete = true;
    for &column in table.columns() {
        let mut found = written.iter().enumerate().filter(|(_, own)| **own == Some(column)).map(|(at, _)| at);
        match found.next() {
            Some(place) => places.push((column, place)),
            None if table.essential().contains(&column) => {
                let finding = format!("{} of the table {}", column.name(), table.title());
                faults.found(at, column.name(), Kind::ColumnMissing, &finding);
                is_complete = false;
            }
            None => {}
        }
        if found.next().is_some() {
            faults.note(at, column.name(), Kind::ColumnTwice);
        }
    }
    is_complete.then_some(places)
}

struct Reader<'a> {
    table: Table,
    file: u32,
    places: Vec<(Column, usize)>,
    width: usize,
    separator: char,
    faults: &'a mut Faults,
}

impl Reader<'_> {
    fn row<'a>(&mut self, at: Place, written: &'a str) -> Option<Row<'a>> {
        let table = self.table;
        let fault = |faults: &mut Faults, kind| {
            faults.unread_row(at, table, kind);
            None
        };
        let Some(mut found) = cells(written, self.separator) else {
            return fault(self.faults, Kind::QuoteOpen);
        };
        if found.iter().any(|cell| cell.len() > LONGEST_CELL) {
            return fault(self.faults, Kind::CellTooLong);
        }
        if found[self.width.min(found.len())..].iter().any(|cell| !cell.trim().is_empty()) {
            return fault(self.faults, Kind::TooManyCells);
        }
        let is_short = |(column, place): &(Column, usize)| {
            self.table.essential().contains(column) && *place >= found.len()
        };
        if self.places.iter().any(is_short) {
            return fault(self.faults, Kind::TooFewCells);
        }
        let mut row = Row::new(self.table, Place { file: self.file, ..at });
        for &(column, place) in &self.places {
            let cell = found.get_mut(place).map_or(Cow::Borrowed(""), std::mem::take);
            let (cell, is_cleaned) = text::clean(cell);
            if is_cleaned {
                self.faults.note(at, column.name(), Kind::ControlCharacters);
            }
            row.set(column, cell);
        }
        if Column::of(row.cell(Column::Child)) == Some(Column::Child) {
            self.faults.note(at, "", Kind::HeadingsAgain);
            return None;
        }
        Some(row)
    }
}

/// The cells of a line; `None` if a quotation mark is not closed.
fn cells(line: &str, separator: char) -> Option<Vec<Cow<'_, str>>> {
    if !line.contains('"') {
        return Some(line.split(separator).map(Cow::Borrowed).collect());
    }
    if !line.matches('"').count().is_multiple_of(2) {
        return None;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .from_reader(line.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(|cell| Cow::Owned(cell.to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number of a child, birth and line.
    type Told = (String, String, u32);

    fn read_all(text: &str) -> (Vec<Told>, Vec<(u32, Kind)>) {
        let mut faults = Faults::default();
        let mut rows = Vec::new();
        read(text, "header.csv", 0, &mut faults, &mut |row, _| {
            let cell = |column| row.cell(column).to_owned();
            rows.push((cell(Column::Child), cell(Column::Born), row.at.line));
        });
        let found = faults.sorted().iter().map(|f| (f.line, f.kind)).collect();
        (rows, found)
    }

    fn row(child: &str, born: &str, line: u32) -> Told {
        (child.to_owned(), born.to_owned(), line)
    }

    #[test]
    fn columns_are_taken_by_name_and_cells_are_trimmed() {
        let (rows, faults) = read_all("DOB, child ,Extra\n 01/02/2010 ,\"7\",x\n");
        assert!(faults.is_empty());
        assert_eq!(rows, [row("7", "01/02/2010", 2)]);
        for sign in [";", "\t", "|"] {
            let (rows, _) = read_all(&["CHILD,DOB", "7,01/02/2010"].join("\n").replace(',', sign));
            assert_eq!(rows, [row("7", "01/02/2010", 2)]);
        }
        let titled = "Children looked after, 2019\n\nCHILD,DOB\n7,01/02/2010\n";
        assert_eq!(read_all(titled), (vec![row("7", "01/02/2010", 4)], vec![]));
    }

    #[test]
    fn each_fault_of_form_costs_its_own_line_and_no_other() {
        let long = "9".repeat(2_000);
        let text = format!(
            "CHILD,DOB\n1,\"01/02/2010\n2\n3,01/02/2010,x\n{long},01/02/2010\nCHILD,DOB\n4,01/\u{0}02/2010\n5,01/02/2010,\n"
        );
        let (rows, faults) = read_all(&text);
        assert_eq!(
            faults,
            [
                (2, Kind::QuoteOpen),
                (3, Kind::TooFewCells),
                (4, Kind::TooManyCells),
                (5, Kind::CellTooLong),
                (6, Kind::HeadingsAgain),
                (7, Kind::ControlCharacters)
            ]
        );
        assert_eq!(rows, [row("4", "01/02/2010", 7), row("5", "01/02/2010", 8)]);
    }

    #[test]
    fn a_file_without_its_columns_is_left_out_and_says_which() {
        assert_eq!(read_all("").1, [(0, Kind::EmptyFile)]);
        assert_eq!(read_all("CHILD,SEX\n1,2\n").1, [(1, Kind::ColumnMissing)]);
        assert_eq!(read_all("CHILD,DOB\n").1, [(0, Kind::NoRows)]);
        let (rows, faults) = read_all("CHILD,DOB,DOB\n1,2,3\n");
        assert_eq!((rows, faults), (vec![row("1", "2", 2)], vec![(1, Kind::ColumnTwice)]));
        let mut faults = Faults::default();
        assert!(!read("a,b\n1,2\n", "other.csv", 0, &mut faults, &mut |_, _| {}));
        let episodes = "CHILD,DECOM,RNE,LS,PLACE,REC\n1,01/02/2010,S,C2,U6,\n";
        assert!(read(episodes, "other.csv", 0, &mut faults, &mut |_, _| {}));
        assert!(faults.csv().contains("DEC of the table Episodes"), "{}", faults.csv());
    }
}
