//! The rows of the tables of a validation.

use crate::results::table::{columns, tables};

columns! {
    /// back-cast or long look
    look: String,
    /// Indicator
    indicator: String,
    /// Authority at the start, or authorities that can only be compared together
    area: String,
    /// Year of the published figure
    year: u32,
    /// Continuous ranked probability score of the replications, fair for their number; smaller is better
    crps: Option<f64> = "as the figure",
    /// Score of the figure at the start as a point: absolute error; without a start, of England's figure of
    /// the same year
    no_change: Option<f64> = "as the figure",
    /// Score of the trend before the start as a point
    trend: Option<f64> = "as the figure",
    /// Score of the figure at the start with a normal spread of past changes
    no_change_spread: Option<f64> = "as the figure",
    /// Score of the trend with the same spread
    trend_spread: Option<f64> = "as the figure",
    /// Score of the figures of all areas at the start
    climate: Option<f64> = "as the figure",
}

tables! {
    /// One line of the score card.
    "card.csv": CardRow {
        /// fitted: the model was set to it, or built with it in view; held out: it was not fitted to it
        part: String,
        /// pilots (facts that the evidence review lists for the fit), baselines (targets of the
        /// calibrations), nation, coverage, score, score with a spread, pattern or long look
        section: String,
        /// Row of the evidence review, or baseline and target of its calibration; empty elsewhere. A row
        /// may have several lines
        row: String,
        /// What, in words
        target: String,
        /// When it was observed and is looked at
        window: String,
        /// Published figure; for coverage the nominal one, for a score that of the simple forecast; empty
        /// where it is a word
        observed: Option<f64> = "as unit",
        /// What was observed, where it is a word
        seen: String,
        /// Simulated figure; for a score the model's
        simulated: Option<f64> = "as unit",
        /// Lower end of the interval of the simulated figure: of a fact the middle 80% of the runs, of a
        /// share of runs or areas its 95% interval (Wilson), of a calibration the 5% point over the rows of
        /// the posterior, of England 95% of the replications; empty for scores and patterns
        low: Option<f64> = "as unit",
        /// Upper end of the same
        high: Option<f64> = "as unit",
        /// Half of the 95% interval of the simulated figure: what chance in the replications leaves open;
        /// empty where not known
        half_width: Option<f64> = "as unit",
        /// Lowest simulated figure that passes; empty where there is none, or where the interval must hold
        /// the observed figure
        least: Option<f64> = "as unit",
        /// Highest simulated figure that passes; empty as the lowest
        most: Option<f64> = "as unit",
        /// Unit
        unit: String,
        /// Whether it passes
        passes: bool,
        /// Why it does not pass; of one that passes, with what reservation
        reason: String,
        /// What else was seen, where it is read, sources
        note: String,
    }
    /// One area in one year.
    "forecasts.csv": ForecastRow {
        look, indicator, area, year,
        /// What the figure counts at the start
        base: Option<f64> = "children or posts",
        /// Published figure at the start; 100 for children looked after
        start: Option<f64> = "% or % of the start",
        /// Published figure
        observed: Option<f64> = "% or % of the start",
        /// Mean of the replications
        mean: Option<f64> = "% or % of the start",
        /// Median of the replications
        median: Option<f64> = "% or % of the start",
        /// 10% quantile of the replications
        low: Option<f64> = "% or % of the start",
        /// 90% quantile of the replications
        high: Option<f64> = "% or % of the start",
        /// Whether the published figure lies between the two
        inside: bool,
        crps, no_change, trend, no_change_spread, trend_spread, climate,
        /// Why the figure lies outside its interval, as far as the figures tell
        reason: String,
    }
    /// One target in one year, or in all.
    "totals.csv": TotalRow {
        look, indicator,
        /// Year of the published figure, or all
        years: String,
        /// How many are compared
        areas: usize = "areas and years",
        /// Inside their 80% interval
        inside: usize = "areas and years",
        /// Above it
        above: usize = "areas and years",
        /// Below it
        below: usize = "areas and years",
        /// Share inside
        coverage: Option<f64> = "share",
        /// Lower end of its 95% band (Wilson), as if areas and years were independent
        coverage_low: Option<f64> = "share",
        /// Upper end of the same
        coverage_high: Option<f64> = "share",
        /// Mean of published less predicted
        bias: Option<f64> = "as the figure",
        crps, no_change, trend, no_change_spread, trend_spread, climate,
    }
    /// An area without a published figure.
    "unpublished.csv": UnpublishedRow {
        indicator, area, year,
    }
    /// How far the nation had to be set.
    "centres.csv": CentreRow {
        /// Level of a rate
        level: String,
        /// What it is, in words
        title: String,
        /// Mean over replications of the factor that sets England to its figures of the start
        factor: f64 = "factor",
    }
}
