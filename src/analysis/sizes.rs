//! Sizes: what a mechanism does in the scenario in which it shows, with it less without it on the same children with the
//! same luck, beside what was expected of it before it was measured.

use crate::evidence::{Mechanism, Shown, Size};
use crate::indicator::{Indicator, indicator};
use crate::scenario::{Arm, Document, Fault, Faults, Scenario};
use crate::statistics::Paired;
use crate::study::{ArmId, Results, Runner, Simulation, StudyError, UnitId, run};

/// Years that a mechanism is followed at most.
const YEARS: u32 = 8;

/// What is said of a measured size beside the expected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The interval reaches the range and leaves out nothing.
    Agrees,
    /// It acts as expected, and less.
    Smaller,
    /// It acts as expected, and more.
    Larger,
    /// It acts against its sign.
    Opposite,
    /// The interval holds nothing at all.
    NoneSeen,
}

impl Verdict {
    /// Of an interval beside a range; both are low and high.
    pub fn of((low, high): (f64, f64), expected: (f64, f64)) -> Verdict {
        if low.is_nan() || high.is_nan() || (low <= 0.0 && high >= 0.0) {
            return Verdict::NoneSeen;
        }
        let (least, most) = expected;
        // What lies beyond the end that is farther from nothing is larger, before the nearer end smaller.
        match () {
            () if low > most && most > 0.0 => Verdict::Larger,
            () if high < least && least < 0.0 => Verdict::Larger,
            () if low > 0.0 && high < least => Verdict::Smaller,
            () if high < 0.0 && low > most => Verdict::Smaller,
            () if high < least || low > most => Verdict::Opposite,
            () => Verdict::Agrees,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Agrees => "agrees",
            Verdict::Smaller => "smaller",
            Verdict::Larger => "larger",
            Verdict::Opposite => "against its sign",
            Verdict::NoneSeen => "none seen",
        }
    }
}

/// A size as it was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Indicator in which it shows.
    pub indicator: &'static Indicator,
    /// Replications in which both arms have a value.
    pub replications: usize,
    /// Mean of with less without, in the unit of the indicator.
    pub mean: f64,
    /// Its 95% interval.
    pub interval: (f64, f64),
    /// What is said of it.
    pub verdict: Verdict,
}

/// Why a size could not be measured.
#[derive(Debug)]
pub enum Unmeasured {
    /// The scenario cannot be read with what the mechanism sets.
    Faults(Vec<Fault>),
    /// The study failed.
    Study(StudyError),
    /// The unit or the indicator is not there.
    Missing(String),
}

/// Measures a mechanism in the scenario of a document. What the mechanism sets beyond the range of a quantity is left out:
/// only what may happen is measured.
///
/// # Errors
/// See [`Unmeasured`].
pub fn measure(
    document: &Document,
    mechanism: &Mechanism,
    (shown, size): (&Shown, &Size),
    replications: u32,
    runner: &Runner<'_>,
) -> Result<Measured, Unmeasured> {
    let scenario =
        with_and_without(document, mechanism, shown).map_err(|faults| Unmeasured::Faults(faults.0))?;
    let results = run(&Simulation::of_arms(&scenario), 0..replications, runner).map_err(Unmeasured::Study)?;
    let missing = |what: &str| Unmeasured::Missing(format!("{}: no {what}", mechanism.id));
    let unit = unit_of(&results, &size.unit).ok_or_else(|| missing(&size.unit))?;
    let indicator = indicator(&shown.indicator).ok_or_else(|| missing(&shown.indicator))?;
    let values = |arm| results.values(ArmId(arm), unit, indicator);
    let pair = Paired::of(&values(1), &values(0));
    let interval = (pair.summary.low, pair.summary.high);
    let verdict = Verdict::of(interval, (size.low, size.high));
    Ok(Measured { indicator, replications: pair.summary.n, mean: pair.summary.mean, interval, verdict })
}

/// The unit of an id; of practices the first.
fn unit_of(results: &Results, id: &str) -> Option<UnitId> {
    let first = || results.units.iter().position(|unit| unit.id.starts_with(id)).map(UnitId);
    results.unit(id).or_else(first)
}

/// The first arm of a scenario with a mechanism, and the same without it.
fn with_and_without(document: &Document, mechanism: &Mechanism, shown: &Shown) -> Result<Scenario, Faults> {
    let (mut scenario, _) = document.scenario()?;
    let within = |set: &&(String, String)| !set.0.starts_with("parameters.");
    let with: Vec<(&str, &str)> =
        shown.set.iter().filter(within).map(|(path, value)| (path.as_str(), value.as_str())).collect();
    let off = format!("[\"{}\"]", mechanism.id);
    let mut without = with.clone();
    without.push(("mechanisms.off", &off));
    let arm = |name: &str, set: &[(&str, &str)]| -> Result<Arm, Faults> {
        let (mut arm, _) = document.cell(name, set)?;
        // What a mechanism does is what it does within the ranges of its own quantities.
        arm.alternative.set_throughout(|arm| arm.posterior = None);
        Ok(arm)
    };
    scenario.arms = vec![arm("with", &with)?, arm("without", &without)?];
    scenario.horizon_years = scenario.horizon_years.min(YEARS);
    Ok(scenario)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_judged_by_its_interval() {
        let of = Verdict::of;
        assert_eq!(of((0.1, 0.3), (0.0, 0.4)), Verdict::Agrees);
        assert_eq!(of((0.1, 0.3), (0.2, 0.4)), Verdict::Agrees);
        assert_eq!(of((-0.1, 0.3), (0.2, 0.4)), Verdict::NoneSeen);
        assert_eq!(of((0.0, 0.0), (0.0, 0.4)), Verdict::NoneSeen);
        assert_eq!(of((0.01, 0.05), (0.2, 0.4)), Verdict::Smaller);
        assert_eq!(of((0.5, 0.6), (0.2, 0.4)), Verdict::Larger);
        assert_eq!(of((0.5, 0.6), (0.0, 0.4)), Verdict::Larger);
        assert_eq!(of((-0.6, -0.5), (0.0, 0.4)), Verdict::Opposite);
        assert_eq!(of((-0.6, -0.5), (0.2, 0.4)), Verdict::Opposite);
        assert_eq!(of((-0.6, -0.5), (-0.4, 0.0)), Verdict::Larger);
        assert_eq!(of((-0.06, -0.05), (-0.4, -0.2)), Verdict::Smaller);
        assert_eq!(of((0.05, 0.06), (-0.4, -0.2)), Verdict::Opposite);
        assert_eq!(of((0.05, 0.06), (-0.4, 0.0)), Verdict::Opposite);
        assert_eq!(of((f64::NAN, f64::NAN), (0.0, 1.0)), Verdict::NoneSeen);
        assert_eq!(of((-2.0, -1.5), (-1.0, 1.0)), Verdict::Larger);
    }
}
