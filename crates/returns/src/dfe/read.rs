//! One published file into facts: who, when, which figure, and the cell with its place.

use super::layout::{Layout, Layouts, bears};
use super::remark::{Kind, Remark};
use crate::text;
use swplab_model::evidence::{Boundaries, Cell, Figure, NATION, plain_number};
use swplab_model::text::{fault_of_name, shown};

/// A published cell and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Year.
    pub year: u32,
    /// Codes of today of the authorities that the row is about: one, or several that are published together.
    pub codes: Vec<String>,
    /// The code of three digits of one authority, where the file has it; else empty.
    pub old_code: String,
    /// Name as published.
    pub name: String,
    /// Figure.
    pub figure: Figure,
    /// Cell.
    pub cell: Cell,
    /// File, line from 1, column.
    pub place: (String, u64, String),
}

/// What stands in place of a number that has thousands commas or a percent sign.
fn number(text: &str) -> Option<f64> {
    plain_number(text).or_else(|| {
        let parts: Vec<&str> = text.split(',').collect();
        let grouped = parts.len() > 1
            && (1..=3).contains(&parts[0].len())
            && parts[1..].iter().all(|part| part.split('.').next().map(str::len) == Some(3));
        grouped.then(|| plain_number(&parts.concat()))?
    })
}

/// The layout of a file and where its columns stand.
struct Match<'a> {
    layout: &'a Layout,
    code: usize,
    old_code: Option<usize>,
    place: usize,
    level: usize,
    year: Option<usize>,
    /// Conditions as column and text, then figures as column, figure and the year in the column's name.
    blocks: Vec<Block>,
}

struct Block {
    holds: Vec<(usize, String)>,
    figures: Vec<(usize, Figure, Option<u32>)>,
}

fn fits<'a>(layout: &'a Layout, header: &[String]) -> Result<Match<'a>, String> {
    let find = |name: &str| {
        let at = header.iter().position(|column| bears(column, name).is_some());
        at.ok_or_else(|| name.to_owned())
    };
    let figures = |wanted: &[(String, Figure)]| {
        let present = wanted.iter().filter_map(|(name, figure)| {
            let at = header.iter().position(|column| bears(column, name).is_some())?;
            Some((at, *figure, bears(&header[at], name).flatten()))
        });
        present.collect::<Vec<_>>()
    };
    let mut blocks = vec![Block { holds: Vec::new(), figures: figures(&layout.figures) }];
    for when in &layout.when {
        let holds = when.holds.iter().map(|(column, text)| Ok((find(column)?, text.clone())));
        blocks.push(Block { holds: holds.collect::<Result<_, String>>()?, figures: figures(&when.figures) });
    }
    blocks.retain(|block| !block.figures.is_empty());
    if blocks.is_empty() {
        let first = layout.figures.first().or(layout.when.first().and_then(|when| when.figures.first()));
        return Err(first.map_or_else(String::new, |(column, _)| column.clone()));
    }
    let in_names = blocks.iter().flat_map(|block| &block.figures).any(|figure| figure.2.is_some());
    let year = match &layout.year {
        Some(year) => Some(find(year)?),
        None if in_names => None,
        None => return Err(layout.figures[0].0.clone()),
    };
    Ok(Match {
        layout,
        code: find(&layout.code)?,
        old_code: layout.old_code.as_ref().and_then(|name| find(name).ok()),
        place: find(&layout.place)?,
        level: find(&layout.level.column)?,
        year,
        blocks,
    })
}

impl Match<'_> {
    fn figures(&self) -> usize {
        self.blocks.iter().map(|block| block.figures.len()).sum()
    }

    /// The year that the names of the columns hold.
    fn year_in_names(&self) -> Option<u32> {
        self.blocks.iter().flat_map(|block| &block.figures).find_map(|figure| figure.2)
    }
}

