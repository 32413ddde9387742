//! Children: those looked after, in columns; those who went home and may come back; care leavers.

use crate::draws::Name;
use crate::terms::{PathwayStage, PlacementType};

/// Index of a person in [`Children::people`].
pub type ChildId = u32;
/// No post: a child between case holders for less than a month.
pub const NO_POST: u32 = u32::MAX;
/// Membership of the cohort that the practice first serves.
pub const SERVED: u8 = 1;
/// Membership of the cohort eligible for the practice at any time of the study.
pub const ELIGIBLE: u8 = 2;
/// Membership of the remit: those who hold a place of the service now, were it there (set from outside, month by month).
pub const REMIT: u8 = 4;

/// What belongs to a person for good, whatever happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Address of her draws.
    pub name: Name,
    /// Authority that looks after her.
    pub authority: u16,
    /// Month of birth (negative before the study).
    pub born: f64,
    /// Frailty: multiplies disruptions and other unplanned moves, mean 1.
    pub frailty: f64,
    /// Cohorts, as bits ([`SERVED`], [`ELIGIBLE`], [`REMIT`]).
    pub cohorts: u8,
    /// Periods of care begun, the present one included.
    pub periods: u16,
    /// Year of the study in which she last came into care.
    pub came: Option<u16>,
    /// Placements begun, ever: ordinal of the next placement's draws.
    pub placements: u32,
    /// Changes of carer, ever.
    pub moves: u16,
    /// Hand-overs, ever: ordinal of the next hand-over's draws.
    pub hand_overs: u32,
    /// Decisions asked for, ever.
    pub decisions: u32,
    /// Changes of status, ever.
    pub statuses: u32,
    /// Moves that were due and could be avoided or not, ever: ordinal of the next one's draws.
    pub avoidable: u32,
    /// Re-allocation thresholds used, ever.
    pub reallocations: u32,
    /// Months looked after since the 14th birthday.
    pub months_after_14: f64,
    /// Relationship with the last case holder when care ended.
    pub last_relationship: f64,
    /// Whether she is an unaccompanied asylum-seeking child.
    pub unaccompanied: bool,
    /// Month in which, unaccompanied, she passes to another authority; infinite if she stays to 18.
    pub passes_on: f64,
}

/// Timed risks of a period of care: one unit-exponential threshold each, against the cumulative
/// hazard of time in care at the child's age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CareClock {
    /// Month when the period of care began.
    pub started: f64,
    /// What is left of the thresholds: home, guardianship, other exit, match for adoption, change of status.
    pub left: [f64; 5],
    /// Factors on the curves until `until`; 0 while the risk is suspended.
    pub factor: [f64; 5],
    /// Age band of the curves until `until`.
    pub age_band: u8,
    /// Month to which `left` has been counted.
    pub synced: f64,
    /// Month when the factors or the age band change.
    pub until: f64,
    /// Earliest crossing or `until`.
    pub next: f64,
    /// The risk that crosses at `next`, if one does.
    pub crosses: Option<u8>,
    /// Month when the child passes to the next team; infinite if none.
    pub pathway: f64,
    /// Month of the 18th birthday.
    pub birthday: f64,
    /// Where in the pathway.
    pub stage: PathwayStage,
    /// Whether the child's case goes through court after assessment.
    pub goes_to_court: bool,
}

/// Timed risks of a placement, disruption apart, whose hazard follows the month's conditions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacementClock {
    /// Month when this carer began.
    pub started: f64,
    /// Month when this carer or status began (the published placement spell).
    pub episode: f64,
    /// Start of the placement before this one; `NaN` if none in this period.
    pub previous: f64,
    /// What is left of the thresholds: plan, supply, other move, adoption order.
    pub left: [f64; 4],
    /// Factors on the curves until `until`; the rate itself for an adoption order.
    pub factor: [f64; 4],
    /// Factor on the curve of disruption; the rate itself in a placement for adoption.
    pub disruption: f64,
    /// Month to which `left` has been counted.
    pub synced: f64,
    /// Month when the factors change.
    pub until: f64,
    /// Earliest crossing or `until`.
    pub next: f64,
    /// The risk that crosses at `next`, if one does.
    pub crosses: Option<u8>,
}

