//! What the evaluation of the five practices saw: what everybody asked would say on average, practices less the
//! mean of host and comparison authority unless a row says otherwise.

use super::Found;
use super::figures::{MOST_RUNS, average, how_often, in_words, said, share};
use super::looks::Lives;
use crate::analysis::observe::{GROUPS, Group, MEASURES, ObserveResults};
use crate::scenario::Comparator;
use crate::statistics::mean;

/// Windows of the evaluation.
const YEAR_ONE: usize = 0;
const SETTLED: usize = 1;

fn measure(id: &str) -> usize {
    let found = MEASURES.iter().position(|measure| measure.id == id);
    found.unwrap_or_else(|| panic!("no measure is called {id}"))
}

/// Practices less comparator, by replication, mean of the sites.
pub(super) fn differences(
    seen: &ObserveResults,
    id: &str,
    comparator: Comparator,
    window: usize,
) -> Vec<f64> {
    let wanted = (window, comparator, measure(id));
    let rows = seen.found.iter();
    let rows = rows.filter(|row| (row.window, row.comparator, row.measure) == wanted);
    rows.map(|row| row.true_difference).filter(|difference| !difference.is_nan()).collect()
}

/// What everybody in the practices, or in the authorities, would say on average in the first year, by replication.
fn levels(seen: &ObserveResults, id: &str, of_practices: bool) -> Vec<f64> {
    let wanted = (YEAR_ONE, measure(id));
    let rows = seen.site_rows.iter().filter(|row| {
        (row.window, row.measure) == wanted
            && (row.group == Group::Practice) == of_practices
            && !row.true_value.is_nan()
    });
    let mut by_run = vec![Vec::new(); seen.replications];
    for row in rows {
        by_run[(row.replication - seen.first_replication) as usize].push(row.true_value);
    }
    by_run.iter().map(|values| mean(values)).collect()
}

fn known_mean(values: &[f64]) -> f64 {
    mean(&crate::statistics::finite(values))
}

/// Mean caseload of a group at a site in the first year.
fn caseload_at(seen: &ObserveResults, site: usize, group: Group) -> f64 {
    let wanted = (YEAR_ONE, site, group, measure("caseload"));
    let rows = seen.site_rows.iter();
    let rows = rows.filter(|row| (row.window, row.site, row.group, row.measure) == wanted);
    known_mean(&rows.map(|row| row.true_value).collect::<Vec<f64>>())
}

pub(super) fn v01(lives: &Lives) -> Found {
    let seen = lives.evaluation();
    let found = differences(seen, "caseload", Comparator::Comparison, YEAR_ONE);
    let host = differences(seen, "caseload", Comparator::Host, YEAR_ONE);
    let sites = seen.practices.iter().enumerate().map(|(site, name)| {
        let [practice, host, comparison] = GROUPS.map(|group| caseload_at(seen, site, group));
        format!("{name} {practice:.1}, host {host:.1}, comparison {comparison:.1}")
    });
    Found {
        figures: vec![share("", said("lower"), (&found, seen.replications), |d| d < 0.0, MOST_RUNS)],
        notes: vec![
            in_words(&found, 1, "cases"),
            format!("against hosts {:+.1}", known_mean(&host)),
            sites.collect::<Vec<_>>().join("; "),
        ],
    }
}

pub(super) fn v03(lives: &Lives) -> Found {
    let seen = lives.evaluation();
    let found = differences(seen, "direct_work_adequacy", Comparator::Both, YEAR_ONE);
    Found {
        figures: vec![share("", said("more staff"), (&found, seen.replications), |d| d > 0.0, MOST_RUNS)],
        notes: vec![in_words(&found, 1, "points")],
    }
}

pub(super) fn v05(lives: &Lives) -> Found {
    let seen = lives.evaluation();
    let authority = known_mean(&levels(seen, "paperwork_time", false));
    let found = differences(seen, "paperwork_time", Comparator::Both, YEAR_ONE);
    let relative: Vec<f64> = found.iter().map(|d| 100.0 * d / authority).collect();
    Found {
        figures: vec![average(
            "",
            (0.0, "as much"),
            (&relative, seen.replications),
            (-5.0, 5.0),
            "% of authorities' time",
        )],
        notes: vec![how_often(&relative, (-5.0, 5.0))],
    }
}

pub(super) fn v09(lives: &Lives) -> Found {
    let seen = lives.evaluation();
    let first = differences(seen, "same_worker", Comparator::Both, YEAR_ONE);
    let found = differences(seen, "same_worker", Comparator::Both, SETTLED);
    Found {
        figures: vec![share("", said("more children"), (&found, seen.replications), |d| d > 0.0, MOST_RUNS)],
        notes: vec![
            in_words(&found, 1, "points"),
            format!("in the first year {:+.1} points", known_mean(&first)),
        ],
    }
}

pub(super) fn v13(lives: &Lives) -> Found {
    let seen = lives.evaluation();
    let wanted = (YEAR_ONE, Comparator::Both, measure("relationship_quality"));
    let rows = seen.found.iter();
    let rows = rows.filter(|row| (row.window, row.comparator, row.measure) == wanted);
    // One number for each evaluation of each world: 1 where it called the two different.
    let verdicts: Vec<f64> = rows
        .flat_map(|row| {
            let verdict = |number| f64::from(u8::from(number < row.different));
            (0..row.evaluations).map(verdict)
        })
        .collect();
    let asked = seen.replications * seen.design.evaluations as usize;
    let different = share(
        "called different by an evaluation with 169 interviews",
        said("no difference"),
        (&verdicts, asked),
        |verdict| verdict > 0.0,
        (0.0, 100.0 - MOST_RUNS.0),
    );
    let well = |what, of_practices| {
        average(
            what,
            said("most children"),
            (&levels(seen, "relationship_quality", of_practices), seen.replications),
            (60.0, 100.0),
            "% of children",
        )
    };
    Found {
        figures: vec![
            super::Figure { unit: "% of evaluations", is_share_of_runs: false, ..different },
            well("children of practices who speak well of their worker", true),
            well("children of authorities who do", false),
        ],
        notes: Vec::new(),
    }
}

pub(super) fn v18(lives: &Lives) -> Found {
    let seen = lives.evaluation();
    let found = differences(seen, "job_insecurity", Comparator::Both, YEAR_ONE);
    Found {
        figures: vec![share("", said("less secure"), (&found, seen.replications), |d| d > 0.0, MOST_RUNS)],
        notes: vec![in_words(&found, 2, "points of insecurity, of 1 to 4")],
    }
}

/// What children said of quick decisions, and what records say of moves: beside the rows of the sites.
pub(super) fn beside(lives: &Lives, id: &str, unit: &str) -> String {
    let found = differences(lives.evaluation(), id, Comparator::Both, YEAR_ONE);
    let more = found.iter().filter(|d| **d > 0.0).count();
    format!(
        "{:+.2} {unit}, more in {:.0}% of runs",
        known_mean(&found),
        100.0 * more as f64 / found.len() as f64
    )
}
