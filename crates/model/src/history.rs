//! What happened to each child in one replayed replication of one arm: periods of care, spells with a
//! carer, case holders, as plain values. It is read off the event log and the world's first day; a
//! replay walks the path that it walked in the study, so what is told here is what was counted there.

use std::collections::BTreeMap;

use crate::draws::{Draws, Name};
use crate::evidence::ParameterSet;
use crate::model::world::{Event, What, World};

pub use crate::terms::{Exit, HandOver, MoveReason, PlacementType};

/// Everything that happened to the children of one arm in one replication.
#[derive(Clone, Debug)]
pub struct CareHistories {
    /// Everybody who was looked after or served as a care leaver: first those of the first day, then
    /// by the order in which they came.
    pub children: Vec<ChildHistory>,
    /// Care leavers of each year, by position in `children`: those served on its last day as they were then, and those
    /// whose service ended in it as they were when it ended.
    pub care_leavers: Vec<Vec<CareLeaverOnDay>>,
    /// Draws of the replication, for what a written return asks beyond what is simulated.
    pub draws: Draws,
    /// What the replication drew for every quantity: a written return reads some of its own.
    pub parameters: ParameterSet,
    /// The code of each authority, where it is one of the published tables.
    pub codes: Vec<Option<String>>,
}

/// One child. Times are months since the study began.
#[derive(Clone, Debug)]
pub struct ChildHistory {
    /// Address of her draws.
    pub name: Name,
    /// Authority, by position in the scenario.
    pub authority: usize,
    /// Month of birth.
    pub born: f64,
    /// Whether she is an unaccompanied asylum-seeking child.
    pub unaccompanied: bool,
    /// Periods of care, in order; none for a care leaver of the first day.
    pub periods: Vec<PeriodOfCare>,
}

/// A continuous period of care.
#[derive(Clone, Debug)]
pub struct PeriodOfCare {
    /// When it began; before 0 for the children of the first day.
    pub began: f64,
    /// Placements before the first of `spells`; `None` if that one was the first of the period.
    pub before: Option<Before>,
    /// Spells with one carer and one status, in order.
    pub spells: Vec<Spell>,
    /// Case holders, in order; covers of under a month are left out, as the return's guide asks.
    pub case_holders: Vec<CaseHolder>,
    /// When and how it ended.
    pub ended: Option<(f64, Exit)>,
}

/// What the world of the first day knows of a child's placements before the present one.
#[derive(Clone, Copy, Debug)]
pub struct Before {
    /// When the placement before the present one began.
    pub previous: f64,
    /// Placements before the present one.
    pub placements: u16,
}

/// A spell with one carer and one status.
#[derive(Clone, Copy, Debug)]
pub struct Spell {
    /// When it began.
    pub began: f64,
    /// Where she is placed.
    pub placement: PlacementType,
    /// Why it began.
    pub because: Because,
}

/// Why a spell began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Care began, or the first day of the study found the child there.
    Entry,
    /// The child moved to another carer.
    Move(MoveReason),
    /// Only the status of the placement changed.
    Status,
}

/// A case holder of a child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseHolder {
    /// When she took the case.
    pub from: f64,
    /// Her id in this replication.
    pub holder: u32,
    /// Why the case changed hands; `None` for the first of the period.
    pub cause: Option<HandOver>,
}

/// A care leaver on the last day of a year, or when service ended in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CareLeaverOnDay {
    /// Position in [`CareHistories::children`].
    pub child: usize,
    /// Whether in education, employment or training.
    pub is_in_education_or_work: bool,
    /// Whether in suitable accommodation.
    pub is_suitably_housed: bool,
    /// Whether a month of hers was simulated: not of those whose service ends in the first month, of whom the two above
    /// say nothing.
    pub is_lived: bool,
}

/// Writes the histories down as the worlds go by.
#[derive(Default)]
pub struct Scribe {
    children: Vec<ChildHistory>,
    by_name: BTreeMap<Name, usize>,
    care_leavers: Vec<Vec<CareLeaverOnDay>>,
    /// Care leavers served since the last day of the year before, as they were last seen.
    seen: BTreeMap<usize, CareLeaverOnDay>,
    /// People and events that have been seen.
    people: usize,
    events: usize,
}

impl Scribe {
    /// Looks at the world of the first day, or of the end of a month; every one must be shown, in order.
    pub fn observe(&mut self, world: &World) {
        let people = &world.children.people;
        for person in &people[self.people..] {
            self.by_name.insert(person.name, self.children.len());
            self.children.push(ChildHistory {
                name: person.name,
                authority: usize::from(person.authority),
                born: person.born,
                unaccompanied: person.unaccompanied,
                periods: Vec::new(),
            });
        }
        self.people = people.len();
        if world.month == 0 {
            self.first_day(world);
            self.seen.extend(served(world));
            // What was noted while the first world was made is in its state.
            self.events = world.log.events.len();
        } else {
            self.care_leavers(world);
        }
    }

    /// Care leavers of a month, and of the year with its last.
    fn care_leavers(&mut self, world: &World) {
        self.seen.extend(served(world));
        if world.month.is_multiple_of(12) {
            let year = std::mem::take(&mut self.seen);
            self.care_leavers.push(year.into_values().collect());
            // Whose service ends in the next month is seen on this day for the last time.
            self.seen.extend(served(world));
        }
    }

