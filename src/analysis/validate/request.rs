//! What is asked of a validation: which parts beside the back-cast, and the calibration whose targets it must not share.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::starts::{STARTS, refuse_unknown};
use crate::analysis::Refusal;
use crate::results::Manifest;
use crate::returns::plain;

/// Replications of the facts of the pilots: those of the tests, so that card and tests say the same.
const PILOT_REPLICATIONS: u32 = 320;
/// Rows of each posterior that are lived: all of those that the program carries.
const POSTERIOR_ROWS: u32 = 200;
/// Histories of each authority and start year.
const FIRST_YEAR_REPLICATIONS: u32 = 80;
/// Histories of each authority whose forecast is scored.
const FORECAST_REPLICATIONS: u32 = 100;
/// Histories of England's average authority of each start, for persistence.
const PERSISTENCE_REPLICATIONS: u32 = 60;
/// Histories of each profile of the round trip.
const ROUND_TRIP_REPLICATIONS: u32 = 40;
/// Histories of each place in balance.
const BALANCE_REPLICATIONS: u32 = 150;
/// Replications of each later back-cast.
const LATER_REPLICATIONS: u32 = 30;

/// A part of a validation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// Every authority from its figures of a year on, with the nation set to its own
    BackCast,
    /// The same from 2011 to 2021
    LongLook,
    /// Facts of the pilots
    Pilots,
    /// Targets to which the baselines were calibrated
    Calibration,
    /// The first year of every authority and start year against its published figures
    FirstYear,
    /// Children looked after, starts and ends two years ahead of 2023, beside last value and trend
    Forecasts,
    /// How instability of the same children lasts over two and three years
    Persistence,
    /// Export, import and run on, indicator by indicator
    RoundTrip,
    /// Ten years without a practice: what drifts while nothing happens
    Balance,
    /// Every authority from its figures of 2022 on, and of 2023
    LaterBackCasts,
}

impl Look {
    const ALL: [Look; 10] = [
        Look::BackCast,
        Look::LongLook,
        Look::Pilots,
        Look::Calibration,
        Look::FirstYear,
        Look::Forecasts,
        Look::Persistence,
        Look::RoundTrip,
        Look::Balance,
        Look::LaterBackCasts,
    ];
    /// What a manifest without a list of parts was of.
    const BEFORE: [Look; 4] = [Look::BackCast, Look::LongLook, Look::Pilots, Look::Calibration];
}

/// What is asked of a validation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {
    /// Targets to which the parameters were fitted; refused where they are held out here
    #[cfg_attr(feature = "cli", arg(long, value_name = "TARGETS"))]
    pub fit: Option<String>,
    /// Parts to be lived; all if none is named
    #[cfg_attr(feature = "cli", arg(long, value_name = "PART", value_delimiter = ',', value_enum))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Look>,
    /// Authorities of the parts that live single ones; all of 100 or more children if none is named
    #[cfg_attr(feature = "cli", arg(long, value_name = "NAME", value_delimiter = ','))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authorities: Vec<String>,
    /// Years of 31 March in which these begin; all that have figures if none is named
    #[cfg_attr(feature = "cli", arg(long, value_name = "YEAR", value_delimiter = ','))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starts: Vec<u32>,
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
    /// Histories of each authority and start year, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_year_replications: Option<u32>,
    /// Histories of each authority whose forecast is scored, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast_replications: Option<u32>,
    /// Histories of each start, for persistence, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persistence_replications: Option<u32>,
    /// Histories of each profile of the round trip, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_trip_replications: Option<u32>,
    /// Histories of each place in balance, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance_replications: Option<u32>,
    /// Replications of each later back-cast, filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later_replications: Option<u32>,
}

impl Request {
    /// Fills in what is open: a number of replications holds for all parts, up to their own. What is `kept` in a manifest
    /// stays as it was.
    ///
    /// # Errors
    /// When a manifest asks for more than there is, or an authority or start year is not known.
    pub(super) fn fill_in(&mut self, replications: Option<u32>, kept: bool) -> Result<(), Refusal> {
        if self.only.is_empty() {
            let all = if kept { &Look::BEFORE[..] } else { &Look::ALL[..] };
            self.only = all.iter().copied().filter(|look| !self.is_left_out(*look)).collect();
        }
        refuse_unknown(&self.authorities, &self.starts)?;
        if self.starts.is_empty() {
            self.starts = STARTS.to_vec();
        }
        let own = [
            (&mut self.pilot_replications, "replications of the pilots", PILOT_REPLICATIONS),
            (&mut self.posterior_rows, "rows of the posteriors", POSTERIOR_ROWS),
            (&mut self.first_year_replications, "histories of first years", FIRST_YEAR_REPLICATIONS),
            (&mut self.forecast_replications, "histories of forecasts", FORECAST_REPLICATIONS),
            (&mut self.persistence_replications, "histories of persistence", PERSISTENCE_REPLICATIONS),
            (&mut self.round_trip_replications, "histories of round trips", ROUND_TRIP_REPLICATIONS),
            (&mut self.balance_replications, "histories of ten years", BALANCE_REPLICATIONS),
            (&mut self.later_replications, "replications of later back-casts", LATER_REPLICATIONS),
        ];
        for (number, what, most) in own {
            let asked = *number.get_or_insert(replications.map_or(most, |asked| asked.min(most)));
            if asked > most {
                return Err(Refusal::error(&format!(
                    "the request asks for {asked} {what}, but there are at most {most}"
                )));
            }
        }
        Ok(())
    }

    /// Whether a part is to be lived.
    pub(super) fn wants(&self, look: Look) -> bool {
        self.only.contains(&look) && !self.is_left_out(look)
    }

    fn is_left_out(&self, look: Look) -> bool {
        match look {
            Look::LongLook => self.no_long_look,
            Look::Pilots => self.no_pilots,
            Look::Calibration => self.no_calibration,
            _ => false,
        }
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
            ..Request::default()
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
