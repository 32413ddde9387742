//! Tables, charts and page of a sweep: summaries by cell, no values by replication, so that neither memory
//! nor files grow with the replications.

mod factorial;
mod page;
mod read;
mod rows;
mod simulate;

use std::path::Path;

use self::rows::CellRow;
use crate::analysis::run::tables::{indicator_rows, unit_rows};
use crate::indicator::Indicator;
use crate::results::file;
use crate::results::manifest::{self, FactorEntry, Manifest, failures};
use crate::results::table::{Tables, cell};
use crate::results::{Making, Meta, OutputError};
use crate::statistics::Summary;
use crate::study::{Failure, Unit};

pub use factorial::{MOST_CELLS, full_factorial};
pub(crate) use page::report;
pub use simulate::{SweepResults, sweep};

/// What the manifest calls a sweep.
pub const KIND: &str = "sweep";

/// A sweep, already reduced.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// Dotted path of each factor and its levels as written.
    pub factors: Vec<(String, Vec<String>)>,
    /// Level position of each factor, by cell; the first cell is the reference.
    pub cells: Vec<Vec<usize>>,
    /// First replication.
    pub first_replication: u32,
    /// Replications per cell.
    pub replications: usize,
    /// Units of results.
    pub units: Vec<Unit>,
    /// What is measured, in the order of the tables.
    pub indicators: Vec<Indicator>,
    /// Summaries in any order.
    pub rows: Vec<CellSummary>,
    /// Runs that failed; their `arm` is the cell.
    pub failures: Vec<Failure>,
    /// Looked-after child-months simulated.
    pub child_months: u64,
}

/// One indicator of one unit in one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellSummary {
    /// Position in [`Sweep::cells`].
    pub cell: usize,
    /// Position in [`Sweep::units`].
    pub unit: usize,
    /// Position in [`Sweep::indicators`].
    pub indicator: usize,
    /// Number, mean, spread and interval.
    pub level: Summary,
    /// 5th, 25th, 50th, 75th and 95th percentile.
    pub quantiles: [f64; 5],
    /// Paired difference against the first cell, with its 5th, 50th and 95th percentile; `None` for
    /// units that are not compared.
    pub difference: Option<(Summary, [f64; 3])>,
}

fn levels(sweep: &Sweep, at: usize) -> String {
    let parts: Vec<String> = sweep
        .factors
        .iter()
        .zip(&sweep.cells[at])
        .map(|((path, levels), level)| format!("{path}={}", levels[*level]))
        .collect();
    parts.join(";")
}

fn rows(sweep: &Sweep) -> Vec<CellRow> {
    let mut summaries = sweep.rows.clone();
    summaries.sort_by_key(|s| (s.cell, s.unit, s.indicator));
    summaries
        .iter()
        .filter(|s| s.level.n > 0)
        .map(|s| {
            let difference = s.difference;
            CellRow {
                cell: s.cell,
                levels: levels(sweep, s.cell),
                unit: sweep.units[s.unit].id.clone(),
                indicator: sweep.indicators[s.indicator].id.to_owned(),
                n: s.level.n,
                mean: cell(s.level.mean),
                sd: cell(s.level.sd),
                ci_low: cell(s.level.low),
                ci_high: cell(s.level.high),
                q05: cell(s.quantiles[0]),
                q25: cell(s.quantiles[1]),
                q50: cell(s.quantiles[2]),
                q75: cell(s.quantiles[3]),
                q95: cell(s.quantiles[4]),
                difference_n: difference.map_or(0, |(d, _)| d.n),
                difference_mean: difference.and_then(|(d, _)| cell(d.mean)),
                difference_sd: difference.and_then(|(d, _)| cell(d.sd)),
                difference_low: difference.and_then(|(d, _)| cell(d.low)),
                difference_high: difference.and_then(|(d, _)| cell(d.high)),
                difference_q05: difference.and_then(|(_, q)| cell(q[0])),
                difference_q50: difference.and_then(|(_, q)| cell(q[1])),
                difference_q95: difference.and_then(|(_, q)| cell(q[2])),
            }
        })
        .collect()
}

