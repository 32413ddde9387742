//! Back-casting: from the figures of a start, what the model says of the years that followed, beside
//! what was published and what simple forecasts say.

use std::ops::Range;
use std::sync::Arc;

use super::known::{Known, older};
use super::lives::{ANCHORS, Anchors, lives};
use super::simple::{Past, Simple, score};
use super::targets::{Kind, TARGETS, Target};
use super::units::{Unit, rows, units};
use super::workforce::of_size;
use crate::arrangement::Authority;
use crate::evidence::{Evidence, Figure, LEVELS, Level, LevelFactor, Published, code_of};
use crate::scenario::Scenario;
use crate::statistics::{crps_ensemble, mean, prediction_interval, quantile, sorted};
use crate::study::{Failure, Runner, Simulation, StudyError};

/// The interval that is judged: 80%.
pub const INTERVAL: f64 = 0.8;
/// The interval of England's figures: 95%.
const NATION_INTERVAL: f64 = 0.95;
/// The year of the last figure of changes of case holder before the back-casts.
const SURVEYED: u32 = 2018;

/// One area in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Position in [`TARGETS`].
    pub target: usize,
    /// Area.
    pub area: String,
    /// Year.
    pub year: u32,
    /// Children or posts that the figure counts at the start.
    pub base: Option<f64>,
    /// Figure at the start, in the unit of scores.
    pub start: Option<f64>,
    /// Published figure.
    pub observed: f64,
    /// Mean of the replications.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// Ends of the 80% interval.
    pub interval: (f64, f64),
    /// Score.
    pub crps: f64,
    /// Scores of the simple forecasts, in the order of [`Simple::ALL`].
    pub simple: [Option<f64>; 5],
    /// Values of the replications.
    pub members: Vec<f64>,
}

/// England in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct NationYear {
    /// Position in [`TARGETS`].
    pub target: usize,
    /// Year.
    pub year: u32,
    /// Published figure at the start.
    pub start: Option<f64>,
    /// Published figure.
    pub observed: f64,
    /// Median of the replications.
    pub median: f64,
    /// Ends of the 95% interval.
    pub interval: (f64, f64),
}

/// Everything that was predicted and seen.
#[derive(Clone, Debug)]
pub struct BackCast {
    /// Year of the start.
    pub start: u32,
    /// Areas by target, year and area.
    pub forecasts: Vec<Forecast>,
    /// Areas that have no published figure in a year, by target: name, year.
    pub unpublished: Vec<(usize, String, u32)>,
    /// England.
    pub nation: Vec<NationYear>,
    /// What the nation was set to.
    pub anchors: Anchors,
    /// For each replication the factors on the levels that set it, and what was reached.
    pub centres: Vec<([f64; LEVELS], [f64; ANCHORS])>,
    /// Replications that failed.
    pub failures: Vec<Failure>,
    /// Replications that were lived.
    pub replications: usize,
    /// Replications that were asked for.
    pub asked: usize,
}

impl Forecast {
    /// Whether the published figure lies in the interval.
    pub fn is_inside(&self) -> bool {
        self.interval.0 <= self.observed && self.observed <= self.interval.1
    }
}

/// England's figures of the start.
pub fn anchors(table: &Published, start: u32, growth: f64) -> Anchors {
    let of = |figure: Figure| table.nation(start).and_then(|row| row.get(figure));
    let share = |count: Figure, base: Figure| Some(100.0 * of(count)? / of(base)?);
    let older = share(Figure::ThreePlacementsCount, Figure::Stock);
    Anchors {
        growth: Some(1.0 + growth),
        three_placements: share(Figure::ThreePlacementsCount, Figure::ThreePlacementsBase).or(older),
        turnover: of(Figure::Turnover),
        vacancy: of(Figure::VacancyRate),
        agency: of(Figure::AgencyRate),
        three_workers: case_holders_before(start),
    }
}

/// England's children with three or more case holders in a year, per cent, from the last figure before
/// the start: none was published by authority before 2024.
fn case_holders_before(start: u32) -> Option<f64> {
    let quantity = Evidence::embedded().find("local.workers-2018")?;
    (start >= SURVEYED).then_some(quantity.value)
}

/// Years of a target within a study.
fn target_years(target: &Target, table: &Published, start: u32, last: u32) -> Vec<u32> {
    let years = start + 1..=last;
    years.filter(|year| target.of_nation(table, *year).is_some()).collect()
}

fn codes(authorities: &[Authority]) -> Result<Vec<String>, StudyError> {
    let code = |authority: &Authority| {
        code_of(&authority.profile)
            .ok_or_else(|| StudyError::Unpublished { authority: authority.figures.name.clone() })
    };
    authorities.iter().map(code).collect()
}

/// Authorities of whose levels nothing is known are as open as authorities differ.
fn opened(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    let quantity = |id: &str| Evidence::embedded().find(id).map_or(&[][..], |q| &q.values[..]);
    for arm in &mut scenario.arms {
        for authority in &mut arm.alternative.authorities {
            let figures = Arc::make_mut(&mut authority.figures);
            if figures.levels.iter().any(|level| *level != LevelFactor::ONE) {
                continue;
            }
            let open = [
                (Level::Entries, "local.entries", 2),
                (Level::Exits, "local.exits", 2),
                (Level::Moves, "local.moves", 0),
            ];
            for (level, id, band) in open {
                figures.levels[level as usize].log_sd = quantity(id).get(band).copied().unwrap_or(0.0);
            }
        }
    }
    scenario
}

