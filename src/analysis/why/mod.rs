//! Why two arms differ: a chain from lever to outcome. Channels are closed in both arms, on the same children with the same
//! luck, and what each adds is averaged over every order in which they may be opened.

mod beside;
mod channels;
mod culture;
mod ending;
mod game;
pub(crate) mod orders;
mod page;
pub(crate) mod rows;
mod tables;

use std::path::Path;

use serde::{Deserialize, Serialize};

#[cfg(feature = "cli")]
pub(crate) use self::beside::FOLDER;
pub(crate) use self::beside::beside;
use self::channels::{CHANNELS, Channel};
use self::culture::CULTURE;
pub(crate) use self::tables::{REMAINDER, WHOLE};
use super::design::headline::{Headline, announced, headline};
use super::{Analysis, Input, Loaded, Need, Refusal};
use crate::results::manifest::failures;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::Arm;
use crate::study::{Checkpoint, Experiment, Failure, Runner, Simulation, StudyError, in_order};

/// Lives that a pair of runs takes: both arms, the beginning and the life in which the remit is found.
const LIVES_A_PAIR: usize = 4;
/// Histories in which it is asked what moves with a channel.
const FIRST: u32 = 3;

/// A chain.
pub struct Why {
    loaded: Loaded,
    request: Request,
    /// The two arms: that against which the other is compared comes first.
    pair: [Arm; 2],
    headline: Headline,
}

/// What is asked of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {
    /// The arm whose difference is looked at; the second if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "ARM"))]
    pub arm: Option<String>,
    /// The arm against which; the first if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "ARM"))]
    pub against: Option<String>,
    /// The indicator; the first that the scenario's `[readings]` tells, or the first headline, if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    pub indicator: Option<String>,
    /// The unit of results; the remit where there is a service, else the whole authority
    #[cfg_attr(feature = "cli", arg(long, value_name = "UNIT"))]
    pub unit: Option<String>,
    /// Which channels are closed: all that lie between a lever and its outcome, or the links of the chain of culture, which
    /// leave what else the levers do as it is [default: all]
    #[cfg_attr(feature = "cli", arg(long, value_name = "LINKS", value_parser = ["all", "culture"]))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<String>,
    /// Histories in which every set of channels is lived [default: 20]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(4..=10_000)))]
    pub histories: Option<u32>,
}

/// What was found.
#[derive(Default)]
pub struct Found {
    /// The channels with which anything moves, by their place.
    moving: Vec<usize>,
    /// The difference by set of open channels (a bit for each that moves), then by history.
    differences: Vec<Vec<f64>>,
    runs: usize,
    failures: Vec<Failure>,
    child_months: u64,
}

impl Analysis for Why {
    const KIND: &'static str = "chain";
    const COMMAND: &'static str = "why";
    const ABOUT: &'static str =
        "Find through which channels a lever reaches its outcome: a chain between two arms, on the same luck";

    type Request = Request;
    type Found = Found;

    fn prepare(input: &mut Input, mut request: Request) -> Result<Why, Refusal> {
        let loaded = input.scenario(&[])?;
        let [against, arm] = loaded.pair(request.against.as_deref(), request.arm.as_deref())?;
        let pair = [against, arm].map(|arm| loaded.scenario.arms[arm].clone());
        let simulation = Simulation::of_cells(&loaded.scenario, &pair);
        let headline = headline(&loaded, &simulation, request.indicator.as_deref(), request.unit.as_deref())?;
        request.against = Some(pair[0].name.clone());
        request.arm = Some(pair[1].name.clone());
        request.indicator = Some(headline.indicator.id.to_owned());
        request.unit = Some(simulation.shape().units[headline.unit.0].id.clone());
        request.histories.get_or_insert(20);
        Ok(Why { loaded, request, pair, headline })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        format!("{}-why", self.loaded.scenario.name)
    }

    fn need(&self) -> Need {
        let runs = self.most_runs() as f64;
        Need::of(&self.pair, runs, runs, "fewer --histories")
    }

