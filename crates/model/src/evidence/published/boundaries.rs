//! The dated map of boundary changes: which authority of one day is which of another, and which can
//! only be compared together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::super::embedded;

/// One change: old authority to new, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// Year, month, day as one number: 20190401.
    date: u32,
    old: &'static str,
    new: &'static str,
    new_name: &'static str,
}

/// Changes of codes and boundaries, in the order of their dates.
#[derive(Clone, Debug)]
pub struct Boundaries {
    changes: Vec<Change>,
}

/// The smallest set of authorities of two days that cover the same area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparable {
    /// Codes on the first day.
    pub before: Vec<String>,
    /// Codes on the second day.
    pub after: Vec<String>,
}

/// Cells of a line in which a quoted cell may hold commas.
pub(super) fn cells(line: &'static str) -> Vec<&'static str> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"').and_then(|open| open.split_once('"')) {
            Some((cell, after)) => (cell, after.strip_prefix(',')),
            None => match rest.split_once(',') {
                Some((cell, after)) => (cell, Some(after)),
                None => (rest, None),
            },
        };
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return cells,
        }
    }
}

impl Boundaries {
    /// The map that the program carries. A fault in it is a bug and panics with a sentence.
    pub fn embedded() -> &'static Boundaries {
        static MAP: OnceLock<Boundaries> = OnceLock::new();
        MAP.get_or_init(|| {
            let lines = embedded::BOUNDARIES.lines();
            let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
            let mut changes: Vec<Change> = lines.skip(1).map(change).collect();
            changes.sort_by_key(|change| change.date);
            Boundaries { changes }
        })
    }

    /// The authorities of `day` that hold what `code` was on `since`; itself where nothing changed.
    /// Days are year, month, day as one number.
    pub fn successors(&self, code: &str, since: u32, day: u32) -> BTreeSet<String> {
        let mut held = BTreeSet::from([code.to_owned()]);
        let dates: BTreeSet<u32> = self.changes.iter().map(|change| change.date).collect();
        for date in dates.into_iter().filter(|date| *date > since && *date <= day) {
            let at = self.changes.iter().filter(|change| change.date == date);
            let at: Vec<&Change> = at.collect();
            held = held
                .into_iter()
                .flat_map(|code| {
                    let new: BTreeSet<String> = at
                        .iter()
                        .filter(|change| change.old == code)
                        .map(|change| change.new.to_owned())
                        .collect();
                    if new.is_empty() { BTreeSet::from([code]) } else { new }
                })
                .collect();
        }
        held
    }

    /// Groups the authorities of `since` into the smallest sets that cover the same area on `day`.
    pub fn comparable<'a>(
        &self,
        codes: impl IntoIterator<Item = &'a str>,
        since: u32,
        day: u32,
    ) -> Vec<Comparable> {
        let mut groups: Vec<Comparable> = Vec::new();
        for code in codes {
            let mut group = Comparable {
                before: vec![code.to_owned()],
                after: self.successors(code, since, day).into_iter().collect(),
            };
            let (sharing, apart): (Vec<Comparable>, Vec<Comparable>) =
                groups.into_iter().partition(|known| known.after.iter().any(|new| group.after.contains(new)));
            for known in sharing {
                group.before.extend(known.before);
                group.after.extend(known.after);
            }
            for side in [&mut group.before, &mut group.after] {
                side.sort_unstable();
                side.dedup();
            }
            groups = apart;
            groups.push(group);
        }
        groups.sort_by(|a, b| a.before.cmp(&b.before));
        groups
    }

    /// The code of today for the same authority under an older code; where it was split or joined, its own.
    pub fn latest_code(&self, code: &str) -> String {
        let mut code = code.to_owned();
        let sources: BTreeMap<&str, usize> = self.changes.iter().fold(BTreeMap::new(), |mut all, one| {
            *all.entry(one.new).or_default() += 1;
            all
        });
        for change in &self.changes {
            let is_alone = sources.get(change.new) == Some(&1)
                && self.changes.iter().filter(|other| other.old == change.old).count() == 1;
            if change.old == code && is_alone {
                code = change.new.to_owned();
            }
        }
        code
    }

    /// Names of authorities that a change made, by code.
    pub fn new_name(&self, code: &str) -> Option<&'static str> {
        let made = self.changes.iter().find(|change| change.new == code);
        made.map(|change| change.new_name)
    }
}

fn change(line: &'static str) -> Change {
    let cells = cells(line);
    let date = cells.first().map(|date| date.replace('-', ""));
    match (date.and_then(|date| date.parse().ok()), cells.as_slice()) {
        (Some(date), [_, _, old, _, new, new_name, _]) => Change { date, old, new, new_name },
        _ => panic!("the map of boundary changes has a row that cannot be read: {line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(codes: &[&str]) -> BTreeSet<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn a_split_authority_is_its_successors_from_the_day_on() {
        let map = Boundaries::embedded();
        let of = |day| map.successors("E10000006", 20210331, day);
        assert_eq!(of(20230331), set(&["E10000006"]));
        assert_eq!(of(20230401), set(&["E06000063", "E06000064"]));
        assert_eq!(map.successors("E09000007", 20110331, 20250331), set(&["E09000007"]));
    }

    #[test]
    fn authorities_that_exchanged_land_are_compared_together() {
        let map = Boundaries::embedded();
        let codes = ["E06000028", "E06000029", "E10000009", "E10000002", "E09000007"];
        let groups = map.comparable(codes, 20110331, 20210331);
        assert_eq!(groups.len(), 3);
        assert_eq!(groups[0].before, ["E06000028", "E06000029", "E10000009"]);
        assert_eq!(groups[0].after, ["E06000058", "E06000059"]);
        assert_eq!(groups[2].before, ["E10000002"]);
        assert_eq!(groups[2].after, ["E06000060"]);
    }

    #[test]
    fn a_code_alone_that_changed_is_the_same_authority() {
        let map = Boundaries::embedded();
        for (old, new) in [
            ("E10000002", "E06000060"),
            ("E08000016", "E08000038"),
            ("E10000006", "E10000006"),
            ("E06000028", "E06000028"),
            ("E10000009", "E10000009"),
        ] {
            assert_eq!(map.latest_code(old), new);
        }
        assert_eq!(map.new_name("E06000063"), Some("Cumberland"));
    }
}
