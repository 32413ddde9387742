//! Authority profiles: an authority's figures with their source, and the national figures against
//! which they are scaled. Counts of children on 31 March. How a file is written: `profile_file`.

use serde::Serialize;

use super::left_care::LeftCare;
use super::levels::{LEVELS, LevelFactor};
use super::national::National;
use super::unaccompanied::Unaccompanied;
use super::{authorities, carried, embedded};
use crate::terms::{AGES, PUBLISHED_TYPES, PlacementType, age_band};

/// A fault in a profile.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ProfileError {
    /// Not TOML, or a key is missing or not known.
    #[error("{0}")]
    Unreadable(String),
    /// A figure cannot be right.
    #[error("{0}")]
    Impossible(String),
}

/// Figures of one authority.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// Name in words.
    pub name: String,
    /// Source, note and licence line, as printed in reports.
    pub source: String,
    /// Year of the figures, which are those of its 31 March.
    pub year: u32,
    /// Children by age band.
    pub ages: [f64; AGES],
    /// Children by placement, the types of [`PUBLISHED_TYPES`].
    pub placements: [f64; PUBLISHED_TYPES.len()],
    /// Children looked after on 31 March.
    pub stock: f64,
    /// Children looked after at any time in the year; a profile has this or flows.
    pub any_time: Option<f64>,
    /// Children who started and ceased in the year; they go before `any_time`.
    pub flows: Option<Flows>,
    /// Of all these the unaccompanied children; `None` where they are not told apart and live as all others.
    pub unaccompanied: Option<Unaccompanied>,
    /// Its care leavers by age, where they were counted; else they are as many as its rates keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care_leavers: Option<LeftCare>,
    /// Shares of the children who start for the first time by age, the unaccompanied apart where they are told
    /// apart, if the authority's own are known.
    pub arrival_ages: Option<[f64; AGES]>,
    /// The authority's own levels, in the order of [`super::Level::ALL`].
    pub levels: [LevelFactor; LEVELS],
    /// Its children in care, one by one; empty where only their numbers are known.
    pub children: Vec<ListedChild>,
    /// England in the year of the figures.
    pub national: National,
}

/// Children who came and went in the year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Flows {
    /// Started to be looked after.
    pub started: f64,
    /// Ceased to be looked after.
    pub ceased: f64,
    /// The stock less that of the year before, if known.
    pub growth: Option<f64>,
}

/// A child in care on the day of the profile: whole months, and nothing that tells who she is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ListedChild {
    /// Age in months.
    pub age_months: f64,
    /// Where she lives.
    pub placement: PlacementType,
    /// Months since the period of care began.
    pub months_in_care: f64,
    /// Months with the present carer.
    pub months_in_placement: f64,
    /// Months since the placement before this one began; `None` in the first of the period.
    pub months_since_previous: Option<f64>,
    /// Whether she is an unaccompanied asylum-seeking child.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unaccompanied: bool,
}

impl Profile {
    /// A profile that the program carries. A fault in it is a bug and panics with a sentence.
    pub fn embedded(name: &str) -> Option<Profile> {
        let file = embedded::PROFILES.iter().find(|(known, _)| *known == name);
        let Some((_, text)) = file else {
            return authorities::find(name).or_else(|| carried::of_tables(name));
        };
        match Profile::parse(text) {
            Ok(profile) => Some(profile),
            Err(fault) => panic!("the embedded profile {name} cannot be read: {fault}"),
        }
    }

