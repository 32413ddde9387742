//! Balance: ten years without a practice, of average authorities and of named ones that begin balanced. What should stand still while
//! nothing happens, and how far it drifts, with the interval that the histories leave.

use super::card::{Line, Part};
use super::starts::{Place, places, posterior, scenario_from};
use crate::analysis::forecast::placed;
use crate::indicator::{Group, Indicator, Measurement, leaving_care, money, relationship, workforce};
use crate::model::world::World;
use crate::statistics::{Summary, finite, mean};
use crate::study::{Failure, Runner, Simulation, StudyError};
use crate::terms::{AgeBand, Baseline, PUBLISHED_TYPES, PlacementType};

/// Section of the card.
pub(super) const SECTION: &str = "balance";
/// Years that are lived: the longest horizon of the scenarios that the program carries.
const YEARS: u32 = 10;
/// The average authorities.
const AVERAGES: [&str; 3] = ["england-average-2011", "england-average-2021", "england-average-2025"];
/// The named ones, unless others are named, and the year in which they start.
const NAMED: [&str; 3] = ["Kent", "Leeds", "Staffordshire"];
const NAMED_START: u32 = 2025;
/// Largest drift, % of the first value; of shares under a tenth, points.
const MOST: f64 = 3.0;
const SMALL: (f64, f64) = (10.0, 0.5);

/// What is watched.
#[derive(Clone, Debug)]
struct Watched {
    id: String,
    title: String,
    unit: String,
    of: Of,
}

#[derive(Clone, Copy, Debug)]
enum Of {
    /// An indicator of each year, against its first year.
    Year(Indicator),
    /// Children looked after, against the first day.
    Children,
    /// Care leavers with a case holder, against the first day.
    CareLeavers,
    /// A share of them, %, against the first day.
    Placed(PlacementType),
    Aged(AgeBand),
}

/// One measure of one place in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// Name of the profile.
    pub place: String,
    /// Id of the measure.
    pub measure: String,
    /// In words.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Years after the start: of a day's figure its day, of a year's its end.
    pub year: u32,
    /// Mean over histories of what it is measured against.
    pub first: f64,
    /// Mean over histories.
    pub mean: f64,
    /// Mean over histories of the change, in % of the first value, or points of a small share.
    pub change: f64,
    /// Half of its 95% interval.
    pub half_width: f64,
    /// Largest change that passes, in the same unit.
    pub most: f64,
}

impl Drift {
    /// Whether it moves by more than it may, beyond the interval of the histories.
    pub fn is_beyond(&self) -> bool {
        self.change.abs() - self.half_width > self.most
    }

