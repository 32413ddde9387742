//! What a study needs of a machine: said before it starts, so that hours of work do not end in a full disk.

use crate::analysis::run::tables::TOLD as FIRST;
use crate::evidence::Evidence;
use crate::indicator::{HEADLINES, INDICATORS};
use crate::scenario::Arm;
use crate::study::{CELLS, COUNTED, GAINS, KINDS};

/// Bytes that a child holds in one life, with the case holders, posts and events that go with it, as measured and rounded
/// upwards.
const CHILD: f64 = 2_500.0;
/// Bytes of the program itself, its evidence, what open questions keep and the drawing of a report, as measured and rounded upwards.
const PROGRAM: f64 = 120.0e6;
/// What is held for each byte of results: who gains, exposure and answers to open questions too, and what an allocator leaves
/// between; as measured and rounded upwards.
const HELD: f64 = 1.7;
/// Bytes of lives that memory holds before they are put on the disk, which the command alone does, and lives that it holds all the
/// same.
const HELD_LIVES: f64 = if cfg!(feature = "cli") { 32.0 * 1024.0 * 1024.0 } else { f64::INFINITY };
const LEAST_LIVES: f64 = 16.0;
/// Columns of all replications that are held at once: two tables are made side by side, of pairs, differences and their order.
const COLUMNS: f64 = 12.0;
/// What is left of a byte of lives on the disk, as measured and rounded upwards.
const PACKED: f64 = 0.7;
/// Bytes of a row of a table, in a file.
const ROW: f64 = 60.0;
/// Rows of a child's month: itself and what happens in it, as measured and rounded upwards.
const ROWS_A_CHILD_MONTH: f64 = 3.0;
/// Bytes of a row of a child's month or event.
const TOLD: f64 = 300.0;
/// Bytes of a report with its charts.
const REPORT: f64 = 12.0e6;

/// Memory and disk, in bytes, rather too much than too little.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Need {
    /// Memory that grows with what is kept of all lives.
    pub kept: f64,
    /// Memory of one life; as many are lived at once as there are threads.
    pub life: f64,
    /// Disk.
    pub disk: f64,
    /// Disk that pieces of the work take as long as it goes on.
    pub lived: f64,
    /// What makes it less, in words that follow "take".
    pub less: &'static str,
}

impl Need {
    /// What lives in these arms need, of which so many numbers are kept and so many rows are written.
    pub fn of(arms: &[Arm], numbers: f64, rows: f64, less: &'static str) -> Need {
        // Authorities that share nothing are lived one after the other, so the largest would do; those that share a
        // practice are not, so all are counted. As many more may come into care as a factor on arrivals says.
        let children = |arm: &Arm| -> f64 {
            let all = arm.alternative.authorities.iter();
            all.map(|one| one.figures.stock * one.circumstances.arrivals_factor.max(1.0)).sum()
        };
        let most = arms.iter().map(children).fold(0.0, f64::max);
        // A table is held whole while it is written, and read again for the report.
        let kept = 8.0 * numbers + 3.0 * ROW * rows;
        Need { kept, life: CHILD * most, disk: REPORT + ROW * rows, lived: kept, less }
    }

    /// What a study of so many replications keeps: values over the horizon and by year. Lives are put on the disk where
    /// memory should not hold them; what remains of each is a number in a few columns.
    pub fn of_study(
        arms: &[Arm],
        (replications, years): (u32, u32),
        wanted: Wanted,
        less: &'static str,
    ) -> Need {
        let (replications, years) = (f64::from(replications), f64::from(years));
        // Without a practice nobody is in its cohorts, nor served by it: what is nowhere defined takes no room on a disk.
        let defined = if units(arms) > UNITS { units(arms) as f64 } else { 2.0 };
        let values = (arms.len() * INDICATORS.len()) as f64;
        let by_authority = if wanted.authority_years { authorities(arms) as f64 * years } else { 0.0 };
        // Children on the first day and at each year's end.
        let counted = (arms.len() * authorities(arms) * CELLS) as f64 * (1.0 + years);
        let told_apart = (arms.len() * KINDS * COUNTED.len() * GAINS) as f64;
        let drawn = Evidence::embedded().quantities().len() as f64;
        let of_life =
            |units: f64| 8.0 * (values * units * (1.0 + years + by_authority) + counted + told_apart + drawn);
        let all = units(arms) as f64;
        let lived = replications * of_life(defined);
        let held = (replications * of_life(all)).min(HELD_LIVES.max(LEAST_LIVES * of_life(all)));
        let first = if wanted.all_rows { replications } else { replications.min(FIRST as f64) };
        // Levels and differences of which influence is told, with their ranks, and the posterior's quantities.
        let outcomes = (2 * HEADLINES.len() * arms.len()) as f64;
        let explained = 8.0 * replications.min(FIRST as f64) * (3.0 * outcomes + drawn / 2.0);
        // Every quantity is a row of each replication.
        let rows = first * (values * (defined + all * by_authority) + drawn) + values * all * years + counted;
        let read = values * all * years + counted;
        Need {
            kept: held + COLUMNS * 8.0 * replications + explained + 3.0 * ROW * read,
            disk: REPORT + ROW * rows + if lived > HELD_LIVES { PACKED * lived } else { 0.0 },
            lived: PACKED * lived,
            ..Need::of(arms, 0.0, 0.0, less)
        }
    }

    /// The same with the months and events of every child of so many replications, kept as text and as rows.
    pub fn with_events(self, arms: &[Arm], replications: u32, years: u32) -> Need {
        let child_months = arms.len() as f64 * self.life / CHILD * 12.0 * f64::from(years);
        let rows = f64::from(replications) * child_months * ROWS_A_CHILD_MONTH;
        Need { kept: self.kept + (ROW + TOLD) * rows, disk: self.disk + TOLD * rows, ..self }
    }

    /// Memory for so many lives at once, bytes.
    pub fn memory(&self, at_once: usize) -> f64 {
        PROGRAM + HELD * self.kept + self.life * at_once as f64
    }
}

/// What a study is asked to write beside its usual tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Every year of every authority.
    pub authority_years: bool,
    /// Rows of every replication, not of the first alone.
    pub all_rows: bool,
}

/// Units of every study.
const UNITS: usize = 5;

/// Authorities of a study.
fn authorities(arms: &[Arm]) -> usize {
    arms.first().map_or(0, |arm| arm.alternative.authorities.len())
}

/// Units of results: the whole, the remit, two cohorts, who stays in house, and each practice.
pub(super) fn units(arms: &[Arm]) -> usize {
    UNITS + arms.iter().map(|arm| arm.alternative.practices.len()).max().unwrap_or(0)
}

/// Bytes in words: `40 MB`, `1.2 GB`.
pub fn bytes(count: f64) -> String {
    let megabytes = count / 1.0e6;
    match megabytes {
        ..1000.0 => format!("{:.0} MB", megabytes.max(1.0)),
        ..10_000.0 => format!("{:.1} GB", megabytes / 1000.0),
        _ => format!("{:.0} GB", megabytes / 1000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_said_in_the_unit_that_a_person_would_use() {
        for (count, said) in [(0.0, "1 MB"), (4.2e7, "42 MB"), (1.23e9, "1.2 GB"), (3.4e10, "34 GB")] {
            assert_eq!(bytes(count), said);
        }
    }
}
