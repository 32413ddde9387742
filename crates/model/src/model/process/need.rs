//! Need: a practice for young people of high need serves the needy first. M121.
//!
//! ```text
//! key = u × (1 - need.selection × high need × n),  n = 1 in a home, else (frailty - 1) ÷ 2 within 0 to 1
//! ```
//!
//! Those with the smallest keys are served (`selection`), and the others are referred less (`pathway`): young
//! people in homes and those whose placements end most often come first. What they cost and how often they
//! move follows from who they are. The cohort is fixed at the start and the same in all arms. Grade D.

use crate::model::world::{Person, PlacementType};

/// How needy a young person is, 0 to 1. `placement` is `None` for a care leaver.
pub fn needy(person: &Person, placement: Option<PlacementType>) -> f64 {
    if placement == Some(PlacementType::Residential) {
        1.0
    } else {
        ((person.frailty - 1.0) / 2.0).clamp(0.0, 1.0)
    }
}

/// The key by which a young person is chosen from her uniform; `need` is selection × high need.
pub fn key(u: f64, need: f64, needy: f64) -> f64 {
    u * (1.0 - need * needy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_needy_come_first_and_nobody_does_without_need() {
        assert!(key(0.5, 0.8, 1.0) < key(0.5, 0.8, 0.2));
        assert_eq!(key(0.5, 0.0, 1.0), 0.5);
    }
}
