//! What is not known of a scenario, as the inputs of a design: quantities, open questions, a posterior, fields that the
//! user lets vary, and luck.

use std::sync::Arc;

use crate::analysis::{Loaded, Refusal};
use crate::evidence::{Distribution, Evidence, Grade, Hypotheses, Quantity, is_behind};
use crate::report::words::shortest;
use crate::scenario::{Alternative, Arm, Factor, why_idle};
use crate::statistics::Column;
use crate::study::{FutureRow, Uniforms};

/// What an input is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Of {
    /// A quantity, by its position in the evidence.
    Quantity(usize),
    /// A hypothesis, by its number from 0.
    Hypothesis(usize),
    /// The row of a posterior.
    Posterior,
    /// A field of the scenario.
    Field(Factor),
    /// What happens by chance.
    Luck,
}

/// One input.
#[derive(Clone, Debug)]
pub(crate) struct Unknown {
    /// Id, path, or `luck`.
    pub(crate) name: String,
    /// What it is, in words.
    pub(crate) title: String,
    /// What it is.
    pub(crate) of: Of,
    /// Grade of a quantity.
    pub(crate) grade: Option<Grade>,
    /// Range in words.
    pub(crate) range: String,
}

/// The group of inputs to which one belongs, in words.
pub(crate) const GROUPS: [&str; 5] =
    ["assumptions (grade D)", "graded A to C", "open questions", "what calibration leaves open", "fields"];

impl Unknown {
    /// Its group: a place in [`GROUPS`]; `None` for luck.
    pub(crate) fn group(&self) -> Option<usize> {
        match self.of {
            Of::Quantity(_) if self.grade == Some(Grade::D) => Some(0),
            Of::Quantity(_) => Some(1),
            Of::Hypothesis(_) => Some(2),
            Of::Posterior => Some(3),
            Of::Field(_) => Some(4),
            Of::Luck => None,
        }
    }

    /// The word of tables for what it is.
    pub(crate) fn kind(&self) -> &'static str {
        match self.of {
            Of::Quantity(_) => "quantity",
            Of::Hypothesis(_) => "hypothesis",
            Of::Posterior => "posterior",
            Of::Field(_) => "field",
            Of::Luck => "luck",
        }
    }

    /// Its value at a coordinate, as a person would write it.
    pub(crate) fn value(&self, coordinate: f64) -> String {
        match &self.of {
            Of::Quantity(at) => shortest(quantity(*at).at(coordinate)).replace(',', ""),
            Of::Hypothesis(at) => {
                let hypothesis = &Hypotheses::embedded().all()[*at];
                let names: Vec<&str> = hypothesis.position_names().collect();
                names[place(coordinate, names.len())].to_owned()
            }
            Of::Field(factor) => super::value(factor, coordinate),
            Of::Posterior | Of::Luck => format!("{coordinate:.4}"),
        }
    }

    /// The values of a column of coordinates, as numbers or kinds.
    pub(crate) fn column(&self, coordinates: &[f64]) -> Column {
        match &self.of {
            Of::Quantity(at) => Column::Numbers(coordinates.iter().map(|u| quantity(*at).at(*u)).collect()),
            Of::Hypothesis(at) => {
                let count = Hypotheses::embedded().all()[*at].positions.len();
                Column::Kinds(coordinates.iter().map(|u| place(*u, count)).collect())
            }
            Of::Field(factor) => {
                let values: Vec<String> = coordinates.iter().map(|u| super::value(factor, *u)).collect();
                let numbers: Vec<f64> = values.iter().filter_map(|value| value.parse().ok()).collect();
                if numbers.len() == values.len() {
                    return Column::Numbers(numbers);
                }
                let known = |value: &String| factor.levels.iter().position(|level| level == value);
                Column::Kinds(values.iter().map(|value| known(value).unwrap_or(0)).collect())
            }
            Of::Posterior | Of::Luck => Column::Numbers(coordinates.to_vec()),
        }
    }

    /// The word for a kind of a column of kinds.
    pub(crate) fn kind_in_words(&self, kind: usize) -> String {
        match &self.of {
            Of::Hypothesis(at) => Hypotheses::embedded().all()[*at].positions[kind].name.clone(),
            Of::Field(factor) => factor.levels[kind].trim_matches('"').to_owned(),
            _ => kind.to_string(),
        }
    }
}

fn quantity(at: usize) -> &'static Quantity {
    &Evidence::embedded().quantities()[at]
}

fn place(coordinate: f64, count: usize) -> usize {
    ((coordinate * count as f64) as usize).min(count - 1)
}

