//! A report can be sent and read: under 2 MB, and before the appendix at most 8 figures and 1,800 words. The test of scenarios holds
//! every shipped one to it.

/// Few histories bring a tenth less than all: what is told of positions on open questions.
const MOST_BYTES: usize = 1_800_000;
const MOST_FIGURES: usize = 8;
const MOST_WORDS: usize = 1_800;

/// What stands before the appendix as it is seen: without what is folded away and without drawings.
fn seen(page: &str) -> String {
    let from = page.find("<main").expect("a page has a main part");
    let to = page.find("<h2 id=\"appendix\"").expect("a page has an appendix");
    let mut text = page[from..to].to_owned();
    for (open, close) in [("<details>", "</details>"), ("<svg ", "</svg>"), ("<nav ", "</nav>")] {
        while let Some(at) = text.find(open) {
            let end = at + text[at..].find(close).expect("what opens closes") + close.len();
            text.replace_range(at..end, " ");
        }
    }
    text
}

/// What a reader sees of markup: `between` stands where it stood.
pub fn without_markup(markup: &str, between: &str) -> String {
    let pieces = markup.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let seen = pieces.collect::<Vec<_>>().join(between);
    let letters = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    letters.iter().fold(seen, |text, (code, letter)| text.replace(code, letter))
}

/// The same as a reader types it: a minus as a hyphen, every blank as a blank.
pub fn plain(markup: &str) -> String {
    without_markup(&markup.replace("<br>", " "), "").replace('\u{2212}', "-").replace('\u{a0}', " ")
}

/// What stands behind some words.
pub fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).unwrap_or_else(|| panic!("{mark:?} is missing")).1
}

/// Words: what stands between blanks and has a letter; markup is none.
fn words(text: &str) -> Vec<String> {
    let has_letter = |word: &&str| word.chars().any(char::is_alphabetic);
    without_markup(text, " ").split_whitespace().filter(has_letter).map(str::to_owned).collect()
}

/// Holds a report of few histories to what a page may be.
pub fn hold(name: &str, page: &str) {
    assert!(page.len() < MOST_BYTES, "{name}: {} bytes", page.len());
    let seen = seen(page);
    let figures = seen.matches("<figure").count();
    assert!(figures <= MOST_FIGURES, "{name}: {figures} figures before the appendix");
    let words = words(&seen).len();
    assert!((300..=MOST_WORDS).contains(&words), "{name}: {words} words before the appendix");
    for fault in ["NaN", " d=\"z", "{}", "undefined", " 1 replications", " 1 histories"] {
        assert!(!page.contains(fault), "{name}: the page holds {fault:?}");
    }
}

#[test]
fn a_page_that_is_too_long_or_holds_a_fault_is_found() {
    let page =
        |inside: &str| format!("<main>{inside}<h2 id=\"appendix\">{}</h2></main>", "word ".repeat(9_000));
    let enough = "a word ".repeat(200);
    hold("enough", &page(&enough));
    hold("folded", &page(&format!("{enough}<details>{}</details>", "word ".repeat(3_000))));
    let is_found = |inside: String| std::panic::catch_unwind(|| hold("planted", &page(&inside))).is_err();
    assert!(is_found("word ".repeat(1_900)));
    assert!(is_found("1.5 ".repeat(400)), "numbers are no words");
    assert!(is_found(format!("{enough}{}", "<figure></figure>".repeat(9))));
    assert!(is_found(format!("{enough} NaN")));
}
