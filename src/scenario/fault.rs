//! What is wrong with a scenario file, where, and what would be right.

use std::fmt;
use std::path::PathBuf;

/// Whether a fault stops the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// It can be run, but probably does not say what is meant.
    Warning,
}

/// Letters of the longest line that is shown.
pub(super) const LONGEST_SHOWN: usize = 200;

/// One fault with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whether it stops the work.
    pub severity: Severity,
    /// File as the user named it, or `command line`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Dotted key path; empty when the fault is in the file as a whole.
    pub path: String,
    /// What was found, what is allowed, the nearest known name.
    pub message: String,
    /// The line of the file; empty where it is too long to be shown.
    pub source_line: String,
    /// Characters that the fault covers on that line.
    pub width: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.severity == Severity::Warning { "warning: " } else { "" };
        write!(f, "{}:{}:{}: {kind}{}", self.file, self.line, self.column, self.message)?;
        // A line that is blank or very long (a damaged file) would not help anyone.
        let length = self.source_line.chars().count();
        if self.source_line.trim().is_empty() || length > LONGEST_SHOWN {
            return Ok(());
        }
        let margin = " ".repeat(self.line.to_string().len());
        let shown: String = self.source_line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let width = self.width.clamp(1, (length + 1).saturating_sub(self.column).max(1));
        write!(f, "\n{} | {}", self.line, shown.trim_end())?;
        write!(f, "\n{margin} | {}{}", " ".repeat(self.column - 1), "^".repeat(width))
    }
}

/// All faults of a scenario, in the order of the file; at least one is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// How many of them are errors, and how many warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.0.iter().filter(|f| f.severity == Severity::Error).count();
        (errors, self.0.len() - errors)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.0 {
            writeln!(f, "{fault}")?;
        }
        let (errors, warnings) = self.counts();
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        write!(f, "{errors} fault{}", plural(errors))?;
        if warnings > 0 {
            write!(f, " and {warnings} warning{}", plural(warnings))?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Why no scenario could be made of a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// The file cannot be opened or read.
    #[error("{path} cannot be read: {reason}", path = path.display())]
    Unreadable {
        /// File.
        path: PathBuf,
        /// What the operating system said.
        reason: std::io::Error,
    },
    /// The file can be read, but has faults.
    #[error(transparent)]
    Faulty(#[from] Faults),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_shows_the_place_and_the_line_with_a_caret() {
        let fault = Fault {
            severity: Severity::Error,
            file: "scenarios/x.toml".into(),
            line: 12,
            column: 1,
            path: "contract.term_yeers".into(),
            message: "contract.term_yeers is not a known key. Did you mean term_years?".into(),
            source_line: "term_yeers = 5".into(),
            width: 10,
        };
        assert_eq!(
            fault.to_string(),
            "scenarios/x.toml:12:1: contract.term_yeers is not a known key. Did you mean term_years?\n\
             12 | term_yeers = 5\n   | ^^^^^^^^^^"
        );
    }

    #[test]
    fn the_error_can_cross_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<ScenarioError>();
    }
}
