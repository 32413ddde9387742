//! Numbers of placements: why they end, where a child goes next.

use super::care::fixed;
use crate::evidence::ParameterSet;
use crate::model::hazard::bands::{Curve, Curves, PLACEMENT_BANDS, PLACEMENT_ENDS};
use crate::model::hazard::frailty;
use crate::terms::{AGES, AgeBand, MoveReason, TYPES};

/// Reasons in the order of [`crate::model::world::PlacementClock::left`]: care plan, supply, other;
/// disruption is kept apart because it follows the month's conditions.
pub const PLAN: usize = 0;
/// Supply: allegation, standards, approval removed, closure.
pub const SUPPLY: usize = 1;
/// Other moves.
pub const OTHER: usize = 2;
/// Adoption order (placed for adoption only).
pub const ORDER: usize = 3;

/// See the quantities `placement.*`.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementSettings {
    /// Individual monthly rates by reason (plan, supply, other) and band of placement age.
    pub rate: [[f64; PLACEMENT_BANDS]; 3],
    /// Individual monthly rate of disruption by band of placement age.
    pub disruption: [f64; PLACEMENT_BANDS],
    /// The same rates (plan, supply, other) as curves of placement age.
    pub curves: Curves<3, PLACEMENT_BANDS>,
    /// Disruption as a curve of placement age.
    pub disruption_curve: Curve<PLACEMENT_BANDS>,
    /// Factor by age on moves by care plan out of the first placement of a period of care, in its first year.
    pub first_year: [f64; AGES],
    /// Factor on the weight of the present type in the choice of the next.
    pub stays_in_type: [f64; TYPES],
    /// Factor by type on plan, supply and other.
    pub type_factor: [f64; TYPES],
    /// Factor by type on disruption.
    pub type_factor_disruption: [f64; TYPES],
    /// Factor by age on plan, supply and other.
    pub age_factor: [f64; AGES],
    /// Factor by age on disruption.
    pub age_factor_disruption: [f64; AGES],
    /// Frailty of each equal-probability class.
    pub frailty: [f64; frailty::CLASSES],
    /// Pattern of the first placement's type by age band.
    pub entry: [[f64; TYPES]; AGES],
    /// Pattern of the next placement's type by age band.
    pub destination: [[f64; TYPES]; AGES],
    /// Within which factors on that pattern moves may carry an authority's stock, and by how much a type's share may
    /// move in two years.
    pub next_range: [f64; 3],
}

impl PlacementSettings {
    /// Reads the quantities and solves the individual baselines.
    pub fn new(p: &ParameterSet) -> PlacementSettings {
        let table = |id: &str| -> [f64; PLACEMENT_BANDS] { fixed(p.table(id), id) };
        let [plan, disruption, supply, other] =
            MoveReason::ALL.map(|reason| table(&format!("placement.move.{}", reason.key())));
        let exit = table("placement.exit-while-placed");
        // The quantities are individual baselines solved at the reference shape; for another shape
        // they are solved again, so that the population's hazards stay as published.
        let mut steady = [0.0; PLACEMENT_BANDS];
        let mut frail = [0.0; PLACEMENT_BANDS];
        for band in 0..PLACEMENT_BANDS {
            steady[band] = plan[band] + supply[band];
            frail[band] = other[band] + disruption[band];
        }
        let reference = frailty::classes(p.get("placement.frailty-shape-of-fit"));
        let z = frailty::classes(p.get("placement.frailty-shape"));
        let population = frailty::population(&reference, &frail, &steady, &exit);
        let base = frailty::solve(&z, &population, &steady, &exit);
        let mut individual_other = other;
        let mut individual_disruption = disruption;
        for band in 0..PLACEMENT_BANDS {
            let factor = base[band] / frail[band];
            individual_other[band] *= factor;
            individual_disruption[band] *= factor;
        }
        PlacementSettings {
            curves: Curves::new(PLACEMENT_ENDS, [plan, supply, individual_other]),
            disruption_curve: Curve::new(PLACEMENT_ENDS, individual_disruption),
            rate: [plan, supply, individual_other],
            disruption: individual_disruption,
            first_year: fixed(p.table("placement.first-year-factor"), "placement.first-year-factor"),
            stays_in_type: fixed(p.table("placement.stays-in-type"), "placement.stays-in-type"),
            type_factor: fixed(p.table("placement.type-factor"), "placement.type-factor"),
            type_factor_disruption: fixed(
                p.table("placement.type-factor-disruption"),
                "placement.type-factor-disruption",
            ),
            age_factor: fixed(p.table("placement.age-factor"), "placement.age-factor"),
            age_factor_disruption: fixed(
                p.table("placement.age-factor-disruption"),
                "placement.age-factor-disruption",
            ),
            frailty: z,
            entry: by_age(p, "placement.entry"),
            destination: by_age(p, "placement.destination"),
            next_range: fixed(p.table("placement.next.range"), "placement.next.range"),
        }
    }
}

impl PlacementSettings {
    /// Frailty of a place among the classes, from 0 to 1.
    pub fn frailty_at(&self, place: f64) -> f64 {
        let class = (place * self.frailty.len() as f64) as usize;
        self.frailty[class.min(self.frailty.len() - 1)]
    }
}

fn by_age(p: &ParameterSet, prefix: &str) -> [[f64; TYPES]; AGES] {
    AgeBand::ALL.map(|band| {
        let id = format!("{prefix}.{}", band.key());
        fixed(p.table(&id), &id)
    })
}
