//! Files of a return: found in a folder and its folders and read one after the other. Names decide nothing but
//! the words of a message.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::faults::{Faults, Kind};
use super::table::{Row, Table};
use super::{csv_rows, xml_rows};
use crate::{plain, text};

/// A file: its path inside the folder, with `/` between names, and its bytes or where they can be had.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Path inside the folder.
    pub name: String,
    /// What it holds; nothing where it is read from its path when it is needed.
    pub bytes: Option<Vec<u8>>,
    /// Where it lies; nothing where its bytes are given.
    pub path: Option<PathBuf>,
}

/// Folders in folders that are looked into.
const DEEPEST: usize = 4;
/// Most files that are looked at: returns of many years are far fewer, and a whole disk is far more.
const MOST: usize = 5_000;
/// Largest file that is read, bytes.
const LARGEST: u64 = plain::TABLE;
/// Bytes at the beginning that tell what a file is.
const FIRST: usize = 4_096;

/// Every file in a folder and its folders, by name; what is hidden or no plain file is passed over, and what links
/// lead to several times is found once. A folder that lies too deep is found as if it were a file, so that it is named
/// among what cannot be read.
///
/// # Errors
/// The folder cannot be read, or holds more files than returns can have.
pub fn gather(folder: &Path) -> io::Result<Vec<Given>> {
    let mut found = Vec::new();
    look(folder, "", &mut BTreeSet::new(), &mut found)?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn look(folder: &Path, above: &str, seen: &mut BTreeSet<PathBuf>, found: &mut Vec<Given>) -> io::Result<()> {
    seen.insert(fs::canonicalize(folder)?);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || name == "__MACOSX" {
            continue;
        }
        let name = format!("{above}{name}");
        let (Ok(about), Ok(real)) = (fs::metadata(&path), fs::canonicalize(&path)) else { continue };
        if !seen.insert(real) {
            continue;
        }
        if about.is_dir() {
            let is_deep = name.matches('/').count() >= DEEPEST;
            if is_deep || fs::read_dir(&path).is_err() {
                found.push(Given { name: format!("{name}/"), bytes: None, path: Some(path) });
            } else {
                look(&path, &format!("{name}/"), seen, found)?;
            }
        } else if about.is_file() {
            found.push(Given { name, bytes: None, path: Some(path) });
        }
        if found.len() > MOST {
            let sentence = format!("it holds more than {MOST} files: give the folder of the returns alone");
            return Err(io::Error::other(sentence));
        }
    }
    Ok(())
}

/// What the first bytes of a file tell, where it holds no text.
fn other_form(first: &[u8], name: &str) -> Option<Kind> {
    let lower = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    if ends(&[".docx", ".doc", ".odt", ".pptx", ".pdf", ".rtf"]) {
        return Some(Kind::OtherForm);
    }
    // A workbook is an archive inside.
    if ends(&[".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers"])
        || first.starts_with(b"\xd0\xcf\x11\xe0")
    {
        return Some(Kind::Workbook);
    }
    if first.starts_with(b"PK\x03\x04") {
        let is_book =
            first.windows(5).any(|part| part == b"[Cont") || first.windows(3).any(|part| part == b"xl/");
        return Some(if is_book { Kind::Workbook } else { Kind::Archive });
    }
    let archives: [&[u8]; 4] = [b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh"];
    if archives.iter().any(|archive| first.starts_with(archive))
        || ends(&[".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2"])
    {
        return Some(Kind::Archive);
    }
    (text::is_binary(first) || first.starts_with(b"%PDF") || first.starts_with(b"{\\rtf"))
        .then_some(Kind::OtherForm)
}

/// The first bytes of a file, and its size.
fn first_of(given: &Given) -> io::Result<(Vec<u8>, u64)> {
    if let Some(bytes) = &given.bytes {
        return Ok((bytes[..bytes.len().min(FIRST)].to_vec(), bytes.len() as u64));
    }
    let Some(path) = &given.path else { return Err(io::ErrorKind::NotFound.into()) };
    let (file, size) = plain::open(path)?;
    let mut first = Vec::new();
    file.take(FIRST as u64).read_to_end(&mut first)?;
    Ok((first, size))
}

fn bytes_of(given: &Given) -> io::Result<Cow<'_, [u8]>> {
    match (&given.bytes, &given.path) {
        (Some(bytes), _) => Ok(Cow::Borrowed(bytes)),
        (None, Some(path)) => Ok(Cow::Owned(plain::read(path, LARGEST)?)),
        (None, None) => Err(io::ErrorKind::NotFound.into()),
    }
}

