//! Dates as returns write them: dd/mm/yyyy, ISO in pooled files, two-digit years from some tools.

use swplab_model::calendar::Day;

/// A date that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The day.
    pub day: Day,
    /// Whether the year had two digits, so that its century is a guess.
    pub is_guessed: bool,
}

/// Two-digit years up to this one are in the 2000s: no looked-after child was born before 1970.
const LAST_OF_THE_2000S: i32 = 69;

/// Reads a date; a time of day after it is left aside. `None` for what is no date from 1900 to 2100.
pub(super) fn parse(text: &str) -> Option<Written> {
    let text = text.trim();
    let date = text.split(['T', ' ']).next()?;
    if date.len() > 10 || !date.is_ascii() {
        return None;
    }
    let mut parts = date.split(['/', '-']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let number = |part: &str| -> Option<i32> {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    };
    let month = u32::try_from(number(second)?).ok()?;
    let (year, day, digits) = if first.len() == 4 {
        (number(first)?, number(third)?, 4)
    } else {
        (number(third)?, number(first)?, third.len())
    };
    let (year, is_guessed) = match digits {
        4 => (year, false),
        2 if year <= LAST_OF_THE_2000S => (2000 + year, true),
        2 => (1900 + year, true),
        _ => return None,
    };
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let day = Day::of(year, month, u32::try_from(day).ok()?)?;
    Some(Written { day, is_guessed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_returns_and_pooled_files_write_them() {
        let wanted = Day::of(2021, 3, 9).unwrap();
        for text in [
            "09/03/2021",
            "9/3/2021",
            " 2021-03-09 ",
            "2021-03-09T00:00:00",
            "2021-03-09 00:00:00",
            "09-03-2021",
        ] {
            let read = parse(text).unwrap();
            assert_eq!((read.day, read.is_guessed), (wanted, false), "{text}");
        }
        let guessed = parse("09/03/21").unwrap();
        assert_eq!((guessed.day, guessed.is_guessed), (wanted, true));
        assert_eq!(parse("09/03/99").unwrap().day, Day::of(1999, 3, 9).unwrap());
    }

    #[test]
    fn what_is_no_date_is_refused() {
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
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
