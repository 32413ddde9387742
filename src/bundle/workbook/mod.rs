//! The workbook: contents, notes, the two logs, and each table of the study that is not too long for a sheet. One table a
//! sheet, its title above it, units in brackets in its heads, no cells merged, nothing said by colour alone.

mod ods;
mod sheet;

use super::assumptions::LogRow;
use super::assurance::CheckRow;
use super::study::Study;
use super::text::DictionaryRows;
use crate::report::words::counted;
use crate::results::table::{Kind, Table};
use crate::results::{OutputError, file};
use serde::Serialize;
use sheet::{Cell, Column, Sheet};

/// Rows of a table from which on it stands outside the workbook: a sheet of more is slow to open and is not read by eye.
pub(super) const MOST_ROWS: usize = 5_000;

/// What stands in a cell of a number that is not defined.
const NOT_DEFINED: &str = "[z]";

/// Sheets that stand before the tables.
const LOGS: [(&str, &str); 2] = [("assumptions log", "Assumptions log"), ("QA log", "Quality-assurance log")];

/// The workbook as a file.
///
/// # Errors
/// When a table cannot be read.
pub(super) fn bytes(study: &Study, log: &[LogRow], checks: &[CheckRow]) -> Result<Vec<u8>, OutputError> {
    let mut sheets = vec![
        declared(
            LOGS[0],
            log,
            "assumptions-log.csv",
            "What is assumed, on what it rests, how good that is and what it bears on.",
        ),
        declared(
            LOGS[1],
            checks,
            "quality-assurance-log.csv",
            "What was checked, by what, with which result, and what that does not show.",
        ),
    ];
    let mut left_out = Vec::new();
    for entry in &study.manifest.files {
        let table = read(study, &entry.name)?;
        if table.rows.len() > MOST_ROWS {
            left_out.push((entry.name.clone(), table.rows.len()));
        } else {
            sheets.push(table);
        }
    }
    let notes = notes(study);
    let mut all = vec![contents(study, &notes, &sheets, &left_out), notes];
    all.extend(sheets);
    Ok(ods::bytes(&all, &study.manifest.title, &study.when, &study.manifest.swplab_version))
}

/// A cell of a table as it stands there.
fn cell(text: &str, kind: Kind) -> Cell {
    match kind {
        Kind::Text => Cell::Text(crate::text::of_cell(text).to_owned()),
        Kind::Flag => Cell::Flag(text == "true"),
        _ if text.is_empty() => Cell::Text(NOT_DEFINED.to_owned()),
        _ => Cell::Number(text.to_owned()),
    }
}

fn columns(columns: &DictionaryRows<'_>) -> Vec<Column> {
    let head = |name: &str, unit: &str| match unit {
        "" | "true or false" => name.to_owned(),
        "indicator" => format!("{name} (in the unit of the indicator)"),
        unit => format!("{name} ({unit})"),
    };
    let of = |&(name, kind, unit): &(&str, Kind, &str)| Column {
        head: head(name, unit),
        is_text: kind == Kind::Text,
    };
    columns.0.iter().map(of).collect()
}

/// A column whose head is in words.
fn in_words(column: Column) -> Column {
    let words = column.head.replace('_', " ");
    Column { head: sentence(&words).trim_end_matches('.').to_owned(), ..column }
}

/// A sheet of rows that are declared.
fn declared<R: Table + Serialize>((name, title): (&str, &str), rows: &[R], path: &str, about: &str) -> Sheet {
    let known = DictionaryRows::declared(R::COLUMNS);
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        table.serialize(row).expect("rows of text and numbers are written to memory");
    }
    let bytes = table.into_inner().expect("memory takes everything");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    let rows = reader.records().map(|record| {
        let record = record.expect("it was written a moment ago");
        // Rows that were not made harmless for CSV hold their texts as they are.
        let of = |(text, (_, kind, _)): (&str, &(&str, Kind, &str))| match kind {
            Kind::Text => Cell::Text(text.to_owned()),
            kind => cell(text, *kind),
        };
        record.iter().zip(&known.0).map(of).collect()
    });
    Sheet {
        name: name.to_owned(),
        title: title.to_owned(),
        lead: vec![
            about.to_owned(),
            format!("One table, as in {path}. Words and signs are explained in the sheet \"notes\"."),
        ],
        columns: columns(&known).into_iter().map(in_words).collect(),
        rows: rows.collect(),
    }
}

