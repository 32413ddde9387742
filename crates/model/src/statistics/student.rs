//! Student's t distribution through the incomplete beta function.

use super::normal::normal_quantile;

/// The regularised incomplete beta function, for `a`, `b` > 0 and `x` in 0 to 1.
///
/// Continued fraction of DLMF 8.17.22, evaluated by Lentz's method.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast only below the mean; above it the mirror image is used.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let log_front =
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x);
    let tiny = 1e-300;
    let floor = |v: f64| if v.abs() < tiny { tiny } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / floor(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / floor(1.0 + even * d);
        c = floor(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / floor(1.0 + odd * d);
        c = floor(1.0 + odd / c);
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    libm::exp(log_front) * h / a
}

/// Probability that a t value with `df` degrees of freedom is at most `t`.
pub fn student_cdf(t: f64, df: f64) -> f64 {
    let tail = 0.5 * incomplete_beta(0.5 * df, 0.5, df / (df + t * t));
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The value that a t with `df` degrees of freedom falls below with probability `p`.
///
/// `NaN` unless `df` > 0 and 0 < `p` < 1.
pub fn student_quantile(p: f64, df: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && df > 0.0) {
        return f64::NAN;
    }
    if p < 0.5 {
        return -student_quantile(1.0 - p, df);
    }
    // A table asks for the same few quantiles in thousands of rows.
    let asked = (p.to_bits(), df.to_bits());
    SOLVED.with_borrow_mut(|solved| {
        if let Some((_, known)) = solved.iter().find(|(known, _)| *known == asked) {
            return *known;
        }
        let found = solve_quantile(p, df);
        if solved.len() == MOST_SOLVED {
            solved.clear();
        }
        solved.push((asked, found));
        found
    })
}

/// Quantiles kept: about as many as a table has groups of replications.
const MOST_SOLVED: usize = 64;

/// A quantile as asked for, (p, degrees of freedom) as bits, and its value.
type Solved = ((u64, u64), f64);

thread_local! {
    /// Quantiles solved on this thread.
    static SOLVED: std::cell::RefCell<Vec<Solved>> = const { std::cell::RefCell::new(Vec::new()) };
}

fn solve_quantile(p: f64, df: f64) -> f64 {
    let mut low = 0.0;
    let mut high = 2.0 * normal_quantile(p).max(1.0);
    while student_cdf(high, df) < p && high < 1e300 {
        low = high;
        high *= 2.0;
    }
    let log_density_at_zero =
        libm::lgamma(0.5 * (df + 1.0)) - libm::lgamma(0.5 * df) - 0.5 * libm::log(df * core::f64::consts::PI);
    let mut t = normal_quantile(p).clamp(low, high);
    for _ in 0..200 {
        let miss = student_cdf(t, df) - p;
        if miss > 0.0 {
            high = t;
        } else {
            low = t;
        }
        let density = libm::exp(log_density_at_zero - 0.5 * (df + 1.0) * libm::log1p(t * t / df));
        let newton = t - miss / density;
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - t).abs() <= 1e-14 * t.abs() {
            return next;
        }
        t = next;
    }
    t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_printed_tables() {
        for (p, df, t) in [
            (0.975, 1.0, 12.706_204_736),
            (0.975, 2.0, 4.302_652_730),
            (0.975, 9.0, 2.262_157_163),
            (0.975, 199.0, 1.971_956_544),
            (0.995, 30.0, 2.749_995_654),
            (0.95, 5.0, 2.015_048_373),
            (0.025, 9.0, -2.262_157_163),
        ] {
            assert!((student_quantile(p, df) - t).abs() < 1e-7, "{p} {df}");
        }
    }

    #[test]
    fn one_degree_of_freedom_is_the_cauchy_distribution() {
        let expected = 0.5 + libm::atan(2.0) / core::f64::consts::PI;
        assert!((student_cdf(2.0, 1.0) - expected).abs() < 1e-13);
    }

    #[test]
    fn the_incomplete_beta_of_one_parameter_is_a_power() {
        assert!((incomplete_beta(3.0, 1.0, 0.4) - 0.064).abs() < 1e-14);
        assert!((incomplete_beta(1.0, 4.0, 0.3) - (1.0 - 0.7_f64.powi(4))).abs() < 1e-14);
    }
}
