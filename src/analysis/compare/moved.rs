//! What moved between two studies: the level of each figure in each arm that both have, and its difference from the first arm.

use std::collections::BTreeMap;
use std::path::Path;

use crate::analysis::run::rows::{RunRow, columns};
use crate::indicator::{Better, HEADLINES};
use crate::results::file::read_records;
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::results::table::{Table, cell, tables};
use crate::results::{Manifest, OutputError};
use crate::statistics::{Summary, finite, mean, sample_sd};

tables! {
    /// One figure of two studies.
    "compare.csv": MovedRow {
        arm, unit, indicator, title,
        /// level, or difference from the first arm of each study
        figure: String,
        /// Replications of the first study
        n_first: usize = "replications",
        /// Replications of the second
        n_second: usize = "replications",
        /// Mean of the first study
        first: Option<f64> = "indicator",
        /// Mean of the second
        second: Option<f64> = "indicator",
        /// Second less first: replication by replication where both have the same luck
        moved: Option<f64> = "indicator",
        /// Lower end of the 95% interval of what moved
        moved_low: Option<f64> = "indicator",
        /// Upper end of that interval
        moved_high: Option<f64> = "indicator",
        /// Whether replications were compared one by one
        paired: bool = "true or false",
        /// Whether every replication has the same value to the last bit
        equal: bool = "true or false",
    }
}

/// Where a value stands: arm, unit, indicator.
type Place = (String, String, String);

/// The values of one study, by replication.
pub(super) struct Study<'a> {
    manifest: &'a Manifest,
    pub(super) units: Vec<UnitRow>,
    pub(super) indicators: Vec<IndicatorRow>,
    values: BTreeMap<Place, BTreeMap<u32, f64>>,
}

impl Study<'_> {
    /// Reads the values of every replication.
    ///
    /// # Errors
    /// When the table is missing, damaged or was altered.
    pub(super) fn read<'a>(
        directory: &Path,
        manifest: &'a Manifest,
        units: Vec<UnitRow>,
        indicators: Vec<IndicatorRow>,
    ) -> Result<Study<'a>, OutputError> {
        let mut values: BTreeMap<Place, BTreeMap<u32, f64>> = BTreeMap::new();
        read_records(directory, RunRow::NAME, &manifest.files, &mut |record| {
            let row: RunRow<'_> = record.deserialize(None)?;
            let place = (row.arm.to_owned(), row.unit.to_owned(), row.indicator.to_owned());
            values.entry(place).or_default().insert(row.replication, row.value);
            Ok(())
        })?;
        Ok(Study { manifest, units, indicators, values })
    }

    fn level(&self, arm: &str, unit: &str, indicator: &str) -> BTreeMap<u32, f64> {
        let place = (arm.to_owned(), unit.to_owned(), indicator.to_owned());
        self.values.get(&place).cloned().unwrap_or_default()
    }

    /// The difference from the first arm, replication by replication.
    fn difference(&self, arm: &str, unit: &str, indicator: &str) -> BTreeMap<u32, f64> {
        let first = self.manifest.arms.first().map_or("", |arm| arm.name.as_str());
        let reference = self.level(first, unit, indicator);
        let own = self.level(arm, unit, indicator);
        own.into_iter().filter_map(|(r, value)| Some((r, value - reference.get(&r)?))).collect()
    }
}

/// Every figure that both have.
pub(super) fn moved(studies: &[Study<'_>; 2], arms: &[&str], is_paired: bool) -> Vec<MovedRow> {
    let [one, other] = studies;
    let mut rows = Vec::new();
    let is_there = |unit: &UnitRow| other.units.iter().any(|known| known.unit == unit.unit);
    for arm in arms {
        for unit in one.units.iter().filter(|unit| is_there(unit)) {
            for indicator in &one.indicators {
                let of = |study: &Study<'_>| study.level(arm, &unit.unit, &indicator.indicator);
                let about =
                    |figure: &str| Figure { arm, unit: &unit.unit, indicator, figure: figure.to_owned() };
                rows.extend(row(&about(LEVEL), [of(one), of(other)], is_paired));
                let is_reference =
                    |study: &Study<'_>| study.manifest.arms.first().is_some_and(|own| own.name == *arm);
                // Whoever a provider serves differs between arms: no difference is told of it.
                if !unit.paired || is_reference(one) || is_reference(other) {
                    continue;
                }
                let of = |study: &Study<'_>| study.difference(arm, &unit.unit, &indicator.indicator);
                rows.extend(row(&about(DIFFERENCE), [of(one), of(other)], is_paired));
            }
        }
    }
    rows
}

/// What a row is of.
struct Figure<'a> {
    arm: &'a str,
    unit: &'a str,
    indicator: &'a IndicatorRow,
    figure: String,
}

