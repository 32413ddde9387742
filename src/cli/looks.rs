//! What `swplab validate` lives: the back-cast, the long look, the facts of the pilots and the calibrations of
//! the baselines; all but the first can be left out, and the manifest says which were.

use std::sync::atomic::AtomicBool;

use super::ending;
use super::exit::Exit;
use super::load::{self, Instead};
use super::say::note;
use super::validate::Without;
use crate::analysis::validate::Validated;
use crate::analysis::validate::pilots::{Pilots, pilots};
use crate::analysis::validate::{BackCast, Baseline, Besides, Card, back_cast, baselines, card};
use crate::evidence::{Figure, published};
use crate::results::Manifest;
use crate::scenario::Scenario;
use crate::study::{Failure, Options, Progress};

/// The scenario of the long look, and the year at which it ends.
const LONG_LOOK: &str = include_str!("../../evidence/validation/long-look.toml");
const LONG_LOOK_TO: u32 = 2021;
/// Replications of the facts of the pilots: those of the tests, so that card and tests say the same.
const PILOT_REPLICATIONS: u32 = 80;
/// Rows of each posterior that are lived: all of those that the program carries.
const POSTERIOR_ROWS: u32 = 200;

/// Paths under which the parts stand in a manifest.
const LOOK: &str = "long_look";
const PILOTS: &str = "pilots";
const CALIBRATION: &str = "calibration";

/// Options, what begins a stage, progress and stop flag.
pub type Running<'a> = (&'a Options, &'a dyn Fn(&'static str), &'a (dyn Fn(Progress) + Sync), &'a AtomicBool);

/// Which parts are lived beside the back-cast.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    long_look: bool,
    /// Replications.
    pilots: Option<u32>,
    /// Rows of each posterior.
    rows: Option<u32>,
}

impl Wanted {
    /// What the command line asks for; its number of replications holds for all parts, up to their own.
    pub fn new(without: Without, replications: Option<u32>) -> Wanted {
        let at_most = |own: u32| replications.map_or(own, |asked| asked.min(own));
        Wanted {
            long_look: !without.long_look,
            pilots: (!without.pilots).then(|| at_most(PILOT_REPLICATIONS)),
            rows: (!without.calibration).then(|| at_most(POSTERIOR_ROWS)),
        }
    }

    /// What a manifest tells.
    pub fn of(manifest: &Manifest) -> Wanted {
        let level = |path: &str| {
            let factor = manifest.factors.iter().find(|factor| factor.path == path);
            factor.and_then(|factor| factor.levels.first())
        };
        Wanted {
            long_look: level(LOOK).is_some_and(|level| level == "yes"),
            pilots: level(PILOTS).and_then(|level| level.parse().ok()),
            rows: level(CALIBRATION).and_then(|level| level.parse().ok()),
        }
    }

    /// How a manifest tells it.
    pub fn told(self) -> Vec<(String, Vec<String>)> {
        let number = |wanted: Option<u32>| wanted.map_or("no".to_owned(), |n| n.to_string());
        let look = if self.long_look { "yes" } else { "no" };
        [(LOOK, look.to_owned()), (PILOTS, number(self.pilots)), (CALIBRATION, number(self.rows))]
            .map(|(path, word)| (path.to_owned(), vec![word]))
            .to_vec()
    }
}

/// What was seen.
pub struct Seen {
    found: BackCast,
    long: Option<BackCast>,
    pilots: Option<Pilots>,
    baselines: Option<Vec<Baseline>>,
}

impl Seen {
    /// The score card.
    pub fn card(&self) -> Card {
        let besides = Besides {
            long: self.long.as_ref(),
            pilots: self.pilots.as_ref(),
            baselines: self.baselines.as_deref(),
        };
        card(&self.found, besides)
    }

    /// What is written.
    pub fn validated<'a>(&'a self, card: &'a Card) -> Validated<'a> {
        Validated { card, found: &self.found, long: self.long.as_ref() }
    }

    /// Replications that failed, by what was lived.
    pub fn failures(&self) -> Vec<(&'static str, Vec<Failure>)> {
        let long = self.long.iter();
        let long = long.map(|long| ("long look", long.failures.clone()));
        let looks = self.pilots.iter().flat_map(|pilots| &pilots.failures);
        let looks = looks.map(|(look, failure)| (look.title(), vec![failure.clone()]));
        let rows = self.baselines.iter().flatten();
        let rows = rows.map(|baseline| (baseline.name, baseline.failures.clone()));
        let first = ("back-cast", self.found.failures.clone());
        let all = std::iter::once(first).chain(long).chain(looks).chain(rows);
        all.collect()
    }
}

/// The back-cast of a scenario; the long look with no more replications and its own seed; the facts of the pilots
/// and the calibrations with theirs.
pub fn looks(
    scenario: &Scenario,
    wanted: Wanted,
    (options, stage, progress, stop): Running<'_>,
) -> Result<Seen, Exit> {
    let threads = options.threads;
    let span = (first_year(&scenario.start)?, last_year());
    stage("replications of the back-cast");
    let found = back_cast(scenario, published(), span, options, progress, stop);
    let found = found.map_err(ending::of_study)?;
    let mut long = None;
    if wanted.long_look {
        stage("replications of the long look");
        let scenario = load::carried("long-look", LONG_LOOK, Instead::default())?.scenario;
        let fewer = Options { replications: scenario.replications.min(options.replications), ..*options };
        let span = (first_year(&scenario.start)?, LONG_LOOK_TO);
        let looked = back_cast(&scenario, published(), span, &fewer, progress, stop);
        long = Some(looked.map_err(ending::of_study)?);
    }
    let mut facts = None;
    if let Some(replications) = wanted.pilots {
        stage("runs of the pilots");
        let lived = pilots(replications, threads, progress, stop);
        facts = Some(lived.map_err(ending::of_study)?);
    }
    let mut calibrated = None;
    if let Some(rows) = wanted.rows {
        stage("rows of the posteriors");
        let lived = baselines(rows, threads, progress, stop);
        calibrated = Some(lived.map_err(ending::of_study)?);
    }
    Ok(Seen { found, long, pilots: facts, baselines: calibrated })
}

/// The year in which a scenario starts.
pub fn first_year(start: &str) -> Result<u32, Exit> {
    start.get(..4).and_then(|year| year.parse().ok()).ok_or_else(|| {
        note("error: a back-cast begins on 31 March of a year");
        Exit::BadInput
    })
}

/// The last year of which England's figures are carried.
pub fn last_year() -> u32 {
    let rows = published().rows();
    let known = rows.filter(|row| row.get(Figure::Stock).is_some());
    known.map(|row| row.year).max().unwrap_or(0)
}
