//! The model as a simulator of summaries at a parameter point.

use std::sync::atomic::{AtomicBool, Ordering};

use super::prior::value;
use super::{Aim, Forward, Problem, Simulated};
use crate::evidence::Key;
use crate::indicator::Summaries;
use crate::scenario::{Free, Targets};
use crate::study::{Simulation, lived};

/// The world of a targets file: at each point the free parameters are set, all other quantities and the
/// positions are drawn for each replication as in any study.
#[derive(Clone, Debug)]
pub struct ModelForward {
    simulation: Simulation,
    free: Vec<Free>,
    outputs: Vec<usize>,
    burn_in_months: u32,
    replications: u32,
}

impl ModelForward {
    /// The model and its problem.
    pub fn new(targets: &Targets) -> (ModelForward, Problem) {
        let scenario = &targets.scenario;
        let forward = ModelForward {
            simulation: Simulation::of_cells(scenario, &scenario.arms[..1]),
            free: targets.free.clone(),
            outputs: targets.targets.iter().map(|target| target.summary).collect(),
            burn_in_months: targets.burn_in_years * 12,
            replications: targets.replications,
        };
        let aims = targets.targets.iter().map(|target| Aim {
            observed: target.observed,
            sd: target.sd,
            discrepancy: target.discrepancy,
            is_fitted: target.is_fitted,
        });
        let problem = Problem {
            inputs: targets.free.len(),
            aims: aims.collect(),
            effort: targets.effort,
            seed: targets.seed,
            has_ensemble_noise: true,
        };
        (forward, problem)
    }

    /// What the free parameters are at a point.
    pub fn given(&self, unit: &[f64]) -> Vec<(Key, f64)> {
        let pairs = self.free.iter().zip(unit);
        pairs.map(|(free, u)| (free.key, value(free, *u))).collect()
    }

    /// Every output of one replication.
    fn replicate(&self, given: &[(Key, f64)], replication: u32) -> Vec<f64> {
        let mut settings = self.simulation.settings_given(given, replication);
        settings.keep_log = true;
        let short = settings.workforce.short_sickness;
        let mut summaries = Summaries::from_month(self.burn_in_months, short);
        let draws = self.simulation.draws(replication);
        let world = lived(&settings, &settings, &draws, |world| summaries.watch(world));
        let values = summaries.values(&world);
        self.outputs.iter().map(|output| values[*output]).collect()
    }

    /// Simulates one point whose parameters have these values.
    ///
    /// # Errors
    /// A sentence, where the simulation failed or `stop` was set.
    pub(super) fn simulate_given(
        &self,
        given: &[(Key, f64)],
        luck: u32,
        stop: &AtomicBool,
    ) -> Result<Simulated, String> {
        let mut all = Vec::with_capacity(self.replications as usize);
        for replication in luck..luck + self.replications {
            if stop.load(Ordering::Relaxed) {
                return Err("stopped".to_owned());
            }
            all.push(self.replicate(given, replication));
        }
        let n = f64::from(self.replications);
        let column = |k: usize| all.iter().map(|values| values[k]).collect::<Vec<f64>>();
        let outputs = 0..self.outputs.len();
        let moments = outputs.map(|k| {
            let values = column(k);
            // One replication without a value leaves the point without one: no mean of the rest.
            let mean = values.iter().sum::<f64>() / n;
            let square: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
            (mean, square / (n - 1.0) / n)
        });
        let (means, variances) = moments.unzip();
        Ok(Simulated { means, variances })
    }
}

impl Forward for ModelForward {
    fn simulate(&self, unit: &[f64], luck: u32, stop: &AtomicBool) -> Result<Simulated, String> {
        self.simulate_given(&self.given(unit), luck, stop)
    }

    fn luck_apart(&self) -> u32 {
        self.replications
    }
}
