//! The child and its case holder: how often she changes, and the time that they have together.

use super::declared::*;
use crate::terms::HandOver;

indicators! {
    Relationship
    /// Changes of case holder per looked-after child-year; the end of an agency cover of under a month is not a
    /// change.
    WORKER_CHANGES = "worker_changes", "Changes of case holder",
        Plain("per child-year"), Lower, 2, SSDA903,
        Ratio(|year| (year.hand_overs() - year.tally.short_covers, year.child_years()));
    /// Hand-overs of a child's case from one person to another per looked-after child-year, from every cause,
    /// the ends of covers of under a month included: the sum of the six causes below.
    HAND_OVERS = "hand_overs", "All hand-overs",
        Plain("per child-year"), Lower, 2, OWN,
        Ratio(|year| (year.hand_overs(), year.child_years()));
    /// Children looked after on 31 March with three or more different case holders in the year; whoever covered
    /// for under a month does not count.
    WORKERS_3PLUS = "workers_3plus", "Three or more case holders in the year",
        PERCENT, Lower, 1, SSDA903,
        Ratio(|year| share(year.stock.three_workers, year.stock.children));
    /// Children looked after throughout the 12 months who had one case holder; cover of under a month is not a
    /// change.
    SAME_WORKER_ALL_YEAR = "same_worker_all_year", "Same case holder all year",
        PERCENT, Higher, 1, SSDA903,
        Ratio(|year| share(year.stock.one_worker, year.stock.all_year));
    /// Changes of case holder because the child passes to the next team of the pathway.
    CHANGES_PATHWAY = "changes_pathway", "Hand-overs between teams and at 16",
        Plain("per child-year"), Lower, 2, OWN,
        Ratio(|year| (year.tally.changes[HandOver::Pathway as usize], year.child_years()));
    /// Changes of case holder because a permanent worker left the employer.
    CHANGES_LEAVER = "changes_leaver", "Hand-overs because a worker left",
        Plain("per child-year"), Lower, 2, OWN,
        Ratio(|year| (year.tally.changes[HandOver::Leaver as usize], year.child_years()));
    /// Changes of case holder at the end of an agency cover, however short.
    CHANGES_AGENCY = "changes_agency", "Hand-overs because an agency worker left",
        Plain("per child-year"), Lower, 2, OWN,
        Ratio(|year| (year.tally.changes[HandOver::Agency as usize], year.child_years()));
    /// Changes of case holder because the worker was off sick for more than a month.
    CHANGES_SICKNESS = "changes_sickness", "Hand-overs because of long sickness",
        Plain("per child-year"), Lower, 2, OWN,
        Ratio(|year| (year.tally.changes[HandOver::Sickness as usize], year.child_years()));
    /// Changes of case holder to level caseloads or for other internal reasons.
    CHANGES_REALLOCATION = "changes_reallocation", "Re-allocations",
        Plain("per child-year"), Lower, 2, OWN,
        Ratio(|year| (year.tally.changes[HandOver::Reallocation as usize], year.child_years()));
    /// Changes of case holder because a contract began or ended.
    CHANGES_TRANSFER = "changes_transfer", "Hand-overs at a transfer between providers",
        Plain("per child-year"), Lower, 2, OWN,
        Ratio(|year| (year.tally.changes[HandOver::Transfer as usize], year.child_years()));
    /// Hours that the case holder spends with the child and family, mean over looked-after child-months.
    DIRECT_HOURS = "direct_hours", "Direct work",
        Plain("hours per child and month"), Higher, 2, OWN,
        Ratio(|year| (year.tally.direct_hours, year.tally.child_months));
    /// Mean days from the request for a decision that needs a signature to the signature.
    DECISION_WAIT = "decision_wait", "Waiting time for a decision",
        Plain("days"), Lower, 1, OWN,
        Ratio(|year| (year.tally.decision_days, year.tally.decisions));
    /// Share of decisions signed within a week.
    DECISION_QUICK = "decision_quick", "Quick decisions",
        PERCENT, Higher, 1, OWN,
        Ratio(|year| share(year.tally.quick_decisions, year.tally.decisions));
    /// Share of decisions that waited more than a month.
    DECISION_DELAYED = "decision_delayed", "Delayed decisions",
        PERCENT, Lower, 1, OWN,
        Ratio(|year| share(year.tally.delayed_decisions, year.tally.decisions));
    /// Mean over looked-after child-months of the relationship index: it grows with direct work and breaks at a
    /// hand-over.
    RELATIONSHIP = "relationship", "Relationship between child and case holder",
        Plain("index, 0 to 1"), Higher, 3, OWN,
        Ratio(|year| (year.tally.relationship, year.tally.child_months));
    /// Mean over looked-after child-months of the satisfaction index: the relationship with the case holder,
    /// and what the way of serving and transferring adds or takes.
    SATISFACTION = "satisfaction", "Satisfaction of children and families",
        Plain("index, 0 to 1"), Higher, 3, OWN,
        Ratio(|year| (year.tally.satisfaction, year.tally.child_months));
    /// Mean over looked-after child-months of how easily children and families reach their worker, outside
    /// office hours too.
    REACHABILITY = "reachability", "Reachability of the case holder",
        Plain("index, 0 to 1"), Higher, 3, OWN,
        Ratio(|year| (year.tally.reachability, year.tally.child_months));
}
