//! What an option must keep, as typed: `worker_changes<=0.8`.

use serde::{Deserialize, Serialize};

use crate::indicator::{INDICATORS, Indicator};

/// One thing to keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Id of the indicator.
    pub indicator: String,
    /// Whether it must not be above the limit; else not below.
    pub at_most: bool,
    /// The limit.
    pub limit: f64,
}

impl Criterion {
    /// Whether a value keeps it.
    pub fn keeps(&self, value: f64) -> bool {
        if self.at_most { value <= self.limit } else { value >= self.limit }
    }

    /// The indicator.
    pub fn indicator(&self) -> Option<&'static Indicator> {
        INDICATORS.iter().find(|known| known.id == self.indicator)
    }

    /// In words.
    pub fn words(&self) -> String {
        let title = self.indicator().map_or(self.indicator.as_str(), |known| known.title);
        let side = if self.at_most { "at most" } else { "at least" };
        format!("{} {side} {}", crate::report::words::lower_first(title), self.limit)
    }
}

/// A criterion as typed.
///
/// # Errors
/// What is wrong with it.
pub fn criterion(text: &str) -> Result<Criterion, String> {
    let split = text.split_once("<=").map(|parts| (parts, true));
    let split = split.or_else(|| text.split_once(">=").map(|parts| (parts, false)));
    let Some(((indicator, limit), at_most)) = split else {
        return Err(format!("`{text}` is no limit: write it as INDICATOR<=NUMBER or INDICATOR>=NUMBER"));
    };
    let (indicator, limit) = (indicator.trim(), limit.trim());
    if !INDICATORS.iter().any(|known| known.id == indicator) {
        return Err(format!("`{indicator}` is no indicator; docs/model.md lists them"));
    }
    match limit.parse::<f64>() {
        Ok(limit) if limit.is_finite() => Ok(Criterion { indicator: indicator.to_owned(), at_most, limit }),
        _ => Err(format!("`{limit}` is no number")),
    }
}

#[cfg(test)]
mod tests {
    use super::criterion;

    #[test]
    fn a_limit_is_read_or_refused_in_words() {
        let read = criterion("worker_changes <= 0.8").unwrap();
        assert!(read.keeps(0.8) && !read.keeps(0.81) && read.at_most);
        assert!(criterion("same_worker_all_year>=40").unwrap().keeps(41.0));
        for wrong in ["worker_changes", "worker_chances<=1", "worker_changes<=x", "worker_changes<=inf"] {
            assert!(criterion(wrong).is_err(), "{wrong}");
        }
    }
}
