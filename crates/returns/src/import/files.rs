//! Files of a return: found in a folder and its folders, known by name whatever the case.

use std::fs;
use std::io;
use std::path::Path;

use super::faults::{Faults, Kind};
use super::table::{Row, Table};
use super::{csv_rows, text, xml_rows};

/// A file: its path inside the folder, with `/` between names, and its bytes or why there are none.
#[derive(Clone, Debug)]
pub struct Given {
    /// Path inside the folder.
    pub name: String,
    /// What it holds; nothing where it cannot be read.
    pub bytes: Option<Vec<u8>>,
}

/// Endings of files that may hold a table.
const ENDINGS: [&str; 3] = ["csv", "txt", "xml"];
/// Folders in folders that are looked into.
const DEEPEST: usize = 4;
/// Largest file that is read, bytes.
const LARGEST: u64 = 1 << 30;

/// Every CSV, text and XML file in a folder and its folders, by name.
///
/// # Errors
/// The folder cannot be read.
pub fn gather(folder: &Path) -> io::Result<Vec<Given>> {
    let mut found = Vec::new();
    look(folder, "", 0, &mut found)?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn look(folder: &Path, above: &str, depth: usize, found: &mut Vec<Given>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = format!("{above}{}", name.unwrap_or_default());
        if path.is_dir() {
            if depth < DEEPEST {
                // A folder that cannot be opened holds nothing that could be named.
                let _ = look(&path, &format!("{name}/"), depth + 1, found);
            }
        } else if ENDINGS.contains(&ending(&name).as_str()) {
            let fits = fs::metadata(&path).is_ok_and(|about| about.len() <= LARGEST);
            let bytes = if fits { fs::read(&path).ok() } else { None };
            found.push(Given { name, bytes });
        }
    }
    Ok(())
}

fn ending(name: &str) -> String {
    let after = name.rsplit_once('.').map_or("", |(_, after)| after);
    after.to_ascii_lowercase()
}

/// The year in a file's name, or else in its folder's: four digits by themselves that begin with 19 or 20.
pub(super) fn label(name: &str) -> String {
    let digits = |part: &str| {
        let mut runs = part.split(|c: char| !c.is_ascii_digit());
        runs.find(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"))).map(str::to_owned)
    };
    // "SSDA903" is three digits and no year.
    name.rsplit('/').find_map(digits).unwrap_or_default()
}

/// The rows of all files, and the files that hold no table which is read.
pub(super) fn rows(given: &[Given], faults: &mut Faults) -> (Vec<Row>, Vec<String>) {
    let mut rows = Vec::new();
    let mut left_aside = Vec::new();
    for (index, file) in given.iter().enumerate() {
        let number = index as u32;
        let is_xml = ending(&file.name) == "xml";
        let Some(bytes) = &file.bytes else {
            faults.note(number, 0, "", Kind::CannotBeRead);
            continue;
        };
        if bytes.len() as u64 > LARGEST {
            faults.note(number, 0, "", Kind::TooLarge);
            continue;
        }
        let (text, is_foreign) = text::decode(bytes);
        let last = file.name.rsplit('/').next().unwrap_or_default();
        let found = if is_xml || text.trim_start().starts_with('<') {
            Some(xml_rows::read(&text, number, faults))
        } else {
            csv_rows::read(&text, last, number, faults)
        };
        match found {
            Some(found) => {
                if is_foreign {
                    faults.note(number, 0, "", Kind::NotUnicode);
                }
                rows.extend(found);
            }
            None if Table::of_name(last).is_none() => left_aside.push(file.name.clone()),
            None => faults.note(number, 0, "", Kind::NoHeadings),
        }
    }
    (rows, left_aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_in_the_name_or_the_folder_labels_a_return() {
        for (name, wanted) in [
            ("2017-episodes.csv", "2017"),
            ("2018/SSDA903_episodes.csv", "2018"),
            ("2018/2019_header.csv", "2019"),
            ("header.csv", ""),
            ("20171231-header.csv", ""),
        ] {
            assert_eq!(label(name), wanted, "{name}");
        }
    }
}
