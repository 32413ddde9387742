//! Rows of a design in the place of replications: what is not known is given and not drawn, and each row names the luck
//! with which it is lived, so that rows that share a luck differ by what they are given alone.

use std::sync::Arc;

use super::simulation::Simulation;
use super::uncertainty;
use crate::draws::Draws;
use crate::evidence::{Evidence, ParameterSet, Positions};
use crate::scenario::Alternative;

/// What is not known, as numbers in [0, 1].
#[derive(Clone, Debug, PartialEq)]
pub struct Uniforms {
    /// Which row of the posterior holds.
    pub posterior: f64,
    /// By quantity, in the order of the evidence.
    pub quantities: Vec<f64>,
    /// By hypothesis, H1 first.
    pub hypotheses: Vec<f64>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct FutureRow {
    /// The replication whose luck it has.
    pub luck: u32,
    /// What is not known.
    pub known: Uniforms,
    /// The arms in it, where it changes fields of them; else those of the study.
    pub arms: Option<Arc<[Alternative]>>,
}

impl Uniforms {
    fn parameters(&self, arm: &Alternative) -> ParameterSet {
        let given = arm.posterior.as_ref().map_or_else(Vec::new, |posterior| posterior.at(self.posterior));
        let evidence = Evidence::embedded();
        ParameterSet::drawn_with(evidence, &given, &arm.overrides(), |quantity| self.quantities[quantity])
            .without(&arm.switched_off)
    }

    fn positions(&self, arm: &Alternative) -> Positions {
        Positions::drawn(&arm.hypotheses, |hypothesis| self.hypotheses[hypothesis])
    }
}

impl Simulation {
    /// The same, of which replication `k` is row `k` of a design.
    pub fn over(mut self, rows: Vec<FutureRow>) -> Simulation {
        self.rows = Some(rows.into());
        self
    }

    /// The numbers from which a replication of the study draws what is not known.
    pub(crate) fn uniforms(&self, replication: u32) -> Uniforms {
        uncertainty::uniforms(&self.draws(replication))
    }

    fn row(&self, replication: u32) -> Option<&FutureRow> {
        self.rows.as_ref().map(|rows| &rows[replication as usize])
    }

    /// The replication whose luck holds.
    pub(super) fn luck_of(&self, replication: u32) -> u32 {
        self.row(replication).map_or(replication, |row| row.luck)
    }

    /// The arms of a replication.
    pub(super) fn arms_of(&self, replication: u32) -> &[Alternative] {
        let own = self.row(replication).and_then(|row| row.arms.as_deref());
        own.unwrap_or(&self.arms)
    }

    /// The parameter set and positions of an arm.
    pub(super) fn known(
        &self,
        draws: &Draws,
        replication: u32,
        arm: &Alternative,
    ) -> (ParameterSet, Positions) {
        match self.row(replication) {
            Some(row) => (row.known.parameters(arm), row.known.positions(arm)),
            None => (uncertainty::parameters(draws, arm), uncertainty::positions(draws, arm)),
        }
    }
}
