//! The course of an arm: its changes during a run come on their date, or when their condition is met.
//!
//! Whether a change has come is asked on the first day of each month, before anything happens in it. What then holds is
//! prepared from the draws of the replication, so that what does not change keeps its values.

use std::borrow::Cow;

use crate::arrangement::{Change, MOST_CHANGES};
use crate::model::settings::Settings;
use crate::model::world::{Post, Seat, World};
use crate::scenario::Alternative;
use crate::terms::Watched;

/// What makes an alternative the plain numbers of a replication, in one part of its authorities.
type Prepare<'a> = &'a dyn Fn(&Alternative) -> Settings;

/// The month, from the first day, in which each change of an arm first came; none of one that has not come.
pub(super) type Came = [Option<u32>; MOST_CHANGES];

/// The changes of an arm in one part of its authorities.
pub(super) struct Course<'a> {
    arm: &'a Alternative,
    prepare: Prepare<'a>,
    came: Came,
    /// Bits of the changes that hold.
    holds: usize,
}

/// Every arrangement that a study can come to: its arms, and what their changes make of them.
pub(super) fn reachable(arms: &[Alternative]) -> Cow<'_, [Alternative]> {
    if arms.iter().all(|arm| arm.in_time.is_empty()) {
        return Cow::Borrowed(arms);
    }
    let in_time = arms.iter().flat_map(|arm| &arm.in_time);
    Cow::Owned(arms.iter().chain(in_time).cloned().collect())
}

impl<'a> Course<'a> {
    /// The course of an arm on its first day.
    pub(super) fn of(arm: &'a Alternative, prepare: Prepare<'a>) -> Course<'a> {
        Course { arm, prepare, came: [None; MOST_CHANGES], holds: 0 }
    }

    /// When each change came.
    pub(super) fn came(&self) -> Came {
        self.came
    }

    /// Goes on where conditions were met on the way here, and no change holds.
    pub(super) fn remember(&mut self, came: Came) {
        self.came = came;
    }

    /// Whether a change comes or goes in the month that begins.
    pub(super) fn is_due(&mut self, world: &World) -> bool {
        self.holding(world) != self.holds
    }

    /// Bits of the changes that hold in the month that begins.
    fn holding(&mut self, world: &World) -> usize {
        let mut holds = 0;
        for (bit, later) in self.arm.later.iter().enumerate() {
            let change = &later.change;
            // A month of a file is held as its middle.
            let has_begun = |month: Option<f64>| month.is_some_and(|month| world.month_start() + 1.0 > month);
            let may_come = change.from.is_none() || has_begun(change.from);
            if self.came[bit].is_none() && may_come && Course::is_met(world, change) {
                self.came[bit] = Some(world.month);
            }
            if self.came[bit].is_some() && !has_begun(change.until) {
                holds |= 1 << bit;
            }
        }
        holds
    }

    /// Brings the numbers of the arm to what holds in the month that begins, where a change comes or goes.
    pub(super) fn begin_month(&mut self, world: &World, settings: &mut Settings) {
        let holds = self.holding(world);
        if holds == self.holds {
            return;
        }
        self.holds = holds;
        let which = holds.checked_sub(1).map_or(self.arm, |changed| &self.arm.in_time[changed]);
        let mut numbers = (self.prepare)(which);
        numbers.keep_log = settings.keep_log;
        // Levels that move from year to year have moved so far.
        (0..world.month).for_each(|month| numbers.begin_month(month));
        *settings = numbers;
    }

    /// Whether a change may come now: its condition, where it has one, holds on the first day of the month.
    fn is_met(world: &World, change: &Change) -> bool {
        let Some(watched) = change.when else { return true };
        let here = |authority: usize| change.authority.is_none_or(|named| named == authority);
        let is_own = |post: &&Post| {
            let provider = &world.providers[post.provider as usize];
            provider.practice.is_none() && here(provider.authority)
        };
        let open = || world.posts.iter().filter(is_own).filter(|post| post.seat != Seat::Closed);
        let share =
            |of: fn(&Post) -> bool| open().filter(|post| of(post)).count() as f64 / open().count() as f64;
        let value = match watched {
            Watched::Vacancy => share(Post::is_vacant),
            Watched::Agency => share(|post| post.seat == Seat::Agency),
            Watched::Caseload => {
                let cases: u32 = open().map(Post::cases).sum();
                f64::from(cases) / open().filter(|post| post.is_staffed()).count() as f64
            }
            Watched::Children => {
                let of = |who: &&u32| here(usize::from(world.children.people[**who as usize].authority));
                world.children.who.iter().filter(of).count() as f64
            }
        };
        change.is_met_by(value)
    }
}
