//! A study as a list of numbered units of work. The number of a unit means the same replications
//! for ever, so that shards, resuming and repeating one unit alone can name it.

/// One numbered unit: some replications, each with all arms or cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkUnit {
    /// Its number: replication `number × block` is the first that could belong to it.
    pub number: u32,
    /// First replication.
    pub first: u32,
    /// Number of replications.
    pub replications: u32,
}

/// The units of a study, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    first: u32,
    end: u32,
    block: u32,
}

/// Histories that a sweep holds in memory at once, before they are folded into summaries.
const HISTORIES_AT_ONCE: u32 = 8192;

impl Plan {
    /// Arms: unit `k` is replication `k` with all arms.
    pub fn of_arms(first: u32, replications: u32) -> Plan {
        Plan::in_blocks(first, replications, 1)
    }

    /// Cells of a sweep: a unit is a block of replications with all cells, smaller where there
    /// are many cells so that memory does not grow with them times the replications.
    pub fn of_cells(cells: usize, first: u32, replications: u32) -> Plan {
        let cells = u32::try_from(cells).unwrap_or(u32::MAX).max(1);
        Plan::in_blocks(first, replications, (HISTORIES_AT_ONCE / cells).clamp(1, 64))
    }

    fn in_blocks(first: u32, replications: u32, block: u32) -> Plan {
        let end = first.saturating_add(replications);
        Plan { first, end, block }
    }

    /// Replications in all units together.
    pub fn replications(&self) -> u32 {
        self.end - self.first
    }

    /// The units, in order of their numbers.
    pub fn units(&self) -> impl Iterator<Item = WorkUnit> + '_ {
        let numbers = self.first / self.block..self.end.div_ceil(self.block);
        numbers.filter_map(|number| {
            let first = (number * self.block).max(self.first);
            let end = (number.saturating_add(1).saturating_mul(self.block)).min(self.end);
            (first < end).then_some(WorkUnit { number, first, replications: end - first })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Plan, WorkUnit};

    #[test]
    fn a_unit_of_arms_is_one_replication_under_its_own_number() {
        let units: Vec<_> = Plan::of_arms(7, 2).units().collect();
        let unit = |number| WorkUnit { number, first: number, replications: 1 };
        assert_eq!(units, [unit(7), unit(8)]);
    }

    #[test]
    fn units_of_cells_cover_every_replication_once_and_keep_their_numbers() {
        for (cells, first, replications) in [(1, 0, 200), (5, 10, 130), (9000, 3, 4), (130, 0, 1)] {
            let plan = Plan::of_cells(cells, first, replications);
            let covered: Vec<u32> =
                plan.units().flat_map(|unit| unit.first..unit.first + unit.replications).collect();
            assert_eq!(covered, (first..first + replications).collect::<Vec<_>>());
        }
        let late = Plan::of_cells(1, 70, 10).units().next();
        assert_eq!(late, Some(WorkUnit { number: 1, first: 70, replications: 10 }));
    }

    #[test]
    fn no_replications_are_no_units() {
        assert_eq!(Plan::of_arms(0, 0).units().count(), 0);
        assert_eq!(Plan::of_cells(4, 64, 0).units().count(), 0);
    }
}
