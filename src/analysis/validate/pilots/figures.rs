//! How a fact is judged: a sign by the share of the runs that have it, a value by its mean over the runs.

use crate::statistics::{Summary, finite, prediction_interval, sorted, wilson};

/// A share of the runs in which a sign must be right.
pub const MOST_RUNS: (f64, f64) = (80.0, 100.0);
/// The interval of a value: the middle 80% of the runs.
pub const MIDDLE: f64 = 0.8;

/// One figure of a row beside what was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What of the fact; empty where the row has one figure.
    pub what: &'static str,
    /// What was seen, where it is a number; else `NaN`.
    pub observed: f64,
    /// What was seen, in words.
    pub seen: &'static str,
    /// Mean over the runs, or the share of them, per cent.
    pub simulated: f64,
    /// Of a mean the middle 80% of the runs, of a share its 95% interval (Wilson).
    pub interval: (f64, f64),
    /// Half of the 95% interval of the simulated figure.
    pub half_width: f64,
    /// Lowest and highest simulated figure that passes.
    pub allowed: (f64, f64),
    /// Unit.
    pub unit: &'static str,
    /// Whether it is a share of the runs, and not a mean over them.
    pub is_share_of_runs: bool,
    /// Whether more than half of the runs that were asked for say anything.
    pub is_enough: bool,
}

impl Figure {
    /// Whether it lies where it must.
    pub fn passes(&self) -> bool {
        self.is_enough && self.allowed.0 <= self.simulated && self.simulated <= self.allowed.1
    }

    /// Whether so many runs cannot tell it from one that passes: the 95% interval of the simulated figure reaches where
    /// it must lie.
    pub fn may_pass(&self) -> bool {
        let (low, high) = (self.simulated - self.half_width, self.simulated + self.half_width);
        self.passes() || self.is_enough && low <= self.allowed.1 && self.allowed.0 <= high
    }

    /// Why it does not pass, as far as the figure tells.
    pub fn reason(&self) -> &'static str {
        match (self.is_enough, self.simulated < self.allowed.0, self.is_share_of_runs) {
            (false, ..) => "too few runs say anything",
            (_, true, true) => "in fewer runs than asked",
            (_, false, true) => "in more runs than allowed",
            (_, true, false) => "too low on average",
            (_, false, false) => "too high on average",
        }
    }
}

/// What was seen: a number, or a word where there is none.
pub type Seen = (f64, &'static str);

/// What was seen, in words alone.
pub fn said(words: &'static str) -> Seen {
    (f64::NAN, words)
}

/// The share of the values that are known for which something holds, per cent.
pub fn share(
    what: &'static str,
    (observed, seen): Seen,
    (values, of): (&[f64], usize),
    holds: impl Fn(f64) -> bool,
    allowed: (f64, f64),
) -> Figure {
    let known = finite(values);
    let hits = known.iter().filter(|value| holds(**value)).count();
    let band = wilson(hits, known.len(), 0.95);
    Figure {
        what,
        observed,
        seen,
        simulated: 100.0 * hits as f64 / known.len() as f64,
        interval: (100.0 * band.low, 100.0 * band.high),
        half_width: 50.0 * (band.high - band.low),
        allowed,
        unit: "% of runs",
        is_share_of_runs: true,
        is_enough: known.len() * 2 > of,
    }
}

/// The mean of the values that are known.
pub fn average(
    what: &'static str,
    (observed, seen): Seen,
    (values, of): (&[f64], usize),
    allowed: (f64, f64),
    unit: &'static str,
) -> Figure {
    let summary = Summary::of(values);
    let middle = prediction_interval(&sorted(values), MIDDLE);
    Figure {
        what,
        observed,
        seen,
        simulated: summary.mean,
        interval: (middle.low, middle.high),
        half_width: summary.high - summary.mean,
        allowed,
        unit,
        is_share_of_runs: false,
        is_enough: summary.n * 2 > of,
    }
}

/// The mean of the values that are known, and the middle 80% of them, in words.
pub fn in_words(values: &[f64], decimals: usize, unit: &str) -> String {
    let middle = prediction_interval(&sorted(values), MIDDLE);
    format!(
        "{:+.decimals$} {unit} on average, 80% of runs from {:+.decimals$} to {:+.decimals$}",
        Summary::of(values).mean,
        middle.low,
        middle.high
    )
}

/// In how many of the runs that are known a value lies where its mean must, in words.
pub fn how_often(values: &[f64], (least, most): (f64, f64)) -> String {
    let known = finite(values);
    let inside = known.iter().filter(|value| (least..=most).contains(*value));
    let share = 100.0 * inside.count() as f64 / known.len() as f64;
    format!("from {least} to {most} in {share:.0}% of runs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_judged_by_its_share_of_the_runs_and_a_value_by_its_mean() {
        let values = [-1.0, -2.0, -3.0, -4.0, 5.0, f64::NAN];
        let sign = share("", said("lower"), (&values, 6), |d| d < 0.0, MOST_RUNS);
        assert_eq!((sign.simulated, sign.passes()), (80.0, true));
        let mean = average("", (0.0, ""), (&values, 6), (-0.5, 0.5), "cases");
        assert_eq!((mean.simulated, mean.passes()), (-1.0, false));
        assert_eq!(mean.reason(), "too low on average");
        // Half of the runs without a value are no ground for a pass.
        let few = share("", said("lower"), (&values, 10), |d| d < 0.0, MOST_RUNS);
        assert_eq!((few.passes(), few.reason()), (false, "too few runs say anything"));
    }
}
