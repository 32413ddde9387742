//! Bytes to text: UTF-8 with or without a byte-order mark, UTF-16, else Windows-1252.

/// The text, and whether it was not UTF-8.
pub(super) fn decode(bytes: &[u8]) -> (String, bool) {
    let units = |pair: &[u8], little: bool| -> u16 {
        let pair = [pair[0], pair[1]];
        if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    if let Some(little) = match bytes {
        [0xff, 0xfe, ..] => Some(true),
        [0xfe, 0xff, ..] => Some(false),
        _ => None,
    } {
        let (pairs, _) = bytes[2..].as_chunks::<2>();
        let words = pairs.iter().map(|pair| units(pair, little));
        let text = char::decode_utf16(words).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        return (text.collect(), true);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        // Its letters above 0x9f are those of Unicode; the few signs below matter to no column.
        Err(_) => (bytes.iter().map(|&byte| char::from(byte)).collect(), true),
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
        assert_eq!(decode(b"\xef\xbb\xbfCHILD"), ("CHILD".to_owned(), false));
        assert_eq!(decode(b"\xff\xfeC\0H\0"), ("CH".to_owned(), true));
        assert_eq!(decode(b"\xfe\xff\0C\0H"), ("CH".to_owned(), true));
        assert_eq!(decode(b"caf\xe9"), ("café".to_owned(), true));
        assert_eq!(decode(b"\xff"), ("ÿ".to_owned(), true));
        assert_eq!(decode(b""), (String::new(), false));
    }

    #[test]
    fn lines_end_in_any_way() {
        for text in ["a\nb", "a\r\nb", "a\rb"] {
            assert_eq!(lines(text).collect::<Vec<_>>(), [(1, "a"), (2, "b")]);
        }
    }
}
