//! What the numbers of a calibration cannot know: its parameters and targets in words.

use super::value;
use crate::evidence::Evidence;
use crate::indicator::summaries;
use crate::scenario::Targets;

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
    pub value: Box<dyn Fn(usize, f64) -> f64 + Sync + 'a>,
    /// The command without its options, for the head of the posterior.
    pub command: String,
    /// Replications of a point.
    pub replications: u32,
}

/// The words of a targets file.
pub(super) fn words(targets: &Targets) -> Words<'_> {
    let free = targets.free.iter().map(|free| {
        let quantity = &Evidence::embedded().quantities()[free.key.quantity];
        let label = match free.key.band {
            None if quantity.is_table() => format!("{} (factor on all entries)", quantity.label),
            None => quantity.label.clone(),
            Some(band) => format!("{}, {} (factor on this entry)", quantity.label, quantity.bands[band]),
        };
        FreeMeta {
            id: free.id.clone(),
            label,
            low: free.low,
            high: free.high,
            centre: free.centre,
            why: free.why.clone(),
        }
    });
    let known = summaries();
    let figures = targets.targets.iter().map(|target| TargetMeta {
        id: target.id.clone(),
        summary: known[target.summary].id.to_owned(),
        title: known[target.summary].title.to_owned(),
        unit: known[target.summary].unit.to_string(),
        observed: target.observed,
        sd: target.sd,
        discrepancy: target.discrepancy,
        is_fitted: target.is_fitted,
        source: target.source.clone(),
        why: target.why.clone(),
    });
    Words {
        free: free.collect(),
        targets: figures.collect(),
        value: Box::new(|input, u| value(&targets.free[input], u)),
        command: format!("swplab calibrate {}.toml", targets.name),
        replications: targets.replications,
    }
}
