//! Months, financial years and quarters. Model time is months since the study began, as `f64`
//! with the day as a fraction. A study begins on 1 April: month 0 is the first April, and the
//! financial year ends with month 11.

mod date;
mod day;
mod duration;

pub use date::{
    MONTHS_A_YEAR, ends_on_30_september, first_year, is_year_end, long_date, month_and_year, month_of_year,
    months_to, months_to_30_september, utc, year_label,
};
pub use day::Day;
pub use duration::{duration, years_range};
