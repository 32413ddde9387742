//! What stands in results: an indicator by its id or title, a column or a table, and the words at the heads of tables and on
//! charts.

use std::io::{self, Write};

use super::explain::line;
use super::explain_words::WORDS;
use crate::analysis::run::{declared, matters::Matters};
use crate::indicator::{Better, INDICATORS, Indicator};
use crate::report::words::shortest;

/// Explains what stands in results under a name; whether anything does.
///
/// # Errors
/// `out` cannot be written.
pub fn explain(name: &str, out: &mut dyn Write) -> io::Result<bool> {
    let name = name.trim();
    if let Some(indicator) = indicator(name) {
        explain_indicator(indicator, out)?;
        return Ok(true);
    }
    let mut is_known = false;
    if let Some((word, meaning)) = word(name) {
        line(out, "word", word)?;
        line(out, "meaning", meaning)?;
        is_known = true;
    }
    for (table, columns) in declared() {
        if table == name {
            line(out, "table", table)?;
            for column in columns {
                line(out, column.name, column.meaning)?;
            }
            return Ok(true);
        }
        for column in columns.iter().filter(|column| column.name == name) {
            if !is_known {
                line(out, "column", name)?;
            }
            let unit = if column.unit.is_empty() { String::new() } else { format!(", {}", column.unit) };
            line(out, table, &format!("{} ({}{unit})", column.meaning, column.kind.words()))?;
            is_known = true;
        }
    }
    Ok(is_known)
}

/// A word at a head or on a chart, as it stands or with its numbers left open.
fn word(name: &str) -> Option<&'static (&'static str, &'static str)> {
    let find = |name: &str| WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(name));
    find(name).or_else(|| find(&without_numbers(name)))
}

/// A text with `#` for each number.
pub(super) fn without_numbers(text: &str) -> String {
    let mut open = String::new();
    for letter in text.chars() {
        match letter.is_ascii_digit() {
            true if open.ends_with('#') => {}
            true => open.push('#'),
            false => open.push(letter),
        }
        // One number, such as 50,692 or 0.05.
        for part in ["#,#", "#.#"] {
            if open.ends_with(part) {
                open.truncate(open.len() - 2);
            }
        }
    }
    open
}

/// Names that can be explained here.
pub fn names() -> impl Iterator<Item = &'static str> {
    let columns = declared()
        .into_iter()
        .flat_map(|(table, columns)| std::iter::once(table).chain(columns.iter().map(|column| column.name)));
    INDICATORS.iter().map(|one| one.id).chain(WORDS.iter().map(|(word, _)| *word)).chain(columns)
}

fn indicator(name: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|one| one.id.eq_ignore_ascii_case(name) || one.title.eq_ignore_ascii_case(name))
}

fn explain_indicator(indicator: &Indicator, out: &mut dyn Write) -> io::Result<()> {
    line(out, "indicator", indicator.id)?;
    line(out, "title", indicator.title)?;
    line(out, "definition", indicator.definition)?;
    line(out, "unit", &indicator.unit.to_string())?;
    let direction = match indicator.better {
        Better::Higher => "higher is better",
        Better::Lower => "lower is better",
        Better::Neither => "neither direction is better in itself",
    };
    line(out, "direction", direction)?;
    let source = match indicator.official {
        "" => "a definition of this project",
        official => official,
    };
    line(out, "source", source)?;
    if let Some(least) = Matters::of(&[]).least(indicator) {
        let quantity = format!("matters.{}", indicator.id.replace('_', "-"));
        line(out, "matters from", &format!("{} (quantity {quantity})", shortest(least)))?;
    }
    let tables =
        declared().into_iter().filter(|(_, columns)| columns.iter().any(|column| column.name == "indicator"));
    let tables: Vec<&str> = tables.map(|(table, _)| table).collect();
    line(out, "stands in", &format!("{}, in the rows whose indicator is {}", tables.join(", "), indicator.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str) -> Option<String> {
        let mut out = Vec::new();
        let is_known = explain(name, &mut out).unwrap();
        is_known.then(|| String::from_utf8(out).unwrap())
    }

    #[test]
    fn every_indicator_is_explained_by_its_id_and_by_its_title() {
        for one in &INDICATORS {
            let told = said(one.id).unwrap();
            for words in ["definition ", "unit ", "direction ", "source ", "summary.csv"] {
                assert!(told.contains(words), "{told}");
            }
            assert!(said(one.title).unwrap().contains("\ntitle "), "{}", one.title);
        }
        let told = said("worker_changes").unwrap();
        assert!(told.contains("lower is better") && told.contains("matters.worker-changes"), "{told}");
    }

    #[test]
    fn columns_tables_and_words_are_explained_and_nothing_else() {
        for (name, words) in [
            ("ci_low", "summary.csv"),
            ("summary.csv", "Lower end of the 95% interval"),
            ("chance_better", "does better than the first"),
            ("middle 90%", "one in twenty"),
            ("After 12 years", "Share of services that still run"),
            ("£50,692 in all", "all heads together"),
        ] {
            assert!(said(name).unwrap().contains(words), "{name}");
        }
        assert_eq!(said("ci_lower"), None);
        for (at, (word, meaning)) in WORDS.iter().enumerate() {
            assert!(meaning.ends_with('.') && WORDS[..at].iter().all(|(known, _)| known != word), "{word}");
        }
    }
}
