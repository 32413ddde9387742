//! Which figure an analysis of the answer looks at, and how long its runs take.

use crate::analysis::{Loaded, Refusal};
use crate::indicator::{HEADLINES, INDICATORS, Indicator, Subject};
use crate::report::words::counted;
use crate::scenario::Arm;
use crate::study::{Experiment, Simulation, UnitId};

/// Child-months that a core lives in a second, as measured with `contract-length` and rounded downwards.
const CHILD_MONTHS_A_SECOND: f64 = 4.0e6;

/// A figure: an indicator of a unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Headline {
    pub(crate) indicator: &'static Indicator,
    pub(crate) unit: UnitId,
}

/// The figure that is asked for: the indicator by its id, or the first that the scenario's `outcomes` or `[readings]` tell, or the first headline; of
/// the remit wherever there is a service, else of the whole authority.
///
/// # Errors
/// When no indicator or unit is called so.
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
    let usual = if loaded.scenario.arms.iter().any(serves) { "remit" } else { "authority" };
    let asked = unit.unwrap_or(usual);
    let Some(unit) = units.iter().position(|known| known.id == asked && known.is_paired()) else {
        let known: Vec<&str> =
            units.iter().filter(|unit| unit.is_paired()).map(|unit| unit.id.as_str()).collect();
        return Err(Refusal::error(&format!(
            "`{asked}` is no unit of which arms are compared: {}",
            known.join(", ")
        )));
    };
    Ok(Headline { indicator, unit: UnitId(unit) })
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
