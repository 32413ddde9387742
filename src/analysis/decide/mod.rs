//! Which option to take when much is not known: every option in every future on the same luck; the chance of harm, regret,
//! what is kept and how often, the cheapest option that keeps it, where an option fails, and which evidence is worth
//! collecting first.

mod boxes;
mod criteria;
mod ending;
mod information;
mod judge;
mod page;
mod page_boxes;
mod rows;
mod tables;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use criteria::{Criterion, criterion};
pub use judge::{Judged, Sought, Verdict, sought};

use super::design;
use super::design::headline::{Headline, announced, first_told, has_figure, headline};
use super::design::inputs::{MadeOf, Unknown, unknowns};
use super::{Analysis, Input, Loaded, Need, Refusal};
use crate::indicator::{Better, INDICATORS, Indicator, money};
use crate::results::manifest::failures;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::{Arm, Factor, Layout, Range};
use crate::statistics::{finite, mean};
use crate::study::{
    Checkpoint, Experiment, Failure, FutureRow, Runner, Simulation, StudyError, UnitId, in_order,
};

/// What varies between futures of the scenario itself where nothing else is named: how many come into care.
const DEMAND: (&str, &str, &str) = ("authority.arrivals_factor", "0.8", "1.2");
/// Options at the most.
const MOST_OPTIONS: usize = 60;

/// A decision.
pub struct Decide {
    loaded: Loaded,
    request: Request,
    /// The options: the arms, then the declared steps.
    options: Vec<Arm>,
    /// Of each option the arm and what is set beside it.
    made_of: Vec<MadeOf>,
    inputs: Vec<Unknown>,
    simulation: Simulation,
    headline: Headline,
}

/// What is asked of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {
    /// Futures: what is not known, each with every option [default: 200]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(20..=20_000)))]
    pub futures: Option<u32>,
    /// Lucks with which each future is lived; figures of a future are their means [default: 2]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100)))]
    pub lucks: Option<u32>,
    /// Something of the scenario that the future decides, with its values or range; repeat for more. Demand, as
    /// authority.arrivals_factor=0.8..1.2, if nothing is named
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=FROM..TO", value_parser = design::arguments::factor))]
    #[serde(default)]
    pub vary: Vec<Factor>,
    /// Steps of something that may be decided, each one option more, on the first arm; repeat for more
    #[cfg_attr(feature = "cli", arg(long = "try", value_name = "PATH=A,B,C", value_parser = design::arguments::factor))]
    #[serde(default)]
    pub steps: Vec<Factor>,
    /// What is to be kept, such as "worker_changes<=0.8"; repeat for more. As good as the first arm, if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "LIMIT", value_parser = criterion))]
    #[serde(default)]
    pub keep: Vec<Criterion>,
    /// Of 100 futures, in how many it is to be kept [default: 80]
    #[cfg_attr(feature = "cli", arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100)))]
    pub often: Option<u32>,
    /// What an option may cost more than the first arm at the most, in pounds a child-year
    #[cfg_attr(feature = "cli", arg(long, value_name = "POUNDS", value_parser = clap::value_parser!(u32)))]
    #[serde(default)]
    pub budget: Option<u32>,
    /// The indicator by which options are compared; the first that the scenario's `outcomes` or `[readings]` tell and of which more or less is better, or the first headline
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    pub indicator: Option<String>,
    /// The unit of results; the remit where there is a service, else the whole authority
    #[cfg_attr(feature = "cli", arg(long, value_name = "UNIT"))]
    pub unit: Option<String>,
}

/// What was found.
pub struct Found {
    pub(crate) judged: Judged,
    /// The figure as it is printed, by option and future.
    pub(crate) figures: Vec<Vec<f64>>,
    /// Coordinates of each future.
    pub(crate) points: Vec<Vec<f64>>,
    failures: Vec<Failure>,
    child_months: u64,
}

impl Analysis for Decide {
    const KIND: &'static str = "decision";
    const COMMAND: &'static str = "decide";
    const ABOUT: &'static str = "Compare options over many futures: harm, regret, what is kept, where they fail, what is worth knowing";

    type Request = Request;
    type Found = Found;

