//! The bands of the published tables: ages, months in care, months in a placement.

pub use crate::terms::{
    AGE_ENDS, AGES, CARE_BANDS, CARE_ENDS, DAYS_PER_MONTH, PLACEMENT_BANDS, PLACEMENT_ENDS, age_band,
};

/// The band of a value: the first whose upper end lies above it.
#[inline]
pub fn band(ends: &[f64], value: f64) -> usize {
    // Every end is asked: a sum has no jump that a processor would have to guess.
    let below: usize = ends.iter().map(|&end| usize::from(value >= end)).sum();
    below.min(ends.len() - 1)
}

/// Integral of a piecewise-constant rate over the first `months` of its bands.
pub fn cumulative(ends: &[f64], rates: &[f64], months: f64) -> f64 {
    let mut sum = 0.0;
    let mut start = 0.0;
    for (&end, &rate) in ends.iter().zip(rates) {
        let stop = if end < months { end } else { months };
        if stop > start {
            sum += rate * (stop - start);
        }
        start = end;
        if start >= months {
            break;
        }
    }
    sum
}

/// When a piecewise-constant rate reaches a cumulative hazard; infinite if it never does.
pub fn crossing(ends: &[f64], rates: &[f64], threshold: f64) -> f64 {
    let mut left = threshold;
    let mut start = 0.0;
    for (&end, &rate) in ends.iter().zip(rates) {
        let here = rate * (end - start);
        if rate > 0.0 && left <= here {
            return start + left / rate;
        }
        if end.is_infinite() {
            break;
        }
        left -= here;
        start = end;
    }
    f64::INFINITY
}

/// A piecewise-constant hazard, ready for cumulative sums and their inverse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve<const N: usize> {
    bands: [Band; N],
    /// Cumulative hazard at the start of each band.
    upto: [f64; N],
    /// Band at each whole month, from which the search goes on: most bands are months long.
    by_month: [u8; 256],
}

/// What one reading of a band needs, side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    start: f64,
    end: f64,
    rate: f64,
    upto: f64,
}

/// A place on a curve, found once for all curves with the same bands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    band: usize,
    /// Months since the band began.
    inside: f64,
}

impl<const N: usize> Curve<N> {
    /// The hazard `rates` in bands that end at `ends`.
    pub fn new(ends: [f64; N], rates: [f64; N]) -> Curve<N> {
        let mut upto = [0.0; N];
        for band in 1..N {
            let start = if band > 1 { ends[band - 2] } else { 0.0 };
            upto[band] = upto[band - 1] + rates[band - 1] * (ends[band - 1] - start);
        }
        let by_month: [u8; 256] = std::array::from_fn(|month| band(&ends, month as f64).min(N - 1) as u8);
        // The search goes on by two bands at most.
        debug_assert!(by_month.windows(2).all(|pair| pair[1] - pair[0] <= 3));
        let bands = std::array::from_fn(|band| Band {
            start: if band > 0 { ends[band - 1] } else { 0.0 },
            end: ends[band],
            rate: rates[band],
            upto: upto[band],
        });
        Curve { bands, upto, by_month }
    }

    /// No month holds more than two ends apart from its own, so two comparisons are a whole search,
    /// without a jump that a processor would have to guess. Months beyond the table stop at its end.
    #[inline]
    fn band(&self, x: f64) -> usize {
        let band = usize::from(self.by_month[usize::from(x as u8)]).min(N - 1);
        let band = (band + usize::from(x >= self.bands[band].end)).min(N - 1);
        (band + usize::from(x >= self.bands[band].end)).min(N - 1)
    }

    /// Where `x` lies; the same on every curve with these ends.
    #[inline]
    pub fn place(&self, x: f64) -> Place {
        let band = self.band(x);
        Place { band, inside: x - self.bands[band].start }
    }

    /// Cumulative hazard from 0 to a place.
    #[inline]
    pub fn at(&self, place: Place) -> f64 {
        let band = &self.bands[place.band];
        band.upto + band.rate * place.inside
    }

    /// Rate and upper end of the band that holds `x`.
    #[inline]
    pub fn rate_and_end(&self, x: f64) -> (f64, f64) {
        let band = &self.bands[self.band(x)];
        (band.rate, band.end)
    }

    /// Cumulative hazard from 0 to `x`.
    #[inline]
    pub fn cumulative(&self, x: f64) -> f64 {
        let band = &self.bands[self.band(x)];
        band.upto + band.rate * (x - band.start)
    }

    /// Where the cumulative hazard reaches `h`; infinite if it never does.
    #[inline]
    pub fn reaches(&self, h: f64) -> f64 {
        // The last band that begins at or below `h`; an empty band is never the answer.
        let below = self.upto[1..].iter().map(|&upto| usize::from(upto < h));
        let band = &self.bands[below.sum::<usize>()];
        if band.rate > 0.0 { band.start + (h - band.upto) / band.rate } else { f64::INFINITY }
    }
}

