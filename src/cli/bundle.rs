//! `swplab report --bundle`: results with all that goes with them when they are handed on, as a directory or one file.

use std::fs;
use std::path::{Path, PathBuf};

use super::directory::{Unfinished, beside};
use super::ending::{self, found_or_recovered};
use super::exit::Exit;
use super::formats::Formats;
use super::say::{self, note};
use super::{analyse, files};
use crate::analysis;
use crate::bundle::{self, NotBundled, Part, Program, Study};
use crate::report::words::counted;
use crate::results::COMMIT;

/// Draws charts and report again, and writes the bundle.
pub fn run(directory: &Path, into: Option<PathBuf>, formats: Formats) -> Result<Exit, Exit> {
    let options = formats.and_all_built().options(0)?;
    found_or_recovered(directory)?;
    let epoch = epoch()?;
    let target = target(directory, into)?;
    let program = Program { version: env!("CARGO_PKG_VERSION"), commit: COMMIT };
    let study = Study::read(directory, program, epoch).map_err(not_bundled)?;
    analysis::report(directory, options).map_err(ending::of_output)?;
    let is_file = target.extension().is_some_and(|end| end == "zip");
    let parts = if is_file { as_file(&study, &target)? } else { as_directory(&study, &target)? };
    let said = format!(
        "The bundle is {}, with {}\n{}",
        target.display(),
        counted(parts.len(), "file"),
        lacks(&parts)
    );
    Ok(say::answer(&said, Exit::Well))
}

/// Where the bundle is put: nothing may stand there.
fn target(directory: &Path, into: Option<PathBuf>) -> Result<PathBuf, Exit> {
    let target = into.unwrap_or_else(|| beside(directory, "-bundle"));
    let refusal = if target.file_name().is_none() || directory.file_name().is_none() {
        Some(format!("`{}` names no place for a bundle: give one with --bundle=PATH", target.display()))
    } else if fs::symlink_metadata(&target).is_ok() {
        Some(format!("`{}` exists already: choose another place with --bundle=PATH", target.display()))
    } else {
        None
    };
    let Some(refusal) = refusal else { return Ok(target) };
    note(&format!("error: {refusal}"));
    Err(Exit::CouldNotWrite)
}

/// The date that is asked for in place of that of the run, as those who build packages set it.
fn epoch() -> Result<Option<i64>, Exit> {
    let Some(written) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = written.to_str().and_then(|text| text.parse().ok());
    seconds.map(Some).ok_or_else(|| {
        note(&format!(
            "error: SOURCE_DATE_EPOCH is `{}`, but must be a number of seconds since 1970",
            written.to_string_lossy()
        ));
        Exit::BadInput
    })
}

fn not_bundled(fault: NotBundled) -> Exit {
    match fault {
        NotBundled::Refused(refusal) => analyse::refuse(refusal),
        NotBundled::Output(fault) => ending::of_output(fault),
    }
}

fn as_directory(study: &Study, target: &Path) -> Result<Vec<Part>, Exit> {
    let unfinished = Unfinished::open(target, false).map_err(ending::of_writing)?;
    let parts = bundle::write(study, unfinished.path()).map_err(not_bundled)?;
    unfinished.finish().map_err(ending::of_writing)?;
    Ok(parts)
}

fn as_file(study: &Study, target: &Path) -> Result<Vec<Part>, Exit> {
    let aside = Unfinished::aside(target).map_err(ending::of_writing)?;
    let parts = bundle::write(study, aside.path()).map_err(not_bundled)?;
    let packed = aside.path().join("packed.zip");
    let folder = target.file_stem().unwrap_or_default().to_string_lossy();
    bundle::pack(&parts, &folder, &packed).map_err(ending::of_output)?;
    files::put(&packed, target, false)
        .map_err(|fault| ending::of_writing(format!("could not write `{}`: {fault}", target.display())))?;
    Ok(parts)
}

/// What a build without the heavy formats leaves out, and how to get it.
fn lacks(parts: &[Part]) -> String {
    let has = |ending: &str| parts.iter().any(|part| part.path.ends_with(ending));
    let lacking: Vec<&str> = [("Parquet", ".parquet"), ("PNG", ".png")]
        .into_iter()
        .filter(|(_, ending)| !has(ending))
        .map(|(name, _)| name)
        .collect();
    match lacking.as_slice() {
        [] => String::new(),
        all => format!(
            "Left out: {}, which this build of swplab does not write. With them: cargo build --release --features bundle\n",
            all.join(" and ")
        ),
    }
}
