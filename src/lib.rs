//! A simulation laboratory for how children's social work is organised.
//!
//! Read `model/month.rs` first: it is the month as a written list of steps; the files of
//! `model/process/` are those steps, one process a file.

pub mod analysis;
pub mod chart;
#[cfg(feature = "cli")]
mod cli;
pub mod report;
pub mod results;
pub mod scenario;
pub mod study;

pub use swplab_model::{
    arrangement, calendar, draws, evidence, history, indicator, model, statistics, terms,
};
pub use swplab_returns as returns;

/// The program: parses the command line, runs the command and returns its exit code.
#[cfg(feature = "cli")]
pub fn main() -> std::process::ExitCode {
    cli::main()
}
