//! Lives: the one loop of months, and arms that are lived one at a time, to be watched or measured alone.

use std::sync::atomic::{AtomicBool, Ordering};

use super::course::Course;
use super::parts;
use super::remit::{Marks, Remit};
use super::simulation::{Begun, Simulation};
use crate::draws::Draws;
use crate::indicator::{Group, Measurement};
use crate::model::month::{self, Own};
use crate::model::settings::Settings;
use crate::model::start;
use crate::model::world::World;
use crate::scenario::Alternative;

/// Lives one world under `settings` from the starting population of the `first` arm. `watch` sees the
/// world of the first day and of the end of each month.
pub fn lived(first: &Settings, settings: &Settings, draws: &Draws, watch: impl FnMut(&World)) -> World {
    lived_with((first, settings), draws, &[], &Remit::none(), None, watch)
}

/// The same with a caller's own processes, with those marked who hold a place of a remit, and with changes on the way.
fn lived_with(
    (first, settings): (&Settings, &Settings),
    draws: &Draws,
    own: &[Own],
    remit: &Remit,
    course: Option<&mut Course<'_>>,
    watch: impl FnMut(&World),
) -> World {
    let world = start::population(first, draws);
    lived_in((world, settings), draws, own, remit, course, watch)
}

/// The same in a world of the first day, of which no arm has begun.
fn lived_in(
    (mut world, settings): (World, &Settings),
    draws: &Draws,
    own: &[Own],
    remit: &Remit,
    course: Option<&mut Course<'_>>,
    mut watch: impl FnMut(&World),
) -> World {
    start::begin_arm(&mut world, settings, draws);
    let mut marks = Marks::new(remit);
    let mut marked = Vec::new();
    marks.begin_month(&mut world, &mut marked);
    watch(&world);
    let (mut settings, go_on) = (settings.clone(), AtomicBool::new(false));
    let horizon = settings.horizon;
    months(&mut world, (&mut settings, course), draws, own, (horizon, &go_on), |world| {
        watch(world);
        marks.begin_month(world, &mut marked);
        true
    })
    .expect("nothing sets a flag that nobody else holds");
    world
}

