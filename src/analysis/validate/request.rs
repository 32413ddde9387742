//! What is asked of a validation: which parts beside the back-cast, and the calibration whose targets it must not share.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::analysis::Refusal;
use crate::results::Manifest;
use crate::returns::plain;

/// Replications of the facts of the pilots: those of the tests, so that card and tests say the same.
const PILOT_REPLICATIONS: u32 = 80;
/// Rows of each posterior that are lived: all of those that the program carries.
const POSTERIOR_ROWS: u32 = 200;

/// What is asked of a validation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {
    /// Targets to which the parameters were fitted; refused where they are held out here
    #[cfg_attr(feature = "cli", arg(long, value_name = "TARGETS"))]
    pub fit: Option<String>,
    /// Leave out the long look from 2011 to 2021
    #[cfg_attr(feature = "cli", arg(long))]
    pub no_long_look: bool,
    /// Leave out the facts of the pilots
    #[cfg_attr(feature = "cli", arg(long))]
    pub no_pilots: bool,
    /// Leave out the targets to which the baselines of England were calibrated, and what was held out of them
    #[cfg_attr(feature = "cli", arg(long))]
    pub no_calibration: bool,
    /// Number of targets that were fitted, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    pub fitted: Option<usize>,
    /// Replications of the facts of the pilots, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    pub pilot_replications: Option<u32>,
    /// Rows of each posterior, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    pub posterior_rows: Option<u32>,
}

impl Request {
    /// Fills in what is open: a number of replications holds for all parts, up to their own.
    ///
    /// # Errors
    /// When a manifest asks for more than there is.
    pub(super) fn fill_in(&mut self, replications: Option<u32>) -> Result<(), Refusal> {
        let at_most = |own: u32| replications.map_or(own, |asked| asked.min(own));
        let pilots = *self.pilot_replications.get_or_insert(at_most(PILOT_REPLICATIONS));
        let rows = *self.posterior_rows.get_or_insert(at_most(POSTERIOR_ROWS));
        if pilots > PILOT_REPLICATIONS || rows > POSTERIOR_ROWS {
            return Err(Refusal::error(&format!(
                "the request asks for {pilots} replications of the pilots and {rows} rows of the posteriors, but there are at most {PILOT_REPLICATIONS} and {POSTERIOR_ROWS}"
            )));
        }
        Ok(())
    }

    /// Reads the targets of the calibration, if one is named and was not read before: how many were fitted. One that
    /// rests on a figure of a year that is held out cannot validate.
    ///
    /// # Errors
    /// Every target that rests on such a year, or a file that cannot be read.
    pub(super) fn refuse_overlap(&mut self, held_out: (u32, u32)) -> Result<(), Refusal> {
        let (Some(path), None) = (&self.fit, self.fitted) else {
            return Ok(());
        };
        let text = plain::read_text(Path::new(path), plain::WRITTEN)
            .map_err(|fault| Refusal::error(&format!("`{path}` cannot be read: {fault}")))?;
        self.fitted = Some(fitted(path, &text, held_out)?);
        Ok(())
    }

    /// What a manifest of schema version 1 kept among its factors.
    pub(super) fn of_version_1(manifest: &Manifest) -> Request {
        let levels = |path: &str| {
            let factor = manifest.factors.iter().find(|factor| factor.path == path);
            factor.map_or(&[][..], |factor| &factor.levels)
        };
        let number = |path: &str| levels(path).first().and_then(|level| level.parse().ok());
        let (pilots, rows) = (number("pilots"), number("calibration"));
        let fit = levels("fit");
        Request {
            fit: fit.first().cloned(),
            no_long_look: levels("long_look").first().is_none_or(|level| level != "yes"),
            no_pilots: pilots.is_none(),
            no_calibration: rows.is_none(),
            fitted: fit.get(1).and_then(|number| number.parse().ok()),
            pilot_replications: pilots,
            posterior_rows: rows,
        }
    }
}

/// Years of this century that a text names.
fn years_in(text: &str) -> Vec<u32> {
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let years = digits.into_iter().filter(|run| run.len() == 4);
    years.filter_map(|run| run.parse().ok()).filter(|year| (2000..2100).contains(year)).collect()
}

/// How many targets of a file were fitted.
fn fitted(path: &str, text: &str, (start, last): (u32, u32)) -> Result<usize, Refusal> {
    let table: toml::Table =
        toml::from_str(text).map_err(|fault| Refusal(vec![format!("{path}: {}", fault.message())]))?;
    let empty = Vec::new();
    let targets = table.get("target").and_then(toml::Value::as_array).unwrap_or(&empty);
    if targets.is_empty() {
        return Err(Refusal(vec![format!("{path}: it has no [[target]]")]));
    }
    let (mut fitted, mut refused) = (0, Vec::new());
    for (number, target) in targets.iter().enumerate() {
        let text = |key: &str| target.get(key).and_then(toml::Value::as_str).unwrap_or("");
        if text("use") == "hold-out" {
            continue;
        }
        fitted += 1;
        let years = [text("id"), text("source")].map(years_in).concat();
        if let Some(year) = years.iter().find(|year| (start + 1..=last).contains(year)) {
            refused.push(format!(
                "{path}: target {} ({}) rests on a figure of {year}, which is held out here: what was used to fit cannot validate",
                number + 1,
                text("id"),
            ));
        }
    }
    if refused.is_empty() { Ok(fitted) } else { Err(Refusal(refused)) }
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn a_target_of_a_year_that_is_held_out_is_refused() {
        let of = |text: &str| fitted("targets.toml", text, (2021, 2025)).ok();
        let target = |used: &str, source: &str| {
            format!("[[target]]\nid = \"x\"\nuse = \"{used}\"\nsource = \"{source}\"\n")
        };
        assert_eq!(of(&target("fit", "sw-vacancy-2021")), Some(1));
        assert_eq!(of(&target("fit", "7,400 of 80,780 in 2021, 2022")), None);
        assert_eq!(of(&target("hold-out", "sw-vacancy-2024")), Some(0));
        assert_eq!(of("title = \"nothing\""), None);
    }
}
