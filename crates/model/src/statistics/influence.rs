//! How much of an outcome's variance goes with one input.

use super::matrix::{Cholesky, dot};
use super::moments::mean;
use super::student::incomplete_beta;

/// The share of an outcome's variance that lies between groups of one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// Share of variance between groups less what chance would show (may fall just below zero).
    pub share: f64,
    /// Groups with values.
    pub groups: usize,
    /// Values used.
    pub n: usize,
}

/// Share of the variance of `outcome` between the groups of an input (first-order index by groups, the
/// correlation ratio), corrected for the number of groups by 1 − (1 − share)(n−1)/(n−k).
///
/// `None` if the outcome or the groups do not vary or values are too few.
pub fn variance_explained(groups: &[usize], outcome: &[f64]) -> Option<Influence> {
    let kept: Vec<(usize, f64)> =
        groups.iter().zip(outcome).filter(|(_, y)| y.is_finite()).map(|(g, y)| (*g, *y)).collect();
    let n = kept.len();
    let number = kept.iter().map(|(g, _)| g + 1).max()?;
    let mut sums = vec![(0_usize, 0.0); number];
    for (group, y) in &kept {
        sums[*group].0 += 1;
        sums[*group].1 += y;
    }
    let k = sums.iter().filter(|(count, _)| *count > 0).count();
    if k < 2 || n < 3 * k {
        return None;
    }
    let values: Vec<f64> = kept.iter().map(|(_, y)| *y).collect();
    let centre = mean(&values);
    let total: f64 = values.iter().map(|y| (y - centre) * (y - centre)).sum();
    if total <= 0.0 {
        return None;
    }
    let between: f64 = sums
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, sum)| {
            let off = sum / *count as f64 - centre;
            *count as f64 * off * off
        })
        .sum();
    Some(Influence { share: corrected((between / total).min(1.0), n, k), groups: k, n })
}

fn corrected(share: f64, n: usize, k: usize) -> f64 {
    1.0 - (1.0 - share) * (n - 1) as f64 / (n - k) as f64
}

/// Share of an outcome's variance that goes with several inputs together, as far as it is linear in them:
/// R² of a regression on all, corrected for their number as in [`variance_explained`].
///
/// `None` if the outcome does not vary, or values are fewer than three for each input and the mean.
pub fn linear_share(inputs: &[Vec<f64>], outcome: &[f64]) -> Option<Influence> {
    let kept: Vec<usize> = (0..outcome.len())
        .filter(|r| outcome[*r].is_finite() && inputs.iter().all(|input| input[*r].is_finite()))
        .collect();
    let n = kept.len();
    let centred = |values: &[f64]| {
        let own: Vec<f64> = kept.iter().map(|r| values[*r]).collect();
        let centre = mean(&own);
        let off: Vec<f64> = own.iter().map(|value| value - centre).collect();
        let size = off.iter().map(|v| v * v).sum::<f64>().sqrt();
        (size > 0.0).then(|| off.iter().map(|v| v / size).collect::<Vec<f64>>())
    };
    let columns: Vec<Vec<f64>> = inputs.iter().filter_map(|input| centred(input)).collect();
    let k = columns.len() + 1;
    if columns.is_empty() || n < 3 * k {
        return None;
    }
    let outcome = centred(outcome)?;
    let size = columns.len();
    let mut matrix = vec![0.0; size * size];
    for i in 0..size {
        for j in 0..size {
            matrix[i * size + j] = dot(&columns[i], &columns[j]);
        }
        // Two inputs that always go together share their part.
        matrix[i * size + i] += 1e-8;
    }
    let right: Vec<f64> = columns.iter().map(|column| dot(column, &outcome)).collect();
    let factor = Cholesky::new(size, &matrix)?;
    let explained = dot(&right, &factor.solve(&right));
    Some(Influence { share: corrected(explained.clamp(0.0, 1.0), n, k), groups: k, n })
}

/// The corrected share that the strongest of `asked` inputs without any influence exceeds one time in 20,
/// with `n` values in `k` groups.
///
/// Without influence the uncorrected share follows Beta((k−1)/2, (n−k)/2).
pub fn noise_floor(n: usize, k: usize, asked: usize) -> f64 {
    let level = 1.0 - 0.05 / asked.max(1) as f64;
    let share = beta_quantile(level, 0.5 * (k as f64 - 1.0), 0.5 * (n - k) as f64);
    corrected(share, n, k)
}

fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if incomplete_beta(a, b, middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Groups of equal count by rank of a numeric input: about 40 values a group, from 3 to 5 groups, so that
/// 200 values show a bend as well as a slope; equal values share a group.
pub fn equal_count_bins(input: &[f64]) -> Vec<usize> {
    let number = (input.len() / 40).clamp(3, 5);
    let ranks = ranks(input);
    ranks.iter().map(|rank| ((rank / input.len() as f64 * number as f64) as usize).min(number - 1)).collect()
}

/// Mid-ranks from 0.5, in the order given.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut at = 0;
    while at < order.len() {
        let same = order[at..].iter().take_while(|i| values[**i] == values[order[at]]).count().max(1);
        for i in &order[at..at + same] {
            ranks[*i] = at as f64 + 0.5 * same as f64;
        }
        at += same;
    }
    ranks
}

/// Values with their ranks, which are asked for in many pairs and take most of the time of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    values: Vec<f64>,
    is_whole: bool,
    ranks: Ranks,
}

