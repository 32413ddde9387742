//! The rows of who gains and who loses.

use crate::analysis::run::rows::columns;
use crate::results::table::tables;

tables! {
    /// What an arm is for one kind of children against the first, and how many of them are better and worse off.
    "who-gains.csv": GainRow {
        arm, unit, indicator,
        /// Way of telling kinds apart: all, age_at_entry, placement, time_in_care or unaccompanied, each as when the child
        /// is first counted in the first arm
        by: String,
        /// Kind of children
        kind: String,
        n,
        /// Children compared, mean over replications
        children: Option<f64> = "children",
        /// Level in the first arm, mean over replications
        level: Option<f64> = "indicator",
        /// Mean paired difference against the first arm
        mean: Option<f64> = "indicator",
        ci_low, ci_high,
        /// Share of the children who have fewer a year than in the first arm by more than the smallest difference that
        /// matters, mean over replications
        better_off: Option<f64> = "share, 0 to 1",
        /// Share of the children of whom neither holds
        no_matter: Option<f64> = "share, 0 to 1",
        /// Share of the children who have more a year than in the first arm by more than the smallest difference that
        /// matters, mean over replications
        worse_off: Option<f64> = "share, 0 to 1",
        /// Lower end of the 95% interval of that mean share
        worse_low: Option<f64> = "share, 0 to 1",
        /// Upper end of the 95% interval of that mean share
        worse_high: Option<f64> = "share, 0 to 1",
    }
}
