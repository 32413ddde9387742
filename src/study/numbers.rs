//! The model's plain numbers of an alternative in a replication: from what the replication drew.

use super::course;
use super::prepare;
use super::simulation::Simulation;
use super::uncertainty;
use crate::draws::Draws;
use crate::evidence::{Evidence, Key, ParameterSet, Positions};
use crate::model::settings::Settings;
use crate::model::start::Carried;
use crate::scenario::Alternative;

impl Simulation {
    /// The model's plain numbers of an arm, with what a replication drew.
    pub fn settings(&self, replication: u32, arm: usize) -> Settings {
        self.settings_of(&self.arms[arm], replication)
    }

    /// The same of an alternative.
    pub(super) fn settings_of(&self, alternative: &Alternative, replication: u32) -> Settings {
        let parameters = uncertainty::parameters(&self.draws(replication), alternative);
        self.settings_with(&parameters, replication, alternative)
    }

    /// The same with every quantity at its central value; positions stay those of the replication.
    pub fn central_settings(&self, replication: u32, arm: usize) -> Settings {
        let overrides = self.arms[arm].overrides();
        let parameters = ParameterSet::central(Evidence::embedded(), &overrides);
        self.settings_with(&parameters, replication, &self.arms[arm])
    }

    fn settings_with(
        &self,
        parameters: &ParameterSet,
        replication: u32,
        alternative: &Alternative,
    ) -> Settings {
        let draws = self.draws(replication);
        let positions = uncertainty::positions(&draws, alternative);
        self.prepared(&draws, (&self.arms, alternative), parameters, &positions, None)
    }

    /// The model's plain numbers of the first arm where some values are given, the rest as drawn.
    pub(crate) fn settings_given(&self, given: &[(Key, f64)], replication: u32) -> Settings {
        let draws = self.draws(replication);
        let parameters = uncertainty::parameters_given(&draws, &self.arms[0], given);
        self.settings_with(&parameters, replication, &self.arms[0])
    }

    /// The model's plain numbers of an alternative, with the authorities' levels that were drawn.
    pub(super) fn prepared(
        &self,
        draws: &Draws,
        (all, alternative): (&[Alternative], &Alternative),
        parameters: &ParameterSet,
        positions: &Positions,
        known: Option<&[Carried]>,
    ) -> Settings {
        let levels = uncertainty::levels(draws, alternative.authorities.len());
        prepare::settings(
            alternative,
            (&course::reachable(all), known),
            (draws, &levels),
            parameters,
            positions,
            (self.first_year, self.months),
        )
    }

    /// The parameter set and positions that an arm has in a replication.
    pub(crate) fn drawn(&self, replication: u32, arm: usize) -> (ParameterSet, Positions) {
        let draws = self.draws(replication);
        (uncertainty::parameters(&draws, &self.arms[arm]), uncertainty::positions(&draws, &self.arms[arm]))
    }

    /// Draws of a replication.
    pub(crate) fn draws(&self, replication: u32) -> Draws {
        Draws::new(self.seed, self.luck_of(replication)).of_places(&self.luck)
    }
}
