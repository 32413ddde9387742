//! Calibration: which parameters make the model come near to published figures. History matching with
//! emulators rules out what cannot; sequential Monte Carlo ABC samples what remains.
//!
//! Everything is worked in the unit cube: a point has a number in [0, 1) for each free parameter, which the
//! prior's inverse distribution turns into a value, so the prior is uniform there. The methods know the
//! model only as a [`Forward`], and are tried on problems with a known answer.

mod batch;
mod checks;
mod findings;
mod matching;
mod model;
mod page;
mod page_tables;
mod populations;
mod posterior;
mod prior;
mod rows;
mod run;
mod tables;
#[cfg(test)]
mod toys;

use std::sync::atomic::AtomicBool;

pub use batch::Kept;
pub use checks::{Checked, checked};
pub use findings::{Conflict, Effect, Findings, Identified, Predicted};
pub use matching::{EmulatorCheck, Wave};
pub use model::ModelForward;
pub use populations::{Population, StopReason};
pub use prior::value;
pub use run::{Calibration, Working, calibrate};

use crate::scenario::Effort;

/// What a simulator gave at one point: for each output the mean over its replications, and the variance
/// of that mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    /// Means, by output.
    pub means: Vec<f64>,
    /// Variances of the means.
    pub variances: Vec<f64>,
}

/// A simulator of all outputs at a point of the unit cube.
pub trait Forward: Sync {
    /// Simulates one point with the luck of a number: the same number gives the same result, and two
    /// numbers that lie [`Forward::luck_apart`] from each other share no luck.
    ///
    /// # Errors
    /// A sentence, where the simulation failed or `stop` was set.
    fn simulate(&self, unit: &[f64], luck: u32, stop: &AtomicBool) -> Result<Simulated, String>;

    /// Numbers of luck that one point takes.
    fn luck_apart(&self) -> u32;
}

/// What one output is to come near to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// Published figure.
    pub observed: f64,
    /// Standard deviation of the figure.
    pub sd: f64,
    /// Standard deviation of the model about reality.
    pub discrepancy: f64,
    /// Whether it is fitted; else it is held out.
    pub is_fitted: bool,
}

impl Aim {
    /// What a difference from the figure is measured in: both standard deviations together.
    pub fn tolerance(&self) -> f64 {
        (self.sd * self.sd + self.discrepancy * self.discrepancy).sqrt()
    }
}

/// A calibration problem.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Free parameters.
    pub inputs: usize,
    /// One for each output of the simulator.
    pub aims: Vec<Aim>,
    /// How much work is done.
    pub effort: Effort,
    /// Root seed.
    pub seed: u64,
    /// Whether the noise of a simulated mean is that of a small ensemble, which the published figure has
    /// not: a model of one authority beside a figure of the whole country. Else the noise is the figure's
    /// own, and what the posterior is about.
    pub has_ensemble_noise: bool,
}

impl Problem {
    /// Positions of the outputs that are fitted.
    pub fn fitted(&self) -> Vec<usize> {
        (0..self.aims.len()).filter(|j| self.aims[*j].is_fitted).collect()
    }

    /// √Σ((sⱼ − zⱼ)/tolerance)² over the fitted outputs; infinite where one is not defined.
    pub fn distance(&self, means: &[f64]) -> f64 {
        let mut square = 0.0;
        for j in self.fitted() {
            let aim = &self.aims[j];
            let off = (means[j] - aim.observed) / aim.tolerance();
            square += off * off;
        }
        if square.is_finite() { square.sqrt() } else { f64::INFINITY }
    }

    /// The distance below which a fit would follow noise: √Σ(1 + vⱼ/toleranceⱼ²), what points give that
    /// are one tolerance from each figure, with the noise v of their simulated means where that is only
    /// the noise of a small ensemble.
    pub fn near_enough(&self, simulated: &[Simulated]) -> f64 {
        let noise = |j: usize| {
            if !self.has_ensemble_noise || simulated.is_empty() {
                return 0.0;
            }
            let sum: f64 = simulated.iter().map(|one| one.variances[j]).sum();
            let tolerance = self.aims[j].tolerance();
            sum / simulated.len() as f64 / (tolerance * tolerance)
        };
        let each = self.fitted().into_iter().map(|j| 1.0 + noise(j));
        each.sum::<f64>().sqrt()
    }
}

use std::path::Path;

use crate::results::Meta;
use crate::results::OutputError;
use crate::results::file;
use crate::results::manifest::{self, FileEntry, Manifest};

pub(super) use page::report;

/// What the manifest calls a calibration.
pub const KIND: &str = "calibration";

/// File name of the posterior.
pub const POSTERIOR: &str = "posterior.csv";

/// A free parameter in words.
#[derive(Clone, Debug)]
pub struct FreeMeta {
    /// As written: a quantity's id, or `id.band`.
    pub id: String,
    /// What it is.
    pub label: String,
    /// Lowest value of the prior.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Most likely value of a triangular prior.
    pub centre: Option<f64>,
    /// Why it has a prior of its own.
    pub why: String,
}

/// A target in words, in the order of the outputs.
#[derive(Clone, Debug)]
pub struct TargetMeta {
    /// Id.
    pub id: String,
    /// Id of the summary.
    pub summary: String,
    /// Title of the summary.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Published figure.
    pub observed: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Discrepancy of the model.
    pub discrepancy: f64,
    /// Whether it is fitted.
    pub is_fitted: bool,
    /// Where it comes from.
    pub source: String,
    /// Why this discrepancy.
    pub why: String,
}

/// What the numbers cannot know.
pub struct Words<'a> {
    /// Free parameters.
    pub free: Vec<FreeMeta>,
    /// Targets.
    pub targets: Vec<TargetMeta>,
    /// Value of a free parameter at a number in [0, 1].
    pub value: &'a (dyn Fn(usize, f64) -> f64 + Sync),
    /// The command without its options, for the head of the posterior.
    pub command: String,
    /// Replications of a point.
    pub replications: u32,
}

/// Writes tables, posterior, manifest and run log of a calibration into a directory.
///
/// # Errors
/// When a file cannot be written whole.
pub fn write(
    directory: &Path,
    meta: &Meta,
    words: &Words<'_>,
    found: &Calibration,
) -> Result<(), OutputError> {
    let mut files: Vec<FileEntry> = tables::write_all(directory, words, found)?;
    if !found.is_inadequate() {
        let text = posterior::text(meta, words, found);
        file::write(&directory.join(POSTERIOR), text.as_bytes())?;
        files.push(FileEntry {
            name: POSTERIOR.to_owned(),
            bytes: text.len() as u64,
            blake3: blake3::hash(text.as_bytes()).to_hex().to_string(),
        });
    }
    let manifest = Manifest {
        kind: KIND.to_owned(),
        replications: words.replications as usize,
        ..Manifest::of_meta(meta, files)
    };
    manifest::write(directory, &manifest)?;
    file::write_run_log(directory, &meta.run_log)
}
