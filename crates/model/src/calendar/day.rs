//! Days of the real calendar, for files that carry dates.

use chrono::{Datelike, NaiveDate};

use crate::terms::DAYS_PER_MONTH;

/// A day, counted from 1 January 1970 in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i32);

impl Day {
    /// The day of a year, a month (1 to 12) and a day of the month; `None` where there is none.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Day> {
        let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1..=9999).contains(&year));
        date.map(|date| Day(date.to_epoch_days()))
    }

    /// Year, month and day of the month.
    pub fn parts(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    fn date(self) -> NaiveDate {
        let nearest = if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        NaiveDate::from_epoch_days(self.0).unwrap_or(nearest)
    }

    /// As in `2021-03-31`.
    pub fn iso(self) -> String {
        self.date().to_string()
    }

    /// A day so many days later.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Days from another day to this one.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Mean months (365.25 ÷ 12 days) from another day to this one.
    pub fn months_since(self, earlier: Day) -> f64 {
        f64::from(self.days_since(earlier)) / DAYS_PER_MONTH
    }

    /// The day of the week: 0 is Monday, 6 Sunday.
    pub fn of_week(self) -> u32 {
        self.date().weekday().num_days_from_monday()
    }

    /// The birthday so many years on; that of 29 February is 1 March where there is none.
    pub fn birthday(self, years: i32) -> Day {
        let (year, month, day) = self.parts();
        Day::of(year + years, month, day).or_else(|| Day::of(year + years, 3, 1)).unwrap_or(self)
    }

    /// The year in which the financial year of this day begins: 2020 for 31 March 2021.
    pub fn financial_year(self) -> i32 {
        let (year, month, _) = self.parts();
        year - i32::from(month < 4)
    }

    /// 1 April of a year from 1 to 9999, the bounds standing in beyond.
    pub fn first_of_financial_year(year: i32) -> Day {
        Day::of(year.clamp(1, 9999), 4, 1).expect("every year has an April")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_first_of_1970_and_back() {
        assert_eq!(Day::of(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::of(2000, 3, 1), Some(Day(11_017)));
        assert_eq!(Day::of(2021, 2, 29), None);
        assert_eq!(Day::of(2021, 13, 1), None);
        for number in (-200_000..200_000).step_by(7) {
            let (year, month, day) = Day(number).parts();
            assert_eq!(Day::of(year, month, day), Some(Day(number)));
        }
    }

    #[test]
    fn the_financial_year_begins_in_april() {
        let last = Day::of(2021, 3, 31).unwrap();
        assert_eq!(last.financial_year(), 2020);
        assert_eq!(last.plus(1).financial_year(), 2021);
        assert_eq!(Day::first_of_financial_year(2021), last.plus(1));
        assert_eq!(last.iso(), "2021-03-31");
        let leap = Day::of(2004, 2, 29).unwrap();
        assert_eq!(leap.birthday(18), Day::of(2022, 3, 1).unwrap());
        assert!((leap.birthday(1).months_since(leap) - 366.0 / DAYS_PER_MONTH).abs() < 1e-12);
    }
}
