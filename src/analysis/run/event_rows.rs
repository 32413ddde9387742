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
    /// A team on the first day and at each year's end: of the first replication and the first three authorities, or of those of
    /// --events.
    "teams.csv": TeamRow {
        arm, replication,
        /// Months since the study began; 0 for the first day
        month: u32 = "months",
        authority,
        /// Number of the provider, as in child-months.csv
        provider: u32,
        /// Number of the team; a team of the authority keeps it, a practice has one for each time that it opens or is taken back
        team: u32,
        /// Its place among the teams of its provider, from 0: who sits beside whom
        room: u32,
        /// Stage of the pathway; empty of a team that keeps its children all the way
        stage: String,
        /// 1 of a practice that was taken back
        taken_back: u32,
        /// Permanent case holders at work
        permanent: u32,
        /// Agency workers
        agency: u32,
        /// Posts in which nobody is at work
        empty: u32,
        /// Cases held
        cases: u32,
        /// Culture of the team: what those at work do differently
        culture: f64 = "index points from an ordinary authority",
        /// How open its manager is beyond the middle management of her employer
        manager: f64 = "share of the way from none to full",
        /// Managers so far
        managers: u32,
        /// What the culture of the team and the way of its provider do to hours of direct work
        hours_factor: f64 = "factor",
        /// Ideas of the scenario that it tries on the day, by name; empty where there is none
        ideas_tried: String,
        /// Ideas that it keeps
        ideas_kept: String,
        /// Ideas that it has judged and dropped
        ideas_dropped: String,
        /// Ideas that it kept and that have withered
        ideas_withered: String,
    }
    /// A case holder on the first day and at each year's end, with --events.
    "workers.csv": WorkerRow {
        arm, replication,
        /// Name of the post, kept through every transfer
        post: String,
        /// Number of the case holder, as in child-months.csv
        holder: u32,
        /// Months since the study began; 0 for the first day
        month: u32 = "months",
        authority,
        /// Number of the provider, as in child-months.csv
        provider: u32,
        /// Number of the team, as in teams.csv
        team: u32,
        /// permanent, sick or agency
        seat: String,
        /// Where a permanent case holder came from; empty of an agency worker
        origin: String,
        /// Time since she came to the post
        months_in_post: f64 = "months",
        /// What she does differently
        habits: f64 = "index points from an ordinary case holder",
        /// Morale of a permanent case holder
        morale: Option<f64> = "0 to 1",
        /// Cases held
        cases: u32,
    }
    /// One event of a child, a post or, of an idea, a team, with --events.
    "events.csv": EventRow {
        arm, replication, person,
        /// When it happened
        at: f64 = "months from the start",
        /// The day of it
        day: String,
        /// What happened; its keys are words joined by hyphens, such as enters-care, moves, has-case-holder
        event: String,
        /// What the child came from: placement or case holder; of an idea the number of the team, as in teams.csv; empty where
        /// there is none
        from: String,
        /// What the child came to: placement or case holder; of a decision the days waited, of an entry delayed the months; of an idea its name
        to: String,
        /// Reason of a move, route out of care or cause of a hand-over; empty where there is none
        cause: String,
    }
}
