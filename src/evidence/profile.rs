//! Authority profiles: an authority's published figures with their source, and the national figures
//! against which they are scaled. Counts of children on 31 March.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{authorities, embedded};

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

/// Published figures of one authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Name in words.
    pub name: String,
    /// Source, note and licence line, as printed in reports.
    pub source: String,
    /// Year of the figures, which are those of its 31 March.
    pub year: u32,
    /// Children by age: under 1, 1 to 4, 5 to 9, 10 to 15, 16 and over.
    pub ages: [f64; 5],
    /// Children by placement: foster, residential, parents, semi-independent, adoption, other.
    pub placements: [f64; 6],
    /// Children looked after on 31 March.
    pub stock: f64,
    /// Children looked after at any time in the year.
    pub any_time: f64,
    /// England: `[any_time, stock, ceased, growth]`.
    pub national: [f64; 4],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: u32,
    name: String,
    year: u32,
    stock: f64,
    any_time: f64,
    ages: Ages,
    placements: Placements,
    provenance: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ages {
    under_1: f64,
    from_1_to_4: f64,
    from_5_to_9: f64,
    from_10_to_15: f64,
    from_16: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Placements {
    foster: f64,
    residential: f64,
    parents: f64,
    semi_independent: f64,
    adoption: f64,
    other: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    source: String,
    licence: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "name, source and licence are for readers of the file"
)]
struct National {
    schema: u32,
    name: String,
    any_time: f64,
    stock: f64,
    ceased: f64,
    growth: f64,
    source: String,
    licence: String,
}

pub(super) fn national() -> [f64; 4] {
    static NATIONAL: OnceLock<[f64; 4]> = OnceLock::new();
    *NATIONAL.get_or_init(|| match toml::from_str::<National>(embedded::NATIONAL) {
        Ok(n) => [n.any_time, n.stock, n.ceased, n.growth],
        Err(fault) => panic!("the embedded national figures cannot be read: {fault}"),
    })
}

/// One line for a fault of syntax or of a key.
fn unreadable(text: &str, error: &toml::de::Error) -> ProfileError {
    let before = error
        .span()
        .and_then(|span| text.get(..span.start))
        .unwrap_or("");
    let place = match before.matches('\n').count() {
        0 => String::new(),
        lines => format!(" (line {})", lines + 1),
    };
    ProfileError::Unreadable(format!("{}{place}", error.message()))
}

impl Profile {
    /// A profile that the program carries. A fault in it is a bug and panics with a sentence.
    pub fn embedded(name: &str) -> Option<Profile> {
        let file = embedded::PROFILES.iter().find(|(known, _)| *known == name);
        let Some((_, text)) = file else {
            return authorities::find(name);
        };
        match Profile::parse(text) {
            Ok(profile) => Some(profile),
            Err(fault) => panic!("the embedded profile {name} cannot be read: {fault}"),
        }
    }

