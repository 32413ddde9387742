//! Numbers of ways of working: what an ordinary authority does, and how far a departure from it
//! takes effect.

use crate::evidence::{ParameterSet, Positions, Usual, VehicleOrPrinciples, Way};

/// See the quantities `way.*` and `culture.*`.
#[derive(Clone, Debug)]
pub struct CultureSettings {
    /// Way of working of an ordinary authority: departures are counted from it.
    pub ordinary: Way,
    /// Share of a departure that takes effect inside an authority, where only a body outside can
    /// change ways (H1 vehicle, and catalyst before any practice has stood there).
    pub inside: f64,
    /// Position on H1.
    pub vehicle: VehicleOrPrinciples,
}

impl CultureSettings {
    /// Reads the quantities and the position on `H1`.
    pub fn new(p: &ParameterSet, positions: &Positions) -> CultureSettings {
        CultureSettings {
            ordinary: Way::from_fn(|_, attribute| match attribute.in_house {
                Usual::Quantity => p.get(&attribute.quantity(false)),
                Usual::Is(value) => value,
                Usual::Nothing => 0.0,
            }),
            inside: p.get("culture.inside"),
            vehicle: positions.vehicle_or_principles(),
        }
    }
}
