//! The rows of children's months and events.

use crate::analysis::run::rows::columns;
use crate::results::table::tables;

tables! {
    /// A child looked after at a month's end, with --events.
    "child-months.csv": ChildMonthRow {
        arm, replication, person,
        /// Months since the study began; 0 for the first day
        month: u32 = "months",
        authority, age,
        /// Type of placement
        placement: String,
        /// Stage of the pathway
        stage: String,
        /// Time since the period of care began
        months_in_care: f64 = "months",
        /// Time with the present carer
        months_in_placement: f64 = "months",
        /// Number of the provider that serves the child, from 0: the authorities' own teams in their order, then the
        /// practices; empty between case holders
        provider: String,
        /// Number of the case holder, which changes with every succession; empty between case holders
        holder: String,
        /// Relationship with the case holder
        relationship: Option<f64> = "0 to 1",
    }
    /// One event of a child or a post, with --events.
    "events.csv": EventRow {
        arm, replication, person,
        /// When it happened
        at: f64 = "months from the start",
        /// The day of it
        day: String,
        /// What happened; its keys are words joined by hyphens, such as enters-care, moves, has-case-holder
        event: String,
        /// What the child came from: placement or case holder; empty where there is none
        from: String,
        /// What the child came to: placement or case holder; of a decision the days waited
        to: String,
        /// Reason of a move, route out of care or cause of a hand-over; empty where there is none
        cause: String,
    }
}
