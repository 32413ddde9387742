//! What it is worth to know more before one decides: the value of perfect information on everything (EVPI) and on some
//! inputs (EVPPI, by regression: Strong, Oakley and Brennan 2014), in the units of the outcome, of which more is better.

use super::boxes::Column;
use super::matrix::{Cholesky, dot};
use super::moments::mean;

/// Mean of the best less the best of the means, over cases; values by option, then by case.
pub fn value_of_information(options: &[Vec<f64>]) -> f64 {
    let cases = options.first().map_or(0, Vec::len);
    let best = |case: usize| options.iter().map(|option| option[case]).fold(f64::NEG_INFINITY, f64::max);
    let known = mean(&(0..cases).map(best).collect::<Vec<f64>>());
    let unknown = options.iter().map(|option| mean(option)).fold(f64::NEG_INFINITY, f64::max);
    (known - unknown).max(0.0)
}

/// The value of knowing some inputs, less what the same inputs give in an order that means nothing: a regression follows
/// chance upwards. Never below nought and never above the value of knowing everything. `shuffled` gives the order of the
/// cases for a try.
pub fn value_of_inputs(
    options: &[Vec<f64>],
    inputs: &[&Column],
    tries: usize,
    mut shuffled: impl FnMut(usize) -> Vec<usize>,
) -> f64 {
    let cases = options.first().map_or(0, Vec::len);
    let basis: Vec<Vec<f64>> = inputs.iter().flat_map(|input| basis(input)).collect();
    // Only differences matter: what all options share is noise to the regression.
    let differences: Vec<Vec<f64>> = options
        .iter()
        .map(|option| option.iter().zip(&options[0]).map(|(own, first)| own - first).collect())
        .collect();
    let worth = |order: &[usize]| -> f64 {
        let rows: Vec<Vec<f64>> =
            basis.iter().map(|one| order.iter().map(|case| one[*case]).collect()).collect();
        let fitted: Vec<Vec<f64>> = differences.iter().map(|outcome| fitted(&rows, outcome)).collect();
        value_of_information(&fitted)
    };
    let own = worth(&(0..cases).collect::<Vec<_>>());
    let by_chance: Vec<f64> = (0..tries).map(|at| worth(&shuffled(at))).collect();
    let by_chance = if tries == 0 { 0.0 } else { mean(&by_chance) };
    (own - by_chance).clamp(0.0, value_of_information(options))
}

/// What a regression has of an input: a cubic of its rank, or one column for each kind but the first.
fn basis(input: &Column) -> Vec<Vec<f64>> {
    match input {
        Column::Numbers(values) => {
            let mut order: Vec<usize> = (0..values.len()).collect();
            order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
            let mut place = vec![0.0; values.len()];
            let mut at = 0;
            while at < order.len() {
                let same = order[at..].iter().take_while(|i| values[**i] == values[order[at]]).count().max(1);
                for i in &order[at..at + same] {
                    place[*i] = 2.0 * (at as f64 + 0.5 * same as f64) / order.len() as f64 - 1.0;
                }
                at += same;
            }
            let square = |x: f64| 1.5 * x * x - 0.5;
            let cube = |x: f64| 2.5 * x * x * x - 1.5 * x;
            let through = |of: &dyn Fn(f64) -> f64| place.iter().map(|x| of(*x)).collect();
            vec![through(&|x| x), through(&square), through(&cube)]
        }
        Column::Kinds(kinds) => {
            let mut known = kinds.clone();
            known.sort_unstable();
            known.dedup();
            let is = |kind: &usize| kinds.iter().map(|own| f64::from(u8::from(own == kind))).collect();
            known.iter().skip(1).map(is).collect()
        }
    }
}

/// Least squares with a mean; the mean alone where the columns cannot carry a fit.
fn fitted(columns: &[Vec<f64>], outcome: &[f64]) -> Vec<f64> {
    let centre = mean(outcome);
    let off = |values: &[f64]| {
        let middle = mean(values);
        values.iter().map(|value| value - middle).collect::<Vec<f64>>()
    };
    let columns: Vec<Vec<f64>> = columns.iter().map(|column| off(column)).collect();
    let size = columns.len();
    let mut matrix = vec![0.0; size * size];
    for i in 0..size {
        for j in 0..size {
            matrix[i * size + j] = dot(&columns[i], &columns[j]);
        }
        matrix[i * size + i] += 1e-9 * outcome.len() as f64;
    }
    let flat = vec![centre; outcome.len()];
    if size == 0 {
        return flat;
    }
    let outcome = off(outcome);
    let right: Vec<f64> = columns.iter().map(|column| dot(column, &outcome)).collect();
    let Some(factor) = Cholesky::new(size, &matrix) else { return flat };
    let slopes = factor.solve(&right);
    let mut fitted = flat;
    for (slope, column) in slopes.iter().zip(&columns) {
        fitted.iter_mut().zip(column).for_each(|(fit, x)| *fit += slope * x);
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;
    use rand::distr::Open01;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    fn uniforms(seed: u64, count: usize) -> Vec<f64> {
        ChaCha8Rng::seed_from_u64(seed).sample_iter(Open01).take(count).collect()
    }

    fn order(at: usize, count: usize) -> Vec<usize> {
        let u = uniforms(1000 + at as u64, count);
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|a, b| u[*a].total_cmp(&u[*b]));
        order
    }

    /// Two options, nothing and x - 1/2 with x uniform: knowing x is worth the mean of (x - 1/2) above nought, 1/8.
    #[test]
    fn a_decision_with_a_known_value_has_it() {
        let n = 4_000;
        let (x, other, noise) = (uniforms(1, n), uniforms(2, n), uniforms(3, n));
        let gain: Vec<f64> = (0..n).map(|i| x[i] - 0.5 + 2.0 * (noise[i] - 0.5)).collect();
        let options = vec![vec![0.0; n], gain];
        let (x, other) = (Column::Numbers(x), Column::Numbers(other));
        let all = value_of_information(&options);
        let of = |inputs: &[&Column]| value_of_inputs(&options, inputs, 10, |at| order(at, n));
        let (known, inert, both) = (of(&[&x]), of(&[&other]), of(&[&x, &other]));
        // Half the mean size of a sum of two uniforms of widths 1 and 2, which is (1 + 1/12) / 2.
        assert!((all - 13.0 / 48.0).abs() < 0.02, "{all}");
        assert!((known - 0.125).abs() < 0.02, "{known}");
        assert!(inert < 0.01 && both >= known - 0.01 && both <= all, "{inert} {both}");
    }

    #[test]
    fn what_all_options_share_changes_nothing_and_a_sure_choice_is_worth_nothing_more() {
        let n = 500;
        let (x, shared) = (uniforms(4, n), uniforms(5, n));
        let plain = vec![vec![0.0; n], x.iter().map(|x| x - 0.4).collect::<Vec<f64>>()];
        let shifted: Vec<Vec<f64>> = plain
            .iter()
            .map(|option| option.iter().zip(&shared).map(|(own, add)| own + 100.0 * add).collect())
            .collect();
        let kinds = Column::Kinds(x.iter().map(|x| usize::from(*x > 0.4)).collect());
        let of = |options: &[Vec<f64>]| value_of_inputs(options, &[&kinds], 5, |at| order(at, n));
        assert!((of(&plain) - of(&shifted)).abs() < 1e-9);
        assert!((value_of_information(&plain) - value_of_information(&shifted)).abs() < 1e-9);
        let sure = vec![vec![0.0; n], vec![1.0; n]];
        assert_eq!((value_of_information(&sure), of(&sure)), (0.0, 0.0));
    }
}
