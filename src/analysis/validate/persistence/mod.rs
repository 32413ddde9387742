//! Persistence: how instability of the same children lasts over two and three years, in England's average authority,
//! beside what was published or counted.

mod count;
mod figures;

use count::Children;
use figures::{Figure, figures};

use super::card::{Line, Part};
use super::starts::scenario;
use crate::indicator::{Group, Measurement, placements};
use crate::statistics::{Summary, finite};
use crate::study::{Failure, Runner, Simulation, StudyError};

/// Section of the card.
pub(super) const SECTION: &str = "persistence";
/// Starts of which the figures are asked: the average authority and its posterior.
const STARTS: [u32; 2] = [2021, 2025];
/// Years that are lived, and the first that is counted: before it three whole years are not known.
const YEARS: u32 = 6;
const COUNTED_FROM: usize = 2;

/// One figure of one start.
#[derive(Clone, Debug)]
pub struct Lasting {
    /// Year of the start.
    pub start: u32,
    /// The figure as published.
    pub figure: Figure,
    /// Mean over histories and its spread.
    pub simulated: Summary,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Persistence {
    /// By start and figure.
    pub all: Vec<Lasting>,
    /// Histories of each start.
    pub replications: u32,
    /// Histories that failed.
    pub failures: Vec<Failure>,
}

impl Lasting {
    /// Whether the mean is within the tolerance of the figure; `None` without a figure.
    pub fn passes(&self) -> Option<bool> {
        let (observed, tolerance) = (self.figure.observed?, self.figure.tolerance?);
        Some((self.simulated.mean - observed).abs() <= tolerance)
    }
}

/// Lives England's average authority of each start so many times.
///
/// # Errors
/// When the work is stopped before its end.
pub fn persistence(replications: u32, runner: &Runner<'_>) -> Result<Persistence, StudyError> {
    let simulations = STARTS.map(|year| {
        let (profile, posterior) = (format!("england-average-{year}"), format!("england-{year}"));
        Simulation::of_arms(&scenario(&[&profile], year, (YEARS, replications), &posterior))
    });
    let all = replications * STARTS.len() as u32;
    let runner = runner.counting("histories of persistence", u64::from(all));
    let mut histories: [Vec<Vec<f64>>; STARTS.len()] = Default::default();
    let at = |number: u32| (number / replications) as usize;
    let one = |number: u32| live(&simulations[at(number)], number % replications, &runner);
    let failures = runner.replications(0..all, one, |number, values| histories[at(number)].push(values))?;
    let mut found = Persistence { replications, failures, ..Persistence::default() };
    for (start, histories) in STARTS.into_iter().zip(&histories) {
        for (at, figure) in figures().into_iter().enumerate() {
            let values: Vec<f64> = histories.iter().map(|values| values[at]).collect();
            found.all.push(Lasting { start, figure, simulated: Summary::of(&finite(&values)) });
        }
    }
    Ok(found)
}

/// One history: each figure, in their order.
fn live(simulation: &Simulation, replication: u32, runner: &Runner<'_>) -> Result<Vec<f64>, String> {
    let short = simulation.settings(replication, 0).workforce.short_sickness;
    let (mut children, mut measurement) = (Children::default(), Measurement::new(&[Group::Whole], short));
    simulation.watched((replication, replication), 0, runner.stop(), |world| {
        if world.month > 0 {
            measurement.observe(world);
            if world.month.is_multiple_of(12) {
                children.year_ends(world, world.month as usize / 12 > COUNTED_FROM);
            }
        }
        true
    })?;
    let years = measurement.by_year();
    let of = |indicator| {
        let known = years.iter().skip(COUNTED_FROM).map(|year| year.of(indicator));
        crate::statistics::mean(&finite(&known.collect::<Vec<_>>()))
    };
    let value = |id: &str| match id {
        "no_move" => of(&placements::NO_MOVE_IN_YEAR),
        "two_moves" => of(&placements::TWO_MOVES_IN_YEAR),
        "same_carer" => of(&placements::SAME_PLACEMENT_TWO_YEARS),
        "two_years_three_placements" => of(&placements::PLACEMENTS_3PLUS_TWO_YEARS),
        id => children.share(id),
    };
    Ok(figures().iter().map(|figure| value(&figure.id)).collect())
}

/// The lines of the card: figures that were published.
pub(super) fn lines(found: &Persistence) -> Vec<Line> {
    let lines = found.all.iter().filter_map(|one| {
        let (observed, tolerance) = (one.figure.observed?, one.figure.tolerance?);
        let (passes, mean) = (one.passes()?, one.simulated.mean);
        let way = if mean > observed { "above" } else { "below" };
        Some(Line {
            row: one.start.to_string(),
            title: one.figure.title.clone(),
            window: format!(
                "England's average authority of {}, years {} to {YEARS}",
                one.start,
                COUNTED_FROM + 1
            ),
            observed,
            simulated: mean,
            half_width: one.simulated.half_width(),
            allowed: (observed - tolerance, observed + tolerance),
            unit: one.figure.unit.clone(),
            passes,
            reason: match passes {
                true => String::new(),
                false => format!("{:.0}% {way} the figure", 100.0 * (mean / observed - 1.0).abs()),
            },
            note: format!("figure: {}", one.figure.source),
            ..Line::plain(Part::Fitted, SECTION)
        })
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_counted_in_the_average_authority() {
        let runner = Runner::silent(1).expect("there is a thread");
        let found = persistence(1, &runner).expect("it is lived");
        assert!(found.failures.is_empty());
        assert_eq!(found.all.len(), STARTS.len() * figures().len());
        for one in &found.all {
            assert!(one.simulated.mean > 0.0, "{}", one.figure.id);
        }
        // Who has three or more placements in two years has them in three.
        let of = |id: &str| found.all.iter().find(|one| one.figure.id == id).map(|one| one.simulated.mean);
        assert!(of("three_years_three_placements") > of("two_years_three_placements"));
        assert!(of("both_years_two_moves") < of("two_moves"));
    }
}
