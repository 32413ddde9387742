//! The round trip: an authority is lived, written as a return, read again as a profile, and lived on from there. What
//! the world in which it was written goes on to is set beside what the profile goes on to, indicator by indicator.
//!
//! Quantities and positions are held at their centres, so that only luck and what a return carries differ.

use std::collections::BTreeMap;

use super::card::{Line, Part};
use crate::evidence::{Evidence, Hypotheses};
use crate::indicator::{Group, INDICATORS, Measurement, Readings};
use crate::model::world::Seat;
use crate::returns::export::{Wanted, returns};
use crate::returns::import::{self, Census, Given, Rounding};
use crate::scenario::{Document, ProfileFiles};
use crate::statistics::{finite, mean, sample_sd};
use crate::study::{Failure, Runner, Simulation, StudyError};

/// Section of the card.
pub(super) const SECTION: &str = "round trip";
/// The authorities, and the year in which they start.
const PLACES: [&str; 3] = ["hackney", "leeds", "staffordshire"];
const START: u32 = 2021;
/// Seeds of each.
const SEEDS: u32 = 5;
/// Years that are written, and those after that are compared.
const WRITTEN: u32 = 6;
const COMPARED: u32 = 2;
/// Largest distance, in standard errors, and the share of comparisons that must lie within, %.
const NEAR: f64 = 2.0;
const SHARE: f64 = 90.0;

/// One indicator of one authority and seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Trip {
    /// Name of the authority.
    pub place: String,
    /// Seed, from 0.
    pub seed: u32,
    /// Id of the indicator.
    pub indicator: &'static str,
    /// In words.
    pub title: &'static str,
    /// In the world that was written, in the years after.
    pub original: f64,
    /// Mean of the histories from the profile, in the same years.
    pub run_on: f64,
    /// Standard error of their difference: luck of one history, and of the mean of those run on.
    pub error: f64,
}

