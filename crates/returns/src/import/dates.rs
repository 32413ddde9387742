//! Dates as returns write them: dd/mm/yyyy, ISO in pooled files, and what other programs make of them: month
//! first, day numbers of a spreadsheet, months in words, two-digit years. Whether the day or the month stands
//! first is a matter of a column, not of a cell: see `survey`.

use swplab_model::calendar::Day;

/// Which part of a date stands first where both are numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The day, as in returns.
    #[default]
    DayFirst,
    /// The month.
    MonthFirst,
    /// Both ways in one column: a date that may be read in both is not read.
    Mixed,
}

/// A form in which a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Day or month first, then the year, or year, month, day.
    Plain,
    /// The same with a year of two digits, so that its century is a guess.
    TwoDigits,
    /// A spreadsheet's count of days.
    DayNumber,
}

/// A date that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The day.
    pub day: Day,
    /// Its form.
    pub form: Form,
}

/// Forms that are read, in words.
pub(super) const READ: &str = "dd/mm/yyyy, yyyy-mm-dd, mm/dd/yyyy where a whole column has it, 2 May 2019, day numbers of a \
    spreadsheet";

/// Two-digit years up to this one are in the 2000s: no looked-after child was born before 1970.
const LAST_OF_THE_2000S: i32 = 69;
/// Day 0 of spreadsheets.
const DAY_0: (i32, u32, u32) = (1899, 12, 30);
/// Day numbers that are believed: 1950 to 2100.
const DAY_NUMBERS: std::ops::RangeInclusive<i32> = 18_264..=73_415;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The parts of a date before it is decided what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Two numbers and a year behind them.
    YearLast { first: u32, second: u32, year: i32, is_guessed: bool },
    /// A year and two numbers behind it.
    YearFirst { year: i32, first: u32, second: u32 },
    /// A month in words: nothing is left to decide.
    Day { day: u32, month: u32, year: i32, is_guessed: bool },
    /// A count of days.
    DayNumber(i32),
}

/// The parts of a date; a time of day after it is left aside. `None` for what has no form of a date.
pub(super) fn parts(text: &str) -> Option<Parts> {
    // Spreadsheets mark text with a quotation mark before it.
    let text = text.trim().trim_matches(['\'', '"', '’', '‘', '`']).trim();
    if text.len() > 40 || !text.is_ascii() {
        return None;
    }
    if let Some(number) = day_number(text) {
        return Some(Parts::DayNumber(number));
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact(text);
    }
    let date = without_time(text)?;
    let mut tokens = date.split(['/', '-', '.', ' ', ',', '\\']).filter(|token| !token.is_empty()).peekable();
    // Thursday says nothing that the date does not.
    tokens.next_if(|token| is_weekday(token));
    let (first, second, third) = (tokens.next()?, tokens.next()?, tokens.next()?);
    if tokens.next().is_some() {
        return None;
    }
    if let Some(month) = month(second) {
        if first.len() == 4 && number(first).is_some() {
            return Some(Parts::Day { day: small(third)?, month, year: number(first)?, is_guessed: false });
        }
        let (year, is_guessed) = year(third)?;
        return Some(Parts::Day { day: small(first)?, month, year, is_guessed });
    }
    if let Some(month) = month(first) {
        let (year, is_guessed) = year(third)?;
        return Some(Parts::Day { day: small(second)?, month, year, is_guessed });
    }
    if first.len() == 4 {
        return Some(Parts::YearFirst { year: number(first)?, first: small(second)?, second: small(third)? });
    }
    let (year, is_guessed) = year(third)?;
    Some(Parts::YearLast { first: small(first)?, second: small(second)?, year, is_guessed })
}

