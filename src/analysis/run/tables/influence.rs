//! How much of each headline's variance goes with each quantity and each hypothesis.

use crate::analysis::run::assumptions::Assumption;
use crate::analysis::run::rows::InfluenceRow;
use crate::indicator::HEADLINES;
use crate::results::table::cell;
use crate::statistics::{
    Influence, Ranked, equal_count_bins, linear_share, noise_floor, rank_correlation, variance_explained,
};
use crate::study::{ArmId, Results};

/// The kind of several inputs taken together.
pub(crate) const TOGETHER: &str = "together";

/// What the replications of a study drew.
pub(crate) struct Drawn<'a> {
    /// Number of replications.
    pub(crate) replications: usize,
    /// Ids of the quantities.
    pub(crate) quantities: &'a [String],
    /// Their values by `[replication][quantity]`.
    pub(crate) parameters: &'a [f64],
    /// Ids of the hypotheses.
    pub(crate) hypotheses: &'a [String],
    /// Names of positions by `[replication][hypothesis]`.
    pub(crate) positions: &'a [String],
}

impl<'a> Drawn<'a> {
    fn of(results: &'a Results) -> Drawn<'a> {
        Drawn {
            replications: results.replications,
            quantities: &results.quantities,
            parameters: &results.parameters,
            hypotheses: &results.hypotheses,
            positions: &results.positions,
        }
    }
}

/// One input that differs between replications: a drawn quantity or a hypothesis.
pub(crate) struct Input<'a> {
    /// Id of the quantity or of the hypothesis.
    pub(crate) name: &'a str,
    /// `quantity` or `hypothesis`.
    pub(crate) kind: &'static str,
    /// The group of each replication: equal counts by the quantity's rank, or the position taken.
    pub(crate) groups: Vec<usize>,
    /// Names of the positions, by group; empty for a quantity.
    pub(crate) positions: Vec<&'a str>,
    /// Its values; empty for a hypothesis, whose positions have no order.
    numbers: Vec<f64>,
}

/// Every input, quantities first.
pub(crate) fn inputs<'a>(drawn: &Drawn<'a>) -> Vec<Input<'a>> {
    let mut inputs = quantities(drawn);
    inputs.extend(hypotheses(drawn));
    inputs
}

fn quantities<'a>(drawn: &Drawn<'a>) -> Vec<Input<'a>> {
    let width = drawn.quantities.len();
    let mut inputs = Vec::new();
    for (q, id) in drawn.quantities.iter().enumerate() {
        let numbers: Vec<f64> = (0..drawn.replications).map(|r| drawn.parameters[r * width + q]).collect();
        // A quantity that is fixed, or has one value by chance, explains nothing.
        if numbers.iter().all(|v| *v == numbers[0]) {
            continue;
        }
        inputs.push(Input {
            name: id,
            kind: "quantity",
            groups: equal_count_bins(&numbers),
            positions: Vec::new(),
            numbers,
        });
    }
    inputs
}

fn hypotheses<'a>(drawn: &Drawn<'a>) -> Vec<Input<'a>> {
    let width = drawn.hypotheses.len();
    let mut inputs = Vec::new();
    for (h, id) in drawn.hypotheses.iter().enumerate() {
        let taken: Vec<&'a str> =
            (0..drawn.replications).map(|r| drawn.positions[r * width + h].as_str()).collect();
        let mut names: Vec<&'a str> = Vec::new();
        for position in &taken {
            let at = names.partition_point(|name| name < position);
            if names.get(at) != Some(position) {
                names.insert(at, position);
            }
        }
        if names.len() < 2 {
            continue;
        }
        inputs.push(Input {
            name: id,
            kind: "hypothesis",
            groups: taken.iter().map(|position| names.partition_point(|name| name < position)).collect(),
            positions: names,
            numbers: Vec::new(),
        });
    }
    inputs
}

