//! Numbers that belong to one authority or one practice.

use std::sync::Arc;

use super::unaccompanied::Stream;
use crate::arrangement::{Authority, InHouse, Practice};
use crate::evidence::{LEVELS, Level, ServiceModel};
use crate::terms::{AGES, TYPES};

/// How far a provider is arranged as a small practice is, and what a practice's usual ways add to an ordinary
/// authority's (see `process/ways.rs`).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Arranged {
    /// Share of what makes a small practice that it has: caseload, remit, structure.
    pub likeness: f64,
    /// A practice's usual ways less an ordinary authority's, where the scenario writes none.
    pub ways: ServiceModel,
}

/// An authority as one replication has it: what the scenario sets, and what quantities and draws make of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalAuthority {
    /// Its published figures, the unaccompanied children taken off, and its circumstances.
    pub authority: Authority,
    /// The unaccompanied children, where they are told apart.
    pub unaccompanied: Option<Stream>,
    /// Its own teams, as the scenario sets them.
    pub in_house: InHouse,
    /// Children looked after at the start by placement type (kinship split off by the quantity).
    pub by_type: [f64; TYPES],
    /// Weights of the first placement's type by age band.
    pub first_types: [[f64; TYPES]; AGES],
    /// Factors on the pattern of next placements that carry the stock of the first day.
    pub next_types: [f64; TYPES],
    /// Whether they do so within their range; else the stock by placement changes in the first years.
    pub stock_is_carried: bool,
    /// Periods of care that begin in a month, before what multiplies them.
    pub periods: f64,
    /// What multiplies them: the scenario's factor and the level of entries.
    pub arrivals: f64,
    /// Share of them by which children come back.
    pub returning: f64,
    /// First entries into care per month.
    pub entries: f64,
    /// The highest rate of entries that any arm allows: candidates are drawn at it.
    pub entries_ceiling: f64,
    /// The same by age band, as shares of it: 1 unless an arm scales the entries of one band alone.
    pub ceiling_by_band: [f64; AGES],
    /// Factor on exits (the authority's own rate of leaving against the nation's).
    pub exits_factor: f64,
    /// Shares of first entries by age band where they are the authority's own, not the nation's.
    pub first_ages: Option<[f64; AGES]>,
    /// Authorities of the same region, which take workers from it and it from them.
    pub neighbours: Vec<usize>,
    /// Its own levels as drawn for the replication, in the order of [`Level::ALL`]; 1 is ordinary.
    pub levels: [f64; LEVELS],
    /// The same for each year of the study where they move from year to year; empty where they stay.
    pub yearly: Arc<[[f64; LEVELS]]>,
    /// Cases per case holder for which posts are provided.
    pub caseload: f64,
    /// Service model of its own teams.
    pub service_model: ServiceModel,
    /// The same as things stood on the first day: that of the first arm.
    pub service_model_at_start: ServiceModel,
    /// How far its own teams are arranged as a small practice is.
    pub arranged: Arranged,
    /// The same as things stood on the first day.
    pub arranged_at_start: Arranged,
}

impl LocalAuthority {
    /// Takes those levels of a year that are `of` the kind that begins, first entries with them.
    pub fn begin_year(&mut self, year: usize, of: impl Fn(Level) -> bool) {
        let Some(levels) = self.yearly.get(year) else {
            return;
        };
        for level in Level::ALL.into_iter().filter(|level| of(*level)) {
            let at = level as usize;
            if level == Level::Entries {
                self.entries *= levels[at] / self.levels[at];
            }
            self.levels[at] = levels[at];
        }
    }

    /// Its own level of a rate.
    #[inline]
    pub fn level(&self, level: Level) -> f64 {
        self.levels[level as usize]
    }

    /// Its levels of the risks of a period of care: home, guardianship, other exit, match, change of status.
    #[inline]
    pub fn of_exits(&self) -> [f64; 5] {
        let all = self.level(Level::Exits);
        let of = |route: Level| all * self.level(route);
        [of(Level::Home), of(Level::Guardianship), of(Level::OtherExits), of(Level::Adoption), 1.0]
    }

    /// Share of vacancies for which agency cover is sought, at its own odds.
    pub fn cover_share(&self, share: f64) -> f64 {
        let odds = self.level(Level::Cover);
        share * odds / (1.0 - share + share * odds)
    }
}

/// A practice as one replication has it: what the scenario sets, and what quantities and positions make of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeTerms {
    /// The practice and its contract, with the staff that it has in this replication.
    pub practice: Practice,
    /// Share of new eligible children who are referred to it while it has room.
    pub referral: f64,
    /// How far easier clients come to it: 0 not at all (H18 selection × its specialism).
    pub selects: f64,
    /// Service model.
    pub service_model: ServiceModel,
    /// Whether the scenario says who holds its placement budget.
    pub holder_is_named: bool,
    /// How far the needy are served first: `need.selection` × high need.
    pub need: f64,
    /// Skill of the buyer's commissioners beyond that of an ordinary authority.
    pub commissioning_skill: f64,
    /// How far it is arranged as a small practice is.
    pub arranged: Arranged,
}

/// The cohorts, fixed at the start and the same in all arms.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohorts {
    /// Authority of the practice.
    pub authority: usize,
    /// Young people whom the practice first serves, care leavers included.
    pub size: f64,
    /// Of these, the share of care leavers.
    pub leavers_share: f64,
    /// Youngest age, months.
    pub min_age: f64,
    /// How far easier clients belong to it: see [`PracticeTerms::selects`].
    pub selects: f64,
    /// How far the needy are served first: `need.selection` × high need.
    pub need: f64,
    /// Posts of the team that holds their cases at the start.
    pub posts: u32,
}

#[cfg(test)]
impl PracticeTerms {
    /// A practice of the usual kind with the service model of an ordinary one, under a contract of 3 years.
    pub fn usual() -> PracticeTerms {
        let parameters = crate::evidence::ParameterSet::central(
            crate::evidence::Evidence::embedded(),
            &Default::default(),
        );
        let positions = crate::evidence::Positions::drawn(&Default::default(), |_| 0.0);
        let ordinary = super::CommissioningSettings::new(&parameters, &positions, 2011).usual;
        let contract = crate::arrangement::Contract::usual();
        let practice = Practice {
            size: 148,
            social_workers: 6.0,
            personal_advisers: 5.0,
            other_staff: 4.0,
            ..Practice::usual(Vec::new(), contract)
        };
        PracticeTerms {
            practice,
            referral: 1.0,
            selects: 0.0,
            service_model: ordinary,
            holder_is_named: false,
            need: 0.0,
            commissioning_skill: 0.0,
            arranged: Arranged { likeness: 1.0, ..Arranged::default() },
        }
    }
}
