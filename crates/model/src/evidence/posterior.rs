//! A posterior: rows of values for a few quantities that a calibration found to agree with its targets,
//! each row as good as any other. A replication takes one row whole, so that what goes together stays so.
//!
//! A file is CSV. Lines that begin with `#` say where it comes from; the header names quantities, or
//! entries of tables as `id.band`; each further line is one row.

use super::catalogue::{Evidence, Key};
use super::embedded;

/// A fault in a posterior file, with its line.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {message}")]
pub struct PosteriorError {
    /// Line, from 1.
    pub line: usize,
    /// What was found and what is allowed.
    pub message: String,
}

/// Rows of values that go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Name as a scenario writes it: one that the program carries, or a path.
    pub name: String,
    /// The remarks at the head of the file, in order, without their mark.
    pub remarks: Vec<String>,
    /// BLAKE3 hash of the file, hexadecimal.
    pub blake3: String,
    keys: Vec<Key>,
    rows: Vec<Vec<f64>>,
}

impl Posterior {
    /// Names of the posteriors that the program carries.
    pub fn names() -> impl Iterator<Item = &'static str> {
        embedded::POSTERIORS.iter().map(|(name, _)| *name)
    }

    /// A posterior that the program carries. A fault in it is a bug and panics with a sentence.
    pub fn embedded(name: &str) -> Option<Posterior> {
        let (_, text) = embedded::POSTERIORS.iter().find(|(known, _)| *known == name)?;
        match Posterior::parse(name, text) {
            Ok(posterior) => Some(posterior),
            Err(fault) => panic!("the embedded posterior {name} cannot be read: {fault}"),
        }
    }

    /// Reads a posterior.
    ///
    /// # Errors
    /// The first line that is wrong: a quantity that is unknown or named twice, a number outside what the
    /// quantity allows, a row of another length, or no row.
    pub fn parse(name: &str, text: &str) -> Result<Posterior, PosteriorError> {
        let evidence = Evidence::embedded();
        let remarks = text.lines().filter_map(|line| line.strip_prefix('#'));
        let remarks = remarks.map(|remark| remark.trim().to_string()).collect();
        let (mut keys, mut rows): (Vec<Key>, Vec<Vec<f64>>) = (Vec::new(), Vec::new());
        let csv = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        for record in csv.into_records() {
            let record = record.map_err(|fault| {
                let line = fault.position().map_or(1, csv::Position::line) as usize;
                PosteriorError { line, message: format!("this is not CSV: {fault}") }
            })?;
            let line = record.position().map_or(1, csv::Position::line) as usize;
            let wrong = |message: String| PosteriorError { line, message };
            if !keys.is_empty() {
                rows.push(row(evidence, &keys, &record).map_err(wrong)?);
                continue;
            }
            for written in &record {
                let key = key(evidence, written).map_err(wrong)?;
                if keys.contains(&key) {
                    return Err(wrong(format!("\"{written}\" stands twice")));
                }
                keys.push(key);
            }
        }
        if rows.is_empty() {
            return Err(PosteriorError {
                line: text.lines().count().max(1),
                message: "a posterior needs a header of quantities and at least one row".into(),
            });
        }
        Ok(Posterior {
            name: name.to_string(),
            remarks,
            blake3: blake3::hash(text.as_bytes()).to_hex().to_string(),
            keys,
            rows,
        })
    }

    /// What it sets, in the order of its columns.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Its rows, each with a value for every key.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// The row of a uniform number in [0, 1), as [`ParameterSet::drawn_with`](super::ParameterSet::drawn_with) takes it.
    pub fn at(&self, uniform: f64) -> Vec<(Key, f64)> {
        let last = self.rows.len() - 1;
        let row = &self.rows[((uniform * self.rows.len() as f64) as usize).min(last)];
        self.keys.iter().copied().zip(row.iter().copied()).collect()
    }
}

fn key(evidence: &Evidence, written: &str) -> Result<Key, String> {
    evidence.key(written).ok_or_else(|| {
        let near = evidence.nearest_keys(written);
        let hint =
            if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(" or ")) };
        format!("\"{written}\" is not a known quantity, nor an entry of one.{hint}")
    })
}

fn row(evidence: &Evidence, keys: &[Key], cells: &csv::StringRecord) -> Result<Vec<f64>, String> {
    if cells.len() != keys.len() {
        return Err(format!(
            "the row has {} values where the header names {} quantities",
            cells.len(),
            keys.len()
        ));
    }
    let value = |(key, cell): (&Key, &str)| {
        let (least, most) = evidence.quantities()[key.quantity].allowed;
        let number = cell.parse().ok().filter(|number: &f64| number.is_finite());
        match number {
            Some(number) if (least..=most).contains(&number) => Ok(number),
            _ => Err(format!(
                "{} is \"{cell}\", but must be a number from {least} to {most}",
                evidence.written(*key)
            )),
        }
    };
    keys.iter().zip(cells).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# from a test\nin-house.caseload,care.home.age.16-and-over\n15,0.5\n16.5,0.25\n";

    #[test]
    fn a_row_is_taken_whole_by_its_share_of_the_uniform() {
        let posterior = Posterior::parse("test", GOOD).unwrap();
        assert_eq!(posterior.remarks, ["from a test"]);
        let values = |u: f64| posterior.at(u).iter().map(|(_, v)| *v).collect::<Vec<_>>();
        assert_eq!(values(0.0), [15.0, 0.5]);
        assert_eq!(values(0.499), [15.0, 0.5]);
        assert_eq!(values(0.5), [16.5, 0.25]);
        assert_eq!(values(0.999_999), [16.5, 0.25]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (bad, line, said) in [
            ("in-house.caselod\n15\n", 1, "Did you mean in-house.caseload"),
            ("care.home.age.17\n1\n", 1, "care.home.age.under-1"),
            ("in-house.caseload\n15,1\n", 2, "the row has 2 values"),
            ("# x\nin-house.caseload\nmany\n", 3, "must be a number from 4 to 60"),
            ("in-house.caseload\n1000\n", 2, "must be a number from 4 to 60"),
            ("in-house.caseload,in-house.caseload\n15,15\n", 1, "stands twice"),
            ("in-house.caseload\n", 1, "at least one row"),
            ("", 1, "at least one row"),
        ] {
            let fault = Posterior::parse("test", bad).unwrap_err();
            assert_eq!(fault.line, line, "{bad}");
            assert!(fault.message.contains(said), "{fault}");
        }
    }

    #[test]
    fn every_posterior_that_the_program_carries_can_be_read() {
        for name in Posterior::names() {
            let posterior = Posterior::embedded(name).unwrap();
            assert!(posterior.rows().len() >= 100, "{name}");
            assert!(!posterior.remarks.is_empty(), "{name}");
        }
    }
}
