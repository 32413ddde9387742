//! The shipped baselines of England beside the figures to which they were calibrated, and beside those that
//! were held out of it.

use std::collections::BTreeMap;

use crate::analysis::calibrate::{Checked, Predicted, checked};
use crate::evidence::Posterior;
use crate::indicator::{Unit, summaries};
use crate::scenario::{ProfileFiles, Target, Targets};
use crate::study::{Failure, Runner, StudyError};

/// Name of each baseline and the targets file of its calibration.
const BASELINES: [(&str, &str); 6] = [
    ("england-2011", include_str!("../../../evidence/targets/england-2011.toml")),
    ("england-2021", include_str!("../../../evidence/targets/england-2021.toml")),
    ("england-2022", include_str!("../../../evidence/targets/england-2022.toml")),
    ("england-2023", include_str!("../../../evidence/targets/england-2023.toml")),
    ("england-2024", include_str!("../../../evidence/targets/england-2024.toml")),
    ("england-2025", include_str!("../../../evidence/targets/england-2025.toml")),
];

/// One target of a calibration.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    /// As the targets file has it.
    pub target: Target,
    /// What it is, in words.
    pub title: &'static str,
    /// Id of the summary.
    pub summary: &'static str,
    /// Unit.
    pub unit: Unit<'static>,
    /// The model with the posterior.
    pub predicted: Predicted,
}

/// One baseline.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// Name, that of the posterior.
    pub name: &'static str,
    /// The years that are counted, in words.
    pub window: String,
    /// Rows of the posterior that were lived.
    pub rows: usize,
    /// Targets in the order of the file.
    pub stands: Vec<Stand>,
    /// Rows that failed.
    pub failures: Vec<Failure>,
}

impl Stand {
    /// What a difference is measured in: the deviations of figure and model together.
    pub fn tolerance(&self) -> f64 {
        self.target.sd.hypot(self.target.discrepancy)
    }

    /// Simulated less published, in tolerances.
    pub fn off(&self) -> f64 {
        (self.predicted.mean - self.target.observed) / self.tolerance()
    }

    /// Whether the mean lies within one tolerance of the figure.
    pub fn passes(&self) -> bool {
        self.off().abs() <= 1.0
    }
}

/// The targets of a baseline: a fault in a file that the program carries is a bug.
fn targets(name: &str, text: &str) -> Targets {
    let known = summaries();
    let ids: Vec<&str> = known.iter().map(|summary| summary.id).collect();
    let files = ProfileFiles::Kept(BTreeMap::new());
    let file = format!("{name}.toml");
    match Targets::parse(&file, name.to_owned(), &files, text.as_bytes(), &ids) {
        Ok((targets, _)) => targets,
        Err(faults) => panic!("the carried targets {name} have faults: {faults}"),
    }
}

fn window(targets: &Targets) -> String {
    let start = &targets.scenario.start;
    let (first, last) = (targets.burn_in_years + 1, targets.scenario.horizon_years);
    format!("years {first} to {last} from {start}")
}

/// Lives at most `rows` rows of each posterior.
///
/// # Errors
/// When the work is stopped before its end.
pub fn baselines(rows: u32, runner: &Runner<'_>) -> Result<Vec<Baseline>, StudyError> {
    let known = summaries();
    let all: Vec<(&'static str, Targets, Posterior)> = BASELINES
        .iter()
        .map(|(name, text)| {
            let posterior = Posterior::embedded(name);
            let posterior = posterior.expect("each baseline has the posterior of its name");
            (*name, targets(name, text), posterior)
        })
        .collect();
    let of = |posterior: &Posterior| posterior.rows().len().min(rows as usize) as u64;
    let total = all.iter().map(|(_, _, posterior)| of(posterior)).sum();
    let runner = runner.counting("rows of the posteriors", total);
    let mut found = Vec::new();
    for (name, targets, posterior) in all {
        let Checked { predicted, rows, failures } = checked(&targets, &posterior, rows, &runner)?;
        let pairs = targets.targets.iter().zip(predicted);
        let stands = pairs.map(|(target, predicted)| {
            let summary = &known[target.summary];
            Stand {
                target: target.clone(),
                title: summary.title,
                summary: summary.id,
                unit: summary.unit,
                predicted,
            }
        });
        found.push(Baseline { name, window: window(&targets), rows, stands: stands.collect(), failures });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_posterior_has_its_targets_and_frees_what_they_free() {
        let names: Vec<&str> = Posterior::names().collect();
        assert_eq!(names, BASELINES.map(|(name, _)| name));
        for (name, text) in BASELINES {
            let targets = targets(name, text);
            let free: Vec<_> = targets.free.iter().map(|free| free.key).collect();
            assert_eq!(free, Posterior::embedded(name).unwrap().keys(), "{name}");
        }
    }
}
