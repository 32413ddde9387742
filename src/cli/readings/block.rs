//! The generated part of a scenario's head: remark lines between two marker lines.

/// The line before it.
pub const BEGIN: &str = "# What was seen, by `swplab readings --write` (not to be edited by hand):";
/// The line after it.
pub const END: &str = "# End of what was seen.";
/// Columns at which a line is folded.
const WIDTH: usize = 120;

/// A file and the part of it that is generated.
pub struct Block<'a> {
    before: &'a str,
    lines: Vec<&'a str>,
    after: &'a str,
    /// Number of the first line between the markers, from 1.
    pub first: usize,
    line_end: &'a str,
}

impl<'a> Block<'a> {
    /// The part of a text between the markers.
    ///
    /// # Errors
    /// A sentence where a marker is missing, stands twice, or stands in the wrong order.
    pub fn of(text: &'a str) -> Result<Block<'a>, String> {
        let (mut begin, mut end) = (Vec::new(), Vec::new());
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            match line.trim_end_matches(['\n', '\r']) {
                BEGIN => begin.push((number, at + line.len(), &line[BEGIN.len()..])),
                END => end.push(at),
                _ => {}
            }
            at += line.len();
        }
        match (&begin[..], &end[..]) {
            ([(number, from, line_end)], [to]) if from <= to => Ok(Block {
                before: &text[..*from],
                lines: text[*from..*to].lines().collect(),
                after: &text[*to..],
                first: number + 2,
                line_end,
            }),
            ([], []) => Err(format!(
                "has no place for what was seen: write these two lines in its head:\n{BEGIN}\n{END}"
            )),
            _ => Err(format!("must hold these two lines once each, in this order:\n{BEGIN}\n{END}")),
        }
    }

    /// What stands between the markers, line by line.
    pub fn lines(&self) -> &[&'a str] {
        &self.lines
    }

    /// The text with other lines between the markers.
    pub fn with(&self, lines: &[String]) -> String {
        let between: String = lines.iter().flat_map(|line| [line.as_str(), self.line_end]).collect();
        format!("{}{between}{}", self.before, self.after)
    }

    /// Every line that is not as it should be: its number, what stands there and what should; `None` where there is
    /// no line.
    pub fn drifted<'b>(&'b self, lines: &'b [String]) -> Vec<(usize, Option<&'b str>, Option<&'b str>)> {
        let most = self.lines.len().max(lines.len());
        let pairs = (0..most)
            .map(|at| (at + self.first, self.lines.get(at).copied(), lines.get(at).map(String::as_str)));
        pairs.filter(|(_, found, written)| found != written).collect()
    }
}

/// What was seen as remark lines.
pub fn remarks(text: &str) -> Vec<String> {
    text.trim_end().lines().flat_map(folded).collect()
}

/// A line as remarks, folded between words, with what follows moved in.
fn folded(line: &str) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let mut lines = vec![format!("# {}", " ".repeat(indent)).trim_end().to_owned()];
    let mut is_begun = false;
    for word in line.split_whitespace() {
        let last = lines.last_mut().expect("there is a first line");
        if is_begun && last.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(format!("#{}{word}", " ".repeat(indent + 5)));
            continue;
        }
        let gap = if is_begun { 1 } else { indent + 1 };
        *last += &" ".repeat(gap);
        *last += word;
        is_begun = true;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        for end in ["\n", "\r\n"] {
            let file = |seen: &str| format!("# Why{end}{BEGIN}{end}{seen}{END}{end}{end}title = \"T\"");
            let text = file(&format!("# old{end}# two{end}"));
            let block = Block::of(&text).unwrap();
            let lines = ["# one".to_owned(), "# two".to_owned(), "# three".to_owned()];
            assert_eq!(block.with(&lines), file(&format!("# one{end}# two{end}# three{end}")));
            let drifted = block.drifted(&lines);
            assert_eq!(drifted, [(3, Some("# old"), Some("# one")), (5, None, Some("# three"))]);
            let written = block.with(&lines);
            assert!(Block::of(&written).unwrap().drifted(&lines).is_empty());
        }
    }

    #[test]
    fn markers_that_are_missing_or_out_of_order_are_told() {
        for text in [format!("{END}\n{BEGIN}\n"), BEGIN.to_owned(), format!("{BEGIN}\n{BEGIN}\n{END}\n")] {
            assert!(Block::of(&text).is_err_and(|said| said.contains("once each")), "{text}");
        }
        assert!(Block::of("title = \"T\"\n").is_err_and(|said| said.contains(BEGIN)));
    }

    #[test]
    fn long_lines_are_folded_between_words() {
        let long = format!("  arm: {}end", "1.25, ".repeat(30));
        let lines = remarks(&format!("A title\n\n{long}\n\n"));
        assert_eq!(lines[..2], ["# A title", "#"]);
        assert!(lines.len() > 3 && lines.iter().all(|line| line.len() <= WIDTH));
        assert!(lines[2].starts_with("#   arm: 1.25,") && lines[3].starts_with("#       1.25,"));
    }
}