/// The loop of months, changes coming on their `course`: so many, or until `watch`, which sees the world at each month's end, returns that there is
/// no more to see.
///
/// # Errors
/// When `stop` is set on the way.
pub(super) fn months(
    world: &mut World,
    (settings, mut course): (&mut Settings, Option<&mut Course<'_>>),
    draws: &Draws,
    own: &[Own],
    (most, stop): (u32, &AtomicBool),
    mut watch: impl FnMut(&mut World) -> bool,
) -> Result<(), String> {
    for _ in 0..most {
        if stop.load(Ordering::Relaxed) {
            return Err("stopped".to_owned());
        }
        if let Some(course) = course.as_deref_mut() {
            course.begin_month(world, settings);
        }
        settings.begin_month(world.month);
        month::run(world, settings, draws, own);
        if !watch(world) {
            break;
        }
    }
    Ok(())
}

impl Simulation {
    /// Lives the first arm of a replication, whose numbers are `whole`, for some months, each part of authorities that
    /// share nothing alone, after `adjust` has changed its numbers; one measurement of everybody for each part.
    ///
    /// # Errors
    /// When `stop` is set on the way.
    pub(crate) fn by_authority(
        &self,
        whole: &Settings,
        replication: u32,
        (most, stop): (u32, &AtomicBool),
        adjust: impl Fn(usize, &mut Settings),
    ) -> Result<Vec<Measurement>, String> {
        let mut measurements: Vec<Measurement> = Vec::with_capacity(self.parts.len());
        self.each_alone(whole, replication, (most, stop), adjust, |part, world| {
            if world.month == 0 {
                measurements.push(Measurement::new(&[Group::Whole], whole.workforce.short_sickness));
            } else {
                measurements[part].observe(world);
            }
        })?;
        Ok(measurements)
    }

    /// Lives the first arm of a replication for so many months, each part of authorities that share nothing alone,
    /// after `adjust` has changed its part of the numbers in `whole`. `watch` sees the number of the part and its
    /// world on the first day and at the end of each month.
    ///
    /// # Errors
    /// When `stop` is set on the way.
    pub(crate) fn each_alone(
        &self,
        whole: &Settings,
        replication: u32,
        (most, stop): (u32, &AtomicBool),
        adjust: impl Fn(usize, &mut Settings),
        mut watch: impl FnMut(usize, &World),
    ) -> Result<(), String> {
        let draws = self.draws(replication);
        for (number, part) in self.parts.iter().enumerate() {
            let mut settings = parts::settings(whole, part);
            adjust(part.start, &mut settings);
            let draws = draws.of_places(&self.luck[part.clone()]);
            let mut world = start::population(&settings, &draws);
            start::begin_arm(&mut world, &settings, &draws);
            watch(number, &world);
            months(&mut world, (&mut settings, None), &draws, &self.own, (most, stop), |world| {
                watch(number, world);
                true
            })?;
        }
        Ok(())
    }

    /// Replays one arm of one replication alone, with its event log: the same path as in the study.
    /// `watch` sees the world of the first day and of the end of each month.
    pub fn replay(&self, replication: u32, arm: usize, watch: impl FnMut(&World)) -> World {
        self.replayed((replication, arm), true, watch)
    }

    /// The same without the log, for who looks at worlds alone: of a large one the log is most of what it holds.
    pub(crate) fn seen(&self, replication: u32, arm: usize, watch: impl FnMut(&World)) -> World {
        self.replayed((replication, arm), false, watch)
    }

    fn replayed(&self, (replication, arm): (u32, usize), keep_log: bool, watch: impl FnMut(&World)) -> World {
        let first = Settings { keep_log, ..self.settings(replication, 0) };
        let settings = Settings { keep_log, ..self.settings(replication, arm) };
        // Who holds a place of the remit is counted apart, as in the study.
        let remit = self.begin_apart(replication).world.remit;
        let prepare = |later: &Alternative| self.settings_of(later, replication);
        let mut course = Course::of(&self.arms[arm], &prepare);
        let draws = self.draws(replication);
        lived_with((&first, &settings), &draws, &self.own, &remit, Some(&mut course), watch)
    }

    /// The same from a beginning that is at hand, for who replays several arms of one replication.
    pub(crate) fn replay_from(
        &self,
        begun: &Begun,
        (replication, arm): (u32, usize),
        watch: impl FnMut(&World),
    ) -> World {
        let Begun { parts, remit, carried, .. } = begun;
        let [first] = &parts[..] else {
            return self.replay(replication, arm, watch);
        };
        let mut world = first.clone();
        world.log.is_kept = true;
        let draws = self.draws(replication);
        let arms = self.arms_of(replication);
        let prepare = |of: &Alternative| {
            let (parameters, positions) = self.known(&draws, replication, of);
            self.prepared(&draws, (arms, of), &parameters, &positions, Some(carried))
        };
        let settings = Settings { keep_log: true, ..prepare(&arms[arm]) };
        let mut course = Course::of(&arms[arm], &prepare);
        lived_in((world, &settings), &draws, &self.own, remit, Some(&mut course), watch)
    }

    /// Lives one arm with what `replication` drew for quantities and positions and with the luck of
    /// `luck`, for as long as `watch` returns that there is more to see. Watching changes nothing.
    ///
    /// # Errors
    /// When `stop` is set on the way.
    pub(crate) fn watched(
        &self,
        (replication, luck): (u32, u32),
        arm: usize,
        stop: &AtomicBool,
        mut watch: impl FnMut(&World) -> bool,
    ) -> Result<World, String> {
        let (first, mut settings) = (self.settings(replication, 0), self.settings(replication, arm));
        let draws = self.draws(luck);
        let mut world = start::population(&first, &draws);
        start::begin_arm(&mut world, &settings, &draws);
        if watch(&world) {
            let prepare = |later: &Alternative| self.settings_of(later, replication);
            let mut course = Course::of(&self.arms[arm], &prepare);
            let arm = (&mut settings, Some(&mut course));
            months(&mut world, arm, &draws, &self.own, (self.months, stop), |world| watch(world))?;
        }
        Ok(world)
    }
}
