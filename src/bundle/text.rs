//! Words that stand in the documents of the repository and that a bundle takes from them, and how they are written.

use std::borrow::Cow;

use crate::results::rows::DictionaryRow;
use crate::results::table::Table as _;
use crate::results::table::{Column, Kind};

/// What each table holds.
const RESULTS: &str = include_str!("../../docs/results.md");
/// The model after the ODD protocol.
pub(super) const MODEL: &str = include_str!("../../docs/model.md");

/// What a table of the results of a command holds, as the documents say under the heading of the command; plain words where
/// they say nothing.
pub(super) fn about_table(command: &str, table: &str) -> String {
    let quoted = format!("`{table}`");
    let row = |section: &str| {
        section.lines().find_map(|line| {
            let cells: Vec<&str> = line.strip_prefix("| ")?.trim_end_matches(" |").split(" | ").collect();
            let named = cells.first()?.split(", ").any(|name| name == quoted);
            cells.last().filter(|_| named && cells.len() > 1).map(|about| unmarked(about))
        })
    };
    let shared = ["units.csv", "indicators.csv", "dictionary.csv"].contains(&table);
    let of_run = RESULTS.split("\n## ").next().filter(|_| command == "run" || shared);
    let own = RESULTS.split("\n## ").filter(|section| {
        let heading = section.lines().next().unwrap_or_default();
        heading.contains(&format!("`{command}`"))
    });
    let found = own.chain(of_run).find_map(row);
    found.unwrap_or_else(|| {
        format!("{}; its columns are explained in the dictionary", table.trim_end_matches(".csv"))
    })
}

/// A text without the marks of Markdown: `**bold**`, `code`, links as their words.
pub(super) fn unmarked(text: &str) -> String {
    links_in_words(text).replace("**", "").replace('`', "")
}

/// A text whose links to other documents of the repository are words.
pub(super) fn links_in_words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        let (Some(open), Some(close)) = (before.rfind('['), after.find(')')) else { break };
        let (words, target) = (&before[open + 1..], &after[..close]);
        out += &before[..open];
        if target.contains("://") {
            out += &format!("[{words}]({target})");
        } else {
            let document = target.split('#').next().unwrap_or_default();
            match document {
                "" => out += words,
                document if words == document => out += &format!("docs/{document}"),
                document => out += &format!("{words} (docs/{document})"),
            }
        }
        rest = &after[close + 1..];
    }
    out + rest
}

/// The title that a drawing bears.
pub(super) fn title_of_drawing(document: &str) -> String {
    let inside = document.split_once("<title").and_then(|(_, rest)| rest.split_once('>'));
    let title =
        inside.and_then(|(_, rest)| rest.split_once("</title>")).map_or("a chart", |(title, _)| title);
    title.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The items of a list under a heading of the model's description, unmarked.
pub(super) fn items_of_model(heading: &str) -> Vec<String> {
    let section = MODEL.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_default();
    let mut items: Vec<String> = Vec::new();
    for line in section.lines().skip(1) {
        match (line.strip_prefix("- "), items.last_mut()) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(last)) if !line.trim().is_empty() => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => {}
        }
    }
    items.iter().map(|item| unmarked(item)).collect()
}

/// A cell of a table in Markdown.
pub(super) fn md_cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table in Markdown.
pub(super) fn md_table(header: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(header.iter().map(|cell| md_cell(cell)).collect());
    out += &line(header.iter().map(|_| "---".to_owned()).collect());
    for row in rows {
        out += &line(row.iter().map(|cell| md_cell(cell)).collect());
    }
    out
}

/// A text as it may stand in XML: marked, and without what XML has no character for.
pub(super) fn xml(text: &str) -> Cow<'_, str> {
    let is_bad =
        |c: char| c.is_control() && !['\n', '\t'].contains(&c) || ['\u{FFFE}', '\u{FFFF}'].contains(&c);
    if !text.contains(['&', '<', '>', '"']) && !text.contains(is_bad) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(crate::report::escape(&text.replace(is_bad, "\u{FFFD}")))
}

/// Columns of a table in the words of a dictionary.
pub(super) struct DictionaryRows<'a>(pub(super) Vec<(&'a str, Kind, &'a str)>);

impl<'a> DictionaryRows<'a> {
    /// Name, kind and unit of each column. Dictionaries of earlier versions left themselves out.
    pub(super) fn of(table: &str, dictionary: &'a [DictionaryRow]) -> Self {
        let kind = |row: &DictionaryRow| {
            let known = Kind::WORDS.iter().find(|(_, words)| *words == row.kind);
            known.map_or(Kind::Text, |(kind, _)| *kind)
        };
        let own = dictionary.iter().filter(|row| row.table == table);
        let columns: Vec<_> = own.map(|row| (row.column.as_str(), kind(row), row.unit.as_str())).collect();
        if columns.is_empty() && table == DictionaryRow::NAME {
            return DictionaryRows::declared(DictionaryRow::COLUMNS);
        }
        DictionaryRows(columns)
    }

    /// The same of columns that are declared.
    pub(super) fn declared(columns: &'a [Column]) -> Self {
        DictionaryRows(columns.iter().map(|column| (column.name, column.kind, column.unit)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_inside_the_repository_become_words_and_others_stay() {
        let said =
            links_in_words("see [the list](quantities.md#a) and [model.md](model.md), [x](https://x.org/a)");
        assert_eq!(said, "see the list (docs/quantities.md) and docs/model.md, [x](https://x.org/a)");
        assert_eq!(links_in_words("a [b] c"), "a [b] c");
    }

    #[test]
    fn a_table_has_the_words_of_its_own_command() {
        assert!(about_table("run", "summary.csv").starts_with("each indicator over the horizon"));
        assert!(about_table("decide", "design.csv").contains("future"));
        assert!(about_table("sensitivity", "design.csv").contains("luck"));
        assert!(about_table("run", "events.csv").contains("--events"));
        assert!(about_table("sweep", "design.csv").contains("factor"));
        assert!(about_table("observe", "found.csv").starts_with("each measure"));
        assert!(about_table("journey", "spans.csv").starts_with("what holds for a time"));
        assert_eq!(about_table("decide", "runs.csv"), "runs; its columns are explained in the dictionary");
    }

    #[test]
    fn what_the_model_leaves_out_is_listed() {
        let items = items_of_model("What is not in the model");
        assert!(items.len() >= 5 && items.iter().all(|item| item.ends_with('.')), "{items:?}");
    }

    #[test]
    fn no_text_breaks_a_document() {
        assert_eq!(xml("a < b & \"c\"\u{1}"), "a &lt; b &amp; &quot;c&quot;\u{FFFD}");
        assert_eq!(md_cell("a | b\nc"), "a \\| b c");
    }
}