impl Trip {
    /// Run on less original, in standard errors.
    pub fn off(&self) -> f64 {
        (self.run_on - self.original) / self.error
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct RoundTrip {
    /// By authority, seed and indicator.
    pub all: Vec<Trip>,
    /// Histories of each profile.
    pub replications: u32,
    /// Round trips that failed.
    pub failures: Vec<Failure>,
}

/// A scenario of one profile with everything held.
fn simulation(
    profile: &str,
    text: Option<String>,
    year: u32,
    years: u32,
    seed: u64,
) -> Result<Simulation, String> {
    let held = Evidence::embedded().quantities().iter().filter(|quantity| quantity.low < quantity.high);
    let parameters: String = held
        .map(|quantity| format!("\"{}\" = {{ value = {:?}, why = \"held\" }}\n", quantity.id, quantity.value))
        .collect();
    let hypotheses = Hypotheses::embedded().all().iter();
    let hypotheses: String =
        hypotheses.map(|one| format!("{} = \"{}\"\n", one.id, one.positions[0].name)).collect();
    let scenario = format!(
        "title = \"Round trip\"\nquestion = \"Does it close?\"\nauthorities = [\"{profile}\"]\n[study]\n\
         start = \"{year}-03-31\"\nhorizon_years = {years}\nreplications = 1\nseed = {seed}\n[in_house]\n\
         serve_to_age = 25\npathway_teams = true\n[hypotheses]\n{hypotheses}[parameters]\n{parameters}\
         [[arms]]\nname = \"One\"\n[[arms]]\nname = \"Two\"\nset = {{ \"authority.arrivals_factor\" = 0.9 }}\n"
    );
    let files = ProfileFiles::Kept(text.map(|text| (profile.to_owned(), text)).into_iter().collect());
    let document = Document::parse("trip.toml", "trip".to_owned(), files, scenario.as_bytes());
    let scenario = document.and_then(|document| document.scenario());
    scenario.map(|(scenario, _)| Simulation::of_arms(&scenario)).map_err(|faults| faults.to_string())
}

/// The mean of an indicator over the last years of a history.
fn of_last(years: &[Readings], at: usize) -> f64 {
    let last = years.iter().skip(years.len().saturating_sub(COMPARED as usize));
    mean(&finite(&last.map(|year| year.of(&INDICATORS[at])).collect::<Vec<_>>()))
}

/// What the authority's own return of its workforce says in the last year that is written, its posts at the end of it.
fn census(years: &[Readings], posts: usize) -> Census {
    let last = |id: &str| {
        let at = INDICATORS.iter().find(|indicator| indicator.id == id);
        at.zip(years.last()).map_or(f64::NAN, |(indicator, year)| year.of(indicator))
    };
    Census {
        vacancy: last("vacancy") / 100.0,
        agency: last("agency") / 100.0,
        posts: (posts > 0).then_some(posts as f64),
    }
}

/// One authority and seed, there and back.
fn trip(stem: &str, seed: u32, replications: u32, runner: &Runner<'_>) -> Result<Vec<Trip>, String> {
    let root = u64::from(seed) + 1;
    let original = simulation(&format!("{stem}-{START}"), None, START, WRITTEN + COMPARED, root)?;
    let short = original.settings(0, 0).workforce.short_sickness;
    let mut measurement = Measurement::new(&[Group::Whole], short);
    let mut posts = 0;
    let histories = original.histories(0, 0, |world| {
        if world.month == WRITTEN * 12 {
            posts = world.posts.iter().filter(|post| post.seat != Seat::Closed).count();
        }
        if world.month > 0 {
            measurement.observe(world);
        }
    });
    let before = measurement.by_year();
    let wanted = Wanted {
        authority: 0,
        department_code: None,
        first_year: START as i32,
        years: 0..WRITTEN,
        codes_of: None,
        iso_dates: false,
        as_xml: false,
    };
    let files = returns(&histories, &wanted).into_iter().flat_map(|(year, files)| {
        files.into_iter().map(move |(name, text)| Given {
            name: format!("{year}/{name}"),
            bytes: Some(text.into_bytes()),
            path: None,
        })
    });
    let reading = import::read(&files.collect::<Vec<_>>());
    let (Some(own), Some((_, to))) = (reading.histories(0), reading.covers) else {
        return Err("nothing usable remains of the return".to_owned());
    };
    let mut found =
        import::profile(&own, stem, to.plus(-1), Rounding::Months).map_err(|fault| fault.to_string())?;
    found.with_census(&census(&before[..WRITTEN as usize], posts));
    let text = found.profile.to_toml("Round trip", "None", "");
    let year = START + WRITTEN;
    let back = simulation("own.toml", Some(text), year, COMPARED, root + u64::from(SEEDS))?;
    let mut run_on = Vec::new();
    for replication in 0..replications {
        let mut measurement = Measurement::new(&[Group::Whole], short);
        back.watched((replication, replication), 0, runner.stop(), |world| {
            if world.month > 0 {
                measurement.observe(world);
            }
            true
        })?;
        run_on.push(measurement.by_year());
    }
    let n = f64::from(replications);
    let trips = INDICATORS.iter().enumerate().filter_map(|(at, indicator)| {
        let value = of_last(&before, at);
        let values: Vec<f64> = finite(&run_on.iter().map(|years| of_last(years, at)).collect::<Vec<_>>());
        let error = sample_sd(&values) * (1.0 + 1.0 / n).sqrt();
        // Without a practice some indicators are constants: what is left is the last digit of a sum.
        (value.is_finite() && error > 1e-9 * value.abs()).then(|| Trip {
            place: stem.to_owned(),
            seed,
            indicator: indicator.id,
            title: indicator.title,
            original: value,
            run_on: mean(&values),
            error,
        })
    });
    Ok(trips.collect())
}

/// Every authority and seed, there and back, each profile lived on so many times.
///
/// # Errors
/// When the work is stopped before its end.
pub fn round_trip(replications: u32, runner: &Runner<'_>) -> Result<RoundTrip, StudyError> {
    let total = PLACES.len() as u32 * SEEDS;
    let runner = runner.counting("round trips", u64::from(total));
    let mut found = RoundTrip { replications, ..RoundTrip::default() };
    let one = |number: u32| trip(PLACES[(number / SEEDS) as usize], number % SEEDS, replications, &runner);
    found.failures = runner.replications(0..total, one, |_, trips| found.all.extend(trips))?;
    Ok(found)
}

/// Indicators whose sign is the same in all seeds of an authority, beyond what chance leaves of their mean: authority,
/// indicator, and the mean distance in standard errors.
fn repeated(found: &RoundTrip) -> Vec<(&str, &'static str, f64)> {
    let mut by: BTreeMap<(&str, &'static str), (&'static str, Vec<f64>)> = BTreeMap::new();
    for trip in &found.all {
        by.entry((&trip.place, trip.indicator)).or_insert((trip.title, Vec::new())).1.push(trip.off());
    }
    let same = |offs: &[f64]| offs.iter().all(|off| *off > 0.0) || offs.iter().all(|off| *off < 0.0);
    let all = by.into_iter().filter(|(_, (_, offs))| {
        offs.len() == SEEDS as usize && same(offs) && mean(offs).abs() * f64::from(SEEDS).sqrt() > NEAR
    });
    let mut all: Vec<_> = all.map(|((place, _), (title, offs))| (place, title, mean(&offs))).collect();
    all.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()));
    all
}

