//! The beginning of a replication: the world of the first day and the list of the remit, which its arms share.

use std::ops::Range;

use super::experiment::Beginning;
use super::life::Life;
use super::parts;
use super::remit::{Remit, Rule};
use super::simulation::{Begun, Simulation, entries};
use super::trunk::Trunks;
use crate::draws::Draws;
use crate::evidence::{Evidence, ParameterSet, Positions};
use crate::indicator::Group;
use crate::model::settings::Settings;
use crate::model::start::{self, Carried};
use crate::model::world::{ELIGIBLE, SERVED, World};
use crate::scenario::Alternative;

/// All that the first day of a replication and the list of its remit rest on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ground {
    /// Of the first arm, without its practices: on the first day they serve nobody, and the list is made without them.
    settings: Settings,
    /// How the places of the remit are filled; none without a service.
    rules: Vec<Rule>,
    draws: Draws,
    luck: Vec<u16>,
    parts: Vec<Range<usize>>,
}

impl Ground {
    /// What carries each authority's stock in it.
    pub(super) fn carried(&self) -> Vec<Carried> {
        self.settings.authorities.iter().map(Carried::of).collect()
    }
}

impl Simulation {
    /// A replication whose arms are all lived from the first day on, also where they do not differ at first.
    pub fn begin_apart(&self, replication: u32) -> Beginning<Begun> {
        self.listed(replication, None).0
    }

    /// The beginning of a replication, and the life of the arm `plain`, if there is one, of which the list of the remit is
    /// made; else it is made in a life of its own.
    pub(super) fn listed(
        &self,
        replication: u32,
        plain: Option<usize>,
    ) -> (Beginning<Begun>, Option<(usize, Life)>) {
        let (ground, parameters, positions) = self.ground(replication);
        let (begun, life) = self.begun_on(&ground, plain.map(|arm| &self.arms_of(replication)[arm]));
        let children = |group: Group| match group {
            Group::Remit => f64::from(begun.remit.children),
            _ => begun.parts.iter().map(|part| count(part, group)).sum(),
        };
        let (parameters, positions) = self.columns(&parameters, &positions);
        let beginning = Beginning {
            parameters,
            positions,
            children: self.groups.iter().map(|&group| children(group)).collect(),
            world: begun,
        };
        (beginning, plain.zip(life))
    }

    /// What a replication draws, in the order of the shape: the value of each quantity, the position on each hypothesis.
    pub(crate) fn drawn_columns(&self, replication: u32) -> (Vec<f64>, Vec<String>) {
        let (parameters, positions) =
            self.known(&self.draws(replication), replication, &self.arms_of(replication)[0]);
        self.columns(&parameters, &positions)
    }

    fn columns(&self, parameters: &ParameterSet, positions: &Positions) -> (Vec<f64>, Vec<String>) {
        let quantities = Evidence::embedded().quantities().iter().zip(parameters.values());
        let values = quantities.filter(|(quantity, _)| quantity.is_of_studies()).map(|(_, value)| *value);
        (
            values.chain(entries(&self.arms).map(|key| parameters.at(key))).collect(),
            positions.names().iter().map(|(_, name)| (*name).to_owned()).collect(),
        )
    }

    /// What a replication begins on, with its parameter set and positions.
    pub(super) fn ground(&self, replication: u32) -> (Ground, ParameterSet, Positions) {
        let draws = self.draws(replication);
        let arms = self.arms_of(replication);
        let (parameters, positions) = self.known(&draws, replication, &arms[0]);
        let settings = self.prepared(&draws, (arms, &arms[0]), &parameters, &positions, None);
        let rules = self.services().map(|(practice, at)| Rule::of(practice, at, &settings)).collect();
        let settings = Settings { practices: Vec::new(), ..settings };
        let ground = Ground { settings, rules, draws, luck: self.luck.clone(), parts: self.parts.clone() };
        (ground, parameters, positions)
    }

    /// The first world of each part and the list of the remit. The life of the arm `plain`, if there is one, comes with it.
    pub(super) fn begun_on(&self, ground: &Ground, plain: Option<&Alternative>) -> (Begun, Option<Life>) {
        let Ground { settings, rules, draws, luck, parts } = ground;
        let carried = ground.carried();
        let (mut remit, mut life) = (Remit::none(), None);
        let first_world = |part: &Range<usize>| {
            let (settings, draws) = (parts::settings(settings, part), draws.of_places(&luck[part.clone()]));
            let first = start::staffed(start::children(&settings, &draws), &settings, &draws);
            // With a service there is one part only.
            if !rules.is_empty() {
                match plain {
                    Some(arm) => {
                        let (list, lived) = self.list_of_arm(&first, (arm, settings), &draws, rules);
                        (remit, life) = (list, Some(lived));
                    }
                    None => remit = self.list_apart(&first, settings, &draws, rules),
                }
            }
            first
        };
        let worlds: Vec<World> = parts.iter().map(first_world).collect();
        (Begun { parts: worlds, carried, remit, trunks: Trunks::default() }, life)
    }
}

fn count(world: &World, group: Group) -> f64 {
    let of = |bit: u8| world.children.state.iter().filter(|state| state.cohorts & bit != 0).count() as f64;
    match group {
        Group::Whole => world.children.count() as f64,
        Group::Served => of(SERVED),
        Group::Eligible => of(ELIGIBLE),
        Group::InHouse => world.children.count() as f64,
        Group::Remit | Group::Provider(_) => f64::NAN,
    }
}
