//! Who gains and who loses: differences by kind of child, and how many children are better and worse off.

use crate::analysis::run::gain_rows::GainRow;
use crate::results::table::cell;
use crate::statistics::{Paired, Summary, finite, mean};
use crate::study::{ArmId, COUNTED, Results, WAYS};

/// Rows by arm, way, kind and thing counted; kinds of which nobody is compared are left out.
pub(in crate::analysis::run) fn rows(results: &Results) -> Vec<GainRow> {
    let mut rows = Vec::new();
    let unit = if results.unit("remit").is_some_and(|unit| results.units[unit.0].children > 0.0) {
        "remit"
    } else {
        "authority"
    };
    for (a, arm) in results.each_arm().skip(1) {
        let mut kind_at = 0;
        for (way, kinds) in WAYS {
            for kind in kinds {
                for (counted, indicator) in COUNTED.iter().enumerate() {
                    let share = |arm: ArmId, value: usize, of: usize| -> Vec<f64> {
                        let of = results.gains(arm, kind_at, counted, of);
                        let share = |(part, of): (f64, f64)| if of > 0.0 { part / of } else { f64::NAN };
                        let parts = results.gains(arm, kind_at, counted, value);
                        parts.into_iter().zip(of).map(share).collect()
                    };
                    let first = share(ArmId(0), 1, 0);
                    let paired = Paired::of(&first, &share(a, 1, 0));
                    let (lose, gain) = (Summary::of(&share(a, 3, 2)), Summary::of(&share(a, 4, 2)));
                    let children = mean(&finite(&results.gains(a, kind_at, counted, 2)));
                    if paired.summary.n == 0 || lose.n == 0 {
                        continue;
                    }
                    rows.push(GainRow {
                        arm: arm.to_owned(),
                        unit: unit.to_owned(),
                        indicator: (*indicator).to_owned(),
                        by: way.to_owned(),
                        kind: (*kind).to_owned(),
                        n: paired.summary.n,
                        children: cell(children),
                        level: cell(mean(&finite(&first))),
                        mean: cell(paired.summary.mean),
                        ci_low: cell(paired.summary.low),
                        ci_high: cell(paired.summary.high),
                        better_off: cell(gain.mean),
                        no_matter: cell((1.0 - gain.mean - lose.mean).max(0.0)),
                        worse_off: cell(lose.mean),
                        worse_low: cell(lose.low),
                        worse_high: cell(lose.high),
                    });
                }
                kind_at += 1;
            }
        }
    }
    rows
}
