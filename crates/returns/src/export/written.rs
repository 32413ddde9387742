//! Tables as text: a file of CSV for each, or one file of XML in the shape of the return, in which reviews
//! and case holders lie inside a child's HEADER and her episodes beside it.

use std::collections::BTreeMap;

use super::tables::Tables;

/// The file of XML.
const XML: &str = "ssda903.xml";

/// Names and texts of a year's files.
pub(super) fn files(tables: &Tables, as_xml: bool) -> Vec<(&'static str, String)> {
    if as_xml {
        return vec![(XML, xml(tables))];
    }
    tables.tables().map(|(name, columns, rows)| (name, csv(columns, rows))).collect()
}

/// No cell of a return holds a comma, a quotation mark or a line break, or begins as a formula does.
fn csv(columns: &str, rows: &[Vec<String>]) -> String {
    let mut text = format!("{columns}\n");
    for row in rows {
        text.push_str(&row.join(","));
        text.push('\n');
    }
    text
}

/// Rows of a child by table, in the order of the tables.
type OfChild<'a> = BTreeMap<&'static str, Vec<(&'static str, &'a [String])>>;

fn xml(tables: &Tables) -> String {
    let mut children: BTreeMap<&str, OfChild> = BTreeMap::new();
    for (name, columns, rows) in tables.tables() {
        for row in rows {
            children.entry(&row[0]).or_default().entry(name).or_default().push((columns, row));
        }
    }
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<EXPSSDA903>\n".to_owned();
    for tables in children.values() {
        let of = |name: &str| tables.get(name).into_iter().flatten();
        text.push_str("<CHILD>\n<HEADER>");
        for (columns, row) in of("header.csv") {
            leaves(&mut text, columns, row, &[]);
        }
        let mut is_unaccompanied = "0";
        let mut ceased = String::new();
        for (columns, row) in of("uasc.csv") {
            is_unaccompanied = "1";
            leaves(&mut ceased, columns, row, &["CHILD", "SEX", "DOB"]);
        }
        text.push_str(&format!("<UASC>{is_unaccompanied}</UASC>{ceased}"));
        for (columns, row) in of("oc3.csv") {
            leaves(&mut text, columns, row, &OF_HEADER);
        }
        for (columns, row) in of("ad1.csv") {
            leaves(&mut text, columns, row, &OF_HEADER);
        }
        for (element, name) in GROUPS {
            for (columns, row) in of(name) {
                group(&mut text, element, columns, row);
            }
        }
        text.push_str("</HEADER>\n");
        for (columns, row) in of("episodes.csv") {
            group(&mut text, "EPISODE", columns, row);
            text.push('\n');
        }
        text.push_str("</CHILD>\n");
    }
    text.push_str("</EXPSSDA903>\n");
    text
}

/// Elements of a HEADER that hold a row each.
const GROUPS: [(&str, &str); 6] = [
    ("AREVIEW", "reviews.csv"),
    ("OC2", "oc2.csv"),
    ("AD_PLACED", "placed_for_adoption.csv"),
    ("PERMANENCE", "previous_permanence.csv"),
    ("AMISSING", "missing.csv"),
    ("SWEPISODE", "social_worker.csv"),
];

/// Columns that a child's HEADER says once for all.
const OF_HEADER: [&str; 2] = ["CHILD", "DOB"];

fn group(text: &mut String, element: &str, columns: &str, row: &[String]) {
    text.push_str(&format!("<{element}>"));
    leaves(text, columns, row, &OF_HEADER);
    text.push_str(&format!("</{element}>"));
}

/// An element for each cell. The return names two columns otherwise than its CSV form. Cells are codes,
/// dates, numbers and postcodes: nothing in them is to be escaped.
fn leaves(text: &mut String, columns: &str, row: &[String], without: &[&str]) {
    for (column, cell) in columns.split(',').zip(row).filter(|(column, _)| !without.contains(column)) {
        let name = match column {
            "CHILD" => "CHILDID",
            "PLACE" => "PL",
            _ => column,
        };
        match cell.as_str() {
            "" => text.push_str(&format!("<{name}/>")),
            cell => text.push_str(&format!("<{name}>{cell}</{name}>")),
        }
    }
}
