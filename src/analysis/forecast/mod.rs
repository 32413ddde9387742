//! What is to come for one place if what is known of it goes on: one world without a practice, no arms to compare.
//! Children looked after by placement and age, starts, ends, care leavers, case holders needed and cost, year by year
//! with bands of 50 and 80%, beside what was published before.

mod count;
mod ending;
mod page;
mod place;
mod rows;
mod tables;

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Analysis, File, Input, Loaded, Need, Refusal};
use crate::calendar::first_year;
use crate::evidence::PublishedYear;
use crate::results::manifest::failures;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::study::{Checkpoint, Failure, Runner, Simulation, StudyError};

pub use count::Year;
pub(super) use count::placed;
#[cfg(feature = "cli")]
pub(crate) use place::known;

/// Published years that stand before a forecast.
const YEARS_BEFORE: usize = 10;

/// A forecast.
pub struct Forecast {
    loaded: Loaded,
    request: Request,
}

/// What is asked of a forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {
    /// Years to look ahead
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", default_value_t = 5,
        value_parser = clap::value_parser!(u32).range(1..=20)))]
    pub years: u32,
}

impl Default for Request {
    fn default() -> Request {
        Request { years: 5 }
    }
}

/// What was simulated.
#[derive(Clone, Debug)]
pub struct Found {
    /// Name of the place.
    pub place: String,
    /// Year on whose 31 March it begins.
    pub begins: u32,
    /// Years ahead.
    pub years: u32,
    /// Years by history, in the order of the replications.
    pub histories: Vec<Vec<Year>>,
    /// What was published of the place before, in the order of the years.
    pub published: Vec<PublishedYear>,
    /// Replications that failed.
    pub failures: Vec<Failure>,
    /// Replications that were asked for.
    pub asked: usize,
}

impl Analysis for Forecast {
    const KIND: &'static str = "forecast";
    const COMMAND: &'static str = "forecast";
    const ABOUT: &'static str =
        "Look ahead for one authority: children by placement and age, care leavers, case holders, cost";
    const FILE: File = File::Place;

    type Request = Request;
    type Found = Found;

    fn prepare(input: &mut Input, request: Request) -> Result<Forecast, Refusal> {
        if let Some(typed) = input.place() {
            let written = place::scenario(typed, request.years)?;
            input.write(&written.name, written.text, written.folder);
        }
        Ok(Forecast { loaded: input.scenario(&[])?, request })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        self.loaded.scenario.name.clone()
    }

    fn need(&self) -> Need {
        let scenario = &self.loaded.scenario;
        let numbers = f64::from(scenario.replications * scenario.horizon_years) * 60.0;
        Need::of(&scenario.arms, numbers, 1000.0, "fewer --replications or --years")
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<Found, StudyError> {
        let scenario = &self.loaded.scenario;
        let simulation = Simulation::of_arms(scenario);
        let runner = runner.counting("histories", u64::from(scenario.replications));
        let mut histories = Vec::with_capacity(scenario.replications as usize);
        let one = |replication| count::live(&simulation, replication, runner.stop());
        let failures =
            runner.replications(0..scenario.replications, one, |_, years| histories.push(years))?;
        let authorities = &scenario.arms[0].alternative.authorities;
        let begins = first_year(&scenario.start);
        let place = match authorities.as_slice() {
            [one] => one.figures.name.clone(),
            many => format!("All {} authorities", many.len()),
        };
        let profile = authorities.first().map_or("", |one| one.profile.as_str());
        Ok(Found {
            place,
            begins: begins as u32,
            years: scenario.horizon_years,
            histories,
            published: place::published(profile, authorities.len(), begins as u32, YEARS_BEFORE),
            failures,
            asked: scenario.replications as usize,
        })
    }

    fn tables(
        &self,
        found: &Found,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        tables::write_all(directory, found, options)
    }

    fn manifest(&self, found: &Found) -> Manifest {
        let arms = &self.loaded.scenario.arms[..1];
        Manifest {
            replications: found.histories.len() + found.failures.len(),
            failures: failures(&found.failures, |_| "As it is".to_owned()),
            ..Manifest::of(&self.loaded.scenario, arms, self.loaded.profiles(arms))
        }
    }

    fn ending(&self, found: &Found) -> String {
        ending::of(found)
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }
}
