//! What the manifest and the report say beside the results: question, sources, assumptions.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::analysis::sweep::SweepResults;
use crate::analysis::sweep::{CellSummary, Sweep};
use crate::calendar::utc;
use crate::evidence::{Evidence, Hypotheses, Quantity, is_behind};
use crate::indicator::HEADLINES;
use crate::results::{
    ArmMeta, Assumption, HypothesisMeta, Meta, PositionMeta, PosteriorMeta, ProfileText, RunLog,
};
use crate::scenario::{Arm, Scenario};
use crate::study::UnitId;

/// Facts about a study; for a sweep `arms` are its cells.
pub fn meta(scenario: &Scenario, arms: &[Arm], profiles: Vec<ProfileText>, run_log: RunLog) -> Meta {
    let mut sources: Vec<String> = Vec::new();
    for arm in arms {
        for authority in &arm.alternative.authorities {
            if !sources.contains(&authority.source) {
                sources.push(authority.source.clone());
            }
        }
    }
    Meta {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        question: scenario.question.clone(),
        text: scenario.text.clone(),
        resolved: scenario.resolved.clone(),
        seed: scenario.seed,
        start: scenario.start.clone(),
        horizon_years: scenario.horizon_years,
        arms: arms
            .iter()
            .map(|arm| ArmMeta { name: arm.name.clone(), changes: arm.changes.clone() })
            .collect(),
        sources,
        profiles,
        posterior: arms.first().and_then(|arm| arm.alternative.posterior.as_ref()).map(|posterior| {
            PosteriorMeta {
                name: posterior.name.clone(),
                blake3: posterior.blake3.clone(),
                rows: posterior.rows().len(),
                remarks: posterior.remarks.clone(),
            }
        }),
        hypotheses: hypotheses(),
        run_log,
    }
}

fn hypotheses() -> Vec<HypothesisMeta> {
    let known = Hypotheses::embedded().all().iter();
    known
        .map(|hypothesis| HypothesisMeta {
            id: hypothesis.id.clone(),
            title: hypothesis.title.clone(),
            question: hypothesis.question.clone(),
            positions: hypothesis
                .positions
                .iter()
                .map(|position| PositionMeta {
                    name: position.name.clone(),
                    meaning: position.meaning.clone(),
                })
                .collect(),
        })
        .collect()
}

/// Every quantity with its provenance and with what the arms set it to.
pub fn assumptions(arms: &[Arm]) -> Vec<Assumption> {
    let quantities = Evidence::embedded().quantities().iter();
    let mut all: Vec<Assumption> = quantities
        .filter(|quantity| !quantity.is_of_observation())
        .map(|quantity| assumption(quantity, arms))
        .collect();
    let posterior = arms.first().and_then(|arm| arm.alternative.posterior.as_ref());
    for (column, key) in posterior.iter().flat_map(|p| p.keys().iter().enumerate()) {
        let quantity = &Evidence::embedded().quantities()[key.quantity];
        let posterior = posterior.expect("its keys are walked");
        let mut values: Vec<f64> = posterior.rows().iter().map(|row| row[column]).collect();
        values.sort_by(f64::total_cmp);
        let at = |p: f64| values[((values.len() - 1) as f64 * p) as usize];
        let sentence = format!(
            "posterior \"{}\": median {}, 5 to 95% {} to {}",
            posterior.name,
            at(0.5),
            at(0.05),
            at(0.95)
        );
        let id = Evidence::embedded().written(*key);
        if let Some(own) = all.iter_mut().find(|own| own.id == id) {
            own.is_of_posterior = true;
            own.value = at(0.5);
            // What the scenario sets goes before the posterior.
            own.overridden.get_or_insert(sentence);
        } else if let Some(band) = key.band {
            all.push(Assumption {
                id,
                label: format!("{}, {} (factor)", quantity.label, quantity.bands[band]),
                value: at(0.5),
                low: values[0],
                high: values[values.len() - 1],
                unit: "factor".to_owned(),
                overridden: Some(sentence),
                is_of_posterior: true,
                ..assumption(quantity, arms)
            });
        }
    }
    all
}

fn assumption(quantity: &Quantity, arms: &[Arm]) -> Assumption {
    let mut reasons: Vec<String> = Vec::new();
    for arm in arms {
        let entry = format!("{}.", quantity.id);
        let own = arm.alternative.parameters.iter();
        let own = own.filter(|(id, _)| **id == quantity.id || id.starts_with(&entry));
        for (id, change) in own.filter(|(id, _)| {
            Evidence::embedded()
                .key(id)
                .is_some_and(|key| Evidence::embedded().quantities()[key.quantity].id == quantity.id)
        }) {
            let why = if change.why.is_empty() { "no reason given" } else { &change.why };
            let band = id.strip_prefix(&entry).map_or(String::new(), |band| format!("{band} times "));
            reasons.push(format!("{band}{} in \"{}\": {why}", change.value, arm.name));
        }
    }
    let reference = arms.first().and_then(|arm| arm.alternative.parameters.get(&quantity.id));
    Assumption {
        id: quantity.id.clone(),
        label: quantity.label.clone(),
        value: reference.map_or(quantity.value, |change| change.value),
        low: quantity.low,
        high: quantity.high,
        unit: quantity.unit.clone(),
        grade: quantity.grade.letter().to_owned(),
        source: quantity.source.clone(),
        overridden: (!reasons.is_empty()).then(|| reasons.join("; ")),
        is_of_posterior: false,
        used_by: quantity.used_by.clone(),
        headlines: HEADLINES
            .iter()
            .filter(|headline| is_behind(&quantity.id, headline.id))
            .map(|headline| headline.id.to_owned())
            .collect(),
    }
}

/// A sweep as its tables want it.
pub fn sweep(results: &SweepResults) -> Sweep {
    let mut rows = Vec::new();
    for cell in 0..results.cells.len() {
        for (unit, about) in results.units.iter().enumerate() {
            for (indicator, measured) in results.indicators.iter().enumerate() {
                let summary = results.summary_of(cell, UnitId(unit), measured);
                rows.push(CellSummary {
                    cell,
                    unit,
                    indicator,
                    level: summary.value.summary(),
                    quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map(|p| summary.value.quantile(p)),
                    difference: about.is_paired().then(|| {
                        let found = &summary.difference;
                        (found.summary(), [0.05, 0.5, 0.95].map(|p| found.quantile(p)))
                    }),
                });
            }
        }
    }
    let factors = results.factors.iter();
    Sweep {
        factors: factors.map(|factor| (factor.path.clone(), factor.levels.clone())).collect(),
        cells: results.cells.clone(),
        first_replication: results.first_replication,
        replications: results.replications,
        units: results.units.clone(),
        indicators: results.indicators.clone(),
        rows,
        failures: results.failures.clone(),
        child_months: results.child_months,
    }
}

/// Facts of a run that no comparison may see.
pub fn run_log(took: Duration, threads: usize) -> RunLog {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    RunLog {
        seconds: took.as_secs_f64(),
        threads: match threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            asked => asked,
        },
        host: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        finished: utc(now.as_secs() as i64),
    }
}
