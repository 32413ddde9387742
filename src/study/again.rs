//! What was lived is not lived again: for who changes a little of a scenario, and asks the same histories anew.
//!
//! ```text
//! a beginning   rests on the plain numbers of the first arm without its practices, on the rule of the remit and on the luck
//! a life        rests on its beginning, on the plain numbers of its arm and on what the arm sets
//! ```
//!
//! A beginning or a life is found again where all that it rests on is the same number by number, however the scenario was
//! changed: what one arm lets the others draw stands among those numbers. An arm that changes during the run rests on more
//! and is lived anew.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use super::beginning::Ground;
use super::experiment::{Experiment, History, Shape};
use super::simulation::{Begun, Simulation};
use crate::indicator::Group;
use crate::model::settings::Settings;
use crate::model::start::Carried;
use crate::scenario::Alternative;

/// Replications that are kept, from the first.
const KEPT: u32 = 64;

/// Lives that are kept of each.
const LIVES: usize = 4;

static NEVER: AtomicBool = AtomicBool::new(false);

/// All that a life rests on besides its beginning.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rests {
    settings: Settings,
    groups: Vec<Group>,
    arm: Alternative,
}

impl Rests {
    /// Whether that is all: what comes during the run is prepared from other arms too.
    pub(crate) fn is_all(&self) -> bool {
        self.arm.later.is_empty()
    }
}

impl Simulation {
    pub(crate) fn rests(&self, begun: &Begun, replication: u32, arm: usize) -> Rests {
        self.rests_of(&begun.carried, replication, arm)
    }

    /// The same of a beginning that need not be made.
    pub(super) fn rests_on(&self, ground: &Ground, replication: u32, arm: usize) -> Rests {
        self.rests_of(&ground.carried(), replication, arm)
    }

    fn rests_of(&self, carried: &[Carried], replication: u32, arm: usize) -> Rests {
        let settings = self.settings_carrying(carried, replication, arm);
        // Positions are felt through the plain numbers alone.
        let arm = Alternative { hypotheses: BTreeMap::new(), ..self.arms_of(replication)[arm].clone() };
        Rests { settings, groups: self.groups_of(&arm), arm }
    }
}

/// A replication that began.
pub(crate) struct Known {
    /// Its number among all that ever began here.
    pub number: u64,
    /// What it began with.
    pub begun: Begun,
    replication: u32,
    ground: Ground,
    /// Whether the scenario as it now is begins so.
    is_sure: bool,
    /// Values, the life asked last at the end.
    lives: Vec<(Rests, Vec<f64>)>,
}

/// Beginnings and lives of the same few replications under scenarios that follow each other.
#[derive(Default)]
pub(crate) struct Again {
    known: Vec<Known>,
    began: u64,
    lived: u64,
    /// A replication that is kept though it is not among the first.
    watched: Option<u32>,
}

impl Again {
    /// The scenario is another.
    pub(crate) fn changed(&mut self) {
        self.known.iter_mut().for_each(|known| known.is_sure = false);
    }

    /// Keeps a replication, and no longer the one watched before.
    pub(crate) fn watch(&mut self, replication: u32) {
        self.watched = Some(replication);
    }

    /// Lives that were lived here.
    pub(crate) fn lived(&self) -> u64 {
        self.lived
    }

    /// A replication as it begins in the scenario as it now is.
    pub(crate) fn begun(&mut self, simulation: &Simulation, replication: u32) -> &mut Known {
        let place = |known: &[Known]| known.iter().position(|known| known.replication == replication);
        let is_known = place(&self.known).is_some_and(|at| {
            let known = &mut self.known[at];
            known.is_sure = known.is_sure || simulation.ground(replication).0 == known.ground;
            known.is_sure
        });
        if !is_known {
            let is_kept = |of: u32| of < KEPT || self.watched == Some(of);
            self.known.retain(|known| known.replication != replication && is_kept(known.replication));
            let (ground, ..) = simulation.ground(replication);
            let (begun, _) = simulation.begun_on(&ground, None);
            self.began += 1;
            let number = self.began;
            self.known.push(Known { number, begun, replication, ground, is_sure: true, lives: Vec::new() });
        }
        let at = place(&self.known).unwrap_or_default();
        &mut self.known[at]
    }

    /// Values of an arm: over the horizon, by `[unit][indicator]`; then by `[paired unit][year][indicator]`, by
    /// `[paired unit][year since the planned opening]` and [`FOLLOWED`](super::FOLLOWED), and its child-years by
    /// `[unit][phase]`.
    ///
    /// # Errors
    /// A sentence on why the life failed.
    pub(crate) fn life(
        &mut self,
        simulation: &Simulation,
        replication: u32,
        arm: usize,
    ) -> Result<Vec<f64>, String> {
        let Known { begun, lives, .. } = self.begun(simulation, replication);
        let rests = simulation.rests(begun, replication, arm);
        let mut is_lived = false;
        if let Some(at) = lives.iter().position(|(of, _)| rests.is_all() && *of == rests) {
            lives[at..].rotate_left(1);
        } else {
            let settings = rests.settings.clone();
            let history = simulation.live_under(settings, begun, (replication, arm), &NEVER)?;
            let first = (lives.len() + 1).saturating_sub(LIVES);
            lives.drain(..first);
            lives.push((rests, values(simulation.shape(), history)));
            is_lived = true;
        }
        let values = lives.last().map(|(_, values)| values.clone()).unwrap_or_default();
        self.lived += u64::from(is_lived);
        Ok(values)
    }
}

fn values(shape: &Shape, history: History) -> Vec<f64> {
    let paired = shape.units.iter().filter(|unit| unit.is_paired()).count() * shape.years.len();
    let mut values = history.horizon;
    values.extend_from_slice(&history.yearly[..paired * shape.indicators.len()]);
    values.extend(history.since_opening);
    values.extend(history.exposure);
    values
}
