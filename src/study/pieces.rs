//! Pieces: what a study is made of, numbered and lived one by one, so that they outlive an interruption and can be lived
//! on many machines.
//!
//! ```text
//! a piece          the opening of a replication (what was drawn for it), or one arm of it
//! number of an arm its replication, from the first, × arms + its position
//! a shard i of n   lives the arms whose number × n ÷ (all of them), rounded down, is i - 1
//! ```
//!
//! A piece depends on nothing but its experiment and its number. What is made of pieces is folded in the order of the
//! numbers, whoever lived them, so that any split, order and number of threads gives the bytes of one process. A piece is
//! found again by a hash of all that its experiment is told, and never by a name.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::error::StudyError;
use super::experiment::History;

/// Address of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Piece {
    /// Hash of all that its experiment is told.
    pub experiment: [u8; 16],
    /// Replication.
    pub replication: u32,
    /// Position of the arm; none for the opening.
    pub arm: Option<u32>,
}

/// What a piece came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Lived {
    /// The opening of a replication: parameters, positions and children as in
    /// [`Beginning`](super::Beginning).
    Opening {
        /// Value of each quantity.
        parameters: Vec<f64>,
        /// Position on each hypothesis.
        positions: Vec<String>,
        /// Children on the first day, by unit.
        children: Vec<f64>,
    },
    /// One arm.
    Arm(Box<History>),
    /// A sentence: the arm failed, as it would again.
    Failed(String),
}

/// Keeps pieces and finds them again.
pub trait Pieces: Sync {
    /// A piece, to the bit, if it is kept.
    fn find(&self, piece: &Piece) -> Option<Lived>;

    /// Whether a piece is kept.
    fn has(&self, piece: &Piece) -> bool;

    /// Keeps a piece. Where that fails, the study goes on without.
    fn keep(&self, piece: &Piece, lived: &Lived);
}

/// Which pieces of its first stage a process lives itself; every later stage is lived by whoever comes to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// All that are not kept.
    Whole,
    /// A shard of them, and then it ends.
    Shard {
        /// From 1.
        number: u32,
        /// Of so many.
        of: u32,
    },
    /// None: all must be kept.
    Merge,
    /// None: it tells how many there are.
    Plan,
}

/// The pieces of the work of one process, and its role.
#[derive(Clone)]
pub struct Work<'a> {
    pub(super) pieces: &'a dyn Pieces,
    role: Role,
    is_begun: Arc<AtomicBool>,
}

impl<'a> Work<'a> {
    /// Work in a role.
    pub fn new(pieces: &'a dyn Pieces, role: Role) -> Work<'a> {
        Work { pieces, role, is_begun: Arc::default() }
    }

    /// The role in the stage that begins, the first or a later one.
    pub(super) fn begin_stage(&self) -> Role {
        match self.is_begun.swap(true, Ordering::SeqCst) {
            false => self.role,
            true => Role::Whole,
        }
    }
}

/// The arms of some replications, numbered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage {
    pub experiment: [u8; 16],
    pub role: Role,
    pub first: u32,
    pub replications: u32,
    pub arms: u32,
}

impl Stage {
    pub(super) fn opening(&self, replication: u32) -> Piece {
        Piece { experiment: self.experiment, replication, arm: None }
    }

    pub(super) fn arm(&self, replication: u32, arm: usize) -> Piece {
        Piece { experiment: self.experiment, replication, arm: Some(arm as u32) }
    }

    /// Whether this process lives an arm where it is not kept.
    pub(super) fn is_mine(&self, replication: u32, arm: usize) -> bool {
        let Role::Shard { number, of } = self.role else { return true };
        let all = u64::from(self.replications) * u64::from(self.arms);
        let at = u64::from(replication - self.first) * u64::from(self.arms) + arm as u64;
        // As wide as two numbers of 32 bits and one of 32 multiplied.
        (u128::from(at) * u128::from(of) / u128::from(all.max(1))) as u64 == u64::from(number - 1)
    }

    /// Arms that this process lives or finds.
    pub(super) fn mine(&self) -> u64 {
        let all = u64::from(self.replications) * u64::from(self.arms);
        match self.role {
            Role::Shard { number, of } => {
                let upto = |shard: u32| (u128::from(all) * u128::from(shard)).div_ceil(u128::from(of)) as u64;
                upto(number) - upto(number - 1)
            }
            _ => all,
        }
    }

    /// Refuses to merge where pieces are missing.
    ///
    /// # Errors
    /// Which are missing.
    pub(super) fn must_be_whole(&self, pieces: &dyn Pieces) -> Result<(), StudyError> {
        let mut missing: Vec<(u64, u64)> = Vec::new();
        let mut number = 0;
        for replication in self.first..self.first + self.replications {
            for arm in 0..self.arms as usize {
                if !pieces.has(&self.arm(replication, arm)) {
                    match missing.last_mut() {
                        Some((_, to)) if *to + 1 == number => *to = number,
                        _ => missing.push((number, number)),
                    }
                }
                number += 1;
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(StudyError::Missing { missing, of: number }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_share_all_arms_out_and_nobody_has_two() {
        for (replications, arms) in [(1, 1), (1, 7), (10, 3), (200, 5), (3, 1_000)] {
            for of in [1, 2, 3, 7, 400] {
                let stage = |number| Stage {
                    experiment: [0; 16],
                    role: Role::Shard { number, of },
                    first: 5,
                    replications,
                    arms,
                };
                let mut all = 0;
                for number in 1..=of {
                    let own = stage(number);
                    let mine = (5..5 + replications)
                        .flat_map(|replication| (0..arms as usize).map(move |arm| (replication, arm)))
                        .filter(|&(replication, arm)| own.is_mine(replication, arm));
                    let mine = mine.count() as u64;
                    assert_eq!(mine, own.mine(), "{replications} {arms} {number} of {of}");
                    all += mine;
                }
                assert_eq!(all, u64::from(replications) * u64::from(arms));
            }
        }
    }
}
