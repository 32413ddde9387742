//! Authorities: politics, the director, the money of the month.

/// An authority's state.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthorityState {
    /// Provider index of its own teams.
    pub in_house: usize,
    /// Month of the next ordinary election.
    pub next_election: f64,
    /// Month of the last change of political control; minus infinity if none was seen.
    pub control_changed: f64,
    /// Month of the last change of director of children's services.
    pub director_changed: f64,
    /// Whether a practice outside the authority has ever served its children.
    pub has_hosted: bool,
    /// Share of its budget cut so far.
    pub cut: f64,
    /// Share of its budget to be cut in the whole course that is planned.
    pub cut_ahead: f64,
    /// Part of a post that is to be closed.
    pub posts_due: f64,
    /// Factor on children who come into care: help to families with section 17 money, and a finding.
    pub entries: f64,
    /// What its commissioners have learnt beyond the skill that the scenario gives them, share (`commissioners`).
    pub commissioning: f64,
    /// Grade of the last inspection.
    pub grade: Grade,
    /// Grade with which the study began: what the figures of the first day are of.
    pub grade_at_start: Grade,
    /// Month of the next inspection; infinite if none is due.
    pub next_inspection: f64,
    /// Inspections since the study began.
    pub inspections: u32,
    /// Month in which an inspection last found it inadequate; minus infinity if none did.
    pub found_inadequate: f64,
    /// How often it was found inadequate, before the study included.
    pub findings: u32,
    /// How far its services were run better than ordinary ones at the last look, as a shift of its place among grades.
    pub run: f64,
    /// Month in which a body was ordered into being; infinite while the order of the scenario is to come, minus infinity
    /// where there is none.
    pub ordered: f64,
    /// Month in which it last reorganised its services on a date of the scenario; minus infinity if never.
    pub reorganised: f64,
}

/// Grade of an inspection, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Grade {
    /// Inadequate.
    Inadequate = 0,
    /// Requires improvement to be good.
    RequiresImprovement = 1,
    /// Good.
    Good = 2,
    /// Outstanding.
    Outstanding = 3,
}

impl Grade {
    /// All grades, lowest first.
    pub const ALL: [Grade; 4] =
        [Grade::Inadequate, Grade::RequiresImprovement, Grade::Good, Grade::Outstanding];
}

impl AuthorityState {
    /// The state before the first month; the date of the first election is set by `politics::begin`.
    pub fn at_start(in_house: usize) -> AuthorityState {
        AuthorityState {
            in_house,
            next_election: f64::INFINITY,
            control_changed: f64::NEG_INFINITY,
            director_changed: f64::NEG_INFINITY,
            has_hosted: false,
            cut: 0.0,
            cut_ahead: 0.0,
            posts_due: 0.0,
            entries: 1.0,
            commissioning: 0.0,
            grade: Grade::Good,
            grade_at_start: Grade::Good,
            next_inspection: f64::INFINITY,
            inspections: 0,
            found_inadequate: f64::NEG_INFINITY,
            findings: 0,
            run: 0.0,
            ordered: f64::NEG_INFINITY,
            reorganised: f64::NEG_INFINITY,
        }
    }
}
