//! The rows of the tables of a validation.

use crate::results::table::{columns, tables};

columns! {
    /// back-cast, back-cast from a later year, or long look
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
    /// Who forecasts: swplab, the last value or the trend, these as wide as they erred before
    forecaster: String,
    /// Year on whose 31 March it starts
    start: u32,
    /// Published figure
    figure: String,
    /// The published year: that of the start, or the next
    against: String,
    /// Authorities of 100 or more children that have it
    authorities: usize = "authorities",
}

tables! {
    /// One line of the score card.
    "card.csv": CardRow {
        /// fitted: the model was set to it, or built with it in view; held out: it was not fitted to it
        part: String,
        /// pilots (facts that the evidence review lists for the fit), baselines (targets of the
        /// calibrations), persistence, round trip, balance, first year, forecasts, nation, coverage, score, score
        /// with a spread, pattern, later back-casts or long look
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
    /// One figure of all authorities of a start year beside what was published.
    "first-year-agreement.csv": AgreementRow {
        start,
        /// Posterior over which it was lived
        posterior: String,
        figure,
        /// Figure in words
        title: String,
        /// Unit of the figure
        unit: String,
        against,
        /// Whether it only says again what the start was given; it counts for neither bias nor coverage
        echo: bool,
        /// Whether the bias is bounded here: of what a start is given against the next year, of all else against its own
        bounded: bool,
        authorities,
        /// Mean over authorities of the published figure
        published: Option<f64> = "as unit",
        /// Mean over authorities of the mean of their histories
        simulated: Option<f64> = "as unit",
        /// Simulated less published
        bias: Option<f64> = "% of the published",
        /// Half of the 95% interval of the bias as authorities differ
        half_width: Option<f64> = "% of the published",
        /// Root mean square over authorities of the mean of their histories less the published
        rms: Option<f64> = "as unit",
        /// Authorities whose published figure lies in the middle 80% of their histories; empty of the start's own year
        coverage: Option<f64> = "%",
        /// Lower end of its 95% band (Wilson)
        coverage_low: Option<f64> = "%",
        /// Upper end of the same
        coverage_high: Option<f64> = "%",
    }
    /// One figure of one authority and start year.
    "first-year-authorities.csv": FirstYearRow {
        start,
        /// Authority
        authority: String,
        figure, against,
        /// Published figure
        published: Option<f64> = "as the figure",
        /// Mean of the histories
        simulated: Option<f64> = "as the figure",
        /// 10% quantile of the histories, of a turnover among as many as are published
        low: Option<f64> = "as the figure",
        /// 90% quantile of the same
        high: Option<f64> = "as the figure",
        /// Whether the published figure lies between the two
        inside: bool,
    }
    /// One placement type or age of all authorities of a start year.
    "first-year-shares.csv": ShareRow {
        start,
        /// placement or age
        by: String,
        /// Placement type or age
        kind: String,
        /// The same in words
        title: String,
        authorities,
        /// Mean over authorities of the share on the first day
        published: Option<f64> = "%",
        /// Mean over authorities and histories a year later
        after_one: Option<f64> = "%",
        /// The same two years later
        after_two: Option<f64> = "%",
        /// Authorities whose mean share moves by more than three points in two years, beyond chance in the histories
        beyond: usize = "authorities",
        /// Histories of authorities in which the share moves by more than three points in two years
        histories_beyond: Option<f64> = "%",
        /// Authorities whose published share did, in the two years that followed; empty where they are not published
        published_beyond: Option<f64> = "%",
    }
    /// Forecasts of one series so many years ahead, over all authorities.
    "ahead-scores.csv": AheadScoreRow {
        figure,
        /// Figure in words
        title: String,
        year, forecaster, authorities,
        /// Mean over authorities of the score: continuous ranked probability score, smaller is better
        crps: Option<f64> = "% of the value at the origin",
        /// Authorities inside the middle 50%
        inside_half: Option<f64> = "%",
        /// Authorities inside the middle 80%
        inside_most: Option<f64> = "%",
        /// Mean over authorities of published less median
        error: Option<f64> = "% of the value at the origin",
    }
    /// A forecast of one series of one authority.
    "ahead.csv": AheadRow {
        figure,
        /// Authority
        authority: String,
        year, forecaster,
        /// Published figure at the origin
        origin: Option<f64> = "children or periods of care",
        /// Published figure of the year
        observed: Option<f64> = "children or periods of care",
        /// 10th percentile
        q10: Option<f64> = "children or periods of care",
        /// 25th percentile
        q25: Option<f64> = "children or periods of care",
        /// Median
        q50: Option<f64> = "children or periods of care",
        /// 75th percentile
        q75: Option<f64> = "children or periods of care",
        /// 90th percentile
        q90: Option<f64> = "children or periods of care",
        crps,
    }
    /// One figure of persistence.
    "persistence.csv": LastingRow {
        start,
        /// Id
        id: String,
        /// In words
        title: String,
        /// Unit
        unit: String,
        /// Published or counted; empty where no figure was found
        observed: Option<f64> = "as unit",
        /// Tolerance either way
        tolerance: Option<f64> = "as unit",
        /// Histories
        n: usize,
        /// Mean over histories
        simulated: Option<f64> = "as unit",
        /// Lower end of its 95% interval
        low: Option<f64> = "as unit",
        /// Upper end of the same
        high: Option<f64> = "as unit",
        /// Where the figure stands
        source: String,
    }
    /// One measure of one place in one year in which nothing happens.
    "balance.csv": DriftRow {
        /// Average authority, or name and year of the start
        place: String,
        /// Id of the measure
        measure: String,
        /// In words
        title: String,
        /// Unit
        unit: String,
        /// Years after the start
        year: u32,
        /// Mean over histories on the first day; of what is measured over a year, of the first year that has it
        first: Option<f64> = "as unit",
        /// Mean over histories
        mean: Option<f64> = "as unit",
        /// Mean over histories of the change
        change: Option<f64> = "% of the first; of shares under 10%, points",
        /// Half of its 95% interval
        half_width: Option<f64> = "% of the first; of shares under 10%, points",
        /// Largest change that passes
        most: f64 = "% of the first; of shares under 10%, points",
        /// Whether the whole interval lies beyond it
        beyond: bool,
    }
    /// One indicator of one authority and seed, there and back.
    "round-trip.csv": TripRow {
        /// Authority
        authority: String,
        /// Seed, from 0
        seed: u32,
        /// Indicator
        indicator: String,
        /// In words
        title: String,
        /// In the world that was written, in the two years after
        original: Option<f64> = "as the indicator",
        /// Mean of the histories that the profile goes on to, in the same years
        run_on: Option<f64> = "as the indicator",
        /// Standard error of their difference
        error: Option<f64> = "as the indicator",
        /// Run on less original
        off: Option<f64> = "standard errors",
    }
}
