//! Why the arm that the answer tells differs from the first: the chain of `swplab why` by sampled orders, beside the study and at a
//! price that is known.

use super::answer::of_results::told_first;
use super::outcomes;
use crate::analysis::Loaded;
use crate::analysis::why::orders::Asked;
use crate::analysis::why::rows::WhyRow;
use crate::analysis::why::{OF_CULTURE, channels_of};
use crate::indicator::{Indicator, Subject};
use crate::report::words::counted;
use crate::scenario::Scenario;
use crate::study::{ArmId, Results, Runner, StudyError, UnitId};

/// What a user writes who leaves the chain to the outcomes of the scenario.
pub(crate) const FITTING: &str = "fitting";
/// Key of the chain of all channels.
const OF_ALL: &str = "all";
/// Lives that a pair takes: both arms, the beginning and the life in which the remit is found.
const LIVES_A_PAIR: u64 = 4;
/// Lives of a replication of the study beside its arms.
const LIVES_BESIDE: u64 = 2;
/// So many times the lives of the study may be lived for the chain.
const TIMES: u64 = 2;

/// The chain that is asked for, or that fits: where culture leads, what culture carries; else every channel.
pub(super) fn links(asked: &str, scenario: &Scenario) -> String {
    let leads = || outcomes::leading(scenario).first().is_some_and(|first| is_culture(first));
    match asked {
        FITTING if leads() => OF_CULTURE,
        FITTING => OF_ALL,
        other => other,
    }
    .to_owned()
}

fn is_culture(one: &Indicator) -> bool {
    one.id == "culture"
}

/// What is said before it starts.
pub(super) fn announcement(links: &str, scenario: &Scenario) -> String {
    let what = if links == OF_CULTURE { "the links of the chain of culture" } else { "the channels" };
    let pairs = budget(scenario.arms.len(), scenario.replications as usize);
    format!(
        "note: --why closes {what} one after another on the same luck, {} of two arms at the most: up to twice as long as the run itself",
        counted(pairs as usize, "run")
    )
}

/// Pairs that may be lived beside a study.
fn budget(arms: usize, replications: usize) -> u64 {
    TIMES * replications as u64 * (arms as u64 + LIVES_BESIDE) / LIVES_A_PAIR
}

/// The links of every outcome that leads; nothing where no arm differs on the first of them or where too few histories were lived.
///
/// # Errors
/// When the work is stopped.
pub(super) fn rows(
    loaded: &Loaded,
    results: &Results,
    links: &str,
    runner: &Runner<'_>,
) -> Result<Vec<WhyRow>, StudyError> {
    let scenario = &loaded.scenario;
    let Some((arm, unit, _, _)) = told_first(results, scenario) else { return Ok(Vec::new()) };
    let Some(place) = results.unit(&unit) else { return Ok(Vec::new()) };
    let key = if links == OF_CULTURE { OF_CULTURE } else { OF_ALL };
    // Contracts are no outcome of children, and culture is what the chain of culture is closed by.
    let is_asked =
        |one: &&Indicator| one.subject != Subject::Contract && !(key == OF_CULTURE && is_culture(one));
    let outcomes: Vec<&'static Indicator> =
        outcomes::leading(scenario).into_iter().filter(is_asked).collect();
    let asked = Asked {
        scenario,
        pair: [0, arm].map(|arm| &scenario.arms[arm]),
        unit: &unit,
        known: outcomes.iter().map(|one| differences(results, (arm, place), one)).collect(),
        outcomes,
        first: results.first_replication,
        channels: channels_of(Some(key)),
        links: key,
        budget: budget(results.arms.len(), results.replications),
    };
    asked.chain(runner)
}

fn differences(results: &Results, (arm, unit): (usize, UnitId), indicator: &Indicator) -> Vec<f64> {
    let values = |arm| results.values(ArmId(arm), unit, indicator);
    values(arm).into_iter().zip(values(0)).map(|(arm, first)| arm - first).collect()
}
