//! The cells of a full factorial: every combination of the levels of its factors.

use crate::scenario::Factor;
use crate::study::StudyError;

/// Cells that one sweep may have at the most.
pub const MOST_CELLS: usize = 1_000;

/// Every combination of levels, one list of level positions per cell; the last factor changes
/// fastest, so the first cell has the first level of each.
///
/// # Errors
/// Without factors, with a factor named twice, without levels or with one level twice, and with
/// more than [`MOST_CELLS`] cells.
pub fn full_factorial(factors: &[Factor]) -> Result<Vec<Vec<usize>>, StudyError> {
    if factors.is_empty() {
        return Err(StudyError::NothingToVary);
    }
    let cells =
        factors.iter().fold(1_u128, |cells, factor| cells.saturating_mul(factor.levels.len() as u128));
    if cells > MOST_CELLS as u128 {
        return Err(StudyError::TooManyCells { cells, most: MOST_CELLS });
    }
    check(factors)?;
    let mut combinations = vec![Vec::new()];
    for factor in factors {
        combinations = combinations
            .iter()
            .flat_map(|so_far| {
                (0..factor.levels.len()).map(move |level| {
                    let mut longer = so_far.clone();
                    longer.push(level);
                    longer
                })
            })
            .collect();
    }
    Ok(combinations)
}

/// Whether factors can be laid out.
pub(super) fn check(factors: &[Factor]) -> Result<(), StudyError> {
    if factors.is_empty() {
        return Err(StudyError::NothingToVary);
    }
    for (position, factor) in factors.iter().enumerate() {
        let path = || factor.path.clone();
        if factors[..position].iter().any(|earlier| earlier.path == factor.path) {
            return Err(StudyError::FactorTwice { path: path() });
        }
        if factor.levels.is_empty() {
            return Err(StudyError::NoLevels { path: path() });
        }
        for (at, level) in factor.levels.iter().enumerate() {
            if factor.levels[..at].iter().any(|earlier| is_same(earlier, level)) {
                return Err(StudyError::LevelTwice { path: path(), level: level.clone() });
            }
        }
    }
    Ok(())
}

/// Whether two levels mean the same value, however its number is written.
fn is_same(one: &str, other: &str) -> bool {
    let number = |text: &str| text.trim().replace('_', "").parse::<f64>().ok();
    one == other || number(one).is_some_and(|value| number(other) == Some(value))
}

#[cfg(test)]
mod tests {
    use super::{Factor, full_factorial};

    fn factor(path: &str, levels: &[&str]) -> Factor {
        Factor { path: path.to_owned(), levels: levels.iter().map(|level| (*level).to_owned()).collect() }
    }

    #[test]
    fn two_by_three_factors_make_six_cells_the_last_changing_fastest() {
        let cells = full_factorial(&[factor("a", &["1", "2"]), factor("b", &["x", "y", "z"])]);
        let expected = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]].map(|cell: [usize; 2]| cell.to_vec());
        assert_eq!(cells.unwrap(), expected);
    }

    #[test]
    fn empty_repeated_and_enormous_sweeps_are_refused_in_words() {
        let said = |factors: &[Factor]| full_factorial(factors).unwrap_err().to_string();
        assert!(said(&[]).contains("nothing to vary"));
        assert!(said(&[factor("a", &[])]).contains("`a` has no values"));
        assert!(said(&[factor("a", &["1"]), factor("a", &["2"])]).contains("varied twice"));
        assert!(said(&[factor("a", &["1", "1"])]).contains("value 1 twice"));
        assert!(said(&[factor("a", &["3", "1", "3e0"])]).contains("value 3e0 twice"));
        let many: Vec<String> = (0..200).map(|level| level.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(said(&[factor("a", &many), factor("b", &many)]).contains("40000 cells"));
    }
}
