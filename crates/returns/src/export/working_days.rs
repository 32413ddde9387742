//! Days on which offices and courts work: neither weekends nor the bank holidays of England.

use swplab_model::calendar::Day;

/// Days off by proclamation, beside those of every year: royal weddings, jubilees, a funeral, a coronation, and the early
/// May and spring holidays that were moved for them.
const PROCLAIMED: [(i32, u32, u32); 8] = [
    (2011, 4, 29),
    (2012, 6, 4),
    (2012, 6, 5),
    (2020, 5, 8),
    (2022, 6, 2),
    (2022, 6, 3),
    (2022, 9, 19),
    (2023, 5, 8),
];

/// Whether offices are open.
pub(super) fn is_working(day: Day) -> bool {
    day.of_week() < SATURDAY && !is_bank_holiday(day)
}

/// The day on which something that offices do is done: what falls on a day off is done within three days before or after.
/// Which of these it is changes from week to week, so that no day of the week has more than its share.
pub(super) fn working_day(day: Day) -> Day {
    if is_working(day) {
        return day;
    }
    let near: Vec<Day> = (-3..=3).map(|days| day.plus(days)).filter(|&near| is_working(near)).collect();
    let week = day.days_since(Day::first_of_financial_year(1990));
    near.get(week.rem_euclid(near.len().max(1) as i32) as usize).copied().unwrap_or(day)
}

/// The last working day up to a day.
pub(super) fn working_day_by(day: Day) -> Day {
    (0..7).map(|days| day.plus(-days)).find(|&near| is_working(near)).unwrap_or(day)
}

const MONDAY: u32 = 0;
const SATURDAY: u32 = 5;

/// Bank holidays of England and Wales (Banking and Financial Dealings Act 1971), with the weekdays in lieu of those that
/// fall on a weekend.
fn is_bank_holiday(day: Day) -> bool {
    let (year, month, of_month) = day.parts();
    if PROCLAIMED.contains(&(year, month, of_month)) {
        return true;
    }
    let is_monday = day.of_week() == MONDAY;
    match (month, of_month) {
        (1, 1) | (12, 25 | 26) => true,
        (1, 2 | 3) => is_monday,
        // Monday or Tuesday in lieu of two days of which one or both fell on a weekend.
        (12, 27 | 28) => day.of_week() <= 1,
        (5, 1..=7) => is_monday && year != 2020,
        (5, 25..=31) => is_monday && ![2012, 2022].contains(&year),
        (8, 25..=31) => is_monday,
        (3 | 4, _) => [-2, 1].contains(&day.days_since(easter(year))),
        _ => false,
    }
}

/// Easter Sunday in the Gregorian calendar (Butcher's rule).
fn easter(year: i32) -> Day {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let months = h + l - 7 * m + 114;
    Day::of(year, (months / 31) as u32, (months % 31 + 1) as u32).expect("Easter is a day of March or April")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::of(year, month, day).unwrap()
    }

    #[test]
    fn bank_holidays_are_those_that_were_proclaimed_and_those_of_every_year() {
        // As published on gov.uk for England and Wales.
        let of_2022 =
            [(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)];
        let of_2020 = [(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)];
        let of_2012 = [(1, 2), (4, 6), (4, 9), (5, 7), (6, 4), (6, 5), (8, 27), (12, 25), (12, 26)];
        for (year, known) in [(2022, &of_2022[..]), (2020, &of_2020), (2012, &of_2012)] {
            let all = (0..366).map(|days| day(year, 1, 1).plus(days)).filter(|day| day.parts().0 == year);
            let found = all.filter(|day| day.of_week() < SATURDAY && is_bank_holiday(*day));
            let found: Vec<(u32, u32)> = found.map(|day| (day.parts().1, day.parts().2)).collect();
            assert_eq!(found, known, "{year}");
        }
    }

    #[test]
    fn days_off_are_spread_over_all_weekdays_alike() {
        let mut counts = [0; 7];
        for days in 0..7 * 520 {
            let from = day(2011, 4, 1).plus(days);
            let to = working_day(from);
            assert!(is_working(to) && to.days_since(from).abs() <= 3, "{from:?}");
            assert!(working_day_by(from) <= from);
            counts[to.of_week() as usize] += 1;
        }
        // Mondays lose their bank holidays, Fridays one a year.
        assert!(counts[..5].iter().all(|count| (620..=760).contains(count)), "{counts:?}");
    }
}