/// A child's state that every month touches: where she lives, her case holder, how near an unplanned change is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChildState {
    /// First of everything in the child's [`DueDates`].
    pub next: f64,
    /// What is left of the threshold of disruption.
    pub disruption_left: f64,
    /// Rate of disruption per month in the band of the month's start, before the month's conditions.
    pub disruption_rate: f64,
    /// What is left of the threshold of re-allocation.
    pub reallocation_left: f64,
    /// Relationship with the case holder, 0 to 1.
    pub relationship: f64,
    /// Case holder's post.
    pub post: u32,
    /// Placement type.
    pub placement: PlacementType,
    /// Cohorts, copied from the person.
    pub cohorts: u8,
}

/// When something is next due for a child, apart from the thresholds that the month's conditions
/// move: what the pass over children asks of those whose month is not quite quiet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DueDates {
    /// Earliest timed event of the period of care, the placement and the pathway.
    pub event: f64,
    /// Month until which the child's rate of disruption is that of the month's start.
    pub band_ends: f64,
    /// Month when the next decision is asked for.
    pub decision: f64,
    /// Draws of this decision and the next ones: interval, signature and wait of each.
    pub decisions: [u32; 16],
}

impl DueDates {
    /// The first of everything due.
    #[inline]
    pub fn first(&self) -> f64 {
        earlier(self.event, earlier(self.band_ends, self.decision))
    }
}

/// Months by which what a child waits for comes later than usual.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Late {
    /// Her planned move.
    pub moves: f64,
    /// Her way home or to guardianship.
    pub plans: f64,
}

/// The earlier of two months.
#[inline]
pub fn earlier(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// Counts of a child's year (1 April to 31 March), reset at its start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearOfCare {
    /// Changes of carer.
    pub moves: u16,
    /// Changes of status only.
    pub statuses: u16,
    /// Month of the last hand-over, or of the beginning of care; not reset with the year.
    pub handed_over: f64,
    /// Changes of case holder; the end of a short cover is not one.
    pub changes: u16,
    /// Different case holders, the first included.
    pub holders: u8,
    /// Their ids, as far as they fit.
    pub holder_ids: [u32; 7],
    /// Changes of carer in the year before.
    pub moves_before: u16,
    /// Whether the case holder met last had not been met before in the year.
    pub met_anew: bool,
}

/// Cover that ends before so many months is no change of case holder: the published definition.
pub const SHORT_COVER: f64 = 1.0;

impl Default for YearOfCare {
    fn default() -> YearOfCare {
        YearOfCare {
            moves: 0,
            statuses: 0,
            handed_over: f64::NEG_INFINITY,
            changes: 0,
            holders: 0,
            holder_ids: [0; 7],
            moves_before: 0,
            met_anew: false,
        }
    }
}

impl YearOfCare {
    /// Notes a case holder of the year.
    pub fn meet(&mut self, holder: u32) {
        let known = &self.holder_ids[..usize::from(self.holders).min(7)];
        self.met_anew = !known.contains(&holder);
        if self.met_anew {
            if usize::from(self.holders) < 7 {
                self.holder_ids[usize::from(self.holders)] = holder;
            }
            self.holders = self.holders.saturating_add(1);
        }
    }

    /// The counts where care has ended in the year and begins again in it, `again` with its first
    /// placement and case holder: the published counts are of the year, whatever the periods of care.
    pub fn going_on(mut self, again: &YearOfCare) -> YearOfCare {
        self.moves = self.moves.saturating_add(1 + again.moves);
        self.handed_over = again.handed_over;
        if again.holders > 0 {
            self.meet(again.holder_ids[0]);
        }
        self
    }

    /// Notes a hand-over; whoever covered for under a month was no case holder of the year.
    /// Returns whether it ended such a cover.
    pub fn change(&mut self, holder: u32, ends_cover: bool, at: f64) -> bool {
        let is_short = ends_cover && at - self.handed_over < SHORT_COVER;
        if !is_short {
            self.changes = self.changes.saturating_add(1);
        } else if self.met_anew {
            self.holders = self.holders.saturating_sub(1);
        }
        self.handed_over = at;
        self.meet(holder);
        is_short
    }
}

/// A young person who left care at 18 (or at 16 and 17 to supported living) and is still served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CareLeaver {
    /// Who.
    pub who: ChildId,
    /// Adviser's post.
    pub post: u32,
    /// Month of birth.
    pub born: f64,
    /// Month when the service ends.
    pub served_until: f64,
    /// Relationship with the adviser, 0 to 1.
    pub relationship: f64,
    /// Her draw against the chance of education, employment or training.
    pub education_draw: f64,
    /// Her draw against the chance of suitable accommodation.
    pub home_draw: f64,
    /// Changes of carer while looked after, beyond the first two.
    pub moves_beyond_two: f64,
    /// Cohorts, copied from the person.
    pub cohorts: u8,
    /// Whether in education, employment or training now.
    pub is_in_education_or_work: bool,
    /// Whether in suitable accommodation now.
    pub is_suitably_housed: bool,
}

