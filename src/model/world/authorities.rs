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
    /// Factor on children who come into care: help to families with section 17 money.
    pub entries: f64,
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
        }
    }
}
