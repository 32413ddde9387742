//! How much of each headline's variance goes with each quantity and each hypothesis.

use super::TOLD;
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
    let (quantities, hypotheses) = (drawn.quantities.len(), drawn.hypotheses.len());
    let replications = || 0..drawn.replications;
    let numbers = |q: usize| replications().map(|r| drawn.parameters[r * quantities + q]).collect();
    let positions = |h: usize| replications().map(|r| drawn.positions[r * hypotheses + h].as_str()).collect();
    let of_quantities = drawn.quantities.iter().enumerate().filter_map(|(q, id)| quantity(id, numbers(q)));
    let of_hypotheses = drawn.hypotheses.iter().enumerate();
    of_quantities.chain(of_hypotheses.filter_map(|(h, id)| hypothesis(id, positions(h)))).collect()
}

/// A quantity with its value in each replication; none where it is fixed, or has one value by chance, and so explains nothing.
fn quantity(id: &str, numbers: Vec<f64>) -> Option<Input<'_>> {
    (!numbers.iter().all(|v| *v == numbers[0])).then(|| Input {
        name: id,
        kind: "quantity",
        groups: equal_count_bins(&numbers),
        positions: Vec::new(),
        numbers,
    })
}

/// A hypothesis with the position that each replication takes; none where all take the same.
fn hypothesis<'a>(id: &'a str, taken: Vec<&'a str>) -> Option<Input<'a>> {
    let mut names: Vec<&'a str> = Vec::new();
    for position in &taken {
        let at = names.partition_point(|name| name < position);
        if names.get(at) != Some(position) {
            names.insert(at, position);
        }
    }
    (names.len() > 1).then(|| Input {
        name: id,
        kind: "hypothesis",
        groups: taken.iter().map(|position| names.partition_point(|name| name < position)).collect(),
        positions: names,
        numbers: Vec::new(),
    })
}

/// Every input of the first replications of a study, quantities first, one after the other: together they take more memory
/// than all else.
fn of_study(results: &Results, first: usize) -> impl Iterator<Item = Input<'_>> {
    let quantities = results.quantities.iter().enumerate().filter_map(move |(q, id)| {
        let mut numbers = results.parameter(q);
        numbers.truncate(first);
        quantity(id, numbers)
    });
    let hypotheses = results.hypotheses.iter().enumerate();
    quantities.chain(hypotheses.filter_map(move |(h, id)| hypothesis(id, taken(results, h, first))))
}

/// The position on a hypothesis that each of the first replications takes.
fn taken(results: &Results, hypothesis: usize, first: usize) -> Vec<&str> {
    let (names, numbers) = results.positions(hypothesis);
    numbers.into_iter().take(first).map(|at| names.get(at).map_or("", String::as_str)).collect()
}

/// What a posterior gives, and what positions are taken, each together: columns of numbers.
fn groups(results: &Results, assumptions: &[Assumption], first: usize) -> Vec<(&'static str, Vec<Vec<f64>>)> {
    let given: Vec<usize> = (0..results.quantities.len())
        .filter(|q| {
            let mut own = assumptions.iter().filter(|a| a.id == results.quantities[*q]);
            own.any(|a| a.is_of_posterior)
        })
        .collect();
    if given.is_empty() {
        return Vec::new();
    }
    let column = |q: usize| results.parameter(q).into_iter().take(first).collect::<Vec<f64>>();
    let parameters = given.into_iter().map(column).collect();
    let mut positions = Vec::new();
    for h in 0..results.hypotheses.len() {
        let taken = taken(results, h, first);
        let mut names = taken.clone();
        names.sort_unstable();
        names.dedup();
        // One position is what the others are set against.
        for name in names.into_iter().skip(1) {
            positions.push(taken.iter().map(|own| f64::from(u8::from(*own == name))).collect());
        }
    }
    vec![("posterior", parameters), ("positions", positions)]
}

