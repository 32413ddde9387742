//! Providers: who employs the teams. The authority itself is one; each practice is another.

/// A provider and the conditions under which its case holders work this month.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// Authority whose children it serves.
    pub authority: usize,
    /// Position of the practice in the scenario; `None` for the authority's own teams.
    pub practice: Option<usize>,
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
    /// Share of decisions that the provider may sign itself.
    pub own_decisions: f64,
    /// Money in hand, pounds.
    pub account: f64,
    /// Pounds that one case cost in the last month, by head, placements apart (see [`super::CostHead`]).
    pub case_cost: [f64; super::COST_HEADS],
    /// Hand-overs per case in the last 12 months, smoothed: what a review sees of continuity.
    pub seen_changes: f64,
    /// Disruptions per looked-after child-year in the last 12 months, smoothed.
    pub seen_disruptions: f64,
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
}
