//! One quantity: a number, or a table of numbers by band, with its range, unit, source and grade.
//!
//! In a file, each `[[quantity]]` has `id`, `label`, `unit`, `source`, `grade`, `mechanisms`,
//! `used_by`, `distribution`, `allowed`, and either `value` (with `low` and `high`) or `bands` and `values`
//! (with `low` and `high` as factors on all entries). `neutral` and `note` are optional.

use serde::Deserialize;

/// How well a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Grade {
    /// Measured statistic, or arithmetic on one.
    A,
    /// Peer-reviewed estimate.
    B,
    /// Grey literature or a claim.
    C,
    /// Assumption.
    D,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Grade; 4] = [Grade::A, Grade::B, Grade::C, Grade::D];

    /// The letter.
    pub fn letter(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
            Grade::D => "D",
        }
    }

    /// What the letter means, in words.
    pub fn meaning(self) -> &'static str {
        match self {
            Grade::A => "measured statistic",
            Grade::B => "peer-reviewed estimate",
            Grade::C => "grey literature or a claim",
            Grade::D => "assumption",
        }
    }
}

/// How a quantity is drawn once per replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// The central value always.
    Fixed,
    /// Any value from low to high, equally likely.
    Uniform,
    /// From low to high, the central value most likely.
    Triangular,
}

impl Distribution {
    /// The name as written in the files.
    pub fn name(self) -> &'static str {
        match self {
            Distribution::Fixed => "fixed",
            Distribution::Uniform => "uniform",
            Distribution::Triangular => "triangular",
        }
    }
}

/// A fault in an evidence file; each says which file and which quantity.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum EvidenceError {
    /// The file is not valid TOML or has a key that is not known.
    #[error("{file}: {message}")]
    Unreadable {
        /// File name.
        file: String,
        /// What the parser said.
        message: String,
    },
    /// A quantity breaks a rule.
    #[error("{file}: quantity \"{id}\": {message}")]
    Quantity {
        /// File name.
        file: String,
        /// Quantity.
        id: String,
        /// The rule that it breaks.
        message: String,
    },
}

/// A behavioural number with its provenance.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Stable id, such as `worker.leaving-hazard`.
    pub id: String,
    /// What it is, in one sentence.
    pub label: String,
    /// Central value; for a table the central factor, 1.
    pub value: f64,
    /// Lowest value (for a table, factor) that the sources allow.
    pub low: f64,
    /// Highest value (for a table, factor) that the sources allow.
    pub high: f64,
    /// Bands of a table, empty for a single number.
    pub bands: Vec<String>,
    /// Entries of a table, one per band.
    pub values: Vec<f64>,
    /// How it is drawn.
    pub distribution: Distribution,
    /// Hard limits of every value (for a table, factor), whoever sets it: beyond them it means nothing,
    /// or a study would not end.
    pub allowed: (f64, f64),
    /// The value (for a table, factor) at which it does nothing, so that its mechanisms can be
    /// switched off; `None` for a plain fact.
    pub neutral: Option<f64>,
    /// Unit, in words.
    pub unit: String,
    /// Mechanisms that it belongs to, such as `M12`; empty for a plain fact.
    pub mechanisms: Vec<String>,
    /// Process files of the model that read it.
    pub used_by: Vec<String>,
    /// Where the number comes from.
    pub source: String,
    /// How well it is known.
    pub grade: Grade,
    /// Anything else that a reader should know; empty if nothing.
    pub note: String,
    /// Evidence file in which it stands.
    pub file: &'static str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    #[serde(default)]
    quantity: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    label: String,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    #[serde(default)]
    bands: Vec<String>,
    #[serde(default)]
    values: Vec<f64>,
    distribution: Distribution,
    allowed: Option<[f64; 2]>,
    neutral: Option<f64>,
    unit: String,
    mechanisms: Vec<String>,
    used_by: Vec<String>,
    source: String,
    grade: Grade,
    #[serde(default)]
    note: String,
}

