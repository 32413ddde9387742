//! The profiles that the program carries: by name, by the nearest year with figures, and all at once.

use super::authorities;
use super::embedded;
use super::profile::Profile;

/// Every authority of the 2011 release at once.
pub const EVERY_AUTHORITY: &str = "england-2011";

/// What a name in a scenario stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The name whose figures are used; another than was asked for where that year has none.
    pub used: String,
    /// Each profile with its name: one, or every authority.
    pub profiles: Vec<(String, Profile)>,
}

/// Names of the profiles that the program carries: those with a file of their own, then the rest.
pub fn profile_names() -> impl Iterator<Item = &'static str> {
    let files = || embedded::PROFILES.iter().map(|(name, _)| *name);
    files().chain(authorities::names().filter(move |row| files().all(|file| file != *row)))
}

/// All names that a scenario may give, every authority at once included.
fn names() -> impl Iterator<Item = &'static str> {
    profile_names().chain([EVERY_AUTHORITY])
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

impl Carried {
    /// The profiles of a name, or of the nearest year in which the authority has figures.
    pub fn find(asked: &str) -> Option<Carried> {
        let used = nearest_year(asked)?;
        let profiles = if used == EVERY_AUTHORITY {
            authorities::every()
        } else {
            vec![(used.to_owned(), Profile::embedded(used)?)]
        };
        Some(Carried {
            used: used.to_owned(),
            profiles,
        })
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
        assert_eq!(found.used, "doncaster-2011");
        let (name, profile) = &found.profiles[0];
        assert_eq!(
            (name.as_str(), profile.name.as_str()),
            ("doncaster-2011", "Doncaster")
        );
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
