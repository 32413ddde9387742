//! Validation: how well the model predicts what it was not fitted to.

mod ahead;
mod backcast;
mod balance;
mod baselines;
mod built;
mod card;
mod coverage;
mod ending;
mod first_year;
mod known;
mod lines;
mod lives;
mod page;
mod page_built;
mod page_measured;
mod patterns;
mod persistence;
pub mod pilots;
mod request;
mod round_trip;
mod rows;
mod simple;
mod starts;
mod tables;
mod targets;
mod totals;
mod units;
mod workforce;

pub use ahead::{Ahead, AheadScore, Forecasts, forecasts};
pub use backcast::{BackCast, Forecast, INTERVAL, NationYear, back_cast};
pub use balance::{Balance, Drift, balance};
pub use baselines::{Baseline, Stand, baselines};
pub use card::{Besides, Card, Line, Part, card};
pub use first_year::{Against, Agreement, FirstYear, first_year};
pub use lives::Anchors;
pub use patterns::{Pattern, patterns};
pub use persistence::{Lasting, Persistence, persistence};
pub use request::{Look, Request};
pub use round_trip::{RoundTrip, Trip, round_trip};
pub use simple::Simple;
pub use targets::{Kind, TARGETS, Target, target};
pub use totals::{COVERAGE, Ruled, Total, WITHIN, reason, totals};

use std::path::Path;

