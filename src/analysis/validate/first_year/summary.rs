//! Published and simulated, by authority and over all of a start.

use super::figures::{COMPARED, Compared};
use super::lived::Own;
use super::{Start, YEARS};
use crate::analysis::validate::INTERVAL;
use crate::analysis::validate::starts::published_of;
use crate::analysis::validate::workforce::of_size;
use crate::evidence::Figure;
use crate::statistics::{Interval, finite, mean, prediction_interval, sample_sd, sorted, wilson};

/// The year whose published figure stands beside the simulated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// The year of the start.
    OwnYear,
    /// The year after, of which the start knows nothing.
    NextYear,
}

impl Against {
    /// In tables.
    pub fn word(self) -> &'static str {
        match self {
            Against::OwnYear => "its own year",
            Against::NextYear => "the next year",
        }
    }
}

/// One figure of one authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Authority {
    /// Year of the start.
    pub start: u32,
    /// Its name.
    pub name: String,
    /// The figure's place in the list of those compared.
    pub(super) at: usize,
    /// Id of the figure.
    pub figure: &'static str,
    /// The published year.
    pub against: Against,
    /// Published.
    pub published: f64,
    /// Mean of the histories.
    pub simulated: f64,
    /// Middle 80% of the histories.
    pub interval: (f64, f64),
    /// Each history's value, in their order; `NaN` where it is not defined.
    pub(super) values: Vec<f64>,
}

impl Authority {
    /// Whether the published figure lies inside the interval.
    pub fn is_inside(&self) -> bool {
        self.interval.0 <= self.published && self.published <= self.interval.1
    }
}

/// One figure of one start, over its authorities.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Year of the start.
    pub start: u32,
    /// The posterior over which it was lived.
    pub posterior: String,
    /// Id of the figure.
    pub figure: &'static str,
    /// In words.
    pub title: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// The published year.
    pub against: Against,
    /// Whether it only says again what the start was given; it then counts for neither bias nor coverage.
    pub is_echo: bool,
    /// Whether its bias is bounded here.
    pub is_bounded: bool,
    /// Authorities that have it.
    pub authorities: usize,
    /// Mean over authorities of the published figure: its level.
    pub published: f64,
    /// Mean over authorities of the histories' means.
    pub simulated: f64,
    /// Root mean square over authorities of histories' mean less published.
    pub rms: f64,
    /// Half of the 95% interval of the bias, in % of the level: authorities differ, and so do the rows of the posterior
    /// and the quantities over which the histories were lived, which all authorities share in a history.
    pub half_width: f64,
    /// Authorities inside their 80% interval, and the 95% band of chance; `None` where not asked.
    pub coverage: Option<(usize, Interval)>,
}

impl Agreement {
    /// Simulated less published, in % of the published level.
    pub fn bias(&self) -> f64 {
        100.0 * (self.simulated / self.published - 1.0)
    }

    /// Share of authorities inside their interval, %.
    pub fn inside(&self) -> Option<f64> {
        self.coverage.as_ref().map(|(inside, _)| 100.0 * *inside as f64 / self.authorities as f64)
    }
}

/// The simulated year from 0, and the published year, of a comparison. `first` is the first year in which it is defined.
fn years(one: &Compared, against: Against, (start, first): (u32, usize)) -> Option<(usize, u32)> {
    let last = YEARS as usize - 1;
    match (against, one.is_of_workers()) {
        (Against::OwnYear, _) => (first <= last).then_some((first, start)),
        // 30 September of the next year falls into the second.
        (Against::NextYear, true) => Some((last, start + 1)),
        (Against::NextYear, false) => (first <= last).then_some((first, start + 1 + first as u32)),
    }
}

