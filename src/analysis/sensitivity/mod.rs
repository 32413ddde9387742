//! On what an answer turns: the paired difference of one figure between two arms, as a function of all that is not known of
//! it. Elementary effects show what single histories do, mean effects tell which inputs come first, shares of the variance
//! weigh these and all inputs in groups. Luck belongs to the row of a design and is an input of its own.

mod ending;
mod indices;
mod leaders;
mod page;
pub(crate) mod rows;
mod screening;
mod tables;

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::design;
use super::design::headline::{Headline, announced, headline};
use super::design::inputs::{Of, Unknown, unknowns};
use super::{Analysis, Input, Loaded, Need, Refusal};
use crate::results::manifest::failures;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::{Arm, Factor};
use crate::study::{Checkpoint, Experiment, Failure, FutureRow, Runner, Simulation, StudyError, in_order};

pub(crate) use indices::Indices;
pub(crate) use leaders::{PLACES, Race};
pub(crate) use screening::Screened;

/// Lives that a pair of runs takes: both arms, the beginning and the life in which the remit is found.
const LIVES_A_PAIR: usize = 4;

/// Runs below which no mean effects are told: two histories at the first look.
const LEAST_RUNS: usize = 64;

/// A sensitivity analysis.
pub struct Sensitivity {
    loaded: Loaded,
    request: Request,
    /// The two arms: that against which the other is compared comes first.
    pair: Vec<Arm>,
    places: [usize; 2],
    inputs: Vec<Unknown>,
    /// Quantities that can reach nothing here.
    left_out: usize,
    simulation: Simulation,
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
    /// Something of the scenario that is not known either, with its values or its range; repeat for more
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=FROM..TO", value_parser = design::arguments::factor))]
    #[serde(default)]
    pub vary: Vec<Factor>,
    /// Trajectories of the screening [default: 6]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1000)))]
    pub trajectories: Option<u32>,
    /// Levels of each input in the screening, an even number [default: 4]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=64)))]
    pub levels: Option<u32>,
    /// Runs of both arms that tell which inputs come first by their mean effect; under 64 for none [default: 8000]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000)))]
    pub leaders: Option<u32>,
    /// An input that is compared with others so named alone; one alone is changed one thing at a time. Repeat for more
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(default)]
    pub among: Vec<String>,
    /// Rows of the design of the indices, best a power of two; 0 for screening alone [default: 128]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=65536)))]
    pub rows: Option<u32>,
    /// Inputs that are taken on as leaders and have indices of their own [default: 8]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=40)))]
    pub top: Option<u32>,
}

/// What one run gave.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// The difference over the whole study.
    pub(crate) value: f64,
    /// The same by year.
    pub(crate) years: Vec<f64>,
    /// A hash of every figure of both arms: where it stands still, nothing at all has moved.
    pub(crate) stamp: u64,
}

/// One run: which part of the work it belongs to, its place in the design and what it gave.
#[derive(Clone, Debug)]
pub(crate) struct Evaluation {
    pub(crate) part: &'static str,
    pub(crate) luck: u32,
    pub(crate) point: Vec<f64>,
    pub(crate) value: f64,
}

/// What was found.
pub struct Found {
    pub(crate) screened: Screened,
    pub(crate) race: Option<Race>,
    pub(crate) indices: Option<Indices>,
    pub(crate) evaluations: Vec<Evaluation>,
    /// Runs of both arms.
    pub(crate) runs: usize,
    failures: Vec<Failure>,
    child_months: u64,
}

impl Analysis for Sensitivity {
    const KIND: &'static str = "sensitivity";
    const COMMAND: &'static str = "sensitivity";
    const ABOUT: &'static str =
        "Find on what the difference between two arms turns, and how much of it is owed to assumption";

    type Request = Request;
    type Found = Found;

    fn prepare(input: &mut Input, mut request: Request) -> Result<Sensitivity, Refusal> {
        let loaded = input.scenario(&[])?;
        let arms = &loaded.scenario.arms;
        let [against, arm] = loaded.pair(request.against.as_deref(), request.arm.as_deref())?;
        let pair = vec![arms[against].clone(), arms[arm].clone()];
        let simulation = Simulation::of_cells(&loaded.scenario, &pair);
        let headline = headline(&loaded, &simulation, request.indicator.as_deref(), request.unit.as_deref())?;
        for place in [against, arm] {
            design::refuse_idle(input, &loaded, place, (&request.vary, &pair))?;
        }
        let (inputs, left_out) =
            unknowns(&pair.iter().collect::<Vec<_>>(), &request.vary, headline.indicator.id);
        request.arm = Some(pair[1].name.clone());
        request.against = Some(pair[0].name.clone());
        request.indicator = Some(headline.indicator.id.to_owned());
        request.unit = Some(simulation.shape().units[headline.unit.0].id.clone());
        if let Some(other) = request.among.iter().find(|id| inputs.iter().all(|one| one.name != **id)) {
            return Err(Refusal::error(&format!(
                "`{other}` is no input of this analysis: it is set, does not vary or can reach nothing here"
            )));
        }
        request.trajectories.get_or_insert(6);
        request.leaders.get_or_insert(8000);
        request.levels.get_or_insert(4);
        request.rows.get_or_insert(128);
        request.top.get_or_insert(8);
        Ok(Sensitivity {
            loaded,
            request,
            pair,
            places: [against, arm],
            inputs,
            left_out,
            simulation,
            headline,
        })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        format!("{}-sensitivity", self.loaded.scenario.name)
    }

    fn need(&self) -> Need {
        let leaders = self.asked(self.request.leaders);
        let runs = (self.most_runs() - leaders + leaders.min(2 * leaders::AT_ONCE)) as f64;
        let numbers = runs * (self.inputs.len() + self.years()) as f64;
        Need::of(&self.pair, numbers, runs * self.inputs.len() as f64 / 8.0, "fewer --trajectories or --rows")
    }

