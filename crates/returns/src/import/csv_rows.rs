//! Rows of a CSV file. A return's cell never holds a line break, so each line is read by itself: an
//! unclosed quotation mark costs its own line and no other.

use super::faults::{Faults, Kind};
use super::table::{Row, Table, column_name};
use super::text;

/// Longest cell that is believed.
const LONGEST_CELL: usize = 1_000;

/// Reads a file's rows; `name` is what its path says. Faults go to `faults`; `None` if the file holds
/// no table of a return.
pub(super) fn read(text: &str, name: &str, file: u32, faults: &mut Faults) -> Option<Vec<Row>> {
    let mut lines = text::lines(text).filter(|(_, line)| !line.trim().is_empty());
    let named = Table::of_name(name);
    let Some((first, headings)) = lines.next() else {
        if named.is_some() {
            faults.note(file, 0, "", Kind::EmptyFile);
        }
        return named.map(|_| Vec::new());
    };
    let separator = separator(headings);
    let headings = cells(headings, separator).unwrap_or_default();
    let headings: Vec<String> = headings.iter().map(|cell| column_name(cell)).collect();
    let table = named.or_else(|| Table::of_columns(&headings))?;
    let Some(places) = places(table, &headings, file, first, faults) else {
        return Some(Vec::new());
    };
    let mut reader = Reader { table, file, places, width: headings.len(), separator, faults };
    let rows: Vec<Row> = lines.filter_map(|(line, written)| reader.row(line, written)).collect();
    if rows.is_empty() {
        faults.note(file, 0, "", Kind::NoRows);
    }
    Some(rows)
}

/// Where each column of the table stands in the file; `None` if an essential one is missing.
fn places(
    table: Table,
    headings: &[String],
    file: u32,
    line: u32,
    faults: &mut Faults,
) -> Option<Vec<Option<usize>>> {
    let columns = table.columns();
    if !headings.iter().any(|heading| columns.contains(&heading.as_str())) {
        faults.note(file, line, "", Kind::NoHeadings);
        return None;
    }
    let mut places = Vec::new();
    for &column in columns {
        let mut found = headings.iter().enumerate().filter(|(_, heading)| heading.as_str() == column);
        places.push(found.next().map(|(at, _)| at));
        if found.next().is_some() {
            faults.note(file, line, column, Kind::ColumnTwice);
        }
    }
    let mut is_complete = true;
    for (column, place) in columns.iter().zip(&places) {
        if place.is_none() && table.essential().contains(column) {
            faults.note(file, line, column, Kind::ColumnMissing);
            is_complete = false;
        }
    }
    is_complete.then_some(places)
}

struct Reader<'a> {
    table: Table,
    file: u32,
    places: Vec<Option<usize>>,
    width: usize,
    separator: char,
    faults: &'a mut Faults,
}

impl Reader<'_> {
    fn row(&mut self, line: u32, written: &str) -> Option<Row> {
        let fault = |faults: &mut Faults, kind| {
            faults.note(self.file, line, "", kind);
            None
        };
        let Some(found) = cells(written, self.separator) else {
            return fault(self.faults, Kind::QuoteOpen);
        };
        if found.iter().any(|cell| cell.len() > LONGEST_CELL) {
            return fault(self.faults, Kind::CellTooLong);
        }
        if found[self.width.min(found.len())..].iter().any(|cell| !cell.trim().is_empty()) {
            return fault(self.faults, Kind::TooManyCells);
        }
        let columns = self.table.columns();
        let is_short = columns.iter().zip(&self.places).any(|(column, place)| {
            self.table.essential().contains(column) && place.is_some_and(|at| at >= found.len())
        });
        if is_short {
            return fault(self.faults, Kind::TooFewCells);
        }
        let mut row =
            Row { table: self.table, file: self.file, line, cells: Vec::with_capacity(columns.len()) };
        for (column, place) in columns.iter().zip(&self.places) {
            let cell = place.and_then(|at| found.get(at)).map_or("", String::as_str);
            let (cell, is_cleaned) = text::clean(cell);
            if is_cleaned {
                self.faults.note(self.file, line, column, Kind::ControlCharacters);
            }
            row.cells.push(cell);
        }
        if column_name(row.cell("CHILD")) == "CHILD" {
            return fault(self.faults, Kind::HeadingsAgain);
        }
        Some(row)
    }
}

/// The sign that parts the cells: the commonest of comma, semicolon, tab and bar among the headings.
fn separator(headings: &str) -> char {
    let candidates = [',', ';', '\t', '|'];
    let count = |sign: &char| headings.chars().filter(|c| c == sign).count();
    // The last of equals wins `max_by_key`, so the comma is asked last.
    candidates.into_iter().rev().max_by_key(count).unwrap_or(',')
}

/// The cells of a line; `None` if a quotation mark is not closed.
fn cells(line: &str, separator: char) -> Option<Vec<String>> {
    if !line.contains('"') {
        return Some(line.split(separator).map(str::to_owned).collect());
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
    Some(record.iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (Vec<Row>, Vec<(u32, Kind)>) {
        let mut faults = Faults::default();
        let rows = read(text, "header.csv", 0, &mut faults).unwrap();
        let found = faults.sorted().iter().map(|f| (f.line, f.kind)).collect();
        (rows, found)
    }

    #[test]
    fn columns_are_taken_by_name_and_cells_are_trimmed() {
        let (rows, faults) = read_all("DOB, child ,Extra\n 01/02/2010 ,\"7\",x\n");
        assert!(faults.is_empty());
        assert_eq!((rows[0].cell("CHILD"), rows[0].cell("DOB")), ("7", "01/02/2010"));
        assert_eq!((rows[0].line, rows[0].cell("SEX")), (2, ""));
        for sign in [";", "\t", "|"] {
            let (rows, _) = read_all(&["CHILD,DOB", "7,01/02/2010"].join("\n").replace(',', sign));
            assert_eq!(rows[0].cell("DOB"), "01/02/2010");
        }
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
        let children: Vec<&str> = rows.iter().map(|row| row.cell("CHILD")).collect();
        assert_eq!(children, ["4", "5"]);
        assert_eq!(rows[0].cell("DOB"), "01/02/2010");
    }

    #[test]
    fn a_file_without_its_columns_is_left_out_and_says_which() {
        assert_eq!(read_all("").1, [(0, Kind::EmptyFile)]);
        assert_eq!(read_all("a,b\n1,2\n").1, [(1, Kind::NoHeadings)]);
        assert_eq!(read_all("CHILD,SEX\n1,2\n").1, [(1, Kind::ColumnMissing)]);
        assert_eq!(read_all("CHILD,DOB\n").1, [(0, Kind::NoRows)]);
        let (rows, faults) = read_all("CHILD,DOB,DOB\n1,2,3\n");
        assert_eq!((rows[0].cell("DOB"), faults), ("2", vec![(1, Kind::ColumnTwice)]));
        let mut faults = Faults::default();
        assert!(read("a,b\n", "other.csv", 0, &mut faults).is_none());
    }
}
