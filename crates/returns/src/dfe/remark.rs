//! What is said of a cell, row or file that did not give a plain number.

use std::fmt;

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The file cannot be used.
    File,
    /// A row cannot be used.
    Row,
    /// A cell holds neither a number nor a known code.
    Unreadable,
    /// Two files give different figures.
    Conflict,
    /// A cell holds a code in place of a number.
    Coded,
    /// A figure was taken from elsewhere.
    Filled,
}

impl Kind {
    /// All kinds, the gravest first.
    pub const ALL: [Kind; 6] =
        [Kind::File, Kind::Row, Kind::Unreadable, Kind::Conflict, Kind::Coded, Kind::Filled];

    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Kind::File => "file",
            Kind::Row => "row",
            Kind::Unreadable => "unreadable",
            Kind::Conflict => "conflict",
            Kind::Coded => "code",
            Kind::Filled => "filled",
        }
    }

    /// Whether it is a fault of the file; a code is a fact.
    pub fn is_fault(self) -> bool {
        matches!(self, Kind::File | Kind::Row | Kind::Unreadable | Kind::Conflict)
    }
}

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: Kind,
    /// File.
    pub file: String,
    /// Line, from 1; 0 where it is about the whole file.
    pub line: u64,
    /// Column by name; empty where it is about the row or the file.
    pub column: String,
    /// What was found.
    pub found: String,
    /// The authority, or empty.
    pub authority: String,
    /// What is wrong or what the code means, as a clause.
    pub meaning: String,
    /// What was done, as a clause.
    pub done: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ", line {}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        if !self.authority.is_empty() {
            write!(f, " ({})", self.authority)?;
        }
        write!(f, ": ")?;
        if !self.found.is_empty() {
            write!(f, "found \"{}\": ", self.found)?;
        }
        write!(f, "{}; {}.", self.meaning, self.done)
    }
}