/// Reads a date in the order of its column; `None` for what is no date from 1900 to 2100 or may be two.
pub(super) fn parse(text: &str, order: Order) -> Option<Written> {
    let (year, month, day, form) = match parts(text)? {
        Parts::DayNumber(number) => {
            let (year, month, day) = DAY_0;
            let day = Day::of(year, month, day)?.plus(number);
            return Some(Written { day, form: Form::DayNumber });
        }
        Parts::Day { day, month, year, is_guessed } => (year, month, day, form(is_guessed)),
        Parts::YearFirst { year, first, second } => {
            let (month, day) = if first > 12 { (second, first) } else { (first, second) };
            (year, month, day, Form::Plain)
        }
        Parts::YearLast { first, second, year, is_guessed } => {
            let (day, month) = match order {
                Order::DayFirst => (first, second),
                Order::MonthFirst => (second, first),
                Order::Mixed if first > 12 || first == second => (first, second),
                Order::Mixed if second > 12 => (second, first),
                Order::Mixed => return None,
            };
            (year, month, day, form(is_guessed))
        }
    };
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Some(Written { day: Day::of(year, month, day)?, form })
}

/// What a cell that is no date looks like, without what it says: n for a digit, a for a letter.
pub(super) fn shape(text: &str) -> String {
    let sign = |c: char| match c {
        c if c.is_ascii_digit() => 'n',
        c if c.is_alphabetic() => 'a',
        '/' | '-' | '.' | ':' | ' ' | ',' => c,
        _ => '?',
    };
    let shape: String = text.chars().take(14).map(sign).collect();
    match parts(text) {
        Some(Parts::YearLast { first, second, .. }) if first > 12 && second > 12 => {
            format!("{shape} with no month in it")
        }
        Some(Parts::YearLast { second: 13.., .. }) => format!("{shape} with a \"month\" above 12"),
        Some(Parts::YearLast { year, .. } | Parts::YearFirst { year, .. } | Parts::Day { year, .. })
            if !(1900..=2100).contains(&year) =>
        {
            format!("{shape} with a year outside 1900 to 2100")
        }
        Some(Parts::YearLast { .. } | Parts::YearFirst { .. } | Parts::Day { .. }) => {
            format!("{shape} that is no day of the calendar, or may be read as two")
        }
        _ => shape,
    }
}

fn form(is_guessed: bool) -> Form {
    if is_guessed { Form::TwoDigits } else { Form::Plain }
}

fn number(part: &str) -> Option<i32> {
    let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| part.parse().ok()).flatten()
}

/// Whether a part names a day of the week.
fn is_weekday(part: &str) -> bool {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let part = part.to_ascii_lowercase();
    part.len() >= 3 && days.iter().any(|day| day.starts_with(&part))
}

/// A day or a month, also as 2nd.
fn small(part: &str) -> Option<u32> {
    let ordinal = part.len().checked_sub(2).and_then(|at| part.split_at_checked(at));
    let part = match ordinal {
        Some((digits, "st" | "nd" | "rd" | "th")) => digits,
        _ => part,
    };
    (part.len() <= 2).then(|| number(part)).flatten().and_then(|number| u32::try_from(number).ok())
}

/// A year and whether its century is a guess.
fn year(part: &str) -> Option<(i32, bool)> {
    let year = number(part)?;
    match part.len() {
        4 => Some((year, false)),
        2 if year <= LAST_OF_THE_2000S => Some((2000 + year, true)),
        2 => Some((1900 + year, true)),
        _ => None,
    }
}

fn month(part: &str) -> Option<u32> {
    let start = part.get(..3)?.to_ascii_lowercase();
    let is_word = part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let at = MONTHS.iter().position(|month| is_word && *month == start)?;
    Some(at as u32 + 1)
}

/// 43587, also as 43587.0 or with the time of day as its fraction.
fn day_number(text: &str) -> Option<i32> {
    let whole = match text.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => text,
    };
    (whole.len() == 5).then(|| number(whole)).flatten().filter(|number| DAY_NUMBERS.contains(number))
}

