//! Each practice alone with its host, and the same children with the same luck without it.

use super::figures::{Figure, MOST_RUNS, average, how_often, in_words, said, share};
use super::looks::{Lives, Look};
use super::scenarios::SITES;
use super::{Found, evaluated};
use crate::indicator::{Indicator, money, placements, relationship, workforce};
use crate::statistics::mean;
use crate::study::{ArmId, Results, UnitId, YearId};

/// Arms of a site.
const PRACTICE: ArmId = ArmId(0);
const WITHOUT: ArmId = ArmId(1);
/// The company, taken to be the one with an incentive to save on placements.
const INCENTIVISED: usize = 1;
const NAMES: [&str; SITES] = ["Blackburn", "In the Spirit", "Catch22", "Liverpool PSS", "Evolve YP"];

pub(super) fn unit_of(results: &Results, id: &str) -> UnitId {
    results.unit(id).unwrap_or_else(|| panic!("no unit is called {id}"))
}

/// An indicator of a unit of one site: in a year, or over the three years.
fn at(
    results: &Results,
    (arm, run): (ArmId, usize),
    (unit, indicator): (&str, &Indicator),
    year: Option<usize>,
) -> f64 {
    let unit = unit_of(results, unit);
    match year {
        Some(year) => results.yearly(arm, run, unit, YearId(year), indicator),
        None => results.value(arm, run, unit, indicator),
    }
}

/// For each run the number of sites at which something holds.
fn sites_where(sites: &[Results], holds: impl Fn(&Results, usize) -> bool) -> Vec<f64> {
    let runs = 0..sites[0].replications;
    runs.map(|run| sites.iter().filter(|site| holds(site, run)).count() as f64).collect()
}

/// With the practice less without it, by run.
fn difference(site: &Results, of: impl Fn(&Results, usize, ArmId) -> f64) -> Vec<f64> {
    (0..site.replications).map(|run| of(site, run, PRACTICE) - of(site, run, WITHOUT)).collect()
}

fn of_five(what: &'static str, seen: super::figures::Seen, values: &[f64], allowed: (f64, f64)) -> Figure {
    average(what, seen, (values, values.len()), allowed, "practices of 5")
}

pub(super) fn v06(lives: &Lives) -> Found {
    // Staff years end on 30 September: the first has half a year of the practice, the second a whole.
    let left = |site: &Results, run: usize, arm: ArmId, unit: &str| {
        let of = |year| at(site, (arm, run), (unit, &workforce::TURNOVER), Some(year));
        let known = [of(0), of(1)].into_iter().filter(|value| value.is_finite());
        known.sum::<f64>()
    };
    let low = sites_where(lives.studies(Look::Sites), |site, run| {
        left(site, run, PRACTICE, "practice") < left(site, run, WITHOUT, "in_house")
    });
    Found {
        figures: vec![of_five("", (3.0, "three of five"), &low, (2.0, 4.0))],
        notes: vec![how_often(&low, (2.0, 4.0))],
    }
}

pub(super) fn v12(lives: &Lives) -> Found {
    let sites = lives.studies(Look::Sites);
    let moves =
        |site: &Results, run, arm| at(site, (arm, run), ("cohort_served", &placements::MOVES), Some(0));
    let fall = sites_where(sites, |site, run| moves(site, run, PRACTICE) < moves(site, run, WITHOUT));
    let by_site = sites.iter().zip(NAMES).map(|(site, name)| {
        let more = difference(site, moves);
        let fewer = more.iter().filter(|more| **more < 0.0).count();
        format!(
            "{name} {:+.3}, fewer in {:.0}% of runs",
            mean(&more),
            100.0 * fewer as f64 / more.len() as f64
        )
    });
    let by_site: Vec<String> = by_site.collect();
    let incentivised = difference(&sites[INCENTIVISED], moves);
    Found {
        figures: vec![
            of_five("practices that cut", said("most"), &fall, (3.0, 4.0)),
            share(
                "the one with the incentive cuts",
                said("it did not"),
                (&incentivised, incentivised.len()),
                |more| more < 0.0,
                (0.0, 100.0 - MOST_RUNS.0),
            ),
        ],
        notes: vec![
            how_often(&fall, (3.0, 4.0)),
            format!("moves per child-year: {}", by_site.join("; ")),
            format!(
                "against authorities as records show it {}",
                evaluated::beside(lives, "placement_moves", "moves per child")
            ),
        ],
    }
}

pub(super) fn v16(lives: &Lives) -> Found {
    let sites = lives.studies(Look::Sites);
    let wait = |site: &Results, run, arm| {
        at(site, (arm, run), ("cohort_served", &relationship::DECISION_WAIT), Some(0))
    };
    let by_site: Vec<Vec<f64>> = sites.iter().map(|site| difference(site, wait)).collect();
    let less: Vec<f64> = (0..sites[0].replications)
        .map(|run| mean(&by_site.iter().map(|site| site[run]).collect::<Vec<_>>()))
        .collect();
    Found {
        figures: vec![share("", said("faster"), (&less, less.len()), |d| d < 0.0, MOST_RUNS)],
        notes: vec![
            in_words(&less, 1, "days"),
            format!(
                "children who call decisions quick {}",
                evaluated::beside(lives, "decision_quick", "points")
            ),
        ],
    }
}

pub(super) fn v26(lives: &Lives) -> Found {
    // What commissioners saw: field work, procurement and transition of the authority over the contract.
    let spent = |site: &Results, run, arm| {
        let of = |id| at(site, (arm, run), ("authority", id), None);
        of(&money::COST_PER_CHILD_YEAR) - of(&money::COST_PLACEMENTS)
    };
    let sites = lives.studies(Look::Sites);
    let saves_none = sites_where(sites, |site, run| spent(site, run, PRACTICE) >= spent(site, run, WITHOUT));
    let by_site = sites.iter().zip(NAMES).map(|(site, name)| {
        let more = (0..site.replications)
            .map(|run| 100.0 * (spent(site, run, PRACTICE) / spent(site, run, WITHOUT) - 1.0));
        format!("{name} {:+.1}%", mean(&more.collect::<Vec<_>>()))
    });
    Found {
        figures: vec![of_five("practices without a saving", said("none saved"), &saves_none, (4.0, 5.0))],
        notes: vec![format!("field work: {}", by_site.collect::<Vec<_>>().join(", "))],
    }
}