    /// Children by age and by placement, as a profile counts them.
    pub fn counted(children: &[ListedChild]) -> ([f64; AGES], [f64; PUBLISHED_TYPES.len()]) {
        let (mut ages, mut placements) = ([0.0; AGES], [0.0; PUBLISHED_TYPES.len()]);
        for child in children {
            ages[age_band(child.age_months)] += 1.0;
            let published = child.placement.published();
            let counted = PUBLISHED_TYPES.into_iter().zip(&mut placements);
            counted.filter(|(kind, _)| *kind == published).for_each(|(_, count)| *count += 1.0);
        }
        (ages, placements)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The published row, or nothing where the shared data do not lie beside the repository.
    fn published(area: &str) -> Option<Vec<(String, String)>> {
        let beside =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/dfe-cla-by-la-2011.csv");
        let Ok(mut reader) = csv::Reader::from_path(&beside) else {
            eprintln!("{} is absent: the profile is not compared with it", beside.display());
            return None;
        };
        let header: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
        let row = reader.records().map(|r| r.unwrap()).find(|r| &r[3] == area).unwrap();
        Some(header.into_iter().zip(row.iter().map(String::from)).collect())
    }

    fn cell(row: &[(String, String)], name: &str) -> f64 {
        let (_, text) = row.iter().find(|(column, _)| column == name).unwrap();
        text.parse().unwrap_or(0.0)
    }

    #[test]
    fn staffordshire_agrees_with_the_published_row() {
        let profile = Profile::embedded("staffordshire-2011").unwrap();
        assert_eq!(profile.ages.iter().sum::<f64>(), profile.stock);
        assert_eq!(profile.placements.iter().sum::<f64>(), profile.stock);
        assert!(profile.source.contains("Open Government Licence v3.0"));
        let Some(row) = published("Staffordshire") else {
            return;
        };
        let cells = |names: [&str; 5]| names.map(|name| cell(&row, name));
        let ages = ["CLA_U1", "CLA_1to4", "CLA_5to9", "CLA_10to15", "CLA_16over"];
        assert_eq!(profile.ages, cells(ages));
        assert_eq!(profile.stock, cell(&row, "CLA_Mar2011"));
        assert_eq!(profile.any_time, Some(cell(&row, "CLA_2011")));
        let mut placed = cells(["CLA_Fost", "CLA_Parent", "CLA_Ocom", "CLA_Adopt", "CLA_OthPl"]);
        placed[4] += cell(&row, "CLA_Ores");
        let [foster, _, parents, semi, adoption, other] = profile.placements;
        assert_eq!([foster, parents, semi, adoption, other], placed);
        let suppressed = profile.placements[1] - cell(&row, "CLA_Secure");
        assert!((1.0..=5.0).contains(&suppressed), "{suppressed} children in a suppressed cell");
    }

    #[test]
    fn the_average_authority_is_england_in_small() {
        let profile = Profile::embedded("england-average-2011").unwrap();
        assert!((profile.placements.iter().sum::<f64>() - 434.0).abs() < 0.05);
        let Some(row) = published("ENGLAND") else {
            return;
        };
        let stock = cell(&row, "CLA_Mar2011");
        assert_eq!(profile.national.stock, stock);
        assert_eq!(profile.national.any_time, Some(cell(&row, "CLA_2011")));
        let any_time = profile.any_time.unwrap();
        assert!((any_time - cell(&row, "CLA_2011") * 434.0 / stock).abs() < 0.01);
        assert!((profile.placements[0] - cell(&row, "CLA_Fost") * 434.0 / stock).abs() < 0.01);
        assert!((profile.ages[3] - cell(&row, "CLA_10to15") * 434.0 / 65530.0).abs() < 0.01);
    }

    #[test]
    fn a_profile_whose_figures_cannot_be_right_is_refused() {
        let text = include_str!("../../../../evidence/authorities/staffordshire-2011.toml");
        for (good, bad, expected) in [
            ("foster = 600.0", "foster = 900.0", "placements sum to"),
            ("foster = 600.0", "foster = -1.0", "count of children"),
            ("any_time = 1035.0", "any_time = 100.0", "fewer than the stock"),
            ("foster = 600.0", "fostre = 600.0", "unknown field"),
        ] {
            let error = Profile::parse(&text.replace(good, bad)).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
