//! Child by child: what befalls each person who is counted, so that arms can be compared person by person and by kind of
//! child. Counted are those of the remit where there is a service, else everybody who is looked after; at months' ends, so
//! that the month in which care ends is left out, in all arms alike.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::experiment::History;
use crate::draws::Name;
use crate::model::world::{ChildId, REMIT, World};
use crate::terms::{AgeBand, PlacementType, age_band};

/// What is counted of each person, by the id of the indicator.
pub const COUNTED: [&str; 2] = ["worker_changes", "moves"];

/// Months looked after at which kinds of time in care end.
const TIMES: [f64; 2] = [12.0, 36.0];

/// Keys of the kinds of time in care.
const TIME_KEYS: [&str; 3] = ["under-1-year", "1-to-3-years", "3-years-and-over"];

/// Ways of telling kinds of children apart, with the keys of the kinds. A person is of the kind that she is when she is
/// first counted in the first arm, so that she is of the same kind in all arms.
pub const WAYS: [(&str, &[&str]); 5] = [
    ("all", &["all"]),
    ("age_at_entry", AgeBand::KEYS),
    ("placement", PlacementType::KEYS),
    ("time_in_care", &TIME_KEYS),
    ("unaccompanied", &["no", "yes"]),
];

/// Kinds of children, all ways together.
pub const KINDS: usize = 1 + AgeBand::COUNT + PlacementType::COUNT + TIME_KEYS.len() + 2;

/// Of each kind and thing counted: child-years and events in the arm, persons compared with the first arm, and of these
/// those with more events a year than there, and with fewer, by more than what matters.
pub const GAINS: usize = 5;

/// One person in one life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Personal {
    /// Who.
    pub name: Name,
    /// Her kind in each way, the first (all) left out.
    kinds: [u8; WAYS.len() - 1],
    months: u16,
    counts: [u16; COUNTED.len()],
}

/// Counts in one life.
#[derive(Clone, Debug)]
pub(super) struct Persons {
    of_remit: bool,
    /// Position in the list by person; none has [`u32::MAX`].
    at: Vec<u32>,
    /// Month's end at which counters of the financial year were last seen, and what they were.
    last: Vec<(u32, [u16; COUNTED.len()])>,
    list: Vec<Personal>,
    /// Rows of those who are counted now.
    rows: Vec<u32>,
}

impl Persons {
    /// On the first day of a life, of the remit or of everybody.
    pub(super) fn of(world: &World, of_remit: bool) -> Persons {
        let mut persons =
            Persons { of_remit, at: Vec::new(), last: Vec::new(), list: Vec::new(), rows: Vec::new() };
        let rows = persons.counted(world);
        persons.begin_month(world, &rows);
        persons.rows = rows;
        persons
    }

    /// Meets those who are counted from now on; `rows` are of all children who have come to be counted, or may have, since
    /// the world was last seen.
    pub(super) fn begin_month(&mut self, world: &World, rows: &[u32]) {
        self.at.resize(world.children.people.len(), u32::MAX);
        self.last.resize(world.children.people.len(), (0, [0; COUNTED.len()]));
        for row in rows.iter().map(|row| *row as usize) {
            let who = world.children.who[row] as usize;
            let is_counted = !self.of_remit || world.children.state[row].cohorts & REMIT != 0;
            if is_counted && self.at[who] == u32::MAX {
                self.meet(world, row);
                self.last[who] = (world.month, counters(world, row));
            }
        }
    }

    /// Counts the month that has ended.
    pub(super) fn observe(&mut self, world: &World) {
        self.at.resize(world.children.people.len(), u32::MAX);
        self.last.resize(world.children.people.len(), (0, [0; COUNTED.len()]));
        let year_began = (world.month.max(1) - 1) / 12 * 12;
        let rows = self.counted(world);
        for row in rows.iter().map(|row| *row as usize) {
            let who = world.children.who[row] as usize;
            if self.at[who] == u32::MAX {
                self.meet(world, row);
            }
            let now = counters(world, row);
            // Counters begin at nought on each first of April.
            let (seen, before) = self.last[who];
            let before = if seen > year_began { before } else { [0; COUNTED.len()] };
            let person = &mut self.list[self.at[who] as usize];
            person.months += 1;
            for ((count, now), before) in person.counts.iter_mut().zip(now).zip(before) {
                *count += now.saturating_sub(before);
            }
            self.last[who] = (world.month, now);
        }
        self.rows = rows;
    }

    /// Those counted, by name.
    pub(super) fn finish(mut self) -> Vec<Personal> {
        self.list.retain(|person| person.months > 0);
        self.list.sort_by_key(|person| person.name);
        self.list
    }

    /// Rows of those who are counted; the list is taken from [`Self::rows`], to be given back.
    fn counted(&mut self, world: &World) -> Vec<u32> {
        let mut rows = std::mem::take(&mut self.rows);
        if self.of_remit {
            world.children.rows_of(REMIT, &mut rows);
        } else {
            rows.clear();
            rows.extend(0..world.children.count() as u32);
        }
        rows
    }

