//! The tables of a chain.

use crate::analysis::run::rows::columns;
use crate::results::table::tables;

tables! {
    /// What passes through one channel in a study that was asked why, of each outcome that leads; the links of an outcome add up to
    /// its difference.
    "why.csv": WhyRow {
        /// all for the channels between a lever and its outcome, culture for the chain of culture
        links: String,
        arm, unit, indicator,
        /// Key of the channel; whole for the difference itself, remainder for what no channel carries
        channel: String,
        title,
        /// Whether the difference moves with it in any of the first histories
        moves: bool = "true or false",
        /// Histories in which channels were opened one after another; of the whole those of the study
        n: usize,
        /// Mean of what it adds, over orders of opening drawn at random
        mean: Option<f64> = "indicator",
        ci_low, ci_high,
        /// That mean over that of the whole difference; empty where the latter cannot be told apart from none
        share: Option<f64> = "share of the difference",
        /// What is assumed while it is closed
        closed: String,
        /// Quantities on which it rests, by grade, as in 2 of C, 7 of D
        grades: String,
    }
    /// What passes through one channel, and the difference as a whole.
    "links.csv": LinkRow {
        /// Key of the channel; whole for the difference itself, remainder for what no channel carries
        channel: String,
        title,
        /// Whether the difference moves with it in any of the first histories, opened alone or closed alone
        moves: bool = "true or false",
        n,
        /// Mean of what it adds, averaged over every order in which channels are opened
        mean: Option<f64> = "indicator",
        ci_low, ci_high,
        /// That mean over that of the whole difference; empty where the latter cannot be told apart from none
        share: Option<f64> = "share of the difference",
        /// What is assumed while it is closed
        closed: String,
        /// Quantities on which it rests, by grade, as in 2 of C, 7 of D
        grades: String,
    }
    /// The difference where some channels are open and the others closed.
    "chain.csv": OpenRow {
        /// Keys of the open channels, separated by spaces; those with which nothing moves are left out
        open: String,
        n,
        /// Mean paired difference
        mean: Option<f64> = "indicator",
        ci_low, ci_high,
    }
    /// What was looked at.
    "difference.csv": ChainRow {
        unit, indicator,
        /// The arm whose difference is looked at
        arm: String,
        /// The arm against which
        against: String,
        /// Histories in which every set of channels was lived
        histories: usize,
        /// Runs of both arms
        runs: usize,
    }
}