    fn prepare(input: &mut Input, mut request: Request) -> Result<Decide, Refusal> {
        let loaded = input.scenario(&[])?;
        if request.vary.is_empty() {
            let (path, from, to) = DEMAND;
            request.vary = vec![Factor { path: path.to_owned(), levels: vec![Range::written(from, to)] }];
        }
        let (options, made_of) = options(input, &loaded, &request.steps)?;
        let simulation = Simulation::of_cells(&loaded.scenario, &options);
        let usual = first_told(&loaded, |indicator| indicator.better != Better::Neither).id;
        let indicator = request.indicator.as_deref().unwrap_or(usual);
        let headline = headline(&loaded, &simulation, Some(indicator), request.unit.as_deref())?;
        if headline.indicator.better == Better::Neither {
            let message = format!(
                "neither more nor less of {} is better, so no option is: name another with --indicator",
                headline.indicator.id
            );
            return Err(Refusal::error(&message));
        }
        let unit = &simulation.shape().units[headline.unit.0];
        let mut kept = request.keep.iter().filter_map(Criterion::indicator);
        kept.try_for_each(|one| has_figure(one, unit))?;
        design::refuse_idle(input, &loaded, 0, (&request.vary, &options))?;
        let (inputs, _) = unknowns(&options.iter().collect::<Vec<_>>(), &request.vary, "");
        request.futures.get_or_insert(200);
        request.lucks.get_or_insert(2);
        request.often.get_or_insert(80);
        request.indicator = Some(headline.indicator.id.to_owned());
        request.unit = Some(simulation.shape().units[headline.unit.0].id.clone());
        Ok(Decide { loaded, request, options, made_of, inputs, simulation, headline })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        format!("{}-decision", self.loaded.scenario.name)
    }

    fn need(&self) -> Need {
        let futures = self.futures() as f64;
        let numbers = futures * (self.inputs.len() + self.options.len() * 8 * self.lucks()) as f64;
        let rows = futures * (self.options.len() + self.inputs.len() / 4) as f64;
        Need::of(&self.options, numbers, rows, "fewer --futures, --lucks or options")
    }

    fn announcement(&self, threads: usize) -> Option<String> {
        let (options, futures, lucks) = (self.options.len(), self.futures(), self.lucks());
        let what = format!("{options} options x {futures} futures x {lucks} lucks");
        let runs = options * futures * lucks;
        let lives = runs + 2 * futures * lucks;
        Some(announced(&what, runs, lives, &self.options, self.loaded.scenario.horizon_years, threads))
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<Found, StudyError> {
        let points = self.points()?;
        let mut rows = Vec::with_capacity(points.len() * self.lucks());
        for (future, point) in points.iter().enumerate() {
            let arms = design::inputs::made(&self.loaded, &self.made_of, &self.inputs, point);
            let row = arms.map_err(|refusal| StudyError::NotSet { reason: refusal.0.join("; ") })?;
            for luck in 0..self.lucks() {
                rows.push(FutureRow { luck: (future * self.lucks() + luck) as u32, ..row.clone() });
            }
        }
        let count = rows.len() as u32;
        let simulation = self.simulation.clone().over(rows);
        let mut lived = Lived::new(self);
        in_order(&simulation, 0..count, false, runner, |one| lived.add(self, one))?;
        Ok(lived.finish(self, points))
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
            failures: failures(&found.failures, |option| self.options[option].name.clone()),
            ..Manifest::of(&self.loaded.scenario, &self.options, self.loaded.profiles(&self.options))
        }
    }

    fn ending(&self, found: &Found) -> String {
        ending::of(&tables::told(self, found))
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }
}

/// The arms of the scenario, then the first arm with each declared step.
fn options(input: &mut Input, loaded: &Loaded, steps: &[Factor]) -> Result<(Vec<Arm>, Vec<MadeOf>), Refusal> {
    let mut options = loaded.scenario.arms.clone();
    let mut made_of: Vec<MadeOf> = (0..options.len()).map(|arm| (arm, Vec::new())).collect();
    for factor in steps {
        if Range::of(factor).is_some() || factor.levels.is_empty() {
            let path = &factor.path;
            return Err(Refusal::error(&format!(
                "`--try {path}` needs its steps: write `--try {path}=1,2,3`"
            )));
        }
        let cells: Vec<Vec<usize>> = (0..factor.levels.len()).map(|level| vec![level]).collect();
        let own = loaded.cells(input, 0, std::slice::from_ref(factor), &cells)?;
        design::refuse_idle(input, loaded, 0, (std::slice::from_ref(factor), &own))?;
        for (arm, level) in own.into_iter().zip(&factor.levels) {
            options.push(arm);
            made_of.push((0, vec![(factor.path.clone(), level.clone())]));
        }
    }
    if options.len() > MOST_OPTIONS {
        let message = format!("{} options are too many: {MOST_OPTIONS} at the most", options.len());
        return Err(Refusal::error(&message));
    }
    Ok((options, made_of))
}