    fn meet(&mut self, world: &World, row: usize) {
        let who: ChildId = world.children.who[row];
        let person = &world.children.people[who as usize];
        let started = world.children.care[row].started;
        let in_care = f64::from(world.month) - started;
        self.at[who as usize] = self.list.len() as u32;
        self.list.push(Personal {
            name: person.name,
            kinds: [
                age_band(started - person.born) as u8,
                world.children.state[row].placement as u8,
                TIMES.iter().filter(|end| in_care >= **end).count() as u8,
                u8::from(person.unaccompanied),
            ],
            months: 0,
            counts: [0; COUNTED.len()],
        });
    }
}

fn counters(world: &World, row: usize) -> [u16; COUNTED.len()] {
    let year = &world.children.year[row];
    [year.changes, year.moves]
}

impl Personal {
    fn rate(&self, counted: usize) -> f64 {
        12.0 * f64::from(self.counts[counted]) / f64::from(self.months)
    }
}

/// Compares each life with the first and keeps of the persons by kind what [`GAINS`] says, by
/// `[kind][counted][value]`; `least` is how much more or fewer events a year matter of each thing counted.
pub(super) fn compare(lives: &mut [Result<History, String>], least: [f64; COUNTED.len()]) {
    let first = match lives.first_mut() {
        Some(Ok(first)) => std::mem::take(&mut first.persons),
        _ => Vec::new(),
    };
    let of_first: BTreeMap<Name, &Personal> = first.iter().map(|person| (person.name, person)).collect();
    for (arm, life) in lives.iter_mut().enumerate() {
        let Ok(life) = life else { continue };
        let own = std::mem::take(&mut life.persons);
        let own = if arm == 0 { &first } else { &own };
        life.gains = gains(&of_first, own, least);
    }
}

fn gains(first: &BTreeMap<Name, &Personal>, own: &[Personal], least: [f64; COUNTED.len()]) -> Vec<f64> {
    let mut sums = vec![[[0.0; GAINS]; COUNTED.len()]; KINDS];
    for person in own {
        let there = first.get(&person.name);
        let kinds = there.map_or(person.kinds, |there| there.kinds);
        let mut begins = 1;
        let mut places = vec![0];
        for ((_, keys), kind) in WAYS[1..].iter().zip(kinds) {
            places.push(begins + usize::from(kind));
            begins += keys.len();
        }
        for (counted, least) in least.into_iter().enumerate() {
            let more = there.map(|there| person.rate(counted) - there.rate(counted));
            for place in &places {
                let of = &mut sums[*place][counted];
                of[0] += f64::from(person.months) / 12.0;
                of[1] += f64::from(person.counts[counted]);
                of[2] += f64::from(u8::from(more.is_some()));
                of[3] += f64::from(u8::from(more.is_some_and(|more| more > least)));
                of[4] += f64::from(u8::from(more.is_some_and(|more| more < -least)));
            }
        }
    }
    sums.into_iter().flatten().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: usize, age: u8, months: u16, changes: u16) -> Personal {
        Personal { name: Name::numbered(number), kinds: [age, 0, 0, 0], months, counts: [changes, 0] }
    }

    fn life(persons: Vec<Personal>) -> Result<History, String> {
        Ok(History { persons, ..History::default() })
    }

    #[test]
    fn kinds_are_as_many_as_the_ways_have() {
        assert_eq!(KINDS, WAYS.iter().map(|(_, keys)| keys.len()).sum::<usize>());
    }

    #[test]
    fn who_gains_and_who_loses_is_found_person_by_person() {
        // Two changes a year less, one more, the same; a fourth is there in the second arm alone.
        let first = vec![person(1, 0, 12, 2), person(2, 1, 24, 0), person(3, 1, 12, 1)];
        let mut second = vec![person(1, 0, 6, 0), person(2, 3, 12, 1), person(3, 1, 24, 2)];
        second.push(person(4, 1, 12, 5));
        let mut lives = [life(first), life(second), Err("failed".to_owned())];
        compare(&mut lives, [0.05, 0.0]);
        let of = |arm: usize, kind: usize| {
            let gains = &lives[arm].as_ref().unwrap().gains;
            gains[kind * COUNTED.len() * GAINS..][..GAINS].to_vec()
        };
        assert_eq!(of(0, 0), [4.0, 3.0, 3.0, 0.0, 0.0]);
        assert_eq!(of(1, 0), [4.5, 8.0, 3.0, 1.0, 1.0]);
        // The second is of the kind that she was in the first arm.
        assert_eq!(of(1, 1), [0.5, 0.0, 1.0, 0.0, 1.0]);
        assert_eq!(of(1, 2), [4.0, 8.0, 2.0, 1.0, 0.0]);
        assert_eq!(of(1, 4), [0.0; GAINS]);
        assert!(lives[1].as_ref().unwrap().persons.is_empty());
    }

    #[test]
    fn what_does_not_matter_is_neither_gain_nor_loss() {
        let mut lives = [life(vec![person(1, 0, 12, 1)]), life(vec![person(1, 0, 12, 2)])];
        compare(&mut lives, [1.0, 0.0]);
        assert_eq!(lives[1].as_ref().unwrap().gains[..GAINS], [1.0, 2.0, 1.0, 0.0, 0.0]);
    }
}
