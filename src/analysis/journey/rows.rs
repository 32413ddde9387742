//! The tables of a journey.

use crate::analysis::run::rows::columns;
use crate::results::table::tables;

tables! {
    /// Whom the journey follows and what was counted in each of the two worlds, the one that is compared against first.
    "journey.csv": JourneyRow {
        arm,
        /// child or worker
        subject: String,
        /// Whom: the name of her luck, the same in both worlds; of a worker that of the post in which she sits on the first day
        person: String,
        /// Rule by which she was chosen
        rule: String,
        /// Number of the history
        history: u32,
        /// Those among whom the rule chose
        among: usize,
        /// Place among them, from the one whom this world helps most against the other
        place: usize,
        /// Age on the first day of the study, or on the day when care begins; empty for a worker
        age: Option<f64> = "years",
        /// Months looked after at a month's end; of a worker, months before she leaves the post
        months: u32 = "months",
        /// Changes of case holder, those after covers of under a month left out; 0 of a worker
        changes: u32,
        /// Moves from one carer to another
        moves: u32,
        /// Decisions asked for
        decisions: u32,
        /// Mean wait of these decisions
        decision_days: Option<f64> = "days",
        /// Months in which a practice holds the case, or employs the worker
        in_practice: u32 = "months",
        /// Of a worker, mean number of cases before she leaves the post
        caseload: Option<f64> = "cases",
    }
    /// What holds for a time: where a child lives, who holds the case, who serves, which school year, which contract runs.
    "spans.csv": SpanRow {
        arm,
        /// school, placement, holder, provider, seat, cases or contract
        lane: String,
        /// When it begins
        from: f64 = "months from the start",
        /// When it ends, or the study does
        to: f64 = "months from the start",
        /// In words
        label: String,
        /// Key, such as the type of placement or the number of the case holder
        key: String,
    }
    /// What happens to her, to her teams and to the contract that she is served under.
    "happenings.csv": HappeningRow {
        arm,
        /// child, worker, team or contract
        about: String,
        /// When
        at: f64 = "months from the start",
        /// The day of it
        day: String,
        /// What happened; its keys are those of events.csv, and award, opening, review, extension, end of a contract
        event: String,
        /// What it came from: placement or case holder; empty where there is none
        from: String,
        /// What it came to; of a decision the days waited
        to: String,
        /// Reason or cause; empty where there is none
        cause: String,
    }
}
