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
}
