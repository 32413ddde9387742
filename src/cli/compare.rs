//! `swplab compare A B`: two results directories side by side.

use std::path::{Path, PathBuf};

use super::directory::Unfinished;
use super::ending::{self, found_or_recovered};
use super::exit::Exit;
use super::{analyse, say};
use crate::analysis::compare::{Compared, NotCompared, compare};

/// What is asked.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// Results directory of a run
    first: PathBuf,
    /// Results directory of another
    second: PathBuf,
    /// Directory to write compare.csv and compare-why.csv into; must not exist
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Compares, tells, and writes the tables if they are asked for.
pub fn run(asked: &Asked) -> Result<Exit, Exit> {
    found_or_recovered(&asked.first)?;
    found_or_recovered(&asked.second)?;
    let compared = compare(&asked.first, &asked.second).map_err(|fault| match fault {
        NotCompared::Refused(refusal) => analyse::refuse(refusal),
        NotCompared::Output(fault) => ending::of_output(fault),
    })?;
    let mut text = compared.text().to_owned();
    if let Some(out) = &asked.out {
        write(&compared, out)?;
        text += &format!("\nThe tables are in {}\n", out.display());
    }
    Ok(say::answer(&text, Exit::Well))
}

fn write(compared: &Compared, out: &Path) -> Result<(), Exit> {
    let unfinished = Unfinished::open(out, false).map_err(ending::of_writing)?;
    compared.write(unfinished.path()).map_err(ending::of_output)?;
    unfinished.finish().map(|_| ()).map_err(ending::of_writing)
}
