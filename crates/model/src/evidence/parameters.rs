//! One value for every quantity: the central set, or the set that a replication drew.

use std::collections::BTreeMap;

use super::catalogue::{Evidence, Key};

/// A value for every quantity, in the order of [`Evidence::quantities`].
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterSet {
    evidence: &'static Evidence,
    values: Vec<f64>,
    /// Position and value of what a scenario replaced.
    replaced: Vec<(usize, f64)>,
    /// Factors on single entries of tables.
    entries: Entries,
    /// The same before a scenario replaced any.
    unset_entries: Entries,
}

/// Factors on single entries: position of the table, position of the entry, factor.
type Entries = Vec<(usize, usize, f64)>;

impl ParameterSet {
    /// Every quantity at its central value, but for those that a scenario sets: a quantity by its id, a
    /// single entry of a table as `id.band`.
    pub fn central(evidence: &'static Evidence, overrides: &BTreeMap<String, f64>) -> ParameterSet {
        let values = evidence.quantities().iter().map(|q| q.value).collect();
        ParameterSet::of(evidence, values).overridden(overrides)
    }

    /// Every quantity drawn by inverse CDF, but for those that a scenario sets. `uniform` gives a
    /// number in [0, 1) for the position of a quantity and is asked only for quantities that vary.
    pub fn drawn(
        evidence: &'static Evidence,
        overrides: &BTreeMap<String, f64>,
        uniform: impl FnMut(usize) -> f64,
    ) -> ParameterSet {
        ParameterSet::drawn_with(evidence, &[], overrides, uniform)
    }

    /// The same with values that hold in every arm, such as a row of a posterior, unless a scenario sets
    /// them; they are what [`ParameterSet::unset`] gives.
    pub fn drawn_with(
        evidence: &'static Evidence,
        given: &[(Key, f64)],
        overrides: &BTreeMap<String, f64>,
        mut uniform: impl FnMut(usize) -> f64,
    ) -> ParameterSet {
        let values = evidence
            .quantities()
            .iter()
            .enumerate()
            .map(|(index, quantity)| {
                let varies =
                    quantity.low < quantity.high && quantity.distribution != super::Distribution::Fixed;
                if varies { quantity.at(uniform(index)) } else { quantity.value }
            })
            .collect();
        let mut set = ParameterSet::of(evidence, values);
        for (key, value) in given {
            match key.band {
                None => set.values[key.quantity] = *value,
                Some(band) => set.entries.push((key.quantity, band, *value)),
            }
        }
        set.unset_entries.clone_from(&set.entries);
        set.overridden(overrides)
    }

    fn of(evidence: &'static Evidence, values: Vec<f64>) -> ParameterSet {
        ParameterSet {
            evidence,
            values,
            replaced: Vec::new(),
            entries: Entries::new(),
            unset_entries: Entries::new(),
        }
    }

    fn overridden(mut self, overrides: &BTreeMap<String, f64>) -> ParameterSet {
        // A table stands before its entries, in the order of their ids: who sets a whole table takes
        // the place of what was given for its entries.
        for (id, value) in overrides {
            let Key { quantity, band } = self.key(id);
            match band {
                None => {
                    self.replaced.push((quantity, self.values[quantity]));
                    self.values[quantity] = *value;
                    self.entries.retain(|(table, ..)| *table != quantity);
                }
                Some(band) => {
                    self.entries.retain(|e| (e.0, e.1) != (quantity, band));
                    self.entries.push((quantity, band, *value));
                }
            }
        }
        self
    }

    /// Whether a scenario replaced the whole of a quantity.
    pub fn is_replaced(&self, id: &str) -> bool {
        let index = self.index(id);
        self.replaced.iter().any(|(quantity, _)| *quantity == index)
    }

    /// A quantity, pounds at a price level against that of the evidence; what a scenario sets itself is taken as it is
    /// written.
    pub fn at_prices(&self, id: &str, level: f64) -> f64 {
        let is_money = self.evidence.find(id).is_some_and(|quantity| quantity.unit.starts_with('£'));
        if is_money && !self.is_replaced(id) { level * self.get(id) } else { self.get(id) }
    }

    /// What the same replication gives an arm that sets `overrides` in place of this one's.
    pub fn as_set_by(&self, overrides: &BTreeMap<String, f64>) -> ParameterSet {
        let mut plain = self.clone();
        for (index, value) in self.replaced.iter().rev() {
            plain.values[*index] = *value;
        }
        plain.replaced.clear();
        plain.entries.clone_from(&self.unset_entries);
        plain.overridden(overrides)
    }

    /// Whether single entries of a table have factors of their own, set or given.
    pub fn has_entries(&self, id: &str) -> bool {
        let index = self.index(id);
        let mut all = self.entries.iter().chain(&self.unset_entries);
        all.any(|(table, ..)| *table == index)
    }

