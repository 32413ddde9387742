//! Pieces of a page: escaped text, tables with captions and headers, figures with their data.

use crate::chart::{Drawing, Form, Heading, render};
use crate::study::quietly;

/// Text as it may stand in a page.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A sentence as it may stand in a page: with the minus sign of the charts and tables before a number, but for a value that is set,
/// which a reader may copy.
fn said(text: &str) -> String {
    let mut with_minus = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let before = &text[..at];
        let is_begun = before.is_empty() || before.ends_with(['(', ' ']) && !before.ends_with("= ");
        let is_minus =
            letter == '-' && is_begun && text[at + 1..].starts_with(|next: char| next.is_ascii_digit());
        with_minus.push(if is_minus { '\u{2212}' } else { letter });
    }
    escape(&with_minus)
}

/// Columns that fit on a page of any width.
const COLUMNS: usize = 9;

/// Columns of a table in which an interval stands on one line.
const ROOMY: usize = 7;

/// Letters of a word in a cell, such as an address or an id, after which a line may end at the next mark, and after which it may
/// end anywhere.
const WORD: [usize; 2] = [12, 32];

/// Text of a cell as it may stand in a page, where long words may be broken: a table is no wider than its page.
fn breakable(text: &str) -> String {
    let (mut out, mut since) = (String::new(), 0);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        out.push_str(&escape(letter.encode_utf8(&mut [0; 4])));
        since = if letter.is_whitespace() { 0 } else { since + 1 };
        let may_end = since >= WORD[1] || since >= WORD[0] && !letter.is_alphanumeric();
        if may_end && letters.peek().is_some_and(|next| next.is_alphanumeric()) {
            out.push_str("<wbr>");
            since = 0;
        }
    }
    out
}

/// A table; the first column holds row headers.
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) header: Vec<String>,
    /// Cells; a line break stands between the lines of a cell.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as markup. On a narrow page each cell shows its column header before it, from a property of the table, so that it
    /// stands in the page once and not in every row.
    pub(crate) fn html(&self) -> String {
        let heads = self.header.iter().enumerate().skip(1);
        let heads: Vec<String> =
            heads.map(|(at, head)| format!("--c{}:{}", at + 1, css_string(head))).collect();
        let mut out = format!(
            "<table style=\"{}\"><caption>{}</caption><thead><tr>",
            escape(&heads.join(";")),
            escape(&self.caption)
        );
        for head in &self.header {
            out.push_str(&format!("<th scope=\"col\">{}</th>", escape(head)));
        }
        out.push_str("</tr></thead><tbody>\n");
        for row in &self.rows {
            out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                // Held together, the intervals of many columns would be wider than the page.
                let held = self.header.len() <= ROOMY;
                let cell = if held { cell.clone() } else { cell.replace('\u{a0}', " ") };
                let lines: Vec<String> = cell.lines().map(breakable).collect();
                let text = lines.join("<br>");
                if at == 0 {
                    out.push_str(&format!("<th scope=\"row\">{text}</th>"));
                } else {
                    out.push_str(&format!("<td>{text}</td>"));
                }
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table>\n");
        if self.header.len() > COLUMNS {
            // What does not fit moves sideways by itself, by the keyboard too, and the page stands still.
            return format!(
                "<div class=\"broad\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">{out}</div>\n",
                escape(&self.caption)
            );
        }
        out
    }
}

/// Text as a string of a style sheet.
fn css_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " "))
}

/// What puts the heads of tables with so many columns before their cells on a narrow page.
fn heads_before_cells(columns: usize) -> String {
    let rule = |at: usize| format!("td:nth-child({at})::before{{content:var(--c{at}) \": \"}}\n");
    let rules: String = (2..=columns).map(rule).collect();
    format!("@media screen and (max-width:760px){{\n{rules}}}\n")
}

/// A figure: words, drawing and data.
pub(crate) struct Figure {
    pub(crate) heading: Heading,
    pub(crate) drawing: Box<dyn Drawing + Send + Sync>,
    pub(crate) data: Table,
}

/// The page while it is written, and the chart files that go with it.
#[derive(Default)]
pub(crate) struct Page {
    /// What stands since the last figure.
    body: String,
    contents: Vec<(String, String)>,
    /// Figures, each with what stands before it; drawn when the page is finished.
    figures: Vec<(String, Figure)>,
    /// Columns of the widest table.
    columns: usize,
    /// Whether sections are parts of an appendix, each to be opened, and whether one is begun.
    appendix: Option<bool>,
}

/// A figure as drawn: in the page, and as files.
pub(crate) struct Drawn {
    /// The figure as markup, both widths and the data.
    pub(crate) html: String,
    /// File names without ending, and documents that stand alone.
    pub(crate) charts: Vec<(String, String)>,
}

