//! Two companies: one for profit that lost half of its staff, and one that two councils own.

use super::Found;
use super::figures::{MOST_RUNS, average, said, share};
use super::looks::{Lives, Look};
use super::programme::serves;
use super::sites::unit_of;
use crate::indicator::{contract, workforce};
use crate::study::{ArmId, YearId};

pub(super) fn v07(lives: &Lives) -> Found {
    let results = lives.study_of(Look::Spirit);
    let practice = unit_of(results, "practice");
    // The staff year that ends on 30 September is the practice's own: it opens on 1 October 2011.
    let turnover =
        |year: usize| results.yearly_values(ArmId(0), practice, YearId(year), &workforce::TURNOVER);
    let asked = results.replications;
    Found {
        figures: vec![
            average(
                "second year",
                (50.0, "about half"),
                (&turnover(2), asked),
                (35.0, 65.0),
                "% of case holders",
            ),
            average(
                "first year",
                said("not in the first"),
                (&turnover(1), asked),
                (0.0, 30.0),
                "% of case holders",
            ),
        ],
        notes: Vec::new(),
    }
}

pub(super) fn v31(lives: &Lives) -> Found {
    let results = lives.study_of(Look::Company);
    let whole = unit_of(results, "authority");
    let grade = |run: u32, year| {
        results.yearly(ArmId(0), run as usize, whole, YearId(year), &contract::INSPECTION_GRADE)
    };
    // The real company opened; a company may stop for other reasons before it does.
    let opened = |run: &u32| {
        let mut rows = results.contracts.iter();
        rows.any(|row| row.replication == *run && row.cycle == 0 && row.opened.is_finite())
    };
    let runs: Vec<u32> = (0..results.replications as u32).filter(opened).collect();
    // Inadequate in June 2011; six years later, and a year after the first term of five years is over.
    let is_better = |run: u32| grade(run, 6) > grade(run, 0);
    let goes_on = |run: u32| serves(results, "Company", run, 85.0);
    let of = |holds: &dyn Fn(u32) -> bool| -> Vec<f64> {
        let held = runs.iter().map(|run| f64::from(u8::from(holds(*run))));
        held.collect()
    };
    let both = of(&|run| is_better(run) && goes_on(run));
    let both = 100.0 * crate::statistics::mean(&both);
    // Two signs, and each is asked of most runs; both together would be more than published frequencies
    // allow (docs/validation.md).
    let sign = |what, seen, holds: &dyn Fn(u32) -> bool| {
        share(what, said(seen), (&of(holds), results.replications), |holds| holds > 0.0, MOST_RUNS)
    };
    Found {
        figures: vec![
            sign("a better grade after six years", "outstanding", &is_better),
            sign("the service goes on", "renewed", &goes_on),
        ],
        notes: vec![format!(
            "it opens in {} of {} runs; of these both come in {both:.0}%",
            runs.len(),
            results.replications
        )],
    }
}
