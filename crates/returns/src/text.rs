//! Bytes to text: UTF-8 with or without a byte-order mark, UTF-16, else Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text, and whether it was not UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((wide(bytes).unwrap_or(UTF_8), 0));
    let bytes = &bytes[mark..];
    if encoding != UTF_8 {
        return (encoding.decode_without_bom_handling(bytes).0, true);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    }
}

/// UTF-16 without its mark: every other of the first bytes is zero, and none between.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let first = &bytes[..bytes.len().min(64) & !1];
    let zeros = |from: usize| first.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let half = first.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, last) if half >= 4 && last == half => Some(UTF_16LE),
        (one, 0) if half >= 4 && one == half => Some(UTF_16BE),
        _ => None,
    }
}

/// The sign that parts the cells: the commonest of comma, semicolon, tab and bar among the headings.
pub(crate) fn separator(headings: &str) -> char {
    let candidates = [',', ';', '\t', '|'];
    let count = |sign: &char| headings.chars().filter(|c| c == sign).count();
    // The last of equals wins `max_by_key`, so the comma is asked last.
    candidates.into_iter().rev().max_by_key(count).unwrap_or(',')
}

/// Lines with their numbers from 1, whatever ends them: LF, CR LF, or CR alone.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let only_returns = !text.contains('\n') && text.contains('\r');
    let end = if only_returns { '\r' } else { '\n' };
    (1..).zip(text.split(end).map(|line| line.strip_suffix('\r').unwrap_or(line)))
}

/// Whether a character cannot be seen and says nothing: control signs, marks of direction and of no width.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A cell without what cannot be seen, and whether anything was taken out.
pub(crate) fn clean(cell: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    if cell.chars().any(is_unseen) {
        let kept: String = cell.chars().filter(|c| !is_unseen(*c)).collect();
        let only_around =
            cell.trim_matches(|c: char| c.is_whitespace() || is_unseen(c)).chars().any(is_unseen);
        return (Cow::Owned(kept.trim().to_owned()), only_around);
    }
    match cell {
        Cow::Borrowed(cell) => (Cow::Borrowed(cell.trim()), false),
        Cow::Owned(cell) if cell.trim().len() == cell.len() => (Cow::Owned(cell), false),
        Cow::Owned(cell) => (Cow::Owned(cell.trim().to_owned()), false),
    }
}

/// Whether the first bytes of a file are no text: a NUL byte that no UTF-16 explains.
pub(crate) fn is_binary(first: &[u8]) -> bool {
    let is_wide = first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff") || wide(first).is_some();
    !is_wide && first.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_other_encodings_are_read() {
        for (bytes, text, is_foreign) in [
            (&b"\xef\xbb\xbfCHILD"[..], "CHILD", false),
            (b"\xff\xfeC\0H\0", "CH", true),
            (b"\xfe\xff\0C\0H", "CH", true),
            (b"C\0H\0I\0L\0D\0", "CHILD", true),
            (b"\0C\0H\0I\0L\0D", "CHILD", true),
            (b"caf\xe9 O\x92Neill", "café O’Neill", true),
            (b"\xff", "ÿ", true),
            (b"", "", false),
        ] {
            assert_eq!(decode(bytes), (Cow::Borrowed(text), is_foreign));
        }
    }

    #[test]
    fn lines_end_in_any_way_and_unseen_signs_are_taken_out() {
        for text in ["a\nb", "a\r\nb", "a\rb"] {
            assert_eq!(lines(text).collect::<Vec<_>>(), [(1, "a"), (2, "b")]);
        }
        let clean = |cell: &'static str| clean(Cow::Borrowed(cell));
        assert_eq!(clean(" a\u{0}b "), (Cow::Borrowed("ab"), true));
        assert_eq!(clean("\u{feff} a b\u{a0}"), (Cow::Borrowed("a b"), false));
    }
}