pub(super) const LEVEL: &str = "level";
pub(super) const DIFFERENCE: &str = "difference";

fn row(about: &Figure<'_>, [one, other]: [BTreeMap<u32, f64>; 2], is_paired: bool) -> Option<MovedRow> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let all = |values: &BTreeMap<u32, f64>| -> Vec<f64> { values.values().copied().collect() };
    let (first, second) = (all(&one), all(&other));
    let pairs: Vec<f64> = one.iter().filter_map(|(r, value)| Some(other.get(r)? - value)).collect();
    let paired = is_paired && !pairs.is_empty();
    let change = if paired { Summary::of(&pairs) } else { apart(&first, &second) };
    let same_bits =
        |(r, value): (&u32, &f64)| other.get(r).is_some_and(|two| two.to_bits() == value.to_bits());
    Some(MovedRow {
        arm: about.arm.to_owned(),
        unit: about.unit.to_owned(),
        indicator: about.indicator.indicator.clone(),
        title: about.indicator.title.clone(),
        figure: about.figure.clone(),
        n_first: first.len(),
        n_second: second.len(),
        first: cell(mean(&first)),
        second: cell(mean(&second)),
        moved: cell(change.mean),
        moved_low: cell(change.low),
        moved_high: cell(change.high),
        paired,
        equal: one.len() == other.len() && one.iter().all(same_bits),
    })
}

/// The difference of two means whose replications have nothing to do with each other, by Welch.
fn apart(one: &[f64], other: &[f64]) -> Summary {
    let part = |values: &[f64]| {
        let kept = finite(values);
        let sd = sample_sd(&kept);
        (mean(&kept), sd * sd / kept.len() as f64, kept.len() as f64)
    };
    let ((a, va, na), (b, vb, nb)) = (part(one), part(other));
    let variance = va + vb;
    let free = variance * variance / (va * va / (na - 1.0) + vb * vb / (nb - 1.0));
    let half = if variance > 0.0 {
        crate::statistics::student_quantile(0.975, free) * variance.sqrt()
    } else {
        // Without spread a mean is known exactly; of one replication nothing is known.
        if na > 1.0 && nb > 1.0 { 0.0 } else { f64::NAN }
    };
    Summary {
        n: one.len().min(other.len()),
        mean: b - a,
        sd: f64::NAN,
        low: b - a - half,
        high: b - a + half,
    }
}

impl MovedRow {
    /// Whether the interval leaves nought out.
    pub(super) fn is_told(&self) -> bool {
        matches!((self.moved_low, self.moved_high), (Some(low), Some(high)) if low > 0.0 || high < 0.0)
    }

    /// Whether it is a headline, told first.
    pub(super) fn is_headline(&self) -> bool {
        HEADLINES.iter().any(|headline| headline.id == self.indicator)
    }

    /// `better`, `worse`, or empty where no direction is good.
    pub(super) fn goodness(&self) -> &'static str {
        let better = crate::indicator::indicator(&self.indicator).map_or(Better::Neither, |one| one.better);
        let rises = self.moved.is_some_and(|moved| moved > 0.0);
        match (better, rises) {
            (Better::Neither, _) => "",
            (Better::Higher, true) | (Better::Lower, false) => ", which is better",
            _ => ", which is worse",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_samples_are_set_apart_by_welch() {
        // A textbook pair: means 20.5 and 23.0, variances 2.5 and 10, five values each.
        let one = [18.5, 19.5, 20.5, 21.5, 22.5];
        let other = [19.0, 21.0, 23.0, 25.0, 27.0];
        let found = apart(&one, &other);
        assert!((found.mean - 2.5).abs() < 1e-12);
        // Standard error √(0.5 + 2) and 5.88 degrees of freedom give t = 2.459.
        assert!((found.high - 2.5 - 2.459 * libm::sqrt(2.5)).abs() < 5e-3, "{}", found.high);
        let flat = apart(&[1.0, 1.0], &[2.0, 2.0]);
        assert_eq!((flat.low, flat.high), (1.0, 1.0));
        assert!(apart(&[1.0], &[2.0]).low.is_nan());
    }
}
