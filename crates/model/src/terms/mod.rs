//! The field's words, each spelt once: where children live, how old they are, why they move and leave, why a case
//! changes hands, where a contract stands. Files, tables, ids and pages take their words from here; nothing here
//! decides anything.

mod ages;
mod casework;
pub mod codes;
mod contract;
pub(crate) mod declared;
mod durations;
mod ideas;
mod leaving;
mod placement;
mod workers;

pub use ages::{AGE_ENDS, AGE_KEYS, AGES, AgeBand, EIGHTEEN, FOURTEEN, SIXTEEN, age_band};
pub use casework::{HandOver, PathwayStage};
pub use contract::{Baseline, Cause, Fate, Happening, PracticeForm, ReviewStyle, Serves, Stage, Watched};
pub use durations::{
    CARE_BANDS, CARE_ENDS, CARE_WORDS, DAYS_PER_MONTH, PLACEMENT_BANDS, PLACEMENT_ENDS, PLACEMENT_WORDS,
};
pub use ideas::{IdeaPlace, Lever, Standing, TriedAs};
pub use leaving::Exit;
pub use placement::{MoveReason, PUBLISHED_TYPES, PlacementType, TYPES};
pub use workers::{Destination, Origin};
