//! Validation: how well the model predicts what it was not fitted to.

mod backcast;
mod baselines;
mod built;
mod card;
mod ending;
mod known;
mod lines;
mod lives;
mod page;
mod page_built;
mod patterns;
pub mod pilots;
mod request;
mod rows;
mod simple;
mod tables;
mod targets;
mod totals;
mod units;
mod workforce;

pub use backcast::{BackCast, Forecast, INTERVAL, NationYear, back_cast};
pub use baselines::{Baseline, Stand, baselines};
pub use card::{Besides, Card, Line, Part, card};
pub use lives::Anchors;
pub use patterns::{Pattern, patterns};
pub use request::Request;
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
use pilots::{Pilots, pilots};

/// The scenario of the back-cast.
const BACK_CAST: &str = include_str!("../../../evidence/validation/back-cast.toml");
/// The scenario of the long look, and the year at which it ends.
const LONG_LOOK: &str = include_str!("../../../evidence/validation/long-look.toml");
const LONG_LOOK_TO: u32 = 2021;

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
    /// Back-cast.
    pub found: BackCast,
    /// Long look, if one was taken.
    pub long: Option<BackCast>,
    /// Facts of the pilots, if they were lived.
    pub pilots: Option<Pilots>,
    /// Calibrations of the baselines, if they were lived.
    pub baselines: Option<Vec<Baseline>>,
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
        let span = (first_year(&scenario.start)?, last_year());
        if !input.is_kept {
            request.refuse_overlap(span)?;
        }
        request.fill_in(input.replications)?;
        let long_look = match request.no_long_look {
            true => None,
            false => Some(Input::text("long-look", LONG_LOOK).scenario(&[])?.scenario),
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
        let replications = self.scenario.replications;
        let found = back_cast(&self.scenario, published(), self.span, 0..replications, runner)?;
        let long = match &self.long_look {
            None => None,
            Some(scenario) => {
                let fewer = scenario.replications.min(replications);
                let stage = runner.counting("replications of the long look", u64::from(fewer));
                let span = (first_year(&scenario.start).unwrap_or_default(), LONG_LOOK_TO);
                Some(back_cast(scenario, published(), span, 0..fewer, &stage)?)
            }
        };
        let wanted = self.request.pilot_replications.filter(|_| !self.request.no_pilots);
        let pilots = wanted.map(|replications| pilots(replications, runner)).transpose()?;
        let wanted = self.request.posterior_rows.filter(|_| !self.request.no_calibration);
        let baselines = wanted.map(|rows| baselines(rows, runner)).transpose()?;
        let besides =
            Besides { long: long.as_ref(), pilots: pilots.as_ref(), baselines: baselines.as_deref() };
        Ok(Validated { card: card(&found, besides), found, long, pilots, baselines })
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
            replications: found.found.asked,
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

impl Validated {
    /// Replications that failed, under what was lived.
    fn failures(&self) -> Vec<FailureEntry> {
        let named = |name: &str, failed: &[Failure]| failures(failed, |_| name.to_owned());
        let mut all = named("back-cast", &self.found.failures);
        all.extend(self.long.iter().flat_map(|long| named("long look", &long.failures)));
        let pilots = self.pilots.iter().flat_map(|pilots| &pilots.failures);
        all.extend(pilots.flat_map(|(look, failure)| named(look.title(), std::slice::from_ref(failure))));
        let baselines = self.baselines.iter().flatten();
        all.extend(baselines.flat_map(|baseline| named(baseline.name, &baseline.failures)));
        all
    }
}

/// The year in which a scenario starts.
fn first_year(start: &str) -> Result<u32, Refusal> {
    let year = start.get(..4).and_then(|year| year.parse().ok());
    year.ok_or_else(|| Refusal::error(&"a back-cast begins on 31 March of a year"))
}

/// The last year of which England's figures are carried.
fn last_year() -> u32 {
    let rows = published().rows();
    let known = rows.filter(|row| row.get(Figure::Stock).is_some());
    known.map(|row| row.year).max().unwrap_or(0)
}