/// Ranks about their mean.
#[derive(Clone, Debug, PartialEq)]
struct Ranks {
    off: Vec<f64>,
    /// Sum of the squares.
    square: f64,
}

impl Ranks {
    fn of(values: &[f64]) -> Self {
        let ranks = ranks(values);
        let centre = mean(&ranks);
        let off: Vec<f64> = ranks.iter().map(|rank| rank - centre).collect();
        let square = off.iter().map(|off| off * off).sum();
        Self { off, square }
    }

    fn correlation(&self, other: &Self) -> f64 {
        let pairs = self.off.iter().zip(&other.off);
        let product: f64 = pairs.map(|(a, b)| a * b).sum();
        product / (self.square * other.square).sqrt()
    }
}

impl Ranked {
    /// Ranks the values.
    pub fn of(values: Vec<f64>) -> Self {
        Self { is_whole: values.iter().all(|value| value.is_finite()), ranks: Ranks::of(&values), values }
    }
}

/// Spearman's rank correlation over the pairs in which both are finite; `NaN` if one side never varies.
pub fn rank_correlation(input: &Ranked, outcome: &Ranked) -> f64 {
    if input.is_whole && outcome.is_whole && input.values.len() == outcome.values.len() {
        return input.ranks.correlation(&outcome.ranks);
    }
    let (x, y): (Vec<f64>, Vec<f64>) = input
        .values
        .iter()
        .zip(&outcome.values)
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .map(|(x, y)| (*x, *y))
        .unzip();
    Ranks::of(&x).correlation(&Ranks::of(&y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::normal_quantile;

    /// A low-discrepancy sequence: fixed numbers that look independent across `stride`.
    fn uniforms(n: usize, stride: f64) -> Vec<f64> {
        (1..=n).map(|i| (i as f64 * stride).fract()).collect()
    }

    #[test]
    fn an_input_that_is_half_of_the_variance_is_found_as_half() {
        let x = uniforms(400, 0.618_033_988_749_895);
        let noise = uniforms(400, 0.414_213_562_373_095);
        let y: Vec<f64> =
            x.iter().zip(&noise).map(|(a, b)| normal_quantile(*a) + normal_quantile(*b)).collect();
        let found = variance_explained(&equal_count_bins(&x), &y).unwrap();
        // Five equal bins of a normal keep 0.90 of its variance between them.
        assert!((found.share - 0.45).abs() < 0.05, "{found:?}");
        assert!(noise_floor(found.n, found.groups, 1) < 0.03);
    }

    #[test]
    fn inputs_together_have_the_share_of_a_regression() {
        let (x, z) = (uniforms(300, 0.618_033_988_749_895), uniforms(300, 0.732_050_807_568_877));
        let noise = uniforms(300, 0.414_213_562_373_095);
        // Three uniforms of equal variance times 2, 1 and 1: five of six parts.
        let y: Vec<f64> = (0..300).map(|i| 2.0 * x[i] + z[i] + noise[i]).collect();
        let found = linear_share(&[x.clone(), z.clone()], &y).unwrap();
        assert!((found.share - 5.0 / 6.0).abs() < 0.02, "{found:?}");
        assert_eq!(found.groups, 3);
        // An input that stands twice adds nothing.
        let twice = linear_share(&[x.clone(), z, x], &y).unwrap();
        assert!((twice.share - found.share).abs() < 0.01);
        assert!(linear_share(&[vec![1.0; 300]], &y).is_none());
    }

    #[test]
    fn an_unrelated_input_stays_under_the_floor() {
        let x = uniforms(200, 0.618_033_988_749_895);
        let y = uniforms(200, 0.414_213_562_373_095);
        let found = variance_explained(&equal_count_bins(&x), &y).unwrap();
        let floor = noise_floor(found.n, found.groups, 100);
        assert!(found.share < floor, "{found:?}");
    }

    #[test]
    fn the_floor_is_the_f_test() {
        // F(0.95; 4, 195) = 2.4178; share = 4F / (4F + 195); corrected by (n - 1) / (n - k).
        let raw = 4.0 * 2.417_8 / (4.0 * 2.417_8 + 195.0);
        let expected = 1.0 - (1.0 - raw) * 199.0 / 195.0;
        assert!((noise_floor(200, 5, 1) - expected).abs() < 1e-4);
    }

    #[test]
    fn rank_correlation_is_one_for_any_rising_curve() {
        let ranked = |values: &[f64]| Ranked::of(values.to_vec());
        let x = ranked(&[1.0, 2.0, 3.0, 10.0]);
        let y = ranked(&[0.1, 5.0, 6.0, 1e6]);
        assert!((rank_correlation(&x, &y) - 1.0).abs() < 1e-12);
        assert!(rank_correlation(&x, &ranked(&[1.0; 4])).is_nan());
    }

    #[test]
    fn a_pair_with_a_missing_value_is_left_out_of_both_rankings() {
        let ranked = |values: &[f64]| Ranked::of(values.to_vec());
        let x = ranked(&[1.0, 2.0, 5.0, 3.0, 4.0]);
        let y = ranked(&[2.0, 1.0, f64::NAN, 3.0, 4.0]);
        // Ranks 1 2 3 4 against 2 1 3 4: 1 - 6 * 2 / (4 * 15).
        assert!((rank_correlation(&x, &y) - 0.8).abs() < 1e-12);
        assert_eq!(rank_correlation(&y, &x), rank_correlation(&x, &y));
    }
}
