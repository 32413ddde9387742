//! Result sets drawn for the sentences: raw differences by arm and outcome, from which both the answer and its checker work.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use swplab::analysis::run::answer::{
    Apart, ByLot, Contested, Contracts, Effect, Elsewhere, Facts, Finding, Grades, Group, HeldYear, Measure,
    Reach, Turned, Turning, Waiting, Within,
};
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
pub type Columns = Vec<(String, Vec<f64>)>;

/// What was drawn: differences by outcome and arm, history by history.
pub struct Drawn {
    pub facts: Facts,
    /// By outcome, then arm; the last outcome is cost. Not a number where a history has no value.
    pub raw: Vec<(Measure, Columns)>,
    /// Whole cost of the group by arm, million pounds over the study; and of everybody, where the group is a part.
    pub totals: Columns,
    pub whole: Vec<(Measure, Columns)>,
    pub contracts: Vec<Contracts>,
    /// Children at a time, of the group and of everybody.
    pub children: Columns,
    pub whole_children: Columns,
    /// Differences of other children of the authority, by outcome.
    pub elsewhere: Vec<(Measure, Columns)>,
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
    let kind = draws.random_range(0..10);
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
            // Most a little up, some far down.
            9 => {
                if draws.random::<f64>() < 0.85 {
                    0.1 * scale
                } else {
                    -4.0 * scale
                }
            }
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
        median: Some(paired.quantile(0.5)),
        higher: Some(paired.higher as f64 / n),
        lower: Some(paired.lower as f64 / n),
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
        "cost_total" => (2.0, None),
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
    let at_a_time = [None, Some(1.0), Some(73.4), Some(5_000.0)][draws.random_range(0..4)];
    let is_part = draws.random::<f64>() < 0.6;
    // A column of which most histories have the other side than the average comes up too.
    let of_total = |draws: &mut ChaCha8Rng| -> Columns {
        arms.iter().map(|arm| (arm.clone(), column(draws, n, scale("cost_total").0))).collect()
    };
    let totals = of_total(draws);
    let [children, whole_children] =
        [0, 1].map(|_| arms.iter().map(|arm| (arm.clone(), column(draws, n, 1.0))).collect::<Columns>());
    let mut whole: Vec<(Measure, Columns)> = Vec::new();
    if is_part {
        for (measure, columns) in &raw {
            let small = |draws: &mut ChaCha8Rng| column(draws, n, 0.2 * scale(&measure.id).0);
            whole.push((
                measure.clone(),
                columns.iter().map(|(arm, _)| (arm.clone(), small(draws))).collect(),
            ));
        }
        whole.push((measure("cost_total"), of_total(draws)));
    }
    let mut facts = Facts {
        first: "As it is".to_owned(),
        lever: if draws.random::<f64>() < 0.3 { arms[..1].to_vec() } else { Vec::new() },
        lever_fields: vec!["contract.term_years".to_owned()],
        arms: arms.clone(),
        changing: if draws.random::<f64>() < 0.2 { arms[..1].to_vec() } else { Vec::new() },
        histories: n,
        years: [1.0, 6.0, 14.0][draws.random_range(0..3)],
        everybody: "the whole authority".to_owned(),
        group: Group { whom: "children looked after".to_owned(), at_a_time },
        effects: raw.iter().flat_map(&effects).collect(),
        costs: raw.last().map(&effects).unwrap_or_default(),
        totals: effects(&(measure("cost_total"), totals.clone())),
        children: effects(&(measure("children"), children.clone())),
        whole_children: effects(&(measure("children"), whole_children.clone())),
        whole: whole.iter().flat_map(&effects).collect(),
        whole_at_a_time: at_a_time.filter(|_| is_part).map(|part| 10.0 * part),
        prices: "prices of 2010 to 2011 (times 1.45 in those of 2024 to 2025)".to_owned(),
        grades: Grades([0, 3, 2, draws.random_range(0..9)]),
        is_traced: draws.random(),
        not_chosen: (draws.random::<f64>() < 0.8)
            .then(|| [[0, 0, 0, 12], [0, 1, 0, 12], [7, 4, 1, 12]][draws.random_range(0..3)]),
        by_design: if draws.random::<f64>() < 0.2 { vec![ids[0].to_owned()] } else { Vec::new() },
        acts_on: (draws.random::<f64>() < 0.2).then(|| ids[0].to_owned()),
        reach: (draws.random::<f64>() < 0.7)
            .then(|| Reach { held: draws.random::<f64>(), never: 0.3 * draws.random::<f64>() }),
        contested: (draws.random::<f64>() < 0.5).then(|| contested(draws)),
        unmeasured: (draws.random::<f64>() < 0.3).then(|| "nobody compared them".to_owned()),
        off: Some([0.5 * draws.random::<f64>(), 0.5 * draws.random::<f64>()]),
        ..Facts::default()
    };
    let mut surplus = |arm: &String| {
        let size = [0.2, 40_000.0, 1e6][draws.random_range(0..3)];
        (draws.random::<f64>() < 0.5).then(|| (arm.clone(), size * normal(draws)))
    };
    facts.surplus = arms.iter().filter_map(&mut surplus).collect();
    facts.acting = (draws.random::<f64>() < 0.5)
        .then(|| Grades([0, [0, 1][draws.random_range(0..2)], 0, draws.random_range(1..4)]));
    facts.free = vec!["consultation before a transfer", "a learning culture"];
    facts.free.truncate(draws.random_range(0..3));
    facts.heads = ["staff", "agency workers", "placements", "transitions and inadequate grades"]
        .into_iter()
        .take(draws.random_range(0..5))
        .map(|head| (head.to_owned(), 400.0 * normal(draws)))
        .collect();
    facts.heads.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    facts.cost_last = (draws.random::<f64>() < 0.5).then(|| 40.0 * normal(draws));
    let waiting = facts.changing.first().cloned().filter(|_| draws.random::<f64>() < 0.7 && n > 0);
    facts.waiting = waiting
        .map(|arm| {
            let came = [0, n / 3, n][draws.random_range(0..3)];
            let middle = (came > 0).then(|| 6.0 * draws.random_range(0..3) as f64 * draws.random::<f64>());
            Waiting {
                arm,
                condition: "children looked after are above 450".to_owned(),
                lived: n,
                came,
                middle,
            }
        })
        .into_iter()
        .collect();
    let inner = facts.told().and_then(|told| facts.arms.iter().find(|arm| **arm != told.arm).cloned());
    facts.within = inner.filter(|_| draws.random::<f64>() < 0.3).map(|arm| {
        let (mean, half) = (normal(draws), draws.random::<f64>());
        Within { arm, mean, interval: [mean - half, mean + half] }
    });
    facts.put_in = (draws.random::<f64>() < 0.5).then(|| ids[0].to_owned());
    if draws.random::<f64>() < 0.5 {
        facts.seen = vec![turning(draws, "the answer")];
    }
    if draws.random::<f64>() < 0.3 {
        facts.only_where = vec![turning(draws, "another outcome")];
    }
    let worse = facts.not_chosen.map_or(0, |counts| counts[1]);
    let titles = ["vacancy rate", "waits until an adviser is known"].into_iter().take(worse);
    facts.worse_named = titles.map(str::to_owned).collect();
    facts.apart = apart(&facts, &raw);
    facts.turned = facts.told().and_then(|told| told.mean).map(|mean| Turned {
        years: (0..draws.random_range(0..6)).map(|year| (year + 1, -mean * draws.random::<f64>())).collect(),
        of: 8,
        last: Some(mean).filter(|_| n % 2 == 0),
    });
    let questions = ["H1 (vehicle or principles)", "H2 (why more direct work)"].map(str::to_owned);
    facts.by_lot = (draws.random::<f64>() < 0.7).then(|| ByLot {
        open: draws.random_range(0..18),
        seen: questions[..draws.random_range(0..3)].to_vec(),
    });
    let told = facts.told().filter(|told| told.n > 1).map(|told| (told.measure.id.clone(), told.arm.clone()));
    let is_other =
        |one: &&Effect| told.as_ref().is_some_and(|(id, arm)| one.arm == *arm && one.measure.id != *id);
    let other = facts.effects.iter().filter(is_other).map(|one| one.measure.clone()).next();
    facts.turned_others = other
        .into_iter()
        .map(|measure| {
            let size = scale(&measure.id).0 * (draws.random::<f64>() - 0.5);
            let years = (1..=draws.random_range(1..6)).map(|year| (year, size)).collect();
            (measure, Turned { years, of: 8, last: None })
        })
        .collect();
    facts.beside = ["vacancy", "agency"]
        .iter()
        .filter_map(|id| {
            let raw: Vec<f64> = (0..n.max(2)).map(|_| 0.6 + 2.0 * normal(draws)).collect();
            effect(&measure(id), &arms[0], &raw, 10.0, None, 12)
        })
        .filter(|one| one.mean > Some(0.0) && one.interval.is_some_and(|[low, _]| low > 0.0))
        .collect();
    // What is worse on average and better at the end.
    facts.crossed = facts
        .beside
        .iter()
        .filter(|_| n % 3 != 0)
        .map(|one| (one.measure.id.clone(), [4.0 + one.mean.unwrap_or(0.0), -1.5]))
        .collect();
    let chosen = facts.told().map(|told| told.arm.clone());
    let chosen = facts
        .effects
        .iter()
        .filter(|one| Some(&one.arm) == chosen.as_ref() && one.measure.id != "cost_per_child_year")
        .nth(1);
    facts.crossed.extend(chosen.filter(|_| n % 3 != 0).map(|one| (one.measure.id.clone(), [4.0, -1.0])));
    facts.opens = draws.random();
    facts.listed = (facts.reach.is_some() && n % 2 == 0).then(|| "as listed in a life without it".to_owned());
    let held_in =
        |year: &str, held: f64, running: Option<f64>| HeldYear { year: year.to_owned(), held, running };
    facts.fading = facts.reach.filter(|_| n % 3 != 0).map(|reach| {
        let running = (n % 2 == 0).then_some(0.8);
        [
            held_in("2026 to 2027", 1.3 * reach.held, running),
            held_in("2038 to 2039", 0.2 * reach.held, running),
        ]
    });
    // Kinds that lose where all gain, or the other way round.
    let contrary = facts.carried().and_then(|told| told.mean).map_or(0.0, |mean| -0.3 * mean);
    let kinds = ["unaccompanied children", "children in kinship care", "children in hostels"];
    facts.contrary =
        kinds[..draws.random_range(0..=3)].iter().map(|whom| ((*whom).to_owned(), contrary)).collect();
    let contracts = arms.iter().map(|arm| contract(draws, arm, n)).collect();
    let elsewhere: Vec<(Measure, Columns)> = raw[..raw.len() - 1]
        .iter()
        .filter(|_| is_part && draws.random::<f64>() < 0.5)
        .map(|(measure, _)| measure.clone())
        .collect::<Vec<_>>()
        .into_iter()
        .map(|measure| {
            let columns =
                arms.iter().map(|arm| (arm.clone(), column(draws, n, scale(&measure.id).0))).collect();
            (measure, columns)
        })
        .collect();
    let group = |effect: &Effect| {
        let is_for_each = effect.measure.unit.contains("child-year") || effect.measure.id == "direct_hours";
        let whom =
            if is_for_each { "other children of the authority" } else { "children of the whole authority" };
        let of = if is_for_each { Some(655.4) } else { facts.whole_at_a_time };
        Group { whom: whom.to_owned(), at_a_time: of }
    };
    let told = elsewhere.iter().flat_map(&effects).filter(|one| one.finding() == Finding::Apart);
    facts.elsewhere = told.map(|effect| Elsewhere { group: group(&effect), effect }).collect();
    Drawn { facts, raw, totals, whole, contracts, children, whole_children, elsewhere }
}

