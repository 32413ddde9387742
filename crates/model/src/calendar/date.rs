//! Where a month of the study stands in the calendar.

use chrono::{DateTime, Months, NaiveDate};

/// Months in a year.
pub const MONTHS_A_YEAR: u32 = 12;

/// Calendar months between January and the April in which a study begins.
const APRIL: u32 = 3;

/// The calendar year in which a study begins, from its start date such as `2011-03-31`. A date that
/// is not ISO is a bug, since checking a scenario refuses it: it panics.
pub fn first_year(start: &str) -> u32 {
    let year = start.get(..4).and_then(|year| year.parse().ok());
    year.unwrap_or_else(|| panic!("the start date \"{start}\" does not begin with a year"))
}

/// The financial year of a study, from 0, as in `2011 to 2012`.
pub fn year_label(first_year: u32, year: u32) -> String {
    format!("{} to {}", first_year + year, first_year + year + 1)
}

/// A month of the study in words, as in `June 2014`. A year that no calendar has is a bug and panics.
pub fn month_and_year(first_year: u32, month: u32) -> String {
    let april = NaiveDate::from_ymd_opt(first_year as i32, APRIL + 1, 1);
    match april.and_then(|april| april.checked_add_months(Months::new(month))) {
        Some(first) => first.format("%B %Y").to_string(),
        None => panic!("no calendar has a month {month} after April {first_year}"),
    }
}

/// Months from the start of a study, the end of March of `first_year`, to a point of the calendar such as
/// 2012.5, the middle of 2012; negative before the start.
pub fn months_to(calendar: f64, first_year: u32) -> f64 {
    (calendar - f64::from(first_year)) * f64::from(MONTHS_A_YEAR) - f64::from(APRIL)
}

/// The position of a month in the calendar year, 1 for January.
pub fn month_of_year(month: u32) -> u32 {
    (month + APRIL) % MONTHS_A_YEAR + 1
}

/// Whether a financial year has just ended when so many months are over: true at 0, 12, 24.
pub fn is_year_end(months_over: u32) -> bool {
    months_over.is_multiple_of(MONTHS_A_YEAR)
}

/// Months from the start of a study to 30 September of a financial year, from 0: the day to which
/// the workforce census refers.
pub fn months_to_30_september(year: u32) -> u32 {
    year * MONTHS_A_YEAR + 6
}

/// Whether 30 September of its financial year is the last day of a month of the study.
pub fn ends_on_30_september(month: u32) -> bool {
    month_of_year(month) == 9
}

/// An ISO date in words, as in `31 March 2011`; the text itself if it is no such date.
pub fn long_date(iso: &str) -> String {
    let date = iso.parse::<NaiveDate>();
    date.map_or_else(|_| iso.to_owned(), |date| date.format("%-d %B %Y").to_string())
}

/// Seconds since 1970 as an ISO time in UTC, as in `2026-06-01T09:30:00Z`; empty beyond all calendars.
pub fn utc(seconds: i64) -> String {
    let time = DateTime::from_timestamp(seconds, 0);
    time.map_or_else(String::new, |time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_begins_in_april() {
        assert_eq!(first_year("2011-03-31"), 2011);
        assert_eq!(month_and_year(2011, 0), "April 2011");
        assert_eq!(month_and_year(2011, 8), "December 2011");
        assert_eq!(month_and_year(2011, 9), "January 2012");
        assert_eq!(month_and_year(2011, 38), "June 2014");
        assert_eq!(year_label(2011, 0), "2011 to 2012");
        assert_eq!(long_date("2011-03-31"), "31 March 2011");
        assert_eq!(long_date("2011-04-01"), "1 April 2011");
        assert_eq!(long_date("some day"), "some day");
        // January 2012 begins when nine months are over.
        assert_eq!(months_to(2012.0, 2011), 9.0);
        assert_eq!(months_to(2012.0, 2021), -111.0);
    }

    #[test]
    fn seconds_become_dates() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(utc(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(utc(4_107_542_400), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn the_census_day_ends_the_sixth_month_of_each_year() {
        assert_eq!(months_to_30_september(0), 6);
        assert!(ends_on_30_september(5) && ends_on_30_september(17));
        assert!(!ends_on_30_september(6));
        assert_eq!(month_and_year(2011, months_to_30_september(1) - 1), "September 2012");
        assert!(is_year_end(0) && is_year_end(24) && !is_year_end(23));
    }
}
