//! Levels: how one authority's own rates stand against what the model's quantities give for children and
//! workers like its own.
//!
//! A level is a factor on a rate, lognormal with the median and the standard deviation of the logarithm that
//! the authority's profile gives, drawn once for a replication: entries; home, guardianship, other exits,
//! adoption (matches); moves; disruptions; hand-overs (re-allocation and moves inside the employer); leaving;
//! vacancy (months for which a post stays vacant, held or recruited to); cover (odds of cover being sought);
//! caseload (of `in-house.caseload`). Without a profile that says otherwise it is 1. Levels of workers hold
//! for all employers in the authority. Nothing is published by authority from which the levels of disruptions
//! and hand-overs could be taken: they differ between authorities (`local.disruptions`, `local.hand-overs`)
//! and stay.

use serde::{Serialize, Serializer};

/// A rate of which an authority may have a level of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// First entries into care.
    Entries = 0,
    /// Going home.
    Home = 1,
    /// Special guardianship.
    Guardianship = 2,
    /// Other exits before the 18th birthday.
    OtherExits = 3,
    /// Match for adoption.
    Adoption = 4,
    /// Moves for other reasons than disruption.
    Moves = 5,
    /// Disruptions.
    Disruptions = 6,
    /// Cases re-allocated inside the team, and case holders who move inside the employer.
    HandOvers = 7,
    /// Case holders who leave the employer.
    Leaving = 8,
    /// Months for which a vacant post stays so.
    Vacancy = 9,
    /// Odds that agency cover is sought for a vacancy.
    Cover = 10,
    /// Cases per case holder for which posts are provided.
    Caseload = 11,
    /// All exits before the 18th birthday together, beside the levels of their routes.
    Exits = 12,
    /// Agency workers in no vacant post.
    Beyond = 13,
}

/// Number of levels.
pub const LEVELS: usize = 14;

impl Level {
    /// All levels, in order.
    pub const ALL: [Level; LEVELS] = [
        Level::Entries,
        Level::Home,
        Level::Guardianship,
        Level::OtherExits,
        Level::Adoption,
        Level::Moves,
        Level::Disruptions,
        Level::HandOvers,
        Level::Leaving,
        Level::Vacancy,
        Level::Cover,
        Level::Caseload,
        Level::Exits,
        Level::Beyond,
    ];

    /// Whether its year is the workforce's, which ends on 30 September.
    pub fn is_of_workers(self) -> bool {
        matches!(self, Level::Leaving | Level::Vacancy | Level::Cover)
    }

    /// The key in a profile.
    pub fn key(self) -> &'static str {
        match self {
            Level::Entries => "entries",
            Level::Home => "home",
            Level::Guardianship => "guardianship",
            Level::OtherExits => "other_exits",
            Level::Adoption => "adoption",
            Level::Moves => "moves",
            Level::Disruptions => "disruptions",
            Level::HandOvers => "hand_overs",
            Level::Leaving => "leaving",
            Level::Vacancy => "vacancy",
            Level::Cover => "cover",
            Level::Caseload => "caseload",
            Level::Exits => "exits",
            Level::Beyond => "beyond",
        }
    }

    /// What it is, in words.
    pub fn title(self) -> &'static str {
        match self {
            Level::Entries => "First entries into care",
            Level::Home => "Going home",
            Level::Guardianship => "Special guardianship",
            Level::OtherExits => "Other exits before the 18th birthday",
            Level::Adoption => "Matches for adoption",
            Level::Moves => "Moves other than disruptions",
            Level::Disruptions => "Disruptions",
            Level::HandOvers => "Cases re-allocated, and case holders who move inside the employer",
            Level::Leaving => "Case holders who leave",
            Level::Vacancy => "Months for which a vacant post stays so",
            Level::Cover => "Odds that agency cover is sought",
            Level::Caseload => "Cases per case holder provided for",
            Level::Exits => "Exits before the 18th birthday, all routes",
            Level::Beyond => "Agency workers in no vacant post",
        }
    }

    /// The level of a key.
    pub fn of_key(key: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.key() == key)
    }
}

/// A factor on the model's own rate, lognormal: its median, and the standard deviation of its
/// logarithm, 0 where it is taken as known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelFactor {
    /// Median.
    pub factor: f64,
    /// Standard deviation of the logarithm.
    pub log_sd: f64,
}

impl Serialize for LevelFactor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let LevelFactor { factor, log_sd } = self;
        (factor, log_sd).serialize(serializer)
    }
}

impl LevelFactor {
    /// The model's own rate.
    pub const ONE: LevelFactor = LevelFactor { factor: 1.0, log_sd: 0.0 };

    /// The factor at a standard normal number.
    pub fn at(self, normal: f64) -> f64 {
        if self.log_sd > 0.0 { self.factor * libm::exp(self.log_sd * normal) } else { self.factor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_stands_at_its_number_under_its_key() {
        for (number, level) in Level::ALL.into_iter().enumerate() {
            assert_eq!(level as usize, number);
            assert_eq!(Level::of_key(level.key()), Some(level));
            assert!(!level.title().is_empty());
        }
        assert_eq!(Level::of_key("leavers"), None);
    }

    #[test]
    fn a_factor_is_its_median_and_spreads_by_its_logarithm() {
        let level = LevelFactor { factor: 1.5, log_sd: 0.2 };
        assert_eq!(level.at(0.0), 1.5);
        assert!((level.at(1.0) / 1.5 - libm::exp(0.2)).abs() < 1e-12);
        assert_eq!(LevelFactor::ONE.at(3.0), 1.0);
    }
}