/// A child who went home and may come back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Returned {
    /// Who.
    pub who: ChildId,
    /// Month of re-entry, below which nothing happens.
    pub returns: f64,
    /// Month in which she went home.
    pub left: f64,
    /// The counts of her year up to then.
    pub year: YearOfCare,
}

/// A child whose coming into care is put off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delayed {
    /// Address of her draws.
    pub name: Name,
    /// Authority.
    pub authority: u16,
    /// Month of birth.
    pub born: f64,
    /// Her place among the classes of frailty, from 0 to 1.
    pub class: f64,
    /// Month in which she comes.
    pub comes: f64,
}

/// Everybody known to the authorities. The columns `who` to `year` run in parallel over the
/// children looked after now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Children {
    /// Everybody, ever.
    pub people: Vec<Person>,
    /// Looked after: who.
    pub who: Vec<ChildId>,
    /// Looked after: the state that every month touches.
    pub state: Vec<ChildState>,
    /// Looked after: when something is next due.
    pub dates: Vec<DueDates>,
    /// Looked after: risks of the period of care.
    pub care: Vec<CareClock>,
    /// Looked after: risks of the placement.
    pub placement: Vec<PlacementClock>,
    /// Looked after: counts of the year.
    pub year: Vec<YearOfCare>,
    /// Rows of the children who still have to live their month, while the month's pass goes on.
    pub busy: Vec<u32>,
    /// Rows of the children some of whose decisions were asked for in a month without events, and what that puts off.
    pub put_off: Vec<(u32, Late)>,
    /// Care leavers served.
    pub leavers: Vec<CareLeaver>,
    /// Children at home who will come back.
    pub returned: Vec<Returned>,
    /// Those whose coming is put off.
    pub delayed: Vec<Delayed>,
}

impl Children {
    /// Number of children looked after.
    pub fn count(&self) -> usize {
        self.who.len()
    }

    /// Puts into `rows` the rows of the children who belong to one of these cohorts, in order.
    pub fn rows_of(&self, cohorts: u8, rows: &mut Vec<u32>) {
        rows.resize(self.state.len(), 0);
        let mut found = 0;
        // A sum and no jump: who belongs is no pattern that a processor could guess.
        for (row, state) in self.state.iter().enumerate() {
            rows[found] = row as u32;
            found += usize::from(state.cohorts & cohorts != 0);
        }
        rows.truncate(found);
    }

    /// Copies the cohorts of the persons who are `changed`, by position, to their rows and to care leavers; puts those
    /// rows into `rows`, in order.
    pub fn copy_cohorts(&mut self, changed: &[bool], rows: &mut Vec<u32>) {
        let people = &self.people;
        rows.clear();
        for (row, (&who, state)) in self.who.iter().zip(&mut self.state).enumerate() {
            if changed[who as usize] {
                state.cohorts = people[who as usize].cohorts;
                rows.push(row as u32);
            }
        }
        for leaver in self.leavers.iter_mut().filter(|leaver| changed[leaver.who as usize]) {
            leaver.cohorts = people[leaver.who as usize].cohorts;
        }
    }

    /// Takes child `i` out of the columns; the last child takes its row.
    pub fn remove(&mut self, i: usize) {
        self.who.swap_remove(i);
        self.state.swap_remove(i);
        self.dates.swap_remove(i);
        self.care.swap_remove(i);
        self.placement.swap_remove(i);
        self.year.swap_remove(i);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(cohorts: u8) -> ChildState {
        ChildState {
            next: 0.0,
            disruption_left: 0.0,
            disruption_rate: 0.0,
            reallocation_left: 0.0,
            relationship: 0.0,
            post: NO_POST,
            placement: PlacementType::Foster,
            cohorts,
        }
    }

    #[test]
    fn rows_of_a_cohort_are_those_of_its_members_in_order() {
        let of = [0, REMIT, SERVED, REMIT | SERVED, ELIGIBLE, REMIT];
        let children = Children { state: of.map(state).to_vec(), ..Children::default() };
        let mut rows = vec![9; 3];
        for cohorts in [REMIT, SERVED | ELIGIBLE, 0] {
            children.rows_of(cohorts, &mut rows);
            let of = |row: &u32| children.state[*row as usize].cohorts & cohorts != 0;
            assert_eq!(rows, (0..6).filter(of).collect::<Vec<u32>>());
        }
    }
}
