//! Files that others keep, in and out: the looked-after-children return (SSDA903) and the
//! department's published tables. The only room besides `output` that knows their formats.

pub mod dfe;
pub mod export;
pub mod import;
pub mod names;
pub mod plain;
mod text;

pub use swplab_model::terms::codes;
