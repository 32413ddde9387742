//! A study made of formulas, for tests: deterministic, plausible, no model behind it.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use super::manifest::{Manifest, SCHEMA_VERSION};
use super::meta::{ArmMeta, HypothesisMeta, PositionMeta};
use crate::indicator::INDICATORS;
use crate::statistics::normal_quantile;
use crate::study::{ArmId, ContractRow, History, Results, Shape, Unit, UnitKind};
use crate::terms::{Cause, Fate};

const TERMS: [f64; 5] = [3.0, 2.0, 5.0, 7.0, 10.0];
pub(crate) const QUANTITIES: usize = 60;

/// A number between 0 and 1 that depends on its address only.
fn uniform(parts: [usize; 4]) -> f64 {
    let mut x = 0x9e37_79b9_7f4a_7c15_u64;
    for part in parts {
        x ^= part as u64;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
    }
    ((x >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0
}

fn normal(parts: [usize; 4]) -> f64 {
    normal_quantile(uniform(parts))
}

/// Level, spread between replications, and what a year of term adds.
fn figures(id: &str) -> (f64, f64, f64) {
    match id {
        "worker_changes" => (0.93, 0.12, -0.009),
        "same_worker_all_year" => (44.0, 5.0, 0.5),
        "placements_3plus" => (10.6, 1.4, -0.01),
        "disruptions" => (13.0, 2.2, -0.05),
        "direct_hours" => (5.1, 0.6, 0.02),
        "turnover" => (15.2, 2.5, -0.1),
        "cost_per_child_year" => (52_300.0, 3_100.0, -40.0),
        "cost_placements" => (37_800.0, 2_700.0, 0.0),
        "cost_staff" => (11_200.0, 800.0, 15.0),
        "cost_agency" => (2_100.0, 450.0, -25.0),
        "cost_recruitment" => (420.0, 80.0, -3.0),
        "cost_procurement" => (380.0, 60.0, -18.0),
        "cost_transition" => (400.0, 90.0, -9.0),
        // Nothing, so that the heads come to the cost.
        "cost_surplus" => (0.0, 0.0, 0.0),
        "cost_total" => (430.0, 30.0, -0.3),
        "vacancy" | "agency" => (14.0, 2.5, -0.1),
        "trust" | "morale" | "relationship" | "insecurity" => (0.55, 0.05, 0.004),
        _ => (20.0, 3.0, 0.0),
    }
}

/// Five arms, four units and 12 years.
pub(crate) fn study(replications: usize) -> Results {
    let unit = |id: &str, title: &str, kind, children| Unit {
        id: id.to_owned(),
        title: title.to_owned(),
        kind,
        children,
    };
    let units = vec![
        unit("authority", "Whole authority", UnitKind::Whole, 683.0),
        unit("remit", "Children of the remit", UnitKind::Cohort, 92.3),
        unit("cohort_eligible", "Children eligible over the horizon", UnitKind::Cohort, 341.0),
        unit("practice", "Served by the practice", UnitKind::Provider, 92.3),
    ];
    let shape = Shape {
        arms: TERMS.iter().map(|t| format!("{t} years")).collect(),
        units,
        authorities: Vec::new(),
        kept_by_authority: (0, 0),
        places: Vec::new(),
        years: (2011..2023).map(|y| format!("{y} to {}", y + 1)).collect(),
        indicators: INDICATORS.to_vec(),
        quantities: (0..QUANTITIES).map(|q| format!("quantity.number-{q}")).collect(),
        hypotheses: vec!["H4".to_owned(), "H7".to_owned()],
    };
    let mut results = Results::of(&shape, 0, replications);
    for (a, term) in TERMS.iter().enumerate() {
        for r in 0..replications {
            let sided = uniform([9, r, 0, 0]) < 0.5;
            let mut life = History { child_months: 680 * 144, ..History::default() };
            for (u, unit) in shape.units.iter().enumerate() {
                let dilution = if u == 0 { 0.25 } else { 1.0 };
                let noise = (300.0 / unit.children).sqrt();
                let value = |i: usize, extra: f64| {
                    let (level, spread, slope) = figures(INDICATORS[i].id);
                    let turned = if sided { 1.6 } else { -0.2 };
                    let strength = uniform([7, r, 0, 0]) * 2.0;
                    level
                        + spread * normal([1, r, u, i])
                        + slope * (term - 3.0) * dilution * turned * strength
                        + spread * noise * dilution * extra
                };
                for (i, indicator) in INDICATORS.iter().enumerate() {
                    let moved = if a == 0 { 0.0 } else { 0.25 * normal([2 + a, r, u, i]) };
                    let missing = indicator.id == "provider_balance" && u != 3;
                    life.horizon.push(if missing { f64::NAN } else { value(i, moved) });
                }
                for y in 0..shape.years.len() {
                    for i in 0..INDICATORS.len() {
                        let own = normal([20 + y, r, u, i]) + 0.3 * normal([40 + a, r, u + 10 * y, i]);
                        life.yearly.push(value(i, own) * (1.0 + 0.006 * y as f64));
                    }
                }
            }
            push_contracts(&mut life.contracts, a, r as u32, 12.0 * term);
            results.keep(ArmId(a), r, life);
        }
    }
    for r in 0..replications {
        let value = |q| if q == 0 { uniform([7, r, 0, 0]) } else { uniform([8, r, q, 0]) };
        let parameters: Vec<f64> = (0..QUANTITIES).map(value).collect();
        let first = if uniform([9, r, 0, 0]) < 0.5 { "continuity" } else { "pressure" };
        let second = ["kept", "lost", "mixed"][(uniform([10, r, 0, 0]) * 3.0) as usize];
        results.keep_drawn(r, &parameters, &[first.to_owned(), second.to_owned()]);
    }
    results
}

fn push_contracts(contracts: &mut Vec<ContractRow>, arm: usize, replication: u32, term: f64) {
    let r = replication as usize;
    let mut awarded = 0.0;
    for cycle in 0..20_usize {
        let opened = awarded + if cycle == 0 { 6.0 } else { 0.0 };
        let planned = opened + term;
        let luck = uniform([50 + arm, r, cycle, 0]);
        let early = luck < 0.02 * term / 12.0;
        let never = cycle == 0 && luck > 0.95;
        let ended = if early { opened + term * uniform([60, r, cycle, arm]) } else { planned };
        let running = ended >= 144.0;
        let (fate, cause) = match () {
            () if never => (Fate::NeverOpened, Cause::Politics),
            () if running => (Fate::Running, Cause::None),
            () if early => {
                (Fate::Terminated, [Cause::Politics, Cause::Trust, Cause::Money][(luck * 1e4) as usize % 3])
            }
            () if luck > 0.75 => (Fate::LostTender, Cause::Money),
            () if luck > 0.6 => (Fate::NotRenewed, Cause::Politics),
            () => (Fate::Renewed, Cause::Term),
        };
        contracts.push(ContractRow {
            arm,
            replication,
            practice: "Practice".to_owned(),
            cycle: cycle as u32,
            awarded,
            opened: if never { f64::NAN } else { opened },
            ended: if never {
                awarded + 4.0
            } else if running {
                f64::NAN
            } else {
                ended
            },
            term_months: term,
            fate: fate.id().to_owned(),
            cause: cause.id().to_owned(),
            months_from_renewal: if running || never { f64::NAN } else { planned - ended },
        });
        if fate != Fate::Renewed {
            return;
        }
        awarded = ended;
    }
}

/// Facts that go with [`study`].
pub(crate) fn manifest() -> Manifest {
    let position =
        |name: &str, meaning: &str| PositionMeta { name: name.to_owned(), meaning: meaning.to_owned() };
    let hypothesis = |id: &str, title: &str, question: &str, positions| HypothesisMeta {
        id: id.to_owned(),
        title: title.to_owned(),
        question: question.to_owned(),
        positions,
    };
    Manifest {
        schema_version: SCHEMA_VERSION,
        kind: "study".to_owned(),
        swplab_version: "0.1.0".to_owned(),
        scenario: "contract-length".to_owned(),
        title: "Contract length".to_owned(),
        question: "What if the contract with the practice ran for 2, 5, 7 or 10 years instead of 3?".to_owned(),
        places: vec!["Staffordshire".to_owned()],
        uncarried: Vec::new(),
        served: Vec::new(),
        warnings: Vec::new(),
        outcomes: Vec::new(),
        scenario_as_written: "title = \"Contract length\"\n".to_owned(),
        seed: 2014,
        start: "2011-04-01".to_owned(),
        horizon_years: 12,
        arms: TERMS
            .iter()
            .enumerate()
            .map(|(a, t)| ArmMeta {
                name: format!("{t} years"),
                changes: if a == 0 { Vec::new() } else { vec![("contract.term_years".to_owned(), t.to_string())] },
            })
            .collect(),
        sources: vec![
            "Staffordshire, 31 March 2011: Department for Education, children looked after in England. Contains public sector information licensed under the Open Government Licence v3.0.".to_owned(),
        ],
        profiles: Vec::new(),
        posterior: None,
        hypotheses: vec![
            hypothesis("H4", "Security and turnover", "Does a longer contract keep workers?", vec![
                position("continuity", "A longer term keeps workers in post."),
                position("pressure", "Pay and caseload decide; the term does not."),
            ]),
            hypothesis("H7", "Money at the end", "Where does a surplus go?", vec![
                position("kept", "The practice keeps it."),
                position("lost", "The authority takes it."),
                position("mixed", "It is shared."),
            ]),
        ],
        years: Vec::new(),
        request: serde_json::Value::Null,
        first_replication: 0,
        replications: 0,
        generator: String::new(),
        factors: Vec::new(),
        child_months: 0,
        failures: Vec::new(),
        scenario_blake3: String::new(),
        scenario_as_resolved: String::new(),
        files: Vec::new(),
    }
    .resolved("{\"title\":\"Contract length\"}".to_owned())
}

/// A fresh, empty directory, removed with everything in it when the test ends.
pub(crate) struct Directory {
    path: PathBuf,
    _temporary: Option<tempfile::TempDir>,
}

impl Deref for Directory {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

pub(crate) fn directory() -> Directory {
    let temporary = tempfile::tempdir().expect("the temporary folder can be written to");
    Directory { path: temporary.path().to_owned(), _temporary: Some(temporary) }
}

/// The directory that a variable of the environment names, to look at what is written; else a fresh one.
pub(crate) fn directory_or(variable: &str) -> Directory {
    let Some(path) = std::env::var_os(variable).map(PathBuf::from) else {
        return directory();
    };
    std::fs::create_dir_all(&path).expect("the directory can be made");
    Directory { path, _temporary: None }
}