/// Reads one file. Whatever is in it, the answer is facts and remarks.
pub fn read(file: &str, bytes: &[u8], layouts: &Layouts) -> (Vec<Fact>, Vec<Remark>) {
    let mut remarks = Remarks { file: file.to_owned(), all: Vec::new() };
    let (text, is_foreign) = text::decode(bytes);
    if is_foreign {
        remarks.of_file("it is not UTF-8", "read as Windows-1252 or UTF-16");
    }
    let separator = text::separator(text.split(['\n', '\r']).next().unwrap_or_default());
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.flexible(true).has_headers(true).delimiter(separator as u8);
    let mut reader = reader.from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|column| column.trim().to_owned()).collect(),
        Err(fault) => {
            remarks.of_file(&format!("its first line cannot be read ({fault})"), "nothing is taken from it");
            return (Vec::new(), remarks.all);
        }
    };
    for (at, column) in header.iter().enumerate() {
        if !column.is_empty() && header[..at].contains(column) {
            remarks.of_file(&format!("it has two columns called {column}"), "the first is used");
        }
    }
    let matches = layouts.all.iter().map(|layout| (layout, fits(layout, &header)));
    let (mut best, mut nearest): (Option<Match<'_>>, Option<String>) = (None, None);
    for (layout, fit) in matches {
        match fit {
            Ok(fit) if best.as_ref().is_none_or(|best| fit.figures() > best.figures()) => best = Some(fit),
            Ok(_) => {}
            Err(lacks) => {
                let near = header.iter().any(|column| bears(column, &layout.code).is_some());
                if near && nearest.is_none() {
                    nearest =
                        Some(format!(", the nearest is \"{}\", of which it lacks {lacks}", layout.name));
                }
            }
        }
    }
    let Some(found) = best else {
        let known = header.iter().take(6).map(String::as_str).collect::<Vec<_>>().join(", ");
        remarks.of_file(
            &format!(
                "{}{}",
                match known.is_empty() {
                    true => "it is empty".to_owned(),
                    false => format!("its columns ({known}, ...) are of no layout that is known"),
                },
                nearest.unwrap_or_default()
            ),
            "nothing is taken from it; a mapping of its columns can be given",
        );
        return (Vec::new(), remarks.all);
    };
    let facts = rows(&found, &header, (&mut reader, Lines::of(&text)), &mut remarks);
    (facts, remarks.all)
}

fn rows(
    found: &Match<'_>,
    header: &[String],
    (reader, mut lines): (&mut csv::Reader<&[u8]>, Lines<'_>),
    remarks: &mut Remarks,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut record = csv::StringRecord::new();
    let map = Boundaries::embedded();
    loop {
        let begins = reader.position().byte();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return facts,
            Err(fault) => {
                remarks.of_row(lines.at(begins), "", &format!("it cannot be read ({fault})"));
                continue;
            }
        }
        let line = lines.at(record.position().map_or(begins, csv::Position::byte));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != header.len() {
            remarks.of_row(
                line,
                "",
                &format!("it has {} cells, the first line {}", record.len(), header.len()),
            );
            continue;
        }
        let cell = |at: usize| record.get(at).unwrap_or("").trim();
        let level = &found.layout.level;
        let codes: Vec<String> = match cell(found.level) {
            text if text.eq_ignore_ascii_case(&level.nation) => vec![NATION.to_owned()],
            // Regions hold nothing that the authorities do not.
            text if text.eq_ignore_ascii_case(&level.region) => continue,
            text if text.eq_ignore_ascii_case(&level.authority) => {
                let codes = cell(found.code).split('/').map(|code| map.latest_code(code.trim()));
                codes.collect()
            }
            text => {
                remarks.of_row(line, text, "it is neither of an authority, nor of a region, nor of England");
                continue;
            }
        };
        if let Some(wrong) = codes.iter().find(|code| !is_code(code)) {
            remarks.of_row(line, wrong, "this is no code of an authority");
            continue;
        }
        let year = match found.year {
            Some(at) => year(cell(at)),
            None => found.year_in_names(),
        };
        let Some(year) = year else {
            remarks.of_row(line, found.year.map_or("", cell), "this is no year from 1990 to 2100");
            continue;
        };
        let name = match codes[0] == NATION {
            true => "England",
            false => cell(found.place),
        };
        if let Some(fault) = fault_of_name(name) {
            remarks.of_row(line, &shown(name), &format!("this is no name of an authority, since it {fault}"));
            continue;
        }
        let old_code = found.old_code.filter(|_| codes.len() == 1).map_or("", cell);
        for block in &found.blocks {
            if !block.holds.iter().all(|(at, text)| cell(*at) == text) {
                continue;
            }
            for &(at, figure, _) in &block.figures {
                let place = (remarks.file.clone(), line, header[at].clone());
                if let Some(cell) = remarks.cell(cell(at), found.layout, figure, name, &place) {
                    let (codes, name) = (codes.clone(), name.to_owned());
                    let old_code = old_code.to_owned();
                    facts.push(Fact { year, codes, old_code, name, figure, cell, place });
                }
            }
        }
    }
}