/// 20190502, or 02052019.
fn compact(text: &str) -> Option<Parts> {
    let year = number(&text[..4])?;
    if (1900..=2100).contains(&year) {
        return Some(Parts::YearFirst { year, first: small(&text[4..6])?, second: small(&text[6..])? });
    }
    let year = number(&text[4..])?;
    Some(Parts::YearLast { first: small(&text[..2])?, second: small(&text[2..4])?, year, is_guessed: false })
}

/// The date before a time of day; `None` if something else follows it.
fn without_time(text: &str) -> Option<&str> {
    let is_time = |rest: &str| {
        let rest = rest.trim();
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':')
    };
    let at_t = text.char_indices().skip(1).find(|(at, c)| {
        *c == 'T'
            && text.as_bytes()[at - 1].is_ascii_digit()
            && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
    });
    if let Some((at, _)) = at_t {
        return is_time(&text[at + 1..]).then_some(&text[..at]);
    }
    match text.split_once(' ') {
        Some((date, rest)) if rest.contains(':') => is_time(rest).then_some(date),
        _ => Some(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::of(year, month, day).unwrap()
    }

    #[test]
    fn dates_are_read_as_returns_pooled_files_and_spreadsheets_write_them() {
        let wanted = day(2021, 3, 9);
        for text in [
            "09/03/2021",
            "9/3/2021",
            " 2021-03-09 ",
            "2021-03-09T00:00:00",
            "2021-03-09 00:00:00",
            "09/03/2021 00:00",
            "09-03-2021",
            "09.03.2021",
            "9 March 2021",
            "09-Mar-2021",
            "Mar 9, 2021",
            "9th March 2021",
            "09th Mar 2021",
            "Tuesday, 09 March 2021",
            "Tue 9 Mar 2021",
            "'09/03/2021",
            "20210309",
            "2021/03/09",
        ] {
            let read = parse(text, Order::DayFirst).unwrap();
            assert_eq!((read.day, read.form), (wanted, Form::Plain), "{text}");
        }
        for text in ["09/03/21", "09-Mar-21"] {
            assert_eq!(parse(text, Order::DayFirst), Some(Written { day: wanted, form: Form::TwoDigits }));
        }
        assert_eq!(parse("09/03/99", Order::DayFirst).unwrap().day, day(1999, 3, 9));
        for text in ["43587", "43587.0", "43587.75"] {
            assert_eq!(
                parse(text, Order::DayFirst),
                Some(Written { day: day(2019, 5, 2), form: Form::DayNumber })
            );
        }
    }

    #[test]
    fn the_order_of_a_column_decides_what_stands_first() {
        assert_eq!(parse("03/09/2021", Order::MonthFirst).unwrap().day, day(2021, 3, 9));
        assert_eq!(parse("03/09/2021", Order::Mixed), None);
        assert_eq!(parse("03/19/2021", Order::Mixed).unwrap().day, day(2021, 3, 19));
        assert_eq!(parse("19/03/2021", Order::Mixed).unwrap().day, day(2021, 3, 19));
        assert_eq!(parse("03/03/2021", Order::Mixed).unwrap().day, day(2021, 3, 3));
        assert_eq!(parse("2021-03-09", Order::MonthFirst).unwrap().day, day(2021, 3, 9));
    }

    #[test]
    fn what_is_no_date_is_refused_and_its_shape_told() {
        for text in [
            "",
            "x",
            "31/02/2021",
            "09/13/2021",
            "2021",
            "1/2",
            "1/2/3/4",
            "09/03/1021",
            "+9/03/2021",
            "09/03/20211",
            "９/３/2021",
            "09/03/021",
            "12345",
            "9 Marvel",
        ] {
            assert_eq!(parse(text, Order::DayFirst), None, "{text}");
        }
        assert_eq!(shape("09/13/2021"), "nn/nn/nnnn with a \"month\" above 12");
        assert_eq!(shape("n/a"), "a/a");
    }
}