/// Every figure of every authority of a start that is published and simulated.
pub(super) fn authorities(start: &Start, histories: &[Vec<Own>]) -> Vec<Authority> {
    let mut all = Vec::new();
    for (at, one) in COMPARED.iter().enumerate() {
        for (place, own) in start.places.iter().enumerate() {
            let of_year = |year: usize| histories.iter().map(move |history| history[place].values[at][year]);
            let first = (0..YEARS as usize).find(|year| of_year(*year).any(f64::is_finite));
            let Some(first) = first else { continue };
            for against in [Against::OwnYear, Against::NextYear] {
                let Some((year, of)) = years(one, against, (start.year, first)) else { continue };
                let Some(published) = one.published(&own.code, of) else { continue };
                let mut values: Vec<f64> = of_year(year).collect();
                if let (true, Some(base)) =
                    (one.is_turnover(), published_of(&own.code, start.year, Figure::InPost))
                {
                    let in_post = histories.iter().filter_map(|history| history[place].in_post.get(year));
                    let in_post = mean(&in_post.copied().collect::<Vec<_>>());
                    of_size(&mut values, (in_post, base));
                }
                let rising = sorted(&values);
                // A handful of children may leave a figure undefined in most histories.
                if rising.is_empty() || rising.len() * 2 < histories.len() {
                    continue;
                }
                let interval = prediction_interval(&rising, INTERVAL);
                all.push(Authority {
                    start: start.year,
                    name: own.name.clone(),
                    at,
                    figure: one.id,
                    against,
                    published,
                    simulated: mean(&rising),
                    interval: (interval.low, interval.high),
                    values,
                });
            }
        }
    }
    all
}

/// Standard error of the mean over authorities that the number of histories leaves.
fn between_histories(of: &[&Authority]) -> f64 {
    let histories = of.iter().map(|own| own.values.len()).max().unwrap_or(0);
    let value = |number: usize| {
        let all = of.iter().filter_map(|own| {
            let value = own.values.get(number).filter(|value| value.is_finite())?;
            // Who is undefined in a history must not move the mean.
            Some(value - own.simulated)
        });
        mean(&all.collect::<Vec<_>>())
    };
    let values = finite(&(0..histories).map(value).collect::<Vec<_>>());
    if values.len() < 2 { 0.0 } else { sample_sd(&values) / (values.len() as f64).sqrt() }
}

/// Over the authorities of a start.
pub(super) fn agreements(start: &Start, authorities: &[Authority]) -> Vec<Agreement> {
    let mut all = Vec::new();
    for (at, one) in COMPARED.iter().enumerate() {
        for against in [Against::OwnYear, Against::NextYear] {
            let of = authorities.iter().filter(|own| (own.at, own.against) == (at, against));
            let of: Vec<&Authority> = of.collect();
            if of.is_empty() {
                continue;
            }
            let mean_of = |value: &dyn Fn(&Authority) -> f64| {
                mean(&of.iter().map(|own| value(own)).collect::<Vec<_>>())
            };
            let (published, simulated) = (mean_of(&|own| own.published), mean_of(&|own| own.simulated));
            let square = mean_of(&|own| (own.simulated - own.published) * (own.simulated - own.published));
            let bias = simulated - published;
            let between = ((square - bias * bias).max(0.0) / of.len() as f64).sqrt();
            let of_histories = between_histories(&of);
            let inside = of.iter().filter(|own| own.is_inside()).count();
            let is_echo = against == Against::OwnYear && one.is_given;
            // What is given is asked of the next year, everything else of its own.
            let is_asked = match against {
                Against::OwnYear => !one.is_given,
                Against::NextYear => one.is_given,
            };
            all.push(Agreement {
                start: start.year,
                posterior: start.posterior.clone(),
                figure: one.id,
                title: one.title,
                unit: one.unit,
                against,
                is_echo,
                is_bounded: one.is_bounded && is_asked,
                authorities: of.len(),
                published,
                simulated,
                rms: square.sqrt(),
                half_width: 100.0 * 1.96 * between.hypot(of_histories) / published,
                coverage: (against == Against::NextYear).then(|| (inside, wilson(inside, of.len(), 0.95))),
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_authorities_share_in_a_history_widens_the_interval_of_the_bias_and_what_each_has_alone_does_not()
     {
        let authority = |values: Vec<f64>| Authority {
            start: 2021,
            name: String::new(),
            at: 0,
            figure: "moves",
            against: Against::OwnYear,
            published: 1.0,
            simulated: mean(&finite(&values)),
            interval: (0.0, 2.0),
            values,
        };
        let shared = [authority(vec![0.9, 1.1, f64::NAN]), authority(vec![1.9, 2.1, 2.0])];
        // Histories lie -0.1, +0.1 and 0 from the authorities' means.
        let expected = 0.1 / 3.0_f64.sqrt();
        assert!((between_histories(&shared.iter().collect::<Vec<_>>()) - expected).abs() < 1e-12);
        let alone = [authority(vec![0.9, 1.1]), authority(vec![2.1, 1.9])];
        assert!(between_histories(&alone.iter().collect::<Vec<_>>()) < 1e-12);
    }
}
