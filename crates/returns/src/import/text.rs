//! Bytes to text: UTF-8 with or without a byte-order mark, UTF-16, else Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text, and whether it was not UTF-8.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = &bytes[mark..];
    if encoding != UTF_8 {
        return (encoding.decode_without_bom_handling(bytes).0, true);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    }
}

/// Lines with their numbers from 1, whatever ends them: LF, CR LF, or CR alone.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let only_returns = !text.contains('\n') && text.contains('\r');
    let end = if only_returns { '\r' } else { '\n' };
    (1..).zip(text.split(end).map(|line| line.strip_suffix('\r').unwrap_or(line)))
}

/// A cell without what cannot be seen, and whether anything was taken out.
pub(super) fn clean(cell: &str) -> (String, bool) {
    let trimmed = cell.trim();
    if trimmed.chars().any(char::is_control) {
        let kept: String = trimmed.chars().filter(|c| !c.is_control()).collect();
        return (kept.trim().to_owned(), true);
    }
    (trimmed.to_owned(), false)
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
            (b"caf\xe9 O\x92Neill", "café O’Neill", true),
            (b"\xff", "ÿ", true),
            (b"", "", false),
        ] {
            assert_eq!(decode(bytes), (Cow::Borrowed(text), is_foreign));
        }
    }

    #[test]
    fn lines_end_in_any_way() {
        for text in ["a\nb", "a\r\nb", "a\rb"] {
            assert_eq!(lines(text).collect::<Vec<_>>(), [(1, "a"), (2, "b")]);
        }
    }
}
