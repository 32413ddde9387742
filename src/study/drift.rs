//! Drift of levels: how authorities' own rates move from year to year.
//!
//! ```text
//! next year's a = m + φ (a - m) + s √(1 - φ²) z,  m = -s² ÷ 2    a: logarithm of a level less the nation's
//! of flows      : m such that the mean of exp(a) stays 1         a: logarithm of a level less the authority's own
//! level         = exp(a + a part of the year's own + sum of the nation's yearly changes), each part of mean 1
//! ```
//!
//! The levels of entries, exits, moves, leaving, vacancy and cover move, where they are not taken as known (a
//! standard deviation above 0). φ is the persistence, s the spread between authorities, which so stays what
//! it is, z standard normal; the nation's changes are shared by all authorities. Entries and exits stand against
//! the authority's own flows: they move about these, not towards the nation's. The first four bands of
//! `local.entries`, `local.exits`, `local.moves`, `local.leaving`, `local.vacancy` and `local.cover` are spread,
//! persistence, yearly, nation. Levels of children are measured over the year that ends when a study begins
//! and have moved once by its first year; those of workers are measured on 30 September of the first year,
//! and their year ends on that day.

use crate::draws::{Draws, Name, Purpose, normal};
use crate::evidence::{LEVELS, Level, LevelFactor, ParameterSet};

/// Levels that move, their quantity, and years from the measurement to the first year of a study: those
/// of children are measured over the year that ends when a study begins, those of workers on the
/// 30 September after.
const MOVING: [(Level, &str, u32); 6] = [
    (Level::Entries, "local.entries", 1),
    (Level::Exits, "local.exits", 1),
    (Level::Moves, "local.moves", 1),
    (Level::Leaving, "local.leaving", 0),
    (Level::Vacancy, "local.vacancy", 0),
    (Level::Cover, "local.cover", 0),
];

/// Whether a level stands against the authority's own published flows, not against the nation's rate.
fn is_of_flows(level: Level) -> bool {
    matches!(level, Level::Entries | Level::Exits)
}

