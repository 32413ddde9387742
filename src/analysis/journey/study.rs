//! One person followed through two arms of a simulation, those of a journey or those of a study.

use super::Found;
use super::choose::{Candidate, Chosen, Rule, choose};
use super::lived::{self, Everybody};
use super::rows::JourneyRow;
use super::told::{Lived, Subject, school_years};
use crate::results::table::cell;
use crate::scenario::{Arm, Scenario};
use crate::study::{Begun, Results, Runner, Simulation, StudyError};

/// Histories that a study looks through for one in which the counts of any child differ.
const LOOKED_THROUGH: usize = 20;
/// Children looked after on the first day above which a study follows nobody: every event of two worlds is held in memory.
const MOST_CHILDREN: f64 = 5_000.0;

/// Two arms of a simulation, and how one person is chosen.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) simulation: &'a Simulation,
    pub(super) scenario: &'a Scenario,
    /// That against which the other is compared comes first; each with its place in the simulation.
    pub(super) arms: [(usize, &'a Arm); 2],
    pub(super) rule: Rule,
    pub(super) is_child: bool,
}

/// Everybody of both worlds of one history.
pub(super) struct Met<'a> {
    pair: Pair<'a>,
    history: u32,
    begun: Begun,
    both: [Everybody; 2],
    candidates: Vec<Candidate>,
}

impl<'a> Pair<'a> {
    /// Lives both worlds of a history.
    ///
    /// # Errors
    /// A sentence on what went wrong.
    pub(super) fn meet(self, history: u32) -> Result<Met<'a>, String> {
        let begun = self.simulation.begin_apart(history).world;
        let both = self.arms.map(|(at, _)| lived::everybody(self.simulation, &begun, (history, at)));
        let [Some(against), Some(arm)] = both else {
            return Err("a world had no first day".to_owned());
        };
        let candidates =
            if self.is_child { lived::children(&against, &arm) } else { lived::workers(&against, &arm) };
        Ok(Met { pair: self, history, begun, both: [against, arm], candidates })
    }
}

impl Met<'_> {
    /// Whether the two worlds come to anything else for anybody among whom the rule chooses.
    pub(super) fn is_anybody_touched(&self) -> bool {
        self.candidates.iter().any(Candidate::is_touched)
    }

    /// Chooses one and follows her through both worlds.
    ///
    /// # Errors
    /// A sentence on why there is nobody.
    pub(super) fn follow(self) -> Result<Found, String> {
        let Met { pair, history, begun, both, candidates } = self;
        let chosen = choose(pair.rule, candidates)?;
        let subject = Subject { name: chosen.who.name, is_child: pair.is_child };
        let child_months = both.iter().map(|world| world.last.child_months).sum();
        let mut found = Found { child_months, history, ..Found::default() };
        for ((at, arm), everybody) in pair.arms.into_iter().zip(&both) {
            let (months, contracts) =
                lived::months(pair.simulation, &begun, (history, at), arm, (subject.name, subject.is_child));
            let scenario = pair.scenario;
            let lived = Lived { scenario, arm, subject, everybody, months: &months, contracts: &contracts };
            let in_practice =
                months.iter().skip(1).filter(|month| month.provider.as_ref().is_some_and(|one| one.1));
            let seen = (history, in_practice.count() as u32);
            found.journey.push(row(pair.rule, arm, (&chosen, subject), everybody, seen));
            if let Some(born) = born(everybody, subject) {
                found.spans.extend(school_years(&arm.name, born, f64::from(scenario.horizon_years * 12)));
            }
            found.spans.extend(lived.spans());
            found.happenings.extend(lived.happenings());
        }
        Ok(found)
    }
}

fn row(
    rule: Rule,
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
        rule: rule.to_string(),
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

/// The month of birth of a child, from the start.
fn born(everybody: &Everybody, subject: Subject) -> Option<f64> {
    let mut people = everybody.last.children.people.iter();
    people.find(|person| subject.is_child && person.name == subject.name).map(|person| person.born)
}

/// One child of a study in its first arm and in another, by the rule `touched`, of the first history in which the counts of any child
/// differ. Nothing where the arms come to the same in every history that is looked through, and where there are so many children
/// that their events would fill the memory.
///
/// # Errors
/// When the work is stopped.
pub(crate) fn of_study(
    scenario: &Scenario,
    (simulation, results): (&Simulation, &Results),
    arm: usize,
    runner: &Runner<'_>,
) -> Result<Option<Found>, StudyError> {
    if simulation.children_at_start() > MOST_CHILDREN {
        return Ok(None);
    }
    let pair = Pair {
        simulation,
        scenario,
        arms: [0, arm].map(|at| (at, &scenario.arms[at])),
        rule: Rule::Touched,
        is_child: true,
    };
    let differ = (0..results.replications).filter(|replication| results.differ(arm, *replication));
    for replication in differ.take(LOOKED_THROUGH) {
        let history = results.first_replication + replication as u32;
        let lived = runner.attempt(|| {
            let met = pair.meet(history)?;
            if met.is_anybody_touched() { met.follow().map(Some) } else { Ok(None) }
        });
        if runner.is_stopped() {
            return Err(StudyError::Interrupted);
        }
        // What could be lived once can be lived again: a history that fails here has nothing to tell.
        if let Ok(Some(found)) = lived {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
