//! What the tests share: worlds to watch, settings with one process, books that balance, a small return.

// Each test binary uses some of it.
#![allow(dead_code)]

pub mod damaged;
pub mod histories;
pub mod ledger;
pub mod pilots;
pub mod plain;
pub mod returns;
pub mod worlds;
pub mod years;