/// A sheet of a table of the study.
fn read(study: &Study, name: &str) -> Result<Sheet, OutputError> {
    let known = study.columns(name);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    file::read_records(&study.directory, name, &study.manifest.files, &mut |record| {
        // One more than is shown says that there are too many.
        rows.push(if rows.len() > MOST_ROWS {
            Vec::new()
        } else {
            record
                .iter()
                .zip(&known.0)
                .map(|(text, (_, kind, _))| match kind {
                    Kind::Text => Cell::Text(text.to_owned()),
                    kind => cell(text, *kind),
                })
                .collect()
        });
        Ok(())
    })?;
    let stem = name.trim_end_matches(".csv");
    Ok(Sheet {
        name: stem.to_owned(),
        title: format!("{}: {stem}", study.manifest.title),
        lead: vec![
            sentence(&study.about(name)),
            format!(
                "One table of {}, as in results/{name}. Words and signs are explained in the sheet \"notes\", columns in the sheet \"dictionary\".",
                counted(rows.len(), "row")
            ),
        ],
        columns: columns(&known),
        rows,
    })
}

/// Words as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

fn text_column(head: &str) -> Column {
    Column { head: head.to_owned(), is_text: true }
}

fn contents(study: &Study, notes: &Sheet, sheets: &[Sheet], left_out: &[(String, usize)]) -> Sheet {
    let link = |sheet: &Sheet| Cell::Link { words: sheet.name.clone(), sheet: sheet.name.clone() };
    let row = |sheet: &Sheet| {
        let what = sheet.lead.first().cloned().unwrap_or_default();
        vec![
            link(sheet),
            Cell::Text(what),
            Cell::Number(sheet.rows.len().to_string()),
            Cell::Text("in this workbook".to_owned()),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = std::iter::once(notes).chain(sheets).map(row).collect();
    rows.extend(left_out.iter().map(|(name, count)| {
        vec![
            Cell::Text(name.trim_end_matches(".csv").to_owned()),
            Cell::Text(sentence(&study.about(name))),
            Cell::Number(count.to_string()),
            Cell::Text(format!("results/{name} alone: more than {MOST_ROWS} rows")),
        ]
    }));
    let places = crate::report::words::listed(&study.manifest.places);
    let place = if places.is_empty() { String::new() } else { format!(" Place: {places}.") };
    Sheet {
        name: "contents".to_owned(),
        title: study.manifest.title.clone(),
        lead: vec![
            study.manifest.question.clone(),
            format!("Simulated with swplab, {}.{place} Made on {}.", study.version(), study.day()),
            "Figures are of a simulation: no real child stands behind any of them. One table of contents."
                .to_owned(),
        ],
        columns: vec![
            text_column("Sheet"),
            text_column("What it holds"),
            Column { head: "Rows".to_owned(), is_text: false },
            text_column("Where it is"),
        ],
        rows,
    }
}

fn notes(study: &Study) -> Sheet {
    let mut notes = vec![
        format!("{NOT_DEFINED}: the number is not defined, for instance because nothing of the kind happened or one replication has no spread."),
        "An empty cell in a column of words: there is nothing to say.".to_owned(),
        "Units stand in brackets in the heads of columns. \"In the unit of the indicator\": see the column unit of the sheet \"indicators\".".to_owned(),
        format!("Numbers are those of the tables in the folder results, to the last digit; a table of more than {MOST_ROWS} rows stands there alone."),
        "Arms are the options that are compared; all of them are lived by the same children with the same luck. A difference is against the first arm.".to_owned(),
        "Grades: A measured statistic, B peer-reviewed estimate, C grey literature or a claim, D assumption. Quality: GREEN for A and B, AMBER for C, RED for D and for contested questions.".to_owned(),
        format!("Impact by shares of the variance: GREEN where no outcome that leads varies with it by more than chance would show, AMBER below {} in 100 of the variance of a difference, RED from there on. By contested questions: RED where the answer is told to turn on it. By screening: RED where it is among the first by size in half of the walks, AMBER from a tenth of the largest effect on.", super::impact::CRITICAL * 100.0),
        "Chance is allowed for in each figure and arm alone; where many inputs are looked at, some stand out by chance.".to_owned(),
    ];
    notes.extend(
        study.manifest.sources.iter().map(|source| format!("Source of the starting figures: {source}")),
    );
    notes.push("The program is licensed MIT or Apache-2.0; the terms of these results are for whoever publishes them to state, with the sources above.".to_owned());
    Sheet {
        name: "notes".to_owned(),
        title: "Notes".to_owned(),
        lead: vec![
            "How to read this workbook: signs, units, grades and sources.".to_owned(),
            "One table.".to_owned(),
        ],
        columns: vec![Column { head: "Note".to_owned(), is_text: false }, text_column("What it says")],
        rows: notes
            .into_iter()
            .enumerate()
            .map(|(number, note)| vec![Cell::Number((number + 1).to_string()), Cell::Text(note)])
            .collect(),
    }
}
