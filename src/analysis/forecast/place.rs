//! From a place as typed to the scenario of its forecast: one world, no practice, the figures of the place as published.

use std::path::{Path, PathBuf};

use crate::analysis::Refusal;
use crate::evidence::{
    Carried, NATION, Profile, PublishedYear, code_of, england_names, nearest_of, profile_names,
    published_years, slug,
};
use crate::returns::names;
use crate::scenario::ProfileFiles;

/// The first 31 March after personal advisers served care leavers to 25 (Children and Social Work Act 2017).
const TO_25_SINCE: u32 = 2018;

/// A scenario that was written for a place.
pub(super) struct Written {
    /// Name of the scenario.
    pub(super) name: String,
    /// Its text.
    pub(super) text: String,
    /// Where its profile file stands, if it names one.
    pub(super) folder: PathBuf,
}

/// Writes the scenario of a forecast of so many years.
///
/// # Errors
/// When no authority is called so, or a profile file cannot be read.
pub(super) fn scenario(typed: &Path, years: u32) -> Result<Written, Refusal> {
    let asked = typed.to_string_lossy();
    let folder = typed.parent().unwrap_or(Path::new("")).to_path_buf();
    let (profile, year, words) = match typed.extension() {
        Some(_) if typed.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml")) => {
            let file = typed.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let read = ProfileFiles::Beside(folder.clone()).read(&file);
            let text = read.map_err(|fault| Refusal::error(&fault))?;
            let own = Profile::parse(&text).map_err(|fault| Refusal::error(&format!("{asked}: {fault}")))?;
            (file, own.year, own.name)
        }
        _ => known(&asked)?,
    };
    let to_age = if year >= TO_25_SINCE { 25 } else { 21 };
    let quoted = toml::Value::String(words.clone());
    let title = toml::Value::String(format!("{words}, {years} years from 31 March {year}"));
    let text = format!(
        "# Written by `swplab forecast`, which lives the first arm. `swplab run` compares it with the second.\n\
         title = {title}\n\
         question = \"How many children will be looked after, where, and by how many people?\"\n\
         authorities = [{}] # {quoted}\n\n\
         [study]\nstart = \"{year}-03-31\"\nhorizon_years = {years}\nreplications = 400\nseed = {year}0331\n\n\
         [in_house]\nserve_to_age = {to_age}\npathway_teams = true\n\n\
         [[arms]]\nname = \"As it is\"\n\n[[arms]]\nname = \"A tenth more children come\"\n\
         set = {{ \"authority.arrivals_factor\" = 1.1 }}\n",
        toml::Value::String(profile.clone()),
    );
    let stem = profile.strip_suffix(".toml").unwrap_or(&profile).to_owned();
    Ok(Written { name: format!("forecast-{stem}"), text, folder })
}

/// A profile that the program carries, by its name, by that of its authority in the last year that has figures, or by
/// another year of its name: name, year, words.
///
/// # Errors
/// When no authority is called so; near names are told.
pub(crate) fn known(asked: &str) -> Result<(String, u32, String), Refusal> {
    let slug = slug(asked.trim());
    let all = || profile_names().chain(england_names());
    let year_of = |name: &str| name.rsplit_once('-').and_then(|(_, year)| year.parse::<u32>().ok());
    let of_slug = all().filter(|name| name.rsplit_once('-').is_some_and(|(stem, _)| stem == slug));
    let latest = of_slug.max_by_key(|name| year_of(name));
    let found = latest.map(str::to_owned).or_else(|| Carried::find(&slug).map(|carried| carried.used));
    let Some(name) = found.or_else(|| names::profile(asked).map(str::to_owned)) else {
        let near = match names::profiles_with(asked) {
            near if near.is_empty() => nearest_of(&format!("{slug}-2025"), all()),
            near => near,
        };
        let hint =
            if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(" or ")) };
        return Err(Refusal::error(&format!(
            "no authority is called \"{asked}\".{hint} `swplab authorities` lists them"
        )));
    };
    let words =
        Profile::embedded(&name).map_or_else(|| "England, authority by authority".to_owned(), |p| p.name);
    let year = year_of(&name).unwrap_or_default();
    Ok((name, year, words))
}

/// The published years of the place of a profile, up to its own year and at most so many; none of a file of the user's.
pub(super) fn published(profile: &str, authorities: usize, until: u32, most: usize) -> Vec<PublishedYear> {
    let code = match code_of(profile) {
        Some(code) if authorities == 1 => code,
        _ if authorities > 1 => NATION.to_owned(),
        _ => return Vec::new(),
    };
    let years = published_years(&code).into_iter().filter(|one| one.year <= until);
    let years: Vec<PublishedYear> = years.collect();
    years[years.len().saturating_sub(most)..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(typed: &str) -> Result<String, String> {
        scenario(Path::new(typed), 5).map(|written| written.text).map_err(|Refusal(lines)| lines.join("\n"))
    }

    #[test]
    fn a_place_is_known_by_its_name_in_any_year_and_a_misspelt_one_is_helped() {
        for (typed, profile) in [
            ("Kent", "kent-2025"),
            ("kent-2021", "kent-2021"),
            ("Bristol, City of", "bristol-2025"),
            ("kent-2030", "kent-2025"),
            ("E06000010", "kingston-upon-hull-2025"),
            ("Telford & Wrekin", "telford-and-wrekin-2025"),
        ] {
            assert!(said(typed).unwrap().contains(&format!("\"{profile}\"")), "{typed}");
        }
        assert!(said("kent-2021").unwrap().contains("start = \"2021-03-31\""));
        assert!(said("Kentt").unwrap_err().contains("Did you mean"), "{:?}", said("Kentt"));
        assert!(said("nowhere-at-all.toml").is_err());
    }

    #[test]
    fn published_years_end_with_that_of_the_figures() {
        let kent = published("kent-2021", 1, 2021, 10);
        assert_eq!((kent.len(), kent.last().map(|one| one.year)), (10, Some(2021)));
        assert!(published("own.toml", 1, 2025, 10).is_empty());
        assert_eq!(
            published("england-2025", 151, 2025, 10).last().and_then(|one| one.started),
            Some(32270.0)
        );
    }
}
