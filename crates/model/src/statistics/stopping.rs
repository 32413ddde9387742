//! When a mean is known well enough: how many values a wished precision takes, planned from those that are there.
//!
//! Half the width of the 95% interval of a mean is t·s/√n, so that n ≥ (t·s ÷ width)² values are needed. What is there is a pilot;
//! after it the number grows by a twentieth at a time and never beyond what is planned, since the plan of a pilot of values that are
//! nought in most histories is uncertain. Where all but a few are nought, the spread is not yet known, and the number doubles up
//! to [`NOUGHT`]: had one history in a hundred another value, one of so many would have shown it with 95 chances in 100.

use super::moments::Summary;
use super::student::student_quantile;

/// Values of the pilot.
pub const PILOT: usize = 180;

/// Values of which it is believed that all but a few are nought: 1 − 0.99³⁰⁰ = 0.95.
pub const NOUGHT: usize = 300;

/// What is planned beyond the formula: a spread that happens to be low at one look ends the work, one that is high does not, and
/// without it 92 to 93 intervals in 100 would hold what they say.
const UNSURE: f64 = 1.03;

/// Values unlike nought by which the spread can be told.
const UNLIKE: usize = 5;

/// How many values a mean with this half-width of its 95% interval takes, as far as the finite ones of `values` tell; no more
/// than there are where it is reached.
pub fn values_needed(values: &[f64], half_width: f64) -> usize {
    let found = Summary::of(values);
    if found.n < 2 {
        return values.len().max(1) * 2;
    }
    let t = student_quantile(0.975, (found.n - 1) as f64);
    let ratio = t * found.sd / half_width;
    // Values that are not defined are as frequent among those to come.
    let needed = UNSURE * ratio * ratio * values.len() as f64 / found.n as f64;
    let needed = libm::ceil(needed.min(1.0e9)) as usize;
    let unlike = values.iter().filter(|value| value.is_finite() && **value != 0.0).count();
    if unlike < UNLIKE { needed.max(NOUGHT.min(2 * values.len())) } else { needed }
}

/// How many values to have in all at the next look, where `needed` are planned and there are `values`; `None` when it is enough, or
/// `most` are there.
pub fn next_look(values: usize, needed: usize, most: usize) -> Option<usize> {
    let next = needed.min(values + values.div_ceil(20)).min(most);
    (next > values).then_some(next)
}

/// The interval of a mean among `read` that are read together: all of them lie within theirs with 95 chances in 100 (Bonferroni).
pub fn joint_interval(found: &Summary, read: usize) -> (f64, f64) {
    if found.n < 2 {
        return (f64::NAN, f64::NAN);
    }
    let t = student_quantile(1.0 - 0.025 / read.max(1) as f64, (found.n - 1) as f64);
    let half = t * found.sd / libm::sqrt(found.n as f64);
    (found.mean - half, found.mean + half)
}

#[cfg(test)]
mod tests {
    use rand::distr::Open01;
    use rand::{Rng, RngExt};
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    use super::*;
    use crate::statistics::{normal_quantile, sample_sd};

    /// What a difference is like: its share that is nought, and how the rest is spread.
    #[derive(Clone, Copy)]
    enum Rest {
        Normal,
        Exponential,
        LogNormal,
    }

    const KINDS: [(f64, Rest); 10] = [
        (0.0, Rest::Normal),
        (0.0, Rest::Exponential),
        (0.0, Rest::LogNormal),
        (0.6, Rest::Normal),
        (0.6, Rest::Exponential),
        (0.8, Rest::Normal),
        (0.8, Rest::Exponential),
        (0.9, Rest::Normal),
        (0.9, Rest::Exponential),
        (0.95, Rest::Normal),
    ];

    fn draw((nought, rest): (f64, Rest), rng: &mut impl Rng) -> f64 {
        let (first, second): (f64, f64) = (rng.sample(Open01), rng.sample(Open01));
        if first < nought {
            return 0.0;
        }
        match rest {
            Rest::Normal => normal_quantile(second) - 0.5,
            Rest::Exponential => -libm::log(second),
            Rest::LogNormal => libm::exp(0.75 * normal_quantile(second)),
        }
    }

