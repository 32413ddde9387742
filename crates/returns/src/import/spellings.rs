//! Spellings of one child brought together.

use std::collections::BTreeMap;

use super::identity;
use super::records::Child;
use super::table::Place;
use swplab_model::calendar::Day;

/// The commonest spelling, at equality the first.
pub(super) fn best(spellings: &BTreeMap<String, usize>) -> &str {
    spellings.iter().rev().max_by_key(|(_, times)| **times).map_or("", |(name, _)| name)
}

/// Brings spellings of one child together; how many were, and how many were not for dates of birth that differ.
pub(super) fn join(children: BTreeMap<String, Child>) -> (Vec<Child>, usize, usize) {
    let mut alike: BTreeMap<String, Vec<(String, Child)>> = BTreeMap::new();
    for (number, child) in children {
        alike.entry(identity::likeness(&number)).or_default().push((number, child));
    }
    let mut found: Vec<(String, Child)> = Vec::new();
    let (mut joined, mut apart) = (0, 0);
    for (_, mut same) in alike {
        if same.len() > 1 {
            let mut days: Vec<Day> = same.iter().filter_map(|(_, child)| usual(&child.born)).collect();
            days.sort_unstable();
            days.dedup();
            if days.len() > 1 {
                apart += same.len() - 1;
            } else {
                joined += same.len() - 1;
                let mut rest = same.drain(1..).collect::<Vec<_>>();
                for (_, child) in rest.drain(..) {
                    absorb(&mut same[0].1, child);
                }
            }
        }
        found.append(&mut same);
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    (found.into_iter().map(|(_, child)| child).collect(), joined, apart)
}

/// The date of birth that most rows give; at equality the first that was read.
pub(super) fn usual(born: &[(Day, Place, u32)]) -> Option<Day> {
    born.iter().rev().max_by_key(|(.., times)| *times).map(|(day, ..)| *day)
}

/// What one spelling of a child tells, given to another.
pub(super) fn absorb(known: &mut Child, other: Child) {
    for (day, at, times) in other.born {
        match known.born.iter_mut().find(|(own, ..)| *own == day) {
            Some((.., own)) => *own += times,
            None => known.born.push((day, at, times)),
        }
    }
    known.episodes.extend(other.episodes);
    known.held.extend(other.held);
    known.headers.extend(other.headers);
    known.is_care_leaver |= other.is_care_leaver;
    known.served.extend(other.served);
    known.is_unaccompanied |= other.is_unaccompanied;
    known.is_counted |= other.is_counted;
    known.first = [known.first, other.first].into_iter().flatten().min();
}