/// On what an outcome turns by the positions that histories hold by lot.
fn turning(draws: &mut impl Rng, title: &str) -> Turning {
    let mut means: Vec<(String, f64)> = ["vehicle", "catalyst", "principles"]
        .iter()
        .map(|position| ((*position).to_owned(), draws.random::<f64>() - 0.5))
        .collect();
    means.sort_by(|a, b| a.1.total_cmp(&b.1));
    Turning {
        title: title.to_owned(),
        question: "H1 (vehicle or principles)".to_owned(),
        means,
        matters: Some(0.25),
        decimals: 2,
    }
}

fn contested(draws: &mut impl Rng) -> Contested {
    let asked = draws.random_range(0..4);
    let told = draws.random_range(0..=asked);
    let low = draws.random::<f64>();
    let few = [0, 1, asked][draws.random_range(0..3)].min(asked);
    Contested {
        asked,
        told,
        strongest: Some("H1 (vehicle or principles)".to_owned()),
        sizes: (told > 0)
            .then(|| [("no-link".to_owned(), low), ("principles".to_owned(), low + draws.random::<f64>())]),
        tried: [4, [4, 20][draws.random_range(0..2)]],
        unclear: [draws.random(), draws.random()],
        largest: (told > 0).then(|| 0.02 * draws.random::<f64>()),
        few,
        missed: (few < asked).then(|| draws.random()),
        flips: false,
    }
}

