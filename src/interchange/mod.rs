//! Files of the field, in and out: the looked-after-children return (SSDA903).

pub mod codes;
pub mod export;
pub mod import;
