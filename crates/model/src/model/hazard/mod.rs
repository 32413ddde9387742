//! Each hazard a pure function of plain numbers, with its formula and source. Rates are per month.

pub mod bands;
pub mod contracts;
pub mod frailty;
pub mod workers;