/// The drawn levels of an authority year by year; empty where none of them moves.
pub(super) fn yearly(
    authority: usize,
    own: &[LevelFactor; LEVELS],
    drawn: &[f64; LEVELS],
    draws: &Draws,
    p: &ParameterSet,
    years: u32,
) -> Vec<[f64; LEVELS]> {
    if own.iter().all(|level| level.log_sd == 0.0) {
        return Vec::new();
    }
    let mut yearly = vec![*drawn; years as usize];
    for (level, id, first) in MOVING {
        let at = level as usize;
        if own[at].log_sd == 0.0 {
            continue;
        }
        let bands = p.table(id);
        let (spread, persistence, of_year, of_nation) = (bands[0], bands[1], bands[2], bands[3]);
        let push = spread * (1.0 - persistence * persistence).max(0.0).sqrt();
        let mut variance = own[at].log_sd * own[at].log_sd;
        let (mut apart, mut nation) = (libm::log(drawn[at]), 0.0);
        for (year, levels) in yearly.iter_mut().enumerate() {
            let name = Name::authority(authority, level as u32);
            let [z, own_year, ..] = draws.block(Purpose::LevelOfYear, name, year as u32);
            if year > 0 || first > 0 {
                let before = variance;
                variance = persistence * persistence * before + push * push;
                // Against its own flows a level keeps its mean: what is left of -v ÷ 2 is made -v ÷ 2 of the year.
                let centre = match is_of_flows(level) {
                    true => (persistence * before - variance) / 2.0,
                    false => -spread * spread / 2.0 * (1.0 - persistence),
                };
                apart = centre + persistence * apart + push * normal(z);
                let shared = Name::numbered(level as usize);
                let shared = draws.uniform(Purpose::NationOfYear, shared, year as u32);
                nation += of_nation * normal(shared) - of_nation * of_nation / 2.0;
            }
            let own_year = of_year * normal(own_year) - of_year * of_year / 2.0;
            levels[at] = libm::exp(apart + nation + own_year);
        }
    }
    yearly
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::evidence::Evidence;
    use crate::scenario::{Document, ProfileFiles};
    use crate::study::Simulation;

    fn logs(level: Level, start: f64, year: usize, authorities: usize) -> Vec<f64> {
        let p = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let own = [LevelFactor { factor: start, log_sd: 0.1 }; LEVELS];
        // One replication for each, so that the nation's moves are apart too.
        let of = |k: usize| {
            let draws = Draws::new(5, k as u32);
            yearly(k, &own, &[start; LEVELS], &draws, &p, year as u32 + 1)[year][level as usize]
        };
        (0..authorities).map(of).map(libm::log).collect()
    }

    fn moments(values: &[f64]) -> (f64, f64) {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares = values.iter().map(|value| (value - mean) * (value - mean));
        (mean, squares.sum::<f64>() / (n - 1.0))
    }

    #[test]
    fn what_stands_against_its_own_flows_has_them_on_average_in_every_year() {
        let p = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let authorities = 20_000;
        for (level, id) in [(Level::Entries, "local.entries"), (Level::Exits, "local.exits")] {
            let of_year = p.table(id)[2];
            let own = LevelFactor { factor: libm::exp(-of_year * of_year / 2.0), log_sd: of_year };
            for year in [0, 9] {
                let level_of = |k: usize| {
                    let draws = Draws::new(6, k as u32);
                    let z = normal(draws.uniform(Purpose::Level, Name::numbered(level as usize), 0));
                    let drawn = [own.at(z); LEVELS];
                    yearly(k, &[own; LEVELS], &drawn, &draws, &p, year + 1)[year as usize][level as usize]
                };
                let (mean, variance) = moments(&(0..authorities).map(level_of).collect::<Vec<_>>());
                let error = (variance / f64::from(authorities as u32)).sqrt();
                assert!((mean - 1.0).abs() < 4.0 * error, "{id} after {year}: {mean} ± {error}");
            }
        }
    }

    #[test]
    fn a_level_goes_back_to_the_nation_and_keeps_the_spread_between_authorities() {
        let p = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        for (level, id, first) in MOVING.into_iter().filter(|(level, ..)| !is_of_flows(*level)) {
            let bands = p.table(id);
            let (s, phi, year, nation) = (bands[0], bands[1], bands[2], bands[3]);
            let steps = f64::from(2 + first);
            let (mean, variance) = moments(&logs(level, 1.5, 2, 4_000));
            let left = libm::pow(phi, steps);
            let centre = -s * s / 2.0;
            let expected =
                centre + left * (libm::log(1.5) - centre) - (year * year + steps * nation * nation) / 2.0;
            let spread = s * s * (1.0 - left * left) + year * year + steps * nation * nation;
            // Four standard errors of 4,000 draws.
            assert!((mean - expected).abs() < 4.0 * (spread / 4_000.0).sqrt(), "{id}: {mean} {expected}");
            assert!((variance / spread - 1.0).abs() < 4.0 * (2.0 / 4_000.0_f64).sqrt(), "{id}");
        }
    }

    #[test]
    fn levels_of_workers_change_after_the_census_and_those_of_children_in_april() {
        let text = include_str!("../../scenarios/contract-length.toml");
        let none = ProfileFiles::Kept(BTreeMap::new());
        let document = Document::parse("test.toml", "test".into(), none, text.as_bytes()).unwrap();
        let (scenario, _) = document.scenario().unwrap();
        let mut settings = Simulation::of_arms(&scenario).central_settings(0, 0);
        let of_year = |year: usize| [1.0 + year as f64; LEVELS];
        settings.authorities[0].yearly = (0..3).map(of_year).collect();
        let mut seen = Vec::new();
        for month in 0..24 {
            settings.begin_month(month);
            let local = &settings.authorities[0];
            seen.push((local.level(Level::Moves), local.level(Level::Vacancy)));
        }
        // In April 2011 those of children begin; those of workers stand as they were drawn until October.
        assert_eq!((seen[0].0, seen[11].0, seen[12].0), (1.0, 1.0, 2.0));
        assert_eq!(seen[5].1, seen[0].1);
        assert_eq!((seen[6].1, seen[17].1, seen[18].1), (2.0, 2.0, 3.0));
    }

    #[test]
    fn levels_that_are_known_do_not_move() {
        let p = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let own = [LevelFactor { factor: 1.5, log_sd: 0.0 }; LEVELS];
        assert!(yearly(3, &own, &[1.5; LEVELS], &Draws::new(5, 0), &p, 4).is_empty());
    }
}
