//! The quantities behind a study, with their provenance and with what its arms set them to.

use crate::evidence::{Evidence, Quantity, is_behind};
use crate::indicator::HEADLINES;
use crate::report::words::shortest;
use crate::scenario::Arm;

/// A quantity behind the results, with its provenance.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Assumption {
    /// Stable id.
    pub(crate) id: String,
    /// What it is, in one sentence.
    pub(crate) label: String,
    /// Central value as used.
    pub(crate) value: f64,
    /// Lowest value.
    pub(crate) low: f64,
    /// Highest value.
    pub(crate) high: f64,
    /// Unit in words.
    pub(crate) unit: String,
    /// Grade: `A`, `B`, `C` or `D`.
    pub(crate) grade: String,
    /// Where it comes from.
    pub(crate) source: String,
    /// The scenario's reason, if it sets the value.
    pub(crate) overridden: Option<String>,
    /// Whether a posterior gives it.
    pub(crate) is_of_posterior: bool,
    /// Process files that read it, or indicators that it feeds.
    pub(crate) used_by: Vec<String>,
    /// Ids of the headlines behind which it stands.
    pub(crate) headlines: Vec<String>,
}

/// Every quantity with its provenance and with what the arms set it to.
pub(crate) fn assumptions(arms: &[Arm]) -> Vec<Assumption> {
    let quantities = Evidence::embedded().quantities().iter();
    let mut all: Vec<Assumption> = quantities
        .filter(|quantity| quantity.is_of_studies() || quantity.is_of_telling())
        .map(|quantity| assumption(quantity, arms))
        .collect();
    let posterior = arms.first().and_then(|arm| arm.alternative.posterior.as_ref());
    for (column, key) in posterior.iter().flat_map(|p| p.keys().iter().enumerate()) {
        let quantity = &Evidence::embedded().quantities()[key.quantity];
        let posterior = posterior.expect("its keys are walked");
        let mut values: Vec<f64> = posterior.rows().iter().map(|row| row[column]).collect();
        values.sort_by(f64::total_cmp);
        let at = |p: f64| values[((values.len() - 1) as f64 * p) as usize];
        let sentence = format!(
            "posterior \"{}\": median {}, 5 to 95% {} to {}",
            posterior.name,
            shortest(at(0.5)),
            shortest(at(0.05)),
            shortest(at(0.95))
        );
        let id = Evidence::embedded().written(*key);
        if let Some(own) = all.iter_mut().find(|own| own.id == id) {
            own.is_of_posterior = true;
            own.value = at(0.5);
            // What the scenario sets goes before the posterior.
            own.overridden.get_or_insert(sentence);
        } else if let Some(band) = key.band {
            all.push(Assumption {
                id,
                label: format!("{}, {} (factor)", quantity.label, quantity.bands[band]),
                value: at(0.5),
                low: values[0],
                high: values[values.len() - 1],
                unit: "factor".to_owned(),
                overridden: Some(sentence),
                is_of_posterior: true,
                ..assumption(quantity, arms)
            });
        }
    }
    all
}

fn assumption(quantity: &Quantity, arms: &[Arm]) -> Assumption {
    let mut reasons: Vec<String> = Vec::new();
    for arm in arms {
        let entry = format!("{}.", quantity.id);
        let own = arm.alternative.parameters.iter();
        let own = own.filter(|(id, _)| **id == quantity.id || id.starts_with(&entry));
        for (id, change) in own.filter(|(id, _)| {
            Evidence::embedded()
                .key(id)
                .is_some_and(|key| Evidence::embedded().quantities()[key.quantity].id == quantity.id)
        }) {
            let why = if change.why.is_empty() { "no reason given" } else { &change.why };
            let band = id.strip_prefix(&entry).map_or(String::new(), |band| format!("{band} times "));
            reasons.push(format!("{band}{} in \"{}\": {why}", change.value, arm.name));
        }
    }
    let reference = arms.first().and_then(|arm| arm.alternative.parameters.get(&quantity.id));
    Assumption {
        id: quantity.id.clone(),
        label: quantity.label.clone(),
        value: reference.map_or(quantity.value, |change| change.value),
        low: quantity.low,
        high: quantity.high,
        unit: quantity.unit.clone(),
        grade: quantity.grade.letter().to_owned(),
        source: quantity.source.clone(),
        overridden: (!reasons.is_empty()).then(|| reasons.join("; ")),
        is_of_posterior: false,
        used_by: quantity.used_by.clone(),
        headlines: HEADLINES
            .iter()
            .filter(|headline| is_behind(&quantity.id, headline.id))
            .map(|headline| headline.id.to_owned())
            .collect(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::results::testing;

    /// Quantities that go with the study of formulas.
    pub(in crate::analysis::run) fn of_formulas() -> Vec<Assumption> {
        (0..testing::QUANTITIES)
            .map(|q| Assumption {
                id: format!("quantity.number-{q}"),
                label: format!(
                    "Effect of something plausible on the leaving rate of case holders, number {q}"
                ),
                value: 0.5,
                low: 0.0,
                high: 1.0,
                unit: "ratio".to_owned(),
                grade: ["D", "A", "D", "C", "B", "D"][q % 6].to_owned(),
                source: "Department for Education, children's social work workforce 2017 to 2025".to_owned(),
                is_of_posterior: false,
                overridden: (q == 3).then(|| "A local figure".to_owned()),
                used_by: vec!["workforce".to_owned()],
                headlines: HEADLINES[q % 2..].iter().map(|headline| headline.id.to_owned()).collect(),
            })
            .collect()
    }
}
