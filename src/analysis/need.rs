//! What a study needs of a machine: said before it starts, so that hours of work do not end in a full disk.

use crate::evidence::Evidence;
use crate::indicator::INDICATORS;
use crate::scenario::Arm;
use crate::study::CELLS;

/// Bytes that a child holds in one life, with the case holders, posts and events that go with it, as measured and rounded
/// upwards.
const CHILD: f64 = 2_500.0;
/// Bytes of the program itself, its evidence, what open questions keep and the drawing of a report, as measured and rounded upwards.
const PROGRAM: f64 = 120.0e6;
/// What is held for each byte of results: who gains, exposure and answers to open questions too, and what an allocator leaves
/// between; as measured and rounded upwards.
const HELD: f64 = 1.7;
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
        Need { kept: 8.0 * numbers + 3.0 * ROW * rows, life: CHILD * most, disk: REPORT + ROW * rows, less }
    }

    /// What a study of so many replications keeps: values over the horizon and by year.
    pub fn of_study(arms: &[Arm], replications: u32, years: u32, less: &'static str) -> Need {
        let values = (arms.len() * units(arms) * INDICATORS.len()) as f64;
        let lives = f64::from(replications) * values;
        let years = f64::from(years);
        // Every quantity is a row of each replication.
        let drawn = f64::from(replications) * Evidence::embedded().quantities().len() as f64;
        // Children on the first day and at each year's end: half the memory of a value each.
        let counted = (arms.len() * authorities(arms) * CELLS) as f64 * (1.0 + years);
        let kept = lives * (1.0 + years) + f64::from(replications) * counted / 2.0;
        Need::of(arms, kept, lives + values * years + drawn + counted, less)
    }

    /// The same with every year of every authority, in memory and as rows.
    pub fn with_authority_years(self, arms: &[Arm], replications: u32, years: u32) -> Need {
        let values = (arms.len() * authorities(arms) * units(arms) * INDICATORS.len()) as f64;
        self.with(values * f64::from(replications) * f64::from(years))
    }

    /// The same with the months and events of every child of so many replications, kept as text and as rows.
    pub fn with_events(self, arms: &[Arm], replications: u32, years: u32) -> Need {
        let child_months = arms.len() as f64 * self.life / CHILD * 12.0 * f64::from(years);
        let rows = f64::from(replications) * child_months * ROWS_A_CHILD_MONTH;
        Need { kept: self.kept + (ROW + TOLD) * rows, disk: self.disk + TOLD * rows, ..self }
    }

    /// The same with so many numbers more, each kept and a row of a table that is not read for the report.
    fn with(self, rows: f64) -> Need {
        Need { kept: self.kept + (8.0 + ROW) * rows, disk: self.disk + ROW * rows, ..self }
    }

    /// Memory for so many lives at once, bytes.
    pub fn memory(&self, at_once: usize) -> f64 {
        PROGRAM + HELD * self.kept + self.life * at_once as f64
    }
}

/// Authorities of a study.
fn authorities(arms: &[Arm]) -> usize {
    arms.first().map_or(0, |arm| arm.alternative.authorities.len())
}

/// Units of results: the whole, the remit, two cohorts, who stays in house, and each practice.
pub(super) fn units(arms: &[Arm]) -> usize {
    5 + arms.iter().map(|arm| arm.alternative.practices.len()).max().unwrap_or(0)
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
