//! Contracts between an authority and a practice: a state machine with dates.

use super::Organisation;
use crate::terms::{Cause, Fate, Stage};

/// What has been decided about the end of a contract that still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Nothing yet.
    Open,
    /// The same practice goes on under a new contract.
    Renew,
    /// Another practice takes over.
    Successor,
    /// The children go back in house, and why.
    InHouse(Cause),
}

impl Decided {
    /// Whether the service goes on, with the same practice or another: what a tender decides.
    pub fn goes_on(self) -> bool {
        matches!(self, Decided::Renew | Decided::Successor)
    }
}

/// One contract. Times are months since the study began.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Provider that serves under it.
    pub provider: usize,
    /// Authority that buys.
    pub authority: usize,
    /// Position of the practice in the scenario.
    pub practice: usize,
    /// Which contract of this practice's service, from 0.
    pub cycle: u32,
    /// Where it stands.
    pub stage: Stage,
    /// Month of the award.
    pub awarded: f64,
    /// Month in which its going on was last decided: the award, then an extension or a break.
    pub asked: f64,
    /// Month when children are (to be) transferred; for a renewal, when the contract starts.
    pub opens: f64,
    /// Whether the children of the contract were ever transferred (or stayed, for a renewal).
    pub has_opened: bool,
    /// Month in which the term that was first agreed is over; `ends` lies later after an extension.
    pub first_term_ends: f64,
    /// Month in which it ends if nothing else happens.
    pub ends: f64,
    /// Month in which the next tender or renewal decision is taken, before `ends`; infinite once
    /// it is taken.
    pub decides: f64,
    /// What was decided about its end.
    pub decided: Decided,
    /// The organisation that won the tender for what follows; `None` for the one that the scenario names.
    pub won_by: Option<Organisation>,
    /// Whether notice was given before the end, outside a break.
    pub is_given_up: bool,
    /// Month in which the project stops before it opens; infinite if it does not.
    pub stops: f64,
    /// Next review.
    pub next_review: f64,
    /// Break point not yet passed; infinite if none.
    pub next_break: f64,
    /// Whether the extension has been used.
    pub is_extended: bool,
    /// Agreed price, pounds per case and month.
    pub price: f64,
    /// Cases on which the price was agreed.
    pub agreed_cases: f64,
    /// Premises, insurance, systems and the like that the practice planned at this price, pounds a month.
    pub overheads: f64,
    /// Posts of case holders for which it was agreed.
    pub posts: f64,
    /// Authorities among whom the practice's fixed staff is shared so far.
    pub buyers: u32,
    /// Managers, project workers and office staff planned beside them.
    pub other_staff: f64,
    /// Month of the end; `NaN` while it runs.
    pub ended: f64,
    /// What became of it.
    pub fate: Fate,
    /// Why.
    pub cause: Cause,
    /// Months from the nearest end or break point when it ended; `NaN` while it runs.
    pub months_from_renewal: f64,
    /// What is left of the unit-exponential thresholds against an early end, one per cause:
    /// trust, money, failure, restructure.
    pub early_end_left: [f64; 4],
}

impl Contract {
    /// Price of a year at the agreed numbers, pounds.
    pub fn price_of_year(&self) -> f64 {
        self.price * self.agreed_cases * 12.0
    }

    /// Term that was agreed, months, an extension included.
    pub fn term_months(&self) -> f64 {
        self.ends - self.opens
    }

    /// Months from `day` to the nearest point at which going on was in question: the end of the
    /// term, its extension, a break point, or, for a renewal, its own beginning.
    pub fn months_from_renewal(&self, day: f64, break_months: f64) -> f64 {
        let mut nearest = (day - self.ends).abs().min((day - self.first_term_ends).abs());
        if break_months > 0.0 {
            nearest = nearest.min((day - self.opens - break_months).abs());
        }
        if self.cycle > 0 {
            nearest = nearest.min((day - self.opens).abs());
        }
        nearest
    }
}
