//! Arms, replications, sweeps: turns a scenario into finished units. The only room with threads.
//!
//! A study is a list of numbered units ([`Plan`]). Units finish in any order and are folded in the
//! order of their numbers, so that nothing in a result depends on threads or clocks.

pub(crate) mod batch;
mod drift;
mod error;
pub(crate) mod experiment;
mod history;
mod local;
#[cfg(test)]
mod mock;
mod parts;
pub(crate) mod plan;
mod prepare;
#[cfg(test)]
mod promises;
mod quietly;
mod results;
mod run;
mod runner;
mod simulation;
pub(crate) mod summary;
mod threads;
mod uncertainty;
mod units;

pub use error::StudyError;
pub use experiment::{Beginning, Experiment, History, Shape};
pub use plan::{Plan, WorkUnit};
pub(crate) use quietly::quietly;
pub use results::{ArmId, ContractRow, Failure, Results, Unit, UnitId, UnitKind, YearId};
pub use run::{Options, run};
pub use runner::Progress;
pub(crate) use runner::{Job, Runner, Signals, side_by_side};
pub use simulation::{Simulation, lived};
pub use summary::{CellSummary, Moments};