/// What a posterior gives, and what positions are taken, each together: columns of numbers.
fn groups(results: &Results, assumptions: &[Assumption]) -> Vec<(&'static str, Vec<Vec<f64>>)> {
    let given: Vec<usize> = (0..results.quantities.len())
        .filter(|q| {
            let mut own = assumptions.iter().filter(|a| a.id == results.quantities[*q]);
            own.any(|a| a.is_of_posterior)
        })
        .collect();
    if given.is_empty() {
        return Vec::new();
    }
    let replications = 0..results.replications;
    let column = |q: usize| {
        let width = results.quantities.len();
        (replications.clone()).map(|r| results.parameters[r * width + q]).collect::<Vec<f64>>()
    };
    let parameters = given.into_iter().map(column).collect();
    let mut positions = Vec::new();
    let width = results.hypotheses.len();
    for h in 0..width {
        let taken = |r: usize| results.positions[r * width + h].as_str();
        let mut names: Vec<&str> = replications.clone().map(taken).collect();
        names.sort_unstable();
        names.dedup();
        // One position is what the others are set against.
        for name in names.into_iter().skip(1) {
            let is = |r: usize| f64::from(u8::from(taken(r) == name));
            positions.push(replications.clone().map(is).collect());
        }
    }
    vec![("posterior", parameters), ("positions", positions)]
}

/// Rows for each headline on the whole authority and the remit: of the level in the first
/// arm, and of the paired difference of every later arm.
pub(super) fn rows(results: &Results, assumptions: &[Assumption]) -> Vec<InfluenceRow> {
    let drawn = Drawn::of(results);
    let inputs = inputs(&drawn);
    let orders: Vec<Option<Ranked>> = inputs
        .iter()
        .map(|input| (input.kind == "quantity").then(|| Ranked::of(input.numbers.clone())))
        .collect();
    let grade = |input: &Input| {
        let own = assumptions.iter().find(|a| input.kind == "quantity" && a.id == input.name);
        own.map_or_else(String::new, |own| own.grade.clone())
    };
    let groups = groups(results, assumptions);
    let mut floors = std::collections::BTreeMap::new();
    let mut rows = Vec::new();
    for (u, unit) in results.each_unit() {
        if !unit.is_answered() {
            continue;
        }
        for indicator in &HEADLINES {
            let first = results.values(ArmId(0), u, indicator);
            for (a, arm) in results.each_arm() {
                let is_first = a == ArmId(0);
                let outcome: Vec<f64> = if is_first {
                    first.clone()
                } else {
                    let other = results.values(a, u, indicator);
                    other.iter().zip(&first).map(|(o, f)| o - f).collect()
                };
                for (name, columns) in &groups {
                    let Some(found) = linear_share(columns, &outcome) else {
                        continue;
                    };
                    let floor = *floors
                        .entry((found.n, found.groups, 1))
                        .or_insert_with(|| noise_floor(found.n, found.groups, 1));
                    rows.push(InfluenceRow {
                        indicator: indicator.id.to_owned(),
                        unit: unit.id.clone(),
                        arm: arm.to_owned(),
                        of: if is_first { "level" } else { "difference" }.to_owned(),
                        input: (*name).to_owned(),
                        kind: TOGETHER.to_owned(),
                        grade: String::new(),
                        n: found.n,
                        share: cell(found.share),
                        noise_floor: cell(floor),
                        rank_correlation: None,
                    });
                }
                let ranked = Ranked::of(outcome.clone());
                for (input, order) in inputs.iter().zip(&orders) {
                    let found = variance_explained(&input.groups, &outcome);
                    let Some(Influence { share, groups, n }) = found else {
                        continue;
                    };
                    // The floor takes a thousand times as long as the share, and few differ.
                    let floor = *floors
                        .entry((n, groups, inputs.len()))
                        .or_insert_with(|| noise_floor(n, groups, inputs.len()));
                    rows.push(InfluenceRow {
                        indicator: indicator.id.to_owned(),
                        unit: unit.id.clone(),
                        arm: arm.to_owned(),
                        of: if is_first { "level" } else { "difference" }.to_owned(),
                        input: input.name.to_owned(),
                        kind: input.kind.to_owned(),
                        grade: grade(input),
                        n,
                        share: cell(share),
                        noise_floor: cell(floor),
                        rank_correlation: order
                            .as_ref()
                            .and_then(|order| cell(rank_correlation(order, &ranked))),
                    });
                }
            }
        }
    }
    rows
}