/// What is to be explained: the level of a headline in the first arm, or the paired difference of a later one.
struct Outcome<'a> {
    unit: &'a str,
    indicator: &'static str,
    arm: &'a str,
    of: &'static str,
    values: Vec<f64>,
}

/// Each headline on the whole authority and the remit, in the first replications.
fn outcomes(results: &Results, first: usize) -> Vec<Outcome<'_>> {
    let mut outcomes = Vec::new();
    for (u, unit) in results.each_unit().filter(|(_, unit)| unit.is_answered()) {
        for indicator in &HEADLINES {
            let values =
                |arm| results.values(arm, u, indicator).into_iter().take(first).collect::<Vec<f64>>();
            let level = values(ArmId(0));
            for (a, arm) in results.each_arm() {
                let (of, values) = match a {
                    ArmId(0) => ("level", level.clone()),
                    _ => ("difference", values(a).iter().zip(&level).map(|(o, f)| o - f).collect()),
                };
                outcomes.push(Outcome { unit: &unit.id, indicator: indicator.id, arm, of, values });
            }
        }
    }
    outcomes
}

/// What one input explains of one outcome, and the rank correlation of the two.
type Explained = (Option<Influence>, Option<f64>);

/// Rows for each headline on the whole authority and the remit: of the level in the first
/// arm, and of the paired difference of every later arm, over the first replications.
pub(super) fn rows(results: &Results, assumptions: &[Assumption]) -> Vec<InfluenceRow> {
    let first = results.replications.min(TOLD);
    let outcomes = outcomes(results, first);
    let ranked: Vec<Ranked> = outcomes.iter().map(|outcome| Ranked::of(outcome.values.clone())).collect();
    let mut explained = Vec::new();
    for Input { name, kind, groups, numbers, .. } in of_study(results, first) {
        let order = (kind == "quantity").then(|| Ranked::of(numbers));
        let of = |(outcome, ranked): (&Outcome<'_>, &Ranked)| {
            let found = variance_explained(&groups, &outcome.values);
            let correlation = |_| cell(rank_correlation(order.as_ref()?, ranked));
            (found, found.and_then(correlation)) as Explained
        };
        let own = assumptions.iter().find(|a| kind == "quantity" && a.id == name);
        let input = (name, kind, own.map_or_else(String::new, |own| own.grade.clone()));
        explained.push((input, outcomes.iter().zip(&ranked).map(of).collect::<Vec<Explained>>()));
    }
    let groups = groups(results, assumptions, first);
    let mut floors = std::collections::BTreeMap::new();
    // The floor takes a thousand times as long as the share, and few differ.
    let mut floor = |n, groups, inputs| {
        *floors.entry((n, groups, inputs)).or_insert_with(|| noise_floor(n, groups, inputs))
    };
    let mut rows = Vec::new();
    for (at, outcome) in outcomes.iter().enumerate() {
        let told = |(input, kind, grade): (&str, &str, &str),
                    (found, rank_correlation): (Influence, _),
                    floor| InfluenceRow {
            indicator: outcome.indicator.to_owned(),
            unit: outcome.unit.to_owned(),
            arm: outcome.arm.to_owned(),
            of: outcome.of.to_owned(),
            input: input.to_owned(),
            kind: kind.to_owned(),
            grade: grade.to_owned(),
            n: found.n,
            share: cell(found.share),
            noise_floor: cell(floor),
            rank_correlation,
        };
        for (name, columns) in &groups {
            let Some(found) = linear_share(columns, &outcome.values) else {
                continue;
            };
            rows.push(told((name, TOGETHER, ""), (found, None), floor(found.n, found.groups, 1)));
        }
        for ((name, kind, grade), own) in &explained {
            let (Some(found), correlation) = own[at] else {
                continue;
            };
            let floor = floor(found.n, found.groups, explained.len());
            rows.push(told((name, kind, grade), (found, correlation), floor));
        }
    }
    rows
}
