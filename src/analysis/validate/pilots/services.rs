//! Single services: one that grew, one led by its staff, and authorities' own.

use super::Found;
use super::figures::{average, how_often, said};
use super::looks::{Lives, Look, Watch};
use super::scenarios;
use super::sites::unit_of;
use crate::indicator::workforce;
use crate::model::world::{World, YearOfCare};
use crate::statistics::{finite, mean};
use crate::study::{ArmId, YearId};

/// Months in which the service grew, from its first.
const MONTHS: u32 = 23;
/// Months of the average authority, of which the last 12 are looked at.
const ALL_MONTHS: f64 = 48.0;

/// Growth of the practice's cases from its first month to the last; unknown where it has closed.
pub(super) struct Growth {
    first: f64,
    last: f64,
}

pub(super) fn growth() -> Growth {
    Growth { first: f64::NAN, last: f64::NAN }
}

impl Watch for Growth {
    fn month(&mut self, world: &World) {
        let Some(practice) = world.providers.iter().position(|p| p.practice.is_some()) else {
            return;
        };
        let posts = world.posts.iter();
        let posts = posts.filter(|post| post.provider as usize == practice);
        let cases = f64::from(posts.map(|post| post.cases()).sum::<u32>());
        match world.month {
            1 => self.first = cases,
            MONTHS if world.providers[practice].is_open => self.last = cases,
            _ => {}
        }
    }

    fn numbers(&self, _: &World) -> Vec<f64> {
        vec![100.0 * (self.last / self.first - 1.0)]
    }
}

/// Shares of the children looked after on the last day, per cent.
pub(super) struct LastYear;

pub(super) fn year_of_care() -> LastYear {
    LastYear
}

/// Positions of what [`LastYear`] counts.
const TWO_CHANGES: usize = 0;
const TWO_MOVES: usize = 1;
const ONE_CHANGE: usize = 2;
const THREE_HOLDERS: usize = 3;
const TWO_CHANGES_ALL_YEAR: usize = 4;

impl Watch for LastYear {
    fn month(&mut self, _: &World) {}

    fn numbers(&self, world: &World) -> Vec<f64> {
        let share = |least_months: f64, holds: fn(&YearOfCare) -> bool| {
            let all = world.children.year.iter().zip(&world.children.care);
            let all = all.filter(|(_, care)| ALL_MONTHS - care.started >= least_months);
            let found: Vec<bool> = all.map(|(year, _)| holds(year)).collect();
            100.0 * found.iter().filter(|holds| **holds).count() as f64 / found.len() as f64
        };
        // The published index counts changes: back to a worker known before is one more.
        vec![
            share(0.0, |year| year.changes >= 2),
            share(0.0, |year| year.moves >= 2),
            share(0.0, |year| year.changes >= 1),
            share(0.0, |year| year.holders >= 3),
            share(12.0, |year| year.changes >= 2),
        ]
    }
}

pub(super) fn v34(lives: &Lives) -> Found {
    let growth = lives.watched(Look::Kent, 0);
    Found {
        figures: vec![average("", (25.0, ""), (growth, lives.replications as usize), (15.0, 35.0), "%")],
        notes: vec![format!("open in {} of {} runs", finite(growth).len(), lives.replications)],
    }
}

pub(super) fn v35(lives: &Lives) -> Found {
    let results = lives.study_of(Look::Evolve);
    let practice = unit_of(results, "practice");
    let cases = results.yearly_values(ArmId(0), practice, YearId(0), &workforce::CASELOAD);
    let arms = scenarios::evolve().arms;
    let team = &arms[0].alternative.practices[0];
    let team = team.social_workers + team.personal_advisers + team.other_staff;
    Found {
        figures: vec![
            average(
                "cases for each case holder",
                said("13 to 19"),
                (&cases, results.replications),
                (13.0, 19.0),
                "cases",
            ),
            average("team", said("9 to 15"), (&[team], 1), (9.0, 15.0), "people"),
        ],
        notes: vec![how_often(&cases, (13.0, 19.0))],
    }
}

fn children(lives: &Lives, number: usize, observed: f64, allowed: (f64, f64)) -> super::Figure {
    average(
        "",
        (observed, ""),
        (lives.watched(Look::Average, number), lives.replications as usize),
        allowed,
        "% of children",
    )
}

pub(super) fn v36(lives: &Lives) -> Found {
    let of = |number| mean(&finite(lives.watched(Look::Average, number)));
    Found {
        figures: vec![children(lives, TWO_CHANGES, 25.0, (20.0, 30.0))],
        notes: vec![
            how_often(lives.watched(Look::Average, TWO_CHANGES), (20.0, 30.0)),
            format!(
                "one or more changes {:.1}%; two or more, of those in care all year, {:.1}%; three or more different workers {:.1}%",
                of(ONE_CHANGE),
                of(TWO_CHANGES_ALL_YEAR),
                of(THREE_HOLDERS)
            ),
        ],
    }
}

pub(super) fn v37(lives: &Lives) -> Found {
    Found {
        figures: vec![children(lives, TWO_MOVES, 10.0, (8.0, 12.0))],
        notes: vec![how_often(lives.watched(Look::Average, TWO_MOVES), (8.0, 12.0))],
    }
}
