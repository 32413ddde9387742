//! The profiles that the program carries: by name, by the nearest year with figures, and all at once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::authorities;
use super::embedded;
use super::profile::Profile;
use super::published::{Figure, average, profile, published, slug, source_of_all};

/// Every authority of the 2011 release at once.
pub const EVERY_AUTHORITY: &str = "england-2011";

/// The year whose authorities stand in a table of their own.
const EARLIEST: u32 = 2011;

/// What stands before the year where every authority is meant.
const ENGLAND: &str = "england";

/// What a name in a scenario stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The name whose figures are used; another than was asked for where that year has none.
    pub used: String,
    /// Each profile with its name: one, or every authority.
    pub profiles: Vec<(String, Profile)>,
}

/// Names of the rows of the published tables that are profiles, each with year and code.
fn rows() -> &'static BTreeMap<String, (u32, String)> {
    static ROWS: OnceLock<BTreeMap<String, (u32, String)>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let rows = published().rows().filter(|row| {
            row.year > EARLIEST
                && row.code != super::published::NATION
                && row.get(Figure::Stock).is_some_and(|stock| stock >= 1.0)
        });
        let named = rows.map(|row| {
            let name = format!("{}-{}", slug(&row.name), row.year);
            (name, (row.year, row.code.clone()))
        });
        named.collect()
    })
}

/// Names of the average authorities of the years of the published tables; that of 2011 has a file of its own.
fn averages() -> &'static BTreeMap<String, u32> {
    static NAMES: OnceLock<BTreeMap<String, u32>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let years: std::collections::BTreeSet<u32> = rows().values().map(|(year, _)| *year).collect();
        years.into_iter().map(|year| (format!("england-average-{year}"), year)).collect()
    })
}

/// The code of today of the authority whose profile bears a name, where it is one of the tables.
pub fn code_of(name: &str) -> Option<String> {
    if let Some((_, code)) = rows().get(name) {
        return Some(code.clone());
    }
    let code = authorities::code_of(name)?;
    Some(super::published::Boundaries::embedded().latest_code(code))
}

/// A profile of the published tables.
pub(super) fn of_tables(name: &str) -> Option<Profile> {
    if let Some(year) = averages().get(name) {
        return published().nation(*year).and_then(average);
    }
    let (year, code) = rows().get(name)?;
    let made = published().row(*year, code).map(|row| profile(row, published()))?;
    match made {
        Ok(made) => Some(made.profile),
        Err(fault) => panic!("the carried row {name} makes no profile: {fault}"),
    }
}

/// Names of the profiles that the program carries: those with a file of their own, then the rest.
pub fn profile_names() -> impl Iterator<Item = &'static str> {
    let files = || embedded::PROFILES.iter().map(|(name, _)| *name);
    let first = files().chain(authorities::names().filter(move |row| files().all(|file| file != *row)));
    first.chain(averages().keys().map(String::as_str)).chain(rows().keys().map(String::as_str))
}

/// Names under which every authority of a year stands at once.
pub fn england_names() -> impl Iterator<Item = &'static str> {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut years: Vec<u32> = rows().values().map(|(year, _)| *year).collect();
        years.sort_unstable();
        years.dedup();
        years.into_iter().map(|year| format!("{ENGLAND}-{year}")).collect()
    });
    std::iter::once(EVERY_AUTHORITY).chain(names.iter().map(String::as_str))
}

/// All names that a scenario may give, every authority at once included.
fn names() -> impl Iterator<Item = &'static str> {
    profile_names().chain(england_names())
}

/// What stands before the year of a name, and the year.
fn parts(name: &str) -> Option<(&str, u32)> {
    let (stem, year) = name.rsplit_once('-')?;
    let year: u32 = (year.len() == 4).then(|| year.parse().ok())??;
    (1990..=2100).contains(&year).then_some((stem, year))
}

/// The known name of the same authority whose year is nearest, the earlier of two.
fn nearest_year(asked: &str) -> Option<&'static str> {
    let (stem, year) = parts(asked)?;
    let same = names().filter_map(|name| Some((name, parts(name)?)));
    same.filter(|(_, (other, _))| *other == stem)
        .min_by_key(|(_, (_, known))| (known.abs_diff(year), *known))
        .map(|(name, _)| name)
}

/// Every authority of a year of the published tables, by code.
fn every_of(year: u32) -> Vec<(String, Profile)> {
    let mut of_year: Vec<(&String, &String)> =
        rows().iter().filter(|(_, (of, _))| *of == year).map(|(name, (_, code))| (code, name)).collect();
    of_year.sort();
    let named = of_year.into_iter().map(|(_, name)| (name.clone(), of_tables(name)));
    let mut all: Vec<(String, Profile)> =
        named.filter_map(|(name, profile)| Some((name, profile?))).collect();
    // One source for all: what each took from elsewhere stands in its own profile.
    let source = source_of_all(year, all.len());
    for (_, profile) in &mut all {
        profile.source.clone_from(&source);
    }
    all
}

