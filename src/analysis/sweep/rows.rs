//! The rows of a sweep's own table.

use crate::results::rows::columns;
use crate::results::table::tables;

tables! {
    /// One indicator of one unit in one cell of a sweep.
    "cells.csv": CellRow {
        /// Number of the cell, from 0; the first is the reference
        cell: usize,
        /// Level of each factor as path=value, separated by semicolons
        levels: String,
        unit, indicator, n, mean, sd, ci_low, ci_high, q05, q25, q50, q75, q95,
        /// Pairs with the first cell
        difference_n: usize = "replications",
        /// Mean paired difference against the first cell
        difference_mean: Option<f64> = "indicator",
        /// Standard deviation of that difference over replications
        difference_sd: Option<f64> = "indicator",
        difference_low, difference_high,
        /// 5th percentile of that difference over replications
        difference_q05: Option<f64> = "indicator",
        /// Its median
        difference_q50: Option<f64> = "indicator",
        /// Its 95th percentile
        difference_q95: Option<f64> = "indicator",
        /// Replications with an interaction: of cells in which two factors are off their first level and no third is
        interaction_n: usize = "replications",
        /// Mean of the interaction: by how much what one of the two factors does is another at the other's level than at its first
        interaction_mean: Option<f64> = "indicator",
        /// Standard deviation of the interaction over replications
        interaction_sd: Option<f64> = "indicator",
        /// Lower end of the 95% interval of its mean
        interaction_low: Option<f64> = "indicator",
        /// Upper end of that interval
        interaction_high: Option<f64> = "indicator",
    }
}