/// Lines counted as an editor counts them, whatever ends them.
struct Lines<'a> {
    bytes: &'a [u8],
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(text: &str) -> Lines<'_> {
        Lines { bytes: text.as_bytes(), counted: 0, line: 1 }
    }

    /// The line of the record that begins at or after a byte; bytes are asked for in their order.
    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(here) = self.bytes.get(self.counted) {
            let ends = matches!(here, b'\r' | b'\n');
            if self.counted >= byte && !ends {
                break;
            }
            let is_half = *here == b'\r' && self.bytes.get(self.counted + 1) == Some(&b'\n');
            self.line += u64::from(ends && !is_half);
            self.counted += 1;
        }
        self.line
    }
}

/// "2021", or the years of a year ending in March: "202021".
fn year(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let year: u32 = match (digits, text.len()) {
        (true, 4) => text.parse().ok()?,
        (true, 6) => {
            let first: u32 = text[..4].parse().ok()?;
            let last: u32 = text[4..].parse().ok()?;
            ((first + 1) % 100 == last).then_some(first + 1)?
        }
        _ => return None,
    };
    (1990..=2100).contains(&year).then_some(year)
}

/// A letter and eight digits.
fn is_code(code: &str) -> bool {
    let mut bytes = code.bytes();
    code.len() == 9
        && bytes.next().is_some_and(|byte| byte.is_ascii_uppercase())
        && bytes.all(|byte| byte.is_ascii_digit())
}

struct Remarks {
    file: String,
    all: Vec<Remark>,
}

impl Remarks {
    fn of_file(&mut self, meaning: &str, done: &str) {
        self.add((Kind::File, 0, ""), "", "", (meaning, done));
    }

    fn of_row(&mut self, line: u64, found: &str, meaning: &str) {
        self.add((Kind::Row, line, ""), found, "", (meaning, "the row is left out"));
    }

    fn add(
        &mut self,
        (kind, line, column): (Kind, u64, &str),
        found: &str,
        authority: &str,
        (meaning, done): (&str, &str),
    ) {
        // A damaged cell may hold the rest of a file.
        let found = found.chars().take(60).collect();
        self.all.push(Remark {
            kind,
            file: self.file.clone(),
            line,
            column: column.to_owned(),
            found,
            authority: authority.to_owned(),
            meaning: meaning.to_owned(),
            done: done.to_owned(),
        });
    }

    /// The cell of a text; `None` and a remark where it cannot be read.
    fn cell(
        &mut self,
        text: &str,
        layout: &Layout,
        figure: Figure,
        name: &str,
        place: &(String, u64, String),
    ) -> Option<Cell> {
        let (_, line, column) = place;
        if let Some(code) = layout.codes.get(&text.to_lowercase()) {
            let done = "kept as that, not as a number";
            self.add((Kind::Coded, *line, column), text, name, (code.meaning(), done));
            return Some(Cell::Coded(*code));
        }
        let most = if figure.unit().starts_with("% of children") || figure.unit().starts_with("% of those") {
            100.0
        } else {
            f64::INFINITY
        };
        match number(text) {
            Some(number) if (0.0..=most).contains(&number) => Some(Cell::Number(number)),
            Some(_) => {
                self.add(
                    (Kind::Unreadable, *line, column),
                    text,
                    name,
                    ("this cannot be such a figure", "the cell is left out"),
                );
                None
            }
            None => {
                self.add(
                    (Kind::Unreadable, *line, column),
                    text,
                    name,
                    ("this is neither a number nor a code of this release", "the cell is left out"),
                );
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_codes_and_numbers_are_read_as_they_are_printed() {
        assert_eq!((year("2021"), year("202021"), year("201920")), (Some(2021), Some(2021), Some(2020)));
        assert_eq!((year("21"), year("202122x"), year("202023"), year("١٢٣٤")), (None, None, None, None));
        assert_eq!(
            (number("1,234"), number("1,23"), number("12.5"), number("-")),
            (Some(1234.0), None, Some(12.5), None)
        );
        assert!(is_code("E06000061") && !is_code("E0600006") && !is_code("e06000061"));
    }
}
