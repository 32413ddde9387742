//! Shares of an outcome's variance that are owed to inputs, one by one or in groups: first indices after Saltelli and others
//! (2010, table 2, b), total indices after Jansen (1999), with intervals over rows drawn again.

use super::moments::mean;
use super::quantile::{Interval, quantile, sorted};

/// Outcomes of a design: two independent points A and B in each row, and A with some inputs taken from B.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// At A, by row.
    pub a: Vec<f64>,
    /// At B, by row.
    pub b: Vec<f64>,
    /// At A with a set of inputs from B: by set, then by row.
    pub mixed: Vec<Vec<f64>>,
}

/// The shares of one set of inputs, as they come out: small ones may fall below zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// What would vanish in the mean if the set alone were known.
    pub first: f64,
    /// Its 95% interval.
    pub first_interval: Interval,
    /// What would be left in the mean if all others were known.
    pub total: f64,
    /// Its 95% interval.
    pub total_interval: Interval,
}

/// The shares of every set, and of a set that does nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct VarianceShares {
    /// By set.
    pub sets: Vec<Shares>,
    /// Rows in which everything is defined.
    pub rows: usize,
    /// Variance of the outcome.
    pub variance: f64,
    /// The size that the first index of an input without any effect stays below 19 times in 20 with so many rows.
    pub floor: f64,
}

/// Estimates the shares; `None` with fewer than four whole rows or without any variance. Whole rows are drawn again,
/// `pick(n)` giving a number below n.
pub fn variance_shares(
    rows: &Rows,
    resamples: usize,
    level: f64,
    mut pick: impl FnMut(usize) -> usize,
) -> Option<VarianceShares> {
    let whole: Vec<usize> = (0..rows.a.len())
        .filter(|r| {
            let mixed = rows.mixed.iter().all(|set| set[*r].is_finite());
            rows.a[*r].is_finite() && rows.b[*r].is_finite() && mixed
        })
        .collect();
    if whole.len() < 4 {
        return None;
    }
    let (points, variance) = estimates(rows, &whole)?;
    let sets = points.len();
    let mut again = vec![(Vec::new(), Vec::new()); sets];
    let mut nothing = Vec::new();
    for _ in 0..resamples {
        let drawn: Vec<usize> = whole.iter().map(|_| whole[pick(whole.len())]).collect();
        let Some((points, _)) = estimates(rows, &drawn) else { continue };
        for ((first, total), (f, t)) in again.iter_mut().zip(points) {
            first.push(f);
            total.push(t);
        }
        // A and B have nothing in common: what they share is chance.
        nothing.push(in_common(rows, &drawn).abs());
    }
    let tail = 0.5 * (1.0 - level);
    let interval = |values: &[f64]| {
        let rising = sorted(values);
        Interval { low: quantile(&rising, tail), high: quantile(&rising, 1.0 - tail) }
    };
    let shares = points.iter().zip(&again).map(|((first, total), (f, t))| Shares {
        first: *first,
        first_interval: interval(f),
        total: *total,
        total_interval: interval(t),
    });
    let floor = quantile(&sorted(&nothing), 0.95);
    Some(VarianceShares { sets: shares.collect(), rows: whole.len(), variance, floor })
}

/// First and total index of each set, and the variance.
fn estimates(rows: &Rows, drawn: &[usize]) -> Option<(Vec<(f64, f64)>, f64)> {
    // Differences of large numbers: the mean goes first.
    let every = rows.mixed.iter().chain([&rows.a, &rows.b]).flat_map(|y| drawn.iter().map(move |r| y[*r]));
    let centre = mean(&every.collect::<Vec<f64>>());
    let n = drawn.len() as f64;
    let both: Vec<f64> = [&rows.a, &rows.b].iter().flat_map(|y| drawn.iter().map(|r| y[*r])).collect();
    let middle = mean(&both);
    let variance = both.iter().map(|y| (y - middle) * (y - middle)).sum::<f64>() / both.len() as f64;
    if variance.is_nan() || variance <= 0.0 {
        return None;
    }
    let of_set = |mixed: &Vec<f64>| {
        let (mut first, mut total) = (0.0, 0.0);
        for r in drawn {
            let (a, b, ab) = (rows.a[*r], rows.b[*r], mixed[*r]);
            first += (b - centre) * (ab - a);
            total += (a - ab) * (a - ab);
        }
        (first / n / variance, 0.5 * total / n / variance)
    };
    Some((rows.mixed.iter().map(of_set).collect(), variance))
}

