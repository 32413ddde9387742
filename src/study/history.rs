//! The histories of the children of one replication, by a replay.

use std::sync::atomic::AtomicBool;

use super::Simulation;
use crate::model::settings::Settings;
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

    /// The histories of the first arm in one replication, told of one authority after the other: its place in the
    /// histories and these. Authorities that share nothing are replayed each alone, so that few events are held at once.
    ///
    /// # Errors
    /// When `stop` is set on the way.
    pub(crate) fn histories_by_authority<T>(
        &self,
        replication: u32,
        stop: &AtomicBool,
        mut told: impl FnMut(&CareHistories, usize) -> T,
    ) -> Result<Vec<T>, String> {
        // What changes on the way is not lived by those who live alone.
        if self.parts.len() < 2 || !self.arms[0].later.is_empty() {
            let histories = self.histories(replication, 0, |_| {});
            return Ok((0..self.arms[0].authorities.len()).map(|at| told(&histories, at)).collect());
        }
        let (parameters, _) = self.drawn(replication, 0);
        let (draws, codes) = (self.draws(replication), self.codes(0));
        let whole = self.settings(replication, 0);
        let (mut scribe, mut all) = (Scribe::default(), Vec::new());
        let keep_log = |_: usize, settings: &mut Settings| settings.keep_log = true;
        self.each_alone(&whole, replication, (self.months, stop), keep_log, |part, world| {
            scribe.observe(world);
            if world.month == self.months {
                let part = self.parts[part].clone();
                let own = (draws.of_places(&self.luck[part.clone()]), codes[part.clone()].to_vec());
                let histories = std::mem::take(&mut scribe).finish(world, own.0, parameters.clone(), own.1);
                all.extend((0..part.len()).map(|at| told(&histories, at)));
            }
        })?;
        Ok(all)
    }
}