/// The lines of the card: by authority, how many lie near, and which are off the same way each time.
pub(super) fn lines(found: &RoundTrip) -> Vec<Line> {
    let repeated = repeated(found);
    let lines = PLACES.iter().flat_map(|place| {
        let own: Vec<&Trip> = found.all.iter().filter(|trip| trip.place == *place).collect();
        if own.is_empty() {
            return Vec::new();
        }
        let near = own.iter().filter(|trip| trip.off().abs() <= NEAR).count();
        let share = 100.0 * near as f64 / own.len() as f64;
        let signs: Vec<String> = repeated
            .iter()
            .filter(|(own, ..)| own == place)
            .map(|(_, title, off)| format!("{title} ({off:+.1})"))
            .collect();
        let window = format!("{SEEDS} seeds, {WRITTEN} years written from {START}, {COMPARED} compared");
        let line = |title: &str, simulated: f64, allowed: (f64, f64), unit: &str, reason: String| Line {
            row: (*place).to_owned(),
            title: title.to_owned(),
            window: window.clone(),
            observed: f64::NAN,
            simulated,
            allowed,
            unit: unit.to_owned(),
            passes: reason.is_empty(),
            reason,
            ..Line::plain(Part::Fitted, SECTION)
        };
        let far = own.iter().max_by(|a, b| a.off().abs().total_cmp(&b.off().abs()));
        let why = match far {
            Some(far) if share < SHARE => {
                format!("furthest: {} of seed {}, {:+.1} standard errors", far.title, far.seed, far.off())
            }
            _ => String::new(),
        };
        let many = signs.len() as f64;
        vec![
            line("Indicators within two standard errors", share, (SHARE, 100.0), "% of comparisons", why),
            line(
                "Indicators off the same way with every seed, beyond chance",
                many,
                (0.0, 0.0),
                "indicators",
                signs.join(", "),
            ),
        ]
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_small_trips_close_on_their_indicators() {
        let runner = Runner::silent(1).expect("there is a thread");
        let trips = [0, 1].map(|seed| trip("bury", seed, 10, &runner).expect("it closes")).concat();
        assert!(trips.len() > 90, "{}", trips.len());
        let near = trips.iter().filter(|trip| trip.off().abs() <= NEAR).count();
        assert!(near as f64 > 0.85 * trips.len() as f64, "{near} of {}", trips.len());
        // What the return and the workforce's own carry.
        for (id, within) in [("children", 0.15), ("care_leavers", 0.1), ("caseload", 0.15)] {
            for trip in trips.iter().filter(|trip| trip.indicator == id) {
                let apart = (trip.run_on - trip.original).abs();
                // Ten replications of a small authority may lie further apart by chance.
                assert!(apart < (within * trip.original).max(4.0 * trip.error), "{trip:?}");
            }
        }
    }

    #[test]
    fn the_caseload_of_the_smallest_authorities_comes_back_as_high_as_it_was() {
        let runner = Runner::silent(1).expect("there is a thread");
        for place in ["rutland", "city-of-london", "bury"] {
            let apart = |seed| {
                let trips = trip(place, seed, 6, &runner).expect("it closes");
                let caseload = trips.iter().find(|trip| trip.indicator == "caseload");
                caseload.map(|trip| libm::log(trip.run_on / trip.original)).expect("there are case holders")
            };
            let apart: Vec<f64> = (0..8).map(apart).collect();
            let error = sample_sd(&apart) / 8.0_f64.sqrt();
            assert!(mean(&apart).abs() < 0.05 + 2.0 * error, "{place}: {apart:?}");
        }
    }

    #[test]
    fn a_sign_counts_where_it_comes_with_every_seed_and_is_no_chance() {
        let trip = |seed: u32, off: f64| Trip {
            place: "leeds".to_owned(),
            seed,
            indicator: "moves",
            title: "Placement moves",
            original: 1.0,
            run_on: 1.0 + off,
            error: 1.0,
        };
        let of = |offs: [f64; 5]| RoundTrip {
            all: (0..SEEDS).zip(offs).map(|(seed, off)| trip(seed, off)).collect(),
            ..RoundTrip::default()
        };
        assert_eq!(repeated(&of([1.0, 1.2, 0.9, 1.5, 1.1])).len(), 1);
        assert!(repeated(&of([0.1, 0.2, 0.1, 0.2, 0.1])).is_empty());
        assert!(repeated(&of([3.0, 3.0, 3.0, 3.0, -0.1])).is_empty());
        assert!(lines(&of([1.0, 1.2, 0.9, 1.5, 1.1]))[1].reason.contains("Placement moves (+1.1)"));
    }
}
