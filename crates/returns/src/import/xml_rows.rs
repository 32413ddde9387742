//! Rows of an XML return. An element named as a table is a row, its leaves and attributes are the
//! cells; the child's number and date of birth may stand once, beside the rows or in the Header.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::faults::{Faults, Kind};
use super::table::{Row, Table, column_name};
use super::text;

/// Deepest nesting that is read: returns need four levels.
const DEEPEST: usize = 50;

/// An element without its namespace.
#[derive(Debug, Default)]
struct Element {
    name: String,
    line: u32,
    text: String,
    inside: Vec<Element>,
}

/// Reads a file's rows; faults go to `faults`.
pub(super) fn read(text: &str, file: u32, faults: &mut Faults) -> Vec<Row> {
    let root = tree(text, file, faults);
    let mut rows = Vec::new();
    walk(&root, &Known::default(), file, &mut rows, faults);
    if rows.is_empty() {
        faults.note(file, 0, "", Kind::NoRows);
    }
    rows
}

/// The elements as far as the file is well formed.
fn tree(text: &str, file: u32, faults: &mut Faults) -> Element {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    let (mut line, mut counted) = (1, 0);
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).map_or(text.len(), |at| at.min(text.len()));
        let passed = text.as_bytes().get(counted..at).unwrap_or_default();
        let begins = line;
        line += passed.iter().filter(|&&byte| byte == b'\n').count() as u32;
        counted = at.max(counted);
        match event {
            Ok(Event::Start(start)) if open.len() > DEEPEST => {
                drop(start);
                faults.note(file, line, "", Kind::XmlTooDeep);
                break;
            }
            Ok(Event::Start(start)) => open.push(element(&start, line)),
            Ok(Event::Empty(start)) => {
                let empty = element(&start, line);
                add(&mut open, empty);
            }
            Ok(Event::End(_)) if open.len() > 1 => {
                if let Some(closed) = open.pop() {
                    add(&mut open, closed);
                }
            }
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
                    faults.note(file, line, "", Kind::XmlBroken);
                }
                break;
            }
            Ok(_) => {}
            Err(_) => {
                faults.note(file, begins, "", Kind::XmlBroken);
                break;
            }
        }
    }
    while open.len() > 1 {
        if let Some(unfinished) = open.pop() {
            // What was cut off is not read: a half row would pass for a whole one.
            if !unfinished.inside.is_empty() && Table::of_name(&unfinished.name).is_none() {
                add(&mut open, unfinished);
            }
        }
    }
    open.pop().unwrap_or_default()
}

fn add(open: &mut [Element], closed: Element) {
    if let Some(parent) = open.last_mut() {
        parent.inside.push(closed);
    }
}

fn write(open: &mut [Element], written: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(written);
    }
}

fn element(start: &BytesStart<'_>, line: u32) -> Element {
    let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut attributes = start.attributes();
    let inside = attributes.with_checks(false).flatten().map(|attribute| Element {
        name: name(attribute.key.local_name().as_ref()),
        line,
        text: name(&attribute.value),
        inside: Vec::new(),
    });
    Element { name: name(start.local_name().as_ref()), line, text: String::new(), inside: inside.collect() }
}

/// What the elements around a row say of its child.
#[derive(Clone, Debug, Default)]
struct Known {
    child: String,
    born: String,
    authority: String,
    year: String,
}

impl Known {
    fn learn(&mut self, element: &Element) {
        for leaf in element.inside.iter().filter(|leaf| leaf.inside.is_empty()) {
            let known = match column_name(&leaf.name).as_str() {
                "CHILD" => &mut self.child,
                "DOB" => &mut self.born,
                "LA" => &mut self.authority,
                "YEAR" => &mut self.year,
                _ => continue,
            };
            let (text, _) = text::clean(&leaf.text);
            if !text.is_empty() {
                *known = text;
            }
        }
    }
}

