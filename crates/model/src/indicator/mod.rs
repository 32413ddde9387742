//! What is measured and how it is reduced. Sees the world, gets no draws, changes nothing.

mod definition;
mod histories;
mod measurement;
mod respondents;
mod snapshot;
mod summaries;
mod year;

pub use definition::{Better, Definition, HEADLINES, INDICATORS, Subject, index_of};
pub use histories::{Counts, Histories, SURVIVAL};
pub use measurement::{Group, Measurement};
pub use respondents::{Askable, CaseHolderSeen, ChildSeen, LookBack};
pub use summaries::{Summaries, SummaryAbout, summaries};
