//! Formats of results beside CSV and SVG.

use clap::Args;

use super::exit::Exit;
use super::say::note;
use crate::results::OutputOptions;

/// Formats beside CSV and SVG, which a build of the program may lack.
#[derive(Args, Clone, Copy, Debug)]
pub struct Formats {
    /// Write each table as Parquet too, with typed columns (needs a build with --features parquet)
    #[arg(long)]
    parquet: bool,
    /// Write each chart as PNG too (needs a build with --features png)
    #[arg(long)]
    png: bool,
}

impl Formats {
    /// These and all that this build has.
    pub fn and_all_built(self) -> Formats {
        Formats { parquet: self.parquet || cfg!(feature = "parquet"), png: self.png || cfg!(feature = "png") }
    }

    /// In which formats results are written, on so many threads.
    ///
    /// # Errors
    /// Bad input, said in a line, when this build lacks a format.
    pub fn options(self, threads: usize) -> Result<OutputOptions, Exit> {
        let options = OutputOptions { threads, parquet: self.parquet, png: self.png };
        options.check().map_err(|fault| {
            note(&format!("error: {fault}"));
            Exit::BadInput
        })?;
        Ok(options)
    }
}
