//! One child's two histories, or one worker's: the same person with the same luck in two arms of one history, with what
//! happens to her, to her teams and to the contract. What was lived is what `swplab run` lives.

mod choose;
mod ending;
mod lived;
mod page;
mod rows;
mod told;

use std::path::Path;

use serde::{Deserialize, Serialize};

use self::choose::{Candidate, Chosen, Rule, choose};
use self::lived::Everybody;
use self::rows::{HappeningRow, JourneyRow, SpanRow};
use self::told::{Lived, Subject, school_years};
use super::{Analysis, Input, Loaded, Need, Refusal};
use crate::results::table::{Tables, cell};
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::scenario::Arm;
use crate::study::{Begun, Checkpoint, Runner, Simulation, StudyError};

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
    /// The child, by rule: typical, most-helped, most-harmed, age:N, or the name of her luck [default: typical]
    #[cfg_attr(feature = "cli", arg(long, value_name = "RULE", conflicts_with = "worker"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<String>,
    /// A worker in place of a child, by rule: typical, most-helped (fewer cases), most-harmed, or the name of her post
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
pub struct Found {
    journey: Vec<JourneyRow>,
    spans: Vec<SpanRow>,
    happenings: Vec<HappeningRow>,
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
                &"of workers no age is known: write typical, most-helped, most-harmed or a name",
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
        let last = self.request.history.unwrap_or(LOOKED_THROUGH - 1);
        let mut history = self.request.history.unwrap_or(0);
        loop {
            if runner.is_stopped() {
                return Err(StudyError::Interrupted);
            }
            let begun = simulation.begin_apart(history).world;
            let both = [0, 1].map(|arm| lived::everybody(&simulation, &begun, (history, arm)));
            let [Some(against), Some(arm)] = both else {
                return Err(StudyError::NoJourney("a world had no first day".to_owned()));
            };
            let both = [&against, &arm];
            let candidates = self.candidates(both);
            let differs = candidates.iter().any(|one| one.difference != 0.0 || one.second != 0.0);
            if differs || history == last {
                return self.followed((&simulation, &begun, history), both, candidates);
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

impl Journey {
    /// Among whom the rule chooses.
    fn candidates(&self, [against, arm]: [&Everybody; 2]) -> Vec<Candidate> {
        if self.request.worker.is_none() {
            lived::children(against, arm)
        } else {
            lived::workers(against, arm)
        }
    }

    /// Chooses one and follows her through both worlds.
    fn followed(
        &self,
        (simulation, begun, history): (&Simulation, &Begun, u32),
        both: [&Everybody; 2],
        candidates: Vec<Candidate>,
    ) -> Result<Found, StudyError> {
        let is_child = self.request.worker.is_none();
        let chosen = choose(self.rule, candidates).map_err(StudyError::NoJourney)?;
        let subject = Subject { name: chosen.who.name, is_child };
        let child_months = both.iter().map(|world| world.last.child_months).sum();
        let mut found =
            Found { journey: Vec::new(), spans: Vec::new(), happenings: Vec::new(), child_months, history };
        for (at, (arm, everybody)) in self.pair.iter().zip(both).enumerate() {
            let (months, contracts) =
                lived::months(simulation, begun, (history, at), arm, (subject.name, is_child));
            let scenario = &self.loaded.scenario;
            let lived = Lived { scenario, arm, subject, everybody, months: &months, contracts: &contracts };
            let in_practice =
                months.iter().skip(1).filter(|month| month.provider.as_ref().is_some_and(|one| one.1));
            let seen = (history, in_practice.count() as u32);
            found.journey.push(self.row(arm, (&chosen, subject), everybody, seen));
            if let Some(born) = born(everybody, subject) {
                found.spans.extend(school_years(&arm.name, born, f64::from(scenario.horizon_years * 12)));
            }
            found.spans.extend(lived.spans());
            found.happenings.extend(lived.happenings());
        }
        Ok(found)
    }

    fn row(
        &self,
        arm: &Arm,
        (chosen, subject): (&Chosen, Subject),
        everybody: &Everybody,
        (history, in_practice): (u32, u32),
    ) -> JourneyRow {
        let of = if subject.is_child { &everybody.children } else { &everybody.posts };
        let counted = of.get(&subject.name).copied().unwrap_or_default();
        let decisions = f64::from(counted.decisions);
        JourneyRow {
            arm: arm.name.clone(),
            subject: if subject.is_child { "child" } else { "worker" }.to_owned(),
            person: format!("n{:016x}", subject.name.bits()),
            rule: self.rule.to_string(),
            history,
            among: chosen.among,
            place: chosen.place,
            age: cell(chosen.who.age),
            months: counted.months,
            changes: counted.changes,
            moves: counted.moves,
            decisions: counted.decisions,
            decision_days: cell(counted.decision_days / decisions),
            in_practice,
            caseload: if subject.is_child { None } else { cell(counted.caseload()) },
        }
    }
}

/// The month of birth of a child, from the start.
fn born(everybody: &Everybody, subject: Subject) -> Option<f64> {
    let mut people = everybody.last.children.people.iter();
    people.find(|person| subject.is_child && person.name == subject.name).map(|person| person.born)
}