use super::{Analysis, File, Input, Loaded, Need, Refusal};
use crate::evidence::{Figure, published};
use crate::results::manifest::failures;
use crate::results::{FailureEntry, FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::Scenario;
use crate::study::{Checkpoint, Failure, Runner, StudyError};
use pilots::Pilots;

/// The scenario of the back-cast.
const BACK_CAST: &str = include_str!("../../../evidence/validation/back-cast.toml");
/// The scenario of the long look, and the year at which it ends.
const LONG_LOOK: &str = include_str!("../../../evidence/validation/long-look.toml");
const LONG_LOOK_TO: u32 = 2021;
/// Years of start of the later back-casts.
const LATER: [u32; 2] = [2022, 2023];

/// A validation.
pub struct Validate {
    scenario: Scenario,
    /// Years of start and end of the back-cast.
    span: (u32, u32),
    long_look: Option<Scenario>,
    request: Request,
}

/// What a validation lived, and its score card.
#[derive(Clone, Debug)]
pub struct Validated {
    /// Score card.
    pub card: Card,
    /// Back-cast, if it was lived.
    pub found: Option<BackCast>,
    /// Long look, if one was taken.
    pub long: Option<BackCast>,
    /// Facts of the pilots, if they were lived.
    pub pilots: Option<Pilots>,
    /// Calibrations of the baselines, if they were lived.
    pub baselines: Option<Vec<Baseline>>,
    /// First-year agreement, if it was asked for.
    pub first_year: Option<FirstYear>,
    /// Forecasts scored, if they were asked for.
    pub forecasts: Option<Forecasts>,
    /// Persistence, if it was asked for.
    pub persistence: Option<Persistence>,
    /// Round trip, if it was asked for.
    pub round_trip: Option<RoundTrip>,
    /// Balance, if it was asked for.
    pub balance: Option<Balance>,
    /// Back-casts from later years, if they were asked for.
    pub later: Vec<BackCast>,
    /// Replications that were asked for.
    pub asked: usize,
}

impl Analysis for Validate {
    const KIND: &'static str = "validation";
    const COMMAND: &'static str = "validate";
    const ABOUT: &'static str =
        "Score what the model says of years that it was not fitted to against what was published";
    const FILE: File = File::ScenarioOr("back-cast", BACK_CAST);

    type Request = Request;
    type Found = Validated;

    fn prepare(input: &mut Input, mut request: Request) -> Result<Validate, Refusal> {
        let Loaded { scenario, .. } = input.scenario(&[])?;
        let span = (start_year(&scenario.start)?, last_year());
        if !input.is_kept {
            request.refuse_overlap(span)?;
        }
        request.fill_in(input.replications, input.is_kept)?;
        let long_look = match request.wants(Look::LongLook) {
            false => None,
            true => Some(Input::text("long-look", LONG_LOOK).scenario(&[])?.scenario),
        };
        Ok(Validate { scenario, span, long_look, request })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        "validation".to_owned()
    }

    /// The back-cast of the scenario; the long look with no more replications and its own seed; the facts of the pilots
    /// and the calibrations with theirs.
    fn need(&self) -> Need {
        let authorities = published().of_year(self.span.0).count() as f64;
        let rows = authorities * f64::from(self.span.1 - self.span.0 + 1) * 40.0;
        let numbers = f64::from(self.scenario.replications) * rows;
        Need::of(&self.scenario.arms, numbers, rows, "fewer --replications")
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<Validated, StudyError> {
        let (replications, request) = (self.scenario.replications, &self.request);
        let found = match request.wants(Look::BackCast) {
            false => None,
            true => Some(back_cast(&self.scenario, published(), self.span, 0..replications, runner)?),
        };
        let long = match &self.long_look {
            None => None,
            Some(scenario) => {
                let fewer = scenario.replications.min(replications);
                let stage = runner.counting("replications of the long look", u64::from(fewer));
                let span = (start_year(&scenario.start).unwrap_or_default(), LONG_LOOK_TO);
                Some(back_cast(scenario, published(), span, 0..fewer, &stage)?)
            }
        };
        let wanted = |look: Look, number: Option<u32>| number.filter(|_| request.wants(look));
        let pilots = wanted(Look::Pilots, request.pilot_replications);
        let pilots = pilots.map(|replications| pilots::pilots(replications, runner)).transpose()?;
        let baselines = wanted(Look::Calibration, request.posterior_rows);
        let baselines = baselines.map(|rows| baselines::baselines(rows, runner)).transpose()?;
        let first_year = wanted(Look::FirstYear, request.first_year_replications);
        let asked = (&request.starts[..], &request.authorities[..]);
        let first_year =
            first_year.map(|histories| first_year::first_year(asked, histories, runner)).transpose()?;
        let forecasts = wanted(Look::Forecasts, request.forecast_replications);
        let forecasts = forecasts
            .map(|histories| ahead::forecasts(&request.authorities, histories, runner))
            .transpose()?;
        let persistence = wanted(Look::Persistence, request.persistence_replications);
        let persistence =
            persistence.map(|histories| persistence::persistence(histories, runner)).transpose()?;
        let round_trip = wanted(Look::RoundTrip, request.round_trip_replications);
        let round_trip = round_trip.map(|histories| round_trip::round_trip(histories, runner)).transpose()?;
        let balance = wanted(Look::Balance, request.balance_replications);
        let balance =
            balance.map(|histories| balance::balance(&request.authorities, histories, runner)).transpose()?;
        let mut later = Vec::new();
        for start in LATER.into_iter().filter(|_| request.wants(Look::LaterBackCasts)) {
            later.push(self.later(start, runner)?);
        }
        let besides = Besides {
            long: long.as_ref(),
            pilots: pilots.as_ref(),
            baselines: baselines.as_deref(),
            first_year: first_year.as_ref(),
            forecasts: forecasts.as_ref(),
            persistence: persistence.as_ref(),
            round_trip: round_trip.as_ref(),
            balance: balance.as_ref(),
            later: &later,
        };
        let card = card(found.as_ref(), besides);
        let asked = replications as usize;
        Ok(Validated {
            card,
            found,
            long,
            pilots,
            baselines,
            first_year,
            forecasts,
            persistence,
            round_trip,
            balance,
            later,
            asked,
        })
    }

    fn tables(
        &self,
        found: &Validated,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        tables::write_all(directory, found, options)
    }

    fn manifest(&self, found: &Validated) -> Manifest {
        Manifest {
            title: "Validation".to_owned(),
            question:
                "How well does the model do what it was built for, and predict what it was not fitted to?"
                    .to_owned(),
            replications: found.asked,
            failures: found.failures(),
            ..Manifest::of(&self.scenario, &self.scenario.arms, Vec::new())
        }
    }

    fn ending(&self, found: &Validated) -> String {
        let mut text = ending::of_card(&found.card);
        if let (Some(path), Some(targets)) = (&self.request.fit, self.request.fitted) {
            text += &format!("The {targets} targets fitted in {path} rest on no year that is held out.\n");
        }
        text
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }

    fn request_of_version_1(manifest: &mut Manifest) -> Request {
        Request::of_version_1(manifest)
    }
}

impl Validate {
    /// A back-cast from a later year, over what was calibrated up to it.
    fn later(&self, start: u32, runner: &Runner<'_>) -> Result<BackCast, StudyError> {
        let replications = self.request.later_replications.unwrap_or_default();
        let last = last_year();
        let posterior = starts::posterior_until(start);
        let england = format!("england-{start}");
        let horizon = (last - start + 1, replications);
        let scenario = starts::scenario(&[&england], start, horizon, &posterior);
        let stage = runner.counting("replications of a later back-cast", u64::from(replications));
        back_cast(&scenario, published(), (start, last), 0..replications, &stage)
    }
}

impl Validated {
    /// Replications that failed, under what was lived.
    fn failures(&self) -> Vec<FailureEntry> {
        let named = |name: &str, failed: &[Failure]| failures(failed, |_| name.to_owned());
        let back_cast = self.found.iter().flat_map(|found| &found.failures).cloned().collect::<Vec<_>>();
        let mut all = named("back-cast", &back_cast);
        all.extend(self.long.iter().flat_map(|long| named("long look", &long.failures)));
        let pilots = self.pilots.iter().flat_map(|pilots| &pilots.failures);
        all.extend(pilots.flat_map(|(look, failure)| named(look.title(), std::slice::from_ref(failure))));
        let baselines = self.baselines.iter().flatten();
        all.extend(baselines.flat_map(|baseline| named(baseline.name, &baseline.failures)));
        all.extend(self.first_year.iter().flat_map(|found| named("first year", &found.failures)));
        all.extend(self.forecasts.iter().flat_map(|found| named("forecasts", &found.failures)));
        all.extend(self.persistence.iter().flat_map(|found| named("persistence", &found.failures)));
        all.extend(self.round_trip.iter().flat_map(|found| named("round trip", &found.failures)));
        all.extend(self.balance.iter().flat_map(|found| named("balance", &found.failures)));
        all.extend(self.later.iter().flat_map(|found| named("later back-cast", &found.failures)));
        all
    }
}

/// The year in which a scenario starts.
fn start_year(start: &str) -> Result<u32, Refusal> {
    let year = start.get(..4).and_then(|year| year.parse().ok());
    year.ok_or_else(|| Refusal::error(&"a back-cast begins on 31 March of a year"))
}

/// The last year of which England's figures are carried.
fn last_year() -> u32 {
    let rows = published().rows();
    let known = rows.filter(|row| row.get(Figure::Stock).is_some());
    known.map(|row| row.year).max().unwrap_or(0)
}
