//! Scenario files: as written, checked all faults at once, and as meant.

mod scenario;

pub use scenario::{
    Alternative, Arm, Authority, Commissioning, Factor, InHouse, Override, Practice, PracticeForm,
    ReviewStyle, Scenario,
};
