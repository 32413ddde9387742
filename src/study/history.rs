//! The histories of the children of one replication, by a replay.

use super::Simulation;
use swplab_model::history::{CareHistories, Scribe};
use swplab_model::model::world::World;

impl Simulation {
    /// The histories of one arm in one replication, by a replay. `watch` sees the world of the first
    /// day and of the end of each month.
    pub fn histories(&self, replication: u32, arm: usize, mut watch: impl FnMut(&World)) -> CareHistories {
        let mut scribe = Scribe::default();
        let world = self.replay(replication, arm, |world| {
            scribe.observe(world);
            watch(world);
        });
        let (parameters, _) = self.drawn(replication, arm);
        scribe.finish(&world, self.draws(replication), parameters, self.codes(arm))
    }
}
