//! The tables of a forecast.

use crate::results::rows::columns;
use crate::results::table::tables;

tables! {
    /// One series of a forecast in one year.
    "forecast.csv": ForecastRow {
        /// Name of the place
        place: String,
        /// Series: children, started, ceased, unaccompanied, unaccompanied_started, care_leavers, case_holders or cost
        series: String,
        /// Year that ends on this 31 March
        year: u32,
        title,
        /// Unit of the values
        unit: String,
        n,
        /// Mean of the histories
        mean: Option<f64> = "series",
        /// 10th percentile of the histories: with q90 the 80% band
        q10: Option<f64> = "series",
        /// 25th percentile: with q75 the 50% band
        q25: Option<f64> = "series",
        /// Median of the histories
        q50: Option<f64> = "series",
        /// 75th percentile
        q75: Option<f64> = "series",
        /// 90th percentile
        q90: Option<f64> = "series",
    }
    /// Children by placement type and age band at the end of one year of a forecast.
    "placements_ages.csv": PlaceRow {
        /// Year that ends on this 31 March
        year: u32,
        /// Placement type, or all
        placement: String,
        /// Age band, or all
        age: String,
        n,
        /// Mean of the histories
        mean: Option<f64> = "children",
        /// 10th percentile of the histories
        q10: Option<f64> = "children",
        /// 25th percentile
        q25: Option<f64> = "children",
        /// Median
        q50: Option<f64> = "children",
        /// 75th percentile
        q75: Option<f64> = "children",
        /// 90th percentile
        q90: Option<f64> = "children",
    }
    /// What was published of one series in one year.
    "published.csv": PublishedRow {
        /// Series: children, started, ceased, unaccompanied or unaccompanied_started
        series: String,
        /// Year that ended on this 31 March
        year: u32,
        /// Published figure; empty where it was withheld or not found
        value: Option<f64> = "children",
    }
}
