//! Codes of the looked-after-children return (SSDA903), as dated data: which are accepted in which
//! collection year. A collection year is named by the 31 March on which it ends.

use std::sync::OnceLock;

/// The dated list, with its source at its head.
const TEXT: &str = include_str!("../../../../evidence/interchange/ssda903-codes.csv");

/// The oldest and the newest collection year whose lists are known.
pub const KNOWN: (i32, i32) = (2022, 2027);

/// One code of one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Name of the list: the column that holds it, such as `PLACE`.
    pub list: &'static str,
    /// The code.
    pub code: &'static str,
    /// First collection year known to accept it.
    pub from: i32,
    /// Last collection year known to accept it; `None` if the newest does.
    pub to: Option<i32>,
    /// What it means.
    pub meaning: &'static str,
}

impl Code {
    /// Whether a collection year accepts it. Years older or newer than the known ones are judged by
    /// the nearest known one.
    pub fn is_accepted(&self, collection_year: i32) -> bool {
        let year = collection_year.clamp(KNOWN.0, KNOWN.1);
        self.from <= year && self.to.is_none_or(|to| year <= to)
    }
}

/// Every code of every list, in the order of the file.
///
/// # Panics
/// If the embedded list has a line that is none: a bug that a test finds.
pub fn all() -> &'static [Code] {
    static CODES: OnceLock<Vec<Code>> = OnceLock::new();
    CODES.get_or_init(|| {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).skip(1);
        lines.map(|line| code(line).expect("the list of codes has five cells in each line")).collect()
    })
}

/// A code of a list, in whatever year.
pub fn find(list: &str, code: &str) -> Option<&'static Code> {
    all().iter().find(|known| known.list == list && known.code == code)
}

/// Whether a list accepts a code in a collection year.
pub fn is_accepted(list: &str, code: &str, collection_year: i32) -> bool {
    find(list, code).is_some_and(|known| known.is_accepted(collection_year))
}

fn code(line: &'static str) -> Option<Code> {
    let mut cells = line.splitn(5, ',');
    let (list, code) = (cells.next()?, cells.next()?);
    let (from, to) = (cells.next()?, cells.next()?);
    Some(Code {
        list,
        code,
        from: from.parse().ok()?,
        to: match to {
            "" => None,
            year => Some(year.parse().ok()?),
        },
        meaning: cells.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_no_code_stands_twice() {
        let mut seen: Vec<(&str, &str)> = all().iter().map(|c| (c.list, c.code)).collect();
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), count);
        for code in all() {
            assert!(!code.meaning.is_empty());
            assert!(code.from >= KNOWN.0 && code.to.is_none_or(|to| to < KNOWN.1));
        }
    }

    #[test]
    fn lists_change_with_the_collection_year() {
        assert!(is_accepted("SEX", "1", 2024) && !is_accepted("SEX", "1", 2025));
        assert!(is_accepted("PLACE", "H5", 2012) && !is_accepted("PLACE", "H5", 2026));
        assert!(!is_accepted("PLACE", "K3", 2024) && is_accepted("PLACE", "K3", 2040));
        assert!(!is_accepted("REC", "E99", 2024) && find("LS", "C2").is_some());
    }
}