    /// The set with mechanisms switched off: every quantity that carries one of them stands at the
    /// value at which it does nothing, whatever a scenario sets. Ids that no quantity carries change
    /// nothing.
    pub fn without<'a>(mut self, mechanisms: impl IntoIterator<Item = &'a String>) -> ParameterSet {
        for id in mechanisms {
            for (index, quantity) in self.evidence.quantities().iter().enumerate() {
                if quantity.mechanisms.contains(id)
                    && let Some(neutral) = quantity.neutral
                {
                    self.values[index] = neutral;
                    self.entries.retain(|(table, ..)| *table != index);
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
        assert!(quantity.is_table(), "the quantity \"{id}\" is a single number, but a table was asked for");
        let factor = self.values[index];
        let mut table: Vec<f64> = quantity.values.iter().map(|entry| entry * factor).collect();
        for (of, band, factor) in &self.entries {
            if *of == index {
                table[*band] *= factor;
            }
        }
        table
    }

    /// The factor on the entries of a table.
    pub fn factor(&self, id: &str) -> f64 {
        self.values[self.index(id)]
    }

    /// The factor on each entry of a table: that on all, times its own.
    pub fn factors(&self, id: &str) -> Vec<f64> {
        let index = self.index(id);
        let bands = self.evidence.quantities()[index].values.len();
        let mut factors = vec![self.values[index]; bands];
        for (of, band, factor) in &self.entries {
            if *of == index {
                factors[*band] *= factor;
            }
        }
        factors
    }

    /// The factors on the entries of a table, had the scenario not set it: those that a posterior gives.
    pub fn unset_factors(&self, id: &str) -> Vec<f64> {
        self.as_set_by(&BTreeMap::new()).factors(id)
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

    /// The value of a quantity, for a table the factor on all entries or on the entry that the key names.
    pub fn at(&self, key: Key) -> f64 {
        match key.band {
            None => self.values[key.quantity],
            Some(band) => {
                let mut entries = self.entries.iter();
                let own = entries.find(|e| (e.0, e.1) == (key.quantity, band));
                own.map_or(1.0, |(.., factor)| *factor)
            }
        }
    }

    fn key(&self, id: &str) -> Key {
        match self.evidence.key(id) {
            Some(key) => key,
            None => panic!("a scenario sets the quantity \"{id}\", which no evidence file holds"),
        }
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
        pairs.iter().map(|(id, value)| (id.to_string(), *value)).collect()
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
        assert_eq!(set.table("example.survival"), free.table("example.survival"));
    }

    #[test]
    fn a_factor_scales_every_entry_of_a_table() {
        let set = ParameterSet::central(example(), &overrides(&[("example.survival", 2.0)]));
        assert_eq!(set.table("example.survival"), [0.47, 0.178]);
    }

    #[test]
    fn a_factor_on_one_entry_leaves_the_others_and_multiplies_that_on_the_table() {
        let first = format!("example.survival.{}", example().find("example.survival").unwrap().bands[0]);
        let one = overrides(&[(&first, 3.0)]);
        let set = ParameterSet::central(example(), &one);
        assert_eq!(set.table("example.survival"), [0.235 * 3.0, 0.089]);
        assert_eq!(set.factor("example.survival"), 1.0);
        let both = overrides(&[(&first, 3.0), ("example.survival", 2.0)]);
        let set = ParameterSet::central(example(), &both);
        assert_eq!(set.table("example.survival"), [0.235 * 2.0 * 3.0, 0.178]);
        assert!(set.has_entries("example.survival"));
    }

    #[test]
    fn what_is_given_holds_unless_it_is_set_and_is_what_an_arm_without_it_has() {
        let evidence = example();
        let key = |id: &str| evidence.key(id).unwrap();
        let band = format!("example.survival.{}", evidence.find("example.survival").unwrap().bands[1]);
        let given = [(key("example.rate"), 0.11), (key(&band), 0.5)];
        let with = |set: &[(&str, f64)]| ParameterSet::drawn_with(evidence, &given, &overrides(set), |_| 0.5);
        let factor = with(&[]).factor("example.survival");
        assert_eq!(with(&[]).get("example.rate"), 0.11);
        assert_eq!(with(&[]).table("example.survival")[1], 0.089 * factor * 0.5);
        let set = with(&[("example.rate", 0.9), ("example.survival", 2.0)]);
        assert_eq!(set.get("example.rate"), 0.9);
        assert_eq!(set.unset("example.rate"), 0.11);
        assert_eq!(set.table("example.survival"), [0.47, 0.178]);
        assert_eq!(set.as_set_by(&BTreeMap::new()).values(), with(&[]).values());
        assert_eq!(
            set.as_set_by(&BTreeMap::new()).table("example.survival"),
            with(&[]).table("example.survival")
        );
    }

    #[test]
    #[should_panic(expected = "which no evidence file holds")]
    fn an_unknown_id_panics_with_a_sentence() {
        ParameterSet::central(example(), &BTreeMap::new()).get("nothing");
    }
}
