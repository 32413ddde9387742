//! Result sets drawn for the sentences: raw differences by arm and outcome, from which both the answer and its checker work.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use swplab::analysis::run::answer::{Contested, Contracts, Effect, Facts, Grades, Group, Measure};
use swplab::indicator::{Better, indicator};
use swplab::statistics::{Paired, Summary};

/// Outcomes of every kind that the sentences know.
const OUTCOMES: [&str; 9] = [
    "worker_changes",
    "disruptions",
    "same_worker_all_year",
    "placements_3plus",
    "satisfaction",
    "culture",
    "direct_hours",
    "turnover",
    "higher_need",
];

/// Differences of an outcome by arm, history by history.
type Columns = Vec<(String, Vec<f64>)>;

/// What was drawn: differences by outcome and arm, history by history.
pub struct Drawn {
    pub facts: Facts,
    /// By outcome, then arm; the last outcome is cost. Not a number where a history has no value.
    pub raw: Vec<(Measure, Columns)>,
    pub contracts: Vec<Contracts>,
}

pub fn measure(id: &str) -> Measure {
    let known = indicator(id).unwrap();
    Measure {
        id: id.to_owned(),
        title: known.title.to_owned(),
        unit: known.unit.to_string(),
        better: known.better,
        decimals: known.decimals,
    }
}

fn normal(draws: &mut ChaCha8Rng) -> f64 {
    (0..12).map(|_| draws.random::<f64>()).sum::<f64>() - 6.0
}

/// One column of differences: none defined, all ties, mostly ties, huge, the same in all, shifted noise.
fn column(draws: &mut ChaCha8Rng, n: usize, scale: f64) -> Vec<f64> {
    let kind = draws.random_range(0..9);
    let shift = scale * (draws.random::<f64>() - 0.5) * 4.0;
    (0..n)
        .map(|_| match kind {
            0 => f64::NAN,
            1 => 0.0,
            2 if draws.random::<f64>() < 0.8 => 0.0,
            3 => 1e9 * normal(draws),
            4 => shift,
            5 if draws.random::<f64>() < 0.3 => f64::NAN,
            6 => scale * normal(draws),
            _ => shift + scale * normal(draws),
        })
        .collect()
}

fn effect(
    measure: &Measure,
    arm: &str,
    raw: &[f64],
    level: f64,
    matters: Option<f64>,
    read: usize,
) -> Option<Effect> {
    let zero = vec![0.0; raw.len()];
    let paired = Paired::of(&zero, raw);
    let summary: Summary = paired.summary;
    if summary.n == 0 {
        return None;
    }
    let n = summary.n as f64;
    let least = matters.unwrap_or(0.0);
    let above = paired.rising.iter().filter(|value| **value > least).count() as f64 / n;
    let below = paired.rising.iter().filter(|value| **value < -least).count() as f64 / n;
    let (better, worse) = match measure.better {
        Better::Higher => (Some(above), Some(below)),
        Better::Lower => (Some(below), Some(above)),
        Better::Neither => (None, None),
    };
    let p = summary.p_value() * read as f64;
    Some(Effect {
        measure: measure.clone(),
        arm: arm.to_owned(),
        level: Some(level),
        n: summary.n,
        mean: Some(summary.mean),
        interval: (summary.n > 1).then_some([summary.low, summary.high]),
        middle: Some([paired.quantile(0.05), paired.quantile(0.95)]),
        p: (!p.is_nan()).then(|| p.min(1.0)),
        read,
        equal: Some(paired.equal as f64 / n),
        matters,
        better,
        worse,
    })
}

/// How far differences of a measure spread, and the smallest that matters.
fn scale(id: &str) -> (f64, Option<f64>) {
    match id {
        "worker_changes" => (0.1, Some(0.05)),
        "disruptions" => (1.0, Some(0.6)),
        "satisfaction" => (0.02, None),
        "culture" => (0.1, None),
        "direct_hours" => (0.2, Some(0.25)),
        "cost_per_child_year" => (900.0, Some(500.0)),
        "higher_need" => (1.0, None),
        _ => (2.0, Some(2.0)),
    }
}

/// A result set of a seed.
pub fn drawn(seed: u64) -> Drawn {
    let draws = &mut ChaCha8Rng::seed_from_u64(seed);
    let n = [0, 1, 2, 5, 20, 99, 100, 200, 400][draws.random_range(0..9)];
    let arms: Vec<String> =
        (0..draws.random_range(1..5)).map(|at| format!("Arm {}", ["A", "B", "C", "D"][at])).collect();
    let from = draws.random_range(0..OUTCOMES.len());
    let mut ids: Vec<&str> =
        (0..draws.random_range(1..5)).map(|at| OUTCOMES[(from + at) % OUTCOMES.len()]).collect();
    ids.push("cost_per_child_year");
    let is_equal = draws.random::<f64>() < 0.1;
    let mut raw: Vec<(Measure, Columns)> = Vec::new();
    for id in &ids {
        let first = column(draws, n, scale(id).0);
        let of = |arm: &String, own: Vec<f64>| (arm.clone(), if is_equal { first.clone() } else { own });
        let columns: Vec<Vec<f64>> = arms.iter().map(|_| column(draws, n, scale(id).0)).collect();
        raw.push((measure(id), arms.iter().zip(columns).map(|(arm, own)| of(arm, own)).collect()));
    }
    let read = arms.len() * ids.len();
    let effects = |of: &(Measure, Columns)| -> Vec<Effect> {
        let (measure, columns) = of;
        let matters = scale(&measure.id).1;
        columns.iter().filter_map(|(arm, raw)| effect(measure, arm, raw, 10.0, matters, read)).collect()
    };
    let children = [None, Some(0.0), Some(1.0), Some(103.75), Some(5_000.0)][draws.random_range(0..5)];
    let facts = Facts {
        first: "As it is".to_owned(),
        lever: if draws.random::<f64>() < 0.3 { arms[..1].to_vec() } else { Vec::new() },
        arms: arms.clone(),
        histories: n,
        group: Group { whom: "children looked after".to_owned(), children },
        effects: raw.iter().flat_map(&effects).collect(),
        costs: raw.last().map(&effects).unwrap_or_default(),
        prices: "prices of 2010 to 2011".to_owned(),
        grades: Grades([0, 3, 2, draws.random_range(0..9)]),
        contested: (draws.random::<f64>() < 0.5)
            .then(|| Contested { asked: draws.random_range(0..4), ..Contested::default() }),
        unmeasured: (draws.random::<f64>() < 0.3).then(|| "nobody compared them".to_owned()),
        worse_off: Some(draws.random::<f64>()),
    };
    let contracts = arms.iter().map(|arm| contract(draws, arm, n)).collect();
    Drawn { facts, raw, contracts }
}

fn contract(draws: &mut impl Rng, arm: &str, histories: usize) -> Contracts {
    let awarded = [0, 1, 7, 300][draws.random_range(0..4)];
    let never_opened = if awarded == 0 { 0 } else { [0, awarded, awarded / 2][draws.random_range(0..3)] };
    let opened = awarded - never_opened;
    let contract_years = if opened == 0 { 0.0 } else { opened as f64 * draws.random_range(0.1..9.0) };
    let still_served = (opened > 0).then(|| draws.random::<f64>());
    let early =
        if opened > 1 { vec![("trust".to_owned(), 1), ("money".to_owned(), opened / 2)] } else { Vec::new() };
    Contracts {
        arm: arm.to_owned(),
        histories,
        awarded,
        never_opened,
        contract_years,
        early,
        still_served,
        still_interval: still_served.map(|share| [0.8 * share, share.sqrt()]),
    }
}
