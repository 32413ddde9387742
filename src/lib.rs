//! A simulation laboratory for how children's social work is organised.
//!
//! Read `model/month.rs` first: it is the month as a written list of steps; the files of
//! `model/process/` are those steps, one process a file.

pub mod calendar;
pub mod chart;
pub mod cli;
pub mod draws;
pub mod evidence;
pub mod indicator;
pub mod interchange;
pub mod model;
pub mod output;
pub mod scenario;
pub mod statistics;
pub mod study;
