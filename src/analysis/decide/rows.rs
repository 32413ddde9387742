//! The tables of a decision.

use crate::results::rows::columns;
use crate::results::table::tables;

tables! {
    /// What was asked, and what came of it.
    "decision.csv": DecisionRow {
        unit, indicator,
        /// Options
        options: usize,
        /// Futures
        futures: usize,
        /// Lucks with which each future is lived
        lucks: usize,
        /// What is to be kept, in words
        keep: String,
        /// Share of futures in which it is to be kept
        wanted: f64,
        /// What an option may cost more than the first at the most; empty for no limit
        budget: Option<f64> = "£ per child-year",
        /// found, beyond_budget or not_reachable
        sought: String,
        /// The option that is found, or that comes nearest
        option: String,
        /// Whether the interval of its share lies wholly at or above what is wanted
        is_sure: bool = "true or false",
        /// Value of knowing everything before one decides (EVPI); luck that is not averaged out is part of it
        everything: Option<f64> = "indicator",
        /// Value that the strongest of as many inputs without any effect would show
        floor: Option<f64> = "indicator",
    }
    /// One option over all futures.
    "options.csv": OptionRow {
        /// Name of the option; the first is the reference
        option: String,
        /// Mean of the indicator over futures
        mean: Option<f64> = "indicator",
        /// Mean difference against the first option; positive where the indicator is higher
        difference: Option<f64> = "indicator",
        difference_low, difference_high,
        /// 5th percentile of the difference over futures
        difference_q05: Option<f64> = "indicator",
        /// 95th percentile of the difference over futures
        difference_q95: Option<f64> = "indicator",
        /// Share of histories in which it is worse than the first option
        harm: Option<f64> = "share",
        /// Lower end of its 95% interval (Wilson)
        harm_low: f64 = "share",
        /// Upper end of its 95% interval
        harm_high: f64 = "share",
        /// Share of histories in which it is exactly like the first option
        same: Option<f64> = "share",
        /// Mean regret over futures: how much worse it is than the best option there
        regret: Option<f64> = "indicator",
        /// 95th percentile of the regret
        regret_q95: Option<f64> = "indicator",
        /// Largest regret
        regret_most: Option<f64> = "indicator",
        /// Share of futures in which no other option is better
        best: Option<f64> = "share",
        /// Share of futures in which it keeps what is to be kept
        keeps: Option<f64> = "share",
        /// Lower end of its 95% interval (Wilson)
        keeps_low: f64 = "share",
        /// Upper end of its 95% interval
        keeps_high: f64 = "share",
        /// Mean cost above the first option's
        extra_cost: Option<f64> = "£ per child-year",
        /// An option that is better in the mean and costs no more; empty for none
        dominated_by: String,
        /// Share of futures in which that option is both
        dominated: Option<f64> = "share",
    }
    /// One option in one future, means over its lucks.
    "futures.csv": FutureRow {
        /// Number of the future, from 0; design.csv says what holds in it
        future: usize,
        /// Name of the option
        option: String,
        /// The indicator
        value: Option<f64> = "indicator",
        /// Cost
        cost: Option<f64> = "£ per child-year",
        /// Whether what is to be kept is kept
        keeps: bool = "true or false",
        /// How much worse it is than the best option there
        regret: Option<f64> = "indicator",
    }
    /// Where an option fails: one limit of its box.
    "boxes.csv": BoxRow {
        /// Name of the option
        option: String,
        /// Input that is limited; empty where nothing is found again
        input: String,
        title,
        /// The limit in words
        limit: String,
        /// Share of other halves of the futures in which the input is found again
        again: Option<f64> = "share",
        /// Share of the futures in which the option fails
        base: f64 = "share",
        /// Share of its failures that lie in the box
        coverage: Option<f64> = "share",
        /// Share of the futures in the box in which it fails
        density: Option<f64> = "share",
        /// Share of all futures that lie in the box
        mass: f64 = "share",
        /// Coverage on futures that the box was not made from
        held_out_coverage: Option<f64> = "share",
        /// Density on futures that the box was not made from
        held_out_density: Option<f64> = "share",
    }
    /// One step of the search for a box.
    "peeling.csv": PeelingRow {
        /// Name of the option
        option: String,
        /// Step, from 0 for all futures
        step: usize,
        /// Share of its failures that lie in the box
        coverage: Option<f64> = "share",
        /// Share of the futures in the box in which it fails
        density: Option<f64> = "share",
        /// Share of the futures that lie in the box
        mass: f64 = "share",
        /// Inputs that the box limits
        inputs: usize,
    }
    /// What it is worth to know one input.
    "information.csv": InformationRow {
        /// Id of the quantity, hypothesis or field, or posterior
        input: String,
        title,
        /// quantity, hypothesis, posterior or field
        kind: String,
        /// Grade of a quantity
        grade: String,
        /// Range over which it was varied
        range: String,
        /// Value of knowing it before one decides (EVPPI)
        value: Option<f64> = "indicator",
    }
}
