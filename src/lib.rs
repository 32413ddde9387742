//! A simulation laboratory for how children's social work is organised.
//!
//! What if a contract with an independent practice ran five years, or ten, instead of three? A scenario file says what
//! is compared; its arms are lived on the same children with the same draws, so the difference between two arms is what
//! the arrangement does. Results are asked for by indicator, arm, unit and year.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use swplab::indicator::relationship::WORKER_CHANGES;
//! use swplab::scenario::Document;
//! use swplab::statistics::Paired;
//! use swplab::study::{ArmId, Runner, Simulation, UnitId, run};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let document = Document::read(Path::new("scenarios/contract-length.toml"))?;
//! let (scenario, _warnings) = document.scenario()?;
//! let results = run(&Simulation::of_arms(&scenario), 0..20, &Runner::silent(0)?)?;
//!
//! let served = results.unit("cohort_served").unwrap_or(UnitId(0));
//! let values = |arm| results.values(ArmId(arm), served, &WORKER_CHANGES);
//! let difference = Paired::of(&values(0), &values(1)).summary;
//! println!("{:+.3} ({:+.3} to {:+.3})", difference.mean, difference.low, difference.high);
//! # Ok(())
//! # }
//! ```
//!
//! Read [`model::month`] first: it is the month as a written list of steps; the files of [`model::process`] are those
//! steps, one process a file, each with its equations at its head. A process of your own joins the month by
//! [`Simulation::with_process`](study::Simulation::with_process), an indicator of your own is measured by
//! [`Simulation::measuring`](study::Simulation::measuring), and one child's journey is told by
//! [`Simulation::histories`](study::Simulation::histories); the programs in `examples/` do these, in under 40 lines each.
//!
//! | room | what lives there |
//! |---|---|
//! | [`scenario`] | a file as written, checked with all its faults at once, as meant |
//! | [`study`] | from a scenario to finished units: the loop of months, work side by side, folding in order |
//! | [`results`], [`report`], [`chart`] | tables with their manifest; pages and drawings made from the tables alone |
//! | [`analysis`] | run, sweep, observe, calibrate, validate: a folder each |
//! | `bundle` (with `cli`) | what goes with results when they are handed on: logs, workbook, metadata |
//! | [`laboratory`] | a scenario asked live, one history at a time, for a page |
//! | [`returns`] | the SSDA903 return in and out, the department's published files |
//! | [`model`], [`indicator`], [`evidence`], [`draws`] and the others | the model, from the crate `swplab-model` |
//!
//! Without the features `cli`, which holds the program, and `threads` all this builds for a browser.

pub mod analysis;
#[cfg(feature = "cli")]
mod bundle;
pub mod chart;
#[cfg(feature = "cli")]
mod cli;
pub mod laboratory;
pub mod report;
pub mod results;
pub mod scenario;
pub mod study;

pub use swplab_model::{
    arrangement, calendar, draws, evidence, history, indicator, model, statistics, terms, text,
};
pub use swplab_returns as returns;

/// The program: parses the command line, runs the command and returns its exit code.
#[cfg(feature = "cli")]
pub fn main() -> std::process::ExitCode {
    cli::main()
}
