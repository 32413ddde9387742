//! The rows of contested readings on the same luck.

use crate::analysis::run::rows::columns;
use crate::results::table::tables;

tables! {
    /// The headline difference where a position is forced on the same luck, and how far it is from that under another.
    "contested.csv": ContestedRow {
        hypothesis, position,
        /// Position against which the contrast stands
        against: String,
        arm, unit, indicator,
        /// moves_nothing (no difference moves in the first replications), screened (too small to be taken further), not_told (taken
        /// further, not told apart from chance) or told
        stage: String,
        n,
        /// Mean paired difference against the first arm under the position
        mean: Option<f64> = "indicator",
        ci_low, ci_high,
        /// Mean of that difference less that under the other position, on the same luck; empty for that position itself
        contrast: Option<f64> = "indicator",
        /// Lower end of the 95% interval of that mean
        contrast_low: Option<f64> = "indicator",
        /// Upper end of the 95% interval of that mean
        contrast_high: Option<f64> = "indicator",
        /// Two-sided p-value of no contrast, times the number of contrasts of questions that move anything
        p_adjusted: Option<f64>,
    }
}
