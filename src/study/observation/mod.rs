//! An evaluation of a simulated programme: practices, hosts and comparison authorities are watched
//! through a window, staff answer a survey, children are interviewed, and the answers are compared as
//! an evaluation compares them.
//!
//! Nothing here changes what happens in a simulated world: it is watched, and whom it asks is drawn under
//! purposes of its own. H4 (the reading of no difference) and H17 (the window) act here and nowhere else.

mod estimate;
mod evaluation;
mod measures;
mod power;
mod scene;
mod study;
mod summary;
#[cfg(test)]
mod tests;
mod work;

pub use estimate::{Estimate, Sums, by_site, mixed};
pub use measures::{Asked, MEASURE_COUNT, MEASURES, Measure};
pub use power::{PowerResults, PowerRow, TESTS, power};
pub use scene::{GROUPS, Group, WINDOWS};
pub use study::{FoundRow, ObserveResults, SiteRow, observe};
pub use summary::{
    FoundSummary, PositionFound, READINGS, Reading, ReadingRow, WindowRow, found, plausibility, readings,
    windows,
};
pub use work::Programme;

pub(in crate::study) use work::over_replications;
