//! Summaries of a stream in memory that does not grow with it, for sweeps of many replications.

use super::moments::Summary;

/// Values kept whole before the sketch starts to thin them.
const KEPT: usize = 512;

/// Moments and quantiles of values that pass by; push in replication order for the same bits.
///
/// Exact up to 512 values; beyond that quantiles are read from a thinned sample (each halving keeps every
/// second value in rising order), whose rank error stays near 1% up to a million values.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    n: usize,
    mean: f64,
    squares: f64,
    levels: Vec<Vec<f64>>,
    halvings: usize,
}

impl Stream {
    /// Takes the next value; one that is not finite counts as missing.
    pub fn push(&mut self, value: f64) {
        if !value.is_finite() {
            return;
        }
        self.n += 1;
        let off = value - self.mean;
        self.mean += off / self.n as f64;
        self.squares += off * (value - self.mean);
        self.keep(0, value);
    }

    fn keep(&mut self, level: usize, value: f64) {
        if self.levels.len() == level {
            self.levels.push(Vec::new());
        }
        self.levels[level].push(value);
        if self.levels[level].len() < KEPT {
            return;
        }
        let mut full = core::mem::take(&mut self.levels[level]);
        full.sort_by(f64::total_cmp);
        // Alternating the half that is kept stops the thinning from leaning to one side.
        let from = self.halvings % 2;
        self.halvings += 1;
        for kept in full.into_iter().skip(from).step_by(2) {
            self.keep(level + 1, kept);
        }
    }

    /// Values held at present.
    pub fn held(&self) -> usize {
        self.levels.iter().map(Vec::len).sum()
    }

    /// Number, mean, standard deviation and interval.
    pub fn summary(&self) -> Summary {
        if self.n == 0 {
            return Summary::from_moments(0, f64::NAN, f64::NAN);
        }
        let sd = if self.n < 2 { f64::NAN } else { (self.squares / (self.n - 1) as f64).sqrt() };
        Summary::from_moments(self.n, self.mean, sd)
    }

    /// The quantile `p`; `NaN` for no values.
    pub fn quantile(&self, p: f64) -> f64 {
        let mut weighted: Vec<(f64, f64)> = Vec::new();
        for (level, values) in self.levels.iter().enumerate() {
            let weight = 2.0_f64.powi(level as i32);
            weighted.extend(values.iter().map(|v| (*v, weight)));
        }
        if weighted.is_empty() {
            return f64::NAN;
        }
        weighted.sort_by(|a, b| a.0.total_cmp(&b.0));
        if self.levels.len() == 1 {
            let rising: Vec<f64> = weighted.iter().map(|(v, _)| *v).collect();
            return super::quantile::quantile(&rising, p);
        }
        let total: f64 = weighted.iter().map(|(_, w)| w).sum();
        let mut passed = 0.0;
        for (value, weight) in &weighted {
            passed += weight;
            if passed >= p * total {
                return *value;
            }
        }
        weighted[weighted.len() - 1].0
    }
}

/// A stream of pairs: the first arm, the other arm and their difference.
#[derive(Clone, Debug, Default)]
pub struct PairedStream {
    first: Stream,
    arm: Stream,
    difference: Stream,
    products: f64,
    higher: usize,
    lower: usize,
}

impl PairedStream {
    /// Takes the next pair; left out unless both are finite.
    pub fn push(&mut self, first: f64, arm: f64) {
        if !(first.is_finite() && arm.is_finite()) {
            return;
        }
        let off = first - self.first.mean;
        self.first.push(first);
        self.arm.push(arm);
        self.products += off * (arm - self.arm.mean);
        self.difference.push(arm - first);
        self.higher += usize::from(arm > first);
        self.lower += usize::from(arm < first);
    }

    /// The differences.
    pub fn difference(&self) -> &Stream {
        &self.difference
    }

    /// Share of pairs in which the arm is higher, and lower.
    pub fn shares(&self) -> (f64, f64) {
        let n = self.difference.n as f64;
        (self.higher as f64 / n, self.lower as f64 / n)
    }

    /// Correlation of the pairs.
    pub fn correlation(&self) -> f64 {
        self.products / (self.first.squares * self.arm.squares).sqrt()
    }

    /// Variance of the difference were the arms independent ÷ as paired.
    pub fn variance_ratio(&self) -> f64 {
        (self.first.squares + self.arm.squares) / self.difference.squares
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Paired;

    #[test]
    fn a_short_stream_is_exact() {
        let mut s = Stream::default();
        for v in [4.0, 1.0, f64::NAN, 3.0, 2.0] {
            s.push(v);
        }
        assert_eq!(s.quantile(0.25), 1.75);
        assert!((s.summary().mean - 2.5).abs() < 1e-15);
        assert!((s.summary().sd - (5.0_f64 / 3.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn a_long_stream_keeps_its_quantiles_within_one_percent_of_rank() {
        let mut s = Stream::default();
        for i in 1..=100_000_u32 {
            s.push((f64::from(i) * 0.618_033_988_749_895).fract());
        }
        for p in [0.05, 0.25, 0.5, 0.75, 0.95] {
            assert!((s.quantile(p) - p).abs() < 0.01, "{p} {}", s.quantile(p));
        }
        assert!(s.held() < 16 * KEPT);
    }

    #[test]
    fn a_stream_of_pairs_agrees_with_the_whole() {
        let first = [1.0, 2.0, 3.0, 4.0, 2.5];
        let arm = [1.5, 2.0, 3.5, 4.0, 2.0];
        let whole = Paired::of(&first, &arm);
        let mut stream = PairedStream::default();
        for (a, b) in first.iter().zip(&arm) {
            stream.push(*a, *b);
        }
        assert!((stream.correlation() - whole.correlation).abs() < 1e-12);
        assert!((stream.variance_ratio() - whole.variance_ratio).abs() < 1e-9);
        assert_eq!(stream.shares(), (0.4, 0.2));
    }
}
