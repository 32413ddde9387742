//! England, year by year: what an authority's figures are scaled against.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::embedded;
use super::unaccompanied::Unaccompanied;
use crate::terms::PUBLISHED_TYPES;

/// England in the year ending on 31 March. Counts of children.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct National {
    /// The year.
    pub year: u32,
    /// Authorities that look after children.
    pub authorities: f64,
    /// Looked after at any time in the year; `None` where it is not at hand.
    pub any_time: Option<f64>,
    /// Looked after on 31 March.
    pub stock: f64,
    /// Started to be looked after in the year.
    pub started: f64,
    /// Ceased to be looked after in the year.
    pub ceased: f64,
    /// Stock less that of the year before.
    pub growth: f64,
    /// Share of the stock aged 16 and 17.
    pub oldest_share: f64,
    /// Shares of the stock by placement, the types of [`PUBLISHED_TYPES`].
    pub placements: [f64; PUBLISHED_TYPES.len()],
    /// Of all these the unaccompanied children.
    pub unaccompanied: Unaccompanied,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "schema and licence are for readers of the file")]
struct File {
    schema: u32,
    licence: String,
    year: Vec<Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    #[serde(rename = "source")]
    _source: String,
    year: u32,
    authorities: f64,
    any_time: Option<f64>,
    stock: f64,
    started: f64,
    ceased: f64,
    growth: f64,
    oldest_share: f64,
    placements: [f64; PUBLISHED_TYPES.len()],
    unaccompanied: Unaccompanied,
}

impl National {
    /// England in the year that is nearest, the earlier of two. A fault in the embedded file is a bug
    /// and panics with a sentence.
    pub fn nearest(year: u32) -> National {
        static YEARS: OnceLock<Vec<National>> = OnceLock::new();
        let years = YEARS.get_or_init(|| match toml::from_str::<File>(embedded::NATIONAL) {
            Ok(file) => file.year.into_iter().map(Year::figures).collect(),
            Err(fault) => panic!("the embedded national figures cannot be read: {fault}"),
        });
        let nearest = years.iter().min_by_key(|known| (known.year.abs_diff(year), known.year));
        match nearest {
            Some(nearest) => *nearest,
            None => panic!("the embedded national figures hold no year"),
        }
    }
}

impl Year {
    fn figures(self) -> National {
        National {
            year: self.year,
            authorities: self.authorities,
            any_time: self.any_time,
            stock: self.stock,
            started: self.started,
            ceased: self.ceased,
            growth: self.growth,
            oldest_share: self.oldest_share,
            placements: self.placements,
            unaccompanied: self.unaccompanied,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::National;

    #[test]
    fn the_nearest_year_stands_in_and_of_two_the_earlier() {
        for (asked, found) in
            [(1999, 2011), (2011, 2011), (2016, 2011), (2017, 2021), (2023, 2023), (2030, 2025)]
        {
            assert_eq!(National::nearest(asked).year, found);
        }
    }
}
