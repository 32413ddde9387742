//! The forecasts that a model must be better than: no change, a trend, and what authorities are like.
//! Each as a point, whose score is its absolute error, and with a spread.

use crate::statistics::{crps_ensemble, crps_normal};

/// A simple forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Simple {
    /// The figure of the start.
    NoChange,
    /// The figure of the start, going on as before.
    Trend,
    /// No change, with a normal spread of past changes times the root of the years ahead.
    NoChangeSpread,
    /// Trend, with the same spread.
    TrendSpread,
    /// Every authority is like the authorities of the start.
    Climate,
}

impl Simple {
    /// All, points first.
    pub const ALL: [Simple; 5] =
        [Simple::NoChange, Simple::Trend, Simple::NoChangeSpread, Simple::TrendSpread, Simple::Climate];

    /// Name in words.
    pub fn title(self) -> &'static str {
        match self {
            Simple::NoChange => "no change",
            Simple::Trend => "trend",
            Simple::NoChangeSpread => "no change with a spread",
            Simple::TrendSpread => "trend with a spread",
            Simple::Climate => "as authorities were",
        }
    }

    /// Whether it is a point.
    pub fn is_point(self) -> bool {
        matches!(self, Simple::NoChange | Simple::Trend)
    }
}

/// What a simple forecast of one area begins with.
#[derive(Clone, Debug)]
pub struct Past {
    /// Figure of the start.
    pub start: f64,
    /// Its yearly slope before the start; `None` where there is no past.
    pub slope: Option<f64>,
}

/// What all areas share: changes over a year before the start and the figures of the start.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Standard deviation of a change over one year.
    pub yearly_sd: f64,
    /// Whether it grows with the root of the years ahead.
    pub grows: bool,
    /// Figures of all areas at the start.
    pub start: Vec<f64>,
    /// Range in which a figure can lie.
    pub range: (f64, f64),
}

/// The score of a simple forecast `ahead` years after the start; `None` where it has no past to go by.
pub fn score(simple: Simple, past: &Past, shared: &Shared, ahead: u32, observed: f64) -> Option<f64> {
    let years = f64::from(ahead);
    let grown = if shared.grows { years.sqrt() } else { 1.0 };
    let sd = shared.yearly_sd * grown;
    let trend = past.slope.map(|slope| (past.start + slope * years).clamp(shared.range.0, shared.range.1));
    match simple {
        Simple::NoChange => Some((past.start - observed).abs()),
        Simple::Trend => trend.map(|mean| (mean - observed).abs()),
        Simple::NoChangeSpread => sd.is_finite().then(|| crps_normal(past.start, sd, observed)),
        Simple::TrendSpread => trend.filter(|_| sd.is_finite()).map(|mean| crps_normal(mean, sd, observed)),
        Simple::Climate => (!shared.start.is_empty()).then(|| crps_ensemble(&shared.start, observed)),
    }
}

/// Least-squares slope of values by year; `None` for fewer than three.
pub fn slope(values: &[(f64, f64)]) -> Option<f64> {
    if values.len() < 3 {
        return None;
    }
    let n = values.len() as f64;
    let (mean_x, mean_y) = values.iter().fold((0.0, 0.0), |(x, y), one| (x + one.0 / n, y + one.1 / n));
    let top: f64 = values.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let bottom: f64 = values.iter().map(|(x, _)| (x - mean_x) * (x - mean_x)).sum();
    (bottom > 0.0).then(|| top / bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_forecasts_are_scored_as_what_they_say() {
        let past = Past { start: 10.0, slope: Some(2.0) };
        let shared = Shared { yearly_sd: 1.5, grows: true, start: vec![8.0, 12.0], range: (0.0, 15.0) };
        let of = |simple, observed| score(simple, &past, &shared, 4, observed);
        assert_eq!(of(Simple::NoChange, 13.0), Some(3.0));
        assert_eq!(of(Simple::Trend, 13.0), Some(2.0));
        assert_eq!(of(Simple::NoChangeSpread, 13.0), Some(crps_normal(10.0, 3.0, 13.0)));
        assert_eq!(of(Simple::Climate, 10.0), Some(2.0 - 2.0));
        let without = Past { slope: None, ..past.clone() };
        assert_eq!(score(Simple::Trend, &without, &shared, 4, 13.0), None);
    }

    #[test]
    fn a_slope_is_that_of_least_squares() {
        assert_eq!(slope(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]), Some(2.0));
        assert_eq!(slope(&[(0.0, 1.0), (1.0, 3.0)]), None);
    }
}
