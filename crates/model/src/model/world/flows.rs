//! What each provider did this month, counted where it happens and read by finance and reviews.

use crate::terms::{Destination, Origin, TYPES};

/// Heads of cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum CostHead {
    /// Placements by type and week.
    Placements = 0,
    /// Case holders in post, managers and support, with overheads.
    Staff = 1,
    /// Agency cover: salaries and premium.
    Agency = 2,
    /// Hiring and induction.
    Recruitment = 3,
    /// Tenders and contract management.
    Procurement = 4,
    /// Mobilisation, transfer, closing down.
    Transition = 5,
    /// Provider's surplus (or, negative, deficit) against the price paid.
    Surplus = 6,
}

/// Number of heads.
pub const COST_HEADS: usize = 7;

/// Counts of one provider in one month. Events that commissioning orders are counted by it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flows {
    /// Looked-after child-months by placement type.
    pub child_months: [f64; TYPES],
    /// Care-leaver months.
    pub leaver_months: f64,
    /// Posts provided (filled, covered or vacant).
    pub posts: f64,
    /// Months worked by permanent case holders.
    pub permanent_months: f64,
    /// How much newer to the work than usual those who worked them were, summed (`origins`).
    pub newness: f64,
    /// Months worked by agency cover.
    pub agency_months: f64,
    /// Permanent case holders hired.
    pub hires: f64,
    /// These by where they came from.
    pub came: [f64; Origin::COUNT],
    /// Permanent case holders who left, by where they went.
    pub went: [f64; Destination::COUNT],
    /// Changes of case holder of looked-after children.
    pub changes: f64,
    /// Disruptions of placements.
    pub disruptions: f64,
    /// Serious incidents in which it was found wanting.
    pub incidents: f64,
    /// Tenders held (authority's cost) this month.
    pub tenders: f64,
    /// Bids prepared by the practice this month.
    pub bids: f64,
    /// Bids of rivals this month, in costs of an ordinary bid.
    pub rival_bids: f64,
    /// Contracts under management this month (months).
    pub contract_months: f64,
    /// Reviews held this month.
    pub reviews: f64,
    /// Openings of a practice this month.
    pub transitions: f64,
    /// Closings of a practice this month.
    pub closings: f64,
    /// What answering for an inadequate grade took this month, pounds.
    pub answering: f64,
    /// What help to families before care took this month, pounds.
    pub before_care: f64,
    /// Referrals that the practice refused for want of people.
    pub refused: f64,
    /// Cases beyond those agreed for which the practice asked a price at a review.
    pub asked: f64,
    /// Of these, cases that were added to the price.
    pub granted: f64,
}

impl Flows {
    /// Cases: looked-after children and care leavers.
    pub fn case_months(&self) -> f64 {
        self.child_months.iter().sum::<f64>() + self.leaver_months
    }
}
