//! All quantities, in the order of their ids.

use std::sync::OnceLock;

use super::distance::nearest_of;
use super::embedded;
use super::quantity::{EvidenceError, Quantity};

/// Every quantity that the program knows, sorted by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    quantities: Vec<Quantity>,
}

/// A quantity, or one entry of a table, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Position in [`Evidence::quantities`].
    pub quantity: usize,
    /// Position of the entry; `None` for the whole quantity.
    pub band: Option<usize>,
}

impl Evidence {
    /// The evidence that the program carries. A fault in it is a bug and panics with a sentence.
    pub fn embedded() -> &'static Evidence {
        static EMBEDDED: OnceLock<Evidence> = OnceLock::new();
        EMBEDDED.get_or_init(|| match Evidence::parse(&embedded::QUANTITY_FILES) {
            Ok(evidence) => evidence,
            Err(fault) => panic!("the embedded evidence cannot be read: {fault}"),
        })
    }

    /// Reads quantity files given as name and text.
    ///
    /// # Errors
    /// The first file or quantity that breaks a rule, or an id that stands twice.
    pub fn parse(files: &[(&'static str, &str)]) -> Result<Evidence, EvidenceError> {
        let mut quantities = Vec::new();
        for (file, text) in files {
            quantities.extend(Quantity::parse(file, text)?);
        }
        quantities.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(pair) = quantities.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(EvidenceError::Quantity {
                file: pair[1].file.to_string(),
                id: pair[1].id.clone(),
                message: format!("stands twice, also in {}", pair[0].file),
            });
        }
        Ok(Evidence { quantities })
    }

    /// All quantities, sorted by id.
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// Position of a quantity in [`Evidence::quantities`].
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.quantities.binary_search_by(|q| q.id.as_str().cmp(id)).ok()
    }

    /// A quantity by id.
    pub fn find(&self, id: &str) -> Option<&Quantity> {
        self.index_of(id).map(|index| &self.quantities[index])
    }

    /// A quantity by its id, or an entry of a table as `id.band`, such as `care.home.age.16-and-over`.
    pub fn key(&self, written: &str) -> Option<Key> {
        if let Some(quantity) = self.index_of(written) {
            return Some(Key { quantity, band: None });
        }
        let (id, band) = written.rsplit_once('.')?;
        let quantity = self.index_of(id)?;
        let bands = &self.quantities[quantity].bands;
        let band = bands.iter().position(|known| known == band)?;
        Some(Key { quantity, band: Some(band) })
    }

    /// How a key is written.
    pub fn written(&self, key: Key) -> String {
        let quantity = &self.quantities[key.quantity];
        match key.band {
            None => quantity.id.clone(),
            Some(band) => format!("{}.{}", quantity.id, quantity.bands[band]),
        }
    }

    /// Up to three keys near to what was written, nearest first: ids, and where the table is known its
    /// entries.
    pub fn nearest_keys(&self, written: &str) -> Vec<String> {
        if let Some((id, band)) = written.rsplit_once('.')
            && let Some(table) = self.find(id).filter(|quantity| quantity.is_table())
        {
            let near = nearest_of(band, table.bands.iter().map(String::as_str));
            let near = if near.is_empty() { table.bands.iter().map(String::as_str).collect() } else { near };
            return near.iter().map(|band| format!("{id}.{band}")).collect();
        }
        self.nearest(written).iter().map(|id| (*id).to_string()).collect()
    }

    /// Up to three ids near to what was written, nearest first.
    pub fn nearest(&self, id: &str) -> Vec<&str> {
        nearest_of(id, self.quantities.iter().map(|q| q.id.as_str()))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A small evidence base that tests may lean on whatever the real one holds.
    pub fn example() -> &'static Evidence {
        static EXAMPLE: OnceLock<Evidence> = OnceLock::new();
        EXAMPLE.get_or_init(|| {
            let text = include_str!("../../../../evidence/example/example.toml");
            Evidence::parse(&[("example.toml", text)]).unwrap()
        })
    }

    #[test]
    fn every_embedded_quantity_keeps_the_rules() {
        let evidence = Evidence::parse(&embedded::QUANTITY_FILES).unwrap_or_else(|e| panic!("{e}"));
        for quantity in evidence.quantities() {
            assert!(quantity.low <= quantity.value && quantity.value <= quantity.high);
            assert!(!quantity.source.is_empty() && !quantity.unit.is_empty());
            assert_eq!(evidence.find(&quantity.id), Some(quantity));
        }
    }

    #[test]
    fn an_id_that_stands_twice_is_refused() {
        let text = include_str!("../../../../evidence/example/example.toml");
        let error = Evidence::parse(&[("a.toml", text), ("b.toml", text)]).unwrap_err();
        assert!(error.to_string().contains("stands twice"), "{error}");
    }

    #[test]
    fn a_misspelt_id_finds_its_neighbour() {
        assert_eq!(example().nearest("example.rat")[0], "example.rate");
    }

    #[test]
    fn an_entry_of_a_table_has_a_key_that_is_written_back_the_same() {
        let evidence = Evidence::embedded();
        let key = evidence.key("care.home.age.16-and-over").unwrap();
        assert_eq!(evidence.quantities()[key.quantity].id, "care.home.age");
        assert_eq!(evidence.written(key), "care.home.age.16-and-over");
        // An id that looks like an entry stays an id.
        let id = evidence.key("placement.entry.16-and-over").unwrap();
        assert_eq!(id.band, None);
        assert_eq!(evidence.key("care.home.age.17"), None);
        assert_eq!(evidence.nearest_keys("care.home.age.16-and-ovr"), ["care.home.age.16-and-over"]);
    }

    #[test]
    fn no_entry_could_be_taken_for_a_quantity() {
        let evidence = Evidence::embedded();
        for quantity in evidence.quantities() {
            for band in &quantity.bands {
                assert!(!band.contains('.'), "{} {band}", quantity.id);
                assert!(evidence.find(&format!("{}.{band}", quantity.id)).is_none());
            }
        }
    }

    #[test]
    fn every_process_that_the_evidence_names_is_a_file_of_the_model_or_a_room() {
        let rooms = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = ["study.rs", "indicator.rs", "returns.rs", "analysis.rs"].map(String::from).to_vec();
        for folder in ["model/process", "model/world", "model"] {
            let Ok(entries) = std::fs::read_dir(rooms.join(folder)) else {
                continue;
            };
            let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
            files.extend(names.map(|name| format!("{}.rs", name.trim_end_matches(".rs"))));
        }
        let quantities = Evidence::embedded().quantities().iter().map(|q| (&q.id, &q.used_by));
        let hypotheses = super::super::Hypotheses::embedded().all();
        let hypotheses = hypotheses.iter().map(|h| (&h.id, &h.acts_in));
        // Without a single process there is no model yet to compare with.
        if !files.iter().any(|file| file == "casework.rs") {
            return;
        }
        for (id, processes) in quantities.chain(hypotheses) {
            for process in processes {
                assert!(files.contains(&format!("{process}.rs")), "{id} names {process}");
            }
        }
    }
}
