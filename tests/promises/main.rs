//! What the library promises, a file each: `cargo test --test promises pairing` runs one.
//!
//! They are one binary because building thirty takes longer than running them.

// A helper of tests may unwrap as a test may.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;

mod ablation;
mod analytic;
mod answers;
mod audit;
mod authorities;
mod balance;
mod baseline;
mod before_care;
mod between;
mod bounds;
mod changes;
mod conservation;
mod contract_side;
mod contracts;
mod damaged;
mod draws;
mod extremes;
mod fields;
mod golden;
mod grades;
mod headlines;
mod import_damage;
mod import_kinds;
mod kept_engine;
mod laboratory;
mod learning;
mod market;
mod organisations;
mod outside;
mod own_data;
mod ownership;
mod pairing;
mod remit;
mod rooms;
mod round_trip;
mod scenario;
mod step;
mod study;
mod summit;
mod teams;
mod terms;
mod trunks;
mod unaccompanied;
mod version_1;
