//! What the program promises to whoever types a command, a file each: `cargo test --test program cli` runs one.

// A helper of tests may unwrap as a test may.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod manual;
mod outsider;
mod page;
mod place;

mod answer;
mod appendix;
mod ask;
mod beyond;
mod bundle;
mod calibration;
mod cases;
mod cli;
mod compare;
mod contested;
mod designs;
mod determinism;
mod docs;
mod export;
mod export_form;
mod export_tables;
mod failure;
mod flat;
mod forecast;
mod formats;
mod heads;
mod import;
mod import_dfe;
mod import_kinds;
mod interchange_ends;
#[cfg(unix)]
mod jobs;
mod journey;
mod labels;
mod limits;
mod money;
mod observation;
mod options_told;
mod readings;
mod remains;
mod scenarios;
mod schema;
mod services_told;
mod shards;
mod sizes;
mod sweeps;
mod tables;
mod task_docs;
mod toured;
mod training;
mod until;
mod until_tried;
mod validated;
mod validation;
mod whys;
