//! Scenario files: as written, checked all faults at once, and as meant.
//!
//! [`Document`] is the file as written, with the place of every value; [`Document::scenario`] checks
//! it and hands over a [`Scenario`]. Nothing here runs a model or writes a file.

mod alternative;
mod authorities;
mod canonical;
pub mod carried;
mod changes;
mod check;
pub mod declaration;
mod document;
mod events;
mod fault;
mod ideas;
mod idle;
mod lab;
mod layers;
mod observation;
mod paths;
mod posteriors;
mod practices;
mod profile_files;
mod reader;
mod readings;
#[allow(clippy::module_inception, reason = "the room and the thing that it makes share the name")]
mod scenario;
mod starter;
mod study;
mod sweep;
mod target_lists;
mod targets;
mod tree;

pub(crate) use check::{HORIZON, late_end};
pub use document::Document;
pub use fault::{Fault, Faults, ScenarioError, Severity};
pub use idle::why_idle;
pub use lab::{Control, Lab, Step, Stop};
pub use observation::{Comparator, Observation};
pub use profile_files::ProfileFiles;
pub use readings::{Readings, UNITS};
pub use scenario::{Alternative, Arm, Factor, Later, Override, Scenario};
pub use starter::starter;
pub use sweep::{Design, Layout, Range, USUAL_POINTS};
pub use targets::{Effort, Free, Target, Targets};
