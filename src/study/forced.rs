//! Two arms of a study under each position on an open question: what a position does not touch is not lived again.
//!
//! ```text
//! a beginning   is the study's own where its ground is, and is made once for positions whose grounds are alike
//! a life        is the study's own where it rests on the same numbers, and is lived once for positions that let it rest
//!               on the same
//! ```
//!
//! What ground and life rest on is compared number by number, as in [`again`](super::again). All arms of the study are under
//! the position, so that what one arm lets the others draw is as in the study; two of them are lived.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::again::Rests;
use super::beginning::Ground;
use super::experiment::{Beginning, Experiment, History, Shape};
use super::results::{ArmId, Results, UnitId};
use super::simulation::{Begun, Simulation};
use crate::indicator::Indicator;
use crate::scenario::Scenario;

/// Own beginnings of a study that are kept at most, and children in them together.
const KEPT: [f64; 2] = [64.0, 200_000.0];

/// A study whose arms are forced into positions.
pub(crate) struct Forcing<'a> {
    results: &'a Results,
    scenario: &'a Scenario,
    simulation: Simulation,
    /// The pair, by position among the arms.
    pair: [usize; 2],
    figure: (UnitId, &'static Indicator),
    /// How many own beginnings are kept, from the first, and these.
    keeps: u32,
    kept: Mutex<BTreeMap<u32, Arc<Begun>>>,
}

impl<'a> Forcing<'a> {
    /// `figure` of the arms `pair` of a study that has been lived.
    pub(crate) fn new(
        scenario: &'a Scenario,
        results: &'a Results,
        pair: [usize; 2],
        figure: (UnitId, &'static Indicator),
    ) -> Forcing<'a> {
        let simulation = Simulation::of_arms(scenario);
        let keeps = KEPT[0].min(KEPT[1] / simulation.children_at_start().max(1.0)) as u32;
        Forcing { results, scenario, simulation, pair, figure, keeps, kept: Mutex::default() }
    }

    /// How many of so many replications keep their own beginning, which counts as lived once for all questions.
    pub(crate) fn keeps(&self, replications: u32) -> u32 {
        self.keeps.min(replications)
    }

    /// The pair under each position on a question.
    pub(crate) fn under(&self, hypothesis: &str, positions: &[&str]) -> Forced<'_> {
        let forced = |position: &&str| {
            let mut arms = self.scenario.arms.clone();
            for arm in &mut arms {
                let (hypothesis, position) = (hypothesis.to_owned(), (*position).to_owned());
                arm.alternative.set_throughout(|held| {
                    held.hypotheses.insert(hypothesis.clone(), position.clone());
                });
            }
            Simulation::of_cells(self.scenario, &arms)
        };
        let shape = self.simulation.shape();
        let shape = Shape {
            arms: positions.iter().flat_map(|one| self.pair.map(|arm| format!("{one}: {arm}"))).collect(),
            units: vec![shape.units[self.figure.0.0].clone()],
            authorities: Vec::new(),
            kept_by_authority: (0, 0),
            places: Vec::new(),
            years: Vec::new(),
            indicators: vec![*self.figure.1],
            quantities: Vec::new(),
            hypotheses: Vec::new(),
        };
        Forced { of: self, positions: positions.iter().map(forced).collect(), shape }
    }

    /// The study's own beginning of a replication, kept where that is among the first.
    fn own(&self, replication: u32, ground: &Ground) -> Arc<Begun> {
        let begin = || Arc::new(self.simulation.begun_on(ground, None).0);
        if replication >= self.keeps {
            return begin();
        }
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(begun) = kept().get(&replication) {
            return Arc::clone(begun);
        }
        let begun = begin();
        kept().insert(replication, Arc::clone(&begun));
        begun
    }
}

/// The pair under each position, an experiment whose arms are the pairs in the order of the positions. A history has one
/// value; the months of a beginning that had to be made count to the first life that is lived on it.
pub(crate) struct Forced<'a> {
    of: &'a Forcing<'a>,
    positions: Vec<Simulation>,
    shape: Shape,
}

/// What a life is.
enum Cell {
    /// The study's own.
    OfStudy,
    /// The same as another, by position among the arms.
    As(usize),
    /// Lived, with so many lives of a beginning before it.
    Lived(f64),
}

/// The beginnings of one replication.
pub(crate) struct Grounds {
    /// By position; none where nothing is lived.
    begun: Vec<Option<Begun>>,
    cells: Vec<Cell>,
    lived: Vec<OnceLock<Result<History, String>>>,
}

