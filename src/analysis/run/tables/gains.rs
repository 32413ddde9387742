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
                    let of = |arm| results.gains(arm, kind_at, counted);
                    let (first, other) = (of(ArmId(0)), of(a));
                    let rate = |values: &[[f64; 5]]| -> Vec<f64> {
                        let rates =
                            values.iter().map(|of| if of[0] > 0.0 { of[1] / of[0] } else { f64::NAN });
                        rates.collect()
                    };
                    let paired = Paired::of(&rate(&first), &rate(&other));
                    let share = |column: usize| -> Vec<f64> {
                        let shares =
                            other.iter().map(|of| if of[2] > 0.0 { of[column] / of[2] } else { f64::NAN });
                        shares.collect()
                    };
                    let (lose, gain) = (Summary::of(&share(3)), Summary::of(&share(4)));
                    let compared: Vec<f64> = other.iter().map(|of| of[2]).collect();
                    let children = mean(&finite(&compared));
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
                        level: cell(mean(&finite(&rate(&first)))),
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
