//! The department's published files, read as they are: by the names of their columns, with every code
//! in place of a number kept as the fact that it is. A damaged file is explained, never a panic.

mod gather;
mod layout;
mod profile;
mod read;
mod remark;
#[cfg(test)]
mod tests;

pub use gather::{Gathered, gather};
pub use layout::{Layouts, MappingError};
pub use profile::{profile_name, profile_text, profiles, table_text, write_profiles};
pub use read::read;
pub use remark::{Kind, Remark};
