//! Labels as charts and tables print them: with a unit behind a comma, a count in brackets, an arrow, a finding behind a colon.

use std::io::{self, Write};

use super::explain::line;
use super::explain_fields;
use super::explain_results::{self, without_numbers};
use super::explain_words::WORDS;
use crate::evidence::{Evidence, Hypotheses};
use crate::indicator::INDICATORS;

/// What labels begin with that is told of an arm or an outcome by name.
const BEGINNINGS: [&str; 12] = [
    "Difference against",
    "Difference from",
    "Mean paired difference in cost",
    "Value of knowing",
    "Lower",
    "Higher",
    "The same",
    "Team #",
    "Window",
    "Median with",
    "Median",
    "Across",
];
/// What labels end with that is told of something by name.
const ENDS: [&str; 2] = ["is right", "true effect and power"];
/// Words from which on a text is a sentence; of fewer, a misspelt name is the likelier.
const SENTENCE: usize = 5;
/// Known words of a sentence that are explained.
const AT_MOST: usize = 6;

/// Explains a label; whether it is one.
///
/// # Errors
/// `out` cannot be written.
pub fn explain(label: &str, out: &mut dyn Write) -> io::Result<bool> {
    for name in names_in(label) {
        if explain_results::explain(&name, out)? || explain_fields::explain_by_words(&name, out)? {
            return Ok(true);
        }
    }
    let bare = bare(label);
    if let Some((what, text)) = part_of(&bare) {
        line(out, "part of", &text)?;
        line(out, "explained by", &format!("swplab explain {what}"))?;
        return Ok(true);
    }
    Ok(false)
}

/// Explains the words of a sentence, such as the finding over a chart; whether any is known.
///
/// # Errors
/// `out` cannot be written.
pub fn explain_words(sentence: &str, out: &mut dyn Write) -> io::Result<bool> {
    let text = without_numbers(sentence).to_lowercase();
    if text.split_whitespace().count() < SENTENCE {
        return Ok(false);
    }
    let titles = INDICATORS.iter().map(|one| (one.title, one.definition));
    let words = WORDS.iter().copied().filter(|(word, _)| word.len() > 4);
    let mut known: Vec<(&str, &str)> = titles.chain(words).filter(|(word, _)| holds(&text, word)).collect();
    known.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut told: Vec<&str> = Vec::new();
    for (word, meaning) in known {
        if told.len() < AT_MOST && !told.iter().any(|longer| holds(&longer.to_lowercase(), word)) {
            line(out, if told.is_empty() { "words in it" } else { "" }, &format!("{word}: {meaning}"))?;
            told.push(word);
        }
    }
    Ok(!told.is_empty())
}

/// Whether a text in small letters holds a word or some words whole.
fn holds(text: &str, words: &str) -> bool {
    let words = words.to_lowercase();
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(&words).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + words.len()..].chars().next())
    })
}

/// A label without arrows and quotation marks.
fn bare(label: &str) -> String {
    label
        .trim_matches(|letter: char| {
            letter.is_whitespace() || "\u{2190}\u{2192}\"\u{201c}\u{201d}".contains(letter)
        })
        .to_owned()
}

/// The names that a label may hold, the longest first.
fn names_in(label: &str) -> Vec<String> {
    let bare = bare(label);
    let mut names = vec![bare.clone()];
    let bracket = bare.ends_with(')').then(|| bare.rfind(" (")).flatten();
    names.extend(bracket.map(|at| bare[..at].to_owned()));
    names.extend(bare.rmatch_indices(", ").map(|(at, _)| bare[..at].to_owned()));
    names.extend(bare.split_once(": ").map(|(name, _)| name.to_owned()));
    let open = without_numbers(&bare).to_lowercase();
    let begins = |words: &&&str| {
        [" ", ",", ":"].iter().any(|after| open.starts_with(&format!("{}{after}", words.to_lowercase())))
    };
    names.extend(BEGINNINGS.iter().find(begins).map(|words| (*words).to_owned()));
    names.extend(ENDS.iter().find(|words| open.ends_with(**words)).map(|words| (*words).to_owned()));
    names
}

/// What explains a text of which a label is a part: a position on a contested question, or what a quantity means.
fn part_of(label: &str) -> Option<(String, String)> {
    let label =
        label.rsplit_once(" (").filter(|(_, count)| count.ends_with(')')).map_or(label, |(before, _)| before);
    // A long one ends with dots where there is no room.
    let label = label.trim_end_matches(" ...");
    if let Some(id) = label
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .filter(|word| Hypotheses::embedded().find(word).is_some())
    {
        let one = Hypotheses::embedded().find(id)?;
        return Some((one.id.clone(), format!("{}: {}", one.id, one.question)));
    }
    // A label may be folded between its words; a single word is one whole or a name.
    let is_part = |text: &str| match label.contains(' ') {
        true => text.contains(label),
        false => text.trim_end_matches('.') == label,
    };
    for one in Hypotheses::embedded().all() {
        if let Some(position) = one.positions.iter().find(|position| is_part(&position.meaning)) {
            return Some((one.id.clone(), format!("a position on {}: {}", one.id, position.meaning)));
        }
    }
    if let Some((word, _)) = WORDS.iter().find(|(word, _)| is_part(&word.to_lowercase()) || is_part(word)) {
        return Some((format!("\"{word}\""), (*word).to_owned()));
    }
    let found = Evidence::embedded().quantities().iter().find(|one| {
        let grade = one.grade.letter();
        let shown = format!("{} ({}, grade {grade}), {0} (grade {grade})", one.label, one.id);
        is_part(&shown)
    });
    found.map(|one| (one.id.clone(), format!("{}, a quantity: {}", one.id, one.label)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(label: &str) -> Option<String> {
        let mut out = Vec::new();
        explain(label, &mut out).unwrap().then(|| String::from_utf8(out).unwrap())
    }

    #[test]
    fn labels_are_explained_as_they_are_printed() {
        for (label, words) in [
            ("\u{2190} lower", "lower than the first"),
            (
                "Difference against \u{201c}As it is\u{201d}, \u{a3} per child-year",
                "of the arm that is named",
            ),
            ("Turnover of case holders, % per year", "turnover"),
            ("Caseload: on average 1.0 cases per case holder lower", "caseload"),
            ("lower in 62%, the same in 12%, higher in 25%", "lower than the first"),
            ("Autonomy lowers burnout (22)", "H12"),
            ("comparison authority was more heavily", "H2"),
            ("H6 contract length", "H6"),
            ("Team 3 leaving care", "order in which teams sit"),
            ("All positions pooled (200)", "together"),
            ("market.award.price, grade D", "market.award.price"),
        ] {
            assert!(said(label).is_some_and(|told| told.contains(words)), "{label}: {:?}", said(label));
        }
        assert_eq!(said("A label that nobody has explained"), None);
    }

    #[test]
    fn a_sentence_is_explained_by_the_words_in_it() {
        let mut out = Vec::new();
        assert!(explain_words("Placements take 88% of the cost of field staff", &mut out).unwrap());
        let told = String::from_utf8(out).unwrap();
        assert!(
            told.contains("Cost of field staff: Case holders") && told.contains("Placements: A head"),
            "{told}"
        );
        assert!(!explain_words("nothing here is known", &mut Vec::new()).unwrap());
    }
}
