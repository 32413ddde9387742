//! Children followed from one 31 March to the next.

use std::collections::BTreeMap;

use crate::draws::Name;
use crate::model::world::{SIXTEEN, World};

/// What one child's year held.
#[derive(Clone, Copy, Debug, Default)]
struct Year {
    moves: u16,
    changes: u16,
}

/// Counts over the year ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Children {
    /// Of each child in care at the last year end: her years in care without a break, the last one last.
    years: BTreeMap<Name, Vec<Year>>,
    /// Children counted, and those with the event, by figure.
    sums: BTreeMap<&'static str, (f64, f64)>,
}

impl Children {
    fn add(&mut self, id: &'static str, value: f64) {
        let sum = self.sums.entry(id).or_default();
        *sum = (sum.0 + value, sum.1 + 1.0);
    }

    /// Sees the children in care at the end of a year.
    pub(super) fn year_ends(&mut self, world: &World, is_counted: bool) {
        let today = f64::from(world.month);
        let children = &world.children;
        let mut before = std::mem::take(&mut self.years);
        for i in 0..children.count() {
            let person = &children.people[children.who[i] as usize];
            let in_care = today - children.care[i].started;
            let counts = &children.year[i];
            let mut years = before.remove(&person.name).unwrap_or_default();
            // Who came back within the year is followed from then on.
            if in_care < 12.0 {
                years.clear();
            }
            years.push(Year { moves: counts.moves, changes: counts.changes });
            if is_counted {
                self.count(&years, (in_care, today - person.born));
            }
            self.years.insert(person.name, years);
        }
    }

    fn count(&mut self, years: &[Year], (in_care, age): (f64, f64)) {
        let percent = |holds: bool| if holds { 100.0 } else { 0.0 };
        let last = years.last().copied().unwrap_or_default();
        let pair = match years {
            [.., before, last] => Some([*before, *last]),
            _ => None,
        };
        let both = |of: fn(&Year) -> u16| pair.is_some_and(|pair| pair.iter().all(|year| of(year) >= 2));
        if pair.is_some() {
            self.add("both_years_two_moves", percent(both(|year| year.moves)));
        }
        self.add("both_years_two_changes", percent(both(|year| year.changes)));
        if let [.., first, second, third] = years {
            let moves = first.moves + second.moves + third.moves;
            self.add("three_years_three_placements", percent(moves >= 2));
        }
        if in_care < 12.0 && age >= SIXTEEN {
            self.add("entrants_from_16_moves", f64::from(last.moves));
            self.add("entrants_from_16_no_move", percent(last.moves == 0));
        }
    }

    /// The mean of a figure; `NaN` where nobody was counted.
    pub(super) fn share(&self, id: &str) -> f64 {
        self.sums.get(id).map_or(f64::NAN, |(sum, n)| sum / n)
    }
}