    fn announcement(&self, threads: usize) -> Option<String> {
        let what = format!(
            "{} inputs in {} trajectories, then {} runs for those that come first and {} rows",
            self.inputs.len(),
            self.asked(self.request.trajectories),
            self.asked(self.request.leaders),
            self.asked(self.request.rows)
        );
        let (runs, years) = (self.most_runs(), self.loaded.scenario.horizon_years);
        Some(announced(&what, 2 * runs, LIVES_A_PAIR * runs, &self.pair, years, threads))
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<Found, StudyError> {
        let mut found = Found {
            screened: Screened::default(),
            race: None,
            indices: None,
            evaluations: Vec::new(),
            runs: 0,
            failures: Vec::new(),
            child_months: 0,
        };
        self.screen(runner, &mut found)?;
        if self.asked(self.request.leaders) >= LEAST_RUNS {
            self.race(runner, &mut found)?;
        }
        if self.asked(self.request.rows) >= 4 {
            self.weigh(runner, &mut found)?;
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
            years: self.simulation.shape().years.clone(),
            replications: self.loaded.scenario.replications as usize,
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

impl Sensitivity {
    fn asked(&self, number: Option<u32>) -> usize {
        number.unwrap_or(0) as usize
    }

    fn years(&self) -> usize {
        self.loaded.scenario.horizon_years as usize
    }

    /// Runs at the most.
    fn most_runs(&self) -> usize {
        let sets = self.asked(self.request.top) + indices::GROUP_SETS;
        let walked = self.asked(self.request.trajectories) * (self.inputs.len() + 1);
        walked + self.asked(self.request.leaders) + self.asked(self.request.rows) * (2 + sets)
    }

    /// Inputs in the order in which they are weighed, luck left out: by mean effect, the others by what single histories do.
    fn order(&self, found: &Found) -> Vec<usize> {
        let mut order = found.race.as_ref().map_or_else(Vec::new, Race::order);
        for input in found.screened.order() {
            if !order.contains(&input) {
                order.push(input);
            }
        }
        order
    }

    /// Lives rows of a design and keeps where each stood and what it gave.
    fn live(
        &self,
        part: &'static str,
        design: Vec<(Vec<f64>, u32)>,
        runner: &Runner<'_>,
        found: &mut Found,
    ) -> Result<Vec<Outcome>, StudyError> {
        let row = |(point, luck): &(Vec<f64>, u32)| -> Result<FutureRow, StudyError> {
            let row = design::inputs::row(&self.loaded, &self.places, &self.inputs, point, *luck);
            row.map_err(|refusal| StudyError::NotSet { reason: refusal.0.join("; ") })
        };
        let rows: Result<Vec<FutureRow>, StudyError> = design.iter().map(row).collect();
        let outcomes = self.live_rows(rows?, true, runner, found)?;
        let kept = design.into_iter().zip(&outcomes);
        found.evaluations.extend(kept.map(|((point, luck), outcome)| Evaluation {
            part,
            luck,
            point,
            value: outcome.value,
        }));
        Ok(outcomes)
    }

    /// Lives rows; years are told where they are kept.
    fn live_rows(
        &self,
        rows: Vec<FutureRow>,
        keep_years: bool,
        runner: &Runner<'_>,
        found: &mut Found,
    ) -> Result<Vec<Outcome>, StudyError> {
        let count = rows.len() as u32;
        let simulation = self.simulation.clone().over(rows);
        let shape = self.simulation.shape();
        let wide = shape.indicators.len();
        let indicator =
            shape.indicators.iter().position(|known| known == self.headline.indicator).unwrap_or(0);
        let unit = self.headline.unit.0;
        let nothing = Outcome { value: f64::NAN, years: vec![f64::NAN; self.years()], stamp: 0 };
        let mut outcomes = Vec::with_capacity(count as usize);
        in_order(&simulation, 0..count, keep_years, runner, |one| {
            let number = found.runs;
            found.runs += 1;
            let mut lives = Vec::with_capacity(2);
            for (arm, life) in one.histories.into_iter().enumerate() {
                match life {
                    Ok(life) => {
                        found.child_months += life.child_months;
                        lives.push(life);
                    }
                    Err(message) => {
                        let replication = u32::try_from(number).unwrap_or(u32::MAX);
                        found.failures.push(Failure { arm, replication, message });
                    }
                }
            }
            let [a, b] = lives.as_slice() else {
                outcomes.push(nothing.clone());
                return;
            };
            let difference = |of: fn(&crate::study::History) -> &Vec<f64>, at: usize| {
                of(b).get(at).copied().unwrap_or(f64::NAN) - of(a).get(at).copied().unwrap_or(f64::NAN)
            };
            let by_year =
                |year| difference(|life| &life.yearly, (unit * shape.years.len() + year) * wide + indicator);
            outcomes.push(Outcome {
                value: difference(|life| &life.horizon, unit * wide + indicator),
                years: (0..shape.years.len()).map(by_year).collect(),
                stamp: stamp(a.horizon.iter().chain(&b.horizon).chain(&a.yearly).chain(&b.yearly)),
            });
        })?;
        Ok(outcomes)
    }

    /// The place of luck among the inputs: the last.
    fn luck(&self) -> usize {
        debug_assert!(self.inputs.last().is_some_and(|input| input.of == Of::Luck));
        self.inputs.len() - 1
    }
}

/// FNV-1a over the bits of numbers.
fn stamp<'a>(values: impl Iterator<Item = &'a f64>) -> u64 {
    values.fold(0xcbf2_9ce4_8422_2325, |hash, value| {
        (hash ^ value.to_bits()).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
    })
}
