//! Which authorities of the start are compared with which of later: one by one where nothing changed,
//! together where boundaries did or where the workforce is published together.

use std::collections::BTreeSet;

use super::targets::{Kind, Target};
use crate::evidence::{Boundaries, Published, PublishedRow};

/// An area that is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Name in words.
    pub name: String,
    /// Its authorities, by their number in the scenario.
    pub members: Vec<usize>,
    /// Their codes at the start.
    pub codes: Vec<String>,
}

/// The published rows of an area on the day of a target's figure; `None` where one is missing or its
/// workforce is published with an authority outside the area.
pub fn rows<'a>(
    unit: &Unit,
    target: &Target,
    table: &'a Published,
    (start, year): (u32, u32),
) -> Option<Vec<&'a PublishedRow>> {
    let map = Boundaries::embedded();
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for code in &unit.codes {
        codes.extend(map.successors(code, start * 10_000 + 331, target.day(year)));
    }
    let found = codes.iter().map(|code| table.row(year, code));
    let found = found.collect::<Option<Vec<_>>>();
    // An authority that was divided on the next day after its own 31 March keeps a row of its own.
    let found = found.or_else(|| unit.codes.iter().map(|code| table.row(year, code)).collect())?;
    let inside = |row: &&PublishedRow| {
        row.workforce_with.len() < 2 || row.workforce_with.iter().all(|code| codes.contains(code))
    };
    (target.kind != Kind::Workforce || found.iter().all(inside)).then_some(found)
}

/// The areas that can be compared over all years from the start to `last`, for a kind of target.
pub fn units(
    names: &[String],
    codes: &[String],
    target: &Target,
    table: &Published,
    (start, last): (u32, u32),
) -> Vec<Unit> {
    let map = Boundaries::embedded();
    let groups = map.comparable(codes.iter().map(String::as_str), start * 10_000 + 331, target.day(last));
    let mut sets: Vec<BTreeSet<String>> =
        groups.into_iter().map(|group| group.before.into_iter().collect()).collect();
    if target.kind == Kind::Workforce {
        for year in start..=last {
            for row in table.of_year(year).filter(|row| row.workforce_with.len() > 1) {
                let with: BTreeSet<&String> = row.workforce_with.iter().collect();
                let (together, apart): (Vec<_>, Vec<_>) =
                    sets.into_iter().partition(|set| set.iter().any(|code| with.contains(code)));
                sets = apart;
                let joined: BTreeSet<String> = together.into_iter().flatten().collect();
                if !joined.is_empty() {
                    sets.push(joined);
                }
            }
        }
    }
    let mut units: Vec<Unit> = sets
        .into_iter()
        .map(|set| {
            let members: Vec<usize> = (0..codes.len()).filter(|k| set.contains(&codes[*k])).collect();
            let named: Vec<&str> = members.iter().map(|k| names[*k].as_str()).collect();
            Unit {
                name: named.join(" and "),
                codes: members.iter().map(|k| codes[*k].clone()).collect(),
                members,
            }
        })
        .collect();
    units.sort_by(|a, b| a.members.cmp(&b.members));
    units
}

#[cfg(test)]
mod tests {
    use super::super::targets::target;
    use super::*;
    use crate::evidence::published;

    fn start() -> (Vec<String>, Vec<String>) {
        let rows = published().of_year(2021).filter(|row| row.get(crate::evidence::Figure::Stock).is_some());
        rows.map(|row| (row.name.clone(), row.code.clone())).unzip()
    }

    #[test]
    fn children_are_compared_one_by_one_and_a_split_authority_with_its_heirs() {
        let (names, codes) = start();
        let target = target("children").unwrap();
        let units = units(&names, &codes, target, published(), (2021, 2025));
        assert_eq!(units.len(), 150);
        let cumbria = units.iter().find(|unit| unit.name == "Cumbria").unwrap();
        let of = |year| target.observed(&rows(cumbria, target, published(), (2021, year)).unwrap());
        assert_eq!(of(2023), Some(740.0));
        let heirs = ["E06000063", "E06000064"].map(|code| published().row(2024, code).unwrap());
        assert_eq!(of(2024), target.observed(&heirs));
    }

    #[test]
    fn workforces_that_are_published_together_are_compared_together() {
        let (names, codes) = start();
        let target = target("vacancy").unwrap();
        let units = units(&names, &codes, target, published(), (2021, 2025));
        let joint = units.iter().find(|unit| unit.members.len() == 2).unwrap();
        assert_eq!(joint.name, "Kingston upon Thames and Richmond upon Thames");
        assert_eq!(units.len(), 149);
        let northamptonshire = units.iter().find(|unit| unit.name == "Northamptonshire").unwrap();
        for year in 2021..=2025 {
            for unit in [joint, northamptonshire] {
                let rows = rows(unit, target, published(), (2021, year)).unwrap();
                assert!(target.observed(&rows).is_some(), "{} {year}", unit.name);
            }
        }
    }
}
