//! Where children live: households of carers and homes that several children share, with the provider and
//! the number (URN) under which each is registered. A fostering service has one number for all its
//! carers, a home its own.

use super::form;
use super::numbers::Numbers;
use super::ordinals;
use super::places;
use swplab_model::draws::{Draws, Name, Purpose};
use swplab_model::history::{ChildHistory, PlacementType};

/// How many houses and agencies the children of an authority live with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Houses {
    households: u32,
    agencies: u32,
    homes: u32,
}

/// A house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct House {
    /// No two houses have the same.
    pub(super) number: u32,
    pub(super) provider: &'static str,
    /// Its number, told where places of its kind are registered.
    pub(super) urn: String,
}

/// Numbers of houses begin here: foster carers, relatives and friends, parents, homes, other places.
const FOSTER: u32 = 0;
const KINSHIP: (u32, u32) = (60_000, 40_000);
const PARENTS: (u32, u32) = (100_000, 20_000);
const HOMES: u32 = 120_000;
const OTHER: u32 = 135_000;
/// Houses to which carers move.
const MOVED: (u32, u32) = (150_000, 30_000);
/// Most homes of a kind, and most households of foster carers.
const MOST: f64 = 15_000.0;

impl Houses {
    /// For the children of an authority who are in care in some month.
    pub(super) fn of(children: &[&ChildHistory], month: f64, numbers: &Numbers) -> Houses {
        let in_care = |kinds: &[PlacementType]| {
            let there = |child: &&&ChildHistory| {
                let open = child.periods.iter().find(|period| {
                    period.began <= month && period.ended.is_none_or(|(ended, _)| ended > month)
                });
                let spells = open.map_or(&[][..], |period| &period.spells);
                let present = spells.iter().rev().find(|spell| spell.began <= month);
                present.is_some_and(|spell| kinds.contains(&spell.placement))
            };
            children.iter().filter(there).count() as f64
        };
        let many = |count: f64, least: f64| count.max(least).min(MOST) as u32;
        let foster = in_care(&[PlacementType::Foster]);
        let homes = [PlacementType::Residential, PlacementType::SemiIndependent, PlacementType::Other];
        let all = foster + in_care(&homes) + in_care(&[PlacementType::Kinship, PlacementType::Parents]);
        Houses {
            households: many(foster * numbers.foster_households, 3.0),
            agencies: many(all * numbers.foster_agencies / 100.0, 2.0),
            homes: many(in_care(&homes) * numbers.homes, 3.0),
        }
    }

    /// The house that a uniform draw chooses, another than `last`.
    pub(super) fn choose(
        &self,
        kind: PlacementType,
        place: &str,
        u: f64,
        last: Option<u32>,
        draws: &Draws,
    ) -> House {
        let (first, many) = match kind {
            PlacementType::Foster => (FOSTER, self.households),
            PlacementType::Kinship | PlacementType::Adoption => KINSHIP,
            PlacementType::Parents => PARENTS,
            PlacementType::Residential => (HOMES, self.homes),
            PlacementType::SemiIndependent | PlacementType::Other => (OTHER, self.homes),
        };
        let pick = (u * f64::from(many)) as u32;
        let number = first + pick;
        let number = if last == Some(number) { first + (pick + 1) % many.max(2) } else { number };
        let (provider, agency) = self.provider(kind, number, draws);
        let provider = places::provider(place).unwrap_or(provider);
        let urn = match kind {
            PlacementType::Parents => String::new(),
            // The authority's own service and each agency.
            PlacementType::Foster | PlacementType::Kinship => format!("9900{agency:03}"),
            PlacementType::Adoption => format!("9901{:03}", number % 10),
            _ => format!("99{:05}", 10_000 + (number - HOMES) % 90_000),
        };
        House { number, provider, urn }
    }

    /// The provider of a house, and which of the fostering services it is: 0 is the authority's own.
    fn provider(&self, kind: PlacementType, number: u32, draws: &Draws) -> (&'static str, u32) {
        let u = draws.block(Purpose::Exported, Name::numbered(number as usize), ordinals::HOUSES);
        let provider = match kind {
            PlacementType::Parents => "PR0",
            PlacementType::Kinship | PlacementType::Adoption => "PR1",
            PlacementType::Foster => form::choose("provider-foster", u[0]),
            _ => form::choose("provider-home", u[0]),
        };
        // A few agencies have most of the children.
        let agency = 1 + (u[1] * u[1] * f64::from(self.agencies)) as u32;
        (provider, if provider == "PR1" { 0 } else { agency.min(998) })
    }
}

/// Where the carers of a house live after so many moves with the child: a house of its own.
pub(super) fn after_moves(number: u32, moves: u32) -> u32 {
    let (first, many) = MOVED;
    if moves == 0 { number } else { first + (number.wrapping_mul(31) + moves) % many }
}