impl Quantity {
    /// Whether it says what an evaluation sees, and nothing of what happens: `observe` and `power`
    /// alone read it, so a study neither draws nor lists it.
    pub fn is_of_observation(&self) -> bool {
        self.file == "observation.toml"
    }

    /// Whether it says what a written return tells beyond what is simulated: `export` alone reads it.
    pub fn is_of_export(&self) -> bool {
        self.file == "export.toml"
    }

    /// Whether it says how results are told, and nothing of what happens: a study lists it and never draws it.
    pub fn is_of_telling(&self) -> bool {
        self.file == "matters.toml"
    }

    /// Whether it bears on what happens or on what a study reckons with: a study draws and lists it.
    pub fn is_of_studies(&self) -> bool {
        !self.is_of_observation() && !self.is_of_export() && !self.is_of_telling()
    }

    /// Whether it is a table by band rather than a single number.
    pub fn is_table(&self) -> bool {
        !self.bands.is_empty()
    }

    /// The value at a uniform number in [0, 1), by inverse CDF.
    pub fn at(&self, uniform: f64) -> f64 {
        let width = self.high - self.low;
        match self.distribution {
            Distribution::Fixed => self.value,
            _ if width <= 0.0 => self.value,
            Distribution::Uniform => self.low + uniform * width,
            Distribution::Triangular => {
                let below = self.value - self.low;
                if uniform * width < below {
                    self.low + libm::sqrt(uniform * width * below)
                } else {
                    self.high - libm::sqrt((1.0 - uniform) * width * (self.high - self.value))
                }
            }
        }
    }

    /// Reads the quantities of one file.
    pub(super) fn parse(file: &'static str, text: &str) -> Result<Vec<Quantity>, EvidenceError> {
        let written: File = toml::from_str(text)
            .map_err(|e| EvidenceError::Unreadable { file: file.to_string(), message: e.to_string() })?;
        if written.schema != 1 {
            return Err(EvidenceError::Unreadable {
                file: file.to_string(),
                message: format!("schema {} is not known, only 1", written.schema),
            });
        }
        written.quantity.into_iter().map(|w| w.checked(file)).collect()
    }
}

impl Written {
    fn checked(self, file: &'static str) -> Result<Quantity, EvidenceError> {
        let id = self.id.clone();
        self.meant(file).map_err(|message| EvidenceError::Quantity { file: file.to_string(), id, message })
    }