/// What takes rows, with the faults that it may add to.
pub(super) type Sink<'a> = &'a mut dyn FnMut(&Row<'_>, &mut Faults);

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// Tables of a return.
    Tables,
    /// No table that is read, which is no fault.
    NoTable,
    /// Nothing that could be read; the faults say why.
    Nothing,
}

/// Gives the rows of one file to `sink`.
pub(super) fn rows(given: &Given, file: u32, faults: &mut Faults, sink: Sink<'_>) -> Held {
    let mut left_out = |kind| {
        faults.of_file(file, kind);
        Held::Nothing
    };
    let Ok((first, size)) = first_of(given) else {
        return left_out(Kind::CannotBeRead);
    };
    if let Some(kind) = other_form(&first, &given.name) {
        return left_out(kind);
    }
    if size > LARGEST {
        return left_out(Kind::TooLarge);
    }
    let Ok(bytes) = bytes_of(given) else {
        return left_out(Kind::CannotBeRead);
    };
    let (text, is_foreign) = text::decode(&bytes);
    let last = given.name.rsplit('/').next().unwrap_or_default();
    let is_xml = text.trim_start().starts_with('<');
    let found = if is_xml {
        xml_rows::read(&text, last, file, faults, sink)
    } else {
        csv_rows::read(&text, last, file, faults, sink)
    };
    if found && is_foreign {
        faults.of_file(file, Kind::NotUnicode);
    }
    if found {
        return Held::Tables;
    }
    if Table::of_name(last).is_some() && !text.trim().is_empty() && !is_xml {
        faults.of_file(file, Kind::NoHeadings);
        return Held::Nothing;
    }
    Held::NoTable
}

/// What is left of a file's path without the words that name its table: files of one return have it in common.
pub(super) fn stem(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let (rest, _) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    let mut rest = rest.replace([' ', '-'], "_");
    for word in [
        "socialworkers",
        "socialworker",
        "social_workers",
        "social_worker",
        "sw_episodes",
        "swepisodes",
        "episodes",
        "episode",
        "headers",
        "header",
        "care_leavers",
        "careleavers",
        "oc3",
    ] {
        rest = rest.replace(word, "");
    }
    rest.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_return_have_a_stem_in_common() {
        assert_eq!(stem("2017-episodes.csv"), stem("2017-header.csv"));
        assert_eq!(stem("FY20/Episodes.CSV"), stem("FY20/SW_Episodes.csv"));
        assert_eq!(stem("header_1920.csv"), stem("episodes_1920.csv"));
        assert_ne!(stem("header_1920.csv"), stem("episodes_2021.csv"));
    }

    #[test]
    fn a_file_is_what_its_bytes_are() {
        assert_eq!(other_form(b"PK\x03\x04\0[Content_Types].xml", "episodes.csv"), Some(Kind::Workbook));
        assert_eq!(other_form(b"PK\x03\x04\0\0episodes.csv", "return.csv"), Some(Kind::Archive));
        assert_eq!(other_form(b"\x1f\x8b\x08", "episodes.csv"), Some(Kind::Archive));
        assert_eq!(other_form(b"CHILD,DOB", "episodes"), None);
        assert_eq!(other_form(b"\xff\xfeC\0H\0", "episodes.csv"), None);
    }
}
