//! Rows of an XML return, read element by element. What an element's leaves and attributes are decides which rows
//! it makes, as columns do: the return itself nests reviews, health, permanence and missing episodes inside a HEADER
//! beside EPISODE, other tools write flat tables. The child's number and date of birth may stand once, in an element
//! around the rows or in the HEADER beside them.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::faults::{Faults, Kind};
use super::files::Sink;
use super::table::{Column, Place, Row, Table};
use super::xml_names::{Name, Names};
use crate::text;

/// Deepest nesting that is read: returns need four levels.
const DEEPEST: usize = 50;
/// Longest cell that is believed.
const LONGEST_CELL: usize = 1_000;

/// A row that waits for its child's number.
type Waiting = Row<'static>;

/// An open element.
#[derive(Default)]
struct Open {
    /// The table that its name speaks of.
    named: Option<Table>,
    /// Whether its name is of a table of the return that is not read.
    is_other: bool,
    column: Option<Column>,
    line: u32,
    text: String,
    /// Whether elements lie in it.
    is_group: bool,
    /// Leaves and attributes that are columns.
    leaves: Vec<(Column, String)>,
    /// What stands as `id` of a child: her number, or her place in the file where another number is named.
    id: String,
    /// Numbers, births of the children whose Header lies directly in it.
    headers: Vec<(String, String)>,
    waiting: Vec<Waiting>,
}

impl Open {
    fn leaf(&self, column: Column) -> &str {
        self.leaves.iter().find(|(own, _)| *own == column).map_or("", |(_, text)| text)
    }
}

struct Walk<'a> {
    file: u32,
    row: u32,
    /// The table that the file's name speaks of.
    named: Option<Table>,
    faults: &'a mut Faults,
    sink: Sink<'a>,
}

/// Gives a file's rows to `sink`; faults go to `faults`. It is true: XML is believed to be a return.
pub(super) fn read(text: &str, name: &str, file: u32, faults: &mut Faults, sink: Sink<'_>) -> bool {
    let mut walk = Walk { file, row: 0, named: Table::of_name(name), faults, sink };
    let mut reader = Reader::from_str(text);
    let mut open = vec![Open::default()];
    let mut names = Names::default();
    let (mut line, mut counted) = (1, 0);
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).map_or(text.len(), |at| at.min(text.len()));
        let passed = text.as_bytes().get(counted..at).unwrap_or_default();
        let begins = line;
        line += passed.iter().filter(|&&byte| byte == b'\n').count() as u32;
        counted = at.max(counted);
        match event {
            Ok(Event::Start(_)) if open.len() > DEEPEST => {
                walk.stop(line, Kind::XmlTooDeep, text, at);
                break;
            }
            Ok(Event::Start(start)) => open.push(element(&start, line, &mut names)),
            Ok(Event::Empty(start)) => {
                open.push(element(&start, line, &mut names));
                walk.close(&mut open);
            }
            Ok(Event::End(_)) if open.len() > 1 => walk.close(&mut open),
            Ok(Event::Text(written)) => write(&mut open, &written.decode().unwrap_or_default()),
            Ok(Event::CData(written)) => write(&mut open, &written.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(named)) => {
                let character = match named.resolve_char_ref() {
                    Ok(Some(character)) => Some(character),
                    _ => match &*named {
                        b"amp" => Some('&'),
                        b"lt" => Some('<'),
                        b"gt" => Some('>'),
                        b"quot" => Some('"'),
                        b"apos" => Some('\''),
                        // Entities of a document's own are not opened: none belongs in a return.
                        _ => None,
                    },
                };
                if let Some(character) = character {
                    write(&mut open, character.encode_utf8(&mut [0; 4]));
                }
            }
            Ok(Event::Eof) => {
                if open.len() > 1 {
                    walk.stop(line, Kind::XmlBroken, text, text.len());
                }
                break;
            }
            Ok(_) => {}
            Err(_) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(text.len());
                walk.stop(begins, Kind::XmlBroken, text, at);
                break;
            }
        }
    }
    // What was cut off is not read, for a half row would pass for a whole one; rows inside it that are whole are.
    while let Some(unfinished) = open.pop() {
        let above = open.last_mut();
        walk.resolve(unfinished, above);
    }
    if walk.row == 0 {
        walk.faults.of_file(file, Kind::NoRows);
    }
    true
}

