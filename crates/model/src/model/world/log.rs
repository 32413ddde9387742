//! The event log of a replayed replication: who, when, what. Off in a study, so it costs nothing.

use crate::draws::Name;

/// What happened to a child, a post or a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Months since the study began.
    pub at: f64,
    /// Whom it concerns.
    pub who: Name,
    /// What happened, in the field's words.
    pub what: What,
}

/// Kinds of event.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)] // each says what it is
pub enum What {
    EntersCare,
    ComesBack,
    /// The first placement of a period of care.
    IsPlaced(super::PlacementType),
    Moves {
        to: super::PlacementType,
        by: MoveReason,
    },
    ChangesStatus,
    LeavesCare(super::Exit),
    ChangesCaseHolder(super::HandOver),
    /// Who holds the child's case from now on: the first case holder of a period of care, without a
    /// cause, or a next one.
    HasCaseHolder {
        holder: u32,
        cause: Option<super::HandOver>,
        /// Whoever held it before covered for under a month.
        after_short_cover: bool,
    },
    AsksDecision {
        days: f64,
    },
    ServiceEnds,
    WorkerLeaves,
    WorkerFallsSick,
    WorkerReturns,
    WorkerTakesUpPost,
    AgencyComes,
    AgencyLeaves,
    PostClosed,
    PostTransferred,
    ChildrenTransferred,
}

/// Why a placement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)] // the field's own words
pub enum MoveReason {
    CarePlan = 0,
    Disruption = 1,
    Supply = 2,
    Other = 3,
}

/// Events, if they are kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// Whether events are kept.
    pub is_kept: bool,
    /// The events, in the order in which they were found (sort by `at` to read a story).
    pub events: Vec<Event>,
}

impl Log {
    /// Notes an event if events are kept.
    #[inline]
    pub fn note(&mut self, at: f64, who: Name, what: What) {
        if self.is_kept {
            self.events.push(Event { at, who, what });
        }
    }
}
