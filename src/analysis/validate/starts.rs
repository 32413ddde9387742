//! Where a part of the validation begins: authorities of a year in their own published figures, no practice, over the
//! posterior of the year or of the nearest year that has one.

use std::collections::BTreeMap;

use crate::analysis::Refusal;
use crate::evidence::{Figure, Posterior, Profile, code_of, profile_names, published, slug};
use crate::scenario::{Document, ProfileFiles, Scenario};
use crate::terms::Baseline;

/// Years of 31 March in which every authority has figures of its own to start in.
pub const STARTS: [u32; 6] = [2011, 2021, 2022, 2023, 2024, 2025];
/// Children under which an authority is left out: a figure of fewer is mostly chance.
pub const FEWEST: f64 = 100.0;
/// The first 31 March after personal advisers served care leavers to 25 (Children and Social Work Act 2017).
const TO_25_SINCE: u32 = 2018;

/// An authority in which a start begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Name of its profile.
    pub profile: String,
    /// Its code of today.
    pub code: String,
    /// Name in words.
    pub name: String,
    /// Children looked after on the first day.
    pub stock: f64,
}

/// The authorities of a year with at least [`FEWEST`] children, of those named if any are.
pub(super) fn places(year: u32, named: &[String]) -> Vec<Place> {
    of_size(year, named, FEWEST)
}

/// The same with at least so many children.
pub(super) fn of_size(year: u32, named: &[String], fewest: f64) -> Vec<Place> {
    let suffix = format!("-{year}");
    let mut all: BTreeMap<String, Place> = BTreeMap::new();
    for profile in profile_names() {
        let Some(stem) = profile.strip_suffix(&suffix).filter(|stem| !stem.starts_with("england-average"))
        else {
            continue;
        };
        let wanted = named.is_empty() || named.iter().any(|name| slug(name) == stem);
        let (true, Some(code), Some(figures)) = (wanted, code_of(profile), Profile::embedded(profile)) else {
            continue;
        };
        if figures.stock >= fewest {
            let profile = profile.to_owned();
            all.insert(code.clone(), Place { profile, code, name: figures.name, stock: figures.stock });
        }
    }
    all.into_values().collect()
}

/// Refuses names that are no authority of any start.
///
/// # Errors
/// The first of them.
pub(super) fn refuse_unknown(named: &[String], starts: &[u32]) -> Result<(), Refusal> {
    if let Some(year) = starts.iter().find(|year| !STARTS.contains(year)) {
        let known = STARTS.map(|year| year.to_string()).join(", ");
        return Err(Refusal::error(&format!("no authority starts in {year}; the years are {known}")));
    }
    let is_known = |name: &&String| STARTS.iter().any(|year| !places(*year, &[(*name).clone()]).is_empty());
    match named.iter().find(|name| !is_known(name)) {
        Some(name) => Err(Refusal::error(&format!(
            "no authority of {FEWEST} or more children is called \"{name}\"; `swplab authorities` lists them"
        ))),
        None => Ok(()),
    }
}

/// The posterior of a year, or of the nearest year that has one; of two as near the earlier, which knows no later year.
pub(super) fn posterior(year: u32) -> String {
    let of = |name: &str| name.strip_prefix("england-").and_then(|year| year.parse::<u32>().ok());
    let known = Posterior::names().filter_map(|name| Some((of(name)?, name)));
    let nearest = known.min_by_key(|(own, _)| (own.abs_diff(year), *own));
    nearest.map_or_else(String::new, |(_, name)| name.to_owned())
}

/// The posterior of a year or of the last one before that has one: it knows nothing later.
pub(super) fn posterior_until(year: u32) -> String {
    let of = |name: &str| name.strip_prefix("england-").and_then(|year| year.parse::<u32>().ok());
    let known = Posterior::names().filter_map(|name| Some((of(name)?, name)));
    let last = known.filter(|(own, _)| *own <= year).max_by_key(|(own, _)| *own);
    last.map_or_else(String::new, |(_, name)| name.to_owned())
}

/// The scenario of some profiles from a 31 March on, as published: one world is lived, the second arm is never begun.
pub(super) fn scenario(
    profiles: &[&str],
    year: u32,
    (horizon, replications): (u32, u32),
    posterior: &str,
) -> Scenario {
    scenario_from(Baseline::AsPublished, profiles, year, (horizon, replications), posterior)
}

/// The same with another way to stand on the first day.
pub(super) fn scenario_from(
    baseline: Baseline,
    profiles: &[&str],
    year: u32,
    (horizon, replications): (u32, u32),
    posterior: &str,
) -> Scenario {
    let names: Vec<String> = profiles.iter().map(|profile| format!("\"{profile}\"")).collect();
    let to_age = if year >= TO_25_SINCE { 25 } else { 21 };
    let text = format!(
        "title = \"Start of {year}\"\nquestion = \"How near does it come?\"\nauthorities = [{}]\n\
         parameters = \"posterior:{posterior}\"\n[study]\nstart = \"{year}-03-31\"\nhorizon_years = {horizon}\n\
         replications = {replications}\nseed = {year}0331\nbaseline = \"{}\"\n[in_house]\nserve_to_age = {to_age}\npathway_teams = true\n\
         [[arms]]\nname = \"As it is\"\n[[arms]]\nname = \"A tenth fewer come into care\"\n\
         set = {{ \"authority.arrivals_factor\" = 0.9 }}\n",
        names.join(", "),
        baseline.key()
    );
    let files = ProfileFiles::Kept(BTreeMap::new());
    let document = Document::parse("start.toml", "start".to_owned(), files, text.as_bytes());
    let scenario = document.and_then(|document| document.scenario());
    match scenario {
        Ok((mut scenario, _)) => {
            scenario.arms.truncate(1);
            scenario
        }
        Err(faults) => panic!("the scenario of a start has faults: {faults}"),
    }
}

/// A published figure of an authority.
pub(super) fn published_of(code: &str, year: u32, figure: Figure) -> Option<f64> {
    published().row(year, code).and_then(|row| row.get(figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_has_its_authorities_and_the_nearest_posterior() {
        for year in STARTS {
            assert!(places(year, &[]).len() > 120, "{year}");
            assert_eq!(places(year, &["Kent".to_owned()]).len(), 1, "{year}");
        }
        assert!(refuse_unknown(&["kent".to_owned()], &[2021]).is_ok());
        assert!(
            refuse_unknown(&["atlantis".to_owned()], &[]).is_err() && refuse_unknown(&[], &[2012]).is_err()
        );
        assert_eq!(posterior(2011), "england-2011");
        assert_eq!(posterior(2025), "england-2025");
    }
}
