//! Who is told apart from the children of a profile's rates: unaccompanied children and care leavers.

use std::collections::BTreeMap;

use super::histories::Histories;
use super::meaning::Route;
use swplab_model::calendar::Day;
use swplab_model::evidence::{LeftCare, ListedChild, ParameterSet, Unaccompanied};

/// The unaccompanied children: those of the list, and who came and went in a year of those covered, on average.
pub(super) fn unaccompanied(histories: &Histories, children: &[ListedChild]) -> Unaccompanied {
    let window = &histories.window;
    let alone = histories.children.iter().filter(|history| history.unaccompanied);
    let periods = || alone.clone().flat_map(|history| &history.periods);
    let within = |day: Day| day >= window.from && day < window.to;
    let a_year = |count: usize| libm::round(10.0 * count as f64 / f64::from(window.years())) / 10.0;
    Unaccompanied {
        stock: children.iter().filter(|child| child.unaccompanied).count() as f64,
        started: a_year(periods().filter(|period| period.is_start_known && within(period.start)).count()),
        ceased: a_year(periods().filter(|period| period.left.is_some() && within(period.end)).count()),
    }
}

/// Care leavers by age on the last 31 March up to the day: those of OC3, and who turned 18 in care or left at 17 in the year
/// without being asked for; of those beyond 21 who turned 21 in an earlier return, else as many as are known of the nearest age. Nothing where no return
/// has that table.
pub(super) fn care_leavers(histories: &Histories, day: Day, p: &ParameterSet) -> Option<LeftCare> {
    let year = day.plus(1).financial_year() - 1;
    let last = Day::first_of_financial_year(year + 1).plus(-1);
    let aged = |born: Day, years: i32| born.birthday(years) <= last && born.birthday(years + 1) > last;
    let told = |of: i32, years: i32| {
        let rows = || histories.leavers.iter().filter(|(_, year)| *year == of);
        let count = rows().filter(|(born, _)| aged(*born, years)).count() as f64;
        rows().next().map(|_| count)
    };
    told(year, 21)?;
    let least = p.get("care-leavers.least-months");
    // Of those of 16 OC3 does not ask in the year, and of those who turned 18 in care not everywhere.
    let left = |years: i32, by: Route| {
        let of_age = histories.children.iter().filter(move |history| aged(history.born, years));
        of_age.filter(move |history| {
            history.periods.last().is_some_and(|period| {
                let is_served = by == Route::Birthday || !history.unaccompanied;
                let is_old = period.end >= history.born.birthday(OLD_ENOUGH);
                period.left == Some(by)
                    && is_old
                    && is_served
                    && period.end.months_since(period.start) >= least
            })
        })
    };
    // A return may have asked for some who left in the year: by day of birth, each row for one of them.
    let mut asked: BTreeMap<Day, usize> = BTreeMap::new();
    for (born, _) in histories.leavers.iter().filter(|(_, of)| *of == year) {
        *asked.entry(*born).or_default() += 1;
    }
    let mut is_asked = |born: Day| {
        let rows = asked.get_mut(&born).filter(|rows| **rows > 0);
        rows.map(|rows| *rows -= 1).is_some()
    };
    let at_18 = left(18, Route::Birthday).filter(|history| !is_asked(history.born)).count() as f64;
    // Nor is everybody asked for who left at 17, after the birthday by which OC3 asks.
    let at_17 = left(17, Route::Other).filter(|history| !is_asked(history.born)).count() as f64;
    let mut known = left(OLD_ENOUGH, Route::Other).count() as f64;
    Some(LeftCare::of(std::array::from_fn(|at| {
        let years = OLD_ENOUGH + at as i32;
        if years == OLD_ENOUGH {
            return known;
        }
        let counted = told(year - (years - OLDEST_ASKED).max(0), years);
        known = counted.unwrap_or(known);
        match years {
            17 => known + at_17,
            18 => known + at_18,
            _ => known,
        }
    })))
}

/// The age from which one who leaves care may be served, and the last of which OC3 asks.
const OLD_ENOUGH: i32 = 16;
const OLDEST_ASKED: i32 = 21;