    fn meant(self, file: &'static str) -> Result<Quantity, String> {
        let is_table = !self.bands.is_empty() || !self.values.is_empty();
        let value = match (self.value, is_table) {
            (Some(_), true) => return Err("has both a value and a table".into()),
            (None, false) => return Err("has neither a value nor a table".into()),
            (Some(value), false) => value,
            (None, true) => 1.0,
        };
        if self.bands.len() != self.values.len() {
            return Err(format!("has {} bands but {} values", self.bands.len(), self.values.len()));
        }
        let is_fixed = self.distribution == Distribution::Fixed;
        if !is_fixed && (self.low.is_none() || self.high.is_none()) {
            return Err("is drawn, so it needs low and high".into());
        }
        let (low, high) = (self.low.unwrap_or(value), self.high.unwrap_or(value));
        let numbers = [value, low, high];
        if numbers.iter().chain(&self.values).any(|n| !n.is_finite()) {
            return Err("has a number that is not finite".into());
        }
        if !(low <= value && value <= high) {
            return Err(format!("needs low <= value <= high, found {low}, {value}, {high}"));
        }
        let Some([least, most]) = self.allowed.filter(|limits| limits.iter().all(|n| n.is_finite())) else {
            return Err(
                "needs allowed = [least, most], two finite numbers between which any value must lie".into()
            );
        };
        if !(least <= low && high <= most) {
            return Err(format!("has a range {low} to {high} outside what is allowed, {least} to {most}"));
        }
        if self.neutral.is_some_and(|n| !(least..=most).contains(&n)) {
            return Err("has a neutral value outside what is allowed".into());
        }
        if self.neutral.is_some() && self.mechanisms.is_empty() {
            return Err("has a neutral value but no mechanism that it would switch off".into());
        }
        let acceptable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        if self.id.is_empty() || !self.id.chars().all(acceptable) {
            return Err("needs an id of small letters, digits, hyphens and dots".into());
        }
        for (name, text) in [("label", &self.label), ("unit", &self.unit), ("source", &self.source)] {
            if text.trim().is_empty() {
                return Err(format!("has an empty {name}"));
            }
        }
        if self.used_by.is_empty() {
            return Err("needs at least one process that uses it".into());
        }
        Ok(Quantity {
            id: self.id,
            label: self.label,
            value,
            low,
            high,
            bands: self.bands,
            values: self.values,
            distribution: self.distribution,
            allowed: (least, most),
            neutral: self.neutral,
            unit: self.unit,
            mechanisms: self.mechanisms,
            used_by: self.used_by,
            source: self.source,
            grade: self.grade,
            note: self.note,
            file,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangular(low: f64, value: f64, high: f64) -> Quantity {
        let text = format!(
            "schema = 1\n[[quantity]]\nid = \"x\"\nlabel = \"x\"\nvalue = {value:?}\nlow = {low:?}\n\
             high = {high:?}\nallowed = [0.0, 9.0]\ndistribution = \"triangular\"\nunit = \"x\"\nmechanisms = [\"M1\"]\n\
             used_by = [\"casework\"]\nsource = \"x\"\ngrade = \"D\"\n"
        );
        Quantity::parse("x.toml", &text).unwrap().remove(0)
    }

    #[test]
    fn a_triangular_quantity_inverts_its_distribution_function() {
        let quantity = triangular(1.0, 2.0, 5.0);
        let cdf = |x: f64| {
            if x < 2.0 {
                (x - 1.0) * (x - 1.0) / (4.0 * 1.0)
            } else {
                1.0 - (5.0 - x) * (5.0 - x) / (4.0 * 3.0)
            }
        };
        for step in 0..100 {
            let uniform = f64::from(step) / 100.0;
            assert!((cdf(quantity.at(uniform)) - uniform).abs() < 1e-12);
        }
        assert_eq!(quantity.at(0.0), 1.0);
    }

    #[test]
    fn a_triangle_with_its_peak_at_an_end_stays_inside_its_range() {
        for quantity in [triangular(1.0, 1.0, 3.0), triangular(1.0, 3.0, 3.0)] {
            for step in 0..=100 {
                let value = quantity.at(f64::from(step) / 100.0);
                assert!((1.0..=3.0).contains(&value));
            }
        }
    }

    #[test]
    fn a_quantity_that_breaks_a_rule_is_refused_by_name() {
        let base = "schema = 1\n[[quantity]]\nid = \"x.y\"\nlabel = \"l\"\nunit = \"u\"\n\
            mechanisms = [\"M1\"]\nused_by = [\"casework\"]\nsource = \"s\"\ngrade = \"D\"\n";
        let cases = [
            ("distribution = \"fixed\"", "neither"),
            ("value = 1.0\ndistribution = \"uniform\"", "low and high"),
            ("value = 1.0\nlow = 2.0\nhigh = 3.0\ndistribution = \"uniform\"", "low <= value"),
            ("value = 1.0\ndistribution = \"fixed\"", "needs allowed"),
            ("value = 1.0\nallowed = [0.0, inf]\ndistribution = \"fixed\"", "needs allowed"),
            ("value = -1.0\nallowed = [0.0, 1.0]\ndistribution = \"fixed\"", "outside what is allowed"),
            ("value = nan\ndistribution = \"fixed\"", "finite"),
            ("bands = [\"a\"]\nvalues = [1.0, 2.0]\ndistribution = \"fixed\"", "bands"),
        ];
        for (lines, expected) in cases {
            let error = Quantity::parse("x.toml", &format!("{base}{lines}\n")).unwrap_err();
            let text = error.to_string();
            assert!(text.contains("x.y") && text.contains(expected), "{text}");
        }
    }
}
