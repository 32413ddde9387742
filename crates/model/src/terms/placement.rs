//! Where a child lives, and why a placement ends.

use super::declared::terms;

terms! {
    /// Where a child lives.
    PlacementType:
    /// With foster carers who are not relatives.
    Foster "foster" "in foster care",
    /// With relatives or friends who foster.
    Kinship "kinship" "with relatives or friends",
    /// Children's homes, hostels, secure units, residential schools.
    Residential "residential" "in residential settings",
    /// With parents under a care order.
    Parents "parents" "with parents",
    /// Independent or semi-independent living.
    SemiIndependent "semi-independent" "in semi-independent living",
    /// Placed for adoption.
    Adoption "adoption" "placed for adoption",
    /// Other placements.
    Other "other" "in another placement",
}

/// Number of placement types.
pub const TYPES: usize = PlacementType::COUNT;

/// The types that published tables tell apart: they count relatives and friends who foster as foster care.
pub const PUBLISHED_TYPES: [PlacementType; TYPES - 1] = [
    PlacementType::Foster,
    PlacementType::Residential,
    PlacementType::Parents,
    PlacementType::SemiIndependent,
    PlacementType::Adoption,
    PlacementType::Other,
];

impl PlacementType {
    /// The type under which published tables count it.
    pub const fn published(self) -> PlacementType {
        match self {
            PlacementType::Kinship => PlacementType::Foster,
            other => other,
        }
    }
}

terms! {
    /// Why a placement ended.
    MoveReason:
    /// The care plan.
    CarePlan "plan" "care plan",
    /// Carer or child asked for it.
    Disruption "disruption" "disruption",
    /// Allegation, standards, approval removed, closure.
    Supply "supply" "supply",
    /// Any other reason.
    Other "other" "other",
}