    fn announcement(&self, threads: usize) -> Option<String> {
        let what = format!(
            "up to {} channels in every order, {} histories each",
            self.channels().len(),
            self.histories()
        );
        let (runs, years) = (self.most_runs(), self.loaded.scenario.horizon_years);
        Some(announced(&what, 2 * runs, LIVES_A_PAIR * runs, &self.pair, years, threads))
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<Found, StudyError> {
        let mut found = Found::default();
        found.moving = self.moving(runner, &mut found)?;
        let sets = 1_usize << found.moving.len();
        for set in 0..sets {
            let open: Vec<usize> = chosen(set, &found.moving);
            let closed = (0..self.channels().len())
                .filter(|channel| found.moving.contains(channel) && !open.contains(channel));
            let values = self.lived(&closed.collect::<Vec<_>>(), self.histories(), runner, &mut found)?;
            found.differences.push(values);
        }
        Ok(found)
    }

    fn tables(
        &self,
        found: &Found,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        tables::write_all(self, found, directory, options)
    }

    fn manifest(&self, found: &Found) -> Manifest {
        Manifest {
            replications: self.histories() as usize,
            child_months: found.child_months,
            failures: failures(&found.failures, |arm| self.pair[arm].name.clone()),
            ..Manifest::of(&self.loaded.scenario, &self.pair, self.loaded.profiles(&self.pair))
        }
    }

    fn ending(&self, found: &Found) -> String {
        ending::of(&tables::told(self, found))
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }
}

/// Key of the chain of culture.
pub(crate) const OF_CULTURE: &str = "culture";

/// The channels of a chain by its key.
pub(crate) fn channels_of(links: Option<&str>) -> &'static [Channel] {
    if links == Some(OF_CULTURE) { &CULTURE } else { &CHANNELS }
}

/// The channels whose bits are set, by their place among all.
fn chosen(set: usize, moving: &[usize]) -> Vec<usize> {
    (0..moving.len()).filter(|bit| set & 1 << bit != 0).map(|bit| moving[bit]).collect()
}

impl Why {
    /// The channels that are closed.
    fn channels(&self) -> &'static [Channel] {
        channels_of(self.request.links.as_deref())
    }

    fn histories(&self) -> u32 {
        self.request.histories.unwrap_or(20)
    }

    /// Runs at the most: channels with which nothing moves are spared.
    fn most_runs(&self) -> usize {
        (self.histories() as usize) << self.channels().len()
    }

    /// The channels with which the difference moves in one of the first histories: closed while all others are open, or opened
    /// while all others are closed.
    fn moving(&self, runner: &Runner<'_>, found: &mut Found) -> Result<Vec<usize>, StudyError> {
        let all: Vec<usize> = (0..self.channels().len()).collect();
        let open = self.lived(&[], FIRST, runner, found)?;
        let closed = self.lived(&all, FIRST, runner, found)?;
        let differ =
            |one: &[f64], other: &[f64]| one.iter().zip(other).any(|(a, b)| a.to_bits() != b.to_bits());
        let mut moving = Vec::new();
        for channel in all.iter().copied() {
            let others: Vec<usize> = all.iter().copied().filter(|other| *other != channel).collect();
            if differ(&open, &self.lived(&[channel], FIRST, runner, found)?)
                || differ(&closed, &self.lived(&others, FIRST, runner, found)?)
            {
                moving.push(channel);
            }
        }
        Ok(moving)
    }

    /// The difference of the pair by history, where some channels are closed in both.
    fn lived(
        &self,
        closed: &[usize],
        histories: u32,
        runner: &Runner<'_>,
        found: &mut Found,
    ) -> Result<Vec<f64>, StudyError> {
        let mut pair = self.pair.clone();
        for arm in &mut pair {
            closed.iter().for_each(|channel| self.channels()[*channel].close(&mut arm.alternative));
        }
        let simulation = Simulation::of_cells(&self.loaded.scenario, &pair);
        let shape = simulation.shape();
        let column = shape.indicators.iter().position(|known| known == self.headline.indicator).unwrap_or(0);
        let place = self.headline.unit.0 * shape.indicators.len() + column;
        let mut values = Vec::with_capacity(histories as usize);
        in_order(&simulation, 0..histories, false, runner, |one| {
            let mut lives = Vec::with_capacity(2);
            for (arm, life) in one.histories.into_iter().enumerate() {
                match life {
                    Ok(life) => {
                        found.child_months += life.child_months;
                        lives.push(life.horizon[place]);
                    }
                    Err(message) => found.failures.push(Failure { arm, replication: one.number, message }),
                }
            }
            values.push(if let [a, b] = lives[..] { b - a } else { f64::NAN });
        })?;
        found.runs += histories as usize;
        Ok(values)
    }
}
