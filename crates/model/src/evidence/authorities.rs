//! Every authority of England in 2011, from one table of published cells: one row, one profile.
//!
//! A suppressed cell is a fact of its own: 1 to 5 children, never zero. It keeps its code in the table
//! and is filled in here: the children of the stock who stand in no published cell of its block (ages,
//! or placements) are divided among the block's suppressed cells in equal whole numbers, each from 1 to
//! 5, the odd ones to the cells that stand first.

use std::sync::OnceLock;

use super::embedded;
use super::levels::{LEVELS, LevelFactor};
use super::national::National;
use super::profile::Profile;
use super::unaccompanied;
use crate::terms::AGES;

/// Columns of the table before the cells.
const BEFORE: usize = 5;
/// Cells of a row: ages, then nine placements.
const CELLS: usize = AGES + 9;
/// The code of a suppressed cell, and how many children it may stand for.
const SUPPRESSED: &str = "x";
const HIDDEN: (u32, u32) = (1, 5);
/// The year of the table.
const YEAR: u32 = 2011;
const RELEASE: &str = "Department for Education, Children looked after by local authorities in England, \
    year ending 31 March 2011 (SFR 21/2011), underlying data by local authority";
const LICENCE: &str = "Contains public sector information licensed under the Open Government Licence v3.0";

/// One authority as published.
struct Row {
    profile: &'static str,
    code: &'static str,
    name: &'static str,
    stock: u32,
    any_time: u32,
    /// `None` where the release suppresses the cell.
    cells: [Option<u32>; CELLS],
}

/// A table that cannot be read is a bug and panics with a sentence.
fn table() -> &'static [Row] {
    static TABLE: OnceLock<Vec<Row>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = embedded::ENGLAND_2011.lines();
        let rows = rows.filter(|line| !line.is_empty() && !line.starts_with('#'));
        rows.skip(1).map(row).collect()
    })
}

fn row(line: &'static str) -> Row {
    // Three names hold a comma: "Bristol, City of".
    let (fields, name) = match line.split_once('"') {
        None => (line.split(',').collect::<Vec<_>>(), None),
        Some((before, rest)) => match rest.split_once("\",") {
            Some((name, after)) => {
                let before = before.trim_end_matches(',').split(',');
                (before.chain([name]).chain(after.split(',')).collect(), Some(name))
            }
            None => panic!("the table of authorities has an open quotation mark: {line}"),
        },
    };
    assert!(
        fields.len() == BEFORE + CELLS,
        "the table of authorities has a row of {} fields: {line}",
        fields.len()
    );
    let count = |field: &str| match field.parse() {
        Ok(children) => children,
        Err(_) => panic!("the table of authorities holds {field}: {line}"),
    };
    Row {
        profile: fields[0],
        code: fields[1],
        name: name.unwrap_or(fields[2]),
        stock: count(fields[3]),
        any_time: count(fields[4]),
        cells: std::array::from_fn(|cell| {
            let field = fields[BEFORE + cell];
            (field != SUPPRESSED).then(|| count(field))
        }),
    }
}

/// Fills in the suppressed cells of a block; how many there were.
pub(super) fn filled(stock: u32, block: &[Option<u32>]) -> (Vec<f64>, u32) {
    let published: u32 = block.iter().flatten().sum();
    let hidden = block.iter().filter(|cell| cell.is_none()).count() as u32;
    let mut left = stock.saturating_sub(published);
    let mut cells_left = hidden;
    let cells = block.iter().map(|cell| match cell {
        Some(children) => f64::from(*children),
        None => {
            let share = left.div_ceil(cells_left).clamp(HIDDEN.0, HIDDEN.1);
            left = left.saturating_sub(share);
            cells_left -= 1;
            f64::from(share)
        }
    });
    (cells.collect(), hidden)
}

impl Row {
    fn profile(&self) -> Profile {
        let (ages, hidden_ages) = filled(self.stock, &self.cells[..AGES]);
        let (placed, hidden_placements) = filled(self.stock, &self.cells[AGES..]);
        let [foster, secure, other_residential, schools, parents, community, adoption, missing, other]: [f64;
            CELLS - AGES] = std::array::from_fn(|cell| placed[cell]);
        let mut source = format!("{RELEASE}, {}", self.code);
        let hidden = hidden_ages + hidden_placements;
        if hidden > 0 {
            source += &format!(
                ". {hidden} of its cells of ages and placements are suppressed (1 to 5 children each) and filled in: \
                 what the published cells leave of the stock, in equal whole numbers"
            );
        }
        let (unaccompanied, note) = unaccompanied::of_authority(self.code, YEAR, f64::from(self.stock));
        if let Some(note) = note {
            source += &format!(". {note}");
        }
        Profile {
            name: self.name.to_owned(),
            source: format!("{source}. {LICENCE}."),
            year: YEAR,
            ages: std::array::from_fn(|band| ages[band]),
            placements: [
                foster,
                secure + schools,
                parents,
                community,
                adoption,
                other_residential + missing + other,
            ],
            stock: f64::from(self.stock),
            any_time: Some(f64::from(self.any_time)),
            flows: None,
            unaccompanied: Some(unaccompanied),
            care_leavers: None,
            arrival_ages: None,
            levels: [LevelFactor::ONE; LEVELS],
            children: Vec::new(),
            national: National::nearest(YEAR),
        }
    }
}

/// Names of the profiles of the table, in its order.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    table().iter().map(|row| row.profile)
}

