//! What an answer turns on: how much of the variance of a difference between histories goes with each number that is drawn and
//! with each contested question, as the report finds it.

use serde_json::{Value, json};

use super::told;
use crate::analysis::run::assumptions::{Assumption, assumptions};
use crate::analysis::run::tables::influence::{Drawn, Input, inputs};
use crate::evidence::{Hypotheses, is_behind};
use crate::indicator::HEADLINES;
use crate::scenario::Scenario;
use crate::statistics::{noise_floor, variance_explained};
use crate::study::{Experiment, Simulation};

/// Inputs that are told, the strongest first.
const TOLD: usize = 8;

/// The inputs with which the most of an outcome's variance goes.
pub struct Turns {
    /// JSON: for each of them the quantity or the question, and the positions that were taken on it.
    pub words: String,
    /// How many inputs there are; then for each of those told its share of the variance, the share that chance would reach,
    /// how many groups it has, and the mean of the outcome in each.
    pub values: Vec<f64>,
}

/// What a measure's outcome in each replication from the first turns on; `NaN` where it is not defined.
pub(super) fn turns(
    (measure, outcome): (&str, &[f64]),
    simulation: &Simulation,
    scenario: &Scenario,
) -> Turns {
    let (mut parameters, mut positions) = (Vec::new(), Vec::new());
    for replication in 0..outcome.len() as u32 {
        let (values, taken) = simulation.drawn_columns(replication);
        parameters.extend(values);
        positions.extend(taken);
    }
    let shape = simulation.shape();
    let inputs = inputs(&Drawn {
        replications: outcome.len(),
        quantities: &shape.quantities,
        parameters: &parameters,
        hypotheses: &shape.hypotheses,
        positions: &positions,
    });
    let is_headline = HEADLINES.iter().any(|headline| headline.id == measure);
    let may_move =
        |input: &&Input| !is_headline || input.kind != "quantity" || is_behind(input.name, measure);
    // The strongest so far, in falling order.
    let mut found: Vec<(f64, f64, &Input)> = Vec::new();
    for input in inputs.iter().filter(may_move) {
        let Some(influence) = variance_explained(&input.groups, outcome) else { continue };
        let at = found.partition_point(|(share, ..)| *share >= influence.share);
        if at < TOLD {
            let floor = noise_floor(influence.n, influence.groups, inputs.len());
            found.insert(at, (influence.share, floor, input));
            found.truncate(TOLD);
        }
    }
    let known = assumptions(&scenario.arms);
    let words: Value = found.iter().map(|(.., input)| json!([of(input, &known), input.positions])).collect();
    let mut values = vec![inputs.len() as f64];
    for (share, floor, input) in found {
        let means = means(&input.groups, outcome);
        values.extend([share, floor, means.len() as f64]);
        values.extend(means);
    }
    Turns { words: words.to_string(), values }
}

/// The quantity or the question.
fn of(input: &Input, known: &[Assumption]) -> Value {
    if let Some(quantity) = known.iter().find(|quantity| quantity.id == input.name) {
        return told::quantity(quantity);
    }
    let question = Hypotheses::embedded().all().iter().find(|question| question.id == input.name);
    json!({ "id": input.name, "label": question.map(|question| &question.title) })
}

/// Means of the outcome by group; `NaN` where a group has no defined outcome.
fn means(groups: &[usize], outcome: &[f64]) -> Vec<f64> {
    let mut sums: Vec<(f64, f64)> = Vec::new();
    for (group, value) in groups.iter().zip(outcome) {
        sums.resize(sums.len().max(group + 1), (0.0, 0.0));
        if value.is_finite() {
            sums[*group].0 += value;
            sums[*group].1 += 1.0;
        }
    }
    sums.into_iter().map(|(sum, count)| sum / count).collect()
}
