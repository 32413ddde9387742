//! The programme as a whole: what stops a site, how openings slip, and how many practices last.

use super::Found;
use super::figures::{average, how_often, said, share};
use super::looks::{Lives, Look};
use crate::statistics::{quantile, sorted};
use crate::study::Results;
use crate::terms::Fate;

/// A share that is neither rare nor the rule, per cent of the runs.
const SOMETIMES: (f64, f64) = (20.0, 80.0);

/// Whether a practice still serves under contract, the first or one that followed without a break, in
/// `month`. A unit inside the authority has no contract and goes on.
pub(super) fn serves(results: &Results, practice: &str, replication: u32, month: f64) -> bool {
    let mut rows = results
        .contracts
        .iter()
        .filter(|row| (row.arm, row.replication) == (0, replication) && row.practice == practice);
    // Contracts are in the order of their cycles; one that is lost to another bidder is the last of its own.
    match rows.find(|row| row.fate != Fate::Renewed.id()) {
        Some(row) => row.opened.is_finite() && (row.ended.is_nan() || row.ended > month),
        None => true,
    }
}

pub(super) fn v20(lives: &Lives) -> Found {
    // From March 2010, the middle of the openings, to May 2013 and October 2014; they open in month 1.
    let names = ["Blackburn", "In the Spirit", "Catch22", "Liverpool PSS", "Evolve YP"];
    let results = lives.study_of(Look::FirstWave);
    let runs = results.replications;
    let alive = |month: f64| -> Vec<f64> {
        let of = |run| {
            let serving = names.iter().filter(|name| serves(results, name, run, month));
            serving.count() as f64
        };
        (0..runs as u32).map(of).collect()
    };
    let (early, late) = (alive(39.0), alive(56.0));
    Found {
        figures: vec![
            average("serving in May 2013", (3.0, ""), (&early, runs), (2.0, 4.0), "practices of 5"),
            average("serving in October 2014", (1.0, ""), (&late, runs), (0.0, 2.0), "practices of 5"),
        ],
        notes: vec![how_often(&early, (2.0, 4.0)), how_often(&late, (0.0, 2.0))],
    }
}

pub(super) fn v24(lives: &Lives) -> Found {
    let results = lives.study_of(Look::Selected);
    let stopped = |cause: &str| -> Vec<f64> {
        let of = |run: u32| {
            let mut rows = results.contracts.iter();
            let is_stopped = rows.any(|row| {
                row.replication == run
                    && row.fate == Fate::NeverOpened.id()
                    && (cause.is_empty() || row.cause == cause)
            });
            f64::from(u8::from(is_stopped))
        };
        (0..results.replications as u32).map(of).collect()
    };
    let figure = |what, cause| {
        share(
            what,
            said("one of six sites"),
            (&stopped(cause), results.replications),
            |stops| stops > 0.0,
            SOMETIMES,
        )
    };
    Found {
        figures: vec![
            figure("at least one of six, after an inspection", "inspection"),
            figure("at least one of six, for any reason", ""),
        ],
        notes: Vec::new(),
    }
}

pub(super) fn v25(lives: &Lives) -> Found {
    let results = lives.study_of(Look::Selected);
    let planned = results.quantities.iter().position(|id| id == "contract.mobilisation.planned");
    let planned = results.parameter(planned.expect("the plan is a quantity"));
    let slips: Vec<f64> = results
        .contracts
        .iter()
        .filter(|row| row.cycle == 0 && row.opened.is_finite())
        .map(|row| row.opened - row.awarded - planned[row.replication as usize])
        .collect();
    let rising = sorted(&slips);
    let median =
        average("median", said("2 to 8 months"), (&slips, results.replications), (4.0, 8.0), "months");
    let inside = share(
        "openings that slip by 2 to 8 months",
        said("all"),
        (&slips, results.replications),
        |slip| (2.0..=8.0).contains(&slip),
        (100.0, 100.0),
    );
    Found {
        figures: vec![
            super::Figure { simulated: quantile(&rising, 0.5), ..median },
            super::Figure { unit: "% of openings", is_share_of_runs: false, ..inside },
        ],
        notes: vec![format!(
            "from {:.1} to {:.1} months, {} openings",
            quantile(&rising, 0.0),
            quantile(&rising, 1.0),
            slips.len()
        )],
    }
}
