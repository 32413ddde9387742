//! The laboratory: a scenario asked live, one history at a time, by a page that shows two of its arms side by side.
//!
//! Every answer is what `swplab run` finds with the same file: the same simulation, the same luck, the same words.
//! Nothing here waits, reads a file or knows a clock; what takes long is handed out in single histories.

mod compose;
mod controls;
#[cfg(feature = "cli")]
mod hash;
mod journey;
mod opening;
#[cfg(feature = "cli")]
pub(crate) mod page;
mod told;
mod trace;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use serde::Deserialize;

use crate::scenario::{Document, Fault, ProfileFiles, Scenario};
use crate::study::{Beginning, Begun, Experiment, InPieces, Runner, Simulation};
use journey::Story;

pub use compose::{Wanted, compose};
#[cfg(feature = "cli")]
pub use hash::sha256;
pub use trace::{COUNTERS, GROUP_COUNTERS, Trace};

/// A scenario as the page sends it.
#[derive(Clone, Debug, Deserialize)]
pub struct Sent {
    /// Name that faults show.
    pub file: String,
    /// The scenario file.
    pub text: String,
    /// Profile files that it names, by the path as it writes it.
    #[serde(default)]
    pub profiles: BTreeMap<String, String>,
}

/// A scenario on the bench.
pub struct Laboratory {
    document: Document,
    scenario: Scenario,
    warnings: Vec<Fault>,
    simulation: Simulation,
    /// The beginning of the replication asked last, which its arms share.
    begun: Option<(u32, Beginning<Begun>)>,
    /// What was told of each arm's last history.
    stories: Vec<Option<(u32, Story)>>,
    /// The study from which sentences are made, while it is lived.
    study: Option<InPieces>,
}

static NEVER: AtomicBool = AtomicBool::new(false);

impl Laboratory {
    /// Checks a scenario and makes it ready.
    ///
    /// # Errors
    /// The faults of the scenario, in the words of `swplab check`.
    pub fn open(sent: Sent) -> Result<Laboratory, String> {
        let stem = sent.file.trim_end_matches(".toml").to_owned();
        let kept = ProfileFiles::Kept(sent.profiles);
        let document = Document::parse(&sent.file, stem, kept, sent.text.as_bytes())
            .map_err(|faults| faults.to_string())?;
        let (scenario, warnings) = document.scenario().map_err(|faults| faults.to_string())?;
        let simulation = Simulation::of_arms(&scenario);
        let stories = scenario.arms.iter().map(|_| None).collect();
        Ok(Laboratory { document, scenario, warnings, simulation, begun: None, stories, study: None })
    }

    /// What the page needs to know of the scenario, as JSON.
    pub fn opening(&self) -> String {
        opening::opening(&self.document, &self.scenario, &self.simulation, &self.warnings)
    }

    /// One history of every arm: values over the horizon by `[arm][unit][indicator]`; `NaN` where not defined.
    ///
    /// # Errors
    /// A sentence on why the replication failed.
    pub fn history(&mut self, replication: u32) -> Result<Vec<f64>, String> {
        let beginning = begun(&mut self.begun, &self.simulation, replication)?;
        let mut values = Vec::new();
        for arm in 0..self.scenario.arms.len() {
            values.extend(self.simulation.live(beginning, replication, arm, &NEVER)?.horizon);
        }
        Ok(values)
    }

    /// Month by month, what happened in one arm of one history, for the picture.
    ///
    /// # Errors
    /// A sentence on why the replication failed, or that there is no such arm.
    pub fn trace(&mut self, replication: u32, arm: usize) -> Result<Trace, String> {
        if arm >= self.scenario.arms.len() {
            return Err(format!("There is no arm {arm}."));
        }
        let beginning = begun(&mut self.begun, &self.simulation, replication)?;
        let (trace, story) = trace::trace((&self.simulation, &self.scenario), beginning, (replication, arm));
        self.stories[arm] = Some((replication, story));
        Ok(trace)
    }

    /// What happened to one child in one arm of one history, as JSON; she is named by her bits.
    ///
    /// # Errors
    /// A sentence on why the replication failed, or that there is no such arm.
    pub fn journey(&mut self, replication: u32, arm: usize, child: u64) -> Result<String, String> {
        let is_there = matches!(self.stories.get(arm), Some(Some((known, _))) if *known == replication);
        if !is_there {
            self.trace(replication, arm)?;
        }
        let story = self.stories[arm].as_ref().map(|(_, story)| story);
        Ok(story.map_or_else(String::new, |story| story.of(&self.scenario, child)))
    }

    /// Begins the study from which the sentences of a report are made.
    pub fn begin_study(&mut self, replications: u32) {
        self.study = Some(InPieces::of(&self.simulation, replications));
    }

    /// Lives one replication of that study; whether one is left.
    ///
    /// # Errors
    /// When no study was begun.
    pub fn live_next(&mut self) -> Result<bool, String> {
        let study = self.study.as_mut().ok_or("No study was begun.")?;
        let runner = Runner::silent(1).map_err(|e| e.to_string())?;
        study.live_next(&self.simulation, &runner).map_err(|e| e.to_string())
    }

    /// What a run with these replications tells, as JSON: its ending, what it rests on, the figures of its start.
    ///
    /// # Errors
    /// When no study was begun.
    pub fn told(&mut self) -> Result<String, String> {
        let study = self.study.take().ok_or("No study was begun.")?;
        Ok(told::told(&study.finish(), &self.scenario))
    }
}

/// The beginning of a replication, made once for all that is asked of it.
fn begun<'a>(
    known: &'a mut Option<(u32, Beginning<Begun>)>,
    simulation: &Simulation,
    replication: u32,
) -> Result<&'a Beginning<Begun>, String> {
    if !matches!(known, Some((number, _)) if *number == replication) {
        *known = Some((replication, simulation.begin_apart(replication)));
    }
    known.as_ref().map(|(_, beginning)| beginning).ok_or_else(|| "A replication did not begin.".to_owned())
}

/// Names of the authority profiles that the program carries, as JSON.
pub fn profiles() -> String {
    serde_json::json!(crate::evidence::profile_names().collect::<Vec<_>>()).to_string()
}