/// Curves of several risks with the same bands, read together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curves<const RISKS: usize, const N: usize> {
    each: [Curve<N>; RISKS],
    /// Cumulative hazard at the start of each band and rate in it, by risk.
    upto: [[f64; RISKS]; N],
    rate: [[f64; RISKS]; N],
}

impl<const RISKS: usize, const N: usize> Curves<RISKS, N> {
    /// The hazards `rates`, by risk, in bands that end at `ends`.
    pub fn new(ends: [f64; N], rates: [[f64; N]; RISKS]) -> Curves<RISKS, N> {
        let each = rates.map(|rates| Curve::new(ends, rates));
        Curves {
            each,
            upto: std::array::from_fn(|band| each.map(|curve| curve.bands[band].upto)),
            rate: std::array::from_fn(|band| each.map(|curve| curve.bands[band].rate)),
        }
    }

    /// Where `x` lies on all of them.
    #[inline]
    pub fn place(&self, x: f64) -> Place {
        self.each[0].place(x)
    }

    /// Cumulative hazards from 0 to a place.
    #[inline]
    pub fn at(&self, place: Place) -> [f64; RISKS] {
        let band = place.band.min(N - 1);
        let (upto, rate) = (&self.upto[band], &self.rate[band]);
        std::array::from_fn(|risk| upto[risk] + rate[risk] * place.inside)
    }

    /// The first of several thresholds that `factor` × the cumulative hazard of its curve, begun at
    /// `started`, crosses between `now`, where the curves stand at `here`, and `until`: when, and
    /// which. Products decide; only a crossing costs a quotient.
    #[inline]
    pub fn first_crossing(
        &self,
        factor: &[f64; RISKS],
        left: &[f64; RISKS],
        here: &[f64; RISKS],
        started: f64,
        (now, until): (f64, f64),
    ) -> (f64, Option<u8>) {
        let there = self.at(self.place(until - started));
        let crosses: [bool; RISKS] = std::array::from_fn(|risk| {
            (factor[risk] > 0.0) & (factor[risk] * (there[risk] - here[risk]) >= left[risk])
        });
        let (mut next, mut first) = (until, None);
        // Mostly none crosses: one jump for all of them.
        if !crosses.iter().fold(false, |any, &one| any | one) {
            return (next, first);
        }
        for risk in (0..RISKS).filter(|&risk| crosses[risk]) {
            let at = self.each[risk].reaches(here[risk] + left[risk] / factor[risk]) + started;
            // Rounding must not carry a crossing into the past.
            let at = if at > now { at } else { now };
            if first.is_none() || at < next {
                (next, first) = (at, Some(risk as u8));
            }
        }
        (next, first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_begin_where_the_one_before_ends() {
        assert_eq!(band(&CARE_ENDS, 0.0), 0);
        assert_eq!(band(&CARE_ENDS, 6.0), 3);
        assert_eq!(band(&CARE_ENDS, 500.0), 8);
        assert_eq!(age_band(11.99), 0);
        assert_eq!(age_band(12.0), 1);
        assert_eq!(age_band(216.0), 4);
    }

    #[test]
    fn a_curve_agrees_with_the_sums_by_band() {
        let rates = [0.3, 0.1, 0.1, 0.05, 0.0, 0.04, 0.02, 0.02, 0.01, 0.01];
        let curve = Curve::new(PLACEMENT_ENDS, rates);
        for months in [0.0, 0.1, 0.4, 1.5, 4.0, 17.0, 80.0] {
            let sum = cumulative(&PLACEMENT_ENDS, &rates, months);
            assert!((curve.cumulative(months) - sum).abs() < 1e-12);
            let back = crossing(&PLACEMENT_ENDS, &rates, sum + 0.001);
            assert!((curve.reaches(sum + 0.001) - back).abs() < 1e-9, "{months}");
        }
        assert_eq!(Curve::new([1.0, f64::INFINITY], [0.5, 0.0]).reaches(1.0), f64::INFINITY);
    }

    #[test]
    fn crossing_undoes_cumulative() {
        let rates = [0.3, 0.1, 0.1, 0.05, 0.05, 0.04, 0.02, 0.02, 0.01, 0.01];
        for months in [0.1, 0.5, 3.0, 17.0, 80.0] {
            let threshold = cumulative(&PLACEMENT_ENDS, &rates, months);
            assert!((crossing(&PLACEMENT_ENDS, &rates, threshold) - months).abs() < 1e-9);
        }
        assert_eq!(crossing(&[1.0, f64::INFINITY], &[0.5, 0.0], 1.0), f64::INFINITY);
    }
}
