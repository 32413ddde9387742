//! A study of many cells on the same children and luck. Memory does not grow with the
//! replications: each is folded into the summaries of its cells and forgotten.

use std::ops::Range;

use crate::indicator::Indicator;
use crate::scenario::Factor;
use crate::statistics::Stream;
use crate::study::{Experiment, Failure, Moments, Replication, Runner, StudyError, Unit, UnitId, in_order};

/// Numbers that a summary holds at the most after so many replications: two streams, of which each keeps all values
/// until it thins them out.
pub(super) fn numbers(replications: u32) -> f64 {
    2.0 * f64::from(replications.min(4_096))
}

/// One indicator of one unit in one cell of a sweep.
#[derive(Clone, Debug, Default)]
pub struct CellSummary {
    /// The values themselves: moments and quantiles.
    pub value: Stream,
    /// Difference from the first cell, replication by replication; empty where cells are not compared.
    pub difference: Stream,
    /// Where two factors have another level than in the first cell and all others the same: by how much the difference that the one makes
    /// is another at the other's level, replication by replication.
    pub interaction: Moments,
}

impl CellSummary {
    /// Adds the value of a replication and, where cells are compared, that of the first cell in it.
    pub fn add(&mut self, value: f64, reference: Option<f64>) {
        self.value.push(value);
        if let Some(reference) = reference {
            self.difference.push(value - reference);
        }
    }
}

/// All that a sweep found.
#[derive(Clone, Debug)]
pub struct SweepResults {
    /// What was varied, with its levels as written.
    pub factors: Vec<Factor>,
    /// Level position of each factor, by cell; the first cell is the reference.
    pub cells: Vec<Vec<usize>>,
    /// First replication.
    pub first_replication: u32,
    /// Number of replications.
    pub replications: usize,
    /// Units of results.
    pub units: Vec<Unit>,
    /// What is measured, in the order of the tables.
    pub indicators: Vec<Indicator>,
    /// By `[cell][unit][indicator]`, flattened.
    pub(super) summaries: Vec<CellSummary>,
    /// Runs that failed; their `arm` is the cell.
    pub failures: Vec<Failure>,
    /// Looked-after child-months simulated.
    pub child_months: u64,
}

impl SweepResults {
    /// Whether no figure of any two cells differs that differ in this factor alone, where there are such cells.
    pub fn moves_nothing(&self, factor: usize) -> bool {
        let values = self.units.len() * self.indicators.len();
        let of = |cell: usize| {
            let own = self.summaries[cell * values..(cell + 1) * values].iter();
            own.map(|summary| (summary.value.summary().mean.to_bits(), summary.value.summary().sd.to_bits()))
        };
        let mut compared = false;
        for (cell, levels) in self.cells.iter().enumerate() {
            let Some(level) = levels.get(factor).filter(|level| **level > 0) else { continue };
            let mut first = levels.clone();
            first[factor] = level - 1;
            let Some(other) = self.cells.iter().position(|known| *known == first) else { continue };
            compared = true;
            if !of(cell).eq(of(other)) {
                return false;
            }
        }
        compared
    }

    /// The summary of one indicator of one unit in one cell.
    ///
    /// # Panics
    /// When the sweep did not measure it, or has no such cell or unit.
    pub fn summary_of(&self, cell: usize, unit: UnitId, indicator: &Indicator) -> &CellSummary {
        let column = self.indicators.iter().position(|known| known == indicator);
        let column = column.unwrap_or_else(|| panic!("this sweep did not measure {}", indicator.id));
        &self.summaries[(cell * self.units.len() + unit.0) * self.indicators.len() + column]
    }
}

/// The cells that stand with each cell in an interaction: those in which one alone of its two factors is off its first level. None of
/// cells that differ from the first in one factor or in more than two, nor where these cells are not there.
fn corners(cells: &[Vec<usize>]) -> Vec<Option<[usize; 2]>> {
    let of = |levels: &Vec<usize>| {
        let off: Vec<usize> = (0..levels.len()).filter(|factor| levels[*factor] > 0).collect();
        let [one, other] = off[..] else { return None };
        let alone = |factor: usize| {
            let wanted: Vec<usize> =
                (0..levels.len()).map(|at| if at == factor { levels[at] } else { 0 }).collect();
            cells.iter().position(|known| *known == wanted)
        };
        Some([alone(one)?, alone(other)?])
    };
    cells.iter().map(of).collect()
}

