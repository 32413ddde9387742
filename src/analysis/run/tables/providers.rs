//! One row per provider, year and measure.

use crate::analysis::run::rows::ProviderRow;
use crate::results::table::cell;
use crate::statistics::{mean, quantile, sorted};
use crate::study::{MEASURES, Results};

/// Rows by arm, provider, year and measure; what is not defined in any replication is left out.
pub(super) fn rows(results: &Results) -> impl Iterator<Item = ProviderRow> + '_ {
    results.each_arm().flat_map(move |(a, arm)| {
        results.providers(a).into_iter().enumerate().flat_map(move |(at, provider)| {
            results.each_year().flat_map(move |(y, year)| {
                MEASURES.iter().enumerate().filter_map(move |(m, measure)| {
                    let values = results.of_provider(a, at, y, m);
                    let rising = sorted(&values);
                    let q = |p| cell(quantile(&rising, p));
                    (!rising.is_empty()).then(|| ProviderRow {
                        arm: arm.to_owned(),
                        provider: provider.to_owned(),
                        year: year.to_owned(),
                        measure: measure.key.to_owned(),
                        unit: measure.unit.to_owned(),
                        n: rising.len(),
                        mean: cell(mean(&values)),
                        q10: q(0.1),
                        q50: q(0.5),
                        q90: q(0.9),
                    })
                })
            })
        })
    })
}
