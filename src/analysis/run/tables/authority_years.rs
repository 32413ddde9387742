//! Every indicator by authority, unit, year and replication.

use crate::analysis::run::rows::AuthorityYearRow;
use crate::study::Results;

/// Rows of so many histories without values that are not defined; authorities that are lived as one stand as one.
pub(super) fn rows(results: &Results, first: usize) -> impl Iterator<Item = AuthorityYearRow<'_>> {
    results.each_arm().flat_map(move |(a, arm)| {
        let lives = results.each_yearly(a).take_while(move |(replication, _)| *replication < first);
        lives.flat_map(move |(replication, values)| {
            let mut rows = Vec::new();
            for (of, authority) in authorities(results) {
                for (u, unit) in results.each_unit() {
                    for (y, year) in results.each_year() {
                        let Some(place) = results.place_of_year(of, u, y) else { continue };
                        let defined = results.indicators.iter().zip(&values[place..]);
                        rows.extend(defined.filter(|(_, value)| value.is_finite()).map(
                            |(indicator, value)| AuthorityYearRow {
                                arm,
                                replication: results.first_replication + replication as u32,
                                authority,
                                unit: &unit.id,
                                indicator: indicator.id,
                                year,
                                value: value + 0.0,
                            },
                        ));
                    }
                }
            }
            rows
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
