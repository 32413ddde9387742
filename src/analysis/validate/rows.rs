//! The rows of the tables of a validation, and what their columns mean.

use serde::{Deserialize, Serialize};

use crate::results::rows::{Cell, Column, Declared, DictionaryRow, described, row_structs};

row_structs! {
    /// One line of the score card.
    CardRow {
        part: String, section: String, row: String, target: String, window: String, observed: Option<f64>,
        seen: String, simulated: Option<f64>, low: Option<f64>, high: Option<f64>, half_width: Option<f64>,
        least: Option<f64>, most: Option<f64>, unit: String, passes: bool, reason: String, note: String,
    }
    /// One area in one year.
    ForecastRow {
        look: String, indicator: String, area: String, year: u32, base: Option<f64>, start: Option<f64>,
        observed: Option<f64>, mean: Option<f64>, median: Option<f64>, low: Option<f64>, high: Option<f64>,
        inside: bool, crps: Option<f64>, no_change: Option<f64>, trend: Option<f64>,
        no_change_spread: Option<f64>, trend_spread: Option<f64>, climate: Option<f64>, reason: String,
    }
    /// One target in one year, or in all.
    TotalRow {
        look: String, indicator: String, years: String, areas: usize, inside: usize, above: usize, below: usize,
        coverage: Option<f64>, coverage_low: Option<f64>, coverage_high: Option<f64>, bias: Option<f64>,
        crps: Option<f64>, no_change: Option<f64>, trend: Option<f64>, no_change_spread: Option<f64>,
        trend_spread: Option<f64>, climate: Option<f64>,
    }
    /// An area without a published figure.
    UnpublishedRow { indicator: String, area: String, year: u32, }
    /// How far the nation had to be set.
    CentreRow { level: String, title: String, factor: f64, }
}

/// Column, or table and column; unit; meaning.
const MEANINGS: &[(&str, &str, &str)] = &[
    (
        "part",
        "",
        "fitted: the model was set to it, or built with it in view; held out: it was not fitted to it",
    ),
    (
        "section",
        "",
        "pilots (facts that the evidence review lists for the fit), baselines (targets of the calibrations), nation, coverage, score, score with a spread, pattern or long look",
    ),
    (
        "row",
        "",
        "Row of the evidence review, or baseline and target of its calibration; empty elsewhere. A row may have several lines",
    ),
    ("target", "", "What, in words"),
    ("window", "", "When it was observed and is looked at"),
    (
        "card.csv.observed",
        "as unit",
        "Published figure; for coverage the nominal one, for a score that of the simple forecast; empty where it is a word",
    ),
    ("seen", "", "What was observed, where it is a word"),
    ("card.csv.simulated", "as unit", "Simulated figure; for a score the model's"),
    (
        "card.csv.low",
        "as unit",
        "Lower end of the interval of the simulated figure: of a fact the middle 80% of the runs, of a share of runs or areas its 95% interval (Wilson), of a calibration the 5% point over the rows of the posterior, of England 95% of the replications; empty for scores and patterns",
    ),
    ("card.csv.high", "as unit", "Upper end of the same"),
    (
        "half_width",
        "as unit",
        "Half of the 95% interval of the simulated figure: what chance in the replications leaves open; empty where not known",
    ),
    (
        "least",
        "as unit",
        "Lowest simulated figure that passes; empty where there is none, or where the interval must hold the observed figure",
    ),
    ("most", "as unit", "Highest simulated figure that passes; empty as the lowest"),
    ("unit", "", "Unit"),
    ("passes", "", "Whether it passes"),
    ("card.csv.reason", "", "Why it does not pass; of one that passes, with what reservation"),
    ("note", "", "What else was seen, where it is read, sources"),
    ("forecasts.csv.reason", "", "Why the figure lies outside its interval, as far as the figures tell"),
    ("look", "", "back-cast or long look"),
    ("indicator", "", "Indicator"),
    ("area", "", "Authority at the start, or authorities that can only be compared together"),
    ("year", "", "Year of the published figure"),
    ("years", "", "Year of the published figure, or all"),
    ("base", "children or posts", "What the figure counts at the start"),
    ("start", "% or % of the start", "Published figure at the start; 100 for children looked after"),
    ("forecasts.csv.observed", "% or % of the start", "Published figure"),
    ("mean", "% or % of the start", "Mean of the replications"),
    ("median", "% or % of the start", "Median of the replications"),
    ("forecasts.csv.low", "% or % of the start", "10% quantile of the replications"),
    ("forecasts.csv.high", "% or % of the start", "90% quantile of the replications"),
    ("forecasts.csv.inside", "", "Whether the published figure lies between the two"),
    ("areas", "areas and years", "How many are compared"),
    ("totals.csv.inside", "areas and years", "Inside their 80% interval"),
    ("above", "areas and years", "Above it"),
    ("below", "areas and years", "Below it"),
    ("coverage", "share", "Share inside"),
    ("coverage_low", "share", "Lower end of its 95% band (Wilson), as if areas and years were independent"),
    ("coverage_high", "share", "Upper end of the same"),
    ("bias", "as the figure", "Mean of published less predicted"),
    (
        "crps",
        "as the figure",
        "Continuous ranked probability score of the replications, fair for their number; smaller is better",
    ),
    (
        "no_change",
        "as the figure",
        "Score of the figure at the start as a point: absolute error; without a start, of England's figure of the same year",
    ),
    ("trend", "as the figure", "Score of the trend before the start as a point"),
    (
        "no_change_spread",
        "as the figure",
        "Score of the figure at the start with a normal spread of past changes",
    ),
    ("trend_spread", "as the figure", "Score of the trend with the same spread"),
    ("climate", "as the figure", "Score of the figures of all areas at the start"),
    ("level", "", "Level of a rate"),
    ("title", "", "What it is, in words"),
    (
        "factor",
        "factor",
        "Mean over replications of the factor that sets England to its figures of the start",
    ),
    ("table", "", "Table"),
    ("column", "", "Column"),
    ("kind", "", "What its cells hold"),
    ("meaning", "", "What it means"),
];

const TABLES: &[Declared] = &[
    ("card.csv", CardRow::COLUMNS),
    ("centres.csv", CentreRow::COLUMNS),
    ("dictionary.csv", DictionaryRow::COLUMNS),
    ("forecasts.csv", ForecastRow::COLUMNS),
    ("totals.csv", TotalRow::COLUMNS),
    ("unpublished.csv", UnpublishedRow::COLUMNS),
];

/// The dictionary of the tables.
pub(super) fn dictionary() -> Vec<DictionaryRow> {
    described(TABLES, MEANINGS)
}

/// The columns of a table of a validation.
#[cfg(feature = "parquet")]
pub(crate) fn columns_of(table: &str) -> Option<&'static [Column]> {
    let known = TABLES.iter().find(|(name, _)| *name == table);
    known.map(|(_, columns)| *columns)
}

#[cfg(test)]
mod tests {
    use super::dictionary;

    #[test]
    fn every_column_of_every_table_is_explained() {
        for row in dictionary() {
            assert!(!row.meaning.is_empty(), "{}.{}", row.table, row.column);
        }
    }
}
