//! One child's two histories, or one worker's: the same person with the same luck in two arms of one history, with what
//! happens to her, to her teams and to the contract. What was lived is what `swplab run` lives.

mod choose;
mod ending;
mod lived;
pub(crate) mod page;
pub(crate) mod rows;
pub(crate) mod study;
mod told;

use std::path::Path;

use serde::{Deserialize, Serialize};

use self::choose::Rule;
use self::rows::{HappeningRow, JourneyRow, SpanRow};
use self::study::Pair;
use super::{Analysis, Input, Loaded, Need, Refusal};
use crate::results::table::Tables;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::Arm;
use crate::study::{Checkpoint, Runner, Simulation, StudyError};

/// Histories that are looked through for one in which anybody's life differs.
const LOOKED_THROUGH: u32 = 20;
/// Lives that a journey takes: each arm twice, their beginning, and the life in which the remit is found.
const LIVES: f64 = 6.0;

/// A journey.
pub struct Journey {
    loaded: Loaded,
    request: Request,
    pair: [Arm; 2],
    rule: Rule,
}

/// What is asked of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {
    /// The child, by rule: typical, touched, most-helped, most-harmed, age:N, or the name of her luck [default: typical]
    #[cfg_attr(feature = "cli", arg(long, value_name = "RULE", conflicts_with = "worker"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<String>,
    /// A worker in place of a child, by rule: typical, touched, most-helped (fewer cases), most-harmed, or the name of her post
    #[cfg_attr(feature = "cli", arg(long, value_name = "RULE"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<String>,
    /// The second world; the second arm if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "ARM"))]
    pub arm: Option<String>,
    /// The first world, which is compared against; the first arm if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "ARM"))]
    pub against: Option<String>,
    /// Number of the history, from 0 [default: the first in which the worlds differ for anybody among whom the rule chooses]
    #[cfg_attr(feature = "cli", arg(long, value_name = "K"))]
    pub history: Option<u32>,
}

/// The tables of a journey.
#[derive(Clone, Default)]
pub struct Found {
    pub(crate) journey: Vec<JourneyRow>,
    pub(crate) spans: Vec<SpanRow>,
    pub(crate) happenings: Vec<HappeningRow>,
    child_months: u64,
    history: u32,
}

impl Analysis for Journey {
    const KIND: &'static str = "journey";
    const COMMAND: &'static str = "journey";
    const ABOUT: &'static str =
        "Tell one child's two histories, or one worker's: the same person with the same luck in two arms";

    type Request = Request;
    type Found = Found;

    fn prepare(input: &mut Input, mut request: Request) -> Result<Journey, Refusal> {
        // A journey is one history.
        input.replications = Some(1);
        let loaded = input.scenario(&[])?;
        let [against, arm] = loaded.pair(request.against.as_deref(), request.arm.as_deref())?;
        let pair = [against, arm].map(|arm| loaded.scenario.arms[arm].clone());
        let asked = request.worker.as_deref().or(request.child.as_deref()).unwrap_or("typical");
        let rule: Rule = asked.parse().map_err(|fault: String| Refusal::error(&fault))?;
        if request.worker.is_some() && matches!(rule, Rule::OfAge(_)) {
            return Err(Refusal::error(
                &"of workers no age is known: write typical, touched, most-helped, most-harmed or a name",
            ));
        }
        if request.worker.is_none() {
            request.child = Some(rule.to_string());
        }
        request.against = Some(pair[0].name.clone());
        request.arm = Some(pair[1].name.clone());
        Ok(Journey { loaded, request, pair, rule })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        format!("{}-journey", self.loaded.scenario.name)
    }

    fn need(&self) -> Need {
        Need::of(&self.pair, LIVES, LIVES, "fewer years")
    }

    fn simulate(&self, runner: &Runner<'_>, _: &mut dyn Checkpoint) -> Result<Found, StudyError> {
        let simulation = Simulation::of_cells(&self.loaded.scenario, &self.pair);
        let [against, arm] = &self.pair;
        let pair = Pair {
            simulation: &simulation,
            scenario: &self.loaded.scenario,
            arms: [(0, against), (1, arm)],
            rule: self.rule,
            is_child: self.request.worker.is_none(),
        };
        let last = self.request.history.unwrap_or(LOOKED_THROUGH - 1);
        let mut history = self.request.history.unwrap_or(0);
        loop {
            if runner.is_stopped() {
                return Err(StudyError::Interrupted);
            }
            let met = pair.meet(history).map_err(StudyError::NoJourney)?;
            if met.is_anybody_touched() || history == last {
                return met.follow().map_err(StudyError::NoJourney);
            }
            history += 1;
        }
    }

    fn tables(
        &self,
        found: &Found,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        Tables::of(directory)
            .with(|| found.journey.clone())
            .with(|| found.spans.clone())
            .with(|| found.happenings.clone())
            .write(options)
    }

    fn manifest(&self, found: &Found) -> Manifest {
        Manifest {
            first_replication: found.history,
            replications: 1,
            child_months: found.child_months,
            ..Manifest::of(&self.loaded.scenario, &self.pair, self.loaded.profiles(&self.pair))
        }
    }

    fn ending(&self, found: &Found) -> String {
        let sentences = ending::sentences(&found.journey, &found.happenings);
        sentences.into_iter().map(|sentence| sentence + "\n").collect()
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }
}