impl Decide {
    fn futures(&self) -> usize {
        self.request.futures.unwrap_or(0) as usize
    }

    fn lucks(&self) -> usize {
        self.request.lucks.unwrap_or(1) as usize
    }

    /// Futures, as a Latin hypercube over all that is not known but luck.
    fn points(&self) -> Result<Vec<Vec<f64>>, StudyError> {
        let inputs = self.inputs.len() - 1;
        design::points_of(Layout::LatinHypercube, self.futures(), inputs, self.loaded.scenario.seed)
    }

    /// More is better of what this sign multiplies.
    fn sign(&self) -> f64 {
        if self.headline.indicator.better == Better::Higher { 1.0 } else { -1.0 }
    }
}

/// What is kept of the lives: sums over the lucks of a future.
struct Lived {
    /// Position of each figure that is looked at: the headline, the cost, then those to be kept.
    places: Vec<usize>,
    /// By option, then by history, then by figure.
    values: Vec<Vec<Vec<f64>>>,
    failures: Vec<Failure>,
    child_months: u64,
}

impl Lived {
    fn new(asked: &Decide) -> Lived {
        let place = |unit: UnitId, of: &Indicator| {
            let column = INDICATORS.iter().position(|known| known == of).unwrap_or(0);
            unit.0 * asked.simulation.shape().indicators.len() + column
        };
        let unit = asked.headline.unit;
        let mut places =
            vec![place(unit, asked.headline.indicator), place(unit, &money::COST_PER_CHILD_YEAR)];
        places.extend(asked.request.keep.iter().filter_map(|one| Some(place(unit, one.indicator()?))));
        Lived { places, values: vec![Vec::new(); asked.options.len()], failures: Vec::new(), child_months: 0 }
    }

    fn add(&mut self, asked: &Decide, one: crate::study::Replication) {
        for (option, life) in one.histories.into_iter().enumerate().take(asked.options.len()) {
            let values = match life {
                Ok(life) => {
                    self.child_months += life.child_months;
                    self.places.iter().map(|place| life.horizon[*place]).collect()
                }
                Err(message) => {
                    self.failures.push(Failure { arm: option, replication: one.number, message });
                    vec![f64::NAN; self.places.len()]
                }
            };
            self.values[option].push(values);
        }
    }

    fn finish(self, asked: &Decide, points: Vec<Vec<f64>>) -> Found {
        let lucks = asked.lucks();
        let averaged = |option: usize, figure: usize| -> Vec<f64> {
            let histories = self.values[option].chunks(lucks);
            histories
                .map(|own| mean(&finite(&own.iter().map(|one| one[figure]).collect::<Vec<_>>())))
                .collect()
        };
        let options = 0..asked.options.len();
        let figures: Vec<Vec<f64>> = options.clone().map(|option| averaged(option, 0)).collect();
        let cost: Vec<Vec<f64>> = options.clone().map(|option| averaged(option, 1)).collect();
        let sign = asked.sign();
        let worth: Vec<Vec<f64>> =
            figures.iter().map(|own| own.iter().map(|value| sign * value).collect()).collect();
        let kept: Vec<Vec<Vec<f64>>> = options
            .clone()
            .map(|option| (0..asked.request.keep.len()).map(|at| averaged(option, 2 + at)).collect())
            .collect();
        let is_kept = |option: usize, future: usize| {
            let limits = &asked.request.keep;
            match limits.is_empty() {
                true => worth[option][future] >= worth[0][future],
                false => limits.iter().zip(&kept[option]).all(|(one, values)| one.keeps(values[future])),
            }
        };
        let gain = |option: usize| -> Vec<f64> {
            let pairs = self.values[option].iter().zip(&self.values[0]);
            pairs.map(|(own, first)| sign * (own[0] - first[0])).collect()
        };
        let keeps = |option| (0..points.len()).map(|future| is_kept(option, future)).collect();
        Found {
            judged: Judged {
                options: asked.options.iter().map(|option| option.name.clone()).collect(),
                gains: options.clone().map(gain).collect(),
                cost,
                keeps: options.map(keeps).collect(),
                worth,
            },
            figures,
            points,
            failures: self.failures,
            child_months: self.child_months,
        }
    }
}
