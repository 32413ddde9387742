//! What the department publishes of each authority and year: figures, cells that are no figure and why,
//! and the changes of boundaries between years. The way from figures to a profile with its levels
//! stands here too, for what the program carries and for what a user imports.

mod boundaries;
mod cell;
mod figure;
mod levels;
mod moves;
mod profiles;
mod series;
mod table;

pub use boundaries::{Boundaries, Comparable};
pub use cell::{Cell, Code, plain_number};
pub use figure::{FIGURES, Figure};
pub use moves::moves;
pub use profiles::{Made, average, profile, slug, source_of_all};
pub use series::{Series, SeriesYear};
pub use table::{NATION, Published, Row, TableError, published};
