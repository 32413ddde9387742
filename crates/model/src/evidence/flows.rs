//! What was published of an authority year by year, 2011 to 2025: children looked after, started and ceased.

use super::embedded;
use super::published::Boundaries;

/// One year of an authority. `None` where a figure was withheld or not found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PublishedYear {
    /// The year, which ended on its 31 March.
    pub year: u32,
    /// Children looked after on that day.
    pub children: Option<f64>,
    /// Children who started to be looked after in the year.
    pub started: Option<f64>,
    /// Children who ceased to be looked after in the year.
    pub ceased: Option<f64>,
}

/// The years of an authority by its code of today, as far as it bore that code or one that only changed its name; in
/// the order of the years. Source: the department's statistics of children looked after, as the table says.
pub fn published_years(code: &str) -> Vec<PublishedYear> {
    let boundaries = Boundaries::embedded();
    let lines = embedded::FLOWS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut years: Vec<PublishedYear> = lines
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let own = cells.next()?;
            if own != code && boundaries.latest_code(own) != code {
                return None;
            }
            let year = cells.next()?.parse().ok()?;
            let mut number = || cells.next().and_then(|cell| cell.parse().ok());
            Some(PublishedYear { year, children: number(), started: number(), ceased: number() })
        })
        .collect();
    years.sort_by_key(|one| one.year);
    years
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
        assert!(published_years("E00000000").is_empty());
    }
}
