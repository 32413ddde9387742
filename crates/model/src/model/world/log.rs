//! The event log of a replayed replication: who, when, what. Off in a study, so it costs nothing.

use crate::draws::Name;
use crate::terms::{Exit, HandOver, MoveReason, PlacementType, Standing};

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
    /// Help to her family has kept a child out of care; the name is that of her draws.
    EntryPrevented,
    /// Help to her family has put off her coming into care.
    EntryDelayed {
        months: f64,
    },
    ComesBack,
    /// The first placement of a period of care.
    IsPlaced(PlacementType),
    Moves {
        to: PlacementType,
        by: MoveReason,
    },
    ChangesStatus,
    LeavesCare(Exit),
    ChangesCaseHolder(HandOver),
    /// Who holds the child's case from now on: the first case holder of a period of care, without a
    /// cause, or a next one.
    HasCaseHolder {
        holder: u32,
        cause: Option<HandOver>,
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
    /// A serious incident in which a service was found wanting; the name is the authority's or the practice's.
    SeriousIncident,
    /// How an idea, by its place in the scenario, stands from now on with a team, by its number; the name is the team's.
    IdeaStands {
        idea: usize,
        team: u32,
        now: Standing,
    },
    /// A team has altered an idea and tries it again.
    IdeaAltered {
        idea: usize,
        team: u32,
    },
    PostTransferred,
    ChildrenTransferred,
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
