//! Forecasts scored: every authority begins in its figures of the origin, of which nothing later is known, and is lived
//! two years ahead; children looked after, starts and ends stand beside what was published since, and beside what its
//! last value and its trend say, each with the spread of its own past errors.

mod lines;
mod simple;

pub(super) use lines::lines;
pub use simple::Rule;
use simple::{Errors, Of, Series};

use super::first_year::{compared, live};
use super::starts::{Place, of_size, posterior_until, scenario};
use crate::evidence::published_years;
use crate::statistics::{
    crps_ensemble, crps_normal, mean, normal_quantile, prediction_interval, quantile, sorted,
};
use crate::study::{Failure, Runner, Simulation, StudyError};

/// The year of the origin: the last two published years are left out.
const ORIGIN: u32 = 2023;
/// Years ahead.
const YEARS: u32 = 2;
/// The series that are scored: figure as it is compared, and where it is published.
const SERIES: [(&str, Of); 3] =
    [("stock", |year| year.children), ("started", |year| year.started), ("ceased", |year| year.ceased)];
/// Who forecasts, in the order of the scores.
pub const FORECASTERS: [&str; 3] = ["swplab", "last value", "trend"];

/// One forecast of one authority by one forecaster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// Median.
    pub median: f64,
    /// Score, as the figure.
    pub crps: f64,
    /// Middle 50%.
    pub half: (f64, f64),
    /// Middle 80%.
    pub most: (f64, f64),
}

/// One series of one authority, so many years ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// Id of the figure.
    pub figure: &'static str,
    /// Name of the authority.
    pub name: String,
    /// The published year.
    pub year: u32,
    /// Published at the origin.
    pub origin: f64,
    /// Published in the year.
    pub observed: f64,
    /// By forecaster.
    pub said: [Said; 3],
}

