//! The facts of the pilots, and of authorities' own services, that the model was built to show: one row for
//! each, with the world in which it is looked for, the window that it has, and what is asked of it. The score
//! card and the tests read the same rows.

mod companies;
mod evaluated;
mod figures;
mod looks;
mod programme;
mod rows;
mod scenarios;
mod services;
mod sites;

pub use figures::Figure;
pub use looks::{Lives, Look};
pub use rows::{ROWS, Row};

use crate::study::{Failure, Runner, StudyError};

/// What a row found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Figures that are judged.
    pub figures: Vec<Figure>,
    /// What else was seen, in sentences.
    pub notes: Vec<String>,
}

/// A row and what it found.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Row.
    pub row: &'static Row,
    /// What it found.
    pub found: Found,
}

impl Fact {
    /// Whether all of its figures lie where they must.
    pub fn holds(&self) -> bool {
        self.found.figures.iter().all(Figure::passes)
    }

    /// Whether so many runs cannot tell it from a fact that holds.
    pub fn may_hold(&self) -> bool {
        self.found.figures.iter().all(Figure::may_pass)
    }
}

/// All rows.
#[derive(Clone, Debug)]
pub struct Pilots {
    /// Facts, in the order of [`ROWS`].
    pub facts: Vec<Fact>,
    /// Usual number of replications.
    pub replications: u32,
    /// Replications that failed, by look.
    pub failures: Vec<(Look, Failure)>,
}

/// The row of an id.
pub fn row(id: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.id == id)
}

/// Reads one row, after living what it needs of what was not lived yet.
///
/// # Errors
/// When the work is stopped before its end.
pub fn fact(row: &'static Row, lives: &mut Lives, runner: &Runner<'_>) -> Result<Fact, StudyError> {
    lives.live(row.looks, runner)?;
    let found = (row.read)(lives);
    Ok(Fact { row, found })
}

/// Reads all rows.
///
/// # Errors
/// When the work is stopped before its end.
pub fn pilots(replications: u32, runner: &Runner<'_>) -> Result<Pilots, StudyError> {
    let mut lives = Lives::new(replications);
    lives.live(&Look::ALL, runner)?;
    let facts = ROWS.iter().map(|row| Fact { row, found: (row.read)(&lives) });
    Ok(Pilots { facts: facts.collect(), replications, failures: lives.failures.clone() })
}
