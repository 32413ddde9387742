//! Days of the real calendar, for files that carry dates.

use super::date::MONTHS_A_YEAR;

/// Mean days in a month: a twelfth of 365.25.
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

/// A day, counted from 1 January 1970 in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i32);

impl Day {
    /// The day of a year, a month (1 to 12) and a day of the month; `None` where there is none.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Day> {
        let fits = (1..=9999).contains(&year)
            && (1..=MONTHS_A_YEAR).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        fits.then(|| Day(days_from(year, month, day)))
    }

    /// Year, month and day of the month.
    pub fn parts(self) -> (i32, u32, u32) {
        // Hinnant, "chrono-compatible low-level date algorithms": years that begin on 1 March.
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// As in `2021-03-31`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}-{month:02}-{day:02}")
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
        f64::from(self.days_since(earlier)) / DAYS_A_MONTH
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
        Day(days_from(year.clamp(1, 9999), 4, 1))
    }
}

fn days_in(year: i32, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_from(year: i32, month: u32, day: u32) -> i32 {
    let year = year - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let (month, day) = (month as i32, day as i32);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
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
        assert!((leap.birthday(1).months_since(leap) - 366.0 / DAYS_A_MONTH).abs() < 1e-12);
    }
}