/// Lives the first arm of a scenario and compares it with what was published from the year after its
/// start to `last`.
///
/// # Errors
/// When the work is stopped, or an authority has no published figures.
pub fn back_cast(
    scenario: &Scenario,
    table: &Published,
    (start, last): (u32, u32),
    replications: Range<u32>,
    runner: &Runner<'_>,
) -> Result<BackCast, StudyError> {
    let scenario = opened(scenario);
    let simulation = Simulation::of_arms(&scenario);
    let authorities = &scenario.arms[0].alternative.authorities;
    let codes = codes(authorities)?;
    let names: Vec<String> = authorities.iter().map(|one| one.figures.name.clone()).collect();
    let growth = authorities.first().map_or(0.0, |one| {
        one.figures.national.growth / (one.figures.national.stock - one.figures.national.growth)
    });
    let anchors = anchors(table, start, growth);
    let areas: Vec<Vec<Unit>> =
        TARGETS.iter().map(|target| units(&names, &codes, target, table, (start, last))).collect();
    let mut members: Vec<Vec<usize>> = areas.iter().flatten().map(|unit| unit.members.clone()).collect();
    members.sort();
    members.dedup();
    let asked = replications.len();
    let (all, failures) = lives(&simulation, &members, &anchors, replications, runner)?;
    let known = Known { table, start };
    let mut found = BackCast {
        start,
        forecasts: Vec::new(),
        unpublished: Vec::new(),
        nation: Vec::new(),
        anchors,
        centres: all.iter().map(|life| (life.centre, life.anchored)).collect(),
        failures,
        replications: all.len(),
        asked,
    };
    for (at, (target, areas)) in TARGETS.iter().zip(&areas).enumerate() {
        let pasts: Vec<Option<Past>> =
            areas.iter().map(|unit| known.past(target, unit).filter(|_| target.has_start)).collect();
        let shared = known.shared(target, areas, &pasts);
        for year in target_years(target, table, start, last) {
            let Some(of_study) = target.year_of_study(year, start) else {
                continue;
            };
            let nation = target.of_nation(table, year);
            for (unit, past) in areas.iter().zip(&pasts) {
                let published = rows(unit, target, table, (start, year));
                let published =
                    published.and_then(|rows| target.observed(&rows).or_else(|| older(target, &rows)));
                let (Some(observed), true) = (published, past.is_some() || !target.has_start) else {
                    found.unpublished.push((at, unit.name.clone(), year));
                    continue;
                };
                let Ok(area) = members.binary_search(&unit.members) else {
                    continue;
                };
                let scale = match target.kind {
                    Kind::Stock => known.raw(target, unit, start).map_or(f64::NAN, |start| 100.0 / start),
                    _ => 1.0,
                };
                let values = all.iter().map(|life| {
                    life.areas[area].get(of_study).map_or(f64::NAN, |year| year.of(&target.indicator) * scale)
                });
                let mut values: Vec<f64> = values.collect();
                let base = known.base(target, unit);
                if let (Figure::Turnover, Some(published)) = (target.figure, base) {
                    let in_post = all.iter().filter_map(|life| life.in_post[area].get(of_study));
                    let in_post = mean(&in_post.copied().collect::<Vec<_>>());
                    of_size(&mut values, (in_post, published));
                }
                let rising = sorted(&values);
                // A handful of children may leave a figure undefined in most histories.
                if rising.len() * 2 < all.len() || rising.is_empty() {
                    found.unpublished.push((at, unit.name.clone(), year));
                    continue;
                }
                let observed = observed * scale;
                let interval = prediction_interval(&rising, INTERVAL);
                // Without a start every area is expected to be like the nation of the same year.
                let begin = past.clone().or_else(|| nation.map(|start| Past { start, slope: None }));
                let simple = Simple::ALL.map(|simple| {
                    if past.is_none() && simple != Simple::NoChange {
                        return None;
                    }
                    score(simple, begin.as_ref()?, &shared, year - start, observed)
                });
                found.forecasts.push(Forecast {
                    target: at,
                    area: unit.name.clone(),
                    year,
                    base,
                    start: past.as_ref().map(|past| past.start),
                    observed,
                    mean: mean(&rising),
                    median: quantile(&rising, 0.5),
                    interval: (interval.low, interval.high),
                    crps: crps_ensemble(&values, observed),
                    simple,
                    members: values,
                });
            }
            if let Some(observed) = nation {
                let values =
                    all.iter().filter_map(|life| Some(life.nation.get(of_study)?.of(&target.indicator)));
                let rising = sorted(&values.collect::<Vec<_>>());
                if rising.is_empty() {
                    continue;
                }
                let interval = prediction_interval(&rising, NATION_INTERVAL);
                found.nation.push(NationYear {
                    target: at,
                    year,
                    start: target.of_nation(table, start),
                    observed,
                    median: quantile(&rising, 0.5),
                    interval: (interval.low, interval.high),
                });
            }
        }
    }
    Ok(found)
}
