//! What the department publishes of each authority and year: figures, cells that are no figure and why,
//! and the changes of boundaries between years. Facts only; nothing here is estimated.

mod boundaries;
mod cell;
mod figure;
mod table;

pub use boundaries::{Boundaries, Comparable};
pub use cell::{Cell, Code, plain_number};
pub use figure::{FIGURES, Figure};
pub use table::{NATION, Published, Row, TableError, published};
