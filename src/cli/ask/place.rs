//! The place of a question: what is known of it that the scenario has to name.

use std::path::{Path, absolute};

use crate::analysis::Refusal;
use crate::analysis::forecast::known;
use crate::evidence::{Evidence, Level, Posterior, Profile};
use crate::scenario::ProfileFiles;

/// An authority whose figures are at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Profile as a scenario names it: a name, or the path of a file.
    pub profile: String,
    /// Name of the authority.
    pub words: String,
    /// Year of its figures.
    pub year: u32,
    /// Children looked after on 31 March of it.
    pub children: f64,
    /// Cases for which its own teams have a post, about: what England had in the year, times the authority's own level.
    pub cases: f64,
}

/// The quantity that tells for how many cases an ordinary authority has a post.
const CASES: &str = "in-house.caseload";

/// Cases for which the own teams of a place have a post: means of the year's posterior where there is one.
fn cases(figures: &Profile, year: u32) -> f64 {
    let evidence = Evidence::embedded();
    let quantity = evidence.quantities().iter().find(|quantity| quantity.id == CASES);
    let of_year = Posterior::embedded(&format!("england-{year}")).and_then(|posterior| {
        let column =
            posterior.keys().iter().position(|key| evidence.quantities()[key.quantity].id == CASES)?;
        let rows = posterior.rows();
        Some(rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64)
    });
    let ordinary = of_year.or(quantity.map(|quantity| quantity.value)).unwrap_or(f64::NAN);
    ordinary * figures.levels[Level::Caseload as usize].factor
}

impl Place {
    /// Reads an authority as typed: a name, a name with a year, a code, or a profile file.
    ///
    /// # Errors
    /// When there is no such authority, a file cannot be read, or many authorities are named at once.
    pub fn read(typed: &str) -> Result<Place, Refusal> {
        if typed.ends_with(".toml") {
            return of_file(typed);
        }
        let (profile, year, words) = known(typed)?;
        let Some(figures) = Profile::embedded(&profile) else {
            return Err(Refusal::error(&format!(
                "\"{profile}\" is many authorities at once: ask one of them, or copy the scenario \"england\""
            )));
        };
        Ok(Place { profile, words, year, children: figures.stock, cases: cases(&figures, year) })
    }

    /// What names it in the name of a file.
    pub fn stem(&self) -> String {
        let file = Path::new(&self.profile).file_stem();
        file.map_or_else(|| self.profile.clone(), |stem| stem.to_string_lossy().into_owned())
    }
}

/// A profile of the user's own. Its path holds wherever the scenario is written.
fn of_file(typed: &str) -> Result<Place, Refusal> {
    let text = ProfileFiles::Beside(Path::new("").to_owned()).read(typed);
    let text = text.map_err(|fault| Refusal::error(&fault))?;
    let own = Profile::parse(&text).map_err(|fault| Refusal::error(&format!("{typed}: {fault}")))?;
    let whole = absolute(typed).map_err(|fault| Refusal::error(&format!("{typed}: {fault}")))?;
    let profile = whole.to_string_lossy().into_owned();
    let cases = cases(&own, own.year);
    Ok(Place { profile, words: own.name, year: own.year, children: own.stock, cases })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_one_authority_by_name_or_by_file() {
        let kent = Place::read("Kent").unwrap();
        assert_eq!((kent.profile.as_str(), kent.year, kent.words.as_str()), ("kent-2025", 2025, "Kent"));
        assert_eq!(kent.stem(), "kent-2025");
        assert!(kent.children > 1000.0);
        // Rutland published 11.7 cases for each case holder in 2025 where England published 15.4.
        let rutland = Place::read("rutland-2025").unwrap();
        assert!(rutland.cases < 12.5 && kent.cases > rutland.cases + 1.0, "{} {}", rutland.cases, kent.cases);
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("evidence/authorities/staffordshire-2011.toml");
        let own = Place::read(own.to_str().unwrap()).unwrap();
        assert_eq!((own.stem().as_str(), own.year), ("staffordshire-2011", 2011));
        for (typed, said) in
            [("england-2025", "many authorities"), ("Kentt", "Did you mean"), ("no.toml", "cannot be read")]
        {
            let Refusal(lines) = Place::read(typed).unwrap_err();
            assert!(lines.concat().contains(said), "{lines:?}");
        }
    }
}
