//! Text that people write: what a name or a sentence may hold, when two names look the same, and how a text stands in a
//! table that a spreadsheet opens. Nothing that is computed rests on it.

use std::borrow::Cow;

use unicode_security::MixedScript;

/// Most letters of a name.
pub const NAME: usize = 200;
/// Most letters of a sentence.
pub const SENTENCE: usize = 4_000;

/// What makes a text unfit as a name, in words that follow it; nothing for a plain line.
pub fn fault_of_name(name: &str) -> Option<String> {
    let fault = if name.contains(['\n', '\t']) {
        Some("is more than one line of text".to_owned())
    } else {
        fault_of(name, NAME)
    };
    let mixed = || name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_single_script());
    fault.or_else(|| mixed().map(|word| format!("mixes letters of several scripts in \"{word}\"")))
}

/// What makes a text unfit as a sentence, which may have several lines.
pub fn fault_of_sentence(text: &str) -> Option<String> {
    fault_of(text, SENTENCE)
}

fn fault_of(text: &str, most: usize) -> Option<String> {
    let letters = text.chars().count();
    if letters > most {
        return Some(format!("has {letters} letters, but at most {most} are taken"));
    }
    let control = |c: &char| c.is_control() && !['\n', '\r', '\t'].contains(c);
    let found = text.chars().find(|c| control(c) || is_invisible(*c))?;
    let what = if found.is_control() { "a control character" } else { "an invisible character" };
    Some(format!("holds {what} (U+{:04X})", u32::from(found)))
}

/// Characters that are drawn as nothing or that turn the direction of what is beside them: the code points that Unicode
/// lets every font ignore, and the separators of lines.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// What a reader sees of a name: names that look alike have it in common.
pub fn as_seen(name: &str) -> String {
    let shown: String = name.chars().filter(|c| !is_invisible(*c) && !c.is_control()).collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    unicode_security::skeleton(&words.join(" ")).collect()
}

/// A text as it may be shown on a terminal or in a drawing: control characters, which could command either, are replaced.
pub fn shown(text: &str) -> Cow<'_, str> {
    let commands = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(commands) { Cow::Owned(text.replace(commands, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

/// A text as it stands in a cell of a table: where a spreadsheet would take it for a formula, an apostrophe is put before
/// it, which a spreadsheet takes for the sign of plain text. A number is none.
pub fn as_cell(text: &str) -> Cow<'_, str> {
    if is_run(text) && text.trim().parse::<f64>().is_err() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a cell that [`as_cell`] made.
pub fn of_cell(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_run(text) => text,
        _ => cell,
    }
}

/// Whether a spreadsheet would run a text, apostrophes before it left aside, so that they can be told from those put there.
fn is_run(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && !is_quantity(text)
}

/// Whether a text is a number and what it counts, such as `+7.4 points`: no formula has a word after a number.
fn is_quantity(text: &str) -> bool {
    let (number, rest) = text.split_once(' ').unwrap_or_default();
    number.parse::<f64>().is_ok() && rest.starts_with(char::is_alphabetic) && !rest.contains(['=', '|', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_line_is_a_name() {
        for name in ["5 years", "Kingston upon Hull, City of", "Tŷ Gwyn", "50% – or £20", "été", "β", "a_b"]
        {
            assert_eq!(fault_of_name(name), None, "{name}");
        }
    }

    #[test]
    fn what_commands_hides_or_pretends_is_no_name() {
        for (name, said) in [
            ("red \u{1b}[31mtext", "control character (U+001B)"),
            ("bell\u{7}", "U+0007"),
            ("A\u{200b}", "invisible character (U+200B)"),
            ("\u{202e}sraey 5", "U+202E"),
            ("P\u{430}ris", "several scripts"),
            ("two\nlines", "more than one line"),
            (&"x".repeat(NAME + 1), "at most 200"),
        ] {
            let fault = fault_of_name(name).unwrap_or_default();
            assert!(fault.contains(said), "{name}: {fault}");
        }
        assert_eq!(fault_of_sentence("two\nlines"), None);
    }

    #[test]
    fn names_that_look_alike_are_seen_the_same() {
        for (one, other) in
            [("A", "A\u{200b}"), ("A", " A "), ("A", "\u{410}"), ("é", "e\u{301}"), ("A B", "A\u{a0} B")]
        {
            assert_eq!(as_seen(one), as_seen(other), "{one:?} {other:?}");
        }
        assert_ne!(as_seen("3 years"), as_seen("5 years"));
    }

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_plain_text_and_reads_back() {
        for text in [
            "=1+1",
            "+x",
            "-x",
            "@SUM(A1)",
            "'=1",
            "''+1",
            "\tx",
            "x",
            "'x",
            "-0.5",
            "",
            "'",
            "+7.4 points",
            "-1+1 a",
        ] {
            assert_eq!(of_cell(&as_cell(text)), text);
        }
        assert_eq!(as_cell("=1+1"), "'=1+1");
        assert_eq!(as_cell("-0.5"), "-0.5");
        assert_eq!(as_cell("+7.4 points"), "+7.4 points");
        assert_eq!(as_cell("-1+cmd|' /C x'!A0"), "'-1+cmd|' /C x'!A0");
    }
}