/// Correlation of the outcomes at A and at B.
fn in_common(rows: &Rows, drawn: &[usize]) -> f64 {
    let column = |of: &[f64]| drawn.iter().map(|r| of[*r]).collect::<Vec<f64>>();
    let (a, b) = (column(&rows.a), column(&rows.b));
    let (middle_a, middle_b) = (mean(&a), mean(&b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(&b) {
        ab += (a - middle_a) * (b - middle_b);
        aa += (a - middle_a) * (a - middle_a);
        bb += (b - middle_b) * (b - middle_b);
    }
    ab / (aa * bb).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{scrambled_sobol_points, sobol_points};
    use rand::RngExt;
    use rand::distr::Open01;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    fn rows(points: &[Vec<f64>], inputs: usize, sets: &[Vec<usize>], of: impl Fn(&[f64]) -> f64) -> Rows {
        let mut rows = Rows { mixed: vec![Vec::new(); sets.len()], ..Rows::default() };
        for point in points {
            let (a, b) = point.split_at(inputs);
            rows.a.push(of(a));
            rows.b.push(of(b));
            for (set, mixed) in sets.iter().zip(&mut rows.mixed) {
                let mut x = a.to_vec();
                set.iter().for_each(|input| x[*input] = b[*input]);
                mixed.push(of(&x));
            }
        }
        rows
    }

    fn shares(rows: &Rows) -> VarianceShares {
        let mut pick = ChaCha8Rng::seed_from_u64(9);
        variance_shares(rows, 200, 0.95, |n| (pick.sample::<f64, _>(Open01) * n as f64) as usize).unwrap()
    }

    fn one_by_one(inputs: usize) -> Vec<Vec<usize>> {
        (0..inputs).map(|input| vec![input]).collect()
    }

    fn ishigami(x: &[f64]) -> f64 {
        let pi = core::f64::consts::PI;
        let x: Vec<f64> = x.iter().map(|x| pi * (2.0 * x - 1.0)).collect();
        let (a, b) = (libm::sin(x[0]), libm::sin(x[1]));
        a + 7.0 * b * b + 0.1 * x[2] * x[2] * x[2] * x[2] * a
    }

    fn holds(interval: Interval, value: f64) -> bool {
        // Within the interval, or as near as its own width.
        let room = 0.5 * (interval.high - interval.low) + 0.01;
        (interval.low - room..=interval.high + room).contains(&value)
    }

    fn scrambled(rows: usize, inputs: usize) -> Vec<Vec<f64>> {
        scrambled_sobol_points(rows, 2 * inputs, |k| ChaCha8Rng::seed_from_u64(40 + k as u64))
    }

    #[test]
    fn ishigami_has_its_analytic_shares_whatever_is_added() {
        let points = scrambled(1024, 3);
        let found = shares(&rows(&points, 3, &one_by_one(3), ishigami));
        assert!((found.variance - 13.84459).abs() < 0.3);
        for (one, (first, total)) in
            found.sets.iter().zip([(0.31391, 0.55759), (0.44241, 0.44241), (0.0, 0.24368)])
        {
            assert!(holds(one.first_interval, first) && holds(one.total_interval, total), "{one:?}");
            assert!((one.first - first).abs() < 0.05 && (one.total - total).abs() < 0.03, "{one:?}");
        }
        let raised = shares(&rows(&points, 3, &one_by_one(3), |x| 1000.0 + ishigami(x)));
        for (one, other) in found.sets.iter().zip(&raised.sets) {
            assert!((one.first - other.first).abs() < 1e-9 && (one.total - other.total).abs() < 1e-9);
        }
    }

    /// SALib 1.6.0, `sobol.analyze` on the same points (SciPy's, unscrambled, from the origin).
    #[test]
    fn on_the_same_design_the_shares_are_those_of_salib() {
        let found = shares(&rows(&sobol_points(1024, 6), 3, &one_by_one(3), ishigami));
        for (one, (first, total)) in found.sets.iter().zip(SALIB) {
            assert!((one.first - first).abs() < 1e-9 && (one.total - total).abs() < 1e-9, "{one:?}");
        }
    }

    #[test]
    fn the_function_g_has_its_analytic_shares() {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
        let g = |x: &[f64]| {
            x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product::<f64>()
        };
        let found = shares(&rows(&scrambled(2048, 8), 8, &one_by_one(8), g));
        assert!((found.variance - 0.465424).abs() < 0.02);
        let known = [
            (0.71619, 0.78714),
            (0.17905, 0.24220),
            (0.02368, 0.03432),
            (0.00716, 0.01046),
            (0.00007, 0.0001),
        ];
        for (one, (first, total)) in found.sets.iter().zip(known) {
            assert!(holds(one.first_interval, first) && holds(one.total_interval, total), "{one:?}");
        }
    }

    /// A set of all inputs explains everything, a set of none nothing, and neither is cut off at its limit.
    #[test]
    fn a_set_of_all_explains_everything_and_a_dummy_nothing() {
        let sets = vec![vec![0, 1, 2], vec![3]];
        let found = shares(&rows(&scrambled(512, 4), 4, &sets, |x| ishigami(&x[..3])));
        assert!((found.sets[0].first - 1.0).abs() < 0.1 && (found.sets[0].total - 1.0).abs() < 0.1);
        assert_eq!((found.sets[1].first, found.sets[1].total), (0.0, 0.0));
        assert!(found.floor > 0.0 && found.floor < 0.2);
    }

    /// Luck of the row is a factor of its own: inputs that do nothing stay nothing, which fresh luck in every cell hides.
    #[test]
    fn luck_that_belongs_to_the_row_leaves_inert_inputs_at_nothing() {
        // y = 2 x0 + x1 + noise, four inputs, the last two inert; the fifth column is the luck.
        let of = |x: &[f64], luck: f64| 2.0 * x[0] + x[1] + 2.6 * (2.0 * luck - 1.0);
        let points = scrambled(512, 5);
        let own = shares(&rows(&points, 5, &one_by_one(5), |x| of(x, x[4])));
        assert_eq!((own.sets[2].total, own.sets[3].total), (0.0, 0.0));
        // Variances: 4/12, 1/12 and 4 · 2.6² / 12.
        let all = 4.0 + 1.0 + 4.0 * 2.6 * 2.6;
        for (set, part) in [(0, 4.0), (1, 1.0), (4, 4.0 * 2.6 * 2.6)] {
            assert!((own.sets[set].first - part / all).abs() < 0.06, "{:?}", own.sets[set]);
        }
        let fresh = std::cell::RefCell::new(ChaCha8Rng::seed_from_u64(5));
        let apart = shares(&rows(&points, 5, &one_by_one(4), |x| of(x, fresh.borrow_mut().sample(Open01))));
        assert!(apart.sets[2].total > 0.6 && apart.sets[3].total > 0.6);
    }

    #[test]
    fn the_level_of_the_intervals_and_the_seed_of_the_resamples_act() {
        let rows = rows(&scrambled(128, 3), 3, &one_by_one(3), ishigami);
        let with = |level, seed| {
            let mut pick = ChaCha8Rng::seed_from_u64(seed);
            let found =
                variance_shares(&rows, 300, level, |n| (pick.sample::<f64, _>(Open01) * n as f64) as usize);
            found.unwrap().sets[0].total_interval
        };
        let width = |interval: Interval| interval.high - interval.low;
        let ratio = width(with(0.95, 1)) / width(with(0.5, 1));
        // 1.96 ÷ 0.674 of a normal curve.
        assert!((ratio - 2.9).abs() < 0.7, "{ratio}");
        assert_ne!(with(0.95, 1), with(0.95, 2));
    }

    const SALIB: [(f64, f64); 3] = [
        (0.33295507517942635, 0.558179045711466),
        (0.4413139385440669, 0.44328458403034815),
        (0.01857841295871934, 0.24214937335496534),
    ];
}
