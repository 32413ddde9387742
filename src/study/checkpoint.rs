//! Points that outlive an interruption, so that long work goes on from them.

use std::collections::BTreeMap;

/// Simulated points by stage and number, each a list of values.
pub trait Checkpoint: Send {
    /// What was simulated before.
    fn find(&self, stage: u32, number: u32) -> Option<Vec<f64>>;

    /// Adds points.
    ///
    /// # Errors
    /// A sentence, where they cannot be written.
    fn add(&mut self, stage: u32, points: &[(u32, Vec<f64>)]) -> Result<(), String>;
}

/// Points in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InMemory(pub BTreeMap<(u32, u32), Vec<f64>>);

impl Checkpoint for InMemory {
    fn find(&self, stage: u32, number: u32) -> Option<Vec<f64>> {
        self.0.get(&(stage, number)).cloned()
    }

    fn add(&mut self, stage: u32, points: &[(u32, Vec<f64>)]) -> Result<(), String> {
        self.0.extend(points.iter().map(|(number, values)| ((stage, *number), values.clone())));
        Ok(())
    }
}