/// One series so many years ahead, over all authorities.
#[derive(Clone, Debug, PartialEq)]
pub struct AheadScore {
    /// Id of the figure.
    pub figure: &'static str,
    /// In words.
    pub title: &'static str,
    /// The published year.
    pub year: u32,
    /// Authorities.
    pub authorities: usize,
    /// Mean score by forecaster, in % of the value at the origin.
    pub crps: [f64; 3],
    /// Authorities inside the middle 50% by forecaster, %.
    pub half: [f64; 3],
    /// The same of the middle 80%.
    pub most: [f64; 3],
    /// Mean of observed less the median, % of the value at the origin.
    pub error: [f64; 3],
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Forecasts {
    /// By authority.
    pub all: Vec<Ahead>,
    /// Over all authorities.
    pub scores: Vec<AheadScore>,
    /// Posterior over which it was lived.
    pub posterior: String,
    /// Histories of each authority.
    pub replications: u32,
    /// Histories that failed.
    pub failures: Vec<Failure>,
}

/// Lives every authority from the origin, or those named, so many times.
///
/// # Errors
/// When the work is stopped before its end.
pub fn forecasts(named: &[String], replications: u32, runner: &Runner<'_>) -> Result<Forecasts, StudyError> {
    let (places, posterior) = (of_size(ORIGIN, named, 1.0), posterior_until(ORIGIN));
    let mut found = Forecasts { posterior, replications, ..Forecasts::default() };
    if places.is_empty() {
        return Ok(found);
    }
    let profiles: Vec<&str> = places.iter().map(|place| place.profile.as_str()).collect();
    let scenario = scenario(&profiles, ORIGIN, (YEARS, replications), &found.posterior);
    let simulation = Simulation::of_arms(&scenario);
    let runner = runner.counting("histories of forecasts, all authorities", u64::from(replications));
    let mut histories = Vec::new();
    let one = |replication| live(&simulation, replication, runner.stop());
    found.failures = runner.replications(0..replications, one, |_, own| histories.push(own))?;
    for (figure, of) in SERIES {
        let (at, title) = compared(figure);
        // Errors are those of all authorities, whichever are lived.
        let series: Vec<Series> =
            of_size(ORIGIN, &[], 1.0).iter().map(|place| until_origin(place, of)).collect();
        for ahead in 1..=YEARS {
            let rules = [Rule::LastValue, Rule::Trend];
            let errors = rules.map(|rule| Errors::of(&series, rule, ORIGIN, ahead));
            let year = ORIGIN + ahead;
            let mut of_year = Vec::new();
            for (number, place) in places.iter().enumerate() {
                let own = until_origin(place, of);
                let published = published_years(&place.code);
                let observed = published.iter().find(|one| one.year == year).and_then(of);
                let (Some(origin), Some(observed)) = (own.at(ORIGIN).filter(|own| *own > 0.0), observed)
                else {
                    continue;
                };
                let values: Vec<f64> =
                    histories.iter().map(|all| all[number].values[at][ahead as usize - 1]).collect();
                let by_rule = |k: usize| {
                    let middle = own.says(rules[k], ORIGIN, ahead)?;
                    Some(of_normal(middle, errors[k].sd(origin), observed))
                };
                let (Some(last), Some(trend)) = (by_rule(0), by_rule(1)) else { continue };
                let said = [of_histories(&values, observed), last, trend];
                of_year.push(Ahead { figure, name: place.name.clone(), year, origin, observed, said });
            }
            found.scores.extend(score(title, &of_year));
            found.all.extend(of_year);
        }
    }
    Ok(found)
}

fn until_origin(place: &Place, of: Of) -> Series {
    Series::until(&published_years(&place.code), of, ORIGIN)
}

fn of_histories(values: &[f64], observed: f64) -> Said {
    let rising = sorted(values);
    // Bands hold what they say however few the histories are.
    let band = |level: f64| {
        let interval = prediction_interval(&rising, level);
        (interval.low, interval.high)
    };
    Said {
        median: quantile(&rising, 0.5),
        crps: crps_ensemble(values, observed),
        half: band(0.5),
        most: band(0.8),
    }
}

fn of_normal(middle: f64, sd: f64, observed: f64) -> Said {
    let at = |p: f64| middle + sd * normal_quantile(p);
    Said {
        median: middle,
        crps: crps_normal(middle, sd, observed),
        half: (at(0.25), at(0.75)),
        most: (at(0.1), at(0.9)),
    }
}

fn score(title: &'static str, all: &[Ahead]) -> Option<AheadScore> {
    let first = all.first()?;
    let by = |value: &dyn Fn(&Ahead, &Said) -> f64| -> [f64; 3] {
        std::array::from_fn(|k| mean(&all.iter().map(|one| value(one, &one.said[k])).collect::<Vec<_>>()))
    };
    let inside = |one: &Ahead, (low, high): (f64, f64)| {
        if low <= one.observed && one.observed <= high { 100.0 } else { 0.0 }
    };
    Some(AheadScore {
        figure: first.figure,
        title,
        year: first.year,
        authorities: all.len(),
        crps: by(&|one, said| 100.0 * said.crps / one.origin),
        half: by(&|one, said| inside(one, said.half)),
        most: by(&|one, said| inside(one, said.most)),
        error: by(&|one, said| 100.0 * (one.observed - said.median) / one.origin),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_is_scored_two_years_ahead_beside_its_last_value_and_its_trend() {
        let runner = Runner::silent(1).expect("there is a thread");
        let found = forecasts(&["Bury".into()], 3, &runner).expect("it is lived");
        assert_eq!(found.all.len(), 6);
        assert!(found.posterior.as_str() <= "england-2023", "{}", found.posterior);
        for one in &found.all {
            let [own, last, _] = &one.said;
            assert_eq!(last.median, one.origin);
            assert!(own.crps >= 0.0 && last.crps > 0.0 && own.half.0 <= own.half.1);
            assert!(last.most.0 < last.half.0 && last.half.1 < last.most.1);
        }
        assert_eq!(found.scores.len(), 6);
    }
}
