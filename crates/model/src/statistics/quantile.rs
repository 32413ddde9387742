//! Quantiles and their distribution-free intervals.

/// An interval with both ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The finite values in rising order.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut kept = super::moments::finite(values);
    kept.sort_unstable_by(f64::total_cmp);
    kept
}

/// The quantile `p` of values in rising order by linear interpolation (type 7 of Hyndman and Fan 1996);
/// `NaN` for no values.
pub fn quantile(rising: &[f64], p: f64) -> f64 {
    let Some(last) = rising.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = p.clamp(0.0, 1.0) * last as f64;
    let below = (at.floor() as usize).min(last);
    let above = (below + 1).min(last);
    rising[below] + (at - below as f64) * (rising[above] - rising[below])
}

/// Ends of the interval that holds a further value of the same distribution with the chance `level`:
/// quantiles at p (n + 1) (type 6), which is exact for any distribution where they are values
/// themselves; quantiles of type 7 are too near for few values. `NaN` for no values.
pub fn prediction_interval(rising: &[f64], level: f64) -> Interval {
    let n = rising.len() as f64;
    // Position p (n + 1) from 1 is p (n + 1) - 1 from 0, a share of the n - 1 steps.
    let at = |p: f64| match rising.len() {
        0 | 1 => quantile(rising, 0.5),
        _ => quantile(rising, (p * (n + 1.0) - 1.0) / (n - 1.0)),
    };
    let tail = 0.5 * (1.0 - level);
    Interval { low: at(tail), high: at(1.0 - tail) }
}

/// Order statistics that hold the quantile `p` with a chance of at least `level`, or `None` if there are
/// too few values for such a statement.
///
/// The chance that the interval from the `l`-th to the `u`-th value holds the quantile is
/// P(l ≤ Bin(n, p) < u), whatever the distribution; the tails are shared equally.
pub fn order_statistic_interval(rising: &[f64], p: f64, level: f64) -> Option<Interval> {
    let n = rising.len();
    if n == 0 || !(p > 0.0 && p < 1.0) {
        return None;
    }
    let tail = 0.5 * (1.0 - level);
    let log_choose = |k: usize| {
        libm::lgamma(n as f64 + 1.0) - libm::lgamma(k as f64 + 1.0) - libm::lgamma((n - k) as f64 + 1.0)
    };
    let mass =
        |k: usize| libm::exp(log_choose(k) + k as f64 * libm::log(p) + (n - k) as f64 * libm::log1p(-p));
    let mut below = 0.0;
    let mut lower = None;
    let mut upper = None;
    for k in 0..=n {
        let up_to = below + mass(k);
        // x(l) lies above the quantile when fewer than l values lie below it.
        if up_to <= tail {
            lower = Some(k);
        }
        if upper.is_none() && up_to >= 1.0 - tail && k < n {
            upper = Some(k);
        }
        below = up_to;
    }
    Some(Interval { low: rising[lower?], high: rising[upper?] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_values_hold_a_tenth_in_eight_cases_of_ten() {
        // Of ten exchangeable values the last lies between the least and the greatest of the others in 8.
        let nine = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
        let found = prediction_interval(&nine, 0.8);
        assert!((found.low - 1.0).abs() < 1e-12 && (found.high - 9.0).abs() < 1e-12);
        let half = prediction_interval(&nine, 0.5);
        assert!((half.low - 2.5).abs() < 1e-12 && (half.high - 7.5).abs() < 1e-12);
        assert!(prediction_interval(&[], 0.8).low.is_nan());
    }

    #[test]
    fn quantiles_interpolate_as_type_7() {
        let x = sorted(&[4.0, 1.0, 3.0, 2.0]);
        assert_eq!(quantile(&x, 0.25), 1.75);
        assert_eq!(quantile(&x, 0.5), 2.5);
        assert_eq!(quantile(&x, 0.0), 1.0);
        assert_eq!(quantile(&x, 1.0), 4.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn the_median_of_ten_lies_between_the_second_and_the_ninth() {
        // P(2 <= Bin(10, 1/2) < 9) = 1 - 2 * 11 / 1024 = 97.9%; third to eighth would be 89.1%.
        let x: Vec<f64> = (1..=10).map(f64::from).collect();
        let found = order_statistic_interval(&x, 0.5, 0.95).unwrap();
        assert_eq!((found.low, found.high), (2.0, 9.0));
    }

    #[test]
    fn too_few_values_make_no_statement_about_a_tail() {
        let x: Vec<f64> = (1..=30).map(f64::from).collect();
        assert!(order_statistic_interval(&x, 0.95, 0.95).is_none());
    }
}
