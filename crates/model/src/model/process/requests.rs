//! Requests for decisions: each needs a signature, waits for it and is counted. M59, M66, H15.
//!
//! ```text
//! next decision  after an exponential time, at decisions.rate a month for each child
//! quick          where it waits up to decisions.quick-days;  delayed  beyond decisions.delayed-days
//! late           = days waited - those of an ordinary authority on average
//! of three decisions in turn
//!   a visit      is seen in her satisfaction alone, as all three are (`satisfaction`)
//!   a move       a planned move of hers comes so much later
//!   a plan       her way home or to special guardianship comes so much later
//! ```
//!
//! How long each waits is the matter of `decisions` (M59, M66, H15). A decision that comes sooner than usual brings the
//! move or the plan forward, so that in an ordinary authority published rates hold; what is late is counted on her own
//! clocks at the month's end, as the time that she stood still. They are asked for inside the time that passes between her
//! other events, whoever her provider then is.

use super::decisions;
use crate::draws::{Draws, Purpose, Words, exponential};
use crate::model::settings::CaseworkSettings;
use crate::model::world::{DueDates, Late, Log, Person, Provider, Tally, What};
use crate::terms::DAYS_PER_MONTH;

/// Decisions whose draws are in one block: three numbers of sixteen each.
pub const A_BLOCK: u32 = 4;

/// Where decisions are asked for: what the whole month's pass shares.
pub struct DecisionRequests<'a> {
    /// The draws.
    pub draws: &'a Draws,
    /// The rate of decisions and the bounds of quick and delayed.
    pub numbers: &'a CaseworkSettings,
    /// The event log.
    pub log: &'a mut Log,
    /// Months by which moves and plans of the child come later than usual, of the decisions asked for since it was
    /// emptied.
    pub late: Late,
}

/// Decisions of a child go by turns: visit, move, plan.
const KINDS: u32 = 3;

impl DecisionRequests<'_> {
    /// Asks for a child's decisions that fall before `until`, and counts them.
    pub fn ask(
        &mut self,
        dates: &mut DueDates,
        person: &mut Person,
        provider: &Provider,
        counts: &mut Tally,
        until: f64,
    ) {
        while dates.decision < until {
            let asked = dates.decision;
            let kind = person.decisions % KINDS;
            let [interval, signature, wait] = self.draws_of(dates, person);
            dates.decision = asked + exponential(interval) / self.numbers.decisions;
            let days = decisions::days_waited(provider, signature, wait);
            counts.decisions += 1.0;
            counts.decision_days += days;
            counts.quick_decisions += f64::from(u8::from(days <= self.numbers.quick_days));
            counts.delayed_decisions += f64::from(u8::from(days > self.numbers.delayed_days));
            let late = (days - self.numbers.ordinary_days) / DAYS_PER_MONTH;
            match kind {
                1 => self.late.moves += late,
                2 => self.late.plans += late,
                _ => {}
            }
            self.log.note(asked, person.name, What::AsksDecision { days });
        }
    }

    /// The draws of a decision. A block serves four: those of the later three wait with the child.
    fn draws_of(&self, dates: &mut DueDates, person: &mut Person) -> [f64; 3] {
        let ordinal = person.decisions;
        person.decisions += 1;
        let place = (ordinal % A_BLOCK) as usize;
        if place == 0 {
            let words = self.draws.words(Purpose::Decision, person.name, ordinal / A_BLOCK);
            dates.decisions = words.halves();
        }
        std::array::from_fn(|k| Words::uniform_of(dates.decisions[3 * place + k]))
    }
}