    /// Reads a profile.
    ///
    /// # Errors
    /// A key that is missing or not known, or figures that cannot be right.
    pub fn parse(text: &str) -> Result<Profile, ProfileError> {
        let w: Written = toml::from_str(text).map_err(|e| unreadable(text, &e))?;
        let impossible = |message: String| Err(ProfileError::Impossible(message));
        if w.schema != 1 {
            return impossible(format!("schema {} is not known, only 1", w.schema));
        }
        let (a, p) = (w.ages, w.placements);
        let ages = [
            a.under_1,
            a.from_1_to_4,
            a.from_5_to_9,
            a.from_10_to_15,
            a.from_16,
        ];
        let placements = [
            p.foster,
            p.residential,
            p.parents,
            p.semi_independent,
            p.adoption,
            p.other,
        ];
        let figures = ages
            .iter()
            .chain(&placements)
            .chain([&w.stock, &w.any_time]);
        // A count of ten million children is no authority; the bound keeps damaged files harmless.
        if figures
            .clone()
            .any(|figure| !(0.0..=1.0e7).contains(figure))
            || w.stock < 1.0
        {
            return impossible(
                "every figure is a count of children, and the stock at least 1".into(),
            );
        }
        let tolerance = 0.01 * w.stock + 1.0;
        for (what, sum) in [
            ("ages", ages.iter().sum::<f64>()),
            ("placements", placements.iter().sum()),
        ] {
            if (sum - w.stock).abs() > tolerance {
                return impossible(format!("{what} sum to {sum}, but the stock is {}", w.stock));
            }
        }
        if w.any_time < w.stock {
            return impossible(format!(
                "children looked after at any time in the year ({}) are fewer than the stock ({})",
                w.any_time, w.stock
            ));
        }
        let texts = [
            &w.provenance.source,
            &w.provenance.note,
            &w.provenance.licence,
        ];
        let source = texts.map(|t| t.trim().trim_end_matches('.'));
        if source[0].is_empty() || w.name.trim().is_empty() {
            return impossible("a profile needs a name and a source".into());
        }
        let source: Vec<&str> = source.into_iter().filter(|t| !t.is_empty()).collect();
        Ok(Profile {
            name: w.name,
            year: w.year,
            source: format!("{}.", source.join(". ")),
            ages,
            placements,
            stock: w.stock,
            any_time: w.any_time,
            national: national(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The published row, or nothing where the shared data do not lie beside the repository.
    fn published(area: &str) -> Option<Vec<(String, String)>> {
        let beside =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/dfe-cla-by-la-2011.csv");
        let Ok(mut reader) = csv::Reader::from_path(&beside) else {
            eprintln!(
                "{} is absent: the profile is not compared with it",
                beside.display()
            );
            return None;
        };
        let header: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
        let row = reader
            .records()
            .map(|r| r.unwrap())
            .find(|r| &r[3] == area)
            .unwrap();
        Some(
            header
                .into_iter()
                .zip(row.iter().map(String::from))
                .collect(),
        )
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
        assert_eq!(profile.any_time, cell(&row, "CLA_2011"));
        let placed = cells([
            "CLA_Fost",
            "CLA_Parent",
            "CLA_Ocom",
            "CLA_Adopt",
            "CLA_OthPl",
        ]);
        let [foster, _, parents, semi, adoption, other] = profile.placements;
        assert_eq!([foster, parents, semi, adoption, other], placed);
        let seen = cell(&row, "CLA_Secure") + cell(&row, "CLA_Ores");
        let suppressed = profile.placements[1] - seen;
        assert!(
            (1.0..=5.0).contains(&suppressed),
            "{suppressed} children in a suppressed cell"
        );
    }

    #[test]
    fn the_average_authority_is_england_in_small() {
        let profile = Profile::embedded("england-average-2011").unwrap();
        assert!((profile.placements.iter().sum::<f64>() - 434.0).abs() < 0.05);
        let Some(row) = published("ENGLAND") else {
            return;
        };
        let stock = cell(&row, "CLA_Mar2011");
        assert_eq!(profile.national[1], stock);
        assert_eq!(profile.national[0], cell(&row, "CLA_2011"));
        assert!((profile.any_time - cell(&row, "CLA_2011") * 434.0 / stock).abs() < 0.01);
        assert!((profile.placements[0] - cell(&row, "CLA_Fost") * 434.0 / stock).abs() < 0.01);
        assert!((profile.ages[3] - cell(&row, "CLA_10to15") * 434.0 / 65530.0).abs() < 0.01);
    }

    #[test]
    fn a_profile_whose_figures_cannot_be_right_is_refused() {
        let text = include_str!("../../evidence/authorities/staffordshire-2011.toml");
        for (good, bad, expected) in [
            ("foster = 600.0", "foster = 900.0", "placements sum to"),
            ("foster = 600.0", "foster = -1.0", "count of children"),
            (
                "any_time = 1035.0",
                "any_time = 100.0",
                "fewer than the stock",
            ),
            ("foster = 600.0", "fostre = 600.0", "unknown field"),
        ] {
            let error = Profile::parse(&text.replace(good, bad))
                .unwrap_err()
                .to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
