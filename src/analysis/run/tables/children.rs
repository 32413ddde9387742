//! Where children live and how far they have come along the pathway, by age, authority and year's end.

use crate::analysis::run::rows::ChildrenRow;
use crate::results::table::cell;
use crate::statistics::{mean, quantile, sorted};
use crate::study::{Results, Standing};
use crate::terms::AgeBand;

/// Rows by arm, authority, day, kind and age; what is nobody in every replication is left out.
pub(super) fn rows(results: &Results) -> impl Iterator<Item = ChildrenRow> + '_ {
    results.each_arm().flat_map(move |(a, arm)| {
        results.places.iter().enumerate().flat_map(move |(place, authority)| {
            (0..=results.years.len()).flat_map(move |years| {
                let cells = Standing::all().flat_map(|kind| AgeBand::ALL.map(|age| (kind, age)));
                cells.filter_map(move |(kind, age)| {
                    let counted = results.standing(a, place, years, kind, age);
                    let rising = sorted(&counted);
                    if rising.last().is_none_or(|most| *most == 0.0) {
                        return None;
                    }
                    let (by, key) = kind.key();
                    let q = |p| cell(quantile(&rising, p));
                    Some(ChildrenRow {
                        arm: arm.to_owned(),
                        authority: authority.clone(),
                        years,
                        by: by.to_owned(),
                        kind: key.to_owned(),
                        age: age.key().to_owned(),
                        n: rising.len(),
                        mean: cell(mean(&counted)),
                        q10: q(0.1),
                        q50: q(0.5),
                        q90: q(0.9),
                    })
                })
            })
        })
    })
}