impl Forced<'_> {
    /// The position and the arm of a pair's life.
    fn at(&self, cell: usize) -> (usize, usize) {
        (cell / 2, self.of.pair[cell % 2])
    }

    /// What each life of a replication is, given on what ground each position begins and which ground is the study's.
    fn cells(&self, replication: u32, (own, grounds): (&Ground, &[Ground])) -> Vec<Cell> {
        let of_study = self.of.pair.map(|arm| self.of.simulation.rests_on(own, replication, arm));
        let mut rests: Vec<Rests> = Vec::new();
        let mut cells = Vec::new();
        for cell in 0..self.shape.arms.len() {
            let (position, arm) = self.at(cell);
            let own_rests = self.positions[position].rests_on(&grounds[position], replication, arm);
            let alike = |other: &usize| {
                other % 2 == cell % 2 && grounds[other / 2] == grounds[position] && rests[*other] == own_rests
            };
            cells.push(match own_rests.is_all() {
                true if grounds[position] == *own && own_rests == of_study[cell % 2] => Cell::OfStudy,
                true => (0..cell).find(alike).map_or(Cell::Lived(0.0), Cell::As),
                false => Cell::Lived(0.0),
            });
            rests.push(own_rests);
        }
        cells
    }

    fn live_anew(
        &self,
        begun: &Grounds,
        (replication, cell): (u32, usize),
        stop: &AtomicBool,
    ) -> Result<History, String> {
        let (position, arm) = self.at(cell);
        let beginning = begun.begun[position].as_ref().ok_or("a life begins")?;
        let simulation = &self.positions[position];
        let settings = simulation.settings_in(beginning, replication, arm);
        let whole = simulation.live_under(settings, beginning, (replication, arm), stop)?;
        let shape = simulation.shape();
        let column = shape.indicators.iter().position(|known| known == self.of.figure.1);
        let place = self.of.figure.0.0 * shape.indicators.len() + column.ok_or("an indicator is measured")?;
        Ok(History {
            horizon: vec![whole.horizon[place]],
            child_months: whole.child_months,
            lived_child_months: whole.lived_child_months,
            ..History::default()
        })
    }
}

impl Experiment for Forced<'_> {
    type World = Grounds;

    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn identity(&self) -> Option<[u8; 16]> {
        let mut told = blake3::Hasher::new();
        for simulation in &self.positions {
            told.update(&simulation.identity()?);
        }
        let (unit, indicator) = self.of.figure;
        told.update(format!("{:?} {} {}", self.of.pair, unit.0, indicator.id).as_bytes());
        told.finalize().as_bytes()[..16].try_into().ok()
    }

    fn begin(&self, replication: u32) -> Result<Beginning<Grounds>, String> {
        let own = self.of.simulation.ground(replication).0;
        let grounds: Vec<Ground> = self.positions.iter().map(|one| one.ground(replication).0).collect();
        let mut cells = self.cells(replication, (&own, &grounds));
        let mut begun: Vec<Option<Begun>> = vec![None; grounds.len()];
        for position in 0..grounds.len() {
            let pair = [2 * position, 2 * position + 1];
            let lived: Vec<usize> =
                pair.into_iter().filter(|cell| matches!(cells[*cell], Cell::Lived(_))).collect();
            let Some(&first) = lived.first() else { continue };
            let simulation = &self.positions[position];
            let asked: Vec<usize> = lived.iter().map(|cell| self.at(*cell).1).collect();
            let plain = simulation.plain_arm(replication).filter(|arm| asked.contains(arm));
            let earlier = (0..position).find(|other| grounds[*other] == grounds[position]);
            let (mut beginning, life, lives) = if grounds[position] == own {
                let is_kept = replication < self.of.keeps;
                (Begun::clone(&self.of.own(replication, &own)), None, if is_kept { 0.0 } else { 2.0 })
            } else if let Some(earlier) = earlier.and_then(|other| begun[other].clone()) {
                (earlier, None, 0.0)
            } else {
                let alternative = plain.map(|arm| &simulation.arms_of(replication)[arm]);
                let (beginning, life) = simulation.begun_on(&grounds[position], alternative);
                let lives = if life.is_some() { 1.0 } else { 2.0 };
                (beginning, life, lives)
            };
            beginning.trunks = simulation.trunks_of(&beginning, replication, &asked);
            if let Some((arm, life)) = plain.zip(life) {
                beginning.trunks.keep(arm, life);
            }
            cells[first] = Cell::Lived(lives);
            begun[position] = Some(beginning);
        }
        let lived = cells.iter().map(|_| OnceLock::new()).collect();
        let world = Grounds { begun, cells, lived };
        Ok(Beginning { world, parameters: Vec::new(), positions: Vec::new(), children: vec![f64::NAN] })
    }

    fn live(
        &self,
        beginning: &Beginning<Grounds>,
        replication: u32,
        arm: usize,
        stop: &AtomicBool,
    ) -> Result<History, String> {
        let grounds = &beginning.world;
        let of = |cell: usize| {
            let lived =
                grounds.lived[cell].get_or_init(|| self.live_anew(grounds, (replication, cell), stop));
            lived.clone()
        };
        match grounds.cells[arm] {
            Cell::OfStudy => {
                let (unit, indicator) = self.of.figure;
                let arm = ArmId(self.at(arm).1);
                let value = self.of.results.value(arm, replication as usize, unit, indicator);
                Ok(History { horizon: vec![value], ..History::default() })
            }
            Cell::As(other) => Ok(History { lived_child_months: 0, ..of(other)? }),
            Cell::Lived(lives) => {
                let history = of(arm)?;
                let before = (lives * history.child_months as f64) as u64;
                Ok(History { lived_child_months: history.lived_child_months + before, ..history })
            }
        }
    }
}
