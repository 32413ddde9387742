//! Tables as programs read them again: cells with the types that the dictionary beside them gives to their columns.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::error::OutputError;
use super::file;
use super::manifest::{FileEntry, Manifest};
use super::rows::DictionaryRow;
use super::table::{Kind, Table};

/// A column as the dictionary of its directory describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Name.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Unit, or empty.
    pub unit: String,
    /// The column in words.
    pub meaning: String,
}

/// The cells of a column, one a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Texts one after another, and where each ends, in bytes.
    Text(String, Vec<usize>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Numbers; nothing where none is defined, which a column of kind [`Kind::Number`] never has.
    Number(Vec<Option<f64>>),
    /// `true` or `false`.
    Flag(Vec<bool>),
}

impl Cells {
    fn of(kind: Kind) -> Cells {
        match kind {
            Kind::Text => Cells::Text(String::new(), Vec::new()),
            Kind::Whole => Cells::Whole(Vec::new()),
            Kind::Number | Kind::NumberOrEmpty => Cells::Number(Vec::new()),
            Kind::Flag => Cells::Flag(Vec::new()),
        }
    }

    fn push(&mut self, kind: Kind, cell: &[u8]) -> Result<(), String> {
        match self {
            Cells::Text(all, ends) => {
                all.push_str(text(cell)?);
                ends.push(all.len());
            }
            Cells::Whole(wholes) => wholes.push(value(cell)?),
            Cells::Number(numbers) if kind == Kind::NumberOrEmpty && cell.is_empty() => numbers.push(None),
            Cells::Number(numbers) => numbers.push(Some(value(cell)?)),
            Cells::Flag(flags) => flags.push(value(cell)?),
        }
        Ok(())
    }
}

/// The columns of every table of a results directory, in the order of the manifest; what is no table is left out.
///
/// # Errors
/// When the dictionary is missing, damaged or altered.
pub fn columns(directory: &Path, manifest: &Manifest) -> Result<Vec<(String, Vec<Described>)>, OutputError> {
    let dictionary: Vec<DictionaryRow> = file::read_table(directory, &manifest.files)?;
    let names = manifest.files.iter().map(|entry| entry.name.clone());
    let tables = names.map(|name| {
        let columns = columns_of(&name, &dictionary);
        (name, columns)
    });
    Ok(tables.filter(|(_, columns)| !columns.is_empty()).collect())
}

/// The cells of a table, column by column, as they stand in its file: a text that a spreadsheet would take for a formula
/// keeps its apostrophe.
///
/// # Errors
/// When the table is missing, damaged or altered, or has other columns than these.
pub fn cells(
    directory: &Path,
    manifest: &Manifest,
    table: &str,
    columns: &[Described],
) -> Result<Vec<Cells>, OutputError> {
    let mut rows = Rows::open(directory, table, columns, &manifest.files)?;
    let mut all: Vec<Cells> = columns.iter().map(|column| Cells::of(column.kind)).collect();
    while rows.next()? {
        for ((cells, column), cell) in all.iter_mut().zip(columns).zip(rows.cells()) {
            cells.push(column.kind, cell).map_err(|message| rows.damaged(message))?;
        }
    }
    Ok(all)
}

/// The rows of a table, one by one.
pub(crate) struct Rows {
    path: PathBuf,
    reader: csv::Reader<Cursor<Vec<u8>>>,
    record: csv::ByteRecord,
}

impl Rows {
    /// Opens a table after its checksum was found right.
    pub(crate) fn open(
        directory: &Path,
        table: &str,
        columns: &[Described],
        files: &[FileEntry],
    ) -> Result<Rows, OutputError> {
        let bytes = file::read_whole(directory, table, files)?;
        let mut rows = Rows {
            path: directory.join(table),
            reader: csv::Reader::from_reader(Cursor::new(bytes)),
            record: csv::ByteRecord::new(),
        };
        let header = rows.reader.byte_headers().cloned();
        let header = header.map_err(|fault| rows.damaged_at(1, fault.to_string()))?;
        if !header.iter().eq(columns.iter().map(|column| column.name.as_bytes())) {
            let message = format!("the columns are not those of {}", DictionaryRow::NAME);
            return Err(rows.damaged_at(1, message));
        }
        Ok(rows)
    }

    /// Goes on to the next row; whether there is one.
    pub(crate) fn next(&mut self) -> Result<bool, OutputError> {
        let more = self.reader.read_byte_record(&mut self.record);
        more.map_err(|fault| self.damaged_at(self.reader.position().line(), fault.to_string()))
    }

