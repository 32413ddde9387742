//! What it is worth to know something before one decides, in the units of the figure.

use super::{Decide, Found};
use crate::analysis::design::picks;
use crate::statistics::{Column, value_of_information, value_of_inputs};

/// Orders that mean nothing against which each input is held.
const TRIES: usize = 10;

/// Times that each input is stirred, to see what the strongest of so many without effect would show.
const STIRRED: usize = 3;

/// What is worth knowing.
#[derive(Clone, Debug)]
pub(super) struct Worth {
    /// The value of knowing everything, luck that is not averaged out included.
    pub(super) everything: f64,
    /// By input.
    pub(super) inputs: Vec<f64>,
    /// What the strongest of as many inputs without any effect would show.
    pub(super) floor: f64,
}

pub(super) fn worth(asked: &Decide, found: &Found) -> Worth {
    let whole: Vec<usize> = (0..found.points.len())
        .filter(|future| found.judged.worth.iter().all(|option| option[*future].is_finite()))
        .collect();
    let options: Vec<Vec<f64>> =
        found.judged.worth.iter().map(|own| whole.iter().map(|future| own[*future]).collect()).collect();
    let seed = asked.loaded.scenario.seed;
    let shuffled = |number: usize| {
        let mut pick = picks(seed, number);
        let mut order: Vec<usize> = (0..whole.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, pick(at + 1));
        }
        order
    };
    let orders: Vec<Vec<usize>> = (0..TRIES).map(|number| shuffled(500 + number)).collect();
    let mut floor = 0.0_f64;
    let mut inputs = Vec::with_capacity(asked.inputs.len());
    for (at, input) in asked.inputs[..asked.inputs.len() - 1].iter().enumerate() {
        let coordinates: Vec<f64> = whole.iter().map(|future| found.points[*future][at]).collect();
        let value =
            |column: &Column| value_of_inputs(&options, &[column], TRIES, |number| orders[number].clone());
        inputs.push(value(&input.column(&coordinates)));
        for again in 0..STIRRED {
            let order = shuffled(2000 + STIRRED * at + again);
            let stirred: Vec<f64> = order.iter().map(|future| coordinates[*future]).collect();
            floor = floor.max(value(&input.column(&stirred)));
        }
    }
    Worth { everything: value_of_information(&options), inputs, floor }
}
