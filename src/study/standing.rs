//! Where the children of each authority stand on the first day and at each year's end: by type of placement and by
//! stage of the pathway, each by age.

use crate::model::world::World;
use crate::terms::{AGES, AgeBand, PathwayStage, PlacementType, TYPES, age_band};

/// Cells of an authority on a day: types of placement by age, then stages by age.
pub(crate) const CELLS: usize = (TYPES + PathwayStage::COUNT) * AGES;

/// What children are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Where a child lives.
    Placement(PlacementType),
    /// Where in the pathway she is.
    Stage(PathwayStage),
}

impl Standing {
    /// Every kind, in the order of the cells.
    pub fn all() -> impl Iterator<Item = Standing> {
        let stages = PathwayStage::ALL.into_iter().map(Standing::Stage);
        PlacementType::ALL.into_iter().map(Standing::Placement).chain(stages)
    }

    /// By what it counts, and the key of the kind.
    pub fn key(self) -> (&'static str, &'static str) {
        match self {
            Standing::Placement(kind) => ("placement", kind.key()),
            Standing::Stage(stage) => ("stage", stage.key()),
        }
    }

    /// The cell of this kind at an age.
    pub(crate) fn cell(self, age: AgeBand) -> usize {
        let kind = match self {
            Standing::Placement(kind) => kind as usize,
            Standing::Stage(stage) => TYPES + stage as usize,
        };
        kind * AGES + age as usize
    }
}

/// Counts the children of a world's authorities, by `[authority][cell]`.
pub(super) fn count(world: &World) -> Vec<u32> {
    let today = f64::from(world.month);
    let children = &world.children;
    let mut cells = vec![0; world.authorities.len() * CELLS];
    for i in 0..children.count() {
        let person = &children.people[children.who[i] as usize];
        let age = AgeBand::ALL[age_band(today - person.born)];
        let first = usize::from(person.authority) * CELLS;
        cells[first + Standing::Placement(children.state[i].placement).cell(age)] += 1;
        cells[first + Standing::Stage(children.care[i].stage).cell(age)] += 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_age_has_a_cell_of_its_own() {
        let mut cells: Vec<usize> =
            Standing::all().flat_map(|kind| AgeBand::ALL.map(|age| kind.cell(age))).collect();
        cells.sort_unstable();
        assert_eq!(cells, (0..CELLS).collect::<Vec<_>>());
    }
}
