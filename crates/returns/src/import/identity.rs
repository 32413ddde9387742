//! One normal form for every identifier. What spreadsheets and systems do to a number (a point and zero behind it,
//! spaces, thousands) is undone; spellings that differ by leading zeros, capitals or signs are taken for one where
//! nothing speaks against it.

use std::borrow::Cow;

/// An identifier without what other programs put to it: spaces and quotation marks, `.0`, thousands, an exponent.
pub(super) fn form(written: &str) -> Cow<'_, str> {
    let is_plain =
        written.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'_'));
    if is_plain {
        return Cow::Borrowed(written);
    }
    let kept = written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '"' | '’' | '`' | '='));
    let text: String = kept.map(half_width).collect();
    if let Some(number) = whole_number(&text) {
        return Cow::Owned(number);
    }
    Cow::Owned(text)
}

/// Digits and letters of East Asian width, and digits of Arabic, as ASCII has them.
fn half_width(c: char) -> char {
    let code = u32::from(c);
    let ascii = match code {
        0xff01..=0xff5e => code - 0xfee0,
        0x0660..=0x0669 => code - 0x0630,
        0x06f0..=0x06f9 => code - 0x06c0,
        _ => code,
    };
    char::from_u32(ascii).unwrap_or(c)
}

/// Letters of other alphabets that look like those of ASCII, as these.
fn latin(c: char) -> char {
    const ALIKE: (&str, &str) =
        ("АВЕЅІЈКМНОРСТУХаеіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXaeijopcyxABEZHIKMNOPTYX");
    if c.is_ascii() {
        return c;
    }
    let at = ALIKE.0.chars().position(|other| other == c);
    at.and_then(|at| ALIKE.1.chars().nth(at)).unwrap_or(c)
}

/// `4101.0`, `4101,0`, `4,101`, `4,101.00`, `4.101E+03` and `4.101e3` as `4101`, and `K41.0` as `K41`.
fn whole_number(text: &str) -> Option<String> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && text.ends_with(|c: char| c.is_ascii_digit())
    };
    if let Some((whole, fraction)) = text.rsplit_once(['.', ','])
        && fraction.bytes().all(|byte| byte == b'0')
        // 4,000 is four thousand.
        && (fraction.len() < 3 || text.contains('.'))
    {
        if is_number(whole) {
            return Some(whole.to_owned());
        }
        if text.len() > whole.len() + 1 && whole.contains(',') {
            return whole_number(whole);
        }
    }
    let (before, groups) = text.split_once(',').unwrap_or((text, ""));
    if is_digits(before)
        && before.len() <= 3
        && groups.split(',').all(|group| group.len() == 3 && is_digits(group))
    {
        return Some(text.replace(',', ""));
    }
    let (digits, exponent) = text.split_once(['e', 'E'])?;
    // 12E3 may be a number of its own.
    let exponent = exponent.strip_prefix('+').or_else(|| digits.contains('.').then_some(exponent))?;
    let exponent: usize = exponent.parse().ok().filter(|_| is_digits(exponent))?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_exact =
        is_digits(whole) && (fraction.is_empty() || is_digits(fraction)) && fraction.len() <= exponent;
    // Longer numbers were cut when they were written so.
    let zeros = exponent.checked_sub(fraction.len()).filter(|zeros| is_exact && zeros + digits.len() < 16)?;
    Some(format!("{whole}{fraction}{}", "0".repeat(zeros)))
}

/// What two spellings have in common that differ by a trifle: capitals, signs between letters, leading zeros.
pub(super) fn likeness(form: &str) -> String {
    let mut like = String::with_capacity(form.len());
    let characters: Vec<char> = form.chars().map(|c| latin(c).to_ascii_uppercase()).collect();
    for (at, &c) in characters.iter().enumerate() {
        let after_digit = like.chars().next_back().is_some_and(|c| c.is_ascii_digit());
        let next = characters.get(at + 1).copied().unwrap_or(' ');
        let leads = next.is_ascii_digit() || (like.is_empty() && next.is_ascii_alphabetic());
        if c == '0' && !after_digit && leads {
            continue;
        }
        // 1-23 and 12-3 are two.
        let parts_digits = after_digit && next.is_ascii_digit();
        if c.is_alphanumeric() {
            like.push(c);
        } else if parts_digits {
            like.push('-');
        }
    }
    like
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_put_to_a_number_is_taken_off() {
        for written in [
            "4101",
            "4101.0",
            "4101.00",
            "'4101",
            " 41 01",
            "4,101",
            "4.101E+03",
            "４１０１",
            "=\"4101\"",
            "4,101.00",
            "4101,0",
            "4.101e3",
            "٤١٠١",
        ] {
            assert_eq!(form(written), "4101", "{written}");
        }
        assert_eq!(
            (form("4,000"), form("4,000.0"), form("12E3")),
            ("4000".into(), "4000".into(), "12E3".into())
        );
        for written in ["4101.5", "A,101", "1.23457E+19", "41,1", "4.1015E+03", "K1/2"] {
            assert_ne!(form(written), "4101", "{written}");
        }
        assert_eq!(form("1,234,567"), "1234567");
        assert_eq!((form("XX0003.0"), form("4101.")), ("XX0003".into(), "4101".into()));
    }

    #[test]
    fn trifles_make_no_difference_and_others_do() {
        for (one, other) in [
            ("0041", "41"),
            ("k1", "K1"),
            ("K-001", "k1"),
            ("SW 07", "SW7"),
            ("00", "0"),
            ("00K7", "K7"),
            ("LВ7", "LB7"),
        ] {
            assert_eq!(likeness(&form(one)), likeness(&form(other)), "{one}");
        }
        for (one, other) in [("1-23", "12-3"), ("10", "1"), ("K1", "K10"), ("100", "1")] {
            assert_ne!(likeness(one), likeness(other), "{one}");
        }
    }
}