    fn first_day(&mut self, world: &World) {
        let children = &world.children;
        for i in 0..children.count() {
            let who = children.who[i] as usize;
            let (care, clock, state) = (&children.care[i], &children.placement[i], &children.state[i]);
            let person = &children.people[who];
            let before = (!clock.previous.is_nan())
                .then_some(Before { previous: clock.previous, placements: person.moves.max(1) });
            let holder = world.posts.get(state.post as usize).map(|post| CaseHolder {
                // Of a cover or a vacancy only the post is known: the case is taken as held throughout.
                from: if post.took_up < 0.0 && post.took_up > care.started {
                    post.took_up
                } else {
                    care.started
                },
                holder: post.holder,
                cause: None,
            });
            self.children[who].periods.push(PeriodOfCare {
                began: care.started,
                before,
                spells: vec![Spell {
                    began: clock.started,
                    placement: state.placement,
                    because: Because::Entry,
                }],
                case_holders: holder.into_iter().collect(),
                ended: None,
            });
        }
    }

    /// The histories, when the last month has been shown.
    pub fn finish(
        mut self,
        last: &World,
        draws: Draws,
        parameters: ParameterSet,
        codes: Vec<Option<String>>,
    ) -> CareHistories {
        self.read(&last.log.events);
        CareHistories { children: self.children, care_leavers: self.care_leavers, draws, parameters, codes }
    }

    /// Reads the log from the first day on. A child's events stand in it in the order in which they
    /// were lived.
    fn read(&mut self, events: &[Event]) {
        for event in &events[self.events..] {
            let Some(&who) = self.by_name.get(&event.who) else {
                continue;
            };
            let periods = &mut self.children[who].periods;
            if matches!(event.what, What::EntersCare | What::ComesBack) {
                periods.push(PeriodOfCare {
                    began: event.at,
                    before: None,
                    spells: Vec::new(),
                    case_holders: Vec::new(),
                    ended: None,
                });
            }
            if let Some(period) = periods.last_mut().filter(|period| period.ended.is_none()) {
                tell(period, event);
            }
        }
    }
}

/// The care leavers who are served, by position.
fn served(world: &World) -> impl Iterator<Item = (usize, CareLeaverOnDay)> {
    world.children.leavers.iter().map(|leaver| {
        let on_day = CareLeaverOnDay {
            child: leaver.who as usize,
            is_in_education_or_work: leaver.is_in_education_or_work,
            is_suitably_housed: leaver.is_suitably_housed,
            is_lived: world.month > 0,
        };
        (on_day.child, on_day)
    })
}

fn tell(period: &mut PeriodOfCare, event: &Event) {
    let at = event.at;
    let placement = period.spells.last().map(|spell| spell.placement);
    let mut begin = |placement, because| {
        period.spells.push(Spell { began: at, placement, because });
    };
    match event.what {
        What::IsPlaced(placement) => begin(placement, Because::Entry),
        What::Moves { to, by } => begin(to, Because::Move(by)),
        What::ChangesStatus => {
            if let Some(placement) = placement {
                begin(placement, Because::Status);
            }
        }
        What::LeavesCare(exit) => period.ended = Some((at, exit)),
        What::HasCaseHolder { holder, cause, after_short_cover } => {
            has_case_holder(period, at, holder, cause, after_short_cover)
        }
        _ => {}
    }
}

fn has_case_holder(
    period: &mut PeriodOfCare,
    at: f64,
    holder: u32,
    cause: Option<HandOver>,
    after_short_cover: bool,
) {
    let mut from = at;
    if let Some(last) = period.case_holders.last_mut() {
        if after_short_cover {
            // Whoever covered for under a month was no case holder: the next one stands in her place.
            last.holder = holder;
            return;
        }
        // Orders of a month are carried out before its other events.
        from = from.max(last.from);
    }
    period.case_holders.push(CaseHolder { from, holder, cause });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> PeriodOfCare {
        PeriodOfCare { began: 0.0, before: None, spells: Vec::new(), case_holders: Vec::new(), ended: None }
    }

    #[test]
    fn a_cover_of_under_a_month_is_no_case_holder() {
        let mut period = empty();
        has_case_holder(&mut period, 0.0, 1, None, false);
        has_case_holder(&mut period, 5.0, 2, Some(HandOver::Leaver), false);
        has_case_holder(&mut period, 5.5, 3, Some(HandOver::Agency), true);
        has_case_holder(&mut period, 9.0, 4, Some(HandOver::Pathway), false);
        let held: Vec<(f64, u32)> = period.case_holders.iter().map(|h| (h.from, h.holder)).collect();
        assert_eq!(held, [(0.0, 1), (5.0, 3), (9.0, 4)]);
        assert_eq!(period.case_holders[1].cause, Some(HandOver::Leaver));
    }

    #[test]
    fn an_order_carried_out_early_in_its_month_does_not_turn_time_back() {
        let mut period = empty();
        has_case_holder(&mut period, 3.6, 1, None, false);
        has_case_holder(&mut period, 3.2, 2, Some(HandOver::Reallocation), false);
        assert_eq!(period.case_holders[1].from, 3.6);
    }
}