    /// Mean and standard deviation, by the formulas.
    fn truth((nought, rest): (f64, Rest)) -> (f64, f64) {
        let (mean, square) = match rest {
            Rest::Normal => (-0.5, 1.25),
            Rest::Exponential => (1.0, 2.0),
            Rest::LogNormal => (libm::exp(0.75 * 0.75 / 2.0), libm::exp(2.0 * 0.75 * 0.75)),
        };
        let (mean, square) = ((1.0 - nought) * mean, (1.0 - nought) * square);
        (mean, libm::sqrt(square - mean * mean))
    }

    fn stopped(half_width: f64, mut draw: impl FnMut() -> f64) -> Vec<f64> {
        let mut values: Vec<f64> = (0..PILOT).map(|_| draw()).collect();
        while let Some(next) = next_look(values.len(), values_needed(&values, half_width), 100_000) {
            values.resize_with(next, &mut draw);
        }
        values
    }

    #[test]
    fn the_rule_stops_near_the_number_that_an_oracle_needs_and_covers_what_it_says() {
        let (mut near, mut covered, mut all) = (0, 0, 0);
        for (number, kind) in KINDS.into_iter().enumerate() {
            let (mean, sd) = truth(kind);
            for (at, oracle) in [250.0, 400.0, 700.0].into_iter().enumerate() {
                let half_width = normal_quantile(0.975) * sd / libm::sqrt(oracle);
                for seed in 0..60 {
                    let mut rng = ChaCha8Rng::seed_from_u64(seed + 1000 * (3 * number + at) as u64);
                    let values = stopped(half_width, || draw(kind, &mut rng));
                    let found = Summary::of(&values);
                    near += usize::from(values.len() as f64 <= 1.3 * oracle);
                    covered += usize::from((found.mean - mean).abs() <= half_width);
                    all += 1;
                }
            }
        }
        let (near, covered) = (near as f64 / all as f64, covered as f64 / all as f64);
        assert!(near >= 0.9, "only {near} stop within 1.3 times the oracle's number");
        assert!(covered >= 0.93, "only {covered} cover");
    }

    #[test]
    fn what_is_nought_in_every_history_is_believed_at_300() {
        assert_eq!(stopped(0.01, || 0.0).len(), NOUGHT);
        assert_eq!(values_needed(&[0.0; 100], 0.01), 200);
        assert_eq!(values_needed(&[0.0; 300], 0.01), 300);
        // The same everywhere but not nought is known at once.
        assert_eq!(stopped(0.01, || 0.2).len(), PILOT);
    }

    #[test]
    fn the_number_follows_the_formula_and_its_limits() {
        let values: Vec<f64> = (0..200).map(|at| if at % 2 == 0 { 1.0 } else { -1.0 }).collect();
        let t = student_quantile(0.975, 199.0);
        let ratio = t * sample_sd(&values) / 0.1;
        let expected = libm::ceil(1.03 * ratio * ratio) as usize;
        assert_eq!(values_needed(&values, 0.1), expected);
        assert_eq!(next_look(200, expected, 10_000), Some(210));
        assert_eq!(next_look(200, 205, 10_000), Some(205));
        assert_eq!(next_look(200, expected, 203), Some(203));
        assert_eq!((next_look(200, expected, 200), next_look(200, 150, 900)), (None, None));
        // Every second value is not defined.
        let halved: Vec<f64> = values.iter().flat_map(|value| [*value, f64::NAN]).collect();
        assert_eq!(values_needed(&halved, 0.1).div_ceil(2), expected);
    }

    #[test]
    fn an_interval_that_is_read_among_others_is_wider() {
        let found = Summary::from_moments(200, 1.0, 2.0);
        let (low, high) = joint_interval(&found, 1);
        assert!((low - found.low).abs() < 1e-12 && (high - found.high).abs() < 1e-12);
        // t(199) at 1 − 0.025 ÷ 10.
        let half = student_quantile(0.9975, 199.0) * 2.0 / libm::sqrt(200.0);
        assert!((joint_interval(&found, 10).1 - 1.0 - half).abs() < 1e-12);
        assert!(joint_interval(&Summary::from_moments(1, 1.0, f64::NAN), 3).0.is_nan());
    }
}
