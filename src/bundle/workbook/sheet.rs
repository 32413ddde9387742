//! A sheet as it is meant: a title, a few lines, and one table.

/// A sheet.
pub(super) struct Sheet {
    /// Name on its tab.
    pub(super) name: String,
    /// Title, in its first cell.
    pub(super) title: String,
    /// Lines between title and table.
    pub(super) lead: Vec<String>,
    /// Columns of the table.
    pub(super) columns: Vec<Column>,
    /// Rows of the table.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A column of a sheet.
pub(super) struct Column {
    /// What stands in its head.
    pub(super) head: String,
    /// Whether it holds words.
    pub(super) is_text: bool,
}

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// A number as it is written in the table.
    Number(String),
    /// Yes or no.
    Flag(bool),
    /// Words that lead to another sheet.
    Link {
        /// The words.
        words: String,
        /// Name of the sheet.
        sheet: String,
    },
}

impl Cell {
    /// Letters that it takes up.
    fn letters(&self) -> usize {
        match self {
            Cell::Text(text) | Cell::Number(text) | Cell::Link { words: text, .. } => text.chars().count(),
            Cell::Flag(_) => 5,
        }
    }
}

/// Widths of columns, in letters: of numbers, and at the least and the most of words.
const NUMBER: usize = 13;
const LEAST: usize = 10;
const MOST: usize = 55;
/// The same of a sheet of few columns.
const MOST_OF_FEW: usize = 95;
const FEW: usize = 5;

impl Sheet {
    /// Letters that each column is wide.
    pub(super) fn widths(&self) -> Vec<usize> {
        let most = if self.columns.len() <= FEW { MOST_OF_FEW } else { MOST };
        let of = |(place, column): (usize, &Column)| {
            if !column.is_text {
                return NUMBER;
            }
            let longest =
                self.rows.iter().filter_map(|row| row.get(place)).map(Cell::letters).max().unwrap_or(0);
            longest.max(column.head.chars().count().min(18)).clamp(LEAST, most)
        };
        self.columns.iter().enumerate().map(of).collect()
    }

    /// Lines that a row of cells takes in columns of such widths, rather too many than too few: who opens a workbook measures
    /// letters each in their own way.
    pub(super) fn lines<'a>(cells: impl Iterator<Item = (&'a Cell, bool)>, widths: &[usize]) -> usize {
        let of = |((cell, is_text), width): ((&Cell, bool), &usize)| match (cell, is_text) {
            // A column is as wide as its longest text, if that is not too long; such a text takes one line.
            (Cell::Text(text), true) => {
                let lines = text.lines().map(|line| line.chars().count());
                lines.map(|long| if long <= *width { 1 } else { (long * 115).div_ceil(100 * width) }).sum()
            }
            _ => 1,
        };
        cells.zip(widths).map(of).max().unwrap_or(1).max(1)
    }

    /// Row of the head of the table, from 1.
    pub(super) fn head_row(&self) -> usize {
        2 + self.lead.len()
    }

    /// The table in the notation of a workbook: `$'name'.$A$4:$'name'.$D$9`.
    pub(super) fn range(&self) -> String {
        let first = self.head_row();
        let last = first + self.rows.len().max(1);
        format!("'{0}'.A{first}:'{0}'.{1}{last}", self.name, letters_of(self.columns.len()))
    }
}

/// Letters of a column, from 1: `A`, `Z`, `AA`.
pub(super) fn letters_of(mut column: usize) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(b'A' + ((column - 1) % 26) as u8);
        column = (column - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_in_a_workbook() {
        assert_eq!([1, 26, 27, 52, 53, 702, 703].map(letters_of), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_table_lies_below_its_title_and_lead() {
        let column = |is_text| Column { head: "a head".to_owned(), is_text };
        let sheet = Sheet {
            name: "x-y".to_owned(),
            title: "X".to_owned(),
            lead: vec!["One.".to_owned(), "Two.".to_owned()],
            columns: vec![column(true), column(false)],
            rows: vec![vec![Cell::Text("long ".repeat(30)), Cell::Number("1".to_owned())]; 3],
        };
        assert_eq!(sheet.range(), "'x-y'.A4:'x-y'.B7");
        assert_eq!(sheet.widths(), [MOST_OF_FEW, NUMBER]);
        let lines = |text: &str| Sheet::lines([(&Cell::Text(text.to_owned()), true)].into_iter(), &[10]);
        assert_eq!([lines(""), lines("a word"), lines("two lines of words"), lines("a\nb\nc")], [1, 1, 3, 3]);
    }
}
