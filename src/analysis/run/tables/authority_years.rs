//! Every indicator by authority, unit, year and replication.

use crate::analysis::run::rows::AuthorityYearRow;
use crate::indicator::Indicator;
use crate::study::{ArmId, Results, UnitId, YearId};

/// Rows of so many histories without values that are not defined; authorities that are lived as one stand as one.
pub(super) fn rows(results: &Results, first: usize) -> impl Iterator<Item = AuthorityYearRow<'_>> {
    let lives = results
        .each_arm()
        .flat_map(move |(a, arm)| (0..results.replications.min(first)).map(move |r| (a, arm, r)));
    lives.flat_map(move |(a, arm, replication)| {
        authorities(results).flat_map(move |(of, authority)| {
            results.each_unit().flat_map(move |(u, unit)| {
                results.each_year().flat_map(move |(y, year)| {
                    results.indicators.iter().filter_map(move |indicator| {
                        let value = value(results, (a, replication), of, u, y, indicator);
                        value.filter(|value| value.is_finite()).map(|value| AuthorityYearRow {
                            arm,
                            replication: results.first_replication + replication as u32,
                            authority,
                            unit: &unit.id,
                            indicator: indicator.id,
                            year,
                            value: value + 0.0,
                        })
                    })
                })
            })
        })
    })
}

/// Authorities that are lived each by itself, with their positions; else all as one, without.
fn authorities(results: &Results) -> impl Iterator<Item = (Option<usize>, &str)> {
    let apart = results.authorities.iter().enumerate().map(|(at, name)| (Some(at), name.as_str()));
    let as_one = match results.places.as_slice() {
        [only] => only.as_str(),
        _ => "all together",
    };
    apart.chain(results.authorities.is_empty().then_some((None, as_one)))
}

fn value(
    results: &Results,
    life: (ArmId, usize),
    authority: Option<usize>,
    unit: UnitId,
    year: YearId,
    indicator: &Indicator,
) -> Option<f64> {
    match authority {
        Some(authority) => results.authority_yearly(life, authority, unit, year, indicator),
        None => Some(results.yearly(life.0, life.1, unit, year, indicator)),
    }
}