fn write(open: &mut [Open], written: &str) {
    // What stands between elements is no cell.
    if let Some(element) = open.last_mut().filter(|element| !element.is_group) {
        element.text.push_str(written);
    }
}

fn element(start: &BytesStart<'_>, line: u32, names: &mut Names) -> Open {
    let Name { named, is_other, column } = names.of(start.local_name().as_ref());
    let mut found = Open { named, is_other, column, line, ..Open::default() };
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = attribute.key.local_name();
        let is_id = found.column == Some(Column::Child) && key.as_ref().eq_ignore_ascii_case(b"id");
        let column = names.of(key.as_ref()).column;
        if column.is_none() && !is_id {
            continue;
        }
        let (text, _) = text::clean(Cow::Owned(String::from_utf8_lossy(&attribute.value).into_owned()));
        match column {
            Some(column) => found.leaves.push((column, text.into_owned())),
            None => found.id = text.into_owned(),
        }
        found.is_group = true;
    }
    found
}

impl Walk<'_> {
    /// Notes that nothing after a place is read, and how much of the file that is.
    fn stop(&mut self, line: u32, kind: Kind, text: &str, at: usize) {
        let left = text.len().saturating_sub(at);
        let finding = match left {
            0 => "the file ends inside an element: what came after is not in it".to_owned(),
            left => {
                let percent = 100.0 * left as f64 / text.len().max(1) as f64;
                format!("{percent:.0}% of the file comes after this place, {left} bytes")
            }
        };
        self.faults.found(Place { file: self.file, line, row: self.row }, "", kind, &finding);
    }

    /// Ends the innermost element.
    fn close(&mut self, open: &mut Vec<Open>) {
        let Some(mut element) = open.pop() else { return };
        let Some(around) = open.last_mut() else { return };
        if !element.is_group {
            if let Some(column) = element.column {
                let (text, is_cleaned) = text::clean(Cow::Owned(std::mem::take(&mut element.text)));
                if is_cleaned {
                    let at = Place { file: self.file, line: element.line, row: self.row + 1 };
                    self.faults.note(at, column.name(), Kind::ControlCharacters);
                }
                around.leaves.push((column, text.into_owned()));
            }
            around.is_group = true;
            return;
        }
        around.is_group = true;
        let is_named = element.headers.iter().any(|(child, _)| !child.is_empty());
        if !element.id.is_empty() && !is_named && element.leaf(Column::Child).is_empty() {
            element.leaves.push((Column::Child, std::mem::take(&mut element.id)));
        }
        let named =
            element.named.or_else(|| open.iter().rev().find_map(|element| element.named)).or(self.named);
        let is_other = element.is_other || open.iter().any(|element| element.is_other);
        self.rows_of(&mut element, named, is_other, open);
        let above = open.last_mut();
        self.resolve(element, above);
    }

    /// The rows that an element's leaves make wait in it, or in what lies around it if it does not name a child.
    fn rows_of(&mut self, element: &mut Open, named: Option<Table>, is_other: bool, open: &[Open]) {
        let has =
            |column: Column| element.leaves.iter().any(|(own, text)| *own == column && !text.is_empty());
        let stands = |column: Column| element.leaves.iter().any(|(own, _)| *own == column);
        let some = |columns: &[Column]| columns.iter().any(|column| has(*column));
        use Column as C;
        let is_header = some(&[C::Ethnic, C::Upn, C::Mother, C::ChildBorn])
            || (named == Some(Table::Header) && !is_other && has(C::Child) && element.leaves.len() > 1);
        let makes = |table: Table| match table {
            Table::Header => is_header,
            Table::Episodes => {
                stands(C::Decom)
                    || some(&[C::Rne, C::Ls, C::Place, C::Rec])
                    || (stands(C::Dec) && stands(C::Rec))
            }
            Table::Reviews => some(&[C::Review]),
            Table::Unaccompanied => some(&[C::Duc]),
            Table::CareLeavers => some(&[C::InTouch, C::Activ, C::Accom]),
            Table::SocialWorker => some(&[C::Worker, C::WorkerFrom, C::WorkerTo]),
        };
        let mut tables: Vec<Table> = super::TABLES.into_iter().filter(|table| makes(*table)).collect();
        // Bare rows, such as a child's number and birth alone.
        if tables.is_empty() && !is_other && has(C::Child) && has(C::Born) {
            tables.extend(named.or((!element.waiting.is_empty()).then_some(Table::Header)));
        }
        if element.leaves.iter().any(|(_, text)| text.len() > LONGEST_CELL) {
            self.row += 1;
            let at = Place { file: self.file, line: element.line, row: self.row };
            let table = tables.first().copied().unwrap_or(Table::Header);
            self.faults.unread_row(at, table, Kind::CellTooLong);
            tables.clear();
        }
        for table in tables {
            let mut row = Row::new(table, Place { file: self.file, line: element.line, row: 0 });
            for &column in table.columns() {
                row.set(column, Cow::Owned(element.leaf(column).to_owned()));
            }
            for column in [C::La, C::Year] {
                if row.cell(column).is_empty() {
                    let around =
                        open.iter().rev().map(|open| open.leaf(column)).find(|text| !text.is_empty());
                    row.set(column, Cow::Owned(around.unwrap_or_default().to_owned()));
                }
            }
            if table == Table::Header {
                element.headers.push((row.cell(C::Child).to_owned(), row.cell(C::Born).to_owned()));
            }
            element.waiting.push(row);
        }
    }

    /// Gives the rows that wait in an element to the sink where their child is known, else to what lies around it.
    fn resolve(&mut self, mut element: Open, above: Option<&mut Open>) {
        let mut own = (element.leaf(Column::Child).to_owned(), element.leaf(Column::Born).to_owned());
        let is_one = element.headers.iter().all(|(child, _)| *child == element.headers[0].0);
        if let (true, Some((child, born))) = (is_one, element.headers.first()) {
            if own.0.is_empty() {
                own.0.clone_from(child);
            }
            if own.1.is_empty() {
                own.1.clone_from(born);
            }
        }
        let is_last = above.is_none();
        let mut left = Vec::new();
        for mut row in element.waiting.drain(..) {
            let is_named = !row.cell(Column::Child).is_empty();
            if !is_named && own.0.is_empty() && !is_last {
                left.push(row);
                continue;
            }
            if !is_named {
                row.set(Column::Child, Cow::Owned(own.0.clone()));
                if row.cell(Column::Born).is_empty() {
                    row.set(Column::Born, Cow::Owned(own.1.clone()));
                }
            }
            self.row += 1;
            row.at.row = self.row;
            (self.sink)(&row, self.faults);
        }
        if let Some(above) = above {
            above.waiting.append(&mut left);
            if element.named == Some(Table::Header) {
                above.headers.append(&mut element.headers);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table and the cells that are asked for.
    type Told = (Table, Vec<String>);

    fn read_all(text: &str, columns: &[Column]) -> (Vec<Told>, Vec<(u32, Kind)>) {
        let mut faults = Faults::default();
        let mut rows = Vec::new();
        read(text, "return.xml", 0, &mut faults, &mut |row, _| {
            rows.push((row.table, columns.iter().map(|column| row.cell(*column).to_owned()).collect()));
        });
        let found = faults.sorted().iter().map(|f| (f.line, f.kind)).collect();
        (rows, found)
    }

    fn of(rows: &[Told], table: Table) -> Vec<&[String]> {
        rows.iter().filter(|(own, _)| *own == table).map(|(_, cells)| cells.as_slice()).collect()
    }

    #[test]
    fn rows_inside_a_child_take_her_number_from_her_header() {
        let text = "<?xml version=\"1.0\"?>\n<MESSAGE>\n<CHILD><HEADER><CHILDID>7</CHILDID><DOB>2010-02-01</DOB></HEADER>\n\
            <EPISODE><DECOM>2015-01-01</DECOM><PL>U&#52;</PL></EPISODE>\n<EPISODE DECOM=\"2016-01-01\"/></CHILD></MESSAGE>";
        let (rows, faults) = read_all(text, &[Column::Child, Column::Decom, Column::Place]);
        assert!(faults.is_empty(), "{faults:?}");
        let episodes = of(&rows, Table::Episodes);
        assert_eq!(episodes, [["7", "2015-01-01", "U4"], ["7", "2016-01-01", ""]]);
        assert_eq!(of(&rows, Table::Header).len(), 1);
    }

    #[test]
    fn the_header_of_the_return_holds_other_tables_and_its_rows_lie_beside_it() {
        let text = "<R><CHILD><EPISODE><DECOM>2015-01-01</DECOM><RNE>S</RNE></EPISODE><HEADER><CHILDID>7</CHILDID><SEX>1</SEX>\
            <DOB>2010-02-01</DOB><UPN>UN1</UPN><UASC>1</UASC><DUC>2028-02-01</DUC><AREVIEW><REVIEW>2016-01-01</REVIEW>\
            <REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW><AREVIEW><REVIEW>2016-02-01</REVIEW></AREVIEW><OC2><SDQ_SCORE>9</SDQ_SCORE></OC2>\
            <AMISSING><MISSING>M</MISSING><MIS_START>2016-01-01</MIS_START></AMISSING><PERMANENCE><PREV_PERM>Z1</PREV_PERM>\
            </PERMANENCE></HEADER><OC3><IN_TOUCH>YES</IN_TOUCH></OC3></CHILD></R>";
        let (rows, faults) = read_all(text, &[Column::Child, Column::Born]);
        assert!(faults.is_empty(), "{faults:?}");
        for (table, count) in [
            (Table::Header, 1),
            (Table::Episodes, 1),
            (Table::Reviews, 2),
            (Table::Unaccompanied, 1),
            (Table::CareLeavers, 1),
            (Table::SocialWorker, 0),
        ] {
            let found = of(&rows, table);
            assert_eq!(found.len(), count, "{table:?}");
            assert!(found.iter().all(|cells| *cells == ["7", "2010-02-01"]), "{table:?} {found:?}");
        }
    }

    #[test]
    fn flat_tables_are_read_whatever_their_rows_are_called() {
        let text = "<r><Episodes><row><CHILD>1</CHILD><LS>C2</LS></row><row><CHILD>2</CHILD><DEC/><REC/></row></Episodes>\
             <Header><row><CHILD>1</CHILD><DOB>2010-02-01</DOB></row></Header>\
             <OC2><row><CHILD>3</CHILD><DOB>2010-02-01</DOB></row></OC2></r>";
        let (rows, _) = read_all(text, &[Column::Child, Column::Ls]);
        assert_eq!(of(&rows, Table::Episodes), [["1", "C2"], ["2", ""]]);
        assert_eq!(of(&rows, Table::Header), [["1", ""]]);
    }

    #[test]
    fn broken_and_deep_files_are_read_as_far_as_they_go() {
        let child = [Column::Child];
        let text = "<r>\n<HEADER><CHILD>1</CHILD><UPN>x</UPN></HEADER>\n<HEADER><CHILD>2</CHI";
        let (rows, faults) = read_all(text, &child);
        assert_eq!((rows.len(), faults), (1, vec![(3, Kind::XmlBroken)]));
        let deep = "<a>".repeat(100_000);
        assert!(read_all(&deep, &child).1.contains(&(1, Kind::XmlTooDeep)));
        assert_eq!(read_all("", &child).1, [(0, Kind::NoRows)]);
        let bomb =
            "<!DOCTYPE a [<!ENTITY x \"y\">]><r><HEADER><CHILD>&x;&x;1</CHILD><UPN>x</UPN></HEADER></r>";
        assert_eq!(read_all(bomb, &child).0[0].1, ["1"]);
        // A child whose element was cut keeps the rows that are whole.
        let cut = "<r><CHILD><HEADER><CHILDID>1</CHILDID><DOB>2010-02-01</DOB></HEADER><EPISODE><DECOM>2016-01-01</DECOM></EPISODE><EPI";
        let (rows, _) = read_all(cut, &child);
        assert_eq!(of(&rows, Table::Episodes), [["1"]]);
    }
}
