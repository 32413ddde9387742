//! Columns that all studies share, and the tables of units, indicators and columns.

use super::table::{columns, tables};
use crate::indicator::{Better, Subject, Unit};

columns! {
    /// Id of the unit of results, see units.csv
    unit: String,
    /// Id of the indicator, see indicators.csv
    indicator: String,
    /// Replications in which the value is defined
    n: usize = "replications",
    /// Mean over replications
    mean: Option<f64> = "indicator",
    /// Standard deviation over replications
    sd: Option<f64> = "indicator",
    /// Lower end of the 95% interval of the mean (t)
    ci_low: Option<f64> = "indicator",
    /// Upper end of the 95% interval of the mean (t)
    ci_high: Option<f64> = "indicator",
    /// 5th percentile over replications
    q05: Option<f64> = "indicator",
    /// 25th percentile over replications
    q25: Option<f64> = "indicator",
    /// Median over replications
    q50: Option<f64> = "indicator",
    /// 75th percentile over replications
    q75: Option<f64> = "indicator",
    /// 95th percentile over replications
    q95: Option<f64> = "indicator",
    /// Lower end of the 95% interval of that mean
    difference_low: Option<f64> = "indicator",
    /// Upper end of the 95% interval of that mean
    difference_high: Option<f64> = "indicator",
    /// Title in words
    title: String,
}

tables! {
    /// One unit of results.
    "units.csv": UnitRow {
        /// Id of the unit of results
        unit: String,
        title,
        /// whole, cohort (the same in all arms) or provider (whoever it serves, which
        /// differs between arms)
        kind: String,
        /// Mean number of looked-after children on the first day; of the remit on the planned opening day
        children: Option<f64> = "children",
        /// Whether arms are compared on it child by child
        paired: bool = "true or false",
    }
    /// One indicator.
    "indicators.csv": IndicatorRow {
        indicator, title,
        /// Unit in which the indicator is printed
        unit: String,
        /// Group in the report
        subject: Subject,
        /// higher, lower or neither
        better: Better,
        /// Decimals to print
        decimals: usize,
        /// Place among the headline indicators, from 1; 0 for the others
        headline: usize,
        /// Population and what counts
        definition: String,
        /// Where the definition comes from; empty for the project's own
        official: String,
    }
    /// One column of one table, in words.
    "dictionary.csv": DictionaryRow {
        /// File name; with --parquet the table also stands in a file of the same name that ends in
        /// .parquet, with the same columns and rows
        table: String,
        /// Column name
        column: String,
        /// What the cells hold: text, number, whole number, number or empty (not defined), true or false; a
        /// Parquet copy has this type. Text that a spreadsheet would take for a formula, since it begins with
        /// = + - or @, has an apostrophe before it
        kind: String,
        /// Unit of the column; indicator means the unit given in indicators.csv
        unit: String,
        /// The column in words
        meaning: String,
    }
}

impl IndicatorRow {
    /// The unit, as more than words.
    pub(crate) fn unit(&self) -> Unit<'_> {
        Unit::read(&self.unit)
    }
}