impl Figure {
    /// The figure as drawn, or where it cannot be drawn a line that says so, and its data.
    fn drawn_or_told(&self, number: usize, said: &str) -> Drawn {
        quietly(|| Ok(self.drawn(number, said))).unwrap_or_else(|reason| {
            let Figure { heading, data, .. } = self;
            let html = format!(
                "<figure id=\"{id}\"><h3>Figure {number}. {title}</h3><p class=\"inset\">This chart could not be drawn: {reason}. Its data stand below.</p>\n{table}</figure>\n",
                id = heading.id,
                title = escape(&heading.title),
                reason = escape(&reason),
                table = data.html(),
            );
            Drawn { html, charts: Vec::new() }
        })
    }

    /// Draws the figure in both widths, with its data beside it. `said` is a source that the page has named before.
    fn drawn(&self, number: usize, said: &str) -> Drawn {
        let Figure { heading, drawing, data } = self;
        let drawing = drawing.as_ref();
        let wide = render(heading, drawing, Form::WIDE);
        let narrow = render(heading, drawing, Form::NARROW);
        let caption = match heading.source.strip_suffix(said).unwrap_or(&heading.source).trim_end() {
            "" => String::new(),
            source => format!("<figcaption>{}</figcaption>\n", escape(source)),
        };
        let html = format!(
            "<figure id=\"{id}\"><h3>Figure {number}. {title}</h3><p class=\"sub\">{sub}</p>\n<div class=\"wide\">{wide}</div>\n<div class=\"narrow\">{narrow}</div>\n{caption}<details><summary>Data for figure {number}</summary>\n{table}</details></figure>\n",
            id = heading.id,
            title = escape(&heading.title),
            sub = escape(&heading.subtitle),
            table = data.html(),
        );
        let alone = |suffix: &str, form: Form| {
            let name = format!("{}{suffix}", heading.id);
            (name, render(heading, drawing, form.alone()))
        };
        let charts = vec![alone("", Form::WIDE), alone("-narrow", Form::NARROW)];
        Drawn { html, charts }
    }
}

impl Page {
    /// Begins a section, listed in the contents; in the appendix a part that opens.
    pub(crate) fn section(&mut self, id: &str, title: &str) {
        if let Some(is_begun) = &mut self.appendix {
            self.body.push_str(if *is_begun { "</details>\n" } else { "" });
            *is_begun = true;
            self.body.push_str(&format!(
                "<details class=\"part\" id=\"more-{id}\"><summary><h3>{}</h3></summary>\n",
                escape(title)
            ));
            return;
        }
        self.contents.push((id.to_owned(), title.to_owned()));
        self.body.push_str(&format!("<h2 id=\"{id}\">{}</h2>\n", escape(title)));
    }

    /// Begins the appendix: from here on each section is a part that opens.
    pub(crate) fn appendix(&mut self) {
        self.section("appendix", "Appendix: everything else");
        self.paragraph("Each part opens. On paper the parts that are open are printed.");
        self.appendix = Some(false);
    }

    /// The sentences of an answer, larger than other text.
    pub(crate) fn answer(&mut self, sentences: &[String]) {
        self.body.push_str("<div class=\"answer\">\n");
        for sentence in sentences {
            self.body.push_str(&format!("<p>{}</p>\n", said(sentence)));
        }
        self.body.push_str("</div>\n");
    }

    /// Begins the first page, where a chart stands beside what is written until [`Page::beside`] where the screen is wide enough.
    pub(crate) fn first(&mut self) {
        self.body.push_str("<div class=\"first\">\n<div>\n");
    }

    /// The chart of the first page, and the end of what stands beside it.
    pub(crate) fn beside(&mut self, figure: Option<Figure>) {
        self.body.push_str("</div>\n");
        figure.into_iter().for_each(|figure| self.figure(figure));
        self.body.push_str("</div>\n");
    }

    /// Marks that are read apart: title, how many of five, words; a dash where there is nothing to go by.
    pub(crate) fn marks(&mut self, marks: &[(&str, Option<usize>, String)]) {
        self.body.push_str("<dl class=\"marks\">\n");
        for (title, level, words) in marks {
            let (dots, label) = match level.map(|level| level.min(5)) {
                Some(level) => {
                    ("\u{25cf}".repeat(level) + &"\u{25cb}".repeat(5 - level), format!("{level} of 5"))
                }
                None => ("\u{2013}".to_owned(), "no mark".to_owned()),
            };
            self.body.push_str(&format!(
                "<div><dt>{}</dt><dd><span class=\"dots\" role=\"img\" aria-label=\"{label}\">{dots}</span> {}</dd></div>\n",
                escape(title),
                said(words)
            ));
        }
        self.body.push_str("</dl>\n");
    }

    /// A heading within a section.
    pub(crate) fn heading(&mut self, title: &str) {
        self.body.push_str(&format!("<h3>{}</h3>\n", escape(title)));
    }

    /// Puts the list of contents here.
    pub(crate) fn contents_here(&mut self) {
        self.body.push_str(CONTENTS);
    }

    /// A paragraph.
    pub(crate) fn paragraph(&mut self, text: &str) {
        self.body.push_str(&format!("<p>{}</p>\n", said(text)));
    }