    /// Unit of the change.
    pub fn change_unit(&self) -> &'static str {
        if self.most == SMALL.1 { "points" } else { "%" }
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Balance {
    /// By place, measure and year.
    pub all: Vec<Drift>,
    /// Histories of each place.
    pub replications: u32,
    /// Histories that failed.
    pub failures: Vec<Failure>,
}

fn watched() -> Vec<Watched> {
    let year = |indicator: Indicator| Watched {
        id: indicator.id.to_owned(),
        title: indicator.title.to_owned(),
        unit: indicator.unit.to_string(),
        of: Of::Year(indicator),
    };
    let share = |id: &str, words: &str, of: Of| Watched {
        id: format!("share_{id}"),
        title: format!("Children {words}"),
        unit: "%".to_owned(),
        of,
    };
    let first = Watched {
        id: "children".to_owned(),
        title: "Children looked after".to_owned(),
        unit: "children".to_owned(),
        of: Of::Children,
    };
    let leavers = Watched {
        id: "care_leavers".to_owned(),
        title: "Care leavers with a case holder".to_owned(),
        unit: "young people".to_owned(),
        of: Of::CareLeavers,
    };
    let ages =
        AgeBand::ALL.into_iter().map(|age| share(age.id(), &format!("aged {}", age.words()), Of::Aged(age)));
    let types = PUBLISHED_TYPES.into_iter().map(|kind| share(kind.id(), kind.words(), Of::Placed(kind)));
    let years = [
        workforce::CASELOAD,
        workforce::TURNOVER,
        workforce::VACANCY,
        leaving_care::LENGTH_OF_CARE,
        relationship::RELATIONSHIP,
        money::COST_PER_CHILD_YEAR,
    ];
    [first, leavers].into_iter().chain(years.into_iter().map(year)).chain(ages).chain(types).collect()
}

/// What a day shows, of measures of a day.
fn of_day(world: &World, of: Of) -> f64 {
    if let Of::CareLeavers = of {
        return world.children.leavers.len() as f64;
    }
    let placed = placed(world);
    let all: f64 = placed.iter().flatten().sum();
    let share = |children: f64| 100.0 * children / all;
    match of {
        Of::Placed(kind) => {
            let own = PlacementType::ALL.into_iter().zip(&placed).filter(|(own, _)| own.published() == kind);
            share(own.flat_map(|(_, ages)| ages).sum())
        }
        Of::Aged(age) => share(placed.iter().map(|ages| ages[age as usize]).sum()),
        _ => all,
    }
}

/// Lives one history: by measure, the value of the first day and of each year.
fn live(simulation: &Simulation, replication: u32, runner: &Runner<'_>) -> Result<Vec<Vec<f64>>, String> {
    let watched = watched();
    let short = simulation.settings(replication, 0).workforce.short_sickness;
    let mut measurement = Measurement::new(&[Group::Whole], short);
    let mut values: Vec<Vec<f64>> = watched.iter().map(|_| Vec::new()).collect();
    simulation.watched((replication, replication), 0, runner.stop(), |world| {
        if world.month > 0 {
            measurement.observe(world);
        }
        if world.month.is_multiple_of(12) {
            for (own, values) in watched.iter().zip(&mut values) {
                values.push(if let Of::Year(_) = own.of { f64::NAN } else { of_day(world, own.of) });
            }
        }
        true
    })?;
    for (own, values) in watched.iter().zip(&mut values) {
        if let Of::Year(indicator) = own.of {
            let years = measurement.by_year();
            values.iter_mut().skip(1).zip(&years).for_each(|(value, year)| *value = year.of(&indicator));
        }
    }
    Ok(values)
}

/// Lives each place so many times.
///
/// # Errors
/// When the work is stopped before its end.
pub fn balance(named: &[String], replications: u32, runner: &Runner<'_>) -> Result<Balance, StudyError> {
    let averages = AVERAGES.map(|profile| (profile.to_owned(), profile.to_owned()));
    let named = if named.is_empty() { NAMED.map(str::to_owned).to_vec() } else { named.to_vec() };
    let own = places(NAMED_START, &named).into_iter();
    let own = own.map(|Place { profile, name, .. }| (profile, format!("{name}, {NAMED_START}")));
    let year_of = |profile: &str| profile.rsplit('-').next().and_then(|year| year.parse().ok());
    let all: Vec<(String, Simulation)> = averages
        .into_iter()
        .chain(own)
        .map(|(profile, name)| {
            let year: u32 = year_of(&profile).unwrap_or(NAMED_START);
            let scenario =
                scenario_from(Baseline::Balanced, &[&profile], year, (YEARS, replications), &posterior(year));
            (name, Simulation::of_arms(&scenario))
        })
        .collect();
    let total = replications * all.len() as u32;
    let runner = runner.counting("histories of ten years", u64::from(total));
    let mut histories: Vec<Vec<Vec<Vec<f64>>>> = all.iter().map(|_| Vec::new()).collect();
    let at = |number: u32| (number / replications) as usize;
    let one = |number: u32| live(&all[at(number)].1, number % replications, &runner);
    let failures = runner.replications(0..total, one, |number, values| histories[at(number)].push(values))?;
    let mut found = Balance { replications, failures, ..Balance::default() };
    for ((place, _), histories) in all.iter().zip(&histories) {
        for (at, own) in watched().iter().enumerate() {
            found.all.extend(drifts(
                place,
                own,
                &histories.iter().map(|all| &all[at][..]).collect::<Vec<_>>(),
            ));
        }
    }
    Ok(found)
}

/// One measure of one place, year by year after the one that it is measured against.
fn drifts(place: &str, own: &Watched, histories: &[&[f64]]) -> Vec<Drift> {
    let of_year =
        |year: usize| histories.iter().map(move |values| values.get(year).copied().unwrap_or(f64::NAN));
    let defined = (0..=YEARS as usize).find(|year| of_year(*year).any(f64::is_finite));
    let Some(against) = defined else { return Vec::new() };
    let first = mean(&finite(&of_year(against).collect::<Vec<_>>()));
    let is_small = own.unit == "%" && first < SMALL.0;
    let (scale, most) = if is_small { (1.0, SMALL.1) } else { (100.0 / first, MOST) };
    let drifts = (against + 1..=YEARS as usize).map(|year| {
        let changes: Vec<f64> =
            of_year(year).zip(of_year(against)).map(|(value, first)| (value - first) * scale).collect();
        let changes = Summary::of(&finite(&changes));
        Drift {
            place: place.to_owned(),
            measure: own.id.clone(),
            title: own.title.clone(),
            unit: own.unit.clone(),
            year: year as u32,
            first,
            mean: mean(&finite(&of_year(year).collect::<Vec<_>>())),
            change: changes.mean,
            half_width: changes.half_width(),
            most,
        }
    });
    drifts.collect()
}

/// The lines of the card: of each place and measure the year in which it is furthest off.
pub(super) fn lines(found: &Balance) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let of_one = |a: &Drift, b: &Drift| (&a.place, &a.measure) == (&b.place, &b.measure);
    for years in found.all.chunk_by(of_one) {
        let beyond = |drift: &Drift| (drift.change.abs() - drift.half_width) / drift.most;
        let Some(worst) = years.iter().max_by(|a, b| beyond(a).total_cmp(&beyond(b))) else { continue };
        let last = years.last().unwrap_or(worst);
        let passes = !worst.is_beyond();
        lines.push(Line {
            row: worst.place.clone(),
            title: worst.title.clone(),
            window: format!("year {} of {YEARS}, where it is furthest off", worst.year),
            observed: 0.0,
            simulated: worst.change,
            interval: (worst.change - worst.half_width, worst.change + worst.half_width),
            half_width: worst.half_width,
            allowed: (-worst.most, worst.most),
            unit: worst.change_unit().to_owned(),
            passes,
            reason: match passes {
                true => String::new(),
                false => format!(
                    "from {} to {} {} in year {}; in year {} {:+.1} {}",
                    short(worst.first),
                    short(worst.mean),
                    worst.unit,
                    worst.year,
                    last.year,
                    last.change,
                    last.change_unit()
                ),
            },
            note: format!("mean of {} histories", found.replications),
            ..Line::plain(Part::Fitted, SECTION)
        });
    }
    lines
}

fn short(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drift_is_measured_from_the_first_year_with_its_interval() {
        let own = Watched { id: "x".into(), title: "X".into(), unit: "cases".into(), of: Of::Children };
        let histories = [[f64::NAN, 10.0, 11.0, 12.0], [f64::NAN, 10.0, 11.2, 11.8]];
        let found = drifts("A", &own, &histories.each_ref().map(|values| &values[..]));
        let years: Vec<u32> = found.iter().map(|one| one.year).collect();
        assert_eq!(years[..2], [2, 3]);
        assert!((found[1].change - 19.0).abs() < 1e-9 && found[1].half_width > 1.0);
        // A small share is measured in points.
        let share = Watched { unit: "%".into(), ..own };
        let found = drifts("A", &share, &[&[2.0, 2.6], &[2.0, 2.6]]);
        assert!((found[0].change - 0.6).abs() < 1e-9 && found[0].is_beyond());
        assert_eq!(found[0].change_unit(), "points");
    }

    #[test]
    fn every_measure_has_an_id_of_its_own() {
        let mut ids: Vec<String> = watched().into_iter().map(|own| own.id).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
