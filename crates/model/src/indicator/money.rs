//! What it costs, at stated prices.

use super::declared::*;
use crate::model::world::CostHead;

indicators! {
    Money
    /// Money of the period at stated prices, all heads, per looked-after child-year; of the whole authority and
    /// of a provider with its care leavers' support, of a cohort its looked-after children only.
    COST_PER_CHILD_YEAR = "cost_per_child_year", "Cost",
        Pounds("per child-year"), Lower, 0, OWN,
        Ratio(|year| (year.money(), year.child_years()));
    /// Placements by type and week, and what help to families before care costs, per looked-after child-year.
    COST_PLACEMENTS = "cost_placements", "Cost of placements",
        Pounds("per child-year"), Lower, 0, OWN,
        Ratio(|year| (year.tally.money[CostHead::Placements as usize], year.child_years()));
    /// Case holders, managers and support in post and their overheads, per looked-after child-year.
    COST_STAFF = "cost_staff", "Cost of field staff",
        Pounds("per child-year"), Lower, 0, OWN,
        Ratio(|year| (year.tally.money[CostHead::Staff as usize], year.child_years()));
    /// What agency cover costs above the salaries saved, plus those salaries, per looked-after child-year.
    COST_AGENCY = "cost_agency", "Cost of agency cover",
        Pounds("per child-year"), Lower, 0, OWN,
        Ratio(|year| (year.tally.money[CostHead::Agency as usize], year.child_years()));
    /// Hiring and induction, per looked-after child-year.
    COST_RECRUITMENT = "cost_recruitment", "Cost of recruitment",
        Pounds("per child-year"), Lower, 0, OWN,
        Ratio(|year| (year.tally.money[CostHead::Recruitment as usize], year.child_years()));
    /// Tenders (authority and bidders) and contract management, per looked-after child-year.
    COST_PROCUREMENT = "cost_procurement", "Cost of procurement",
        Pounds("per child-year"), Lower, 0, OWN,
        Ratio(|year| (year.tally.money[CostHead::Procurement as usize], year.child_years()));
    /// Mobilisation, transfer and closing down of services, and what an authority pays in answering for an inadequate grade, per
    /// looked-after child-year.
    COST_TRANSITION = "cost_transition", "Cost of transitions and inadequate grades",
        Pounds("per child-year"), Lower, 0, OWN,
        Ratio(|year| (year.tally.money[CostHead::Transition as usize], year.child_years()));
    /// What practices under contract are paid, national support included, beyond what they spend; with a minus what they are short
    /// of it. Per looked-after child-year.
    COST_SURPLUS = "cost_surplus", "Surplus of practices",
        Pounds("per child-year"), Lower, 0, OWN,
        Ratio(|year| (year.tally.money[CostHead::Surplus as usize], year.child_years()));
    /// All heads over the period.
    COST_TOTAL = "cost_total", "Total cost",
        MillionPounds, Lower, 1, OWN,
        Sum(|year| (year.money() / 1_000_000.0, year.is_served()));
}