/// Writes tables, manifest and run log of a sweep into an existing, empty directory.
///
/// # Errors
/// When a file cannot be written whole.
pub fn write(directory: &Path, meta: &Meta, sweep: &Sweep) -> Result<(), OutputError> {
    let files = Tables::of(directory)
        .with(|| rows(sweep))
        .with(|| indicator_rows(&sweep.indicators))
        .with(|| unit_rows(&sweep.units))
        .write(Making::plain(1))?;
    let manifest = Manifest {
        kind: KIND.to_owned(),
        factors: sweep
            .factors
            .iter()
            .map(|(path, levels)| FactorEntry { path: path.clone(), levels: levels.clone() })
            .collect(),
        first_replication: sweep.first_replication,
        replications: sweep.replications,
        child_months: sweep.child_months,
        failures: failures(&sweep.failures, |at| format!("cell {at}")),
        ..Manifest::of_meta(meta, files)
    };
    manifest::write(directory, &manifest)?;
    file::write_run_log(directory, &meta.run_log)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::INDICATORS;
    use crate::results::testing;

    /// Two factors, 5 by 3 levels; the second bends the effect of the first.
    fn sweep() -> Sweep {
        let terms = ["2", "3", "5", "7", "10"];
        let reviews = ["3", "6", "12"];
        let units = testing::study(2).units;
        let cells: Vec<Vec<usize>> = (0..5).flat_map(|a| (0..3).map(move |b| vec![a, b])).collect();
        let mut rows = Vec::new();
        for (at, levels) in cells.iter().enumerate() {
            for unit in 0..units.len() {
                for indicator in 0..INDICATORS.len() {
                    let effect = -0.01 * levels[0] as f64 * (1.0 + 0.5 * levels[1] as f64);
                    rows.push(CellSummary {
                        cell: at,
                        unit,
                        indicator,
                        level: Summary::from_moments(100, 0.9 + effect, 0.12),
                        quantiles: [0.7, 0.8, 0.9, 1.0, 1.1].map(|q| q + effect),
                        difference: (unit < 3).then(|| {
                            let spread = if at == 0 { 0.0 } else { 0.03 };
                            let quantiles = [-1.64, 0.0, 1.64].map(|z| effect + z * spread);
                            (Summary::from_moments(100, effect, spread), quantiles)
                        }),
                    });
                }
            }
        }
        Sweep {
            factors: vec![
                ("contract.term_years".to_owned(), terms.map(str::to_owned).to_vec()),
                ("contract.review_months".to_owned(), reviews.map(str::to_owned).to_vec()),
            ],
            cells,
            first_replication: 0,
            replications: 100,
            units,
            indicators: INDICATORS.to_vec(),
            rows,
            failures: Vec::new(),
            child_months: 1_000_000,
        }
    }

    #[test]
    fn a_third_factor_gives_a_map_for_each_of_its_levels_titled_with_what_is_held() {
        let mut three = sweep();
        three.factors.push(("practice.size".to_owned(), ["60", "148"].map(str::to_owned).to_vec()));
        let longer = |levels: &Vec<usize>, last| levels.iter().copied().chain([last]).collect();
        let cells = three.cells.iter();
        three.cells = cells.flat_map(|levels| (0..2).map(move |last| longer(levels, last))).collect();
        let rows = three.rows.iter();
        three.rows = rows
            .flat_map(|row| {
                (0..2).map(|last| {
                    let mut row = *row;
                    row.cell = 2 * row.cell + last;
                    row
                })
            })
            .collect();
        let directory = testing::directory();
        write(&directory, &testing::meta(), &three).unwrap();
        crate::analysis::report(&directory, Default::default()).unwrap();
        let page = std::fs::read_to_string(directory.join("report.html")).unwrap();
        for level in ["60", "148"] {
            assert!(page.contains(&format!("With practice.size = {level}: Changes of case holder")));
        }
        for chart in ["map-worker-changes", "map-worker-changes-2", "response-turnover-2"] {
            assert!(directory.join(format!("charts/{chart}.svg")).exists(), "{chart}");
        }
        assert!(!directory.join("charts/map-worker-changes-3.svg").exists());
    }

    #[test]
    fn a_sweep_is_written_and_its_page_drawn_from_the_table_alone() {
        let directory = testing::directory_or("SWPLAB_TEST_SWEEP");
        write(&directory, &testing::meta(), &sweep()).unwrap();
        crate::analysis::report(&directory, Default::default()).unwrap();
        let page = std::fs::read_to_string(directory.join("report.html")).unwrap();
        assert!(page.contains("contract.review_months"));
        assert!(!page.contains("NaN"));
        assert!(directory.join("charts/map-worker-changes.svg").exists());
    }
}