impl Carried {
    /// The profiles of a name, or of the nearest year in which the authority has figures.
    pub fn find(asked: &str) -> Option<Carried> {
        let used = nearest_year(asked)?;
        let profiles = match parts(used) {
            Some((ENGLAND, _)) if used == EVERY_AUTHORITY => authorities::every(),
            Some((ENGLAND, year)) => every_of(year),
            _ => vec![(used.to_owned(), Profile::embedded(used)?)],
        };
        Some(Carried { used: used.to_owned(), profiles })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once_and_can_be_read() {
        let mut all: Vec<&str> = names().collect();
        let known = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), known);
        assert!(profile_names().count() >= 152);
        for name in profile_names() {
            assert_eq!(Carried::find(name).unwrap().used, name);
        }
    }

    #[test]
    fn a_year_without_figures_uses_the_nearest() {
        let found = Carried::find("doncaster-2014").unwrap();
        assert_eq!(Carried::find("doncaster-2019").unwrap().used, "doncaster-2021");
        assert_eq!(found.used, "doncaster-2011");
        let (name, profile) = &found.profiles[0];
        assert_eq!((name.as_str(), profile.name.as_str()), ("doncaster-2011", "Doncaster"));
        assert_eq!((profile.stock, profile.year), (450.0, 2011));
        for unknown in ["doncaster", "doncaster-14", "atlantis-2011", "doncaster-"] {
            assert_eq!(Carried::find(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn england_is_every_authority_once() {
        let england = Carried::find(EVERY_AUTHORITY).unwrap();
        assert_eq!(england.profiles.len(), 151);
        let stock: f64 = england.profiles.iter().map(|(_, p)| p.stock).sum();
        assert_eq!(stock, 65_524.0);
        let source = &england.profiles[0].1.source;
        assert!(england.profiles.iter().all(|(_, p)| p.source == *source));
        assert_eq!(Carried::find("england-2009").unwrap(), england);
    }

    #[test]
    fn england_of_2021_is_every_authority_with_flows_and_levels() {
        let england = Carried::find("england-2021").unwrap();
        assert_eq!(england.profiles.len(), 150);
        let stock: f64 = england.profiles.iter().map(|(_, p)| p.stock).sum();
        let nation = england.profiles[0].1.national.stock;
        assert!((stock - nation).abs() <= 10.0, "{stock} and {nation}");
        for (name, profile) in &england.profiles {
            let sums = [profile.ages.iter().sum::<f64>(), profile.placements.iter().sum()];
            assert!(sums.iter().all(|sum| (sum - profile.stock).abs() < 1e-6), "{name}");
            assert!(profile.flows.is_some(), "{name}");
            assert!(profile.levels.iter().any(|level| level.log_sd > 0.0), "{name}");
            assert!(profile.source.contains("Open Government Licence v3.0"), "{name}");
        }
        let kent = Carried::find("kent-2021").unwrap();
        assert_eq!(kent.profiles[0].1.name, "Kent");
    }

    #[test]
    fn the_average_authority_of_each_year_is_england_in_small() {
        for (name, stock, foster, growth) in
            [("england-average-2021", 531.4, 374.9, 5.13), ("england-average-2025", 534.4, 358.27, -11.5)]
        {
            let average = Profile::embedded(name).unwrap();
            assert_eq!((average.stock, average.flows.unwrap().growth), (stock, Some(growth)), "{name}");
            assert_eq!(average.placements[0], foster, "{name}");
        }
        let years: Vec<u32> = averages().values().copied().collect();
        assert_eq!(years, [2021, 2022, 2023, 2024, 2025]);
        for name in averages().keys() {
            let average = Profile::embedded(name).unwrap();
            for sum in [average.ages.iter().sum::<f64>(), average.placements.iter().sum()] {
                assert!((sum - average.stock).abs() < 0.1, "{name}: {sum}");
            }
        }
    }

    #[test]
    fn a_file_of_its_own_agrees_with_the_row_of_the_table() {
        let mut compared = 0;
        for (name, _) in embedded::PROFILES {
            let Some(row) = authorities::find(name) else {
                continue;
            };
            let file = Profile::embedded(name).unwrap();
            let figures = |p: &Profile| (p.ages, p.placements, p.stock, p.any_time, p.name.clone());
            assert_eq!(figures(&file), figures(&row), "{name}");
            compared += 1;
        }
        assert!(compared > 0);
    }
}
