//! The tables of a sensitivity analysis.

use crate::results::rows::columns;
use crate::results::table::tables;

tables! {
    /// What one step of one input does to the difference.
    "effects.csv": EffectRow {
        /// Id of the quantity, hypothesis or field; posterior; or luck
        input: String,
        title,
        /// quantity, hypothesis, posterior, field or luck
        kind: String,
        /// Grade of a quantity
        grade: String,
        /// Range over which it was varied
        range: String,
        /// Whether any figure of either arm moved with it
        moves: bool = "true or false",
        /// Mean effect of a step over half its range (mu)
        mean: Option<f64> = "indicator",
        /// Lower end of the 95% interval of the mean effect
        mean_low: Option<f64> = "indicator",
        /// Upper end of the 95% interval of the mean effect
        mean_high: Option<f64> = "indicator",
        /// Mean size of these effects (mu*)
        size: Option<f64> = "indicator",
        /// Lower end of the 95% interval of the mean size
        size_low: Option<f64> = "indicator",
        /// Upper end of the 95% interval of the mean size
        size_high: Option<f64> = "indicator",
        /// Standard deviation of the effects over places of the others (sigma)
        spread: Option<f64> = "indicator",
        /// Share of the trajectories drawn again in which it is among the first so many by size
        among_the_first: f64,
    }
    /// What an input does to the difference in the mean over histories, going from one end of its range to the other, or from
    /// one position to another.
    "means.csv": MeanRow {
        /// Id of the quantity, hypothesis or field
        input: String,
        title,
        /// quantity, hypothesis or field
        kind: String,
        /// Grade of a quantity
        grade: String,
        /// Value from which it goes
        from: String,
        /// Value to which it goes
        to: String,
        /// Mean change of the difference while all inputs go from end to end by lot
        all_mean: Option<f64> = "indicator",
        /// Lower end of its 95% interval, for all rows together
        all_low: Option<f64> = "indicator",
        /// Upper end of its 95% interval, for all rows together
        all_high: Option<f64> = "indicator",
        /// Histories in which it moved alone; 0 for those that were not taken on
        histories: usize,
        /// Mean change while it alone goes from end to end
        mean: Option<f64> = "indicator",
        /// Lower end of its 95% interval, for all that were taken on and all looks together
        mean_low: Option<f64> = "indicator",
        /// Upper end of its 95% interval, for all that were taken on and all looks together
        mean_high: Option<f64> = "indicator",
        /// first, open, behind or left: told to be among the first three, not told, told to be behind them, or not taken on
        place: String,
    }
    /// The share of the variance of the difference that is owed to one set of inputs.
    "shares.csv": ShareRow {
        /// Year, or empty for the whole study
        year: String,
        /// Input, or group of inputs
        set: String,
        /// input, group or luck
        kind: String,
        /// Inputs of the set
        inputs: usize,
        /// What would vanish if the set were known (first index)
        first: Option<f64> = "share",
        /// Lower end of its 95% interval
        first_low: Option<f64> = "share",
        /// Upper end of its 95% interval
        first_high: Option<f64> = "share",
        /// What would be left if all others were known (total index)
        total: Option<f64> = "share",
        /// Lower end of its 95% interval
        total_low: Option<f64> = "share",
        /// Upper end of its 95% interval
        total_high: Option<f64> = "share",
    }
    /// What was looked at.
    "answer.csv": AnswerRow {
        unit, indicator,
        /// The arm whose difference is looked at
        arm: String,
        /// The arm against which
        against: String,
        /// Runs of both arms
        runs: usize,
        /// Trajectories of the screening
        trajectories: usize,
        /// Inputs that were screened, luck apart
        inputs: usize,
        /// Of these, inputs with which no figure moved in the screening
        idle: usize,
        /// Quantities left out since they can reach nothing here
        left_out: usize,
        /// Histories in which all inputs went from end to end
        all_histories: usize,
        /// Histories in which those that were taken on did so one at a time, at the most
        histories: usize,
        /// Rows of the indices
        rows: usize,
        /// Mean of the difference over what is not known and over luck
        mean: Option<f64> = "indicator",
        /// Its standard deviation
        sd: Option<f64> = "indicator",
        /// Size that the first index of an input without any effect stays below 19 times in 20
        floor: Option<f64> = "share",
    }
}
