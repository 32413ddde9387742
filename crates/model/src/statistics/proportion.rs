//! The interval of a proportion.

use super::normal::normal_quantile;
use super::quantile::Interval;

/// Wilson's score interval for `hits` out of `n` at a level such as 0.95; 0 to 1 for `n` of zero.
pub fn wilson(hits: usize, n: usize, level: f64) -> Interval {
    if n == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let z = normal_quantile(0.5 + 0.5 * level);
    let (n, share) = (n as f64, hits as f64 / n as f64);
    let scale = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / scale;
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt() / scale;
    Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_follows_its_formula() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
        let found = wilson(81, 263, 0.95);
        assert!((found.low - 0.2553).abs() < 5e-5 && (found.high - 0.3662).abs() < 5e-5);
        let none = wilson(0, 20, 0.95);
        assert!(none.low.abs() < 1e-12 && (none.high - 0.1611).abs() < 5e-5);
    }
}
