//! Unaccompanied asylum-seeking children of an authority as published, and what stands in for a figure that is not.

use serde::{Deserialize, Serialize};

use super::flows::{PublishedYear, published_years};
use super::national::National;
use super::published::{Cell, Code};

/// Unaccompanied children: counts that stand in the totals of all children too.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Unaccompanied {
    /// Looked after on 31 March.
    pub stock: f64,
    /// Started to be looked after in the year.
    pub started: f64,
    /// Ceased to be looked after in the year.
    pub ceased: f64,
}

/// The least and the most children for whom a cell is withheld.
const WITHHELD: [f64; 2] = [1.0, 5.0];

/// A cell, or what is likely in its place. A withheld one is 1 to 5, or leaves 1 to 5 of all: of the two ranges the
/// number that is nearest to what is expected.
fn filled(cell: Cell, all: Option<f64>, expected: f64) -> f64 {
    let most = all.unwrap_or(f64::INFINITY);
    match cell {
        Cell::Number(children) => children,
        Cell::Coded(Code::Confidential) => {
            let [least, hidden] = WITHHELD;
            let few = expected.clamp(least, hidden).min(most);
            let nearly_all = all.map(|all| expected.clamp((all - hidden).max(0.0), (all - least).max(0.0)));
            match nearly_all {
                Some(many) if (many - expected).abs() < (few - expected).abs() => many,
                _ => few,
            }
        }
        Cell::Coded(_) => expected.min(most),
    }
}

/// The unaccompanied children of an authority of so many children in a year, and a sentence on what is not published.
///
/// The stock that is expected in a withheld cell has the share of the nearest year in which the authority's is
/// published, else England's. Starts are expected at England's ratio to the stock, in years before 2020 at that of
/// 2020; ceases as many as starts.
pub(super) fn of_authority(code: &str, year: u32, children: f64) -> (Unaccompanied, Option<String>) {
    let years = published_years(code);
    let nation = National::nearest(year);
    let share = |one: &PublishedYear| match (one.unaccompanied[0].number(), one.children) {
        (Some(own), Some(all)) if all > 0.0 => Some((one.year, own / all)),
        _ => None,
    };
    let nearest = years.iter().filter_map(share).min_by_key(|(of, _)| (of.abs_diff(year), *of));
    let share = nearest.map_or(nation.unaccompanied.stock / nation.stock, |(_, share)| share);
    let own = years.iter().find(|one| one.year == year);
    let cell = |at: usize| own.map_or(Cell::Coded(Code::Blank), |own| own.unaccompanied[at]);
    let stock = filled(cell(0), Some(children), share * children);
    let usual = stock * nation.unaccompanied.started / nation.unaccompanied.stock;
    let started = filled(cell(1), own.and_then(|own| own.started), usual);
    let ceased = filled(cell(2), own.and_then(|own| own.ceased), started);
    let names = ["their number", "starts", "ceases"].into_iter().enumerate();
    let missing: Vec<&str> =
        names.filter(|(at, _)| cell(*at).number().is_none()).map(|(_, name)| name).collect();
    let note = (!missing.is_empty()).then(|| {
        format!(
            "Of unaccompanied children not published, so as a nearby year or England has them: {}",
            missing.join(", ")
        )
    });
    (Unaccompanied { stock, started, ceased }, note)
}

/// Of those who started and of those who ceased in a published year, all but the unaccompanied; `None` where not published.
pub(super) fn others(code: &str, one: &PublishedYear) -> [Option<f64>; 2] {
    let near = published_years(code).into_iter().filter_map(|known| Some((known.year, known.children?)));
    let near = near.min_by_key(|(year, _)| year.abs_diff(one.year)).map(|(_, children)| children);
    let Some(children) = near.or(one.started) else { return [None; 2] };
    let (alone, _) = of_authority(code, one.year, children);
    [
        one.started.map(|all| (all - alone.started).max(0.0)),
        one.ceased.map(|all| (all - alone.ceased).max(0.0)),
    ]
}

/// Of those who started in a published year, all but the unaccompanied; `None` where starts are not published.
pub(super) fn others_started(code: &str, one: &PublishedYear) -> Option<f64> {
    others(code, one)[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_cell_is_one_to_five_or_leaves_so_many() {
        let withheld = Cell::Coded(Code::Confidential);
        for (all, expected, found) in [
            (Some(32.0), 0.2, 1.0),
            (Some(32.0), 9.0, 5.0),
            (Some(20.0), 18.3, 18.3),
            (Some(17.0), 12.1, 12.1),
            (Some(3.0), 2.0, 2.0),
            (None, 8.0, 5.0),
        ] {
            assert_eq!(filled(withheld, all, expected), found, "{all:?} {expected}");
        }
        assert_eq!(filled(Cell::Coded(Code::Blank), Some(4.0), 6.0), 4.0);
    }

    #[test]
    fn kent_is_as_published_and_the_city_of_london_mostly_unaccompanied() {
        let (kent, note) = of_authority("E10000016", 2025, 1896.0);
        assert_eq!(kent, Unaccompanied { stock: 451.0, started: 2685.0, ceased: 2729.0 });
        assert_eq!(note, None);
        let (london, note) = of_authority("E09000001", 2021, 20.0);
        assert!(london.stock > 14.0 && london.stock <= 19.0 && london.started <= 16.0, "{london:?}");
        assert!(note.is_some());
    }
}
