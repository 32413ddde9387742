//! What was published of an authority year by year, 2011 to 2025: children looked after, started and ceased.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::embedded;
use super::published::{Boundaries, Cell, Code};

/// One year of an authority. `None` where a figure was withheld or not found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublishedYear {
    /// The year, which ended on its 31 March.
    pub year: u32,
    /// Children looked after on that day.
    pub children: Option<f64>,
    /// Children who started to be looked after in the year.
    pub started: Option<f64>,
    /// Children who ceased to be looked after in the year.
    pub ceased: Option<f64>,
    /// Of the children of that day the unaccompanied, then of those who started (from 2020) and ceased (from 2021).
    pub unaccompanied: [Cell; 3],
}

/// Every year by code: that of the row, and that of today.
fn by_code() -> &'static BTreeMap<String, Vec<PublishedYear>> {
    static YEARS: OnceLock<BTreeMap<String, Vec<PublishedYear>>> = OnceLock::new();
    YEARS.get_or_init(|| {
        let boundaries = Boundaries::embedded();
        let mut years: BTreeMap<String, Vec<PublishedYear>> = BTreeMap::new();
        let lines = embedded::FLOWS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines.skip(1) {
            let mut cells = line.split(',');
            let (own, year) = (cells.next().unwrap_or(""), cells.next().and_then(|year| year.parse().ok()));
            let Some(year) = year else { continue };
            let mut cell = || cells.next().and_then(Cell::of_text).unwrap_or(Cell::Coded(Code::Blank));
            let [children, started, ceased] = [cell(), cell(), cell()].map(Cell::number);
            let one =
                PublishedYear { year, children, started, ceased, unaccompanied: [cell(), cell(), cell()] };
            let today = boundaries.latest_code(own);
            for code in [Some(own.to_owned()), (today != own).then_some(today)].into_iter().flatten() {
                years.entry(code).or_default().push(one);
            }
        }
        years.values_mut().for_each(|of_one| of_one.sort_by_key(|one| one.year));
        years
    })
}

/// The years of an authority by its code of today, as far as it bore that code or one that only changed its name; in
/// the order of the years. Source: the department's statistics of children looked after, as the table says.
pub fn published_years(code: &str) -> Vec<PublishedYear> {
    by_code().get(code).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_has_a_year_once_and_no_figure_where_none_was_found() {
        let kent = published_years("E10000016");
        let years: Vec<u32> = kent.iter().map(|one| one.year).collect();
        assert_eq!(years, (2011..=2025).collect::<Vec<_>>());
        let of = |year: u32| kent.iter().find(|one| one.year == year).unwrap();
        assert_eq!(
            (of(2011).children, of(2011).started, of(2011).ceased),
            (Some(1694.0), Some(944.0), Some(750.0))
        );
        assert_eq!((of(2019).children, of(2019).started), (None, Some(696.0)));
        assert_eq!(of(2025).unaccompanied.map(Cell::number), [Some(451.0), Some(2685.0), Some(2729.0)]);
        let rutland = published_years("E06000017");
        let withheld = rutland.last().unwrap().unaccompanied[1];
        assert_eq!(withheld, Cell::Coded(Code::Confidential));
        assert!(published_years("E00000000").is_empty());
    }
}
