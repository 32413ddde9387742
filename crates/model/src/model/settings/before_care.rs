//! What help to families before care reads: quantities of `evidence/before-care.toml` as plain numbers.

use crate::evidence::ParameterSet;

/// Plain numbers, one per quantity; units as in the evidence file, pounds at the prices of the study.
#[derive(Clone, Debug, PartialEq)]
pub struct BeforeCareSettings {
    /// Quantity `before-care.known`.
    pub known: f64,
    /// Quantity `before-care.take-up`.
    pub take_up: f64,
    /// Quantity `before-care.stigma`.
    pub stigma: f64,
    /// Quantity `before-care.prevented`.
    pub prevented: f64,
    /// Quantity `before-care.delayed`.
    pub delayed: f64,
    /// Quantity `before-care.delay`.
    pub delay: f64,
    /// Quantity `before-care.families`.
    pub families: f64,
    /// Quantity `before-care.work`.
    pub work: f64,
    /// Quantity `before-care.section-17`.
    pub section_17: f64,
}

impl BeforeCareSettings {
    /// The numbers of a parameter set.
    pub fn new(p: &ParameterSet) -> BeforeCareSettings {
        let level = p.get("money.price-level");
        BeforeCareSettings {
            known: p.get("before-care.known"),
            take_up: p.get("before-care.take-up"),
            stigma: p.get("before-care.stigma"),
            prevented: p.get("before-care.prevented"),
            delayed: p.get("before-care.delayed"),
            delay: p.get("before-care.delay"),
            families: p.get("before-care.families"),
            work: p.at_prices("before-care.work", level),
            section_17: p.at_prices("before-care.section-17", level),
        }
    }
}

#[cfg(test)]
impl BeforeCareSettings {
    /// Central quantities but for those given.
    pub fn of(overrides: &[(&str, f64)]) -> BeforeCareSettings {
        let set = overrides.iter().map(|(id, v)| (id.to_string(), *v));
        let evidence = crate::evidence::Evidence::embedded();
        BeforeCareSettings::new(&ParameterSet::central(evidence, &set.collect()))
    }
}
