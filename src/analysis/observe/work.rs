//! A programme to be observed, and what each of its replications offers to an evaluation.

use std::sync::atomic::AtomicBool;

use super::measures::Instrument;
use super::scene::{Scene, SiteSeen, WINDOWS};
use crate::draws::Draws;
use crate::evidence::{Evidence, ParameterSet, Positions};
use crate::scenario::{Alternative, Observation, Scenario};
use crate::study::{Simulation, StudyError};

/// Between the luck of one world and of the next where an evaluation needs several: more than a study
/// has replications, so that no world serves two evaluations.
pub(super) const NEXT_WORLD: u32 = 100_000;

/// An arm of a scenario and the design with which it is evaluated.
#[derive(Clone, Debug)]
pub struct Programme {
    simulation: Simulation,
    arm: usize,
    alternative: Alternative,
    /// Name of the arm.
    pub arm_name: String,
    /// The design.
    pub design: Observation,
}

/// What one replication offers to an evaluation.
pub(super) struct Offered {
    pub sites: Vec<SiteSeen>,
    pub instrument: Instrument,
    pub draws: Draws,
    pub positions: Positions,
}

impl Programme {
    /// Takes an arm of a scenario.
    ///
    /// # Errors
    /// When the arm has no practice, so that there is nothing to evaluate.
    pub fn new(scenario: &Scenario, arm: usize) -> Result<Programme, StudyError> {
        let chosen = &scenario.arms[arm];
        if chosen.alternative.practices.is_empty() {
            let others = scenario.arms.iter().filter(|arm| !arm.alternative.practices.is_empty());
            let others: Vec<String> = others.map(|arm| format!("\"{}\"", arm.name)).collect();
            let instead = match others.is_empty() {
                true => "add [[practice]]".to_owned(),
                false => format!("take --arm, of which {} has one", others.join(" or ")),
            };
            return Err(StudyError::NothingToObserve { arm: chosen.name.clone(), instead });
        }
        Ok(Programme {
            simulation: Simulation::of_arms(scenario),
            arm,
            alternative: chosen.alternative.clone(),
            arm_name: chosen.name.clone(),
            design: scenario.observation.clone(),
        })
    }

    /// Practices evaluated.
    pub fn sites(&self) -> usize {
        self.design.sites.map_or(self.alternative.practices.len(), |sites| sites as usize)
    }

    /// Names of the practices.
    pub fn practices(&self) -> Vec<String> {
        let practices = self.alternative.practices.iter();
        practices.map(|practice| practice.name.clone()).collect()
    }

    /// The window that the scenario looks at, as a position in [`super::WINDOWS`]: that of its position on
    /// H17, else the first, as was done.
    pub fn window(&self) -> usize {
        let taken = self.alternative.hypotheses.get("H17");
        let window = WINDOWS.iter().position(|window| taken.is_some_and(|t| t == window));
        window.unwrap_or(0)
    }

    /// The reading of no difference (H4) that the scenario takes, if it takes one.
    pub fn reading(&self) -> Option<&str> {
        self.alternative.hypotheses.get("H4").map(String::as_str)
    }

    /// The quantity `observation.implausible`, which is not drawn.
    pub(super) fn implausible(&self) -> f64 {
        let overrides = self.alternative.overrides();
        ParameterSet::central(Evidence::embedded(), &overrides).get("observation.implausible")
    }

    /// Lives the worlds of a replication and hands over what an evaluation could see in them.
    pub(super) fn offered(&self, replication: u32, stop: &AtomicBool) -> Result<Offered, String> {
        let (parameters, positions) = self.simulation.drawn(replication, self.arm);
        let casework = self.simulation.settings(replication, self.arm).casework;
        let mut sites = Vec::with_capacity(self.sites());
        let mut world = 0;
        while sites.len() < self.sites() {
            let wanted = self.sites() - sites.len();
            let mut scene = Scene::new(&self.alternative, &self.design, wanted);
            let luck = replication + world * NEXT_WORLD;
            self.simulation.watched((replication, luck), self.arm, stop, |world| scene.observe(world))?;
            sites.extend(scene.into_seen());
            world += 1;
        }
        Ok(Offered {
            sites,
            instrument: Instrument::new(&parameters, &positions, &casework),
            draws: self.simulation.draws(replication),
            positions,
        })
    }
}
