//! Forecasts of all areas together: scores against simple forecasts, coverage, and which areas missed.

use super::backcast::{BackCast, Forecast};
use super::simple::Simple;
use super::targets::TARGETS;
use crate::statistics::{Interval, mean, wilson};

/// Share of areas that the 80% interval should hold, and how far the share may lie from it.
pub const COVERAGE: (f64, f64) = (0.7, 0.9);
/// A score may be so much above the best simple one.
pub const WITHIN: f64 = 1.05;

/// A target in one year, or in all years together.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// Position in [`TARGETS`].
    pub target: usize,
    /// Year; `None` for all.
    pub year: Option<u32>,
    /// Areas and years.
    pub areas: usize,
    /// Those inside the interval.
    pub inside: usize,
    /// Above it.
    pub above: usize,
    /// Below it.
    pub below: usize,
    /// Band of the coverage, 95%, taken as if areas and years were independent.
    pub band: Interval,
    /// Mean score.
    pub crps: f64,
    /// Mean scores of the simple forecasts, where all areas have one or nearly so.
    pub simple: [Option<f64>; 5],
    /// Mean error of the mean: observed less predicted.
    pub bias: f64,
}

/// A rule on scores and whether it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruled {
    /// The simple forecast that is compared with.
    pub against: Simple,
    /// Its score.
    pub score: f64,
    /// Highest score allowed.
    pub allowed: f64,
    /// Whether the model's is no higher.
    pub holds: bool,
}

impl Total {
    /// Share inside.
    pub fn coverage(&self) -> f64 {
        self.inside as f64 / self.areas as f64
    }

    /// Whether the coverage is in the range that is asked for.
    pub fn covers(&self) -> bool {
        (COVERAGE.0..=COVERAGE.1).contains(&self.coverage())
    }

    /// The rule against simple forecasts: points alone, or those with a spread too.
    pub fn rule(&self, points_only: bool) -> Option<Ruled> {
        let target = &TARGETS[self.target];
        let known = Simple::ALL.into_iter().zip(self.simple);
        let known = known.filter(|(simple, _)| simple.is_point() || !points_only);
        let beat = target.must_beat_no_change;
        let named =
            known.filter(|(simple, _)| !beat || matches!(simple, Simple::NoChange | Simple::NoChangeSpread));
        let best =
            named.filter_map(|(simple, score)| Some((simple, score?))).min_by(|a, b| a.1.total_cmp(&b.1))?;
        let allowed = if beat { best.1 } else { best.1 * WITHIN };
        Some(Ruled {
            against: best.0,
            score: best.1,
            allowed,
            holds: if beat { self.crps < allowed } else { self.crps <= allowed },
        })
    }
}

fn total(target: usize, year: Option<u32>, forecasts: &[&Forecast]) -> Total {
    let count = |holds: fn(&Forecast) -> bool| forecasts.iter().filter(|one| holds(one)).count();
    let inside = count(Forecast::is_inside);
    let of =
        |value: &dyn Fn(&Forecast) -> f64| mean(&forecasts.iter().map(|one| value(one)).collect::<Vec<_>>());
    let simple = std::array::from_fn(|k| {
        let known: Vec<f64> = forecasts.iter().filter_map(|one| one.simple[k]).collect();
        // A simple forecast that only some areas have is not compared on the others.
        (known.len() * 10 >= forecasts.len() * 9).then(|| mean(&known))
    });
    Total {
        target,
        year,
        areas: forecasts.len(),
        inside,
        above: count(|one| one.observed > one.interval.1),
        below: count(|one| one.observed < one.interval.0),
        band: wilson(inside, forecasts.len(), 0.95),
        crps: of(&|one| one.crps),
        simple,
        bias: of(&|one| one.observed - one.mean),
    }
}

/// Totals of each target: all years first, then year by year.
pub fn totals(found: &BackCast) -> Vec<Total> {
    let mut totals = Vec::new();
    for target in 0..TARGETS.len() {
        let all: Vec<&Forecast> = found.forecasts.iter().filter(|one| one.target == target).collect();
        if all.is_empty() {
            continue;
        }
        totals.push(total(target, None, &all));
        let mut years: Vec<u32> = all.iter().map(|one| one.year).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            let of_year: Vec<&Forecast> = all.iter().copied().filter(|one| one.year == year).collect();
            totals.push(total(target, Some(year), &of_year));
        }
    }
    totals
}

/// Children or posts under which a figure moves much by chance.
const FEW: f64 = 100.0;

/// Why a figure lies outside its interval, as far as the figures tell.
pub fn reason(one: &Forecast, found: &BackCast) -> &'static str {
    let nation = found.nation.iter().find(|nation| (nation.target, nation.year) == (one.target, one.year));
    let missed = nation.map_or(0.0, |nation| {
        let scale = if one.target == 0 { 100.0 / nation.start.unwrap_or(f64::NAN) } else { 1.0 };
        (nation.observed - nation.median) * scale
    });
    let moved = one.observed - missed;
    let with_nation = one.interval.0 <= moved && moved <= one.interval.1;
    let few = one.base.is_some_and(|base| base < FEW);
    match (with_nation, few) {
        (true, _) => "moved with England, which moved further than the years before the start let expect",
        (false, true) => "counts fewer than 100, so that single children or posts move it",
        (false, false) => "its own change, larger than levels were seen to move before the start",
    }
}

#[cfg(test)]
mod tests {
    use super::super::lives::Anchors;
    use super::*;

    fn forecast(target: usize, observed: f64, crps: f64, simple: [Option<f64>; 5]) -> Forecast {
        Forecast {
            target,
            area: "Area".into(),
            year: 2022,
            base: Some(300.0),
            start: Some(10.0),
            observed,
            mean: 10.0,
            median: 10.0,
            interval: (8.0, 12.0),
            crps,
            simple,
            members: Vec::new(),
        }
    }

    fn found(forecasts: Vec<Forecast>) -> BackCast {
        BackCast {
            start: 2021,
            forecasts,
            unpublished: Vec::new(),
            nation: Vec::new(),
            anchors: Anchors::default(),
            centres: Vec::new(),
            failures: Vec::new(),
            replications: 1,
            asked: 1,
        }
    }

    #[test]
    fn coverage_and_scores_are_those_of_all_areas() {
        let simple = [Some(2.0), None, Some(1.0), None, Some(0.9)];
        let one = |observed| forecast(1, observed, 0.95, simple);
        let totals = totals(&found(vec![one(9.0), one(13.0), one(7.0), one(10.0)]));
        assert_eq!(totals.len(), 2);
        let all = &totals[0];
        assert_eq!((all.areas, all.inside, all.above, all.below), (4, 2, 1, 1));
        assert!(!all.covers() && (all.bias + 0.25).abs() < 1e-12);
        // Stability must beat no change, whatever others are.
        let (points, spread) = (all.rule(true).unwrap(), all.rule(false).unwrap());
        assert_eq!((points.against, points.holds), (Simple::NoChange, true));
        assert_eq!((spread.against, spread.holds), (Simple::NoChangeSpread, true));
    }

    #[test]
    fn elsewhere_a_score_may_be_a_twentieth_above_the_best() {
        let of = |crps| {
            let one = forecast(3, 9.0, crps, [Some(2.0), Some(1.0), None, None, Some(0.9)]);
            let totals = totals(&found(vec![one]));
            [true, false].map(|points| totals[0].rule(points).unwrap().holds)
        };
        assert_eq!(of(0.94), [true, true]);
        assert_eq!(of(0.96), [true, false]);
        assert_eq!(of(1.06), [false, false]);
    }
}
