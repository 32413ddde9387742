//! Arms, replications, sweeps: turns a scenario into finished units. The only room with rayon.

mod results;

pub use results::{ContractRow, Failure, Results, Unit, UnitKind};
