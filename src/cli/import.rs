//! `swplab import`: what others keep, made into profiles.

use clap::Subcommand;

use super::exit::Exit;
use super::import_dfe::{self, Published};

/// Where the data come from.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Read the department's published files and write the authorities' profiles
    Dfe(Published),
}

/// Reads and writes.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn run(import: &Import) -> Result<Exit, Exit> {
    match import {
        Import::Dfe(published) => import_dfe::run(published),
    }
}
