//! Children by the legal status that an export would tell of them: a replay of the first arm in the first replications, for
//! legal status is no part of the model and is assigned by the export alone.

use std::ops::Range;

use crate::calendar::first_year;
use crate::returns::export::{LegalStanding, legal_standing};
use crate::scenario::Scenario;
use crate::study::{Results, Runner, Simulation, StudyError};

/// Replications that are replayed at most.
const REPLAYED: usize = 10;
/// Children of all of them on the first day, at most: one history of a whole country tells as much as ten of an authority.
const CHILDREN: f64 = 100_000.0;

/// What was counted: of each replication that did not fail, each authority's children by legal status.
#[derive(Default)]
pub(crate) struct Legal {
    pub(super) replications: Vec<Vec<LegalStanding>>,
}

/// Replays the first arm in the first of the replications; those that failed are left out.
///
/// # Errors
/// When the work is stopped before its end.
pub(super) fn counted(
    scenario: &Scenario,
    (simulation, found): (&Simulation, &Results),
    replications: Range<u32>,
    runner: &Runner<'_>,
) -> Result<Legal, StudyError> {
    let first_year = first_year(&scenario.start) as i32;
    let failed = |replication: &u32| {
        found.failures.iter().any(|failure| failure.arm == 0 && failure.replication == *replication)
    };
    let at_once = (CHILDREN / found.units[0].children).max(1.0) as usize;
    let wanted: Vec<u32> = replications.take(REPLAYED.min(at_once)).filter(|one| !failed(one)).collect();
    let counting = runner.counting("replays", wanted.len() as u64);
    let counted = counting.map(wanted, |replication| {
        counting.attempt(|| {
            simulation.histories_by_authority(replication, runner.stop(), |histories, authority| {
                legal_standing(histories, authority, first_year, scenario.horizon_years)
            })
        })
    });
    if runner.is_stopped() {
        return Err(StudyError::Interrupted);
    }
    // What could be lived once can be lived again: a failure of the telling costs its replication.
    Ok(Legal { replications: counted.into_iter().flatten().collect() })
}
