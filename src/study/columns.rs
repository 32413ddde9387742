//! Numbers of one life after another, which are asked for by column: one place of every life.
//!
//! The last rows are held in memory. Where there is room on a disk those before them lie there, turned so that a column is
//! read without the others ([`spilled`](super::spilled)): what a study holds then does not grow with its replications.
//! Whether it does changes no value.

use std::ops::Range;

#[cfg(feature = "cli")]
use super::spilled::{Block, Spill};

/// Rows of as many numbers each, added one after another. A row that was passed over is `NaN` throughout.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// Rows before the first that was added.
    before: usize,
    width: usize,
    /// The last rows.
    rows: Vec<f64>,
    /// Those before them.
    #[cfg(feature = "cli")]
    blocks: Vec<Block>,
}

impl Columns {
    /// Adds a row behind all others.
    ///
    /// # Panics
    /// When it is not as long as the first or does not stand behind the last.
    pub(super) fn put(&mut self, at: usize, row: &[f64]) {
        if self.width == 0 {
            (self.before, self.width) = (at, row.len());
        }
        assert_eq!(row.len(), self.width, "every life measures the same");
        let passed_over = at.checked_sub(self.count()).expect("lives come in the order of their numbers");
        self.rows.extend(std::iter::repeat_n(f64::NAN, passed_over * self.width));
        self.rows.extend_from_slice(row);
    }

    /// The numbers of one place, of so many rows.
    pub(super) fn column(&self, place: usize, rows: usize) -> Vec<f64> {
        let mut values = Vec::with_capacity(rows);
        values.resize(self.before, f64::NAN);
        #[cfg(feature = "cli")]
        self.blocks.iter().for_each(|block| block.add_column(place, &mut values));
        if place < self.width {
            values.extend(self.rows.iter().skip(place).step_by(self.width));
        }
        values.resize(rows, f64::NAN);
        values
    }

    /// The number of one place of a row; `NaN` where there is no such row.
    pub(super) fn get(&self, row: usize, place: usize) -> f64 {
        let Some(mut at) = row.checked_sub(self.before).filter(|_| place < self.width) else {
            return f64::NAN;
        };
        #[cfg(feature = "cli")]
        for block in &self.blocks {
            if at < block.rows() {
                return block.column(place)[at];
            }
            at -= block.rows();
        }
        at *= self.width;
        self.rows.get(at + place).copied().unwrap_or(f64::NAN)
    }

    /// Some places of every row, each with its number; rows that were passed over before the first are left out.
    pub(super) fn each_row(&self, places: Range<usize>) -> impl Iterator<Item = (usize, Vec<f64>)> + '_ {
        let width = self.width.max(1);
        let own = places.clone();
        let held = self.rows.chunks_exact(width).map(move |row| row[own.clone()].to_vec());
        #[cfg(feature = "cli")]
        let held = self.blocks.iter().flat_map(move |block| block.rows_of(places.clone())).chain(held);
        held.enumerate().map(|(at, row)| (self.before + at, row))
    }

    /// Rows, those that were passed over among them.
    fn count(&self) -> usize {
        #[cfg(feature = "cli")]
        let away: usize = self.blocks.iter().map(Block::rows).sum();
        #[cfg(not(feature = "cli"))]
        let away = 0;
        self.before + away + self.rows.len() / self.width.max(1)
    }

    /// Whether rows lie on the disk.
    #[cfg(feature = "cli")]
    pub(super) fn is_away(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// Numbers that are held in memory.
    #[cfg(feature = "cli")]
    pub(super) fn held(&self) -> usize {
        self.rows.len()
    }

    /// Puts the rows that are held on the disk.
    ///
    /// # Errors
    /// When they cannot be written; they stay where they are.
    #[cfg(feature = "cli")]
    pub(super) fn spill(&mut self, to: &std::sync::Arc<Spill>) -> std::io::Result<()> {
        if !self.rows.is_empty() {
            self.blocks.push(Block::write(to, &self.rows, self.width)?);
            self.rows = Vec::new();
        }
        Ok(())
    }
}
