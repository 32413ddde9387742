//! What is measured and how it is reduced. Sees the world, gets no draws, changes nothing.

mod definition;
mod gauge;
mod snapshot;
mod year;

pub use definition::{Better, Definition, HEADLINES, INDICATORS, Subject, index_of};
pub use gauge::{Gauge, Group};
