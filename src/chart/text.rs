//! Widths of text, so that labels can be wrapped and kept apart without a font on the machine.

/// Widths of the printable ASCII characters of Helvetica (and Arial), thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Width of a text in px.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: f64 = text
        .chars()
        .map(|c| {
            let at = (c as usize).wrapping_sub(32);
            f64::from(WIDTHS.get(at).copied().unwrap_or_else(|| beyond(c)))
        })
        .sum();
    thousandths * size / 1000.0 * if bold { 1.07 } else { 1.0 }
}

/// Width of a character that is not of ASCII: arrows, dashes and the scripts of the East are as wide as high.
fn beyond(c: char) -> u16 {
    match c {
        '—' | '←'..='↓' | '\u{2e80}'.. => 1000,
        _ => 600,
    }
}

/// Distance between lines in px.
pub(super) fn line_height(size: f64) -> f64 {
    libm::round(size * 1.3)
}

/// The position of what is `half` to each side of it, moved so that it lies between two edges as far as it can.
pub(super) fn inside(x: f64, half: f64, (left, right): (f64, f64)) -> f64 {
    x.min(right - half).max(left + half)
}

/// The widest of some lines, px.
pub(super) fn widest<'a>(lines: impl IntoIterator<Item = &'a String>, size: f64, bold: bool) -> f64 {
    lines.into_iter().map(|line| width(line, size, bold)).fold(0.0, f64::max)
}

/// The text in lines no wider than `limit` px; a single longer word is broken.
pub(super) fn wrap(text: &str, size: f64, bold: bool, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| broken(word, size, bold, limit)) {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, bold) <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A word in pieces no wider than `limit` px, each of a letter at least.
fn broken(word: &str, size: f64, bold: bool, limit: f64) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (word, 0);
    for (at, letter) in word.char_indices() {
        let end = at + letter.len_utf8();
        if at > from && width(&word[from..end], size, bold) > limit {
            let (piece, after) = rest.split_at(at - from);
            pieces.push(piece);
            (rest, from) = (after, at);
        }
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_keep_all_words_and_the_limit() {
        let words = "Changes of case holder per looked-after child-year, whole authority";
        let lines = wrap(words, 14.0, false, 150.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.join(" "), words);
        assert!(lines.iter().all(|l| width(l, 14.0, false) <= 150.0));
        let long = wrap("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 14.0, false, 90.0);
        assert!(long.len() > 3 && long.iter().all(|l| width(l, 14.0, false) <= 90.0), "{long:?}");
        assert_eq!(wrap("ab", 14.0, false, 1.0), ["a", "b"]);
    }
}
