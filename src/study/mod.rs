//! Arms, replications, sweeps: turns a scenario into finished units. The only room with threads.
//!
//! A study is a list of numbered replications. They finish in any order and are folded in the order of their numbers,
//! so that nothing in a result depends on threads or clocks.

mod again;
mod batch;
mod beginning;
mod books;
mod checkpoint;
mod columns;
mod course;
mod drift;
mod error;
mod experiment;
mod fates;
mod followed;
mod forced;
mod futures;
mod history;
mod life;
mod listing;
mod lives;
mod local;
mod numbers;
mod parts;
mod persons;
mod pieces;
mod prepare;
mod quietly;
mod remit;
mod results;
mod run;
mod runner;
mod simulation;
#[cfg(feature = "cli")]
mod spilled;
mod standing;
mod summary;
mod threads;
mod trunk;
mod uncertainty;
mod units;

pub(crate) use again::{Again, Rests};
pub(crate) use batch::{Replication, in_order};
pub use books::{Book, MEASURES, Measure};
pub use checkpoint::{Checkpoint, InMemory};
pub use error::StudyError;
pub use experiment::{Beginning, Experiment, History, Shape};
pub use fates::{BidRow, ContractRow};
pub use followed::{FOLLOWED, PHASES};
pub(crate) use forced::Forcing;
pub use futures::{FutureRow, Uniforms};
pub use lives::lived;
pub use persons::{COUNTED, GAINS, KINDS, Personal, WAYS};
pub use pieces::{Lived, Piece, Pieces, Role, Work};
pub(crate) use quietly::quietly;
pub use remit::{Place, Remit};
pub use results::{ArmId, Failure, Results, Unit, UnitId, UnitKind, YearId};
pub use run::{InPieces, Look, run, run_until};
pub(crate) use runner::{Job, side_by_side};
pub use runner::{Progress, Runner};
pub use simulation::{Begun, Simulation};
#[cfg(feature = "cli")]
pub use spilled::Spill;
pub(crate) use standing::CELLS;
pub use standing::Standing;
pub use summary::Moments;
