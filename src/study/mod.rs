//! Arms, replications, sweeps: turns a scenario into finished units. The only room with rayon.
//!
//! A study is a list of numbered units ([`Plan`]). Units finish in any order and are folded in the
//! order of their numbers, so that nothing in a result depends on threads or clocks.

mod batch;
pub mod calibration;
mod drift;
mod error;
mod experiment;
mod factorial;
mod history;
mod local;
#[cfg(test)]
mod mock;
pub mod observation;
mod parts;
mod plan;
mod prepare;
#[cfg(test)]
mod promises;
mod quietly;
mod results;
mod run;
mod simulation;
mod summary;
mod sweep;
mod uncertainty;
mod units;
pub mod validation;

pub use error::StudyError;
pub use experiment::{Beginning, Experiment, History, Shape};
pub use factorial::{MOST_CELLS, full_factorial};
pub use plan::{Plan, WorkUnit};
pub use results::{ContractRow, Failure, Results, Unit, UnitKind};
pub use run::{Options, Progress, run};
pub use simulation::{Simulation, lived};
pub use summary::{CellSummary, Moments};
pub use sweep::{SweepResults, sweep};
