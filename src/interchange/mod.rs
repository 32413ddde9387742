//! Files that others keep: the department's published tables in. The only room besides `output` that
//! knows their formats.

pub mod dfe;
