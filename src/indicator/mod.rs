//! What is measured and how it is reduced. Sees the world, gets no draws, changes nothing.

mod definition;

pub use definition::{Better, Definition, HEADLINES, INDICATORS, Subject, index_of};
