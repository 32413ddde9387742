//! Whole days for events that the model times to a fraction of a month. A day keeps its financial year
//! exactly, and two events of a child stand at least so many days apart, so that counts by year come
//! out of a return as the study counted them.

use swplab_model::calendar::{Day, MONTHS_A_YEAR};

/// Least days of a social worker's episode; validators take shorter ones for slips of the pen.
pub(super) const LEAST_DAYS: i32 = 3;

/// Days at the end of a financial year that are kept free of changes of case holder where there is
/// room: validators ask what came after a change in them, and take an earlier worker for an answer
/// that is missing.
pub(super) const LAST_DAYS: i32 = 6;

/// The calendar of a study whose month 0 is April of `first_year`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    pub(super) first_year: i32,
}

impl Calendar {
    /// The day of a time in months: the same share of its financial year, which has 365 or 366 days.
    pub(super) fn day(self, months: f64) -> Day {
        let years = months / f64::from(MONTHS_A_YEAR);
        let whole = libm::floor(years);
        let year = self.first_year + whole as i32;
        let first = Day::first_of_financial_year(year);
        let days = Day::first_of_financial_year(year + 1).days_since(first);
        let inside = libm::floor((years - whole) * f64::from(days)) as i32;
        first.plus(inside.min(days - 1))
    }

    /// The first day of the study.
    pub(super) fn first_day(self) -> Day {
        Day::first_of_financial_year(self.first_year)
    }
}

/// The first and the last day of the financial year in which a day lies.
pub(super) fn year_of(day: Day) -> (Day, Day) {
    let year = day.financial_year();
    let next = Day::first_of_financial_year(year + 1);
    (Day::first_of_financial_year(year), next.plus(-1))
}

/// A day to be found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Boundary {
    /// The day on which it falls by itself.
    pub(super) want: Day,
    /// Earliest day allowed.
    pub(super) low: Day,
    /// Latest day allowed.
    pub(super) high: Day,
    /// Least days after the one before.
    pub(super) gap: i32,
}

impl Boundary {
    /// An event of the study: it stays in its financial year.
    pub(super) fn of_event(want: Day, gap: i32) -> Boundary {
        let (low, high) = year_of(want);
        Boundary { want, low, high, gap }
    }
}

/// Days in order that keep their bounds and gaps and stand as near as they can after what they want:
/// what is too close moves later, and back where the year or an end stops it. `None` where there is no
/// room.
pub(super) fn settle(boundaries: &[Boundary]) -> Option<Vec<Day>> {
    let mut days: Vec<Day> = Vec::with_capacity(boundaries.len());
    for boundary in boundaries {
        let after = days.last().map_or(boundary.low, |last| last.plus(boundary.gap));
        days.push(boundary.want.max(boundary.low).max(after));
    }
    for k in (0..days.len()).rev() {
        days[k] = days[k].min(boundaries[k].high);
        if let Some(next) = boundaries.get(k + 1) {
            days[k] = days[k].min(days[k + 1].plus(-next.gap));
        }
    }
    let fits = days.iter().zip(boundaries).all(|(day, boundary)| *day >= boundary.low);
    fits.then_some(days)
}

/// As a return writes it: dd/mm/yyyy, or ISO as in pooled files.
pub(super) fn written(day: Day, iso: bool) -> String {
    if iso {
        return day.iso();
    }
    let (year, month, day) = day.parts();
    format!("{day:02}/{month:02}/{year:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::of(year, month, day).unwrap()
    }

    #[test]
    fn a_time_keeps_its_financial_year() {
        let calendar = Calendar { first_year: 2011 };
        assert_eq!(calendar.day(0.0), day(2011, 4, 1));
        assert_eq!(calendar.day(12.0 - 1e-12), day(2012, 3, 31));
        assert_eq!(calendar.day(12.0), day(2012, 4, 1));
        assert_eq!(calendar.day(-1e-9), day(2011, 3, 31));
        assert_eq!(calendar.day(-216.0), day(1993, 4, 1));
        assert_eq!(calendar.first_day(), day(2011, 4, 1));
        assert_eq!(written(day(2012, 4, 1), false), "01/04/2012");
    }

    #[test]
    fn what_is_too_close_moves_later_and_back_at_the_end_of_the_year() {
        let first = Boundary::of_event(day(2012, 3, 30), 0);
        let close = Boundary::of_event(day(2012, 3, 30), 1);
        let settled = settle(&[first, close]).unwrap();
        assert_eq!(settled, [day(2012, 3, 30), day(2012, 3, 31)]);
        let settled = settle(&[first, close, close]).unwrap();
        assert_eq!(settled[0], day(2012, 3, 29));
        assert_eq!(settled[2], day(2012, 3, 31));
        let fixed = Boundary { low: day(2012, 3, 31), want: day(2012, 3, 31), ..close };
        assert!(settle(&[fixed, close]).is_none());
    }
}
