//! Legal status of children who start to be looked after, by authority and year, as published.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::embedded;
use super::published::{Boundaries, Cell, Code, NATION};

/// The statuses that are told apart, agreement (section 20) aside: interim care order, full care order, police
/// protection, emergency protection order, remand.
pub const STATUSES: usize = 5;

/// Who started in a year, and under what status.
#[derive(Clone, Copy, Debug, PartialEq)]
struct LegalYear {
    year: u32,
    started: f64,
    by_status: [Cell; STATUSES],
}

/// Years by code: that of the row, and that of today.
fn by_code() -> &'static BTreeMap<String, Vec<LegalYear>> {
    static YEARS: OnceLock<BTreeMap<String, Vec<LegalYear>>> = OnceLock::new();
    YEARS.get_or_init(|| {
        let boundaries = Boundaries::embedded();
        let mut years: BTreeMap<String, Vec<LegalYear>> = BTreeMap::new();
        let lines = embedded::LEGAL.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines.skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let cell = |at: usize| {
                cells.get(at).and_then(|text| Cell::of_text(text)).unwrap_or(Cell::Coded(Code::Blank))
            };
            let year = cells.get(1).and_then(|year| year.parse().ok());
            let (Some(year), Some(started)) = (year, cell(2).number()) else { continue };
            // After agreement the statuses stand in their order.
            let one = LegalYear { year, started, by_status: std::array::from_fn(|status| cell(4 + status)) };
            let today = boundaries.latest_code(cells[0]);
            for code in
                [Some(cells[0].to_owned()), (today != cells[0]).then_some(today)].into_iter().flatten()
            {
                years.entry(code).or_default().push(one);
            }
        }
        years.values_mut().for_each(|own| own.sort_by_key(|one| one.year));
        years
    })
}

/// Shares of the statuses among starts: an authority's against England's of the year, by year.
///
/// ```text
/// (own + w × England's share) ÷ (starts + w) ÷ England's share
/// ```
///
/// `weight` (w) is the number of starts for which England's shares count. A withheld cell is as many as England's share
/// makes, from 1 to 5; a blank one says nothing, and its factor is 1.
pub fn legal_factors(code: &str, weight: f64) -> Vec<(u32, [f64; STATUSES])> {
    let (own, england) = (by_code().get(code), by_code().get(NATION));
    let (Some(own), Some(england)) = (own, england) else { return Vec::new() };
    let of_year = |year: u32| england.iter().find(|one| one.year == year);
    let both = own.iter().filter_map(|one| Some((one, of_year(one.year)?)));
    let factors = both.map(|(own, england)| {
        let factor = |status: usize| {
            let share = england.by_status[status].number().unwrap_or(0.0) / england.started;
            let children = match own.by_status[status] {
                Cell::Number(children) => children,
                Cell::Coded(Code::Confidential) => (share * own.started).clamp(1.0, 5.0),
                Cell::Coded(_) => return 1.0,
            };
            if share > 0.0 { (children + weight * share) / (own.started + weight) / share } else { 1.0 }
        };
        (own.year, std::array::from_fn(factor))
    });
    factors.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn england_is_as_england_and_an_authority_lies_between_its_own_share_and_englands() {
        for (_, factors) in legal_factors(NATION, 20.0) {
            assert!(factors.iter().all(|factor| (factor - 1.0).abs() < 1e-9), "{factors:?}");
        }
        let leeds = legal_factors("E08000035", 20.0);
        let years: Vec<u32> = leeds.iter().map(|(year, _)| *year).collect();
        assert_eq!(years, (2011..=2025).collect::<Vec<_>>());
        let plain = legal_factors("E08000035", 0.0);
        for ((_, drawn), (_, own)) in leeds.iter().zip(&plain) {
            assert!((drawn[0] - 1.0).abs() <= (own[0] - 1.0).abs() + 1e-12);
        }
        assert!(legal_factors("E00000000", 20.0).is_empty());
    }
}