    /// The cells of this row.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        self.record.iter()
    }

    /// A fault of this row.
    pub(crate) fn damaged(&self, message: String) -> OutputError {
        self.damaged_at(self.record.position().map_or(1, csv::Position::line), message)
    }

    fn damaged_at(&self, line: u64, message: String) -> OutputError {
        OutputError::Damaged { path: self.path.clone(), line, message }
    }
}

/// The columns of a table. Dictionaries of earlier versions left themselves out.
pub(crate) fn columns_of(table: &str, dictionary: &[DictionaryRow]) -> Vec<Described> {
    let described = |row: &DictionaryRow| {
        let (kind, _) = Kind::WORDS.into_iter().find(|(_, words)| *words == row.kind)?;
        let [name, unit, meaning] = [&row.column, &row.unit, &row.meaning].map(String::clone);
        Some(Described { name, kind, unit, meaning })
    };
    let own = dictionary.iter().filter(|row| row.table == table);
    let columns: Vec<Described> = own.filter_map(described).collect();
    if columns.is_empty() && table == DictionaryRow::NAME {
        let own = DictionaryRow::COLUMNS.iter().map(|column| Described {
            name: column.name.to_owned(),
            kind: column.kind,
            unit: column.unit.to_owned(),
            meaning: column.meaning.to_owned(),
        });
        return own.collect();
    }
    columns
}

/// The value that a cell states.
pub(crate) fn value<T: FromStr>(cell: &[u8]) -> Result<T, String> {
    text(cell)?.parse().map_err(|_| no_value(cell))
}

fn text(cell: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(cell).map_err(|_| no_value(cell))
}

fn no_value(cell: &[u8]) -> String {
    format!("`{}` is no value of its column", String::from_utf8_lossy(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::options::OutputOptions;
    use crate::results::table::{Tables, WideColumn};
    use crate::results::testing;

    /// A directory with one table of every kind of column.
    fn written(rows: [[&str; 5]; 2]) -> (tempfile::TempDir, Manifest) {
        let folder = tempfile::tempdir().unwrap();
        let column = |(kind, words): (Kind, &str)| WideColumn {
            name: words.replace(' ', "_"),
            kind,
            unit: "months".to_owned(),
            meaning: format!("A column of {words}"),
        };
        let columns = Kind::WORDS.map(column).into();
        let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        let tables = Tables::of(folder.path()).with_wide("all.csv", columns, || rows);
        let files = tables.write(OutputOptions::plain(1)).unwrap();
        (folder, Manifest { files, ..testing::manifest() })
    }

    fn read(folder: &Path, manifest: &Manifest) -> Result<Vec<Cells>, OutputError> {
        let all = columns(folder, manifest)?;
        let (name, own) = all.iter().find(|(name, _)| name == "all.csv").unwrap();
        cells(folder, manifest, name, own)
    }

    #[test]
    fn cells_are_read_with_the_kinds_of_the_dictionary_and_the_bits_of_the_file() {
        let (folder, manifest) =
            written([["=a", "-3", "0.1", "", "true"], ["", "7", "5e-324", "0.30000000000000004", "false"]]);
        let read = read(folder.path(), &manifest).unwrap();
        let expected = [
            // What a spreadsheet would calculate stands as it does in the file.
            Cells::Text("'=a".to_owned(), vec![3, 3]),
            Cells::Whole(vec![-3, 7]),
            Cells::Number(vec![Some(0.1), Some(5e-324)]),
            Cells::Number(vec![None, Some(0.1 + 0.2)]),
            Cells::Flag(vec![true, false]),
        ];
        assert_eq!(read, expected);
        let all = columns(folder.path(), &manifest).unwrap();
        assert_eq!(
            all.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
            ["all.csv", "dictionary.csv"]
        );
        assert_eq!(
            (all[0].1[1].unit.as_str(), all[0].1[1].meaning.as_str()),
            ("months", "A column of whole number")
        );
    }

    #[test]
    fn a_cell_that_is_no_value_of_its_column_and_an_altered_table_are_told() {
        let good = ["a", "1", "1", "1", "true"];
        for (at, wrong) in [(1, "1.5"), (2, ""), (3, "x"), (4, "yes")] {
            let mut row = good;
            row[at] = wrong;
            let (folder, manifest) = written([good, row]);
            let told = read(folder.path(), &manifest).unwrap_err().to_string();
            assert!(told.contains("all.csv") && told.contains('3') && told.contains("no value"), "{told}");
        }
        let (folder, manifest) = written([good, good]);
        std::fs::write(folder.path().join("all.csv"), "text\n").unwrap();
        assert!(matches!(read(folder.path(), &manifest), Err(OutputError::Altered { .. })));
    }
}
