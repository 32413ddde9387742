//! Culture: what a provider's people have learnt to do differently, and what that does this month.

/// State of a provider's culture and, derived from it once a month, its effects. In an ordinary
/// authority every departure is 0 and every effect changes exactly nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Culture {
    /// Its own people's learning and practice less that of an ordinary authority, index points
    /// (-1 to 1).
    pub own: f64,
    /// The same of the people of a practice that was taken back.
    pub absorbed: f64,
    /// Share of the cases that the people of a practice taken back hold.
    pub absorbed_share: f64,
    /// New ways in use beyond those of an ordinary authority, index (-1 to 1).
    pub innovation: f64,
    /// Share of the units that have a leader (0 where there are no units).
    pub led: f64,
    /// Transfers ordered when the present organisation began; another number means another one.
    pub began_with: Option<u32>,
    /// Whether it served children in the month before.
    pub was_open: bool,
    /// Factor on hours of direct work.
    pub hours: f64,
    /// Factor on the growth of a relationship per hour.
    pub growth: f64,
    /// Points added to the level of morale.
    pub morale: f64,
    /// Factor on leaving.
    pub leaving: f64,
    /// Factor on falling sick for long.
    pub sickness: f64,
    /// Factor on re-allocation.
    pub reallocation: f64,
    /// Share of decisions added to those that the provider may sign itself.
    pub own_decisions: f64,
    /// Factor on the wait for the provider's own signature.
    pub own_wait: f64,
    /// Co-ordinators of units at work, persons.
    pub coordinators: f64,
}

impl Culture {
    /// What its children meet: own people and those taken back, by their cases.
    pub fn met_by_children(&self) -> f64 {
        self.own + self.absorbed_share * (self.absorbed - self.own)
    }
}

impl Default for Culture {
    fn default() -> Culture {
        Culture {
            own: 0.0,
            absorbed: 0.0,
            absorbed_share: 0.0,
            innovation: 0.0,
            led: 0.0,
            began_with: None,
            was_open: false,
            hours: 1.0,
            growth: 1.0,
            morale: 0.0,
            leaving: 1.0,
            sickness: 1.0,
            reallocation: 1.0,
            own_decisions: 0.0,
            own_wait: 1.0,
            coordinators: 0.0,
        }
    }
}