/// The inputs of a study of some arms, luck last, and how many quantities were left out since they can reach nothing here;
/// of one headline, if one is named.
pub(crate) fn unknowns(arms: &[&Arm], fields: &[Factor], headline: &str) -> (Vec<Unknown>, usize) {
    let all: Vec<&Alternative> = arms.iter().map(|arm| &arm.alternative).collect();
    let mut found = Vec::new();
    let mut left_out = 0;
    let posterior = all.first().and_then(|arm| arm.posterior.as_ref());
    let is_given = |at: usize| {
        posterior.is_some_and(|own| own.keys().iter().any(|key| key.quantity == at && key.band.is_none()))
    };
    for (at, one) in Evidence::embedded().quantities().iter().enumerate() {
        let varies = one.low < one.high && one.distribution != Distribution::Fixed;
        let is_set = all.iter().all(|arm| arm.parameters.contains_key(&one.id));
        if !varies || !one.is_of_studies() || is_set || is_given(at) {
            continue;
        }
        let path = format!("parameters.{}", one.id);
        if why_idle(&path, &all).is_some() || !(headline.is_empty() || is_behind(&one.id, headline)) {
            left_out += 1;
            continue;
        }
        found.push(Unknown {
            name: one.id.clone(),
            title: one.label.clone(),
            of: Of::Quantity(at),
            grade: Some(one.grade),
            range: format!(
                "{} to {} {}",
                one.low,
                one.high,
                if one.is_table() { "times" } else { &one.unit }
            ),
        });
    }
    for (at, one) in Hypotheses::embedded().all().iter().enumerate() {
        if one.acts() && !all.iter().all(|arm| arm.hypotheses.contains_key(&one.id)) {
            let positions: Vec<&str> = one.position_names().collect();
            found.push(Unknown {
                name: one.id.clone(),
                title: one.title.clone(),
                of: Of::Hypothesis(at),
                grade: None,
                range: positions.join(", "),
            });
        }
    }
    if let Some(posterior) = posterior {
        found.push(Unknown {
            name: "posterior".to_owned(),
            title: format!("What the calibration \"{}\" leaves open", posterior.name),
            of: Of::Posterior,
            grade: None,
            range: format!("{} rows of {} quantities", posterior.rows().len(), posterior.keys().len()),
        });
    }
    for factor in fields {
        let range = crate::scenario::Range::of(factor)
            .map_or_else(|| factor.levels.join(", "), |range| range.ends().join(" to "));
        found.push(Unknown {
            name: factor.path.clone(),
            title: factor.path.clone(),
            of: Of::Field(factor.clone()),
            grade: None,
            range,
        });
    }
    found.push(Unknown {
        name: "luck".to_owned(),
        title: "Luck: what befalls these children, workers and contracts, and the authority's own levels"
            .to_owned(),
        of: Of::Luck,
        grade: None,
        range: String::new(),
    });
    (found, left_out)
}

/// A row of a design as the study lives it: coordinates in the order of the inputs, of which luck is left out.
///
/// # Errors
/// What is wrong with a field's value in an arm.
pub(crate) fn row(
    loaded: &Loaded,
    arms: &[usize],
    inputs: &[Unknown],
    point: &[f64],
    luck: u32,
) -> Result<FutureRow, Refusal> {
    Ok(FutureRow { luck, ..made(loaded, &as_they_are(arms), inputs, point)? })
}

/// An arm and what is set beside it.
pub(crate) type MadeOf = (usize, Vec<(String, String)>);

/// Arms beside which nothing is set.
pub(crate) fn as_they_are(arms: &[usize]) -> Vec<MadeOf> {
    arms.iter().map(|arm| (*arm, Vec::new())).collect()
}

/// The same where values are set in each arm.
///
/// # Errors
/// As [`row`].
pub(crate) fn made(
    loaded: &Loaded,
    made_of: &[MadeOf],
    inputs: &[Unknown],
    point: &[f64],
) -> Result<FutureRow, Refusal> {
    let known = Uniforms {
        posterior: 0.5,
        quantities: vec![0.5; Evidence::embedded().quantities().len()],
        hypotheses: vec![0.5; Hypotheses::embedded().all().len()],
    };
    put(loaded, made_of, known, inputs.iter().zip(point.iter().copied()))
}

/// The same where only some inputs are put somewhere, and the rest is `known`, or as the scenario has it.
///
/// # Errors
/// As [`row`].
pub(crate) fn put<'a>(
    loaded: &Loaded,
    made_of: &[MadeOf],
    mut known: Uniforms,
    inputs: impl Iterator<Item = (&'a Unknown, f64)>,
) -> Result<FutureRow, Refusal> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (input, coordinate) in inputs {
        match &input.of {
            Of::Quantity(at) => known.quantities[*at] = coordinate,
            Of::Hypothesis(at) => known.hypotheses[*at] = coordinate,
            Of::Posterior => known.posterior = coordinate,
            Of::Field(factor) => fields.push((factor.path.clone(), super::value(factor, coordinate))),
            Of::Luck => {}
        }
    }
    let mut own = None;
    if !fields.is_empty() {
        let arm = |(arm, set): &MadeOf| {
            // What is decided goes before what the future brings.
            let all: Vec<(String, String)> = fields.iter().chain(set).cloned().collect();
            loaded.arm_with(*arm, &all)
        };
        let arms: Result<Vec<Alternative>, Refusal> = made_of.iter().map(arm).collect();
        own = Some(Arc::from(arms?));
    }
    Ok(FutureRow { luck: 0, known, arms: own })
}
