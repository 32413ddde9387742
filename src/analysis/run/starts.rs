//! The published series of starts of each authority in words: which years count, and what stands out.

use std::collections::BTreeMap;

use super::rows::StartsRow;
use crate::evidence::{Series, SeriesYear};
use crate::scenario::Arm;

/// How a scenario chooses the years.
const HOW: &str = "authority.starts_from and starts_to";
/// Authorities of which every series is told; of more only those in which something stands out.
const ALL: usize = 3;
/// Of these the first.
const LISTED: usize = 8;

/// The years of each series that is published.
pub(crate) fn rows(arm: &Arm) -> Vec<StartsRow> {
    let authorities = arm.alternative.authorities.iter();
    let series = authorities.filter_map(|one| Some((one.figures.name.clone(), one.starts()?)));
    let rows = series.flat_map(|(authority, Series(years))| {
        years.into_iter().map(move |one| StartsRow {
            authority: authority.clone(),
            published_year: one.year,
            starts: one.starts,
            weight: one.weight,
        })
    });
    rows.collect()
}

/// A sentence of each series of a table, with its remarks.
pub(crate) fn of_rows(rows: &[StartsRow]) -> Vec<String> {
    let mut authorities: BTreeMap<&str, Series> = BTreeMap::new();
    for row in rows {
        let year = SeriesYear { year: row.published_year, starts: row.starts, weight: row.weight };
        authorities.entry(&row.authority).or_default().0.push(year);
    }
    let told = lines(authorities.into_iter().map(|(name, series)| (name.to_owned(), series)).collect());
    told.into_iter().map(|(series, remarks)| [vec![series], remarks].concat().join(". ") + ".").collect()
}

/// Each series in a line with its remarks: of more than [`ALL`] authorities those in which something stands out, the
/// first [`LISTED`] of them and how many more.
fn lines(all: Vec<(String, Series)>) -> Vec<(String, Vec<String>)> {
    let every = all.len() <= ALL;
    let single = all.iter().filter(|(_, series)| series.0.len() < 2).count();
    // Of one year alone nothing can stand out, and the remark on it would be the same for every authority.
    let all = all.into_iter().filter(|(_, series)| every || series.0.len() > 1);
    let told = all.map(|(name, series)| {
        let line = format!("{name}, starts by year, unaccompanied children apart: {}", series.in_words());
        (line, series.remarks(HOW))
    });
    let mut told: Vec<_> = told.filter(|(_, remarks)| every || !remarks.is_empty()).collect();
    let more = told.len().saturating_sub(if every { ALL } else { LISTED });
    if more > 0 {
        told.truncate(LISTED);
        told.push((format!("In {more} more series a year stands out or there is a trend"), Vec::new()));
    }
    if !every && single > 0 {
        let of = if single == 1 { "1 authority".to_owned() } else { format!("{single} authorities") };
        told.push((
            format!("Of {of} one year alone is published: what is chance in it and what lasts cannot be told apart"),
            Vec::new(),
        ));
    }
    told
}

/// The lines as `check` prints them.
#[cfg(feature = "cli")]
pub(crate) fn told(authorities: &[crate::arrangement::Authority]) -> String {
    let all = authorities.iter().filter_map(|one| Some((one.figures.name.clone(), one.starts()?)));
    let mut text = String::new();
    for (series, remarks) in lines(all.collect()) {
        text += &format!("{series}.\n");
        for remark in remarks {
            text += &format!("  {remark}.\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_few_authorities_every_series_is_told_and_of_many_what_stands_out() {
        let years = |starts: [f64; 5]| {
            let years: Vec<(u32, f64)> = (2021..).zip(starts).collect();
            Series::of(&years, |year| year == 2025)
        };
        let steady = ("A".to_owned(), years([100.0, 103.0, 98.0, 101.0, 99.0]));
        let far = ("B".to_owned(), years([154.0, 10.0, 10.0, 9.0, 4.0]));
        assert_eq!(lines(vec![steady.clone()]).len(), 1);
        let many = vec![steady.clone(), steady.clone(), steady.clone(), steady, far];
        let told = lines(many);
        assert!(told.len() == 1 && told[0].1[0].contains("it does not count"), "{told:?}");
        // Of one year alone there is neither a trend nor one that stands out.
        let alone = |name: &str| (name.to_owned(), Series::of(&[(2011, 77.0)], |_| true));
        let told = lines(["A", "B", "C", "D"].map(alone).to_vec());
        assert!(told.len() == 1 && told[0].0.starts_with("Of 4 authorities one year alone"), "{told:?}");
    }
}
