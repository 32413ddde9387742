//! Where children live, how far they have come along the pathway and in what legal status they are, by age, authority and
//! year's end.

use crate::analysis::run::legal::Legal;
use crate::analysis::run::rows::ChildrenRow;
use crate::results::table::cell;
use crate::returns::export::{LegalStanding, LegalStatus};
use crate::statistics::{mean, quantile, sorted};
use crate::study::{Results, Standing};
use crate::terms::AgeBand;

/// Rows by arm, authority, day, kind and age, then those by legal status; what is nobody in every replication is left out.
pub(super) fn rows<'a>(
    results: &'a Results,
    legal: &'a Legal,
) -> impl Iterator<Item = ChildrenRow> + use<'a> {
    let lived = results.each_arm().flat_map(move |(a, arm)| {
        results.places.iter().enumerate().flat_map(move |(place, authority)| {
            (0..=results.years.len()).flat_map(move |years| {
                let cells = Standing::all().flat_map(|kind| AgeBand::ALL.map(|age| (kind, age)));
                cells.filter_map(move |(kind, age)| {
                    let counted = results.standing(a, place, years, kind, age);
                    row((arm, authority.as_str()), years, kind.key(), age, &counted)
                })
            })
        })
    });
    lived.chain(by_legal_status(results, legal))
}

/// Rows by legal status, of the first arm and of the replications that were replayed.
fn by_legal_status<'a>(
    results: &'a Results,
    legal: &'a Legal,
) -> impl Iterator<Item = ChildrenRow> + use<'a> {
    results.each_arm().take(1).flat_map(move |(_, arm)| {
        results.places.iter().enumerate().flat_map(move |(place, authority)| {
            (0..=results.years.len()).flat_map(move |years| {
                let statuses = LegalStatus::ALL.into_iter().enumerate();
                let cells = statuses.flat_map(|status| AgeBand::ALL.map(|age| (status, age)));
                cells.filter_map(move |((status, kind), age)| {
                    let one = |replication: &Vec<LegalStanding>| {
                        f64::from(replication[place][years][status][age as usize])
                    };
                    let counted: Vec<f64> = legal.replications.iter().map(one).collect();
                    row((arm, authority.as_str()), years, ("legal-status", kind.key()), age, &counted)
                })
            })
        })
    })
}

/// The row of a cell, where there is anybody in it in any replication.
fn row(
    (arm, authority): (&str, &str),
    years: usize,
    (by, kind): (&str, &str),
    age: AgeBand,
    counted: &[f64],
) -> Option<ChildrenRow> {
    let rising = sorted(counted);
    if rising.last().is_none_or(|most| *most == 0.0) {
        return None;
    }
    let q = |p| cell(quantile(&rising, p));
    Some(ChildrenRow {
        arm: arm.to_owned(),
        authority: authority.to_owned(),
        years,
        by: by.to_owned(),
        kind: kind.to_owned(),
        age: age.key().to_owned(),
        n: rising.len(),
        mean: cell(mean(counted)),
        q10: q(0.1),
        q50: q(0.5),
        q90: q(0.9),
    })
}
