//! One value for every quantity: the central set, or the set that a replication drew.

use std::collections::BTreeMap;

use super::catalogue::Evidence;

/// A value for every quantity, in the order of [`Evidence::quantities`].
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterSet {
    evidence: &'static Evidence,
    values: Vec<f64>,
    /// Position and value of what a scenario replaced.
    replaced: Vec<(usize, f64)>,
}

impl ParameterSet {
    /// Every quantity at its central value, but for those that a scenario sets.
    pub fn central(evidence: &'static Evidence, overrides: &BTreeMap<String, f64>) -> ParameterSet {
        let values = evidence.quantities().iter().map(|q| q.value).collect();
        ParameterSet::of(evidence, values).overridden(overrides)
    }

    /// Every quantity drawn by inverse CDF, but for those that a scenario sets. `uniform` gives a
    /// number in [0, 1) for the position of a quantity and is asked only for quantities that vary.
    pub fn drawn(
        evidence: &'static Evidence,
        overrides: &BTreeMap<String, f64>,
        mut uniform: impl FnMut(usize) -> f64,
    ) -> ParameterSet {
        let values = evidence
            .quantities()
            .iter()
            .enumerate()
            .map(|(index, quantity)| {
                let varies = quantity.low < quantity.high
                    && quantity.distribution != super::Distribution::Fixed;
                if varies {
                    quantity.at(uniform(index))
                } else {
                    quantity.value
                }
            })
            .collect();
        ParameterSet::of(evidence, values).overridden(overrides)
    }

    fn of(evidence: &'static Evidence, values: Vec<f64>) -> ParameterSet {
        ParameterSet {
            evidence,
            values,
            replaced: Vec::new(),
        }
    }

    fn overridden(mut self, overrides: &BTreeMap<String, f64>) -> ParameterSet {
        for (id, value) in overrides {
            let index = self.index(id);
            self.replaced.push((index, self.values[index]));
            self.values[index] = *value;
        }
        self
    }

    /// The set with mechanisms switched off: every quantity that carries one of them stands at the
    /// value at which it does nothing, whatever a scenario sets. Ids that no quantity carries change
    /// nothing.
    pub fn without<'a>(mut self, mechanisms: impl IntoIterator<Item = &'a String>) -> ParameterSet {
        for id in mechanisms {
            for (value, quantity) in self.values.iter_mut().zip(self.evidence.quantities()) {
                if quantity.mechanisms.contains(id) {
                    *value = quantity.neutral.unwrap_or(*value);
                }
            }
        }
        self
    }

    /// The value of a single number. An id that is unknown, or that is a table, is a bug: it panics.
    pub fn get(&self, id: &str) -> f64 {
        let index = self.index(id);
        assert!(
            !self.evidence.quantities()[index].is_table(),
            "the quantity \"{id}\" is a table, but a single number was asked for"
        );
        self.values[index]
    }

    /// The entries of a table, each times the factor drawn. An id that is unknown, or that is a
    /// single number, is a bug: it panics.
    pub fn table(&self, id: &str) -> Vec<f64> {
        let index = self.index(id);
        let quantity = &self.evidence.quantities()[index];
        assert!(
            quantity.is_table(),
            "the quantity \"{id}\" is a single number, but a table was asked for"
        );
        let factor = self.values[index];
        quantity.values.iter().map(|entry| entry * factor).collect()
    }

    /// The factor on the entries of a table.
    pub fn factor(&self, id: &str) -> f64 {
        self.values[self.index(id)]
    }

    /// The value, or for a table the factor, had the scenario not set it: that of an arm which does not.
    pub fn unset(&self, id: &str) -> f64 {
        let index = self.index(id);
        let replaced = self.replaced.iter().find(|(at, _)| *at == index);
        replaced.map_or(self.values[index], |(_, value)| *value)
    }

    /// All values in the order of [`Evidence::quantities`]; for a table its factor.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    fn index(&self, id: &str) -> usize {
        match self.evidence.index_of(id) {
            Some(index) => index,
            None => {
                panic!("the model asks for the quantity \"{id}\", which no evidence file holds")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::tests::example;
    use super::*;

    fn overrides(pairs: &[(&str, f64)]) -> BTreeMap<String, f64> {
        pairs
            .iter()
            .map(|(id, value)| (id.to_string(), *value))
            .collect()
    }

    #[test]
    fn the_central_set_holds_every_central_value() {
        let set = ParameterSet::central(example(), &BTreeMap::new());
        assert_eq!(set.get("example.rate"), 0.15);
        assert_eq!(set.table("example.survival"), [0.235, 0.089]);
        assert_eq!(set.values().len(), example().quantities().len());
    }

    #[test]
    fn an_overridden_quantity_is_fixed_and_moves_no_other() {
        let free = ParameterSet::drawn(example(), &BTreeMap::new(), |i| 0.1 * (i as f64 + 1.0));
        let held = overrides(&[("example.rate", 0.9)]);
        let set = ParameterSet::drawn(example(), &held, |i| 0.1 * (i as f64 + 1.0));
        assert_eq!(set.get("example.rate"), 0.9);
        assert_eq!(set.unset("example.rate"), free.get("example.rate"));
        assert_eq!(set.unset("example.share"), free.get("example.share"));
        assert_eq!(set.get("example.share"), free.get("example.share"));
        assert_eq!(
            set.table("example.survival"),
            free.table("example.survival")
        );
    }

    #[test]
    fn a_factor_scales_every_entry_of_a_table() {
        let set = ParameterSet::central(example(), &overrides(&[("example.survival", 2.0)]));
        assert_eq!(set.table("example.survival"), [0.47, 0.178]);
    }

    #[test]
    #[should_panic(expected = "which no evidence file holds")]
    fn an_unknown_id_panics_with_a_sentence() {
        ParameterSet::central(example(), &BTreeMap::new()).get("nothing");
    }
}