/// Every authority of the table, with one source for all.
pub(super) fn every() -> Vec<(String, Profile)> {
    let hidden = (table().iter()).flat_map(|row| &row.cells).filter(|cell| cell.is_none()).count();
    let source = format!(
        "{RELEASE}, all {} authorities. {hidden} cells of ages and placements are suppressed \
         (1 to 5 children each) and filled in: what the published cells of an authority leave of its stock, \
         in equal whole numbers; of unaccompanied children the stock alone is published, and starts follow from it. {LICENCE}.",
        table().len()
    );
    let named = |row: &Row| {
        let mut profile = row.profile();
        profile.source.clone_from(&source);
        (row.profile.to_owned(), profile)
    };
    table().iter().map(named).collect()
}

/// The code of the authority of a profile of the table, as it was in 2011.
pub(super) fn code_of(name: &str) -> Option<&'static str> {
    table().iter().find(|row| row.profile == name).map(|row| row.code)
}

/// A profile of the table.
pub(super) fn find(name: &str) -> Option<Profile> {
    table().iter().find(|row| row.profile == name).map(Row::profile)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;
    use std::path::Path;

    /// The columns of the release that the table keeps, in its order.
    const COLUMNS: [&str; CELLS + 2] = [
        "CLA_Mar2011",
        "CLA_2011",
        "CLA_U1",
        "CLA_1to4",
        "CLA_5to9",
        "CLA_10to15",
        "CLA_16over",
        "CLA_Fost",
        "CLA_Secure",
        "CLA_Ores",
        "CLA_RSch",
        "CLA_Parent",
        "CLA_Ocom",
        "CLA_Adopt",
        "CLA_Miss",
        "CLA_OthPl",
    ];

    /// `Bristol, City of` is `bristol`.
    fn profile_of(name: &str) -> String {
        let short = name.split(',').next().unwrap().to_lowercase();
        let words = short.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join("-")
    }

    /// `SWPLAB_RENEW=1 cargo test -p swplab-model evidence::authorities` derives the table again from the release.
    #[test]
    fn the_table_is_that_of_the_release() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let release = root.join("../shared/data/dfe-cla-by-la-2011.csv");
        let Ok(mut reader) = csv::Reader::from_path(&release) else {
            eprintln!("{} is absent: the table is not compared with it", release.display());
            return;
        };
        let header = reader.headers().unwrap().clone();
        let at = |name: &str| header.iter().position(|column| column == name).unwrap();
        let mut derived = embedded::ENGLAND_2011
            .lines()
            .filter(|line| line.starts_with('#'))
            .fold(String::new(), |text, line| text + line + "\n");
        writeln!(derived, "profile,New_geog_code,geog_n,{}", COLUMNS.join(",")).unwrap();
        for record in reader.records().map(|record| record.unwrap()) {
            if &record[at("geog_l")] != "LA" {
                continue;
            }
            let name = &record[at("geog_n")];
            let quoted = match name.contains(',') {
                true => format!("\"{name}\""),
                false => name.to_owned(),
            };
            let cells: Vec<&str> = COLUMNS.iter().map(|column| &record[at(column)]).collect();
            writeln!(
                derived,
                "{}-{YEAR},{},{quoted},{}",
                profile_of(name),
                &record[at("New_geog_code")],
                cells.join(",")
            )
            .unwrap();
        }
        if std::env::var_os("SWPLAB_RENEW").is_some() {
            let path = root.join("evidence/authorities/england-2011.csv");
            std::fs::write(path, &derived).unwrap();
        }
        assert!(derived == embedded::ENGLAND_2011, "the table is not the release's");
    }

    #[test]
    fn the_authorities_sum_to_the_nation_and_each_block_to_its_stock() {
        let rows = table();
        assert_eq!(rows.len(), 151);
        let national = National::nearest(YEAR);
        let sum = |of: fn(&Row) -> u32| f64::from(rows.iter().map(of).sum::<u32>());
        // The nation's figures are rounded to 10.
        assert!((sum(|row| row.stock) - national.stock).abs() <= 5.0);
        assert!((sum(|row| row.any_time) - national.any_time.unwrap()).abs() <= 5.0);
        for row in rows {
            let profile = row.profile();
            // In the release itself a block without a suppressed cell may lack one child of the stock.
            for block in [profile.ages.iter().sum::<f64>(), profile.placements.iter().sum()] {
                let lacking = profile.stock - block;
                assert!((0.0..=1.0).contains(&lacking), "{}: {lacking}", row.profile);
            }
        }
    }

    #[test]
    fn suppressed_cells_share_what_is_left_and_are_never_zero() {
        let block = [Some(10), None, Some(0), None, None];
        assert_eq!(filled(17, &block), (vec![10.0, 3.0, 0.0, 2.0, 2.0], 3));
        assert_eq!(filled(12, &block), (vec![10.0, 1.0, 0.0, 1.0, 1.0], 3));
        for row in table() {
            for block in [&row.cells[..AGES], &row.cells[AGES..]] {
                let (cells, _) = filled(row.stock, block);
                let hidden = block.iter().zip(cells).filter(|(cell, _)| cell.is_none());
                for (_, children) in hidden {
                    assert!((1.0..=5.0).contains(&children), "{}", row.profile);
                }
            }
        }
        let london = find("city-of-london-2011").unwrap();
        assert_eq!(london.ages, [2.0, 2.0, 2.0, 2.0, 1.0]);
        assert!(london.source.contains("7 of its cells"));
    }
}
