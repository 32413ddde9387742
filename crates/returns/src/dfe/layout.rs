//! Layouts: where a release keeps its figures, and what its codes mean. They are data, so that an older
//! or newer release needs a mapping and no program.

use std::collections::BTreeMap;

use serde::Deserialize;

use swplab_model::evidence::{Code, Figure};

/// The layouts that the program carries.
const CARRIED: &str = include_str!("../../../../evidence/authorities/columns.toml");
/// What stands for four digits in the name of a column.
const YEAR: &str = "{year}";

/// A mapping that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MappingError(String);

/// All layouts that a file may have.
#[derive(Clone, Debug)]
pub struct Layouts {
    pub(super) all: Vec<Layout>,
}

/// One layout.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub name: String,
    pub codes: BTreeMap<String, Code>,
    pub code: String,
    /// The column of the code by which an authority is known besides, of three digits.
    pub old_code: Option<String>,
    pub place: String,
    pub level: Level,
    pub year: Option<String>,
    /// Figures that stand on every row.
    pub figures: Vec<(String, Figure)>,
    /// Figures that stand on the rows where columns hold certain texts.
    pub when: Vec<When>,
}

/// Rows where columns hold certain texts.
#[derive(Clone, Debug)]
pub(super) struct When {
    pub holds: Vec<(String, String)>,
    pub figures: Vec<(String, Figure)>,
}

/// The column that tells an authority from a region, and its texts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Level {
    pub column: String,
    pub authority: String,
    pub region: String,
    pub nation: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    layout: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    codes: BTreeMap<String, String>,
    code: String,
    old_code: Option<String>,
    place: String,
    level: Level,
    year: Option<String>,
    #[serde(default)]
    figures: Vec<WrittenFigure>,
    #[serde(default)]
    when: Vec<WrittenWhen>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFigure {
    column: String,
    figure: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holds {
    column: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWhen {
    column: String,
    text: String,
    and: Option<Holds>,
    figures: Vec<WrittenFigure>,
}

impl Layouts {
    /// The layouts that the program carries. A fault in them is a bug and panics with a sentence.
    pub fn carried() -> Layouts {
        match Layouts::parse(CARRIED) {
            Ok(layouts) => layouts,
            Err(fault) => panic!("the carried layouts cannot be read: {fault}"),
        }
    }

    /// Reads layouts.
    ///
    /// # Errors
    /// Not TOML, a key that is missing or not known, a figure or code that the program does not know.
    pub fn parse(text: &str) -> Result<Layouts, MappingError> {
        let file: File = toml::from_str(text).map_err(|e| MappingError(e.to_string()))?;
        if file.schema != 1 {
            return Err(MappingError(format!("schema {} is not known, only 1", file.schema)));
        }
        let all = file.layout.into_iter().map(meant).collect::<Result<_, _>>()?;
        Ok(Layouts { all })
    }

    /// These layouts, and after them the others.
    pub fn then(mut self, others: Layouts) -> Layouts {
        self.all.extend(others.all);
        self
    }
}

fn meant(written: Written) -> Result<Layout, MappingError> {
    let layout = &written.name;
    let figures = |written: Vec<WrittenFigure>| {
        let known = written.into_iter().map(|one| match Figure::of_key(&one.figure) {
            Some(figure) => Ok((one.column, figure)),
            None => Err(MappingError(format!(
                "layout \"{layout}\": no figure is called \"{}\"; known are {}",
                one.figure,
                Figure::all().map(Figure::key).collect::<Vec<_>>().join(", ")
            ))),
        });
        known.collect::<Result<Vec<_>, _>>()
    };
    let codes = written.codes.iter().map(|(text, word)| match Code::of_word(word) {
        Some(code) => Ok((text.to_lowercase(), code)),
        None => Err(MappingError(format!(
            "layout \"{layout}\": no code is called \"{word}\"; known are {}",
            Code::ALL.map(Code::word).join(", ")
        ))),
    });
    let codes = codes.collect::<Result<_, _>>()?;
    let when = written.when.into_iter().map(|one| {
        let more = one.and.map(|holds| (holds.column, holds.text));
        Ok(When {
            holds: std::iter::once((one.column, one.text)).chain(more).collect(),
            figures: figures(one.figures)?,
        })
    });
    let when = when.collect::<Result<Vec<_>, _>>()?;
    let figures = figures(written.figures)?;
    let has_year = written.year.is_some() || figures.iter().any(|(column, _)| column.contains(YEAR));
    if !has_year {
        return Err(MappingError(format!(
            "layout \"{layout}\": it needs a year: a column, or {YEAR} in the name of one"
        )));
    }
    Ok(Layout {
        name: written.name,
        codes,
        code: written.code,
        old_code: written.old_code,
        place: written.place,
        level: written.level,
        year: written.year,
        figures,
        when,
    })
}

/// Whether a column of a file bears a layout's name for it; the year where the name holds one.
pub(super) fn bears(column: &str, name: &str) -> Option<Option<u32>> {
    let Some((before, after)) = name.split_once(YEAR) else {
        return column.eq_ignore_ascii_case(name).then_some(None);
    };
    let digits = column.strip_prefix(before)?.strip_suffix(after)?;
    let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let year = is_year.then(|| digits.parse().ok())??;
    Some(Some(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_may_stand_in_the_name_of_a_column() {
        assert_eq!(bears("CLA_Mar2011", "CLA_Mar{year}"), Some(Some(2011)));
        assert_eq!(bears("CLA_U1", "CLA_{year}"), None);
        assert_eq!(bears("cla_u1", "CLA_U1"), Some(None));
        assert_eq!(bears("CLA_Mar20x1", "CLA_Mar{year}"), None);
    }

    #[test]
    fn the_carried_layouts_can_be_read_and_a_wrong_mapping_is_told() {
        assert!(Layouts::carried().all.len() >= 8);
        for (good, bad, expected) in [
            ("figure = \"stock\"", "figure = \"stok\"", "no figure is called \"stok\""),
            ("\"one_to_five\"", "\"few\"", "no code is called \"few\""),
            ("schema = 1", "schema = 7", "schema 7"),
            ("place = ", "plaice = ", "plaice"),
        ] {
            let error = Layouts::parse(&CARRIED.replace(good, bad)).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}
