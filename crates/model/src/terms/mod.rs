//! The field's words, each spelt once: where children live, how old they are, why they move and leave, why a case
//! changes hands, where a contract stands. Files, tables, ids and pages take their words from here; nothing here
//! decides anything.

mod ages;
mod casework;
mod contract;
mod declared;
mod leaving;
mod placement;

pub use ages::{AGE_ENDS, AGES, AgeBand, EIGHTEEN, FOURTEEN, SIXTEEN, age_band};
pub use casework::{HandOver, PathwayStage};
pub use contract::{Cause, Fate, Stage};
pub use leaving::Exit;
pub use placement::{MoveReason, PlacementType, TYPES};
