//! The model of swplab: children, social workers, teams, authorities and practices, month by month.
//!
//! Read `model/month.rs` first: it is the month as a written list of steps; the files of
//! `model/process/` are those steps, one process a file. No files, threads, clocks or environment here.

pub mod arrangement;
pub mod calendar;
pub mod draws;
pub mod evidence;
pub mod history;
pub mod indicator;
pub mod model;
pub mod statistics;
pub mod terms;
