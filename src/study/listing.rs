//! Listing: the life without a practice in which the list of the remit is made.
//!
//! ```text
//! an arm is plain   it has no practice and no change during the run, and is in all else the first arm
//! ```
//!
//! The life of a plain arm is that life: then it is lived once, counted on the list as the list grows, and needs no second
//! life. Who comes to hold a place is known at the end of the month before, so that what is counted of a month is the same
//! to the last bit as where the whole list is known before. Else the list has a life of its own. A process or an indicator
//! of the caller's own belongs to arms alone, and then no arm is plain.

use std::sync::atomic::AtomicBool;

use super::life::Life;
use super::lives::months;
use super::remit::{Register, Remit, Rule};
use super::simulation::Simulation;
use crate::draws::Draws;
use crate::model::settings::Settings;
use crate::model::start;
use crate::model::world::World;
use crate::scenario::Alternative;

impl Simulation {
    /// The plain arm of a replication, by position, if there is one.
    pub(super) fn plain_arm(&self, replication: u32) -> Option<usize> {
        if !self.own.is_empty() || !self.own_indicators().is_empty() {
            return None;
        }
        let arms = self.arms_of(replication);
        let plain =
            Alternative { practices: Vec::new(), later: Vec::new(), in_time: Vec::new(), ..arms[0].clone() };
        arms.iter().position(|arm| *arm == plain)
    }

    /// The list, made while the plain arm is lived, and that life to its end.
    pub(super) fn list_of_arm(
        &self,
        first: &World,
        (arm, mut settings): (&Alternative, Settings),
        draws: &Draws,
        rules: &[Rule],
    ) -> (Remit, Life) {
        let mut register = Register::new(rules, draws);
        let nobody = register.empty();
        let mut life = self.first_day_marked(first, (arm, &settings), &nobody, draws, |_, world, marked| {
            register.observe(world);
            register.mark(world, marked);
        });
        life.make_list(&mut settings, draws, self.months, &mut register);
        (register.finish(), life)
    }

    /// The list, made in a life of its own.
    pub(super) fn list_apart(
        &self,
        first: &World,
        mut settings: Settings,
        draws: &Draws,
        rules: &[Rule],
    ) -> Remit {
        let mut world = first.clone();
        start::begin_arm(&mut world, &settings, draws);
        let mut register = Register::new(rules, draws);
        register.observe(&world);
        let go_on = AtomicBool::new(false);
        let lived = months(&mut world, (&mut settings, None), draws, &[], (self.months, &go_on), |world| {
            register.observe(world);
            true
        });
        debug_assert!(lived.is_ok(), "nothing sets a flag that nobody else holds");
        register.finish()
    }
}