    /// A paragraph set apart from the others.
    pub(crate) fn inset(&mut self, text: &str) {
        self.body.push_str(&format!("<p class=\"inset\">{}</p>\n", said(text)));
    }

    /// A list.
    pub(crate) fn list(&mut self, items: &[String]) {
        self.body.push_str("<ul>\n");
        for item in items {
            self.body.push_str(&format!("<li>{}</li>\n", said(item)));
        }
        self.body.push_str("</ul>\n");
    }

    /// A list whose items begin with a bold word.
    pub(crate) fn named_list(&mut self, items: &[(String, String)]) {
        self.body.push_str("<ul>\n");
        for (name, text) in items {
            self.body.push_str(&format!("<li><strong>{}</strong> {}</li>\n", escape(name), said(text)));
        }
        self.body.push_str("</ul>\n");
    }

    /// Commands or text to be copied.
    pub(crate) fn code(&mut self, text: &str) {
        self.body.push_str(&format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", escape(text)));
    }

    /// A table.
    pub(crate) fn table(&mut self, table: &Table) {
        self.columns = self.columns.max(table.header.len());
        self.body.push_str(&table.html());
    }

    /// Opens a part that the reader may unfold.
    pub(crate) fn fold(&mut self, summary: &str) {
        self.body.push_str(&format!("<details><summary>{}</summary>\n", escape(summary)));
    }

    /// Closes it.
    pub(crate) fn unfold(&mut self) {
        self.body.push_str("</details>\n");
    }

    /// A figure, drawn later; once, where two parts ask for the same.
    pub(crate) fn figure(&mut self, figure: Figure) {
        if self.figures.iter().any(|(_, known)| known.heading.id == figure.heading.id) {
            return;
        }
        self.columns = self.columns.max(figure.data.header.len());
        let before = std::mem::take(&mut self.body);
        self.figures.push((before, figure));
    }

    /// One job for each figure, in order: to draw it.
    pub(crate) fn drawings(&self) -> impl Iterator<Item = impl Fn() -> Drawn + Send> {
        // A page of one source names it under its first figure; the files of the charts name it each.
        let first = self.figures.first().map_or("", |(_, figure)| figure.heading.source.as_str());
        let source = first.find("Source: ").map_or("", |at| &first[at..]);
        let said = move |at: usize| if at == 0 { "" } else { source };
        let figures = self.figures.iter().enumerate();
        figures.map(move |(at, (_, figure))| move || figure.drawn_or_told(at + 1, said(at)))
    }

    /// The whole document with its figures as drawn; `lead` stands between the title and the contents.
    pub(crate) fn finish(&self, title: &str, lead: &str, drawn: &[String]) -> String {
        let mut body = String::new();
        for ((before, _), figure) in self.figures.iter().zip(drawn) {
            body.push_str(before);
            body.push_str(figure);
        }
        body.push_str(&self.body);
        body.push_str(if self.appendix == Some(true) { "</details>\n" } else { "" });
        let contents: String = self
            .contents
            .iter()
            .map(|(id, title)| format!("<li><a href=\"#{id}\">{}</a></li>\n", escape(title)))
            .collect();
        let nav = format!("<nav aria-label=\"Contents\"><h3>Contents</h3><ol>\n{contents}</ol></nav>\n");
        format!(
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} - swplab report</title>\n<style>\n{STYLE}{heads}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to main content</a>\n<header><p>swplab: a simulation</p></header>\n<main id=\"main\">\n<h1>{title}</h1>\n{lead}\n{body}</main>\n</body>\n</html>\n",
            title = escape(title),
            heads = heads_before_cells(self.columns),
            body = body.replace(CONTENTS, &nav),
        )
    }
}

/// Stands for the list of contents until all sections are known.
const CONTENTS: &str = "<!-- contents -->\n";
const STYLE: &str = include_str!("style.css");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_of_a_cell_may_be_broken_and_others_not() {
        assert_eq!(breakable("a contract of 10 years & more"), "a contract of 10 years &amp; more");
        assert_eq!(
            breakable("https://example.org/one-long-address"),
            "https://example.<wbr>org/one-long-<wbr>address"
        );
        let word = "x".repeat(70);
        assert_eq!(breakable(&word).split("<wbr>").map(str::len).collect::<Vec<_>>(), [32, 32, 6]);
    }

    #[test]
    fn heads_stand_once_a_table_and_any_words_may_stand_in_them() {
        let head = "it's a \"head\" \\ with; all: that {breaks}";
        let table = Table {
            caption: String::new(),
            header: vec!["First".to_owned(), head.to_owned()],
            rows: vec![vec!["one".to_owned(), "two".to_owned()]; 3],
        };
        let html = table.html();
        let said = "--c2:&quot;it's a \\&quot;head\\&quot; \\\\ with; all: that {breaks}&quot;";
        assert_eq!(html.matches(said).count(), 1, "{html}");
        assert_eq!(heads_before_cells(3).matches("::before").count(), 2);
    }
}
