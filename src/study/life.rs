//! A life: the world of an arm, and all that is counted of it month by month.

use std::sync::atomic::AtomicBool;

use super::books::Books;
use super::course::Course;
use super::followed::Followed;
use super::lives;
use super::persons::Persons;
use super::remit::{Marks, Register, Remit};
use super::simulation::Simulation;
use super::standing;
use crate::draws::Draws;
use crate::indicator::{INDICATORS, Indicator, Measurement};
use crate::model::month::Own;
use crate::model::settings::Settings;
use crate::model::start;
use crate::model::world::World;
use crate::scenario::Alternative;

/// One arm in one part of the authorities.
#[derive(Clone, Debug)]
pub(super) struct Life {
    pub world: World,
    pub counts: Counts,
}

/// What is counted of a life.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub measurement: Measurement,
    /// Children on the first day and at each year's end.
    pub days: Vec<Vec<u32>>,
    pub books: Books,
    pub marks: Marks,
    pub persons: Persons,
    pub followed: Followed,
    /// Rows of those who come to hold a place of the remit, or give one up, as the month begins.
    pub marked: Vec<u32>,
}

impl Life {
    /// Lives all `months` while the list of the remit is made of it, and this life is read on the list as it grows.
    pub(super) fn make_list(
        &mut self,
        settings: &mut Settings,
        draws: &Draws,
        months: u32,
        register: &mut Register<'_>,
    ) {
        let Life { world, counts } = self;
        let go_on = AtomicBool::new(false);
        let lived = lives::months(world, (settings, None), draws, &[], (months, &go_on), |world| {
            counts.observe(world, |_, world, marked| {
                register.observe(world);
                register.mark(world, marked);
            });
            true
        });
        debug_assert!(lived.is_ok(), "nothing sets a flag that nobody else holds");
    }

    /// Lives so many months, changes coming on their course.
    ///
    /// # Errors
    /// When `stop` is set on the way.
    pub(super) fn go_on(
        &mut self,
        arm: (&mut Settings, Option<&mut Course<'_>>),
        draws: &Draws,
        own: &[Own],
        (most, stop): (u32, &AtomicBool),
    ) -> Result<(), String> {
        let Life { world, counts } = self;
        lives::months(world, arm, draws, own, (most, stop), |world| {
            counts.observe(world, Marks::begin_month);
            true
        })
    }
}

impl Counts {
    /// Counts the month that has ended and readies the world for the next one; `mark` marks who then holds a place of
    /// the remit.
    fn observe(&mut self, world: &mut World, mut mark: impl FnMut(&mut Marks, &mut World, &mut Vec<u32>)) {
        self.measurement.observe(world);
        self.followed.observe(world);
        self.books.observe(world);
        self.persons.observe(world);
        if world.month.is_multiple_of(12) {
            self.days.push(standing::count(world));
        }
        mark(&mut self.marks, world, &mut self.marked);
        self.persons.begin_month(world, &self.marked);
    }
}

impl Simulation {
    /// The life of an arm on its first day, in a part of the authorities whose `first` world is given.
    pub(super) fn first_day(
        &self,
        first: &World,
        arm: (&Alternative, &Settings),
        remit: &Remit,
        draws: &Draws,
    ) -> Life {
        self.first_day_marked(first, arm, remit, draws, Marks::begin_month)
    }

    /// The same; `mark` marks who then holds a place of the remit.
    pub(super) fn first_day_marked(
        &self,
        first: &World,
        (arm, settings): (&Alternative, &Settings),
        remit: &Remit,
        draws: &Draws,
        mark: impl FnOnce(&mut Marks, &mut World, &mut Vec<u32>),
    ) -> Life {
        let mut world = first.clone();
        start::begin_arm(&mut world, settings, draws);
        let (own, groups) = (self.own_indicators(), self.groups_of(arm));
        let measurement = Measurement::with(own, &groups, settings.workforce.short_sickness);
        let days = vec![standing::count(&world)];
        let books = Books::of(settings);
        let mut marks = Marks::new(remit);
        let mut marked = Vec::new();
        mark(&mut marks, &mut world, &mut marked);
        let persons = Persons::of(&world, self.services().next().is_some());
        let followed = Followed::of(&groups, self.shape.years.len(), remit, &world, settings);
        Life { world, counts: Counts { measurement, days, books, marks, persons, followed, marked } }
    }

    /// Indicators of the caller's own.
    pub(super) fn own_indicators(&self) -> &[Indicator] {
        &self.shape.indicators[INDICATORS.len()..]
    }
}
