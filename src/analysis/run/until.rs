//! Replications are added until the differences that are asked for are known as well as is wished.

use crate::analysis::design::headline::{Headline, headline};
use crate::analysis::{Loaded, Refusal};
use crate::report::words::{lower_first, plain, shortest};
use crate::statistics::{PILOT, Paired, next_look, values_needed};
use crate::study::{ArmId, Look, Results, Runner, Simulation, StudyError, run_until};

/// Replications at the most, where nothing is said.
const MOST: u32 = 10_000;

/// A figure of a unit and how well its differences are to be known: half the width of their 95% intervals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    figure: Headline,
    half_width: f64,
}

/// Everything that is wished, and how many replications it may take.
#[derive(Clone, Debug)]
pub(super) struct Until {
    wishes: Vec<Wish>,
    most: u32,
}

impl Until {
    /// Reads wishes such as `worker_changes of remit ± 0.01`; none where there are none.
    ///
    /// # Errors
    /// What is wrong with one of them, or that there is nothing to compare.
    pub(super) fn read(
        wishes: &[String],
        most: Option<u32>,
        loaded: &Loaded,
        simulation: &Simulation,
    ) -> Result<Option<Until>, Refusal> {
        if wishes.is_empty() {
            return match most {
                Some(_) => Err(Refusal::error(&"--at-most says how far --until may go: give both")),
                None => Ok(None),
            };
        }
        if loaded.scenario.arms.len() < 2 {
            return Err(Refusal::error(&"--until looks at differences, but there is one arm only"));
        }
        let read = wishes.iter().map(|wish| {
            let (figure, half_width) = parts(wish).ok_or_else(|| {
                Refusal::error(&format!(
                    "`{wish}` is no wish: write it as \"INDICATOR of UNIT ± WIDTH\", such as \"worker_changes of remit ± 0.01\""
                ))
            })?;
            let (indicator, unit) = figure;
            Ok(Wish { figure: headline(loaded, simulation, Some(indicator), Some(unit))?, half_width })
        });
        Ok(Some(Until { wishes: read.collect::<Result<_, Refusal>>()?, most: most.unwrap_or(MOST) }))
    }

    /// What shards leave to whoever merges: only the pilot's number is known before anything is lived.
    pub(super) fn not_shared(&self) -> String {
        format!(
            "how many replications --until takes is known after the first {}: shards share out these, and whoever merges lives the others. With --replications all are shared out",
            (PILOT as u32).min(self.most)
        )
    }

    /// Lives replications until all is known, or as many as may be.
    ///
    /// # Errors
    /// When the work is stopped.
    pub(super) fn run(&self, simulation: &Simulation, runner: &Runner<'_>) -> Result<Results, StudyError> {
        let pilot = (PILOT as u32).min(self.most);
        run_until(simulation, pilot, runner, &mut |results| self.look(results))
    }

    /// Replications of the next look and of the plan.
    fn look(&self, results: &Results) -> Option<Look> {
        let needed = |wish: &Wish| {
            let pairs = differences(results, wish.figure);
            pairs
                .iter()
                .filter(|values| is_defined(values))
                .map(|values| values_needed(values, wish.half_width))
                .max()
        };
        let planned = self.wishes.iter().filter_map(needed).max()?.min(self.most as usize);
        let next = next_look(results.replications, planned, self.most as usize)?;
        Some(Look { next: next as u32, planned: planned as u32 })
    }

    /// What was reached, in a sentence for each wish.
    pub(super) fn told(&self, results: &Results) -> String {
        let mut said = String::new();
        for wish in &self.wishes {
            let pairs = differences(results, wish.figure);
            let widest = pairs.iter().filter(|values| is_defined(values)).map(|values| {
                let paired = Paired::of(&vec![0.0; values.len()], values);
                if paired.summary.n < 2 { f64::INFINITY } else { paired.summary.half_width() }
            });
            let widest = widest.fold(f64::NAN, f64::max);
            let is_known = |values: &Vec<f64>| {
                !is_defined(values) || values_needed(values, wish.half_width) <= values.len()
            };
            let is_known = pairs.iter().all(is_known);
            let unit = lower_first(&results.units[wish.figure.unit.0].title);
            said += &reached(
                &format!("{} ({unit})", wish.figure.indicator.title),
                (wish.half_width, widest, wish.figure.indicator.decimals),
                (results.replications, is_known),
            );
        }
        said + "\n"
    }
}

/// Whether a difference has a value in any replication.
fn is_defined(values: &[f64]) -> bool {
    values.iter().any(|value| value.is_finite())
}

fn reached(
    figure: &str,
    (wished, widest, decimals): (f64, f64, usize),
    (replications, is_known): (usize, bool),
) -> String {
    if widest.is_nan() {
        return format!("{figure}: not defined here, so that no replications tell more of it.\n");
    }
    let wished = shortest(wished);
    match is_known {
        true => format!(
            "{figure}: {replications} replications were enough to know every difference from the first arm within ± {wished}.\n"
        ),
        false => format!(
            "{figure}: {replications} replications, as many as it may take, are not enough to know every difference within ± {wished}: the widest is known within ± {}.\n",
            plain(widest, decimals + 2)
        ),
    }
}

/// The parts of a wish: indicator and unit, and the half-width.
fn parts(wish: &str) -> Option<((&str, &str), f64)> {
    let (figure, width) = ["±", "+/-", "+-"]
        .iter()
        .find_map(|sign| wish.split_once(sign))
        .filter(|(figure, _)| !figure.is_empty())?;
    let (indicator, unit) = figure.split_once(" of ")?;
    let width: f64 = width.trim().parse().ok()?;
    (width.is_finite() && width > 0.0).then_some(((indicator.trim(), unit.trim()), width))
}

/// Differences of each later arm from the first, by replication.
fn differences(results: &Results, figure: Headline) -> Vec<Vec<f64>> {
    let first = results.values(ArmId(0), figure.unit, figure.indicator);
    let others = results.each_arm().skip(1);
    let of = |(arm, _)| {
        let values = results.values(arm, figure.unit, figure.indicator);
        values.iter().zip(&first).map(|(arm, first)| arm - first).collect()
    };
    others.map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_written_with_any_sign_of_more_and_less() {
        let expected = Some((("worker_changes", "remit"), 0.01));
        for sign in ["±", "+-", "+/-"] {
            assert_eq!(parts(&format!("worker_changes of remit {sign} 0.01")), expected);
        }
        for wrong in
            ["", "worker_changes ± 0.01", "a of b ± 0", "a of b ± -1", "a of b ± x", "a of b 0.1", "± 0.1"]
        {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_reached_is_said_and_what_was_not() {
        let known = reached("Turnover (remit)", (0.5, 0.48, 1), (340, true));
        assert_eq!(
            known,
            "Turnover (remit): 340 replications were enough to know every difference from the first arm within ± 0.5.\n"
        );
        let not = reached("Turnover (remit)", (0.5, 0.62, 1), (200, false));
        assert!(
            not.contains("are not enough") && not.contains("± 0.5:") && not.ends_with("± 0.620.\n"),
            "{not}"
        );
        assert!(reached("Turnover (remit)", (0.5, f64::NAN, 1), (200, true)).contains("not defined"));
    }
}
