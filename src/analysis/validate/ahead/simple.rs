//! Last value and trend as distributions: normal, as wide as the same rule erred in the years before the origin.

use crate::evidence::PublishedYear;
use crate::statistics::quantile;

/// Years of the slope of a trend.
const SLOPE_YEARS: u32 = 5;
/// Groups of authorities by size, whose past errors are taken together.
const GROUPS: usize = 3;
/// First year of the series.
const FIRST: u32 = 2011;

/// A rule that says the years to come from a series alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The last value.
    LastValue,
    /// The last value and the slope of the years before.
    Trend,
}

/// A value of a published year.
pub(super) type Of = fn(&PublishedYear) -> Option<f64>;

/// The series of an authority.
#[derive(Clone, Debug)]
pub(super) struct Series {
    /// Years and values known up to the origin, in order.
    pub(super) known: Vec<(u32, f64)>,
}

impl Series {
    /// What is known up to a year; nothing later is kept.
    pub(super) fn until(years: &[PublishedYear], of: Of, last: u32) -> Series {
        let known = years.iter().filter(|one| one.year <= last);
        Series { known: known.filter_map(|one| Some((one.year, of(one)?))).collect() }
    }

    pub(super) fn at(&self, year: u32) -> Option<f64> {
        self.known.iter().find(|(own, _)| *own == year).map(|(_, value)| *value)
    }

    /// What a rule says `ahead` years after `origin`, from the years up to it alone.
    pub(super) fn says(&self, rule: Rule, origin: u32, ahead: u32) -> Option<f64> {
        let last = self.at(origin)?;
        match rule {
            Rule::LastValue => Some(last),
            Rule::Trend => {
                let years = origin.saturating_sub(SLOPE_YEARS)..=origin;
                let known = self.known.iter().filter(|(year, _)| years.contains(year));
                let known: Vec<(f64, f64)> = known.map(|(year, value)| (f64::from(*year), *value)).collect();
                let slope = crate::analysis::validate::simple::slope(&known)?;
                Some((last + slope * f64::from(ahead)).max(0.0))
            }
        }
    }
}

/// Relative errors of a rule before the origin, root mean square, by group of size.
pub(super) struct Errors {
    ends: Vec<f64>,
    spread: [f64; GROUPS],
}

impl Errors {
    /// Of all series, at every earlier origin whose year to come is not after `origin`.
    pub(super) fn of(all: &[Series], rule: Rule, origin: u32, ahead: u32) -> Errors {
        let mut sizes: Vec<f64> = all.iter().filter_map(|series| series.at(origin)).collect();
        sizes.sort_by(f64::total_cmp);
        let ends = (1..GROUPS).map(|k| quantile(&sizes, k as f64 / GROUPS as f64)).collect();
        let mut errors = Errors { ends, spread: [0.0; GROUPS] };
        let mut sums = [(0.0, 0.0); GROUPS];
        for series in all {
            let Some(size) = series.at(origin) else { continue };
            for past in FIRST..=origin.saturating_sub(ahead) {
                let (Some(said), Some(came)) = (series.says(rule, past, ahead), series.at(past + ahead))
                else {
                    continue;
                };
                let Some(base) = series.at(past).filter(|base| *base > 0.0) else { continue };
                let error = (came - said) / base;
                let sum = &mut sums[errors.group(size)];
                *sum = (sum.0 + error * error, sum.1 + 1.0);
            }
        }
        errors.spread = sums.map(|(squares, n)| (squares / n).sqrt());
        errors
    }

    fn group(&self, size: f64) -> usize {
        self.ends.iter().filter(|end| size > **end).count()
    }

    /// Standard deviation for an authority of this size.
    pub(super) fn sd(&self, size: f64) -> f64 {
        self.spread[self.group(size)] * size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_know_no_later_year_and_err_as_they_did() {
        let england = crate::evidence::published_years(crate::evidence::NATION)[0];
        let years: Vec<PublishedYear> = (2011..=2025)
            .map(|year| PublishedYear {
                year,
                children: Some(100.0 + 10.0 * f64::from(year - 2011)),
                ..england
            })
            .collect();
        let series = Series::until(&years, |year| year.children, 2023);
        assert_eq!(series.at(2024), None);
        assert_eq!(series.says(Rule::LastValue, 2023, 2), Some(220.0));
        assert_eq!(series.says(Rule::Trend, 2023, 2), Some(240.0));
        // A straight line is foretold by its trend without error, and missed by two steps by its last value.
        let all = [series];
        assert!(Errors::of(&all, Rule::Trend, 2023, 2).sd(220.0) < 1e-6);
        let missed = Errors::of(&all, Rule::LastValue, 2023, 2).sd(220.0);
        assert!((20.0..50.0).contains(&missed), "{missed}");
    }
}
