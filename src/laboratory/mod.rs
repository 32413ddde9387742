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
mod over_time;
#[cfg(feature = "cli")]
pub(crate) mod page;
mod told;
mod trace;
mod turns;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::scenario::{Document, Fault, ProfileFiles, Scenario};
use crate::study::{Again, Experiment, InPieces, Rests, Runner, Simulation};
use journey::Story;

pub use compose::{Wanted, compose};
#[cfg(feature = "cli")]
pub use hash::sha256;
pub use over_time::OverTime;
pub use trace::{COUNTERS, GROUP_COUNTERS, Trace};
pub use turns::Turns;

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
    /// What was lived, also of the scenario before it was changed.
    again: Again,
    /// The history of each arm that was written down last.
    written: Vec<Option<Written>>,
    /// The study from which sentences are made, while it is lived.
    study: Option<InPieces>,
}

/// A history that was written down.
struct Written {
    replication: u32,
    /// The beginning that it has, by number, and what else it rests on.
    beginning: u64,
    rests: Rests,
    /// Whether the scenario is still the same.
    is_of_now: bool,
    trace: Trace,
    story: Story,
}

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
        let written = scenario.arms.iter().map(|_| None).collect();
        let again = Again::default();
        Ok(Laboratory { document, scenario, warnings, simulation, again, written, study: None })
    }

    /// The same with another scenario: what is alike in both is not lived again.
    ///
    /// # Errors
    /// The faults of the scenario, in the words of `swplab check`.
    pub fn change(self, sent: Sent) -> Result<Laboratory, String> {
        let changed = Laboratory::open(sent)?;
        let Laboratory { mut again, mut written, .. } = self;
        again.changed();
        written.iter_mut().flatten().for_each(|written| written.is_of_now = false);
        written.resize_with(changed.scenario.arms.len(), || None);
        Ok(Laboratory { again, written, ..changed })
    }

    /// What the page needs to know of the scenario, as JSON.
    pub fn opening(&self) -> String {
        opening::opening(&self.document, &self.scenario, &self.simulation, &self.warnings)
    }

    /// Makes what the arms of a history share. It need not be asked for: a history asks for it itself.
    pub fn begin(&mut self, replication: u32) {
        self.again.begun(&self.simulation, replication);
    }

    /// One history of an arm: values over the horizon by `[unit][indicator]`, then those of the years, by
    /// `[paired unit][year][indicator]`; then by `[paired unit][year since the planned opening][followed]`, and child-years by
    /// `[unit][phase]`. `NaN` where not defined.
    ///
    /// # Errors
    /// A sentence on why the replication failed, or that there is no such arm.
    pub fn life(&mut self, replication: u32, arm: usize) -> Result<Vec<f64>, String> {
        self.must_have(arm)?;
        self.again.life(&self.simulation, replication, arm)
    }

    /// Lives that were lived so far for values over the horizon.
    pub fn lived(&self) -> u64 {
        self.again.lived()
    }

    /// One history of every arm: values over the horizon, one arm after the other, then all that follows them.
    ///
    /// # Errors
    /// A sentence on why the replication failed.
    pub fn history(&mut self, replication: u32) -> Result<Vec<f64>, String> {
        let shape = self.simulation.shape();
        let horizon = shape.units.len() * shape.indicators.len();
        let (mut values, mut years) = (Vec::new(), Vec::new());
        for arm in 0..self.scenario.arms.len() {
            let life = self.life(replication, arm)?;
            values.extend_from_slice(&life[..horizon]);
            years.extend_from_slice(&life[horizon..]);
        }
        values.extend(years);
        Ok(values)
    }

    /// Month by month, what happened in one arm of one history, for the picture.
    ///
    /// # Errors
    /// That there is no such arm.
    pub fn trace(&mut self, replication: u32, arm: usize) -> Result<&Trace, String> {
        Ok(&self.written(replication, arm)?.trace)
    }

    /// What happened to one child in one arm of one history, as JSON; she is named by her bits.
    ///
    /// # Errors
    /// That there is no such arm.
    pub fn journey(&mut self, replication: u32, arm: usize, child: u64) -> Result<String, String> {
        self.written(replication, arm)?;
        let written = self.written[arm].as_ref();
        Ok(written.map_or_else(String::new, |written| written.story.of(&self.scenario, child)))
    }

    fn must_have(&self, arm: usize) -> Result<(), String> {
        if arm < self.scenario.arms.len() { Ok(()) } else { Err(format!("There is no arm {arm}.")) }
    }

    /// A history, written down if it is not.
    fn written(&mut self, replication: u32, arm: usize) -> Result<&Written, String> {
        self.must_have(arm)?;
        self.again.watch(replication);
        let known = self.again.begun(&self.simulation, replication);
        let rests = self.simulation.rests(&known.begun, replication, arm);
        let is_there = |written: &Written| {
            let is_same = || rests.is_all() && written.beginning == known.number && written.rests == rests;
            written.replication == replication && (written.is_of_now || is_same())
        };
        let place = &mut self.written[arm];
        if !place.as_ref().is_some_and(is_there) {
            let (trace, story) =
                trace::trace((&self.simulation, &self.scenario), &known.begun, (replication, arm));
            let beginning = known.number;
            *place = Some(Written { replication, beginning, rests, is_of_now: true, trace, story });
        }
        place.as_ref().ok_or_else(|| "A history was not written down.".to_owned())
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

    /// The difference of the second arm from the first year by year, as the report draws it, as JSON.
    ///
    /// # Errors
    /// That there is no such measure or unit.
    pub fn over_time(&self, asked: &OverTime) -> Result<String, String> {
        over_time::over_time(asked, self.simulation.shape(), &self.scenario)
    }

    /// How much of the variance of a measure's outcome in each replication from the first goes with each number that is drawn
    /// and with each contested question, the strongest first; `NaN` where it is not defined.
    pub fn turns(&self, measure: &str, outcome: &[f64]) -> Turns {
        turns::turns((measure, outcome), &self.simulation, &self.scenario)
    }
}

/// Names of the authority profiles that the program carries, as JSON.
pub fn profiles() -> String {
    serde_json::json!(crate::evidence::profile_names().collect::<Vec<_>>()).to_string()
}
