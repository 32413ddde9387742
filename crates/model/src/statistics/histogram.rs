//! Bins with round edges, and round ticks.

/// Counts of values in bins of equal width.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    /// Left edge of the first bin.
    pub start: f64,
    /// Width of every bin.
    pub width: f64,
    /// Values in each bin.
    pub counts: Vec<usize>,
}

impl Bins {
    /// Bins from `low` to `high`, about `wanted` of them, with round edges; one edge falls on zero.
    ///
    /// Values outside the range are counted in the bin at that end.
    pub fn new(low: f64, high: f64, wanted: usize) -> Self {
        let width = nice_step((high - low) / wanted.max(1) as f64);
        let start = (low / width).floor() * width;
        let number = (((high - start) / width).ceil() as usize).max(1);
        Self { start, width, counts: vec![0; number] }
    }

    /// The same edges with the finite values counted.
    pub fn filled(&self, values: &[f64]) -> Self {
        let mut filled = self.clone();
        let last = self.counts.len() - 1;
        for value in values.iter().filter(|v| v.is_finite()) {
            let at = ((value - self.start) / self.width).floor().max(0.0) as usize;
            filled.counts[at.min(last)] += 1;
        }
        filled
    }

    /// Right edge of the last bin.
    pub fn end(&self) -> f64 {
        self.start + self.width * self.counts.len() as f64
    }
}

/// The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `step`; 1 for a step that is
/// not positive.
pub fn nice_step(step: f64) -> f64 {
    if !(step > 0.0 && step.is_finite()) {
        return 1.0;
    }
    let power = libm::pow(10.0, libm::floor(libm::log10(step)));
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|s| *s >= step * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// Round ticks that cover `low` to `high` in about `wanted` steps; the first is at or below `low` and the
/// last at or above `high`.
pub fn ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let step = nice_step((high - low) / wanted.max(1) as f64);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil().max(first + 1.0);
    // A range too wide for a step of its own has none that are round.
    (0..=(last - first).min(1000.0) as usize).map(|i| (first + i as f64) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_counted_once_and_zero_is_an_edge() {
        let values = [-0.31, -0.1, 0.0, 0.05, 0.29, f64::NAN, 9.0];
        let bins = Bins::new(-0.31, 0.29, 10).filled(&values);
        assert_eq!(bins.counts.iter().sum::<usize>(), 6);
        let edges = bins.start / bins.width;
        assert!((edges - libm::round(edges)).abs() < 1e-9);
    }

    #[test]
    fn steps_and_ticks_are_round() {
        assert_eq!(nice_step(0.03), 0.05);
        assert_eq!(nice_step(2.0), 2.0);
        assert_eq!(ticks(0.0, 9.0, 5), vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
    }
}
