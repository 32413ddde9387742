//! From values to px, and numbers as printed.

use crate::statistics::{nice_step, ticks};

/// A straight scale between two values and two positions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale that puts `low` at `from` px and `high` at `to` px.
    pub(super) fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { low, high, from, to }
    }

    /// Position of a value; a value off the scale is put at its end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }

    /// Whether a value lies on the scale.
    pub(super) fn holds(&self, value: f64) -> bool {
        value >= self.low && value <= self.high
    }

    /// Round values on the scale, about `wanted`, and the decimals that tell them apart.
    pub(super) fn ticks(&self, wanted: usize) -> (Vec<f64>, usize) {
        let all = ticks(self.low, self.high, wanted);
        let step = nice_step((self.high - self.low) / wanted.max(1) as f64);
        let slack = 1e-9 * (self.high - self.low);
        let kept = all.into_iter().filter(|v| *v >= self.low - slack && *v <= self.high + slack).collect();
        (kept, decimals_of(step))
    }
}

/// Decimals that a round step needs.
pub(super) fn decimals_of(step: f64) -> usize {
    (0..7)
        .find(|d| {
            let scaled = step * libm::pow(10.0, f64::from(*d));
            (scaled - libm::round(scaled)).abs() < 1e-6
        })
        .unwrap_or(6) as usize
}

/// How numbers of a chart are printed: what stands before, decimals, what stands after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounding {
    /// Before the number, such as `£`.
    pub before: String,
    /// Decimals.
    pub decimals: usize,
    /// After the number, such as `%`.
    pub after: String,
}

impl Rounding {
    /// A value as printed.
    pub fn print(&self, value: f64) -> String {
        self.with_decimals(value, self.decimals)
    }

    pub(super) fn with_decimals(&self, value: f64, decimals: usize) -> String {
        let text = number(value, decimals);
        match text.strip_prefix('\u{2212}') {
            Some(size) => format!("\u{2212}{}{size}{}", self.before, self.after),
            None => format!("{}{text}{}", self.before, self.after),
        }
    }
}

/// A number with thousands separated by commas and a true minus sign; never a negative zero.
pub fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "not defined".to_owned();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let zero = text.chars().all(|c| c == '0' || c == '.');
    let sign = if value < 0.0 && !zero { "\u{2212}" } else { "" };
    format!("{sign}{grouped}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_a_minus_sign_and_no_negative_zero() {
        assert_eq!(number(1_234_567.891, 1), "1,234,567.9");
        assert_eq!(number(-0.001, 2), "0.00");
        assert_eq!(number(-12.5, 1), "\u{2212}12.5");
        assert_eq!(number(999.0, 0), "999");
        let pounds = Rounding { before: "£".to_owned(), ..Rounding::default() };
        assert_eq!(pounds.print(-1500.0), "\u{2212}£1,500");
    }

    #[test]
    fn ticks_of_a_scale_lie_on_it() {
        let scale = Scale::new((-0.13, 0.27), (0.0, 100.0));
        let (ticks, decimals) = scale.ticks(4);
        assert_eq!(decimals, 1);
        assert!(ticks.iter().all(|t| scale.holds(*t)));
    }
}
