//! The model: children, case holders, providers and contracts, month by month. It knows no files,
//! threads or clocks; its state is plain data. Time is in months since the first day, the day a
//! fraction.

pub mod hazard;
pub mod month;
pub mod process;
pub mod settings;
pub mod start;
pub mod world;