/// Runs all cells of all replications: the arms of `experiment` are the cells, in their order.
///
/// # Errors
/// When the work is stopped before its end.
///
/// # Panics
/// When the experiment has not one arm for each cell: a bug in the caller.
pub fn sweep<E: Experiment>(
    experiment: &E,
    (factors, cells): (Vec<Factor>, Vec<Vec<usize>>),
    replications: Range<u32>,
    runner: &Runner<'_>,
) -> Result<SweepResults, StudyError> {
    let shape = experiment.shape();
    assert_eq!(shape.arms.len(), cells.len(), "a sweep runs one arm for each cell");
    let mut children = vec![Moments::default(); shape.units.len()];
    let mut results = SweepResults {
        summaries: vec![CellSummary::default(); cells.len() * shape.units.len() * shape.indicators.len()],
        indicators: shape.indicators.clone(),
        factors,
        cells,
        first_replication: replications.start,
        replications: replications.len(),
        units: shape.units.clone(),
        failures: Vec::new(),
        child_months: 0,
    };
    in_order(experiment, replications, false, runner, |one| {
        for (moments, count) in children.iter_mut().zip(&one.children) {
            moments.add(*count);
        }
        results.add(one);
    })?;
    for (unit, moments) in results.units.iter_mut().zip(children) {
        unit.children = moments.summary().mean;
    }
    results.failures.sort_by_key(|failure| (failure.arm, failure.replication));
    Ok(results)
}

impl SweepResults {
    /// What two factors together do beyond what each does alone, in one replication.
    fn add_interactions(&mut self, one: &Replication, values: usize) {
        let of = |cell: usize| one.histories.get(cell).and_then(|lived| lived.as_ref().ok());
        for (cell, corners) in corners(&self.cells).into_iter().enumerate() {
            let Some([a, b]) = corners else { continue };
            let (Some(both), Some(a), Some(b), Some(first)) = (of(cell), of(a), of(b), of(0)) else {
                continue;
            };
            let summaries = &mut self.summaries[cell * values..(cell + 1) * values];
            for (at, summary) in summaries.iter_mut().enumerate() {
                let horizon = [both, a, b, first].map(|lived| lived.horizon[at]);
                // So taken it is nought to the bit where one of the two moves nothing.
                let beyond = (horizon[0] - horizon[1]) - (horizon[2] - horizon[3]);
                if self.units[at / self.indicators.len()].is_paired() && beyond.is_finite() {
                    summary.interaction.add(beyond);
                }
            }
        }
    }

    fn add(&mut self, one: Replication) {
        let values = self.units.len() * self.indicators.len();
        self.add_interactions(&one, values);
        let undefined = vec![f64::NAN; values];
        let reference = match one.histories.first() {
            Some(Ok(history)) => history.horizon.clone(),
            _ => undefined,
        };
        for (cell, history) in one.histories.into_iter().enumerate() {
            match history {
                Ok(history) => {
                    let summaries = &mut self.summaries[cell * values..(cell + 1) * values];
                    for (at, summary) in summaries.iter_mut().enumerate() {
                        let unit = &self.units[at / self.indicators.len()];
                        let reference = unit.is_paired().then_some(reference[at]);
                        summary.add(history.horizon[at], reference);
                    }
                    self.child_months += history.child_months;
                }
                Err(message) => {
                    self.failures.push(Failure { arm: cell, replication: one.number, message });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CellSummary, corners};

    #[test]
    fn an_interaction_stands_with_the_two_cells_of_one_factor_each() {
        let cells: Vec<Vec<usize>> = vec![vec![0, 0], vec![0, 1], vec![1, 0], vec![1, 1], vec![2, 1]];
        assert_eq!(corners(&cells), [None, None, None, Some([2, 1]), None]);
        let three = [vec![0, 0, 0], vec![1, 0, 0], vec![0, 0, 1], vec![1, 1, 1], vec![1, 0, 1]];
        assert_eq!(corners(&three)[3..], [None, Some([1, 2])]);
    }

    #[test]
    fn a_cell_equal_to_the_first_differs_by_exactly_nothing() {
        let mut summary = CellSummary::default();
        for value in [0.1, 0.2, 0.7] {
            summary.add(value, Some(value));
        }
        let difference = summary.difference.summary();
        assert_eq!((difference.n, difference.mean, difference.sd), (3, 0.0, 0.0));
        assert_eq!(summary.difference.quantile(0.95), 0.0);
    }

    #[test]
    fn a_summary_takes_no_more_memory_for_more_replications_than_a_sketch_needs() {
        let mut summary = CellSummary::default();
        for at in 0..200_000_u32 {
            summary.add(f64::from(at), Some(0.0));
        }
        assert!(summary.value.held() < 6_000, "{}", summary.value.held());
        let middle = summary.difference.quantile(0.5);
        assert!((middle - 100_000.0).abs() < 2_000.0, "{middle}");
    }
}
