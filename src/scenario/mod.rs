//! Scenario files: as written, checked all faults at once, and as meant.

#[allow(
    clippy::module_inception,
    reason = "the room and the thing that it makes share the name"
)]
mod scenario;

pub use scenario::{
    Alternative, Arm, Authority, Commissioning, Factor, InHouse, Override, Practice, PracticeForm,
    ReviewStyle, Scenario,
};
