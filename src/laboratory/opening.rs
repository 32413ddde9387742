//! What the page needs to know of a scenario before anything is lived.

use serde_json::{Value, json};

use super::controls::controls;
use crate::analysis::run::matters::Matters;
use crate::evidence::Evidence;
use crate::indicator::{HEADLINES, Indicator};
use crate::scenario::{Control, Document, Fault, Scenario, Step};
use crate::study::{Experiment, FOLLOWED, Simulation};

/// The opening, as JSON.
pub(super) fn opening(
    document: &Document,
    scenario: &Scenario,
    simulation: &Simulation,
    warnings: &[Fault],
) -> String {
    let shape = simulation.shape();
    let matters = Matters::of(&scenario.arms);
    let (shown, more) = controls(document, scenario);
    let (shown, more) = (shown.iter(), more.iter());
    let control = |control: &Control| told_control(document, control);
    let first = &scenario.arms[0].alternative;
    let has_practice = scenario.arms.iter().any(|arm| !arm.alternative.practices.is_empty());
    let unit = scenario
        .lab
        .unit
        .clone()
        .unwrap_or_else(|| if has_practice { "remit".to_owned() } else { "authority".to_owned() });
    let told = scenario.readings.indicators.as_ref().and_then(|told| told.first().cloned());
    let show = scenario.lab.show.clone().or(told).unwrap_or_else(|| HEADLINES[0].id.to_owned());
    json!({
        "name": scenario.name,
        "title": scenario.title,
        "question": scenario.question,
        "start": scenario.start,
        "horizon_years": scenario.horizon_years,
        "replications": scenario.replications,
        "seed": scenario.seed,
        "years": shape.years,
        "arms": scenario.arms.iter().map(|arm| json!({ "name": arm.name, "set": arm.changes })).collect::<Vec<_>>(),
        "units": shape.units.iter().map(|unit| {
            json!({ "id": unit.id, "title": unit.title, "paired": unit.is_paired() })
        }).collect::<Vec<_>>(),
        "indicators": shape.indicators.iter().map(|indicator| told_indicator(indicator, &matters)).collect::<Vec<_>>(),
        "followed": FOLLOWED.iter().map(|indicator| indicator.id).collect::<Vec<_>>(),
        "authorities": first.authorities.iter().map(|authority| {
            let children: f64 = authority.figures.ages.iter().sum();
            json!({ "name": authority.figures.name, "profile": authority.profile, "year": authority.figures.year, "children": children })
        }).collect::<Vec<_>>(),
        "practices": scenario.arms.iter().flat_map(|arm| &arm.alternative.practices).map(|practice| &practice.name).collect::<Vec<_>>(),
        "unit": unit,
        "show": show,
        "second": scenario.lab.second,
        "history": scenario.lab.history.unwrap_or(1),
        "controls": shown.map(control).collect::<Vec<_>>(),
        "more": more.map(control).collect::<Vec<_>>(),
        "steps": scenario.lab.steps.iter().map(|step| told_step(step, (&show, &unit))).collect::<Vec<_>>(),
        "warnings": warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "quantities": Evidence::embedded().quantities().len(),
    })
    .to_string()
}

fn told_control(document: &Document, control: &Control) -> Value {
    json!({
        "path": control.path,
        "label": control.label,
        "values": control.values,
        "words": control.words,
        "written": document.written(&control.path),
        "doc": document.meaning(&control.path),
    })
}

fn told_step(step: &Step, (show, unit): (&str, &str)) -> Value {
    json!({
        "title": step.title,
        "text": step.text,
        "question": step.question,
        "reveal": step.reveal,
        "show": step.show.as_deref().unwrap_or(show),
        "unit": step.unit.as_deref().unwrap_or(unit),
        "controls": step.controls,
        "first": step.first,
        "second": step.second,
        "stop": step.stop.as_ref().map(|stop| json!({ "month": stop.months, "says": stop.says })),
    })
}

fn told_indicator(indicator: &Indicator, matters: &Matters) -> Value {
    json!({
        "id": indicator.id,
        "title": indicator.title,
        "unit": indicator.unit.to_string(),
        "decimals": indicator.decimals,
        "better": indicator.better,
        "matters": matters.least(indicator),
        "headline": HEADLINES.contains(indicator),
    })
}
