//! `swplab import`: what others keep, made into profiles.

use clap::Subcommand;

use super::exit::Exit;
use super::import_dfe::{self, Published};
use super::import_ssda903::{self, Asked};

/// Where the data come from.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Read a looked-after-children return and write the authority's profile
    Ssda903(Asked),
    /// Read the department's published files and write the authorities' profiles
    Dfe(Published),
}

/// Reads and writes.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn run(import: &Import) -> Result<Exit, Exit> {
    match import {
        Import::Ssda903(asked) => import_ssda903::run(asked),
        Import::Dfe(published) => import_dfe::run(published),
    }
}
