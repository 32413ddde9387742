//! The month's counts per group: what indicators read. A group is a provider or a fixed cohort.

use crate::terms::{Exit, HandOver, TYPES};

/// Providers distinguished inside one authority when a cohort's money is counted.
pub const LOCAL_PROVIDERS: usize = 8;

/// Ways of belonging to cohorts: to none, to one or another, to several.
pub const COHORTS: usize = 8;

/// Cohorts of which the month is counted: served, eligible, remit.
pub const COHORT_GROUPS: usize = 3;

/// Counts of a group since they were last reset.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Looked-after child-months.
    pub child_months: f64,
    /// The same by placement type.
    pub by_type: [f64; TYPES],
    /// The same by provider: the authority's own, then its practices.
    pub by_provider: [f64; LOCAL_PROVIDERS],
    /// Hours of direct work.
    pub direct_hours: f64,
    /// What the team of the case holder does beyond ordinary ones, index points × months.
    pub culture: f64,
    /// Relationship × months.
    pub relationship: f64,
    /// Satisfaction × months.
    pub satisfaction: f64,
    /// Reachability × months.
    pub reachability: f64,
    /// Changes of carer.
    pub moves: f64,
    /// Changes of status only.
    pub statuses: f64,
    /// Disruptions.
    pub disruptions: f64,
    /// Changes of case holder by cause.
    pub changes: [f64; HandOver::COUNT],
    /// Of these, ends of an agency cover of under a month, which published figures leave out.
    pub short_covers: f64,
    /// Decisions asked for.
    pub decisions: f64,
    /// Days that they waited.
    pub decision_days: f64,
    /// Of the decisions, quick ones.
    pub quick_decisions: f64,
    /// Of the decisions, delayed ones.
    pub delayed_decisions: f64,
    /// Exits by route.
    pub exits: [f64; Exit::COUNT],
    /// Days of the last period, summed over exits.
    pub exit_days: f64,
    /// Periods of care started.
    pub starts: f64,
    /// Of these, not the first.
    pub reentries: f64,
    /// Children who started to be looked after, each once in a year.
    pub started: f64,
    /// Children who ceased to be looked after, less those who were back in the same year.
    pub ceased: f64,
    /// Care-leaver months.
    pub leaver_months: f64,
    /// Pounds by head, added by finance at the month's end.
    pub money: [f64; super::COST_HEADS],
}

impl Tally {
    /// Adds another group's counts.
    pub fn add(&mut self, other: &Tally) {
        fn each(to: &mut [f64], from: &[f64]) {
            for (sum, value) in to.iter_mut().zip(from) {
                *sum += value;
            }
        }
        self.child_months += other.child_months;
        each(&mut self.by_type, &other.by_type);
        each(&mut self.by_provider, &other.by_provider);
        self.direct_hours += other.direct_hours;
        self.culture += other.culture;
        self.relationship += other.relationship;
        self.satisfaction += other.satisfaction;
        self.reachability += other.reachability;
        self.moves += other.moves;
        self.statuses += other.statuses;
        self.disruptions += other.disruptions;
        each(&mut self.changes, &other.changes);
        self.short_covers += other.short_covers;
        self.decisions += other.decisions;
        self.decision_days += other.decision_days;
        self.quick_decisions += other.quick_decisions;
        self.delayed_decisions += other.delayed_decisions;
        each(&mut self.exits, &other.exits);
        self.exit_days += other.exit_days;
        self.starts += other.starts;
        self.reentries += other.reentries;
        self.started += other.started;
        self.ceased += other.ceased;
        self.leaver_months += other.leaver_months;
        each(&mut self.money, &other.money);
    }
}
