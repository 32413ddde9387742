//! Culture: what the people of a provider and of each of its teams do differently, and what that does this month.

/// State of a provider's culture and, derived from it once a month, its effects. In an ordinary
/// authority every departure is 0 and every effect changes exactly nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Culture {
    /// What its people do: the habits of its teams by those at work, less those of an ordinary authority, index points
    /// (-1 to 1).
    pub met: f64,
    /// How far what its leaders ask for lies from what its way of working explains, index points.
    pub lean: f64,
    /// What is left of serious incidents in which it was found wanting, index points asked for beyond the usual.
    pub aftermath: f64,
    /// New ways in use beyond those of an ordinary authority, index (-1 to 1).
    pub innovation: f64,
    /// Share of the units that have a leader (0 where there are no units).
    pub led: f64,
    /// Transfers ordered when the present organisation began; another number means another one.
    pub began_with: Option<u32>,
    /// Factor on falling sick for long.
    pub sickness: f64,
    /// Points added to what children and families make of the service.
    pub satisfaction: f64,
    /// Share of decisions added to those that the provider may sign itself.
    pub own_decisions: f64,
    /// Factor on the wait for the provider's own signature.
    pub own_wait: f64,
    /// Co-ordinators of units at work, persons.
    pub coordinators: f64,
}

impl Default for Culture {
    fn default() -> Culture {
        Culture {
            met: 0.0,
            lean: 0.0,
            aftermath: 0.0,
            innovation: 0.0,
            led: 0.0,
            began_with: None,
            sickness: 1.0,
            satisfaction: 0.0,
            own_decisions: 0.0,
            own_wait: 1.0,
            coordinators: 0.0,
        }
    }
}

/// Climate of a team: what its people do differently, and what that does this month. In an ordinary team every
/// effect changes exactly nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Climate {
    /// Habits of those at work in it, those who came lately counting less, index points (-1 to 1).
    pub met: f64,
    /// Factor on hours of direct work.
    pub hours: f64,
    /// Factor on the growth of a relationship per hour.
    pub growth: f64,
    /// Points added to the level of morale.
    pub morale: f64,
    /// Factor on leaving.
    pub leaving: f64,
    /// Factor on re-allocation.
    pub reallocation: f64,
}

impl Default for Climate {
    fn default() -> Climate {
        Climate { met: 0.0, hours: 1.0, growth: 1.0, morale: 0.0, leaving: 1.0, reallocation: 1.0 }
    }
}