/// The two arms that lie furthest apart on the first outcome that has a value.
fn apart(facts: &Facts, raw: &[(Measure, Columns)]) -> Option<Apart> {
    let first = &facts.effects.first()?.measure.id;
    let own: Vec<&Effect> = facts.effects.iter().filter(|effect| effect.measure.id == *first).collect();
    let low = own.iter().min_by(|a, b| a.mean.unwrap().total_cmp(&b.mean.unwrap()))?;
    let high = own.iter().max_by(|a, b| a.mean.unwrap().total_cmp(&b.mean.unwrap()))?;
    let (_, columns) = raw.iter().find(|(measure, _)| measure.id == *first)?;
    let of = |arm: &str| columns.iter().find(|(name, _)| name == arm).map(|(_, values)| values.as_slice());
    let found = Paired::of(of(&low.arm)?, of(&high.arm)?).summary;
    (low.arm != high.arm && found.n > 1 && found.mean != 0.0).then(|| Apart {
        arms: [low.arm.clone(), high.arm.clone()],
        mean: found.mean,
        interval: [found.low, found.high],
    })
}

fn contract(draws: &mut impl Rng, arm: &str, histories: usize) -> Contracts {
    let awarded = [0, 1, 7, 300][draws.random_range(0..4)];
    let never_opened = if awarded == 0 { 0 } else { [0, awarded, awarded / 2][draws.random_range(0..3)] };
    let opened = awarded - never_opened;
    let contract_years = if opened == 0 { 0.0 } else { opened as f64 * draws.random_range(0.1..9.0) };
    let still_served = (opened > 0).then(|| draws.random::<f64>());
    let early =
        if opened > 1 { vec![("trust".to_owned(), 1), ("money".to_owned(), opened / 2)] } else { Vec::new() };
    let [not_renewed, lost_tenders] = [0, 1].map(|_| if opened > 1 { draws.random_range(0..3) } else { 0 });
    Contracts {
        arm: arm.to_owned(),
        histories,
        awarded,
        never_opened,
        contract_years,
        early,
        not_renewed,
        lost_tenders,
        still_served,
        still_interval: still_served.map(|share| [0.8 * share, share.sqrt()]),
    }
}
