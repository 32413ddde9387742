//! Rates of events by exposure from clustered counts, such as the moves of children by their months
//! in care: a child's moves hang together, so the spread between clusters counts, not Poisson's.

use super::normal::normal_quantile;
use super::quantile::Interval;

/// Sums over clusters of events and exposure, enough for the rate and its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    /// Events.
    pub events: f64,
    /// Exposure, in the unit of the rate's denominator.
    pub exposure: f64,
    events_squared: f64,
    product: f64,
    exposure_squared: f64,
}

impl Ratio {
    /// Adds one cluster: all its events and all its exposure.
    pub fn add(&mut self, events: f64, exposure: f64) {
        self.events += events;
        self.exposure += exposure;
        self.events_squared += events * events;
        self.product += events * exposure;
        self.exposure_squared += exposure * exposure;
    }

    /// Events for each unit of exposure; `NaN` without exposure.
    pub fn rate(&self) -> f64 {
        self.events / self.exposure
    }

    /// Sum over clusters of (events - rate × exposure)², the variance of the count about its expectation.
    pub fn spread(&self) -> f64 {
        let rate = self.rate();
        self.events_squared - 2.0 * rate * self.product + rate * rate * self.exposure_squared
    }

    /// The interval of the rate at a level such as 0.95, with a spread of one's own.
    pub fn interval_with(&self, spread: f64, level: f64) -> Interval {
        let z = normal_quantile(0.5 + 0.5 * level);
        let scale = self.events / self.exposure;
        count_interval(self.events, spread, z, scale, self.exposure)
    }

    /// The interval of the rate at a level such as 0.95, from the spread between clusters.
    pub fn interval(&self, level: f64) -> Interval {
        self.interval_with(self.spread(), level)
    }
}

/// Few events tell nothing of their own spread: below this many Poisson's is the least.
const FEW: f64 = 20.0;

/// Quantiles of a gamma distribution with shape (effective events + ½), which for single events is
/// Jeffreys' interval of a Poisson count; Wilson and Hilferty's cube gives the quantiles.
fn count_interval(events: f64, spread: f64, z: f64, rate: f64, exposure: f64) -> Interval {
    if exposure <= 0.0 || !events.is_finite() {
        return Interval { low: 0.0, high: f64::INFINITY };
    }
    let least = if events < FEW { events } else { 0.0 };
    let spread = spread.max(least);
    let factor = if events > 0.0 && spread > 0.0 { spread / events } else { 1.0 };
    let effective = events / factor;
    let shape = effective + 0.5;
    let quantile = |z: f64| {
        let cube = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
        shape * cube.max(0.0) * cube.max(0.0) * cube.max(0.0)
    };
    // Rate of one effective event.
    let unit = if events > 0.0 { rate / effective } else { 1.0 / exposure };
    Interval { low: if events > 0.0 { unit * quantile(-z) } else { 0.0 }, high: unit * quantile(z) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_events_have_about_the_exact_interval_of_a_poisson_count() {
        let mut ratio = Ratio::default();
        for _ in 0..10 {
            ratio.add(1.0, 1.0);
        }
        for _ in 0..990 {
            ratio.add(0.0, 1.0);
        }
        // Jeffreys for 10 events: gamma(10.5) at 2.5% and 97.5% is 5.14 and 17.74.
        let found = ratio.interval(0.95);
        assert!((ratio.rate() - 0.01).abs() < 1e-12);
        assert!((found.low * 1000.0 - 5.14).abs() < 0.1, "{found:?}");
        assert!((found.high * 1000.0 - 17.74).abs() < 0.1, "{found:?}");
    }

    #[test]
    fn events_that_hang_together_widen_the_interval() {
        let (mut apart, mut together) = (Ratio::default(), Ratio::default());
        for cluster in 0..400 {
            apart.add(1.0, 10.0);
            together.add(if cluster % 4 == 0 { 4.0 } else { 0.0 }, 10.0);
        }
        assert_eq!(apart.rate(), together.rate());
        let width = |r: Ratio| r.interval(0.95).high - r.interval(0.95).low;
        // Variance of the count: 400 × 3 against, for Poisson, 400.
        assert!((together.spread() - 1200.0).abs() < 1e-6);
        assert!(width(together) > 1.6 * 2.0 * 1.96 * 0.1 / 20.0 && width(apart) < width(together));
    }

    #[test]
    fn nothing_observed_is_an_open_interval() {
        let none = Ratio::default().interval(0.95);
        assert_eq!((none.low, none.high), (0.0, f64::INFINITY));
        let mut never = Ratio::default();
        never.add(0.0, 100.0);
        let found = never.interval(0.95);
        assert_eq!(found.low, 0.0);
        assert!(found.high > 0.02 && found.high < 0.03, "{found:?}");
    }
}