fn walk(element: &Element, around: &Known, file: u32, rows: &mut Vec<Row>, faults: &mut Faults) {
    let table = Table::of_name(&element.name);
    let mut known = around.clone();
    known.learn(element);
    let is_group = element.inside.iter().any(|inner| !inner.inside.is_empty());
    if let (Some(table), false) = (table, is_group) {
        rows.extend(row(table, element, &known, file, faults));
        return;
    }
    // A Header inside the child's element speaks for the child's other rows.
    let headers = element.inside.iter().filter(|inner| {
        Table::of_name(&inner.name) == Some(Table::Header)
            && inner.inside.iter().all(|leaf| leaf.inside.is_empty())
    });
    if let [header] = headers.collect::<Vec<_>>()[..] {
        known.learn(header);
    }
    for inner in element.inside.iter().filter(|inner| !inner.inside.is_empty()) {
        let is_row = inner.inside.iter().all(|leaf| leaf.inside.is_empty());
        match (Table::of_name(&inner.name), table, is_row) {
            // Rows named as one likes inside an element named as a table.
            (None, Some(table), true) => {
                let mut known = known.clone();
                known.learn(inner);
                rows.extend(row(table, inner, &known, file, faults));
            }
            _ => walk(inner, &known, file, rows, faults),
        }
    }
}

fn row(table: Table, element: &Element, known: &Known, file: u32, faults: &mut Faults) -> Option<Row> {
    if element.inside.is_empty() {
        return None;
    }
    let mut cells = Vec::new();
    for column in table.columns().iter().copied() {
        let leaf = element.inside.iter().find(|leaf| column_name(&leaf.name) == column);
        let (mut text, is_cleaned) = text::clean(leaf.map_or("", |leaf| &leaf.text));
        if is_cleaned {
            faults.note(file, element.line, column, Kind::ControlCharacters);
        }
        if text.len() > 1_000 {
            faults.note(file, element.line, column, Kind::CellTooLong);
            return None;
        }
        if text.is_empty() {
            text = match column {
                "CHILD" => known.child.clone(),
                "DOB" => known.born.clone(),
                "LA" => known.authority.clone(),
                "YEAR" => known.year.clone(),
                _ => text,
            };
        }
        cells.push(text);
    }
    Some(Row { table, file, line: element.line, cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (Vec<Row>, Vec<(u32, Kind)>) {
        let mut faults = Faults::default();
        let rows = read(text, 0, &mut faults);
        let found = faults.sorted().iter().map(|f| (f.line, f.kind)).collect();
        (rows, found)
    }

    #[test]
    fn rows_inside_a_child_take_her_number_from_her_header() {
        let text = "<?xml version=\"1.0\"?>\n<MESSAGE>\n<CHILD><HEADER><CHILDID>7</CHILDID><DOB>2010-02-01</DOB></HEADER>\n\
            <EPISODE><DECOM>2015-01-01</DECOM><PL>U&#52;</PL></EPISODE>\n<EPISODE DECOM=\"2016-01-01\"/></CHILD></MESSAGE>";
        let (rows, faults) = read_all(text);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[1].cell("CHILD"), rows[1].cell("PLACE")), ("7", "U4"));
        assert_eq!((rows[1].line, rows[2].line), (4, 5));
        assert_eq!(rows[2].cell("DECOM"), "2016-01-01");
    }

    #[test]
    fn flat_tables_are_read_whatever_their_rows_are_called() {
        let text =
            "<r><Episodes><row><CHILD>1</CHILD><LS>C2</LS></row><row><CHILD>2</CHILD></row></Episodes></r>";
        let (rows, _) = read_all(text);
        let seen: Vec<_> = rows.iter().map(|row| (row.cell("CHILD"), row.cell("LS"))).collect();
        assert_eq!(seen, [("1", "C2"), ("2", "")]);
    }

    #[test]
    fn broken_and_deep_files_are_read_as_far_as_they_go() {
        let (rows, faults) = read_all("<r>\n<HEADER><CHILD>1</CHILD></HEADER>\n<HEADER><CHILD>2</CHI");
        assert_eq!((rows.len(), faults), (1, vec![(3, Kind::XmlBroken)]));
        let deep = "<a>".repeat(100_000);
        assert!(read_all(&deep).1.contains(&(1, Kind::XmlTooDeep)));
        assert_eq!(read_all("").1, [(0, Kind::NoRows)]);
        let bomb = "<!DOCTYPE a [<!ENTITY x \"y\">]><r><HEADER><CHILD>&x;&x;1</CHILD></HEADER></r>";
        assert_eq!(read_all(bomb).0[0].cell("CHILD"), "1");
    }
}
