//! Calibration: which parameters make the model come near to published figures. History matching with
//! emulators rules out what cannot; sequential Monte Carlo ABC samples what remains.
//!
//! Everything is worked in the unit cube: a point has a number in [0, 1) for each free parameter, which the
//! prior's inverse distribution turns into a value, so the prior is uniform there. The methods know the
//! model only as a [`Forward`], and are tried on problems with a known answer.

mod batch;
mod checks;
mod ending;
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
mod smoothing;
mod tables;
#[cfg(test)]
mod toys;
mod words;

pub use checks::{Checked, checked};
pub use findings::{Conflict, Effect, Findings, Identified, Predicted};
pub use matching::{EmulatorCheck, Wave};
pub use model::ModelForward;
pub use populations::{Population, StopReason};
pub use prior::value;
pub use run::{Calibration, calibrate};
pub use words::{FreeMeta, TargetMeta, Words};

use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::{Analysis, File, Input, Need, Refusal};
use crate::results::file;
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions, ProfileText};
use crate::scenario::{Effort, Targets};
use crate::study::{Checkpoint, Runner, StudyError};

/// File name of the posterior.
pub const POSTERIOR: &str = "posterior.csv";

/// What a simulator gave at one point: for each output the mean over its replications, and the variance
/// of that mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    /// Means, by output.
    pub means: Vec<f64>,
    /// Variances of the means.
    pub variances: Vec<f64>,
}

impl Simulated {
    /// Means, then variances.
    fn values(&self) -> Vec<f64> {
        [&self.means[..], &self.variances].concat()
    }

    fn of_values(mut means: Vec<f64>) -> Simulated {
        let variances = means.split_off(means.len() / 2);
        Simulated { means, variances }
    }
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

/// A calibration.
pub struct Calibrate {
    targets: Targets,
    request: Request,
}

/// Nothing is asked of a calibration beside its targets file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Request {}

impl Analysis for Calibrate {
    const KIND: &'static str = "calibration";
    const COMMAND: &'static str = "calibrate";
    const ABOUT: &'static str =
        "Fit free parameters to published figures and save a posterior that scenarios can run over";
    const FILE: File = File::Targets;

    type Request = Request;
    type Found = Calibration;

    fn prepare(input: &mut Input, request: Request) -> Result<Calibrate, Refusal> {
        Ok(Calibrate { targets: input.targets()?, request })
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn name(&self) -> String {
        format!("{}-calibration", self.targets.name)
    }

    fn resumable(&self) -> Option<String> {
        let work = format!("{}{}", self.targets.text, self.targets.scenario.resolved());
        let hash = blake3::hash(work.as_bytes()).to_hex();
        Some(format!("swplab {} calibration {hash}", env!("CARGO_PKG_VERSION")))
    }

    fn need(&self) -> Need {
        let effort = self.targets.effort;
        let points = f64::from(
            (effort.waves + effort.smoothing) * effort.points + effort.populations * effort.particles,
        );
        let each = (self.targets.free.len() + 3 * self.targets.targets.len()) as f64;
        Need::of(
            &self.targets.scenario.arms,
            points * each,
            points * each,
            "less [effort] in the targets file",
        )
    }

    fn simulate(
        &self,
        runner: &Runner<'_>,
        checkpoint: &mut dyn Checkpoint,
    ) -> Result<Calibration, StudyError> {
        let (forward, problem) = ModelForward::new(&self.targets);
        calibrate(&problem, &forward, runner, checkpoint)
    }

    fn tables(
        &self,
        found: &Calibration,
        directory: &Path,
        options: OutputOptions,
    ) -> Result<Vec<FileEntry>, OutputError> {
        let words = words::words(&self.targets);
        let mut files = tables::write_all(directory, &words, found, options)?;
        if !found.is_inadequate() {
            let text = posterior::text(&self.targets, &words, found);
            files.push(file::write_listed(directory, POSTERIOR, text.as_bytes())?);
        }
        Ok(files)
    }

    fn manifest(&self, found: &Calibration) -> Manifest {
        let scenario = &self.targets.scenario;
        let profiles = self.targets.profile_texts().into_iter();
        let profiles = profiles.map(|(path, text)| ProfileText { path, text }).collect();
        let stop = format!("The last population is the last because {}.", found.stop.words());
        let manifest = Manifest {
            title: self.targets.title.clone(),
            question: "Which parameters make the model come near to the published figures?".to_owned(),
            replications: self.targets.replications as usize,
            scenario_as_written: self.targets.text.clone(),
            ..Manifest::of(scenario, &scenario.arms[..1], profiles)
        };
        manifest.resolved(format!("{stop}\n{}", scenario.resolved()))
    }

    /// No setting that reproduces the targets is a result, and no success.
    fn is_adequate(&self, found: &Calibration) -> bool {
        !found.is_inadequate()
    }

    fn ending(&self, found: &Calibration) -> String {
        ending::of_calibration(&self.targets, found)
    }

    fn page(directory: &Path, manifest: Manifest, options: OutputOptions) -> Result<(), OutputError> {
        page::report(directory, manifest, options)
    }
}
