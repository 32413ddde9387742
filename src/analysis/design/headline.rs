//! Which figure an analysis of the answer looks at, and how long its runs take.

use crate::analysis::{Loaded, Refusal};
use crate::indicator::{HEADLINES, INDICATORS, Indicator, Subject, indicator};
use crate::report::words::{counted, lower_first};
use crate::scenario::Arm;
use crate::study::{Experiment, Simulation, Unit, UnitId, UnitKind};

/// Child-months that a core lives in a second, as measured with `contract-length` and rounded downwards.
const CHILD_MONTHS_A_SECOND: f64 = 4.0e6;

/// A figure: an indicator of a unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Headline {
    pub(crate) indicator: &'static Indicator,
    pub(crate) unit: UnitId,
}

/// The figure that is asked for: the indicator by its id, or the first that the scenario's `outcomes` or `[readings]` tell, or the first headline; of
/// the remit wherever there is a service and children can have a figure of it, else of the whole authority.
///
/// # Errors
/// When no indicator or unit is called so, or the unit has no figure of the indicator.
pub(crate) fn headline(
    loaded: &Loaded,
    simulation: &Simulation,
    indicator: Option<&str>,
    unit: Option<&str>,
) -> Result<Headline, Refusal> {
    let indicator = match indicator {
        None => first_told(loaded, |_| true),
        Some(id) => INDICATORS.iter().find(|known| known.id == id).ok_or_else(|| {
            Refusal::error(&format!("`{id}` is no indicator; docs/model.md and `swplab explain` list them"))
        })?,
    };
    let units = &simulation.shape().units;
    let serves = |arm: &Arm| arm.alternative.practices.iter().any(|practice| !practice.reviews_only());
    let has_remit = indicator.is_of_groups() && loaded.scenario.arms.iter().any(serves);
    let asked = unit.unwrap_or(if has_remit { "remit" } else { "authority" });
    let Some(unit) = units.iter().position(|known| known.id == asked && known.is_paired()) else {
        let known: Vec<&str> =
            units.iter().filter(|unit| unit.is_paired()).map(|unit| unit.id.as_str()).collect();
        return Err(Refusal::error(&format!(
            "`{asked}` is no unit of which arms are compared: {}",
            known.join(", ")
        )));
    };
    has_figure(indicator, &units[unit])?;
    Ok(Headline { indicator, unit: UnitId(unit) })
}

/// Whether a unit has a figure of an indicator.
///
/// # Errors
/// What to ask for instead.
pub(crate) fn has_figure(indicator: &Indicator, unit: &Unit) -> Result<(), Refusal> {
    if unit.kind == UnitKind::Whole || indicator.is_of_groups() {
        return Ok(());
    }
    Err(Refusal::error(&format!(
        "`{}` is a figure of providers and authorities, of which `{}`, a group of children, has none: take --unit authority",
        indicator.id, unit.id
    )))
}

/// A figure in words, with its unit and whose it is.
pub(crate) fn figure(id: &str, unit: &str) -> String {
    let Some(known) = indicator(id) else { return format!("{id} of {}", whom(unit)) };
    let printed = known.unit.to_string();
    let printed = if printed.is_empty() { String::new() } else { format!(" ({printed})") };
    format!("{}{printed} of {}", lower_first(known.title), whom(unit))
}

/// Whom a unit of results holds, in words that follow "of".
fn whom(unit: &str) -> &str {
    match unit {
        "remit" => "the children of the remit",
        "authority" => "the whole authority",
        "cohort_served" => "the children whom the service first serves",
        "cohort_eligible" => "the children eligible for the service",
        other => other,
    }
}

/// The first indicator of a unit that the scenario's `outcomes` or `[readings]` tell, or the first headline, of those that will do.
pub(crate) fn first_told(loaded: &Loaded, will_do: impl Fn(&Indicator) -> bool) -> &'static Indicator {
    let (outcomes, readings) = (&loaded.scenario.outcomes, &loaded.scenario.readings.indicators);
    let told = outcomes.iter().chain(readings).flatten();
    let known = told.filter_map(|id| INDICATORS.iter().find(|known| known.id == *id));
    let mut all = known.chain(&HEADLINES);
    all.find(|known| known.subject != Subject::Contract && will_do(known)).unwrap_or(&HEADLINES[0])
}

/// How many runs there will be and how long they take, in a sentence.
pub(crate) fn announced(
    what: &str,
    runs: usize,
    lives: usize,
    arms: &[Arm],
    years: u32,
    threads: usize,
) -> String {
    let children = |arm: &Arm| -> f64 {
        let all = arm.alternative.authorities.iter();
        all.map(|one| one.figures.stock * one.circumstances.arrivals_factor.max(1.0)).sum()
    };
    let most = arms.iter().map(children).fold(0.0, f64::max);
    let seconds =
        lives as f64 * most * 12.0 * f64::from(years) / CHILD_MONTHS_A_SECOND / threads.max(1) as f64;
    let long = match seconds {
        ..90.0 => counted(libm::ceil(seconds).max(1.0) as usize, "second"),
        ..5400.0 => counted(libm::ceil(seconds / 60.0) as usize, "minute"),
        _ => format!("{:.1} hours", seconds / 3600.0),
    };
    format!("note: {what}: {runs} runs, about {long} with {}", counted(threads, "thread"))
}
