//! Providers: who employs the teams. The authority itself is one; each practice is another.

use super::{Access, Budget, Culture, Grade, Incentives, ORGANISATIONS, Organisation, Plan};
use crate::arrangement::Practice;
use crate::evidence::ServiceModel;
use crate::terms::PracticeForm;

/// A provider and the conditions under which its case holders work this month.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// Authority whose children it serves.
    pub authority: usize,
    /// Position of the practice in the scenario; `None` for the authority's own teams.
    pub practice: Option<usize>,
    /// Position inside its authority: 0 for the authority's own teams, then its practices.
    pub local: u32,
    /// How it departs from an ordinary authority's service model, as far as that takes effect.
    pub departure: ServiceModel,
    /// How far it works in the ways of a small practice this month, 0 to 1 (H1).
    pub ways: f64,
    /// Share of decisions that it signs itself beyond the usual because its people are made for it (`aptitude`).
    pub aptitude: f64,
    /// What its way of working costs beyond the usual, pounds for each case holder at work and month.
    pub levers: f64,
    /// What its service model does for children, families and staff this month.
    pub access: Access,
    /// What its people have learnt to do differently, and what that does this month.
    pub culture: Culture,
    /// Who decides about its placement money, and what is settled at the year's end.
    pub budget: Budget,
    /// What money and ownership add to its work this month.
    pub incentives: Incentives,
    /// Months that it needs to fill a post against the usual ones, as a multiple.
    pub recruitment_pace: f64,
    /// Whether it serves children now.
    pub is_open: bool,
    /// Trust between it and the authority, 0 to 1 (1 for the authority's own teams).
    pub trust: f64,
    /// Job insecurity of its staff this month, 0 to 1.
    pub insecurity: f64,
    /// Whether its current contract's remaining term lets it invest: multiplies the growth of the
    /// relationship per hour of direct work (1 = none).
    pub investment: f64,
    /// Mean days that a decision waits when it is within the provider's own remit.
    pub wait_own_days: f64,
    /// Mean days that a decision waits when the authority must sign.
    pub wait_authority_days: f64,
    /// How widely waits for its own signature spread: 1 as exponential times do.
    pub spread_own: f64,
    /// The same of waits for the authority's.
    pub spread_authority: f64,
    /// Days of own and of the authority's decisions that go with an exponential number of 1: of mean and spread.
    pub wait_scales: [f64; 2],
    /// Share of decisions that the provider may sign itself.
    pub own_decisions: f64,
    /// Share of decisions signed within the days that count as quick, beyond an ordinary authority's.
    pub quicker: f64,
    /// Skill that its buyer's commissioners have learnt beyond what the scenario gives them.
    pub buyer_learnt: f64,
    /// Money in hand, pounds.
    pub account: f64,
    /// Pounds that one case cost in the last month, by head, placements apart (see [`super::CostHead`]).
    pub case_cost: [f64; super::COST_HEADS],
    /// Its track record.
    pub record: TrackRecord,
    /// Until when an inquiry into a serious incident runs; minus infinity if none ever did.
    pub inquiry_until: f64,
    /// Day on which the practice opened or is to open; minus infinity for the authority's own teams.
    pub opens: f64,
    /// Transfers of its children ordered so far: the ordinal of the next.
    pub transfers: u32,
    /// What the partners are to each other beyond what the form explains: part of the target of trust.
    pub relation: f64,
    /// How far its service is run better than an ordinary one, as a shift among grades (`inspection`).
    pub run: f64,
    /// Grade of the authority on the day when it opened.
    pub grade_at_opening: Grade,
    /// What the authority thinks of its performance after the last reviews, -1 to 1 (0: as in house).
    pub judged: f64,
    /// Pounds of this month by head.
    pub pounds: [f64; super::COST_HEADS],
    /// Pounds of this month that somebody other than the authority paid, rival bidders.
    pub paid_by_others: f64,
    /// Price received this month, pounds; 0 for the authority's own teams.
    pub price_received: f64,
    /// Staff, agency and recruitment per case and month, smoothed over a year: the level of a price.
    pub level_cost: f64,
    /// Looked-after children and care leavers served, mean of the last month.
    pub cases: f64,
    /// What a practice plans with.
    pub plan: Plan,
    /// The organisation that runs it; `None` while it is the one that the scenario names.
    pub run_by: Option<Organisation>,
    /// Bids that each organisation of the market has made for it so far.
    pub bids_before: [u8; ORGANISATIONS],
}

impl Provider {
    /// A provider before the first month: the authority's own teams if `practice` is `None`, else a
    /// practice, by its order in the scenario, not yet open.
    pub fn new(authority: usize, practice: Option<usize>) -> Provider {
        let own = practice.is_none();
        Provider {
            authority,
            practice,
            local: 0,
            departure: ServiceModel::default(),
            ways: 0.0,
            aptitude: 0.0,
            levers: 0.0,
            access: Access::default(),
            culture: Culture::default(),
            budget: Budget::default(),
            incentives: Incentives::default(),
            recruitment_pace: 1.0,
            is_open: own,
            trust: 1.0,
            insecurity: 0.0,
            investment: 1.0,
            wait_own_days: 0.0,
            wait_authority_days: 0.0,
            spread_own: 1.0,
            spread_authority: 1.0,
            wait_scales: [0.0; 2],
            own_decisions: 0.0,
            quicker: 0.0,
            buyer_learnt: 0.0,
            account: 0.0,
            case_cost: [0.0; super::COST_HEADS],
            record: TrackRecord::default(),
            inquiry_until: f64::NEG_INFINITY,
            opens: if own { f64::NEG_INFINITY } else { f64::INFINITY },
            transfers: 0,
            relation: 0.0,
            run: 0.0,
            grade_at_opening: Grade::Good,
            judged: 0.0,
            pounds: [0.0; super::COST_HEADS],
            paid_by_others: 0.0,
            price_received: 0.0,
            level_cost: 0.0,
            cases: 0.0,
            plan: Plan::default(),
            run_by: None,
            bids_before: [0; ORGANISATIONS],
        }
    }
}

impl Provider {
    /// Legal form of the organisation that runs a practice.
    pub fn form(&self, practice: &Practice) -> PracticeForm {
        self.run_by.map_or(practice.form, |organisation| organisation.form)
    }

    /// What it owes as a share of the price of a year, 0 to 1.
    pub fn debt_share(&self, price_of_year: f64) -> f64 {
        if self.account >= 0.0 || price_of_year <= 0.0 {
            0.0
        } else {
            (-self.account / price_of_year).min(1.0)
        }
    }
}

/// What reviews and inspections know of a provider: events for each looked-after child and year, smoothed over
/// the last 12 months.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TrackRecord {
    /// Hand-overs.
    pub hand_overs: f64,
    /// Disruptions.
    pub disruptions: f64,
    /// Months of which they are known, whoever served then.
    pub months: f64,
}

/// Where the children of a practice go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferTo {
    /// From the authority's teams to the practice.
    Practice,
    /// From the practice to a successor that won the tender (it takes the practice's place).
    Successor,
    /// Back to the authority's teams.
    InHouse,
}

/// A transfer of children ordered by commissioning and carried out in the same month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transfer {
    /// The practice.
    pub provider: usize,
    /// Where its children go.
    pub to: TransferTo,
    /// When, months since the study began.
    pub at: f64,
    /// Which transfer of this practice it is, from 0: part of the address of its draws.
    pub ordinal: u32,
    /// Share of the workers concerned who move with their children.
    pub workers_move: f64,
    /// Share of the relationship that every child concerned loses, even if her worker moves with her.
    pub unsettles: f64,
}
